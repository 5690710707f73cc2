"""A payment that settled becomes credits, once."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from aquatint.accounts.models import Person
from aquatint.billing import findings, letters, matching, receipts, referrals, returning
from aquatint.billing.actions.ordering import step
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import Paid, Standing
from aquatint.billing.matching import Match, Misfit
from aquatint.billing.models import (
    Customer,
    Letter,
    OrderStep,
    PaidLot,
    Payment,
    Promotion,
    Redemption,
    Subscription,
    SubscriptionStep,
)
from aquatint.billing.periods import months_within
from aquatint.catalog.models import Interval
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Source

MISFITS = (
    "payment_unknown",
    "payment_of_two_orders",
    "payment_of_another_person",
    "payment_of_another_kind",
    "payment_of_another_amount",
    "payment_without_period",
)


@transaction.atomic
def settle_payment(*, gateway: Gateway, paid: Paid) -> Payment | None:
    """Write down a settled payment and grant what it bought; told again, change nothing.

    None if it does not fit what was ordered: then nothing is granted and the operator has a line. A second payment for
    the same thing, or for a second plan beside one that runs, is written down with no credits, to be sent back.
    """
    if known := _known(gateway, paid):
        return known
    found = matching.match(gateway.name, gateway.environment, paid)
    if known := _known(gateway, paid):  # the match waited for a lock, and somebody was faster
        return known
    if isinstance(found, Misfit):
        findings.note(
            code=found.code,
            key=_key(gateway, paid),
            sentence=found.sentence,
            gateway=gateway.name,
            transaction=paid.transaction,
            amount=paid.amount,
            currency=paid.currency,
        )
        return None
    subscription = found.subscription or (_begin(gateway, found, paid) if found.order.is_plan else None)
    rival = _rival(subscription)
    surplus = _beside(gateway, found, rival, paid) if rival else _surplus(gateway, found, subscription, paid)
    payment = _write(gateway, found, subscription, paid, credits_bought=0 if surplus else found.credits)
    if not surplus:
        _grant(payment)
        _follow(found, subscription, payment)
    elif rival:
        step(found.order, OrderStep.Kind.PAID)
        returning.end_subscription(payment, reason="Another plan of this person runs.")
    receipts.for_payment(gateway, payment)
    _remember_customer(gateway, payment, paid)
    letters.queue(person=payment.person_id, kind=Letter.Kind.RECEIPT, key=payment.public_id, payment=payment.public_id)
    findings.settle(keys=[f"{code}:{_key(gateway, paid)}" for code in MISFITS], why="The payment came right.")
    returning.catch_up(gateway, payment)
    return payment


def _known(gateway: Gateway, paid: Paid) -> Payment | None:
    known = Payment.objects.filter(gateway=gateway.name, transaction=paid.transaction).first()
    if known and (known.amount, known.currency) != (paid.amount, paid.currency):
        findings.note(
            code="payment_told_differently",
            key=f"{_key(gateway, paid)}:{paid.amount}{paid.currency}",
            sentence=f"Payment {paid.transaction} settled as {known.amount} {known.currency}, and the gateway now says "
            f"{paid.amount} {paid.currency}. Nothing was changed.",
            gateway=gateway.name,
            payment=known.public_id,
        )
    return known


def _begin(gateway: Gateway, found: Match, paid: Paid) -> Subscription | None:
    """Make the subscription of an order, unless it has one under another id."""
    subscription, made = Subscription.objects.get_or_create(
        order=found.order,
        defaults={
            "person_id": found.order.person_id,
            "gateway": gateway.name,
            "environment": gateway.environment,
            "ref": paid.subscription,
            "price": found.price,
            "as_of": paid.settled,
            "customer": paid.customer,
        },
    )
    if made:
        SubscriptionStep.objects.create(subscription=subscription, kind=SubscriptionStep.Kind.BEGUN)
    return subscription if subscription.ref == paid.subscription else None


def _rival(subscription: Subscription | None) -> Subscription | None:
    """Return the plan that a person has already, if this one has granted nothing yet: two pages were paid.

    Waits for whoever settles another plan of this person.
    """
    if subscription is None or subscription.payments.filter(credits__gt=0).exists():
        return None
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=subscription.person_id)
    running = Subscription.objects.filter(person_id=subscription.person_id).exclude(standing=Standing.ENDED)
    return running.exclude(pk=subscription.pk).filter(payments__credits__gt=0).first()


def _beside(gateway: Gateway, found: Match, rival: Subscription, paid: Paid) -> bool:
    """Tell the operator of a payment for a second plan. Always True: it grants nothing."""
    findings.note(
        code="payment_twice",
        key=_key(gateway, paid),
        sentence=f"{found.order.public_id} is a second plan beside {rival.public_id}, which runs: {paid.transaction} "
        "granted nothing and should be sent back. The second plan is being ended.",
        gateway=gateway.name,
        transaction=paid.transaction,
    )
    return True


def _surplus(gateway: Gateway, found: Match, subscription: Subscription | None, paid: Paid) -> bool:
    """Whether this was paid for before; if so, tell the operator."""
    granted = Payment.objects.filter(credits__gt=0)
    if not found.order.is_plan or subscription is None:
        twice = granted.filter(order=found.order)
    elif paid.prorated:
        return False
    else:
        twice = granted.filter(subscription=subscription, period_start=paid.period_start, prorated=False)
    other = twice.first()
    if other is None and (subscription or not found.order.is_plan):
        return False
    findings.note(
        code="payment_twice",
        key=_key(gateway, paid),
        sentence=f"{found.order.public_id} was paid twice: {paid.transaction} came after "
        f"{other.transaction if other else 'another subscription'}. It granted nothing and should be sent back.",
        gateway=gateway.name,
        transaction=paid.transaction,
    )
    return True


def _write(
    gateway: Gateway, found: Match, subscription: Subscription | None, paid: Paid, *, credits_bought: int
) -> Payment:
    return Payment.objects.create(
        person_id=found.order.person_id,
        gateway=gateway.name,
        environment=gateway.environment,
        transaction=paid.transaction,
        order=found.order,
        subscription=subscription,
        price=found.price,
        title=found.price.product.title,
        amount=paid.amount,
        tax=paid.tax,
        currency=paid.currency,
        settled=paid.settled,
        period_start=paid.period_start,
        period_end=paid.period_end,
        prorated=paid.prorated,
        credits=credits_bought,
        country=paid.country[:2].upper(),
        last4=paid.last4[-4:],
    )


def _grant(payment: Payment) -> None:
    """Give the credits: a pack's without an end, a plan's for the months of its period."""
    key = f"grant:{payment.gateway}:{payment.transaction}"
    if payment.subscription is None:
        lot = ledger.grant(
            person=payment.person, credits=payment.credits, source=Source.PURCHASE, key=key, reason=payment.title
        )
        PaidLot.objects.create(lot=lot, payment=payment)
        return
    start, end = payment.period_start, payment.period_end
    if start is None or end is None:
        msg = "A subscription's payment has a period, by constraint."
        raise ValueError(msg)
    monthly = payment.price.interval == Interval.YEAR and settings.YEARLY_CREDITS == "monthly"
    months = list(months_within(start, end)) if monthly else [(start, end)]
    given = 0
    for number, (begins, ends) in enumerate(months, start=1):
        share = payment.credits * number // len(months) - given
        if share:
            lot = ledger.grant(
                person=payment.person,
                credits=share,
                source=Source.SUBSCRIPTION,
                key=f"{key}:{number}" if monthly else key,
                reason=f"{payment.title}, {number} of {len(months)} months" if monthly else payment.title,
                starts=min(begins, clock.now()) if number == 1 else begins,
                expires=ends,
            )
            PaidLot.objects.create(lot=lot, payment=payment, position=number - 1)
        given += share


def _follow(found: Match, subscription: Subscription | None, payment: Payment) -> None:
    """Bring order, subscription, promotion and invitation in line with a payment that granted something."""
    step(found.order, OrderStep.Kind.PAID)
    if subscription and payment.period_start and payment.period_end:
        _renew(subscription, payment)
        letters.price_changes(subscription)
    if found.order.promotion_id and not payment.subscription_id:
        made = Redemption(promotion_id=found.order.promotion_id, person_id=payment.person_id, payment=payment)
        Redemption.objects.bulk_create([made], ignore_conflicts=True)
        left = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
        Promotion.objects.filter(left, pk=found.order.promotion_id).update(uses=F("uses") + 1)
    referrals.reward(payment)


def _renew(subscription: Subscription, payment: Payment) -> None:
    """Move a subscription on to the period that was paid, unless it is further already."""
    kinds = SubscriptionStep.Kind
    if payment.period_end and payment.period_end <= clock.now():
        findings.note(
            code="period_learned_late",
            key=payment.public_id,
            sentence=f"{payment.public_id} was learned of after its period had ended: its credits could not be used.",
            gateway=payment.gateway,
        )
    if subscription.period_end and payment.period_end and payment.period_end <= subscription.period_end:
        if not payment.prorated or payment.settled < subscription.as_of:
            return
    elif subscription.period_end:
        _step(subscription, kinds.RENEWED)
    if payment.price_id != subscription.price_id:
        subscription.price = payment.price
        _step(subscription, kinds.PLAN_CHANGED, payment.price.product.title)
    if subscription.next_price_id == payment.price_id:
        subscription.next_price = None
    subscription.period_start, subscription.period_end = payment.period_start, payment.period_end
    if subscription.standing == Standing.PAST_DUE and payment.settled >= subscription.as_of:
        subscription.standing = Standing.ACTIVE
        _step(subscription, kinds.ACTIVE)
    subscription.as_of = max(subscription.as_of, payment.settled)
    subscription.save()


def _step(subscription: Subscription, kind: str, note: str = "") -> None:
    SubscriptionStep.objects.create(subscription=subscription, kind=kind, note=note)


def _remember_customer(gateway: Gateway, payment: Payment, paid: Paid) -> None:
    if paid.customer:
        row = Customer(
            person_id=payment.person_id, gateway=gateway.name, ref=paid.customer, country=paid.country[:2].upper()
        )
        Customer.objects.bulk_create([row], ignore_conflicts=True)


def _key(gateway: Gateway, paid: Paid) -> str:
    return f"{gateway.name}:{paid.transaction}"
