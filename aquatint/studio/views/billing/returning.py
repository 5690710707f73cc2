"""Money that goes back: the refund button, and the withdrawal that the law of the EU asks for."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reading
from aquatint.billing.models import Refund
from aquatint.billing.money import shown
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError, NotFound
from aquatint.studio import purse, words
from aquatint.studio.views.billing.asking import SeeOther, account, member, refused

_LONGEST: Final = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@member
def refund(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Show what would go back, or why nothing; send it back."""
    paid = _paid(person, public_id)
    if request.method != "POST":
        return render(request, "studio/pages/billing/refund.html", {"paid": paid, "sum": _sum(paid.refund)})
    try:
        asked = dealing.refund(payment=paid.payment, by=person)
    except AquatintError as error:
        return refused(request, error, "payments")
    sum_ = shown(asked.amount, asked.currency)
    if asked.state == Refund.State.ASKED:
        told = f"{sum_} will go back. The payment service does not answer at the moment; we keep asking."
        messages.warning(request, told)
    else:
        messages.success(request, f"{sum_} are on their way back. Banks need up to ten days to show it.")
    return account("payments")


@require_safe
@member
def withdrawals(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the contracts from which one can withdraw, and the withdrawals that were made."""
    made = purse.withdrawn(person)
    rows = [(paid, made.get(paid.payment.pk), _sum(paid.withdrawal)) for paid in reading.payments(person)]
    return render(request, "studio/pages/billing/withdrawals.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@member
def withdraw(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Show the declaration of withdrawal and what follows from it; take it."""
    paid = _paid(person, public_id)
    before = purse.withdrawn(person).get(paid.payment.pk)
    if before or request.method != "POST":
        context = {
            "paid": paid,
            "sum": _sum(paid.withdrawal),
            "made": before,
            "back": _sum(before.refund) if before and before.refund else "",
            "words": _declaration(person, paid),
        }
        return render(request, "studio/pages/billing/withdraw.html", context)
    given = " ".join(request.POST.get("words", "").split())[:_LONGEST]
    dealing.withdraw(payment=paid.payment, person=person, words=given or _declaration(person, paid))
    return SeeOther(reverse("withdraw", args=[public_id]))


def _paid(person: Person, public_id: str) -> reading.Paid:
    found = next((paid for paid in reading.payments(person) if paid.payment.public_id == public_id), None)
    if found is None:
        raise NotFound("There is no such payment.")
    return found


def _sum(offer: object) -> str:
    return shown(getattr(offer, "amount", 0), getattr(offer, "currency", "EUR"))


def _declaration(person: Person, paid: reading.Paid) -> str:
    return (
        f"I, {person.email}, withdraw from my contract for {paid.payment.title}, "
        f"concluded on {words.long_date(paid.payment.settled)}. Declared on {words.long_date(clock.now())}."
    )
