"""Orders: placed here, paid at a gateway."""

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.billing import promotions
from aquatint.billing.errors import AlreadySubscribed, ConsentMissing, NotOnSale
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models import Consent, Listing, Order, OrderStep, Subscription
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.kit.errors import NotAllowed

Kind = OrderStep.Kind


@transaction.atomic
def place_order(
    *,
    person: Person,
    gateway: Gateway,
    price: Price,
    consent: tuple[str, str] | None,
    code: str = "",
) -> Order:
    """Write down what somebody wants to buy. Nothing is charged and nothing granted.

    `consent` is the version and the words of the consent to immediate delivery, which the law asks for. `code` is a
    promotion with a discount, for packs. Raises `NotOnSale`, `ConsentMissing`, `AlreadySubscribed` or `CodeInvalid`.
    """
    if person.is_guest:
        raise NotAllowed("Sign in first, so that what you buy is yours on every device. Nothing was charged.")
    if price.pk not in {offered.pk for offered in shelf.on_sale(currency=price.currency)}:
        raise NotOnSale("That is not on sale any more. Look at the prices again; nothing was charged.")
    if consent is None or not all(consent):
        raise ConsentMissing("Tick that delivery begins at once. Nothing was charged.", field="consent")
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if price.product.is_plan and _is_subscribed(person):
        raise AlreadySubscribed("You have a plan already. Change it in your account; nothing was charged.")
    promotion = promotions.discount(person, price, code) if code else None
    order = Order.objects.create(
        person=person,
        gateway=gateway.name,
        environment=gateway.environment,
        price=price,
        title=price.product.title,
        credits=price.per_period,
        amount=promotions.reduced(price.amount, promotion),
        currency=price.currency,
        promotion=promotion,
    )
    Consent.objects.create(order=order, version=consent[0], words=consent[1])
    return order


@transaction.atomic
def mark_sent(*, order: Order, checkout: str) -> None:
    """Remember the page on which an order can be paid."""
    Order.objects.filter(pk=order.pk, checkout="").update(checkout=checkout)
    step(order, Kind.SENT)


@transaction.atomic
def mark_failed(*, order: Order, why: str) -> None:
    """Write down that the gateway did not take the order."""
    step(order, Kind.FAILED, why)


@transaction.atomic
def keep_listing(*, gateway: Gateway, price: Price, ref: str) -> Listing:
    """Keep the gateway's id of a price; of two that came at once, the first stays."""
    listing, _ = Listing.objects.get_or_create(
        gateway=gateway.name, environment=gateway.environment, price=price, defaults={"ref": ref}
    )
    return listing


def step(order: Order, kind: str, note: str = "") -> None:
    """Add a step to an order, once, in the caller's transaction."""
    OrderStep.objects.bulk_create([OrderStep(order=order, kind=kind, note=note)], ignore_conflicts=True)


def _is_subscribed(person: Person) -> bool:
    return Subscription.objects.filter(person=person).exclude(standing=Standing.ENDED).exists()
