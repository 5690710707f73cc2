"""A buyer's whole life at each gateway: a real browser, a running Aquatint, a running emulator, in all weathers.

Everything that a person does is done on pages, ours and the gateway's own. After each step the books of billing and
ledger are whole, and reconciliation finds nothing that differs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from aquatint.accounts.models import Person
from aquatint.catalog import actions as catalog
from aquatint.ledger.balance import balance
from tests.browser.conftest import WIDTHS, _is_complaint
from tests.browser.counter import Counter, opened

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400, func_only=True)]

BILLING: Final = "/account/billing"


@dataclass(frozen=True)
class Weather:
    """What becomes of the webhooks: `script` is the emulator's, `batch` the number of steps whose news come at once.

    `scripts`: whether the browser runs the scripts of our pages; without, each step is a link or a form.
    """

    script: dict[str, Any]
    batch: int = 1
    scripts: bool = False


WEATHERS: Final = {
    "calm": Weather({}, scripts=True),
    "doubled, reversed and late": Weather({"times": 2, "order": "reversed"}, batch=3),
    "one in three lost": Weather({"lose": 3}),
}


@pytest.fixture(scope="module", autouse=True)
def tables_beside_a_browser() -> Iterator[None]:
    """Playwright keeps a loop in this thread, in which Django refuses to use its tables unless it is told."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def running(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Counter]:
    with django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp("counter")
        with opened(folder) as counter:
            yield counter


@pytest.fixture
def page(chromium: Browser, running: Counter, ada: Person, weather: str) -> Iterator[Page]:
    """A page on which Ada is signed in; whatever it complains about fails the test."""
    context = _context(chromium, running, ada, scripts=WEATHERS[weather].scripts)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


@pytest.fixture
def ada(transactional_db: None) -> Person:
    """Ada, a member, in the database that the running site uses."""
    catalog.seed()
    return Person.objects.create_user("ada@example.org")


def _context(chromium: Browser, running: Counter, person: Person, *, scripts: bool) -> BrowserContext:
    width, height = WIDTHS["laptop"]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, base_url=running.site, java_script_enabled=scripts
    )
    context.set_default_timeout(60_000)
    visitor = Client()
    visitor.force_login(person)
    context.add_cookies(
        [{"name": name, "value": one.value, "url": running.site} for name, one in visitor.cookies.items()]
    )
    return context


class Story:
    """One buyer's life. Each step is done on pages and ends with `settle`."""

    def __init__(self, counter: Counter, page: Page, person: Person, weather: Weather) -> None:
        self.counter = counter
        self.page = page
        self.person = person
        self._weather = weather
        self._steps = 0

    def settle(self) -> None:
        """Have the news come, or not yet; then both sides agree and no rule is broken."""
        self._steps += 1
        if self._steps % self._weather.batch == 0:
            self.counter.bring()
        report = self.counter.work()
        if self._weather.script and report.repaired:
            report = self.counter.work()  # what had not come was found
        assert (report.differences, report.repaired) == ([], [])
        assert self.counter.problems() == []

    def expect(self, *, credits: int, plan: str = "") -> None:  # noqa: A002 -- the thing's name
        """See on the page how many credits can be spent, and what it says of the plan."""
        self.page.goto(BILLING, wait_until="domcontentloaded")
        said = self.page.locator("#balance-s .figure").inner_text()
        assert said.partition("credit")[0].strip() == f"{credits:,}"
        expect(self.page.locator("#plan")).to_contain_text(plan)

    def credits(self) -> int:
        """Return what the buyer can spend, by the ledger."""
        return self.counter.aside(lambda: balance(self.person).available)

    def buy(self, link: str, *buttons: str) -> None:
        """Order what a link of the pricing page offers, press buttons on the gateway's page, and come back."""
        page = self.page
        page.goto("/pricing")
        page.get_by_role("link", name=link).click()
        page.check(f"[name=gateway][value={self.counter.gateway}]")
        page.check("[name=consent]")
        page.click("[data-order]")
        self.at_the_gateway(*buttons or ("pay",))
        page.wait_for_url("**/billing/orders/**")
        if not self._weather.scripts:
            page.get_by_role("link", name="Ask now").click()
        expect(page.locator("[data-state=paid]")).to_be_visible()
        self.settle()

    def at_the_gateway(self, *buttons: str) -> None:
        """Go on to the gateway's own page and press buttons there."""
        if not self._weather.scripts:
            self.page.get_by_role("link", name="Go on to the payment").click()
        self.page.wait_for_url(f"{self.counter.emulator}/{self.counter.gateway}/**")
        for button in buttons:
            self.page.click(f"button[value='{button}']")

    def renew(self) -> None:
        """Let the period pass; at PayPal its last day counts whole."""
        self.counter.until_after_the_period(hours=25)
        self.settle()

    def use_another_card(self) -> None:
        """Go to the gateway's own page for buyers by the link in the account: a bad card there, or a good one again."""
        self.page.goto(BILLING)
        self.page.get_by_role("link", name="Payment method").click()
        self.page.wait_for_url(f"{self.counter.emulator}/{self.counter.gateway}/**")
        self.page.locator("button[value=card]").last.click()

    def wait(self, **more: float) -> None:
        """Let time pass."""
        self.counter.wait(timedelta(**more))
        self.settle()

    def change(self, title: str, told: str) -> None:
        """Choose another plan."""
        self.page.goto(f"{BILLING}/plan")
        self.page.locator("li", has_text=title).get_by_role("button").click()
        expect(self.page.locator(".notes")).to_contain_text(told)
        self.settle()

    def cancel(self) -> None:
        """Cancel in two clicks."""
        self.page.goto(BILLING)
        self.page.get_by_role("link", name="Cancel").click()
        self.page.get_by_role("button", name=re.compile("Cancel on")).click()
        expect(self.page.locator("#plan")).to_contain_text("Nothing more will be charged")
        self.settle()

    def resume(self) -> None:
        """Take a cancellation back, or let a paused plan go on."""
        self.page.goto(BILLING)
        self.page.get_by_role("button", name="Go on with it").click()
        expect(self.page.locator("#plan")).to_contain_text("Renews on")
        self.settle()

    def refund(self, title: str, sum_: str) -> None:
        """Press the refund button of a payment."""
        self.page.goto(BILLING)
        row = self.page.locator("[data-payment]", has_text=title)
        row.locator("summary").click()
        row.locator("[data-refund]").click()
        self.page.get_by_role("button", name=f"Send {sum_} back").click()
        expect(row).to_contain_text("refunded")
        self.settle()

    def dispute(self) -> None:
        """Have the buyer's bank pull back the newest payment of a plan."""
        newest = [one["id"] for one in self.counter.books("payments") if one["subscription"]][-1]
        self.counter.control(f"/{self.counter.gateway}/payments/{newest}", do="dispute")
        self.settle()

    def decide(self, *, won: bool) -> None:
        """Have the bank decide the dispute."""
        [dispute] = self.counter.books("disputes")
        self.counter.control(f"/{self.counter.gateway}/disputes/{dispute['id']}", won=won)
        self.settle()

    def end(self, *, credits: int) -> None:  # noqa: A002 -- the thing's name
        """Have the last of the news come: both sides have the same payments, and the buyer these credits."""
        self.counter.bring()
        self.wait(hours=4)
        self.counter.bring()
        self.wait(hours=1)
        assert self.counter.ours() == self.counter.theirs()
        assert self.credits() == credits
        self._see_the_weather()

    def _see_the_weather(self) -> None:
        """The webhooks met what was scripted for them: each came so often, or was lost."""
        states = [one["state"] for one in self.counter.books("events")]
        every = self._weather.script.get("lose", 0)
        assert states.count("lost") == (len(states) // every if every else 0)
        assert states.count("delivered") == len(states) - states.count("lost")
        tries = [len(one["tries"]) for one in self.counter.books("events") if one["state"] == "delivered"]
        assert min(tries) >= self._weather.script.get("times", 1)


def _until_it_fails(story: Story) -> None:
    """Buy a pack, subscribe, renew, and have the next renewal fail."""
    story.buy("Buy 500 credits", "3ds", "confirm")
    story.expect(credits=500, plan="No plan")
    story.buy("Choose Studio")
    story.renew()
    story.expect(credits=1500, plan="active")
    story.use_another_card()
    story.renew()
    story.expect(credits=500, plan="payment failed")


def _refund_a_pack(story: Story) -> None:
    before = story.credits()
    story.buy("Buy 1,500 credits")
    story.refund("Pack of 1,500", "€24.00")
    assert story.credits() == before


def _at_creem(story: Story) -> None:
    """A card is tried again each day; a dearer plan begins at once; a dispute is lost at once."""
    _until_it_fails(story)
    story.use_another_card()
    story.wait(days=1)
    story.expect(credits=1500, plan="active")
    story.change("Press, monthly", "You have Press, monthly from now on.")
    story.cancel()
    story.resume()
    _refund_a_pack(story)
    story.renew()
    story.expect(credits=4500, plan="Press")
    story.dispute()
    story.expect(credits=500, plan="ended")
    story.end(credits=500)


def _at_stripe(story: Story) -> None:
    """As at Creem, and a cheaper plan begins with the next period; the bank decides a dispute."""
    _until_it_fails(story)
    story.use_another_card()
    story.wait(days=1)
    story.expect(credits=1500, plan="active")
    story.change("Press, monthly", "You have Press, monthly from now on.")
    story.change("Studio, monthly", "Nothing is charged today.")
    story.cancel()
    story.resume()
    _refund_a_pack(story)
    story.renew()
    story.dispute()
    story.decide(won=False)
    story.end(credits=500)


def _at_paypal(story: Story) -> None:
    """What fails is suspended and resumed; another plan is approved there; a cancellation is at once; a dispute won."""
    _until_it_fails(story)
    story.wait(days=11)
    story.use_another_card()
    story.resume()
    story.expect(credits=1500, plan="active")
    story.page.goto(f"{BILLING}/plan")
    story.page.locator("li", has_text="Press, monthly").get_by_role("button").click()
    story.at_the_gateway("pay")
    story.page.wait_for_url("**/account/billing**")
    story.settle()
    story.renew()
    story.expect(credits=4500, plan="Press")
    story.cancel()
    _refund_a_pack(story)
    story.dispute()
    story.expect(credits=500, plan="ended")
    story.decide(won=True)
    story.end(credits=4500)


LIVES: Final = {"creem": _at_creem, "paypal": _at_paypal, "stripe": _at_stripe}


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("gateway", LIVES)
def test_a_life_ends_with_books_that_agree(
    running: Counter, page: Page, ada: Person, gateway: str, weather: str
) -> None:
    running.open_for(gateway, **WEATHERS[weather].script)
    LIVES[gateway](Story(running, page, ada, WEATHERS[weather]))
    assert running.open_findings() <= {"disputed"}
