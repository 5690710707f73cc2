"""How refunds and disputes show in the books: one rule, computed from all that is known of a payment.

What went back is the sum of all refunds that have not failed and of all lost disputes, never more than was paid.
Credits are taken back in that proportion; what was spent becomes a debt of the wallet (`ledger.actions.claw_back`).
Because the rule starts from the sum, the order in which gateways tell of things does not matter.
"""

from django.db.models import Q, Sum

from aquatint.billing import findings, letters, receipts, referrals, refunds
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.models import Dispute, Letter, PaidLot, Payment, Refund, Wish
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Freeze, Source

_GONE = (Refund.State.PENDING, Refund.State.SUCCEEDED)


def catch_up(gateway: Gateway, payment: Payment) -> None:
    """Apply refunds and disputes that came before their payment, in the caller's transaction."""
    known = Q(gateway=payment.gateway, transaction=payment.transaction, payment=None)
    sent_back = Refund.objects.filter(known).update(payment=payment)
    disputed = Dispute.objects.filter(known).update(payment=payment)
    if not sent_back and not disputed:
        return
    key = f"{payment.gateway}:{payment.transaction}"
    findings.settle(keys=[f"refund_before_payment:{key}", f"dispute_before_payment:{key}"], why="The payment came.")
    for dispute in Dispute.objects.filter(payment=payment, closed=None):
        begin_dispute(dispute)
    level(gateway, payment)


def level(gateway: Gateway, payment: Payment) -> None:
    """Make what was taken back match what went back. The payment must be locked by the caller, or be new."""
    gone = gone_of(payment)
    due = refunds.credits_due(payment, gone)
    if due > payment.taken:
        _take(payment, due - payment.taken, gone)
    elif due < payment.taken:
        _restore(payment, payment.taken - due, gone)
    payment.refunded, payment.taken = gone, due
    payment.save(update_fields=["refunded", "taken"])
    _melt(payment)
    for refund in payment.refunds.filter(state=Refund.State.SUCCEEDED).order_by("created"):  # not on a mere promise
        receipts.for_refund(gateway, payment, refund)
        number, taken = refund.public_id, _taken_for(payment, refund)
        letters.queue(person=payment.person_id, kind=Letter.Kind.REFUND, key=number, refund=number, taken=taken)
    if gone == payment.amount:
        referrals.take_back(payment)
        key = f"{payment.gateway}:{payment.transaction}"
        findings.settle(keys=[f"payment_twice:{key}", f"refund_failed:{key}"], why="It was sent back.")


def _taken_for(payment: Payment, refund: Refund) -> int:
    """Return how many of the credits that were taken are one refund's own: those that went before it are not."""
    earlier = payment.refunds.filter(state__in=_GONE, created__lt=refund.created).aggregate(total=Sum("amount"))
    before = min(payment.amount, earlier["total"] or 0)
    after = min(payment.amount, before + refund.amount)
    return refunds.credits_due(payment, after) - refunds.credits_due(payment, before)


def gone_of(payment: Payment) -> int:
    """Return how much of a payment went back, in minor units.

    Where the gateway tells with each refund what went back in all, that figure counts: a refund that was learned of
    from a listing may hold others. Else the refunds are added up.
    """
    sent = payment.refunds.filter(state__in=_GONE)
    rows = list(sent.values_list("amount", "cumulative"))
    told = max((cumulative for _, cumulative in rows), default=0)
    if not all(cumulative for _, cumulative in rows):
        told = max(told, sum(amount for amount, _ in rows))
    lost = payment.disputes.filter(won=False).aggregate(total=Sum("amount"))["total"] or 0
    return int(min(payment.amount, told + lost))


def begin_dispute(dispute: Dispute) -> None:
    """Freeze what is left of a disputed payment's credits and have its subscription ended; the caller's transaction."""
    payment = dispute.payment
    if payment is None:
        return
    freeze(payment, key=f"dispute:{dispute.public_id}", reason="The payment is disputed.")
    end_subscription(payment, reason="The payment is disputed.")
    letters.queue(person=payment.person_id, kind=Letter.Kind.DISPUTE, key=dispute.public_id, dispute=dispute.public_id)


def end_subscription(payment: Payment, *, reason: str) -> None:
    """Want the subscription of a payment ended at once, if it still runs."""
    subscription = payment.subscription
    if subscription is None or subscription.ended:
        return
    if not subscription.wishes.filter(kind=Wish.Kind.CANCEL_NOW, refused="").exists():
        Wish.objects.create(subscription=subscription, kind=Wish.Kind.CANCEL_NOW, reason=reason)


def freeze(payment: Payment, *, key: str, reason: str) -> None:
    """Keep the lots of a payment from being spent."""
    for paid in payment.lots.select_related("lot"):
        ledger.freeze(lot=paid.lot, key=f"{key}:{paid.position}:{paid.restores}", reason=reason)


def _melt(payment: Payment) -> None:
    """End the freezes whose refund or dispute is over."""
    open_keys = [f"refund:{refund.public_id}" for refund in payment.refunds.filter(state=Refund.State.ASKED)]
    open_keys += [f"dispute:{dispute.public_id}" for dispute in payment.disputes.filter(closed=None)]
    for row in Freeze.objects.filter(lot__paid__payment=payment, ended=None).select_related("lot"):
        if row.key.startswith(("refund:", "dispute:")) and row.key.rsplit(":", 2)[0] not in open_keys:
            ledger.unfreeze(freeze=row, reason="It is over.")


def _take(payment: Payment, credits_due: int, gone: int) -> None:
    """Claw credits back, from the lots that begin last first: the months still to come go before this one."""
    rest = credits_due
    for paid in payment.lots.select_related("lot").order_by("-lot__starts", "-restores"):
        # What ended unused is gone already; nobody owes it.
        taken = min(rest, max(0, paid.lot.granted - paid.lot.clawed_back - paid.lot.lapsed))
        if taken:
            ledger.claw_back(
                lot=paid.lot,
                credits=taken,
                key=f"refund:{payment.public_id}:{gone}:{payment.taken}:{paid.lot.public_id}",
                reason="The money for these credits went back.",
            )
            rest -= taken


def _restore(payment: Payment, credits_due: int, gone: int) -> None:
    """Give back what was taken for a refund that failed, as a lot with the end of the one that it replaces."""
    lots = [paid.lot for paid in payment.lots.select_related("lot")]
    restored = sum(paid.lot.granted for paid in payment.lots.filter(restores=True).select_related("lot"))
    credits_due = min(credits_due, sum(lot.clawed_back for lot in lots) - restored)
    if credits_due <= 0:
        return
    model = max(lots, key=lambda lot: lot.starts)
    if model.expires and model.expires <= clock.now():
        findings.note(
            code="refund_failed_late",
            key=f"{payment.public_id}:{gone}",
            sentence=f"A refund of {payment.public_id} failed; its {credits_due} credits have ended meanwhile.",
            gateway=payment.gateway,
        )
    number = len(lots)
    lot = ledger.grant(
        person=payment.person,
        credits=credits_due,
        source=Source.REFUND,
        key=f"restore:{payment.public_id}:{gone}:{payment.taken}:{number}",
        reason="A refund did not go through.",
        starts=model.starts if model.expires else None,
        expires=model.expires,
    )
    PaidLot.objects.create(lot=lot, payment=payment, position=number, restores=True)
