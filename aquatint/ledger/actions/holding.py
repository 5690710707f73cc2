"""Setting credits aside, and charging or returning them."""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, transaction

from aquatint.accounts.models import Person
from aquatint.kit import clock, ids
from aquatint.ledger import posting
from aquatint.ledger.checks import check_credits, check_words
from aquatint.ledger.debts import repay
from aquatint.ledger.errors import (
    CaptureExceedsHold,
    HoldAlreadyResolved,
    InsufficientCredits,
    InvalidCredits,
    KeyReused,
    WalletInDebt,
)
from aquatint.ledger.models import Hold
from aquatint.ledger.spending import Part, Share, allocate, divide


@transaction.atomic(savepoint=False)
def hold(*, person: Person, credits: int, key: str, reason: str) -> Hold:  # noqa: A002 -- the word of the trade
    """Set credits aside, soonest expiry first (see `spending.spend_order`). Zero is allowed, and resolved once as well.

    Raises `InsufficientCredits`, `WalletInDebt`, `KeyReused` or `InvalidCredits`.
    """
    now = clock.now()
    check_credits(credits, least=0)
    check_words(reason=reason, key=key)
    debt = posting.lock_wallet(person.pk, now)
    lots = posting.spendable(person.pk, now) if credits and not debt else []
    parts = allocate(lots, credits)
    if debt or sum(part.credits for part in parts) < credits:
        return _held_before(person, credits, key) or _refuse(credits, debt, sum(lot.available for lot in lots))
    made = Hold(id=ids.new(), created=now, wallet_id=person.pk, credits=credits, key=key, reason=reason)
    if not posting.write_hold(
        hold=made.id, wallet=person.pk, credits_held=credits, key=key, reason=reason, parts=parts, now=now
    ):
        return _held_before(person, credits, key) or made
    made._state.adding = False
    made._state.db = DEFAULT_DB_ALIAS
    return made


@transaction.atomic(savepoint=False)
def settle(*, hold: Hold, captured: int, reason: str) -> None:
    """Charge `captured` of a hold, lot by lot in the hold's order, and return the rest.

    Credits of a lot that has ended meanwhile are charged all the same, but expire instead of coming back. A second call
    with the same figure changes nothing. Raises `HoldAlreadyResolved` or `CaptureExceedsHold`.
    """
    now = clock.now()
    check_credits(captured, least=0)
    check_words(reason=reason)
    locked = posting.lock_hold(hold.pk)
    if locked is None:
        raise InvalidCredits("There is no such hold.", field="hold")
    if locked.captured is not None:
        if locked.captured != captured:
            raise HoldAlreadyResolved(f"This hold was resolved with {locked.captured} credits, not {captured}.")
        return
    if captured > locked.credits:
        raise CaptureExceedsHold(f"{captured} credits cannot be charged from a hold of {locked.credits}.")
    shares = divide(posting.parts_of(hold.pk, now), captured)
    posting.write_settlement(
        hold=hold.pk, wallet=locked.wallet, captured=captured, shares=shares, reason=reason, now=now
    )
    hold.captured, hold.resolved, hold.outcome = captured, now, reason
    if locked.debt:
        repay(_returned(shares, locked.debt), wallet=locked.wallet, now=now)


def release(*, hold: Hold, reason: str) -> None:
    """Return all of a hold. Raises `HoldAlreadyResolved` if some of it was charged before."""
    settle(hold=hold, captured=0, reason=reason)


def _refuse(needed: int, debt: int, available: int) -> Hold:
    if debt:
        raise WalletInDebt(needed=needed, debt=debt)
    raise InsufficientCredits(needed=needed, available=available)


def _held_before(person: Person, credits_asked: int, key: str) -> Hold | None:
    kept = Hold.objects.filter(key=key).first()
    if kept and (kept.wallet_id, kept.credits) != (person.pk, credits_asked):
        raise KeyReused("This key was used for another hold. Nothing was set aside; use a new key.", field="key")
    return kept


def _returned(shares: Sequence[Share], debt: int) -> list[Part]:
    """Return the parts of the released credits that repay the debt."""
    parts = []
    for share in shares:
        if paid := min(share.released, debt):
            parts.append(Part(share.lot, paid))
            debt -= paid
    return parts
