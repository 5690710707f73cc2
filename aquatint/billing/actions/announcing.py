"""Prices of tomorrow, and the mails that come before money moves."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.billing import letters
from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models import Letter, NewsConsent, Subscription, Wish
from aquatint.catalog import shelf
from aquatint.catalog.models import Price, Product
from aquatint.kit import clock
from aquatint.kit.errors import InvalidRequest
from aquatint.ledger.models import Lot

REMINDER: Final = timedelta(days=3)
_WARNINGS: Final = ((14, Letter.Kind.EXPIRING_14), (3, Letter.Kind.EXPIRING_3))
_SLACK: Final = timedelta(minutes=5)
_MOST: Final = 2_000


@transaction.atomic
def announce_price(
    *,
    product: Product,
    interval: str,
    currency: str,
    amount: int,
    credits: int,  # noqa: A002 -- the word of the trade
    starts: datetime,
    by: Person | None,
) -> Price:
    """Announce a price for new buyers from `starts`; it binds those who subscribed before when the notice has run.

    All of them get a mail now, and so do those who have chosen it for their next period; who subscribes later gets
    it then. `credits` are a month's, or a pack's. Raises `InvalidRequest`.
    """
    now = clock.now()
    if starts < now - _SLACK:
        raise InvalidRequest("A price cannot begin in the past.", field="starts")
    if amount < 1 or credits < 1 or (interval == "once") == product.is_plan:
        raise InvalidRequest("Give an amount, credits, and an interval that fits the product.", field="amount")
    price = Price.objects.create(
        product=product,
        interval=interval,
        currency=currency,
        amount=amount,
        credits=credits,
        announced=now,
        starts=max(starts, now),
        binds=max(starts, now + timedelta(days=settings.PRICE_NOTICE_DAYS)),
    )
    running = Subscription.objects.exclude(standing=Standing.ENDED).select_related("price", "next_price")
    same = Price.objects.filter(product=product, interval=interval, currency=currency)
    # Who has chosen another plan for the next period pays that one's price, not this one's.
    for subscription in running.filter(Q(next_price__in=same) | Q(next_price=None, price__in=same)):
        letters.price_change(subscription, subscription.next_price or subscription.price, price)
    facts = {"product": product.slug, "amount": amount, "currency": currency, "starts": starts.isoformat()}
    record(verb="price.announced", subject=price, actor=by, facts=facts)
    return price


@transaction.atomic
def move_to_new_prices() -> int:
    """Want the gateway to charge the new price with the next period, where the notice has run; return how many."""
    number = 0
    soon = Subscription.objects.exclude(standing=Standing.ENDED).filter(ends=None, next_price=None)
    for subscription in soon.select_related("price__product").filter(period_end__isnull=False):
        due = shelf.price_at_renewal(subscription.price, subscription.period_end or clock.now())
        waiting = subscription.wishes.filter(kind=Wish.Kind.CHANGE_NEXT, price=due).exists()
        if due.pk != subscription.price_id and not waiting:
            Wish.objects.create(
                subscription=subscription, kind=Wish.Kind.CHANGE_NEXT, price=due, reason="The announced price."
            )
            number += 1
    return number


@transaction.atomic
def remind() -> int:
    """Write to those whose plan renews in three days; return how many were looked at."""
    now = clock.now()
    soon = Subscription.objects.filter(
        standing=Standing.ACTIVE, ends=None, period_end__gt=now, period_end__lte=now + REMINDER
    )
    for subscription in soon:
        letters.queue(
            person=subscription.person_id,
            kind=Letter.Kind.RENEWAL_REMINDER,
            key=f"{subscription.public_id}:{subscription.period_end}",
            subscription=subscription.public_id,
        )
    return len(soon)


@transaction.atomic
def warn_of_expiry() -> int:
    """Write to those whose credits end in 14 or 3 days, once for each lot; return how many lots.

    A lot that lasts no longer than a month gets the later letter only: two in two weeks would be noise.
    """
    now, number = clock.now(), 0
    for days, kind in _WARNINGS:
        lots = Lot.objects.filter(
            expires__gt=now, expires__lte=now + timedelta(days=days), starts__lte=now, available__gt=0
        ).exclude(wallet__person__email=None)
        for lot in lots.order_by("expires")[:_MOST]:
            long = lot.expires and lot.expires - lot.starts > timedelta(days=32)
            if days == _WARNINGS[-1][0] or long:
                letters.queue(person=lot.wallet_id, kind=kind, key=lot.public_id, lot=lot.public_id)
                number += 1
    return number


@transaction.atomic
def want_news(*, person: Person, words: str, origin: str) -> None:
    """Remember that somebody wants product news: by which words, and from where."""
    NewsConsent.objects.bulk_create(
        [NewsConsent(person=person, words=words, origin=origin[:40])], ignore_conflicts=True
    )


@transaction.atomic
def stop_news(*, person: Person) -> None:
    """Remember that somebody wants no more news. Twice is the same as once."""
    NewsConsent.objects.filter(person=person, ended=None).update(ended=clock.now())
    Letter.objects.filter(person=person, kind=Letter.Kind.NEWS, sent=None, given_up=None).update(given_up=clock.now())
