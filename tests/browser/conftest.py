"""What browser tests share: a whole running instance, Chromium, and pages that complain."""

import shutil
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
    sync_playwright,
)

from tests.commands.prepared import prepare
from tests.commands.running import Up, free_port, run, stopping
from tests.emulator.running import Emulator, running_emulator

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""Without its window it is the same browser and takes less of the machine."""
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
_PARTS = {"document", "font", "image", "script", "stylesheet"}
WIDTHS = {"phone": (390, 844), "laptop": (1440, 900)}
START_SECONDS = 300
"""How long a busy machine may take to make a database; a test waits for the instance, not for this."""
PASSWORD = "a long walk by the river"
WORDS = "A lighthouse on a cliff at dusk, calm sea"


SANDBOX_FIRST = "from aquatint.catalog.models import Offer; Offer.objects.exclude(slug='sandbox').update(position=900)"


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """OpenAI, as the emulator plays it."""
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory, emulator: Emulator) -> Iterator[Up]:
    """An unused instance, started with the newcomer's one command; OpenAI is there too, and the sandbox the default."""
    openai = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": emulator.base_url}
    data = prepare(tmp_path_factory.mktemp("instance") / "data")
    up = Up(data, free_port(), AQUATINT_TRIALS_PER_ADDRESS="100", **openai)
    for ready in stopping(up.until_ready(START_SECONDS)):
        done = run(up.data, "manage", "shell", "-c", SANDBOX_FIRST)
        assert done.returncode == 0, done.stderr
        yield ready


@pytest.fixture(scope="session")
def address(instance: Up) -> str:
    """Where the instance listens."""
    return f"http://localhost:{instance.port}"


@pytest.fixture(scope="session")
def ada(instance: Up) -> str:
    """Ada's address: a member with credits and a password, made with the commands."""
    email = "ada@example.org"
    made = run(instance.data, "user", "create", email, "--credits", "500", "--password-stdin", given=PASSWORD)
    assert made.returncode == 0, made.stderr
    return email


@pytest.fixture(scope="module")
def engine() -> Iterator[Playwright]:
    expect.set_options(timeout=60_000)
    with sync_playwright() as engine:
        yield engine


@pytest.fixture(scope="module")
def chromium(engine: Playwright) -> Iterator[Browser]:
    browser = engine.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Call it for a page in a browser of its own. Whatever the page complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(*, of: BrowserContext | None = None, width: str = "laptop", **options: object) -> Page:
        if of is None:
            size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
            of = chromium.new_context(viewport=size, base_url=address, **options)  # type: ignore[arg-type]
            of.set_default_timeout(60_000)
            contexts.append(of)
        page = of.new_page()
        _listen(page, address, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def _listen(page: Page, address: str, complaints: list[str]) -> None:
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith((address, "blob:")) else complaints.append(sent.url))
    page.on("response", lambda reply: complaints.append(f"{reply.status} {reply.url}") if _is_missing(reply) else None)


def _is_complaint(said: ConsoleMessage) -> bool:
    return said.type == "error" and not said.text.startswith("Failed to load resource")  # told by the response itself


def _is_missing(reply: Response) -> bool:
    """Whether a part of the page did not come. What scripts ask for, they handle; early pictures may be gone."""
    part = reply.request.resource_type in _PARTS and "/files/partials/" not in reply.url
    return part and reply.status >= HTTPStatus.BAD_REQUEST


@pytest.fixture(scope="module")
def session(chromium: Browser, address: str, ada: str) -> Any:
    """Ada's cookies, after she has signed in with her password."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/sign-in/password")
    form = page.locator("form:has([name=password])")
    if not form.locator("[name=password]").is_visible():
        page.locator("summary").first.click()
    form.locator("[name=login]").fill(ada)
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button").first.click()
    page.wait_for_url("**/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def signed_in(open_page: Callable[..., Page], session: Any) -> Callable[..., Page]:
    """Call it for Ada's stream, in a browser of its own."""

    def opened(**options: object) -> Page:
        page = open_page(storage_state=session, **options)
        page.goto("/")
        return page

    return opened
