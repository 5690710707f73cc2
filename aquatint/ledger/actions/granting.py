"""Giving credits."""

from datetime import datetime

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger import posting
from aquatint.ledger.checks import check_credits, check_words
from aquatint.ledger.debts import repay
from aquatint.ledger.errors import InvalidCredits, KeyReused
from aquatint.ledger.models import Account, Entry, Lot, Source
from aquatint.ledger.spending import Part


@transaction.atomic(savepoint=False)
def grant(
    *,
    person: Person,
    credits: int,  # noqa: A002 -- the word of the trade; the builtin is a greeting of the interpreter
    source: str,
    key: str,
    reason: str,
    expires: datetime | None = None,
    starts: datetime | None = None,
    by: Person | None = None,
) -> Lot:
    """Give a person a lot of credits, usable from `starts` (default now) until `expires` (default for ever).

    A debt of the wallet is repaid from it first. Raises `InvalidCredits` or `KeyReused`.
    """
    now = clock.now()
    check_credits(credits)
    check_words(reason=reason, key=key)
    lot = Lot(
        wallet_id=person.pk,
        source=source,
        key=key,
        reason=reason,
        by=by,
        created=now,
        starts=starts or now,
        expires=expires,
        granted=credits,
        available=credits,
    )
    _check_dates(lot)
    debt = posting.lock_wallet(person.pk, now)
    Lot.objects.bulk_create([lot], ignore_conflicts=True)
    kept = Lot.objects.get(key=key)
    if kept.pk != lot.pk:
        return _same(kept, lot, starts)
    Entry.objects.create(
        created=now,
        wallet_id=person.pk,
        lot=kept,
        origin=Account.ISSUED,
        destination=Account.AVAILABLE,
        credits=credits,
    )
    if debt:
        repay([Part(kept.pk, min(debt, credits))], wallet=person.pk, now=now)
        kept.refresh_from_db()
    return kept


def _check_dates(lot: Lot) -> None:
    if lot.source not in Source.values:
        raise InvalidCredits(f"{lot.source!r} is no source of credits.", field="source")
    if lot.source == Source.PURCHASE and lot.expires:
        raise InvalidCredits("Credits bought as you go never expire.", field="expires")
    if lot.source == Source.SUBSCRIPTION and not lot.expires:
        raise InvalidCredits("Credits of a subscription end with their cycle; give the date.", field="expires")
    if lot.expires and lot.expires <= lot.starts:
        raise InvalidCredits("Credits must start before they expire.", field="expires")


def _same(kept: Lot, asked: Lot, starts: datetime | None) -> Lot:
    figures = ("wallet_id", "granted", "source", "expires")
    same = all(getattr(kept, name) == getattr(asked, name) for name in figures) and starts in {None, kept.starts}
    if not same:
        raise KeyReused("This key was used for another grant. Nothing was given; use a new key.", field="key")
    return kept
