"""What a guest made becomes a member's: higher packages say here how to move what they keep.

    @adoption.register
    def move_images(*, guest: Person, person: Person) -> None: ...

`accounts.actions.adopt` calls each of them, in the order of registration, inside its one transaction.
"""

from typing import Protocol

from aquatint.accounts.models import Person


class Adopter(Protocol):
    """Moves a package's rows from the guest to the person; no network, no transaction of its own."""

    def __call__(self, *, guest: Person, person: Person) -> None:
        """Move them."""


_adopters: list[Adopter] = []


def register[Function: Adopter](adopter: Function) -> Function:
    """Have this function called when a guest is adopted; usable as a decorator. Twice is the same as once."""
    if adopter not in _adopters:
        _adopters.append(adopter)
    return adopter


def adopters() -> tuple[Adopter, ...]:
    """Return what is registered."""
    return tuple(_adopters)
