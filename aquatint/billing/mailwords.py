"""What our mails say: for each kind of letter a subject, sentences, facts and one way on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models import Dispute, Letter, Payment, Refund, Subscription, Withdrawal
from aquatint.billing.money import shown
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.kit import clock, ids
from aquatint.ledger.models import Lot, Source

Kind = Letter.Kind
Facts = dict[str, Any]
_MANAGE: Final = "/account/billing"


class NothingToSay(Exception):
    """What the letter is about is over by now; it is not sent."""


@dataclass(frozen=True, slots=True)
class Words:
    """A mail before it is set. `link` is where to go on: its words and our path."""

    subject: str
    heading: str
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    link: tuple[str, str] = ("Open billing", _MANAGE)
    receipt: str = ""
    is_news: bool = False


def words_of(letter: Letter) -> Words:
    """Return what a letter says now. Raises `NothingToSay` when it has become untrue."""
    return _WRITERS[Kind(letter.kind)](letter.facts)


def _find[Model: (Dispute, Lot, Payment, Price, Refund, Subscription, Withdrawal)](
    model: type[Model], public_id: str
) -> Model:
    found = model.objects.filter(pk=ids.parse(model.prefix, public_id) or UUID(int=0)).first()
    if found is None:
        raise NothingToSay(f"There is no {public_id}.")
    return found


def _date(moment: datetime | None) -> str:
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def _number(figure: int) -> str:
    return "1 credit" if figure == 1 else f"{figure:,} credits"


def _receipt(facts: Facts) -> Words:
    payment = _find(Payment, facts["payment"])
    paper = payment.receipts.filter(refund=None).first()
    sum_ = shown(payment.amount, payment.currency)
    if not payment.credits:
        twice = (
            f"This was paid twice. The second payment of {sum_} gave no credits.",
            *_about_second_plan(payment),
            "Give it back with one click on your billing page; all of it returns the way it came.",
        )
        return Words(f"Paid twice: {payment.title}, {sum_}", "This was paid twice", twice)
    consent = getattr(payment.order, "consent", None)
    said = (*_granted(payment), *_about_consent(consent))
    return Words(
        f"Receipt: {payment.title}, {sum_}",
        "Thank you. It is paid.",
        said,
        facts=(
            ("Bought", payment.title),
            ("Sum", sum_),
            ("Tax in it", shown(payment.tax, payment.currency) if payment.tax else ""),
            ("Paid on", _date(payment.settled)),
            ("Paid through", paper.facts["gateway_title"] if paper else ""),
            ("Number", (paper.number or paper.public_id) if paper else ""),
        ),
        quote=consent.words if consent else "",
        link=("See the receipt", f"/receipts/{paper.public_id}" if paper else _MANAGE),
        receipt=paper.public_id if paper else "",
    )


def _about_second_plan(payment: Payment) -> tuple[str, ...]:
    second = payment.subscription
    if second is None or second.payments.filter(credits__gt=0).exists():
        return ()
    return ("You have a plan already and it goes on. We end the second one, so that it charges nothing more.",)


def _granted(payment: Payment) -> tuple[str, ...]:
    """Say what is there now, and what comes each month of a yearly plan."""
    lots = list(Lot.objects.filter(paid__payment=payment, paid__restores=False).order_by("starts"))
    now = lots[0].granted if lots else payment.credits
    ends = lots[0].expires if lots else payment.period_end
    said = f"{_number(now)} {'is' if now == 1 else 'are'} in your account."
    if ends is None:
        return (f"{said} They never end.",)
    more = "As many" if len({lot.granted for lot in lots}) == 1 else "About as many"
    monthly = f" {more} come each month until {_date(payment.period_end)}." if len(lots) > 1 else ""
    return (f"{said} They can be spent until {_date(ends)}.{monthly}",)


def _about_consent(consent: object) -> tuple[str, ...]:
    return ("When you ordered, you agreed to this:",) if consent else ()


def _refund(facts: Facts) -> Words:
    refund = _find(Refund, facts["refund"])
    payment, sum_ = refund.payment, shown(refund.amount, refund.currency)
    if payment is None:
        raise NothingToSay("Its payment is not known.")
    if facts.get("failed"):
        return _refund_failed(payment, sum_)
    if refund.state == Refund.State.FAILED:
        raise NothingToSay("It failed, and another mail says so.")
    paper = refund.receipt if hasattr(refund, "receipt") else None
    said = [f"{sum_} go back the way they came. Banks need up to ten days to show it."]
    if taken := facts.get("taken", payment.taken):
        said.append(f"{_number(taken)} of this payment {'has' if taken == 1 else 'have'} been taken back for it.")
    return Words(
        f"{sum_} are on their way back to you",
        f"{sum_} are on their way back",
        tuple(said),
        facts=(("Bought", payment.title), ("Paid on", _date(payment.settled)), ("Going back", sum_)),
        link=("See the document", f"/receipts/{paper.public_id}" if paper else _MANAGE),
        receipt=paper.public_id if paper else "",
    )


def _refund_failed(payment: Payment, sum_: str) -> Words:
    usable = Q(lot__expires=None) | Q(lot__expires__gt=clock.now())
    said = [f"The payment service tells us that {sum_} for {payment.title} could not be sent back to you."]
    if payment.lots.filter(usable, lot__available__gt=0).exists():
        said.append("What is left of the credits of this payment can be spent again.")
    said.append("We have been told too and see to it. If your card or account has changed since, write to us.")
    return Words(
        f"{sum_} could not be sent back to you",
        f"{sum_} could not be sent back",
        tuple(said),
        facts=(("Bought", payment.title), ("Paid on", _date(payment.settled)), ("Not sent back", sum_)),
    )


def _payment_failed(facts: Facts) -> Words:
    row = _find(Subscription, facts["subscription"])
    if row.standing != Standing.PAST_DUE:
        raise NothingToSay("It has been paid meanwhile.")
    title, sum_ = row.price.product.title, shown(row.price.amount, row.price.currency)
    said = (
        f"We could not take {sum_} for {title}. Nothing was charged.",
        "The payment service tries again in the next days.",
        "If the card has changed, give the new one there; the link is on your billing page.",
        "Credits of the new month come as soon as it is paid. Credits that you bought in packs stay.",
    )
    return Words(f"The payment for {title} did not go through", "The payment did not go through", said)


def _renewal_reminder(facts: Facts) -> Words:
    row = _find(Subscription, facts["subscription"])
    if not row.renews or row.period_end is None or row.period_end <= clock.now():
        raise NothingToSay("It does not renew, or has by now.")
    price = row.next_price or shelf.price_at_renewal(row.price, row.period_end)
    title, sum_ = price.product.title, shown(price.amount, price.currency)
    said = (
        f"{title} renews on {_date(row.period_end)} for {sum_} a {price.interval}.",
        "You need not do anything. To end it, cancel before that day: two clicks, and what is paid stays yours.",
    )
    return Words(f"{title} renews on {_date(row.period_end)} for {sum_}", f"{title} renews soon", said)


def _subscription_ended(facts: Facts) -> Words:
    row = _find(Subscription, facts["subscription"])
    if Subscription.objects.filter(person=row.person_id).exclude(standing=Standing.ENDED).exists():
        raise NothingToSay("Another plan of theirs goes on.")
    title = row.price.product.title
    said = [f"{title} has ended. Nothing more will be charged."]
    if row.period_end and row.period_end > clock.now():
        said.append(f"What you paid for can be used until {_date(row.period_end)}, unless it was given back.")
    said.append("Credits from packs stay, and so do your pictures. You can begin a new plan at any time.")
    return Words(f"{title} has ended", f"{title} has ended", tuple(said), link=("See the plans", "/pricing"))


def _expiring(facts: Facts) -> Words:
    lot = _find(Lot, facts["lot"])
    if not lot.available or lot.expires is None or lot.expires <= clock.now():
        raise NothingToSay("Nothing is left to end.")
    ends = _date(lot.expires)
    said = (
        f"{_number(lot.available)} can be spent until {ends}, {lot.expires:%H:%M} UTC.",
        f"They came from: {Source(lot.source).label.lower()} ({lot.reason}). They are spent first.",
    )
    return Words(
        f"{_number(lot.available)} end on {ends}", f"{_number(lot.available)} end soon", said, link=("Create", "/")
    )


def _price_change(facts: Facts) -> Words:
    new, old = _find(Price, facts["price"]), _find(Price, facts["old"])
    row = _find(Subscription, facts["subscription"])
    if not row.renews:
        raise NothingToSay("It ends before.")
    title = new.product.title
    was, will = (f"{shown(price.amount, price.currency)} a {price.interval}" for price in (old, new))
    said = (
        f"{title} costs {was} now and will cost {will}.",
        f"You pay the new price with your first renewal after {_date(new.binds)}. Until then nothing changes.",
        "If you do not want it, cancel before: two clicks, and what is paid stays yours.",
    )
    facts_ = (
        ("Now", f"{was}, {_number(old.credits)} a month"),
        ("Then", f"{will}, {_number(new.credits)} a month"),
        ("For you", f"from the first renewal after {_date(new.binds)}"),
    )
    return Words(f"The price of {title} changes", f"The price of {title} changes", said, facts=facts_)


def _withdrawal(facts: Facts) -> Words:
    made = _find(Withdrawal, facts["withdrawal"])
    payment, refund = made.payment, made.refund
    said = (
        f"We received your withdrawal on {_date(made.created)}, {made.created:%H:%M} UTC. Keep this mail as proof.",
        f"What follows: {made.outcome}",
        "You declared:",
    )
    return Words(
        f"We received your withdrawal: {payment.title}",
        "Your withdrawal has arrived",
        said,
        facts=(
            ("Contract", f"{payment.title}, paid on {_date(payment.settled)}"),
            ("Number", made.public_id),
            ("Going back", shown(refund.amount, refund.currency) if refund else "nothing"),
        ),
        quote=made.words,
    )


def _dispute(facts: Facts) -> Words:
    dispute = _find(Dispute, facts["dispute"])
    payment = dispute.payment
    if payment is None:
        raise NothingToSay("Its payment is not known.")
    sum_ = shown(payment.amount, payment.currency)
    said = (
        f"Your bank asks for the payment of {sum_} for {payment.title} back.",
        "Until the bank has decided, the credits of this payment cannot be spent, and a plan behind it ends.",
        "Was it not you? Then tell your bank so, and it is settled. Was it a slip? Tell your bank that you know us.",
    )
    return Words(f"Your bank disputes a payment of {sum_}", "A payment is disputed", said)


def _gift(facts: Facts) -> Words:
    number = _number(facts["credits"])
    reason = str(facts.get("reason", "")).strip()
    said = (f"{number} are in your account.", *((f"Why: {reason}",) if reason else ()))
    return Words(f"A gift: {number}", f"{number} for you", said, link=("Create", "/"))


def _news(facts: Facts) -> Words:
    sentences = tuple(part.strip() for part in str(facts["words"]).split("\n\n") if part.strip())
    return Words(str(facts["subject"]), str(facts["subject"]), sentences, link=("Open the studio", "/"), is_news=True)


_WRITERS: Final[dict[Letter.Kind, Callable[[Facts], Words]]] = {
    Kind.RECEIPT: _receipt,
    Kind.REFUND: _refund,
    Kind.PAYMENT_FAILED: _payment_failed,
    Kind.RENEWAL_REMINDER: _renewal_reminder,
    Kind.SUBSCRIPTION_ENDED: _subscription_ended,
    Kind.EXPIRING_14: _expiring,
    Kind.EXPIRING_3: _expiring,
    Kind.PRICE_CHANGE: _price_change,
    Kind.WITHDRAWAL: _withdrawal,
    Kind.DISPUTE: _dispute,
    Kind.GIFT: _gift,
    Kind.NEWS: _news,
}
