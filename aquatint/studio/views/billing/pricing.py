"""What it costs: plans, packs, and the price table. For everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aquatint.accounts.models import Person
from aquatint.billing import reading
from aquatint.catalog.models import Interval
from aquatint.studio import pricing

_INTERVALS = ((Interval.MONTH.value, "Monthly"), (Interval.YEAR.value, "Yearly"))


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Show what is on sale in one currency and interval, and what pictures cost with one model."""
    person = request.user if isinstance(request.user, Person) else None
    plan = reading.plan(person) if person else None
    currency = pricing.currency_of(request.GET.get("currency") or (plan.price.currency if plan else None))
    interval = request.GET.get("interval")
    if interval not in dict(_INTERVALS):
        interval = plan.price.interval if plan else Interval.MONTH.value
    offer, count = pricing.model_of(request.GET.get("model")), pricing.count_of(request.GET.get("n"))
    gateways = reading.gateways()
    context = {
        "currency": currency,
        "currencies": pricing.currencies(),
        "interval": interval,
        "intervals": _INTERVALS,
        "plans": pricing.plans(currency, interval),
        "packs": pricing.packs(currency),
        "plan": plan,
        "mine": plan.price.pk if plan and not plan.subscription.ended else None,
        "plan_elsewhere": bool(plan and not plan.subscription.ended and plan.price.currency != currency),
        "coming": pricing.coming(currency),
        "offer": offer,
        "top": pricing.model_of(None),
        "models": pricing.models(),
        "count": count,
        "counts": range(1, 9),
        "table": pricing.table(offer, count) if offer else [],
        "samples": pricing.samples(),
        "gateways": gateways,
        "sold_by_others": [gateway for gateway in gateways if gateway.merchant_of_record],
        "has_till": any(gateway.name == "till" for gateway in gateways),
        "refund_days": settings.REFUND_DAYS,
        "notice_days": settings.PRICE_NOTICE_DAYS,
    }
    return render(request, "studio/pages/billing/pricing.html", context)
