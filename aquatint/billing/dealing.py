"""What needs both our books and a gateway: a short transaction, the network, a short transaction.

The process may die between any two steps. What is wanted of a gateway is a row before it is asked (an order, a wish, a
refund), so that `tend` asks again; what a gateway tells is a fact that can be applied twice. Call these in a thread
that may wait some seconds, never inside a transaction.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.db.models import Q

from aquatint.accounts.models import Person
from aquatint.billing import actions
from aquatint.billing.errors import GatewayRefused, GatewayUnavailable, NotPossible
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Article, Event, Gateway, Happening, Plan, Purchase, Redirect
from aquatint.billing.models import Customer, Delivery, Listing, Order, Payment, Refund, Subscription, Wish, Withdrawal
from aquatint.catalog.products import MONTHS, Interval, Price
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError
from aquatint.kit.failpoints import failpoint

_AGAIN: Final = timedelta(minutes=1)


def buy(
    *, person: Person, gateway_name: str, price: Price, consent: tuple[str, str] | None, site: str, code: str = ""
) -> tuple[Order, Redirect]:
    """Place an order and open its page at the gateway. Nothing is granted before the gateway tells of a payment.

    `site` is our address; the person comes back to `/billing/orders/<order>`. Raises what `place_order` and the gateway
    raise; an order whose page could not be opened is marked as failed.
    """
    gateway = registry.gateway(gateway_name)
    order = actions.place_order(person=person, gateway=gateway, price=price, consent=consent, code=code)
    failpoint("billing.order_placed")
    try:
        redirect = gateway.checkout(_purchase(gateway, order, site))
    except (GatewayUnavailable, GatewayRefused) as error:
        actions.mark_failed(order=order, why=error.sentence)
        raise
    failpoint("billing.checkout_opened")
    actions.mark_sent(order=order, checkout=redirect.ref)
    return order, redirect


def catch_up(order: Order) -> None:
    """Ask the gateway how an order stands, for somebody who came back before the webhook did. Never raises."""
    order.refresh_from_db(fields=["checkout"])
    if not order.checkout or order.state in {"paid", "abandoned"}:
        return
    try:
        gateway = registry.gateway(order.gateway)
        _apply(gateway, gateway.fetch_order(order.checkout))
    except (GatewayUnavailable, GatewayRefused):
        return


def handle(delivery: Delivery) -> str:
    """Understand a stored webhook and make true what it tells; return the outcome. Never raises for the gateway."""
    try:
        gateway = registry.gateway(delivery.gateway)
        if delivery.environment != gateway.environment:
            actions.note_other_environment(gateway=gateway, environment=delivery.environment)
            outcome = "another environment"
        else:
            outcome = _apply(gateway, gateway.understand(_event(gateway, delivery)))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the webhook waits and the others go on
        actions.delivery_failed(delivery=delivery, why=f"{type(error).__name__}: {error}"[:500])
        return ""
    failpoint("billing.applied")
    actions.delivery_handled(delivery=delivery, outcome=outcome)
    return outcome


def handle_due(*, most: int = 200) -> int:
    """Handle the webhooks that wait; return how many."""
    due = list(Delivery.objects.filter(handled=None, due__lte=clock.now()).order_by("due", "id")[:most])
    for delivery in due:
        handle(delivery)
    return len(due)


def refund(*, payment: Payment, by: Person, reason: str = "") -> Refund:
    """Give a payment back as the published rule says. Raises `NotRefundable`, or `GatewayRefused`.

    When the gateway is away the refund stays `asked` and is asked for again until it answers.
    """
    gateway = registry.gateway(payment.gateway)
    asked = actions.request_refund(gateway=gateway, payment=payment, by=by, reason=reason)
    failpoint("billing.refund_asked")
    return _follow_up(gateway, asked, loud=True)


def give_back(*, payment: Payment, amount: int, by: Person, reason: str) -> Refund:
    """Send money back because the operator says so."""
    asked = actions.give_back(payment=payment, amount=amount, by=by, reason=reason)
    return _follow_up(registry.gateway(payment.gateway), asked, loud=True)


def withdraw(*, payment: Payment, person: Person, words: str) -> Withdrawal:
    """Take a declaration of withdrawal and send back what is due. Never fails for the gateway's sake."""
    gateway = registry.gateway(payment.gateway)
    made = actions.withdraw(gateway=gateway, payment=payment, person=person, words=words)
    if made.refund and made.refund.state == Refund.State.ASKED:
        _follow_up(gateway, made.refund, loud=False)
    return made


def cancel(*, subscription: Subscription, by: Person) -> Wish:
    """End a subscription with its period. Raises `NotPossible` or `GatewayRefused`.

    When the gateway is away the wish stays and is tried again (`done` is None): the person has cancelled all the same.
    """
    return _carry_out(actions.wish(subscription=subscription, kind=Wish.Kind.CANCEL, by=by))


def resume(*, subscription: Subscription, by: Person) -> Wish:
    """Take a cancellation back. Raises `NotPossible` or `GatewayRefused`."""
    return _carry_out(actions.wish(subscription=subscription, kind=Wish.Kind.RESUME, by=by))


def change_plan(*, subscription: Subscription, price: Price, by: Person) -> Wish | Redirect:
    """Move to another plan: a dearer one at once where the gateway can, else with the next period.

    A `Redirect` if the buyer has to approve it at the gateway. Raises `NotPossible` or `GatewayRefused`.
    """
    now = takes_effect_now(subscription, price)
    if not price.product.is_plan or price.currency != subscription.price.currency:
        raise NotPossible("Choose one of the plans, in the currency you pay in.")
    kind = Wish.Kind.CHANGE if now else Wish.Kind.CHANGE_NEXT
    return _carry_out_change(actions.wish(subscription=subscription, kind=kind, by=by, price=price))


def takes_effect_now(subscription: Subscription, price: Price) -> bool:
    """Whether a change to this price happens at once: dearer by the month, and no shorter, at a gateway that can."""
    months, old_months = MONTHS[Interval(price.interval)], MONTHS[Interval(subscription.price.interval)]
    dearer = price.amount * old_months > subscription.price.amount * months or months > old_months
    return dearer and months >= old_months and registry.gateway(subscription.gateway).prorates


def portal(*, person: Person, gateway_name: str, return_url: str) -> str:
    """Return a fresh link to the gateway's page for payment methods. Raises `NotPossible` or `GatewayRefused`."""
    customer = Customer.objects.filter(person=person, gateway=gateway_name).order_by("-created").first()
    if customer is None:
        raise NotPossible("This payment service does not know you yet.")
    return registry.gateway(gateway_name).portal(customer.ref, return_url=return_url)


def tend() -> int:
    """Do again what was wanted of a gateway and has no answer yet; return how much was tried."""
    before = clock.now() - _AGAIN
    due = Q(tried=None, created__lt=before) | Q(tried__lt=before)
    wishes = Wish.objects.filter(due, done=None).select_related("subscription")
    refunds = Refund.objects.filter(due, state=Refund.State.ASKED)
    house = Wish.objects.filter(done=None, tried=None, by=None).select_related("subscription")
    number = 0
    for row in {wish.pk: wish for wish in (*wishes[:100], *house[:100])}.values():
        _quietly(row)
        number += 1
    for asked in refunds[:100]:
        with suppress(AquatintError):  # written down, or its gateway has no keys any more
            _follow_up(registry.gateway(asked.gateway), asked, loud=False)
        number += 1
    return number


def ensure_listed(gateway: Gateway, price: Price) -> Plan:
    """Return a price as the gateway knows it, made known there if it is not yet."""
    article = Article(
        price=price.public_id,
        title=price.product.title,
        interval=price.interval,
        currency=price.currency,
        amount=price.amount,
        credits=price.per_period,
    )
    known = Listing.objects.filter(gateway=gateway.name, environment=gateway.environment, price=price).first()
    if known is None:
        ref = gateway.publish(article)
        known = actions.keep_listing(gateway=gateway, price=price, ref=ref)
    return Plan(article, known.ref)


def _purchase(gateway: Gateway, order: Order, site: str) -> Purchase:
    person = order.person
    customer = Customer.objects.filter(person=person, gateway=gateway.name).order_by("-created").first()
    back = f"{site}/billing/orders/{order.public_id}"
    return Purchase(
        order=order.public_id,
        person=person.public_id,
        email=person.email or "",
        plan=ensure_listed(gateway, order.price),
        amount=order.amount,
        success_url=back,
        cancel_url=f"{back}?left=1",
        customer=customer.ref if customer else "",
        metadata={"order": order.public_id, "person": person.public_id, "price": order.price.public_id},
    )


def _event(gateway: Gateway, delivery: Delivery) -> Event:
    """Return the stored event; its signature was good when it came."""
    return Event(delivery.event_id, delivery.type, gateway.environment, json.loads(bytes(delivery.body)))


def _apply(gateway: Gateway, happenings: Iterable[Happening]) -> str:
    return "; ".join(actions.apply(gateway=gateway, happening=happening) for happening in happenings)


def _follow_up(gateway: Gateway, asked: Refund, *, loud: bool) -> Refund:
    """Ask the gateway to send money back, and apply its answer."""
    payment = asked.payment
    if payment is None:
        return asked
    full = asked.amount == payment.amount - payment.refunded
    actions.refund_tried(gateway=gateway, refund=asked)
    try:
        told = gateway.refund(
            asked.transaction, amount=asked.amount, currency=asked.currency, key=asked.public_id, full=full
        )
    except GatewayUnavailable:
        return asked
    except GatewayRefused as error:
        actions.refund_tried(gateway=gateway, refund=asked, refused=error.detail or error.sentence)
        if loud:
            raise
        return asked
    failpoint("billing.refund_sent")
    _apply(gateway, told)
    for wish in Wish.objects.filter(subscription=payment.subscription_id, done=None, by=None):
        _quietly(wish)
    asked.refresh_from_db()
    return asked


def _carry_out(wish: Wish) -> Wish:
    """Ask the gateway for what is wanted and apply its answer; leave it open when the gateway is away."""
    outcome = _carry_out_change(wish)
    if isinstance(outcome, Redirect):
        raise NotPossible("The payment service wants you to approve this there.")
    return outcome


def _carry_out_change(wish: Wish) -> Wish | Redirect:
    gateway = registry.gateway(wish.subscription.gateway)
    actions.wish_tried(wish=wish)
    try:
        answer = _ask(gateway, wish)
    except GatewayUnavailable:
        return wish
    except GatewayRefused as error:
        actions.wish_tried(wish=wish, refused=error.detail or error.sentence)
        raise
    failpoint("billing.wish_sent")
    if isinstance(answer, Redirect):
        actions.wish_tried(wish=wish, refused="The buyer has to approve it at the gateway.")
        return answer
    _apply(gateway, answer)
    actions.wish_tried(wish=wish, done=True)
    return wish


def _ask(gateway: Gateway, wish: Wish) -> Redirect | tuple[Happening, ...]:
    ref, key = wish.subscription.ref, wish.public_id
    kinds = Wish.Kind
    if wish.kind in {kinds.CHANGE, kinds.CHANGE_NEXT} and wish.price:
        plan = ensure_listed(gateway, wish.price)
        return gateway.change_plan(ref, plan, now=wish.kind == kinds.CHANGE, key=key)
    if wish.kind == kinds.RESUME:
        return gateway.resume(ref, key=key)
    return gateway.cancel(ref, at_period_end=wish.kind == kinds.CANCEL, key=key)


def _quietly(wish: Wish) -> None:
    with suppress(AquatintError):  # written down, and the operator has a line
        _carry_out_change(wish)
