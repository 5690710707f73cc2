"""Keeping a lot from being spent for a while."""

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger import posting
from aquatint.ledger.checks import check_words
from aquatint.ledger.errors import KeyReused
from aquatint.ledger.models import Freeze, Lot


@transaction.atomic(savepoint=False)
def freeze(*, lot: Lot, key: str, reason: str, by: Person | None = None) -> Freeze:
    """Keep what is available in a lot from being spent, until this freeze ends. Credits on hold are not touched.

    A lot may be frozen for several reasons at once; it is free when all have ended. Raises `KeyReused`.
    """
    check_words(reason=reason, key=key)
    posting.lock_wallet(lot.wallet_id, clock.now())
    asked = Freeze(lot=lot, key=key, reason=reason, by=by)
    Freeze.objects.bulk_create([asked], ignore_conflicts=True)
    kept = Freeze.objects.get(key=key)
    if kept.lot_id != lot.pk:
        raise KeyReused("This key was used to freeze another lot.", field="key")
    return kept


@transaction.atomic(savepoint=False)
def unfreeze(*, freeze: Freeze, reason: str, by: Person | None = None) -> None:
    """End a freeze. Ending it again changes nothing."""
    check_words(reason=reason)
    posting.lock_wallet(freeze.lot.wallet_id, clock.now())
    Freeze.objects.filter(pk=freeze.pk, ended__isnull=True).update(ended=clock.now(), ended_by=by, outcome=reason)
    freeze.refresh_from_db()
