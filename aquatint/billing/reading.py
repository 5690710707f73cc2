"""What pages, programs and mails show of billing. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet

from aquatint.accounts.models import Person
from aquatint.billing import dealing, refunds
from aquatint.billing.errors import GatewayUnknown, NotTheirs
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models import Finding, Letter, NewsConsent, Order, Payment, Receipt, Referral, Subscription, Wish
from aquatint.billing.money import shown
from aquatint.catalog import shelf
from aquatint.catalog.models import Interval, Price
from aquatint.kit import clock, ids
from aquatint.ledger.models import Lot

_OFTEN: Final = {Interval.MONTH: "monthly", Interval.YEAR: "yearly"}


@dataclass(frozen=True, slots=True)
class Product:
    """A plan or pack as the pricing page shows it: its prices by interval in one currency."""

    slug: str
    title: str
    is_plan: bool
    words: tuple[str, ...]
    credits: int
    prices: dict[str, Price]


@dataclass(frozen=True, slots=True)
class Plan:
    """A person's subscription as the account page shows it.

    `renews` is the moment of the next payment and `next_amount` its sum, unless it is paused; `ends` the moment at
    which it ends. `next_price` is what comes instead of `price`, if something does. `gone_back` says what went back of
    the last payment of one that has ended: `whole`, `part` or nothing. `waiting` is a wish that the gateway has not
    answered yet.
    """

    subscription: Subscription
    price: Price
    renews: datetime | None
    ends: datetime | None
    next_price: Price | None
    next_amount: str
    gone_back: str
    waiting: Wish | None
    can_cancel: bool
    can_resume: bool

    @property
    def is_paused(self) -> bool:
        """Whether nothing is charged and nothing comes until it goes on."""
        return self.subscription.standing == Standing.PAUSED

    @property
    def other_interval(self) -> str:
        """How often the next price is paid, `monthly` or `yearly`, where that is new."""
        new = self.next_price
        return _OFTEN[Interval(new.interval)] if new and new.interval != self.price.interval else ""

    @property
    def next_is_announced(self) -> bool:
        """Whether the next price is a newer version of this one, and not a choice of theirs."""
        new = self.next_price
        return bool(new and not self.other_interval and new.product_id == self.price.product_id)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as the account page shows it, with what the refund button would say."""

    payment: Payment
    sum: str
    receipt: Receipt | None
    notes: tuple[Receipt, ...]
    refund: refunds.Offer
    withdrawal: refunds.Offer
    state: str


def products(currency: str) -> list[Product]:
    """Return what is on sale in one currency, plans first."""
    found: dict[str, Product] = {}
    for price in shelf.on_sale(currency=currency):
        product = price.product
        entry = found.setdefault(
            product.slug,
            Product(product.slug, product.title, product.is_plan, tuple(product.words), price.credits, {}),
        )
        entry.prices[price.interval] = price
    return list(found.values())


def coming_prices() -> list[Price]:
    """Return prices that are announced and not yet there, for the pricing page."""
    return shelf.announced()


def gateways() -> tuple[Gateway, ...]:
    """Return the gateways that people can choose from."""
    return registry.enabled()


def order(person: Person, public_id: str) -> Order:
    """Return one order of a person. Raises `NotTheirs`."""
    found = Order.objects.filter(person=person, pk=_key("ord", public_id)).select_related("price__product").first()
    if found is None:
        raise NotTheirs("There is no such order.")
    return found


def payment(person: Person, public_id: str) -> Payment:
    """Return one payment of a person. Raises `NotTheirs`."""
    found = Payment.objects.filter(person=person, pk=_key("pay", public_id)).first()
    if found is None:
        raise NotTheirs("There is no such payment.")
    return found


def receipt(person: Person, public_id: str) -> Receipt:
    """Return one receipt of a person. Raises `NotTheirs`."""
    mine = Receipt.objects.filter(payment__person=person).select_related("payment", "refund")
    found = mine.filter(pk=_key("rct", public_id)).first()
    if found is None:
        raise NotTheirs("There is no such receipt.")
    return found


def subscription(person: Person) -> Subscription | None:
    """Return the subscription that runs, or the one that ended last while its paid period still runs."""
    mine = Subscription.objects.filter(person=person).select_related("price__product", "next_price__product")
    # One that granted nothing is a second plan on its way to its end: it was paid beside the first.
    newest = (F("period_end").desc(nulls_last=True), "-created")
    running = mine.exclude(standing=Standing.ENDED).order_by(*newest).first()
    return running or mine.filter(period_end__gt=clock.now()).order_by("-period_end").first()


def plan(person: Person) -> Plan | None:
    """Return a person's plan with its dates, or None."""
    found = subscription(person)
    if found is None:
        return None
    runs = found.standing != Standing.ENDED
    goes_on = runs and found.ends is None
    renews = found.period_end if goes_on and found.standing != Standing.PAUSED else None
    coming = (goes_on and found.next_price) or (shelf.price_at_renewal(found.price, renews) if renews else found.price)
    waiting = found.wishes.filter(done=None).order_by("-created").first()
    return Plan(
        subscription=found,
        price=found.price,
        renews=renews,
        ends=found.ends or (None if runs else found.period_end),
        next_price=coming if coming.pk != found.price_id else None,
        next_amount=shown(coming.amount, coming.currency) if renews else "",
        gone_back="" if runs else _gone_back(found),
        waiting=waiting,
        can_cancel=goes_on and waiting is None,
        can_resume=runs and (found.ends is not None or found.standing == Standing.PAUSED),
    )


def changes(found: Subscription) -> list[tuple[Price, bool]]:
    """Return the prices to which a subscription can change, each with whether it would happen at once."""
    offered = [price for price in shelf.on_sale(currency=found.price.currency) if price.product.is_plan]
    return [(price, dealing.takes_effect_now(found, price)) for price in offered if price.pk != found.price_id]


def orders(person: Person) -> QuerySet[Order]:
    """Return a person's orders, newest first."""
    mine = Order.objects.filter(person=person).select_related("price__product")
    return mine.prefetch_related("steps").order_by("-created")


def payments(person: Person, *, limit: int = 100) -> list[Paid]:
    """Return a person's payments, newest first, each with its papers and what could go back."""
    rows = Payment.objects.filter(person=person).select_related("subscription", "order").order_by("-settled")
    return [_paid(row) for row in rows.prefetch_related("receipts", "disputes", "refunds")[:limit]]


def papers(person: Person) -> QuerySet[Receipt]:
    """Return a person's receipts, invoices and credit notes, newest first."""
    return Receipt.objects.filter(payment__person=person).select_related("payment", "refund").order_by("-created")


def bought_by(lot: Lot) -> Payment | None:
    """Return the payment behind a lot, if somebody paid for it."""
    return Payment.objects.filter(lots__lot=lot).first()


def wants_news(person: Person) -> bool:
    """Whether a person wants product news."""
    return NewsConsent.objects.filter(person=person, ended=None).exists()


def news_written(key: str) -> int:
    """Return how many mails of one news were ever written."""
    return Letter.objects.filter(kind=Letter.Kind.NEWS, key__startswith=f"{Letter.Kind.NEWS}:{key}:").count()


def invitations(person: Person) -> tuple[int, int]:
    """Return how many came by a person's invitation, and how many of them brought credits."""
    mine = Referral.objects.filter(inviter=person)
    return mine.count(), mine.exclude(rewarded=None).count()


def open_findings() -> QuerySet[Finding]:
    """Return what waits for the operator, oldest first."""
    return Finding.objects.filter(closed=None).order_by("created")


def _key(prefix: str, public_id: str) -> UUID:
    """Return the key of a public id, or one that no row has."""
    return ids.parse(prefix, public_id) or UUID(int=0)


def _gone_back(found: Subscription) -> str:
    last = found.payments.filter(credits__gt=0).order_by("-settled").first()
    if last is None or not last.refunded:
        return ""
    return "whole" if last.refunded == last.amount else "part"


def _paid(row: Payment) -> Paid:
    own = [paper for paper in row.receipts.all() if paper.refund_id is None]
    notes = tuple(paper for paper in row.receipts.all() if paper.refund_id is not None)
    first, second = _offers(row)
    return Paid(row, shown(row.amount, row.currency), own[0] if own else None, notes, first, second, _state(row))


def _offers(row: Payment) -> tuple[refunds.Offer, refunds.Offer]:
    try:
        gateway = registry.gateway(row.gateway)
    except GatewayUnknown:
        sentence = "Its payment service is not connected any more. Write to us and we see to it."
        gone = refunds.Offer(0, row.currency, 0, allowed=False, sentence=sentence)
        return gone, gone
    return refunds.offer(gateway, row), refunds.offer(gateway, row, withdrawal=True)


def _state(row: Payment) -> str:
    """`paid`, `disputed`, `being refunded`, `refunded`, `refunded in part` or `paid twice`."""
    if any(dispute.closed is None for dispute in row.disputes.all()):
        return "disputed"
    if any(refund.state in {"asked", "pending"} for refund in row.refunds.all()):
        return "being refunded"
    if row.refunded:
        return "refunded" if row.refunded == row.amount else "refunded in part"
    return "paid" if row.credits else "paid twice"
