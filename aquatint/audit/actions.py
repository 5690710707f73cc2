"""The one verb: write down what somebody did."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import transaction

from aquatint.audit import chain
from aquatint.audit.models import Head, Record
from aquatint.kit import clock


class Named(Protocol):
    """Anything with an outside id: every row of ours."""

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""


def record(
    *, verb: str, subject: Named | str, actor: Named | str | None = None, facts: Mapping[str, Any] | None = None
) -> Record:
    """Append a record in the caller's transaction: it is kept exactly if what it tells is kept.

    `verb` reads `person.created`; `subject` and `actor` are rows or their public ids; without an actor the system or a
    command line acted. `facts` is plain JSON without secrets, e-mail addresses and floats.

    For accounts, keys, grants by hand and switches. NOT for generations: the chain has one end, which stays locked
    until the caller's transaction is over, so call this last in the transaction and never on a hot path.
    """
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(pk=1)
        content: dict[str, Any] = {
            "number": head.number + 1,
            "at": clock.now(),
            "verb": verb,
            "subject": _name(subject),
            "actor": _name(actor) if actor else "",
            "facts": dict(facts or {}),
        }
        previous = bytes(head.digest)
        entry = Record.objects.create(**content, previous=previous, digest=chain.digest(previous, **content))
        head.number, head.digest = entry.number, entry.digest
        head.save(update_fields=["number", "digest"])
    return entry


def _name(thing: Named | str) -> str:
    return thing if isinstance(thing, str) else thing.public_id
