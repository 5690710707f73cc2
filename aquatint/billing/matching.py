"""Which order or subscription a payment belongs to, and whether it is the right amount from the right person.

Nothing is granted unless all of it fits. A payment that does not fit is a `Misfit`: a line for the operator.
"""

from dataclasses import dataclass

from aquatint.billing.gateways.happenings import Paid
from aquatint.billing.models import Listing, Order, Subscription
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.kit import ids


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a payment is not granted: a code and a sentence for the operator."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a payment is for. `credits` is what it buys; `subscription` is None for a pack and for one not known yet."""

    order: Order
    subscription: Subscription | None
    price: Price
    credits: int


def find_order(gateway: str, *, order: str, checkout: str) -> Order | None:
    """Return our order by its public id or by the gateway's checkout, locked; None if there is none at this gateway."""
    orders = Order.objects.select_for_update().filter(gateway=gateway)
    if identity := ids.parse("ord", order):
        return orders.filter(pk=identity).first()
    return orders.filter(checkout=checkout).first() if checkout else None


def find_subscription(gateway: str, ref: str) -> Subscription | None:
    """Return our subscription by the gateway's id, locked."""
    return Subscription.objects.select_for_update().filter(gateway=gateway, ref=ref).first() if ref else None


def find_price(gateway: str, environment: str, *, price: str, plan: str) -> Price | None:
    """Return the price that the gateway names: by our id, or by its own."""
    prices = Price.objects.select_related("product")
    if identity := ids.parse("pri", price):
        return prices.filter(pk=identity).first()
    if not plan:
        return None
    listed = Listing.objects.filter(gateway=gateway, environment=environment, ref=plan)
    return prices.filter(pk__in=listed.values("price")).order_by("-starts").first()


def match(gateway: str, environment: str, paid: Paid) -> Match | Misfit:
    """Say what a payment is for. Locks the order and the subscription."""
    order = find_order(gateway, order=paid.order, checkout=paid.checkout)
    subscription = find_subscription(gateway, paid.subscription)
    if subscription and order and subscription.order_id != order.pk:
        sentence = f"Payment {paid.transaction} names {order.public_id} and a subscription of another order."
        return Misfit("payment_of_two_orders", sentence)
    order = order or (subscription.order if subscription else None)
    if order is None:
        return Misfit("payment_unknown", f"Payment {paid.transaction} belongs to no order of ours.")
    if misfit := _wrong_person(order, paid) or _wrong_kind(order, paid):
        return misfit
    if not order.is_plan:
        return _pack(order, paid)
    return _plan(gateway, environment, order, subscription, paid)


def _wrong_person(order: Order, paid: Paid) -> Misfit | None:
    if not paid.person or ids.parse("per", paid.person) == order.person_id:
        return None
    sentence = f"Payment {paid.transaction} for {order.public_id} names another person, {paid.person[:40]}."
    return Misfit("payment_of_another_person", sentence)


def _wrong_kind(order: Order, paid: Paid) -> Misfit | None:
    if order.is_plan != bool(paid.subscription):
        return Misfit(
            "payment_of_another_kind",
            f"Payment {paid.transaction} and {order.public_id} disagree whether this is a subscription.",
        )
    start, end = paid.period_start, paid.period_end
    if order.is_plan and not (start and end and start < end):
        return Misfit("payment_without_period", f"Payment {paid.transaction} of a subscription names no period.")
    return None


def _pack(order: Order, paid: Paid) -> Match | Misfit:
    if not _fits(paid, order.amount, order.currency):
        return _wrong_amount(order, paid, order.amount, order.currency)
    return Match(order, None, order.price, order.credits)


def _plan(
    gateway: str, environment: str, order: Order, subscription: Subscription | None, paid: Paid
) -> Match | Misfit:
    named = find_price(gateway, environment, price=paid.price, plan=paid.plan)
    known = subscription.price if subscription else order.price
    later = [shelf.price_at_renewal(known, paid.settled)]
    if subscription and subscription.next_price:
        later.insert(0, subscription.next_price)
    prices = [price for price in (named, *later, known) if price]
    if paid.prorated:
        return _prorated(order, subscription, prices[0], paid)
    # What the gateway names comes first, but a change of ours may be on its way there: any of these is a true price.
    fitting = next((price for price in prices if _fits(paid, price.amount, price.currency)), None)
    if fitting is None:
        return _wrong_amount(order, paid, prices[0].amount, prices[0].currency)
    return Match(order, subscription, fitting, fitting.per_period)


def _prorated(order: Order, subscription: Subscription | None, price: Price, paid: Paid) -> Match | Misfit:
    """Credits in proportion to what was paid for the rest; what the old period gave stays until its end."""
    counted = paid.amount if paid.amount <= price.amount else paid.amount - paid.tax
    if paid.currency != price.currency or not 0 < counted <= price.amount:
        return _wrong_amount(order, paid, price.amount, price.currency)
    return Match(order, subscription, price, max(1, price.per_period * counted // price.amount))


def _fits(paid: Paid, amount: int, currency: str) -> bool:
    """Whether this is the price, with the tax in it or on top of it."""
    return paid.currency == currency and amount in {paid.amount, paid.amount - paid.tax}


def _wrong_amount(order: Order, paid: Paid, amount: int, currency: str) -> Misfit:
    return Misfit(
        "payment_of_another_amount",
        f"Payment {paid.transaction} for {order.public_id} is {paid.amount} {paid.currency} "
        f"(tax {paid.tax}); {amount} {currency} was to be paid.",
    )
