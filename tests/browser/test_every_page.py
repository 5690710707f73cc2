"""Every page at two widths, light and dark: no accessibility fault, nothing wider than the screen, light in weight."""

import gzip
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import WIDTHS, WORDS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240, func_only=True)]

Open = Callable[..., Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_BYTES = 100_000


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_everybody_have_no_fault(open_page: Open, width: str, scheme: str) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    for path in ("/", "/sign-in", "/sign-up"):
        page.goto(path)
        _check(page)
    page.goto("/")
    page.keyboard.press("?")
    expect(page.locator("#keymap")).to_be_visible()
    _check(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_members_have_no_fault(signed_in: Open, width: str, scheme: str) -> None:
    page = signed_in(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    expect(page.locator("article.run").first).to_be_visible()
    _check(page)
    expect(page.locator("article.run").first).not_to_have_attribute("data-open", "")
    _check(page)
    page.locator(".balance").click()
    _check(page)
    image = page.locator("article.run a.plate").first.get_attribute("href")
    receipt = page.locator("article.run a", has_text="Receipt").first.get_attribute("href")
    page.goto(str(image))
    page.fill("#prompt", "Make the lighthouse red")
    page.locator("label:has(#job-whole)").click()
    page.click("[data-apply]")
    page.wait_for_url("**view=compare", timeout=60_000)
    edited = page.url.partition("?")[0]
    for view in ("compare", "map", "mark"):
        page.goto(f"{edited}?view={view}")
        _check(page)
    for path in (image, f"{edited}/receipt", receipt, "/account", "/account/keys", "/account/sessions"):
        page.goto(str(path))
        _check(page)


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
    kind = reply.headers.get("content-type", "")
    return 0 if kind.startswith(("image/", "text/event-stream")) else len(gzip.compress(reply.body()))


def _check(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    faults = [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]
    assert not faults, (page.url, faults)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
