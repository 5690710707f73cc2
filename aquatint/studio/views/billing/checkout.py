"""Buying: what is ordered, the consent that the law asks for, and the way to the payment service and back.

The policy of this site lets forms lead nowhere else, so an order answers with a page of ours whose link leads on.
"""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reading
from aquatint.billing.models import Order
from aquatint.billing.money import shown
from aquatint.billing.periods import add_months
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.catalog.products import MONTHS, Interval
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError, NotFound
from aquatint.studio import invitations, pricing, words
from aquatint.studio.views.billing.asking import SeeOther, member

CONSENT: Final = (
    "2026-11",
    "Deliver at once. I know that this ends my right of withdrawal for the credits that I use.",
)
"""The version and the words of the consent; new words get a new version."""
_LINK: Final = "going"
_LINK_SECONDS: Final = 300
_MOST_LOOKS: Final = 12
_FAR: Final = timedelta(days=1000)
"""Longer than a price is announced ahead."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A price that is announced for what is ordered: from which payment, how much, and for how many credits if others.

    `at_next` says that the next payment is the first of it.
    """

    at: datetime
    sum: str
    credits: str
    at_next: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order as its buyer sees it. `looks` is how often the page has asked already."""

    order: Order
    left: bool
    looks: int

    @property
    def sum(self) -> str:
        """What it costs."""
        return shown(self.order.amount, self.order.currency)

    @property
    def state(self) -> str:
        """`paid`, `waiting` (we ask), `open` (not paid, and the person left), `failed` or `abandoned`."""
        state = self.order.state
        if state in {"paid", "failed", "abandoned"}:
            return state
        return "open" if self.left else "waiting"

    @property
    def is_quiet(self) -> bool:
        """Whether the page has asked often enough and now only waits."""
        return self.looks >= _MOST_LOOKS

    @property
    def pause(self) -> int:
        """Seconds until the page asks again."""
        return min(8, 1 + self.looks // 2)

    @property
    def was_declined(self) -> bool:
        """Whether a payment was declined before."""
        return any(step.kind == "declined" for step in self.order.steps.all())

    @property
    def payments(self) -> list[dict[str, Any]]:
        """The payments that came for it, each with its receipt."""
        rows = self.order.payments.order_by("settled").prefetch_related("receipts")
        return [
            {"row": row, "receipt": next((one for one in row.receipts.all() if not one.refund_id), None)}
            for row in rows
        ]

    @property
    def is_second_plan(self) -> bool:
        """Whether it was paid beside a plan that runs, so that its payment gave nothing and can go back."""
        rows = self.order.payments.all()
        return self.order.is_plan and bool(rows) and not any(row.credits for row in rows)

    @property
    def again(self) -> str:
        """Where the same can be ordered again."""
        return reverse("checkout", args=[self.order.price.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
@member
def checkout(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Show what is about to be ordered; order it."""
    price = _price(public_id)
    invitations.take_up(request, person)
    if request.method != "POST":
        return _page(request, person, price)
    given = request.POST
    try:
        order, redirect = dealing.buy(
            person=person,
            gateway_name=given.get("gateway", ""),
            price=price,
            consent=CONSENT if given.get("consent") == "yes" else None,
            site=_site(request),
            code=given.get("code", "").strip()[:40],
        )
    except AquatintError as error:
        return _page(request, person, price, error)
    going_to(request, redirect.url, title=_title(order.gateway), back=reverse("order", args=[order.public_id]))
    return SeeOther(reverse("going"))


def going_to(request: HttpRequest, url: str, *, title: str, back: str) -> None:
    """Keep for some minutes where this browser goes on at a payment service."""
    until = clock.now().timestamp() + _LINK_SECONDS
    request.session[_LINK] = {"url": url, "title": title, "back": back, "until": until}


@require_safe
@member
def going(request: HttpRequest, _person: Person) -> HttpResponse:
    """Show the link to the payment service; a script follows it."""
    link = request.session.get(_LINK)
    if not link or link["until"] < clock.now().timestamp():
        request.session.pop(_LINK, None)
        return SeeOther(link["back"] if link else reverse("billing"))
    return render(request, "studio/pages/billing/going.html", {"link": link})


@require_safe
@member
def order(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Show how an order stands. Coming back grants nothing; the live part asks the payment service."""
    row = reading.order(person, public_id)
    request.session.pop(_LINK, None)
    if "ask" in request.GET:
        dealing.catch_up(row)
        row = reading.order(person, public_id)
    page = OrderPage(row, "left" in request.GET and "ask" not in request.GET, 0)
    return render(request, "studio/pages/billing/order.html", {"page": page})


@require_safe
@member
def order_state(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Ask the payment service how an order stands, and return the part of the page that says so."""
    row = reading.order(person, public_id)
    text = request.GET.get("looks", "")
    looks = min(_MOST_LOOKS, int(text[:3])) if text.isascii() and text.isdigit() else 0
    dealing.catch_up(row)
    page = OrderPage(reading.order(person, public_id), "left" in request.GET, looks + 1)
    return render(request, "studio/pages/billing/parts/order.html", {"page": page, "is_part": True})


def _price(public_id: str) -> Price:
    found = next((price for price in shelf.on_sale() if price.public_id == public_id), None)
    if found is None:
        raise NotFound("That is not on sale.")
    return found


def _page(request: HttpRequest, person: Person, price: Price, error: AquatintError | None = None) -> HttpResponse:
    gateways = reading.gateways()
    chosen = request.POST.get("gateway") or (gateways[0].name if gateways else "")
    context = {
        "price": price,
        "card": pricing.card(price),
        "sum": shown(price.amount, price.currency),
        "renews": _renewal(price),
        "rise": _rise(price),
        "plan": reading.plan(person) if price.product.is_plan else None,
        "gateways": gateways,
        "chosen": chosen,
        "seller": settings.SELLER_NAME,
        "resellers": [gateway.title for gateway in gateways if gateway.merchant_of_record],
        "sold_by_us": any(not gateway.merchant_of_record for gateway in gateways),
        "consent": CONSENT[1],
        "consented": request.POST.get("consent") == "yes",
        "code": request.POST.get("code", ""),
        "error": error,
        "refund_days": settings.REFUND_DAYS,
    }
    return render(request, "studio/pages/billing/checkout.html", context, status=error.status if error else 200)


def _renewal(price: Price, number: int = 1) -> datetime | None:
    """Return the moment of the next payment, or of a later one; None for what is paid once."""
    months = MONTHS.get(Interval(price.interval))
    return add_months(clock.now(), months * number) if months else None


def _rise(price: Price) -> Rise | None:
    """Return the announced price that comes for somebody who subscribes now, with the payment that is the first of it.

    It need not be the next payment: a price binds only when its notice has run.
    """
    if not price.product.is_plan or shelf.price_at_renewal(price, clock.now() + _FAR) == price:
        return None
    for number in itertools.count(1):
        at = _renewal(price, number)
        if at is None:
            return None
        then = shelf.price_at_renewal(price, at)
        if then != price:
            more = words.credits_of(then.credits) if then.credits != price.credits else ""
            return Rise(at, shown(then.amount, then.currency), more, at_next=number == 1)
    return None


def _site(request: HttpRequest) -> str:
    """Return our address: the configured one in production, the one that was typed elsewhere."""
    return settings.SITE_URL if settings.PRODUCTION else request.build_absolute_uri("/").rstrip("/")


def _title(gateway_name: str) -> str:
    return next((gateway.title for gateway in reading.gateways() if gateway.name == gateway_name), gateway_name)
