"""The whole life of a buyer in a real browser, with the till; and every page of billing without a fault."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import check
from tests.browser.conftest import PASSWORD, WIDTHS
from tests.commands.running import Up, run

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400, func_only=True)]

Open = Callable[..., Page]
BILLING = "/account/billing"


def _member(up: Up, page: Page, email: str) -> Page:
    """Make a member by command and sign them in."""
    made = run(up.data, "user", "create", email, "--password-stdin", given=PASSWORD)
    assert made.returncode == 0, made.stderr
    page.goto("/sign-in/password")
    form = page.locator("form:has([name=password])")
    if not form.locator("[name=password]").is_visible():
        page.locator("summary").first.click()
    form.locator("[name=login]").fill(email)
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button").first.click()
    page.wait_for_url("**/")
    return page


def _buy(page: Page, link: str, *, then: str = "pay") -> None:
    """Order what a link of the pricing page offers, and do something at the till."""
    page.goto("/pricing")
    page.get_by_role("link", name=link).click()
    page.check("[name=consent]")
    page.click("[data-order]")
    page.wait_for_url("**/till/page_*")
    page.click(f"button[value={then}]")
    page.wait_for_url("**/billing/orders/**")


def _paid(page: Page) -> None:
    expect(page.locator("[data-state=paid]")).to_be_visible()


def _credits(page: Page, number: str) -> None:
    page.goto(BILLING)
    expect(page.locator("#balance-s .figure")).to_contain_text(number)


def _at_the_till(page: Page, *steps: str) -> None:
    """Go to the till's own page for buyers by the link in the account, and press there."""
    page.goto(BILLING)
    page.get_by_role("link", name="Payment method").click()
    page.wait_for_url("**/till/buyers/**")
    for step in steps:
        page.locator(f"button[value={step}]").first.click()


def _tick(up: Up, **more: str) -> None:
    """Have a minute's work done now, or at another time."""
    done = run(up.data, "billing", "tick", **more)
    assert done.returncode == 0, done.stderr


def test_a_life_at_the_till(open_page: Open, instance: Up) -> None:
    page = _member(instance, open_page(), "ben@example.org")
    _buy(page, "Buy 500 credits", then="leave")
    expect(page.locator("main")).to_contain_text("Nothing was charged")
    _buy(page, "Buy 500 credits")
    _paid(page)
    _buy(page, "Choose Studio")
    _paid(page)
    _credits(page, "1,500")

    page.get_by_role("link", name="Change").click()
    page.locator("li", has_text="Press, monthly").get_by_role("button").click()
    expect(page.locator(".notes")).to_contain_text("You have Press, monthly from now on.")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("button", name=re.compile("Cancel on")).click()
    expect(page.locator("#plan")).to_contain_text("Nothing more will be charged")
    page.get_by_role("button", name="Go on with it").click()
    expect(page.locator("#plan")).to_contain_text("Renews on")

    pack = page.locator("[data-payment]", has_text="Pack of 500")
    pack.locator("summary").click()
    pack.locator("[data-refund]").click()
    page.get_by_role("button", name="Send €9.00 back").click()
    expect(pack).to_contain_text("refunded")
    expect(pack).to_contain_text("Credit note")

    _at_the_till(page, "dispute")
    _tick(instance)
    page.goto(BILLING)
    expect(page.locator("#payments")).to_contain_text("disputed")
    expect(page.locator("#plan")).to_contain_text("ended")
    _buy(page, "Choose Studio")
    _paid(page)

    _at_the_till(page, "decline")
    page.goto(BILLING)
    renews = datetime.strptime(page.locator("#plan b").inner_text(), "%d %B %Y")  # noqa: DTZ007 -- a day
    _tick(instance, AQUATINT_CLOCK=f"{renews + timedelta(days=1):%Y-%m-%d}")
    page.goto(BILLING)
    expect(page.locator("#plan")).to_contain_text("payment failed")
    _at_the_till(page, "accept")
    _tick(instance, AQUATINT_CLOCK=f"{renews + timedelta(days=2):%Y-%m-%d}")
    page.goto(BILLING)
    expect(page.locator("#plan")).to_contain_text("active")
    expect(page.locator("[data-payment]")).to_have_count(5)

    books = run(instance.data, "check")
    assert books.returncode == 0, books.stdout


@pytest.fixture(scope="module")
def furnished(chromium: Browser, instance: Up, address: str) -> Any:
    """Cleo's cookies; she has a plan, a pack, an order that waits, and an invitation link."""
    context = chromium.new_context(base_url=address)
    page = _member(instance, context.new_page(), "cleo@example.org")
    for link in ("Buy 1,500 credits", "Choose Press"):
        _buy(page, link)
        _paid(page)
    page.goto(BILLING)
    page.get_by_role("button", name="Make my link").click()
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.parametrize(("width", "scheme"), [("phone", "light"), ("laptop", "dark")])
def test_pages_of_billing_have_no_fault(open_page: Open, furnished: Any, width: str, scheme: str) -> None:
    assert width in WIDTHS
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce", storage_state=furnished)
    page.goto(BILLING)
    page.locator(".bills summary").first.click()
    check(page)
    hrefs = [
        str(page.locator(f".bills a[href*={part}]").first.get_attribute("href")) for part in ("refund", "rct", "withd")
    ]
    page.goto("/pricing")
    checkout = str(page.get_by_role("link", name="Buy 500 credits").get_attribute("href"))
    for path in ("/pricing", checkout, f"{BILLING}/cancel", f"{BILLING}/plan", "/withdrawal", *hrefs):
        page.goto(path)
        check(page)
    page.goto(checkout)
    page.check("[name=consent]")
    page.click("[data-order]")
    page.wait_for_url("**/till/page_*")
    check(page)
    page.click("button[value=leave]")
    page.wait_for_url("**/billing/orders/**")
    check(page)
