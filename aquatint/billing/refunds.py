"""The published rule for giving money back, checked by the same code that the button uses.

- Within `AQUATINT_REFUND_DAYS` of the payment. A pack: all of it, as long as none of its credits were used. A plan: in
  proportion to the credits that are left of that payment; the plan then ends at once.
- A payment that came twice: all of it, at any time.
- The withdrawal of an EU consumer: in proportion to what is left, packs too.
- Where the gateway can only send everything back, a part becomes a matter for the operator.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from aquatint.billing.gateways.base import Gateway
from aquatint.billing.models import Payment, Refund
from aquatint.kit import clock


@dataclass(frozen=True, slots=True)
class Offer:
    """What would go back: minor units, the credits that go with it, whether it is allowed, and the sentence for it."""

    amount: int
    currency: str
    credits: int
    allowed: bool
    sentence: str


def offer(gateway: Gateway, payment: Payment, *, withdrawal: bool = False) -> Offer:
    """Say what the rule gives back for a payment now."""
    left = payment.amount - payment.refunded
    if payment.refunds.filter(state=Refund.State.ASKED).exists():
        return _no(payment, "This money is on its way back already.")
    if not left:
        return _no(payment, "All of this has been sent back.")
    if payment.disputes.filter(closed=None).exists():
        return _no(payment, "Your bank is looking into this payment; it decides.")
    if not payment.credits:
        return Offer(left, payment.currency, 0, allowed=True, sentence="This was paid twice; all of it goes back.")
    if clock.now() >= payment.settled + timedelta(days=settings.REFUND_DAYS):
        return _no(payment, f"Payments can be given back for {settings.REFUND_DAYS} days.")
    return _in_time(gateway, payment, withdrawal=withdrawal)


def credits_due(payment: Payment, gone: int) -> int:
    """Return how many credits of a payment go when so much of its money has gone back in all.

    Rounded up: `offer` rounds the money for a number of credits down, and that number is what goes with it. It is never
    more than the offer names, and less only where a credit costs less than the smallest coin.
    """
    return -(-payment.credits * gone // payment.amount)


def _in_time(gateway: Gateway, payment: Payment, *, withdrawal: bool) -> Offer:
    lots = [paid.lot for paid in payment.lots.select_related("lot")]
    unused = sum(lot.available for lot in lots)
    remaining = payment.credits - payment.taken
    if not unused:
        return _no(payment, "Its credits have been used.")
    if unused < remaining and payment.subscription_id is None and not withdrawal:
        return _no(payment, "Some of this pack's credits have been used or are on hold; only unused packs go back.")
    amount = min(payment.amount - payment.refunded, payment.amount * unused // payment.credits)
    if unused == remaining:
        amount = payment.amount - payment.refunded
    if not amount:
        return _no(payment, "Almost all of its credits have been used.")
    if amount < payment.amount - payment.refunded and not gateway.refunds_in_part:
        return _no(payment, f"{gateway.title} can only send back a whole payment. Write to us and we see to it.")
    ending = " The plan ends at once." if payment.subscription_id else ""
    number = credits_due(payment, payment.refunded + amount) - payment.taken
    credits_go = "1 unused credit goes" if number == 1 else f"{number:,} unused credits go"
    sentence = f"{credits_go}, and the money comes back the way it came.{ending}"
    return Offer(amount, payment.currency, number, allowed=True, sentence=sentence)


def _no(payment: Payment, sentence: str) -> Offer:
    return Offer(0, payment.currency, 0, allowed=False, sentence=sentence)
