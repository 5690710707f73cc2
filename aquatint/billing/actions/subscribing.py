"""Subscriptions: how they stand, and what people want of them."""

from django.db import transaction
from django.db.models import F

from aquatint.accounts.models import Person
from aquatint.billing import findings, letters, matching
from aquatint.billing.actions.ordering import step
from aquatint.billing.errors import NotPossible
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import PaymentFailed, Standing, SubscriptionChanged
from aquatint.billing.models import Letter, OrderStep, Subscription, SubscriptionStep, Wish
from aquatint.catalog.models import Price
from aquatint.kit import clock

Kind = SubscriptionStep.Kind
_WORDS = {Standing.ACTIVE: Kind.ACTIVE, Standing.PAST_DUE: Kind.PAST_DUE, Standing.PAUSED: Kind.PAUSED}


@transaction.atomic
def apply_change(*, gateway: Gateway, told: SubscriptionChanged) -> str:
    """Take over how a subscription stands, unless something newer is known. Grants nothing; return what was done."""
    subscription = matching.find_subscription(gateway.name, told.subscription) or _begin(gateway, told)
    if subscription is None:
        findings.note(
            code="subscription_unknown",
            key=f"{gateway.name}:{told.subscription}",
            sentence=f"The gateway tells of subscription {told.subscription}, which belongs to no order of ours.",
            gateway=gateway.name,
        )
        return "unknown subscription"
    if subscription.standing == Standing.ENDED or told.as_of < subscription.as_of:
        return "older than what is known"
    _take_over_plan(gateway, subscription, told)
    _take_over_end(subscription, told)
    _take_over_standing(subscription, told)
    subscription.as_of = told.as_of
    subscription.customer = told.customer or subscription.customer
    subscription.save()
    return f"subscription is {subscription.standing}"


@transaction.atomic
def apply_failure(*, gateway: Gateway, told: PaymentFailed) -> str:
    """Write down that a payment was declined. Nothing is charged and nothing taken."""
    if told.subscription:
        subscription = matching.find_subscription(gateway.name, told.subscription)
        if subscription is None or told.at < subscription.as_of or subscription.standing == Standing.ENDED:
            return "older than what is known"
        change = SubscriptionChanged(told.subscription, Standing.PAST_DUE, told.at, ends=subscription.ends)
        _take_over_standing(subscription, change)
        subscription.as_of = told.at
        subscription.save()
        return "renewal declined"
    order = matching.find_order(gateway.name, order=told.order, checkout=told.checkout)
    if order is None:
        return "unknown order"
    if order.state != "paid":
        step(order, OrderStep.Kind.ABANDONED if told.final else OrderStep.Kind.DECLINED, told.reason)
    return "order not paid"


@transaction.atomic
def wish(
    *, subscription: Subscription, kind: str, by: Person | None, price: Price | None = None, reason: str = ""
) -> Wish:
    """Write down what is wanted of a subscription; the gateway is asked afterwards, and again until it answers.

    Raises `NotPossible`. The same wish that is still open is returned instead of made again.
    """
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if subscription.standing == Standing.ENDED:
        raise NotPossible("This subscription has ended. A new one can be begun at any time.")
    if kind == Wish.Kind.CANCEL and subscription.ends:
        raise NotPossible(f"It is cancelled already and ends on {subscription.ends:%-d %B %Y}.")
    if kind == Wish.Kind.RESUME and not subscription.ends and subscription.standing != Standing.PAUSED:
        raise NotPossible("It goes on already.")
    if kind in {Wish.Kind.CHANGE, Wish.Kind.CHANGE_NEXT} and (price is None or price.pk == subscription.price_id):
        raise NotPossible("That is the plan you have.")
    pending = Wish.objects.filter(subscription=subscription, done=None)
    same = pending.filter(kind=kind, price=price).first()
    # What was wanted before and did not reach the gateway is overtaken by what is wanted now.
    overtaken = [wish.pk for wish in pending if wish != same and wish.kind != Wish.Kind.CANCEL_NOW]
    Wish.objects.filter(pk__in=overtaken).update(done=clock.now(), refused="Overtaken by a later wish.")
    return same or Wish.objects.create(subscription=subscription, kind=kind, price=price, by=by, reason=reason)


@transaction.atomic
def wish_tried(*, wish: Wish, done: bool = False, refused: str = "") -> None:
    """Write down a try to have a wish done: by `done` or `refused` it is over, else it is tried again."""
    now = clock.now()
    over = now if done or refused else None
    Wish.objects.filter(pk=wish.pk, done=None).update(tries=F("tries") + 1, tried=now, done=over, refused=refused)
    wish.refresh_from_db()
    if done and wish.kind == Wish.Kind.CHANGE_NEXT and wish.price:
        Subscription.objects.filter(pk=wish.subscription_id).update(next_price=wish.price)
        _step(wish.subscription, Kind.PLAN_CHOSEN, wish.price.product.title)
        letters.price_changes(Subscription.objects.select_related("next_price").get(pk=wish.subscription_id))
    if refused and wish.by is None:  # the house wanted it, so the house has to know
        findings.note(
            code="wish_refused",
            key=wish.public_id,
            sentence=f"The gateway did not do {wish.kind} for {wish.subscription.ref}: {refused}",
            gateway=wish.subscription.gateway,
        )


def _begin(gateway: Gateway, told: SubscriptionChanged) -> Subscription | None:
    """Make the subscription of an order that begins one, if this is the first word of it."""
    order = matching.find_order(gateway.name, order=told.order, checkout=told.checkout)
    if order is None or not order.is_plan:
        return None
    row, made = Subscription.objects.get_or_create(
        order=order,
        defaults={
            "person_id": order.person_id,
            "gateway": gateway.name,
            "environment": gateway.environment,
            "ref": told.subscription,
            "price": order.price,
            "as_of": told.as_of,
            "customer": told.customer,
        },
    )
    if made:
        _step(row, Kind.BEGUN)
    return row if row.ref == told.subscription else None


def _take_over_plan(gateway: Gateway, subscription: Subscription, told: SubscriptionChanged) -> None:
    price = matching.find_price(gateway.name, gateway.environment, price=told.price, plan=told.plan)
    if price and price.pk != subscription.price_id:
        subscription.price = price
        if subscription.next_price_id == price.pk:
            subscription.next_price = None
        _step(subscription, Kind.PLAN_CHANGED, price.product.title)


def _take_over_end(subscription: Subscription, told: SubscriptionChanged) -> None:
    if bool(told.ends) != bool(subscription.ends) and told.standing != Standing.ENDED:
        _step(subscription, Kind.WILL_END if told.ends else Kind.RESUMED)
    subscription.ends = told.ends or (subscription.ends if told.standing == Standing.ENDED else None)


def _take_over_standing(subscription: Subscription, told: SubscriptionChanged) -> None:
    if told.standing == subscription.standing:
        return
    subscription.standing = told.standing
    person, number = subscription.person_id, subscription.public_id
    if told.standing == Standing.ENDED:
        subscription.ended = told.as_of
        _step(subscription, Kind.ENDED)
        letters.queue(person=person, kind=Letter.Kind.SUBSCRIPTION_ENDED, key=number, subscription=number)
        return
    _step(subscription, _WORDS[told.standing])
    if told.standing == Standing.PAST_DUE:
        key = f"{number}:{subscription.period_end}"
        letters.queue(person=person, kind=Letter.Kind.PAYMENT_FAILED, key=key, subscription=number)


def _step(subscription: Subscription, kind: str, note: str = "") -> None:
    SubscriptionStep.objects.create(subscription=subscription, kind=kind, note=note)
