"""Writing mails into the outbox, in the transaction of their cause."""

from datetime import datetime
from typing import Any
from uuid import UUID

from aquatint.billing.models import Letter, Subscription
from aquatint.catalog.models import Price
from aquatint.kit import clock


def queue(*, person: UUID, kind: str, key: str, due: datetime | None = None, **facts: Any) -> None:
    """Have somebody get a mail, once for each key. `facts` is plain JSON: public ids, amounts, dates as text."""
    row = Letter(person_id=person, kind=kind, key=f"{kind}:{key}"[:200], facts=facts, due=due or clock.now())
    Letter.objects.bulk_create([row], ignore_conflicts=True)


def price_changes(subscription: Subscription) -> None:
    """Tell of each price that is announced for what a subscription will pay next, once for each."""
    paid = subscription.next_price or subscription.price
    same = Price.objects.filter(product_id=paid.product_id, interval=paid.interval, currency=paid.currency)
    for price in same.filter(starts__gt=paid.starts).order_by("starts"):
        price_change(subscription, paid, price)


def price_change(subscription: Subscription, old: Price, new: Price) -> None:
    """Tell of one announced price, once for each subscription."""
    queue(
        person=subscription.person_id,
        kind=Letter.Kind.PRICE_CHANGE,
        key=f"{new.public_id}:{subscription.public_id}",
        price=new.public_id,
        old=old.public_id,
        subscription=subscription.public_id,
    )
