"""The plan somebody has: cancel it in two clicks, go on with it, change it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reading
from aquatint.billing.gateways.base import Redirect
from aquatint.billing.models import Wish
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError
from aquatint.studio import purse, words
from aquatint.studio.views.billing.asking import SeeOther, account, member, refused
from aquatint.studio.views.billing.checkout import going_to

_LATER = "The payment service does not answer at the moment. We keep asking, so you need not."


@require_http_methods(["GET", "HEAD", "POST"])
@member
def cancel(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the date on which the plan would end; end it."""
    plan = reading.plan(person)
    if plan is None or not plan.can_cancel:
        return account("plan")
    paid_until = plan.subscription.period_end
    ends = paid_until if paid_until and paid_until > clock.now() else None
    if request.method != "POST":
        return render(request, "studio/pages/billing/cancel.html", {"plan": plan, "ends": ends})
    try:
        wish = dealing.cancel(subscription=plan.subscription, by=person)
    except AquatintError as error:
        return refused(request, error, "plan")
    if wish.done:
        told = f"Cancelled. It runs until {words.long_date(ends)}." if ends else "Cancelled."
        messages.success(request, f"{told} Nothing more will be charged.")
    else:
        messages.warning(request, f"Your cancellation is written down. {_LATER}")
    return account("plan")


@require_POST
@member
def resume(request: HttpRequest, person: Person) -> HttpResponse:
    """Take a cancellation back."""
    plan = reading.plan(person)
    if plan is None or not plan.can_resume:
        return account("plan")
    try:
        wish = dealing.resume(subscription=plan.subscription, by=person)
    except AquatintError as error:
        return refused(request, error, "plan")
    if wish.done:
        messages.success(request, "It goes on. We write to you three days before it renews.")
    else:
        messages.warning(request, f"Your wish to go on is written down. {_LATER}")
    return account("plan")


@require_http_methods(["GET", "HEAD", "POST"])
@member
def change(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the other plans, with when each begins and what is due; move to one."""
    plan = reading.plan(person)
    if plan is None or plan.subscription.ended:
        return SeeOther(reverse("pricing"))
    if plan.is_paused and request.method == "POST":
        messages.error(request, "It is paused. Go on with it first; then it can be changed. Nothing was charged.")
        return account("plan")
    offered = [] if plan.is_paused else purse.changes_of(plan.subscription)
    chosen = request.POST.get("to") or request.GET.get("to", "")
    found = next((one for one in offered if one.price.public_id == chosen), None)
    if request.method != "POST":
        context = {"plan": plan, "changes": offered, "chosen": found}
        return render(request, "studio/pages/billing/change.html", context)
    if found is None:
        raise Http404
    try:
        outcome = dealing.change_plan(subscription=plan.subscription, price=found.price, by=person)
    except AquatintError as error:
        return refused(request, error, "plan")
    if isinstance(outcome, Redirect):
        going_to(request, outcome.url, title="the payment service", back=reverse("billing"))
        return SeeOther(reverse("going"))
    _tell(request, found, outcome)
    return account("plan")


def _tell(request: HttpRequest, change: purse.PlanChange, wish: Wish) -> None:
    if not wish.done:
        messages.warning(request, f"Your change to {change.title} is written down. {_LATER}")
    elif change.at_once:
        messages.success(request, f"You have {change.title} from now on.")
    else:
        when = f" on {words.long_date(change.begins)}" if change.begins else " with the next period"
        messages.success(request, f"{change.title} begins{when}. Nothing is charged today.")
