"""Invitations: what both sides get, and the limits that keep it from being farmed.

A reward comes with the first payment of the invited, and goes when that payment goes back in full. An inviter is
rewarded at most `AQUATINT_REFERRALS_PER_MONTH` times in 30 days. Whoever paid before, or pays as a customer whom the
gateway knows as the inviter, brings no reward.
"""

from datetime import timedelta

from django.conf import settings

from aquatint.accounts.models import Person
from aquatint.billing.models import Customer, Payment, Referral
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Lot, Source

_WINDOW = timedelta(days=30)


def reward(payment: Payment) -> None:
    """Give both sides their credits, if this is the first payment of somebody who was invited."""
    referral = Referral.objects.select_for_update().filter(invited_id=payment.person_id).first()
    if referral is None or referral.rewarded or referral.refused or not settings.REFERRAL_CREDITS:
        return
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.inviter_id)
    referral.payment = payment
    referral.refused = _refusal(referral)
    if not referral.refused:
        referral.rewarded = clock.now()
        for side, person in (("inviter", referral.inviter), ("invited", referral.invited)):
            ledger.grant(
                person=person,
                credits=settings.REFERRAL_CREDITS,
                source=Source.GIFT,
                key=_key(referral, side),
                reason="Thank you for the invitation" if side == "inviter" else "Welcome, by invitation",
            )
    referral.save()


def take_back(payment: Payment) -> None:
    """Take what is left of both rewards, because their payment went back in full."""
    referral = Referral.objects.filter(payment=payment).exclude(rewarded=None).first()
    if referral is None:
        return
    for side in ("inviter", "invited"):
        lot = Lot.objects.get(key=_key(referral, side))
        if lot.available:
            ledger.adjust(
                lot=lot, credits=lot.available, key=f"{lot.key}:back", reason="The payment behind it went back."
            )


def _refusal(referral: Referral) -> str:
    theirs = Customer.objects.filter(person_id=referral.invited_id).values("gateway", "ref")
    if any(Customer.objects.filter(person_id=referral.inviter_id, **customer).exists() for customer in theirs):
        return "Both are the same customer of the gateway."
    recent = Referral.objects.filter(inviter_id=referral.inviter_id, rewarded__gt=clock.now() - _WINDOW)
    if recent.count() >= settings.REFERRALS_PER_MONTH:
        return "The inviter has had as many rewards as 30 days allow."
    return ""


def _key(referral: Referral, side: str) -> str:
    return f"referral:{referral.id.hex}:{side}"
