"""The hosted pages: one to pay on, one for what a buyer has. Plain HTML, so that a browser or a program can use them.

The buttons are posts with the field `do`: `pay`, `3ds` (then `confirm`), `decline`, `leave` on the pay page; `cancel`,
`end`, `resume` (with `subscription`) and `card` on the buyer's page.
"""

from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.payments.records import Checkout, Subscription
from aquatint.emulator.payments.vendor import Refused, Vendor

_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
_CSP: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_STYLE: Final = Path(__file__).with_name("pages.css")


def routes(vendor: Callable[[], Vendor], *, pay: str, portal: str) -> list[BaseRoute]:
    """Return the pages' routes below a vendor's mount: `pay` and `portal` are paths such as `/pay/{checkout}`."""

    async def pay_page(request: Request) -> Response:
        shop = vendor()
        checkout = shop.checkouts.get(request.path_params["checkout"])
        if checkout is None:
            return _page(request, shop, "There is no such page", "<p>The link is wrong or too old.</p>", 404)
        shop.expire_due()
        step = ""
        if request.method == "POST":
            step = str((await request.form()).get("do", ""))
            if answer := press(shop, checkout, step):
                return answer
        return _page(request, shop, f"Pay {_price(checkout)}", _pay(shop, checkout, step))

    async def buyer_page(request: Request) -> Response:
        shop = vendor()
        customer = shop.customers.get(request.path_params["customer"])
        if customer is None:
            return _page(request, shop, "There is no such page", "<p>The link is wrong or too old.</p>", 404)
        mine = [one for one in shop.subscriptions.values() if one.customer == customer.id]
        if request.method == "POST":
            form = await request.form()
            _manage(shop, mine, str(form.get("subscription", "")), str(form.get("do", "")))
            return RedirectResponse(request.url.path, 303)
        return _page(request, shop, "Your purchases", _buyer(shop, mine))

    async def style(_: Request) -> Response:
        return FileResponse(_STYLE, media_type="text/css")

    return [
        Route(pay, pay_page, methods=["GET", "POST"]),
        Route(portal, buyer_page, methods=["GET", "POST"]),
        Route("/pages.css", style),
    ]


def mount(request: Request) -> str:
    """Return the address of the vendor's mount, such as `http://127.0.0.1:9100/creem`, as the caller knows it."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"


def press(shop: Vendor, checkout: Checkout, button: str) -> Response | None:
    """Do what a button of the pay page does; return where it leads, or None to show the page again."""
    if button in {"pay", "confirm"} and shop.pay(checkout):
        return RedirectResponse(shop.back(checkout), 303)
    if button == "decline":
        shop.decline(checkout)
    if button == "leave":
        shop.abandon(checkout)
        return RedirectResponse(checkout.cancel_url, 303) if checkout.cancel_url else None
    return None


def shown(amount: int, currency: str) -> str:
    """Return an amount of minor units as people read it."""
    return f"{_SIGNS.get(currency, currency + ' ')}{amount // 100}.{amount % 100:02}"


def _price(checkout: Checkout) -> str:
    return shown(checkout.article.amount, checkout.article.currency)


def _pay(shop: Vendor, checkout: Checkout, step: str) -> str:
    article = checkout.article
    every = f" a {article.interval}, until cancelled" if article.is_plan else ""
    tax = " plus tax" if article.exclusive else ""
    head = f'<h1>{escape(article.title)}</h1><p class="sum">{_price(checkout)}<small>{every}{tax}</small></p>'
    if checkout.status != "open":
        word = "This has been paid." if checkout.status == "paid" else "This page is closed. Nothing was charged."
        target = shop.back(checkout) if checkout.status == "paid" else checkout.cancel_url
        link = f'<a class="button" href="{escape(target)}">Back to the shop</a>' if target else ""
        return f'{head}<p role="status">{word}</p>{link}'
    if step == "3ds":
        return (
            f'{head}<form method="post"><p role="status">The bank wants to know that it is you (3-D Secure).</p>'
            f"{_button('confirm', 'It is me', first=True)}{_button('decline', 'It is not me')}</form>"
        )
    bad = '<p class="bad" role="alert">The card was declined. Nothing was charged.</p>' if step == "decline" else ""
    return (
        f'{head}{bad}<form method="post">{_button("pay", f"Pay {_price(checkout)}", first=True)}'
        f"{_button('3ds', 'Pay with 3-D Secure')}{_button('decline', 'Pay with a card that is declined')}"
        f"{_button('leave', 'Leave without paying')}</form>"
    )


def _buyer(shop: Vendor, mine: list[Subscription]) -> str:
    plans = "".join(_plan(one) for one in mine)
    paid = [one for one in shop.payments.values() if one.customer in {plan.customer for plan in mine}]
    rows = "".join(
        f"<li>{one.settled:%-d %B %Y}: {shown(one.amount, one.currency)}, {escape(one.article.title)}</li>"
        for one in paid
    )
    return f"<h1>Your purchases</h1>{plans}<ul>{rows}</ul>"


def _plan(one: Subscription) -> str:
    until = f"{one.period_end:%-d %B %Y}"
    word = {"ended": "Has ended.", "past_due": "The last payment was declined."}.get(one.status, f"Renews on {until}.")
    if one.cancel_at_end and one.status != "ended":
        word = f"Ends on {until}."
    buttons = ""
    if one.status != "ended":
        undo = one.cancel_at_end or one.status == "paused"
        first = _button("resume", "Resume") if undo else _button("cancel", "Cancel with the period")
        card = _button("card", "Use a card that works" if one.declines else "Use a card that will be declined")
        buttons = f"{first}{_button('end', 'End now')}{card}"
    hidden = f'<input type="hidden" name="subscription" value="{escape(one.id)}">'
    form = f'<form method="post">{hidden}{buttons}</form>'
    return f"<article><h2>{escape(one.article.title)}</h2><p>{word}</p>{form}</article>"


def _manage(shop: Vendor, mine: list[Subscription], identity: str, button: str) -> None:
    one = next((plan for plan in mine if plan.id == identity), None)
    if one is None:
        return
    with suppress(Refused):
        if button in {"cancel", "end"}:
            shop.cancel(one, at_period_end=button == "cancel")
        elif button == "resume":
            shop.resume(one)
        elif button == "card":
            one.declines = not one.declines


def _button(value: str, words: str, *, first: bool = False) -> str:
    look = ' class="first"' if first else ""
    return f'<button name="do" value="{value}"{look}>{escape(words)}</button>'


def _page(request: Request, shop: Vendor, title: str, content: str, status: int = 200) -> Response:
    root = escape(request.scope.get("root_path", ""))
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{root}/pages.css"></head>'
        f'<body><p class="band">{escape(shop.title)}, emulated. No real money.</p><main>{content}</main></body></html>'
    )
    return HTMLResponse(html, status, {"content-security-policy": _CSP, "cache-control": "no-store"})
