"""Money that goes back: asked for here, or told by the gateway."""

from django.db import transaction
from django.db.models import F, Max, QuerySet

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.billing import findings, letters, refunds, returning
from aquatint.billing.errors import NotRefundable
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import DisputeClosed, Disputed, Refunded, RefundState, Warned
from aquatint.billing.models import Dispute, Letter, Payment, Refund, Withdrawal
from aquatint.kit import clock

State = Refund.State


@transaction.atomic
def request_refund(*, gateway: Gateway, payment: Payment, by: Person, reason: str = "") -> Refund:
    """Want back what the published rule gives; its credits cannot be spent from now on. Raises `NotRefundable`.

    The gateway is asked afterwards (`dealing.refund`), and again until it answers.
    """
    payment = _locked(payment)
    offer = refunds.offer(gateway, payment)
    if not offer.allowed:
        raise NotRefundable(offer.sentence)
    return _ask(payment, offer.amount, by=by, reason=reason or "Asked for by the buyer.")


@transaction.atomic
def give_back(*, payment: Payment, amount: int, by: Person, reason: str) -> Refund:
    """Send back so much of a payment because the operator says so, whatever the rule."""
    payment = _locked(payment)
    if not 0 < amount <= payment.amount - payment.refunded:
        raise NotRefundable(f"{payment.amount - payment.refunded} {payment.currency} are left to be sent back.")
    if payment.refunds.filter(state=State.ASKED).exists():
        raise NotRefundable("A refund of this payment is on its way already.")
    made = _ask(payment, amount, by=by, reason=reason)
    facts = {"payment": payment.public_id, "amount": amount, "currency": payment.currency}
    record(verb="refund.given", subject=made, actor=by, facts=facts)
    return made


@transaction.atomic
def withdraw(*, gateway: Gateway, payment: Payment, person: Person, words: str) -> Withdrawal:
    """Take a declaration of withdrawal, whatever comes of it, and confirm it by mail at once. Once for each payment."""
    payment = _locked(payment)
    before = Withdrawal.objects.filter(payment=payment).first()
    if before:
        return before
    offer = refunds.offer(gateway, payment, withdrawal=True)
    refund = _ask(payment, offer.amount, by=person, reason="Withdrawal.") if offer.allowed else None
    made = Withdrawal.objects.create(person=person, payment=payment, words=words, outcome=offer.sentence, refund=refund)
    letters.queue(
        person=person.pk, kind=Letter.Kind.WITHDRAWAL, key=made.public_id, withdrawal=made.public_id, words=words
    )
    return made


@transaction.atomic
def apply_refund(*, gateway: Gateway, told: Refunded) -> Refund:
    """Make a refund that the gateway tells of true: write it down, and take the credits back in proportion."""
    payment = _payment(gateway, told.transaction)
    known = Refund.objects.select_for_update(of=("self",)).filter(gateway=gateway.name, ref=told.refund).first()
    refund = known or _adopt(gateway, told)
    if refund is None and (counted := _counted(gateway, told)):
        return counted
    before = refund.state if refund else None
    refund = refund or _new(gateway, told)
    refund.ref, refund.payment = told.refund, payment
    if not known or not told.cumulative:  # what was written stays: a document says it
        refund.amount = _own_part(gateway, told)
    refund.cumulative = max(refund.cumulative, told.cumulative or 0)
    # Failed is final; a late word of an earlier state does not bring it back, nor turn done into pending.
    if refund.state not in {State.FAILED, State.SUCCEEDED} or told.state is RefundState.FAILED:
        refund.state, refund.changed = State(told.state.value), told.at
    refund.save()
    if payment is None:
        _too_early(gateway, "refund", told.transaction)
    else:
        returning.level(gateway, payment)
    if refund.state == State.FAILED != before:
        _failed(gateway, refund, was_told=before is not None)
    return refund


@transaction.atomic
def refund_tried(*, gateway: Gateway, refund: Refund, refused: str = "") -> None:
    """Write down a try to have money sent back; a refusal ends it and frees the credits."""
    now = clock.now()
    if not refused:
        Refund.objects.filter(pk=refund.pk).update(tries=F("tries") + 1, tried=now)
        return
    row = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    if row.state != State.ASKED or row.payment is None:
        return
    row.state, row.changed = State.FAILED, now
    row.save(update_fields=["state", "changed"])
    findings.note(
        code="refund_refused",
        key=row.public_id,
        sentence=f"The gateway did not send back {row.amount} {row.currency} of {row.transaction}: {refused}",
        gateway=row.gateway,
    )
    returning.level(gateway, _locked(row.payment))


@transaction.atomic
def open_dispute(*, gateway: Gateway, told: Disputed) -> Dispute:
    """Freeze what a disputed payment gave, and have its subscription ended."""
    payment = _payment(gateway, told.transaction)
    dispute, made = Dispute.objects.get_or_create(
        gateway=gateway.name,
        ref=told.dispute,
        defaults={
            "transaction": told.transaction,
            "payment": payment,
            "amount": told.amount,
            "currency": told.currency,
            "reason": told.reason,
            "opened": told.at,
        },
    )
    if not made and not dispute.amount:  # its end was told first
        dispute.amount, dispute.currency, dispute.reason = told.amount, told.currency, told.reason
        dispute.save(update_fields=["amount", "currency", "reason"])
        if payment:
            returning.level(gateway, payment)
    if payment is None:
        _too_early(gateway, "dispute", told.transaction)
    elif dispute.closed is None:
        returning.begin_dispute(dispute)
    if made:
        findings.note(
            code="disputed",
            key=dispute.public_id,
            sentence=f"Payment {told.transaction} is disputed: {told.amount} {told.currency}. {told.reason}".strip(),
            gateway=gateway.name,
        )
    return dispute


@transaction.atomic
def close_dispute(*, gateway: Gateway, told: DisputeClosed) -> Dispute:
    """Free the lots of a dispute that was won, or take back what was lost."""
    payment = _payment(gateway, told.transaction)
    dispute, _ = Dispute.objects.select_for_update(of=("self",)).get_or_create(
        gateway=gateway.name,
        ref=told.dispute,
        defaults={"transaction": told.transaction, "payment": payment, "opened": told.at},
    )
    if dispute.closed is None:
        dispute.closed, dispute.won = told.at, told.won
        dispute.save(update_fields=["closed", "won"])
        findings.settle(keys=[f"disputed:{dispute.public_id}"], why="Won." if told.won else "Lost.")
    if payment is not None:
        if dispute.payment_id is None:
            Dispute.objects.filter(pk=dispute.pk).update(payment=payment)
        if not told.won:
            returning.end_subscription(payment, reason="A dispute was lost.")
        returning.level(gateway, payment)
    return dispute


@transaction.atomic
def note_warning(*, gateway: Gateway, told: Warned) -> None:
    """Tell the operator that a bank fears fraud: a refund in time costs less than a dispute."""
    payment = _payment(gateway, told.transaction)
    if payment and payment.refunded >= payment.amount:
        return
    name = payment.public_id if payment else told.transaction
    findings.note(
        code="fraud_warning",
        key=f"{gateway.name}:{told.warning}",
        sentence=f"A bank fears that {name} ({told.transaction}) is fraud. Send it back before it is disputed. "
        f"{told.reason}".strip(),
        gateway=gateway.name,
        transaction=told.transaction,
    )


def _failed(gateway: Gateway, refund: Refund, *, was_told: bool) -> None:
    """Tell the operator of a refund that failed, and the buyer if they may have counted on it."""
    findings.note(
        code="refund_failed",
        key=f"{gateway.name}:{refund.transaction}",
        sentence=f"{refund.amount} {refund.currency} of {refund.transaction} did not go back: the gateway says that "
        f"refund {refund.ref} failed.",
        gateway=gateway.name,
        transaction=refund.transaction,
    )
    if was_told and refund.payment:
        number = refund.public_id
        key = f"{number}:failed"
        letters.queue(person=refund.payment.person_id, kind=Letter.Kind.REFUND, key=key, refund=number, failed=True)


def _ask(payment: Payment, amount: int, *, by: Person, reason: str) -> Refund:
    refund = Refund.objects.create(
        gateway=payment.gateway,
        transaction=payment.transaction,
        payment=payment,
        amount=amount,
        currency=payment.currency,
        state=State.ASKED,
        reason=reason,
        by=by,
    )
    returning.freeze(payment, key=f"refund:{refund.public_id}", reason="Its money goes back.")
    if payment.subscription_id and payment.credits:
        returning.end_subscription(payment, reason="Its payment goes back.")
    return refund


def _locked(payment: Payment) -> Payment:
    return Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)


def _payment(gateway: Gateway, transaction_id: str) -> Payment | None:
    rows = Payment.objects.select_for_update(of=("self",))
    return rows.filter(gateway=gateway.name, transaction=transaction_id).first()


def _adopt(gateway: Gateway, told: Refunded) -> Refund | None:
    """Return the refund that we asked for and whose id this must be."""
    asked = Refund.objects.select_for_update(of=("self",)).filter(
        gateway=gateway.name, transaction=told.transaction, state=State.ASKED, ref="", amount=told.amount
    )
    return asked.first()


def _counted(gateway: Gateway, told: Refunded) -> Refund | None:
    """Return the refund that holds this one already: one learned from a sum is all that had gone back until then."""
    if not told.cumulative or told.state is RefundState.FAILED:
        return None
    start = told.cumulative - told.amount
    later = _of_transaction(gateway, told).filter(cumulative__gt=told.cumulative)
    return later.filter(cumulative__lte=F("amount") + start).first()


def _own_part(gateway: Gateway, told: Refunded) -> int:
    """Return what is this refund's own of the amount told: what went back before it is another refund's."""
    if not told.cumulative:
        return told.amount
    earlier = _of_transaction(gateway, told).filter(cumulative__lt=told.cumulative).exclude(ref=told.refund)
    before = earlier.aggregate(most=Max("cumulative"))["most"] or 0
    return min(told.amount, told.cumulative - before)


def _of_transaction(gateway: Gateway, told: Refunded) -> QuerySet[Refund]:
    gone = (State.PENDING, State.SUCCEEDED)
    return Refund.objects.filter(gateway=gateway.name, transaction=told.transaction, state__in=gone)


def _new(gateway: Gateway, told: Refunded) -> Refund:
    row = Refund(
        gateway=gateway.name,
        transaction=told.transaction,
        ref=told.refund,
        amount=told.amount,
        currency=told.currency,
        state=State(told.state.value),
        changed=told.at,
        reason="Begun at the gateway.",
    )
    Refund.objects.bulk_create([row], ignore_conflicts=True)
    return Refund.objects.select_for_update(of=("self",)).get(gateway=gateway.name, ref=told.refund)


def _too_early(gateway: Gateway, what: str, transaction_id: str) -> None:
    findings.note(
        code=f"{what}_before_payment",
        key=f"{gateway.name}:{transaction_id}",
        sentence=f"The gateway tells of a {what} of {transaction_id}, a payment we do not know (yet).",
        gateway=gateway.name,
    )
