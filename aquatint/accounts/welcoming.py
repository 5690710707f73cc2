"""What somebody gets who signed up by themselves and proved their address: higher packages say so here.

    @welcoming.register
    def give_credits(*, person: Person) -> None: ...

`accounts.actions.welcome` calls each of them once in a person's life, inside its one transaction, at the first sign-in.
"""

from typing import Protocol

from aquatint.accounts.models import Person


class Greeter(Protocol):
    """Gives a new member something; no network, no transaction of its own."""

    def __call__(self, *, person: Person) -> None:
        """Give it."""


_greeters: list[Greeter] = []


def register[Function: Greeter](greeter: Function) -> Function:
    """Have this function called for each new member; usable as a decorator. Twice is the same as once."""
    if greeter not in _greeters:
        _greeters.append(greeter)
    return greeter


def greeters() -> tuple[Greeter, ...]:
    """Return what is registered."""
    return tuple(_greeters)
