"""The till's own pages, as a vendor's hosted pages would be: one to pay on, one for a buyer's plans.

They are reached by an id that only the buyer was sent to, need no sign-in here, and know nothing of Aquatint's account.
"""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aquatint.billing.errors import GatewayUnknown
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.till import actions
from aquatint.billing.gateways.till.models import Charge, Page, Plan
from aquatint.kit import clock

View = Callable[..., HttpResponse]


def _while_open(view: View) -> View:
    """Answer 404 where there is no till."""

    @wraps(view)
    def guarded(request: HttpRequest, **names: str) -> HttpResponse:
        try:
            registry.gateway("till")
        except GatewayUnknown:
            raise Http404 from None
        return view(request, **names)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_while_open
def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show what is to be paid; pay it, be asked for a code first (3DS), be declined, or leave."""
    row = Page.objects.filter(pk=page).first()
    if row is None:
        raise Http404
    step = request.POST.get("do", "") if request.method == "POST" else ""
    if step in {"pay", "confirm"}:
        actions.pay(page=row)
        return redirect(row.success_url)
    if step == "leave":
        actions.give_up(page=row)
        return redirect(row.cancel_url)
    if step == "decline":
        actions.decline(page=row)
    over = bool(row.paid or row.given_up or row.expires <= clock.now())
    return render(request, "till/page.html", {"page": row, "step": step, "over": over})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_while_open
def buyer(request: HttpRequest, customer: str) -> HttpResponse:
    """Show a buyer's plans and payments; cancel and resume, let cards be declined, dispute, refund."""
    if not Page.objects.filter(customer=customer).exists():
        raise Http404
    plans = Plan.objects.filter(customer=customer).order_by("-created")
    charges = Charge.objects.filter(customer=customer).order_by("-settled").prefetch_related("complaints")
    if request.method == "POST":
        _act(request, plans.filter(pk=request.POST.get("plan", "")), charges.filter(pk=request.POST.get("charge", "")))
        return redirect(request.path)
    return render(request, "till/buyer.html", {"plans": plans, "charges": charges, "customer": customer})


def _act(request: HttpRequest, plans: QuerySet[Plan], charges: QuerySet[Charge]) -> None:
    step, plan, charge = request.POST.get("do", ""), plans.first(), charges.first()
    if plan and step in {"cancel", "end"}:
        actions.end_plan(plan=plan.pk, at_period_end=step == "cancel")
    elif plan and step == "resume" and plan.status != "ended":
        actions.go_on(plan=plan.pk)
    elif plan and step in {"decline", "accept"}:
        actions.let_decline(plan=plan, declines=step == "decline")
    elif charge and step == "refund" and charge.refunded < charge.amount:
        key = f"portal:{charge.pk}:{charge.refunded}"
        actions.send_back(charge=charge.pk, amount=charge.amount - charge.refunded, key=key)
    elif charge and step == "dispute" and charge.refunded < charge.amount:
        actions.complain(charge=charge)
    elif charge and step in {"won", "lost"} and charge.complaints.exists():
        actions.decide(complaint=charge.complaints.all()[0], won=step == "won")
