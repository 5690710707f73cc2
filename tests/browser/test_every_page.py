"""Every page at two widths, light and dark: no accessibility fault, nothing wider than the screen, light in weight."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.axe import check
from tests.browser.conftest import WIDTHS, WORDS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400, func_only=True)]

Open = Callable[..., Page]
MOST_BYTES = 100_000
SLOW, REFUSED = "A boat that takes its time [[delay:600]]", "A street [[fault:moderation_output]]"


@pytest.fixture(scope="module")
def furnished(chromium: Browser, address: str, session: Any) -> Iterator[list[str]]:
    """The pages of a picture, its edit, its receipts and a plan; in the stream one is being painted, one refused."""
    page = chromium.new_context(base_url=address, storage_state=session).new_page()
    for words, state in ((REFUSED, "refused"), (WORDS, "done"), (SLOW, "running")):
        page.goto("/")
        page.get_by_text("1K", exact=True).click()
        if words != WORDS:
            page.select_option("#model", "gpt-image-2")
        page.fill("#prompt", words)
        page.click("[data-create]")
        expect(page.locator("article.run").first).to_have_attribute("data-state", state, timeout=60_000)
    done = page.locator("article.run[data-state=done]").first
    image, receipt = (
        str(done.locator(part).first.get_attribute("href")) for part in ("a.plate", "a:has-text('Receipt')")
    )
    page.goto(image)
    page.locator("label:has(#job-whole)").click()
    page.fill("#prompt", "Make the lighthouse red")
    page.click("[data-apply]")
    page.wait_for_url("**view=compare", timeout=60_000)
    edited = page.url.partition("?")[0]
    page.goto("/")
    page.fill("#prompt", "A fox beside a lake")
    page.fill("#n", "2")
    page.get_by_text("A set", exact=True).click()
    page.click("[data-create]")
    page.wait_for_url("**/plans/*")
    views = [f"{edited}?view={view}" for view in ("plain", "compare", "map", "mark")]
    yield [*views, f"{edited}/receipt", image, receipt, page.url]
    page.goto("/")
    slow = page.locator("article.run", has_text=SLOW)
    slow.get_by_role("button", name="Cancel").click()
    expect(slow).to_have_attribute("data-state", "cancelled")
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_everybody_have_no_fault(open_page: Open, width: str, scheme: str) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    for path in ("/", "/sign-in", "/sign-up"):
        page.goto(path)
        check(page)
    page.goto("/")
    page.keyboard.press("?")
    expect(page.locator("#keymap")).to_be_visible()
    check(page)


@pytest.mark.parametrize(("width", "scheme"), [("phone", "dark"), ("laptop", "light")])
def test_pages_for_members_have_no_fault(signed_in: Open, furnished: list[str], width: str, scheme: str) -> None:
    page = signed_in(width=width, color_scheme=scheme, reduced_motion="reduce")
    check(page)
    page.locator(".balance").click()
    check(page)
    for path in (*furnished, "/account", "/account/keys", "/account/sessions"):
        page.goto(path)
        check(page)


def test_a_page_is_light_before_its_pictures(open_page: Open, signed_in: Open) -> None:
    state = signed_in().context.storage_state()
    member = open_page(storage_state=state)
    member.goto("/")
    member.fill("#prompt", "A small boat")
    member.click("[data-create]")
    plate = member.locator("article.run[data-state=done] a.plate").first
    paths = ["/", str(plate.get_attribute("href"))]
    for page, path in ((open_page(), "/"), *((open_page(storage_state=state), path) for path in paths)):
        sizes = _sizes(page, path)
        assert sum(sizes.values()) < MOST_BYTES, sizes


def _sizes(page: Page, path: str) -> dict[str, int]:
    replies: list[Response] = []

    def keep(reply: Response) -> None:
        replies.append(reply)

    page.on("response", keep)
    page.goto(path, wait_until="networkidle")
    return {reply.url: _compressed(reply) for reply in replies}


def _compressed(reply: Response) -> int:
    """Return the bytes of a part of the page; what comes later for a picture that is being painted is none."""
    kind = reply.headers.get("content-type", "")
    if reply.request.resource_type in {"fetch", "xhr", "eventsource"} or kind.startswith("image/"):
        return 0
    return len(gzip.compress(reply.body()))
