"""Taking credits back, and settling debts."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from aquatint.accounts.models import Person
from aquatint.ledger import posting
from aquatint.ledger.checks import check_credits, check_words
from aquatint.ledger.debts import repay
from aquatint.ledger.errors import KeyReused, NotThere
from aquatint.ledger.models import Account, Correction, Entry, Lot, Wallet
from aquatint.ledger.spending import Part, allocate

Kind = Correction.Kind


@transaction.atomic(savepoint=False)
def claw_back(
    *,
    lot: Lot,
    credits: int,  # noqa: A002 -- the word of the trade
    key: str,
    reason: str,
    by: Person | None = None,
) -> Correction:
    """Take credits of a refunded or disputed lot back. What is no longer available there becomes the wallet's debt.

    A debt blocks new holds. It is repaid by the next grant, by credits that come back from a hold, by `repay_debt`, or
    written off. Raises `NotThere` if more is asked than was granted and not clawed back before, or `KeyReused`.
    """
    asked = _asked(Kind.CLAW_BACK, wallet=lot.wallet_id, lot=lot, credits_asked=credits, key=key, reason=reason, by=by)
    made, lot = _made(asked), Lot.objects.get(pk=lot.pk)
    if made is not asked:
        return made
    if credits > lot.granted - lot.clawed_back:
        raise NotThere(f"{lot.granted - lot.clawed_back} credits of this lot are left to claw back, not {credits}.")
    found = _take(lot, min(lot.available, credits), made, Account.CLAWED_BACK)
    Lot.objects.filter(pk=lot.pk).update(clawed_back=F("clawed_back") + credits)
    if found < credits:
        _owe(lot, credits - found, made)
    return made


@transaction.atomic(savepoint=False)
def adjust(
    *,
    lot: Lot,
    credits: int,  # noqa: A002 -- the word of the trade
    key: str,
    reason: str,
    by: Person | None = None,
) -> Correction:
    """Take available credits off a lot, to correct a mistake; to give some, use `grant`. Never makes a debt.

    Raises `NotThere` if the lot has fewer available, or `KeyReused`.
    """
    asked = _asked(Kind.ADJUSTMENT, wallet=lot.wallet_id, lot=lot, credits_asked=credits, key=key, reason=reason, by=by)
    made, lot = _made(asked), Lot.objects.get(pk=lot.pk)
    if made is not asked:
        return made
    if credits > lot.available:
        raise NotThere(f"{lot.available} credits are available in this lot, not {credits}.")
    _take(lot, credits, made, Account.ADJUSTED)
    return made


@transaction.atomic(savepoint=False)
def repay_debt(
    *,
    person: Person,
    credits: int,  # noqa: A002 -- the word of the trade
    key: str,
    reason: str,
    by: Person | None = None,
) -> Correction:
    """Repay a debt from the person's other lots, in spend order. Raises `NotThere` or `KeyReused`."""
    asked = _asked(Kind.REPAYMENT, wallet=person.pk, lot=None, credits_asked=credits, key=key, reason=reason, by=by)
    made = _made(asked)
    if made is not asked:
        return made
    parts = allocate(posting.spendable(person.pk, made.created), credits)
    if sum(part.credits for part in parts) < credits:
        raise NotThere(f"Fewer than {credits} credits are available.")
    _check_debt(person.pk, credits)
    repay(parts, wallet=person.pk, now=made.created, correction=made.pk)
    return made


@transaction.atomic(savepoint=False)
def write_off_debt(
    *,
    person: Person,
    credits: int,  # noqa: A002 -- the word of the trade
    key: str,
    reason: str,
    by: Person | None = None,
) -> Correction:
    """Forgive so much of a debt. Raises `NotThere` if less is owed, or `KeyReused`."""
    asked = _asked(Kind.WRITE_OFF, wallet=person.pk, lot=None, credits_asked=credits, key=key, reason=reason, by=by)
    made = _made(asked)
    if made is not asked:
        return made
    _check_debt(person.pk, credits)
    _post(made, origin=Account.ADJUSTED, destination=Account.DEBT, moved=credits)
    Wallet.objects.filter(pk=person.pk).update(debt=F("debt") - credits)
    return made


def _asked(
    kind: str, *, wallet: UUID, lot: Lot | None, credits_asked: int, key: str, reason: str, by: Person | None
) -> Correction:
    check_credits(credits_asked)
    check_words(reason=reason, key=key)
    return Correction(wallet_id=wallet, lot=lot, kind=kind, credits=credits_asked, key=key, reason=reason, by=by)


def _made(asked: Correction) -> Correction:
    """Lock the wallet and write the correction; return it, or the one that the key stands for already."""
    posting.lock_wallet(asked.wallet_id, asked.created)
    Correction.objects.bulk_create([asked], ignore_conflicts=True)
    kept = Correction.objects.get(key=asked.key)
    if kept.pk == asked.pk:
        return asked
    if any(getattr(kept, name) != getattr(asked, name) for name in ("wallet_id", "lot_id", "kind", "credits")):
        raise KeyReused("This key was used for another correction. Nothing was changed; use a new key.", field="key")
    return kept


def _take(lot: Lot, taken: int, correction: Correction, destination: str) -> int:
    parts = [Part(lot.pk, taken)] if taken else []
    return posting.take(
        parts, wallet=lot.wallet_id, destination=destination, now=correction.created, correction=correction.pk
    )


def _owe(lot: Lot, owed: int, correction: Correction) -> None:
    _post(correction, origin=Account.DEBT, destination=Account.CLAWED_BACK, moved=owed, lot=lot)
    Wallet.objects.filter(pk=lot.wallet_id).update(debt=F("debt") + owed)


def _check_debt(wallet: UUID, credits_asked: int) -> None:
    debt: int = Wallet.objects.values_list("debt", flat=True).get(pk=wallet)
    if credits_asked > debt:
        raise NotThere(f"{debt} credits are owed, not {credits_asked}.")


def _post(correction: Correction, *, origin: str, destination: str, moved: int, lot: Lot | None = None) -> None:
    Entry.objects.create(
        created=correction.created,
        wallet_id=correction.wallet_id,
        lot=lot,
        correction=correction,
        origin=origin,
        destination=destination,
        credits=moved,
    )
