"""Account, billing: what somebody has, what they paid, their plan, codes, invitations, mails."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from aquatint.accounts.models import Person
from aquatint.billing import actions, dealing, reading
from aquatint.kit.errors import AquatintError
from aquatint.ledger.history import history
from aquatint.studio import invitations, pricing, purse, words
from aquatint.studio.views.billing.asking import SeeOther, account, member, refused

PAGE = 12
NEWS: Final = "Write me now and then what is new. I can stop it with one click."
"""The words of the consent to product news."""


@require_safe
@member
def show(request: HttpRequest, person: Person) -> HttpResponse:
    """Show all that is ours to know about a person's money and credits."""
    invitations.take_up(request, person)
    came, rewarded = reading.invitations(person)
    lines = history(person, limit=PAGE + 1)
    code = purse.invitation_code(person)
    plan = reading.plan(person)
    context = {
        "lots": purse.lots_of(person),
        "lines": [(line, purse.figure(line)) for line in lines[:PAGE]],
        "has_more": len(lines) > PAGE,
        "plan": plan,
        "card": pricing.card(plan.price) if plan else None,
        "announced": purse.announced_for(plan) if plan else None,
        "payments": reading.payments(person),
        "withdrawn": purse.withdrawn(person),
        "open_orders": purse.open_orders(person),
        "invitation": f"{settings.SITE_URL}{reverse('invitation', args=[code])}" if code else "",
        "came": came,
        "rewarded": rewarded,
        "bonus": settings.REFERRAL_CREDITS,
        "wants_news": reading.wants_news(person),
        "news_words": NEWS,
        "refund_days": settings.REFUND_DAYS,
        "gateways": reading.gateways(),
    }
    return render(request, "studio/pages/billing/account.html", context)


@require_safe
@member
def history_file(_request: HttpRequest, person: Person) -> HttpResponse:
    """Send the whole history as a file for a spreadsheet."""
    reply = HttpResponse("".join(purse.history_csv(person)), content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="credits.csv"'
    return reply


@require_POST
@member
def redeem(request: HttpRequest, person: Person) -> HttpResponse:
    """Give the credits of a promotion code."""
    try:
        lot = actions.redeem_promotion(person=person, code=request.POST.get("code", "")[:40])
    except AquatintError as error:
        return refused(request, error, "codes")
    messages.success(request, f"{words.credits_of(lot.granted)} are in your account.")
    return account("codes")


@require_POST
@member
def invite(_request: HttpRequest, person: Person) -> HttpResponse:
    """Make the person's invitation link."""
    actions.referral_code(person=person)
    return account("codes")


@require_POST
@member
def news(request: HttpRequest, person: Person) -> HttpResponse:
    """Begin or stop product news."""
    if request.POST.get("news") == "yes":
        actions.want_news(person=person, words=NEWS, origin="account")
        messages.success(request, "You will hear from us now and then. Each mail has a link that stops it.")
    else:
        actions.stop_news(person=person)
        messages.success(request, "No more news. Mails about payments and credits still come.")
    return account("mails")


@require_safe
@member
def portal(request: HttpRequest, person: Person, gateway: str) -> HttpResponse:
    """Fetch a fresh link to the payment service's own page, and go there."""
    back = request.build_absolute_uri(reverse("billing"))
    try:
        url = dealing.portal(person=person, gateway_name=gateway, return_url=back)
    except AquatintError as error:
        return refused(request, error, "plan")
    return SeeOther(url)
