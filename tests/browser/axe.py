"""What every page must pass, whatever its state."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def check(page: Page) -> None:
    """Fail if axe finds a fault, or if the page is wider than the screen."""
    found = Axe().run(page, options=RULES)
    faults = [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]
    assert not faults, (page.url, faults)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
