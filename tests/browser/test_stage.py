"""Stories of the stage: mark a part, change only that, see the proof, choose among what changed; exact texts; a set."""

import base64
import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import check

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400, func_only=True)]

type Pixels = NDArray[np.uint8]
Open = Callable[..., Page]
OPENAI = "gpt-image-2"
SIZE = (1024, 768)
MARK = """async () => {
    const editor = document.querySelector("mark-editor")
    editor.changed(true)
    editor.write()
    await editor.write()
    const bytes = new Uint8Array(await new FormData(document.querySelector("#edit")).get("mask").arrayBuffer())
    return btoa(Array.from(bytes, one => String.fromCharCode(one)).join(""))
}"""
"""What the form would send as the mark while the mark is being written already."""
VERSION = re.compile(r"/images/img_\w+\?view=compare$")


class Brought(NamedTuple):
    """A picture that Ada brought, and what her first change made of it: where their stages are."""

    source: str
    edited: str


@pytest.fixture(scope="module")
def brought(chromium: Browser, address: str, session: Any, tmp_path_factory: pytest.TempPathFactory) -> Brought:
    """A wrong word over a red ball at the sea, and the same with a green ball."""
    picture = Pillow.new("RGB", SIZE, (226, 214, 190))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 520, *SIZE), fill=(120, 150, 160))
    pen.ellipse((390, 340, 640, 590), fill=(180, 60, 50))
    pen.text((160, 80), "Markel day", fill=(30, 30, 40), font_size=120)
    path = tmp_path_factory.mktemp("brought") / "poster.png"
    picture.save(path)
    context = chromium.new_context(base_url=address, storage_state=session)
    page = context.new_page()
    page.goto("/")
    page.get_by_text("1K", exact=True).click()
    page.select_option("#model", OPENAI)
    page.set_input_files("[name=images]", path)
    page.fill("#prompt", "Make the ball green")
    page.locator("[data-more] summary").click()
    page.locator("[name=texts]").first.fill("Market day")
    page.click("[data-create]")
    card = page.locator("article.run", has_text="Make the ball green")
    expect(card).to_have_attribute("data-state", "done", timeout=60_000)
    expect(card).to_contain_text("0 of 1 exact; “Market day” not exact")
    card.get_by_text("Repair the text").click()
    page.wait_for_url("**/images/*")
    stages = [str(link.get_attribute("href")) for link in page.locator(".ver").all()]
    context.close()
    return Brought(*stages)


def test_a_marked_part_changes_alone_though_the_answer_drifts(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.source)
    page.get_by_text("Box", exact=True).click()
    _drag(page, (0.5, 0.2), (0.98, 0.9))
    expect(page.locator("[data-mark-share]")).to_have_text(re.compile(r"\d+\.\d % marked"))
    mark = _opened(base64.b64decode(page.evaluate(MARK))).any(-1)
    _apply(page, "Make the boat blue [[drift:strong]]")
    edit = page.url
    proof = page.locator(".proof", has_text="Pixel lock")
    expect(proof.locator(".proof__zero")).to_contain_text(re.compile(r"^0\s*pixels differ outside the mark"))
    expect(proof).to_contain_text("Proved")
    expect(proof).to_contain_text(re.compile(r"Drift undone\s*\d+\.\d px"))
    before, after = _pixels(page, brought.source), _pixels(page, edit)
    changed = (before != after).any(-1)
    assert not (changed & ~mark).any()
    assert changed[mark].mean() > 0.5
    page.locator(".seg").get_by_text("Changes", exact=True).click()
    expect(page.locator("change-map canvas")).to_be_visible()
    expect(page.locator("compare-slider")).not_to_be_visible()
    proof.locator(".switch").first.uncheck()
    proof.get_by_role("button", name="Make this version").click()
    page.wait_for_url(lambda address: address != edit)
    expect(page.locator(".ver[aria-current]")).to_contain_text("Chosen parts")
    assert (_pixels(page, page.url) == before).all()
    page.goto("/")
    expect(page.locator("article.run", has_text="Make the boat blue")).to_contain_text(
        "0 pixels differ outside the mark"
    )


def test_what_changed_without_a_mark_is_grown_shrunk_and_dropped(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.source)
    page.locator("label:has(#job-whole)").click()
    _apply(page, "Make the whole ball blue")
    before = _pixels(page, brought.source)
    edit = page.url
    sizes = {0: np.count_nonzero((_pixels(page, edit) != before).any(-1))}
    for step in (1, -1):
        page.goto(f"{edit.partition('?')[0]}?view=map")
        expect(page.locator(".proof__zero")).to_contain_text("pixels differ outside the changed parts")
        part = page.locator("[data-region]").first
        for _ in range(3):
            part.get_by_role("button", name=re.compile("^Grow" if step > 0 else "^Shrink")).click()
        assert int(part.get_by_role("spinbutton").input_value()) * step > 0
        page.get_by_role("button", name="Make this version").click()
        page.wait_for_url(VERSION)
        sizes[step] = np.count_nonzero((_pixels(page, page.url) != before).any(-1))
    assert 0 < sizes[-1] < sizes[0] < sizes[1]
    page.goto(edit)
    for switch in page.locator("[data-region] .switch").all():
        switch.uncheck()
    page.get_by_role("button", name="Make this version").click()
    page.wait_for_url(lambda address: address != edit)
    assert (_pixels(page, page.url) == before).all()


def test_a_picture_goes_on_beyond_its_edge_and_lies_inside_as_it_was(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.source)
    page.locator("label:has(#job-extend)").click()
    form = page.locator("#extend")
    for edge in ("Left", "Right"):
        form.get_by_text(edge, exact=True).click()
    expect(form.locator("[data-note]")).to_have_text("Choose at which edges the picture is to go on.")
    form.get_by_text("Right", exact=True).click()
    expect(form.locator("[data-price]")).to_have_text(re.compile(r"\d+ credits?"))
    told = form.locator("[data-price]").inner_text()
    page.select_option("#extend-shape", "3:1")
    expect(form.locator("[data-price]")).to_have_text(re.compile(r"\d+ credits?"))
    assert form.locator("[data-price]").inner_text() != told, "another shape, another price"
    page.select_option("#extend-shape", "")
    form.locator("button").click()
    page.wait_for_url(VERSION, timeout=60_000)
    expect(page.locator(".proof__zero")).to_contain_text("pixels differ outside the mark")
    expect(page.locator("compare-slider svg image")).to_have_attribute("width", str(SIZE[0]))
    after = _pixels(page, page.url)
    assert after.shape == (SIZE[1], SIZE[0] * 5 // 4, 3)
    assert (after[:, : SIZE[0]] == _pixels(page, brought.source)).all()


def test_each_view_of_an_edited_picture_is_seen_alone_and_marks_can_be_drawn(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.edited)
    parts = {"Picture": "img.view-of", "Mark": "mark-editor", "Compare": "compare-slider", "Changes": "change-map"}
    for title in parts:
        page.locator(".seg").get_by_text(title, exact=True).click()
        for other, part in parts.items():
            expect(page.locator(part)).to_be_visible(visible=other == title)
    page.locator(".seg").get_by_text("Mark", exact=True).click()
    _drag(page, (0.3, 0.3), (0.6, 0.6))
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")


def test_a_wrong_text_is_set_in_type_for_nothing_or_painted_again_at_a_price(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(color_scheme="dark", reduced_motion="reduce"), brought.edited)
    wrong = page.url
    texts = page.locator("#texts")
    expect(texts).to_contain_text("not exact")
    expect(texts).to_contain_text("of the letters")
    check(page)
    texts.get_by_label("Typeface").select_option(label="Serif bold")
    texts.get_by_role("button", name="Set it in type · free").click()
    page.wait_for_url(VERSION)
    expect(texts.locator("h3 + .tag")).to_have_text("exact")
    expect(page.locator(".ver[aria-current]")).to_contain_text("Set in type")
    differs = (_pixels(page, page.url) != _pixels(page, wrong)).any(-1)
    assert differs[:250].any()
    assert not differs[420:].any()

    page.goto(wrong)
    had = _balance(page)
    button = texts.get_by_role("button", name="Paint this box again")
    price = int(re.findall(r"(\d+) credit", button.inner_text())[0])
    button.click()
    page.wait_for_url(VERSION, timeout=60_000)
    assert had - _balance(page) == price > 0
    expect(page.locator(".proof__zero")).to_contain_text("pixels differ outside the mark")
    assert not (_pixels(page, page.url) != _pixels(page, wrong)).any(-1)[420:].any()


def test_a_mark_is_made_with_the_keyboard_and_has_the_pictures_exact_size(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.source)
    canvas = page.get_by_role("application", name="Mark the part that may change")
    canvas.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-mark-said]")).to_have_text(re.compile(r"Box at \d+, \d+, \d+ by \d+ pixels\."))
    page.keyboard.press("Enter")
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")
    sent = _opened(base64.b64decode(page.evaluate(MARK)))
    assert sent.shape == (SIZE[1], SIZE[0], 3)
    assert (sent[384, 512].tolist(), sent[20, 20].tolist()) == ([255] * 3, [0] * 3)
    page.keyboard.press("i")
    sent = _opened(base64.b64decode(page.evaluate(MARK)))
    assert (sent[384, 512].tolist(), sent[20, 20].tolist()) == ([0] * 3, [255] * 3)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-mark-share]")).to_have_text("nothing marked")
    page.keyboard.press("Control+Shift+z")
    page.reload()
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")


def test_a_form_that_is_sent_at_once_is_sent(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(), brought.source)
    page.locator("label:has(#job-whole)").click()
    page.fill("#prompt", "Make it blue at once")
    page.evaluate("""() => {
        document.querySelector("mark-editor").changed()
        document.querySelector("[data-apply]").click()
    }""")
    page.wait_for_url("**?run=gen_*")


def test_a_finger_draws_on_a_phone_and_sees_at_once_what_is_being_made(signed_in: Open, brought: Brought) -> None:
    page = _on_stage(signed_in(width="phone", has_touch=True), brought.source)
    page.locator(".seg").get_by_text("Mark", exact=True).click()
    canvas = page.locator(".canvas").bounding_box()
    assert canvas is not None
    page.touchscreen.tap(canvas["x"] + 60, canvas["y"] + 80)
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.fill("#prompt", "Put a shell there [[delay:600]]")
    _with_openai(page)
    page.click("[data-apply]")
    page.wait_for_url("**?run=gen_*")
    expect(page.locator("article.run")).to_be_in_viewport(ratio=0.9)
    expect(page.locator("article.run")).to_have_attribute("data-state", "running")
    check(page)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("article.run").first).to_have_attribute("data-state", "cancelled")
    assert "run=gen_" in page.url, "the picture stays on the stage"


def test_a_set_is_planned_shown_and_painted(signed_in: Open) -> None:
    page = signed_in()
    page.fill("#prompt", "A fox beside a lake")
    page.get_by_text("1K", exact=True).click()
    page.fill("#n", "2")
    page.get_by_text("A set", exact=True).click()
    expect(page.locator("[data-verb]")).to_have_text("Plan it")
    page.click("[data-create]")
    page.wait_for_url("**/plans/*")
    page.get_by_label("Words of picture 2").fill("A fox at night")
    page.get_by_role("button", name="Paint the set").click()
    card = page.locator("article.run", has_text="a set")
    expect(card).to_have_attribute("data-state", "done", timeout=60_000)
    expect(card.locator("a.plate")).to_have_count(2)
    expect(card).to_contain_text("the anchor of the set")


def _on_stage(page: Page, stage: str) -> Page:
    """Go to a stage, with its editor ready."""
    page.goto(stage)
    page.wait_for_selector("mark-editor:defined", state="attached")
    return page


def _with_openai(page: Page) -> None:
    page.locator("summary", has_text="Quality, exact texts").click()
    page.select_option("#model", OPENAI)


def _apply(page: Page, words: str) -> None:
    """Have the picture changed by OpenAI, and wait for the version."""
    page.fill("#prompt", words)
    _with_openai(page)
    page.click("[data-apply]")
    page.wait_for_url(VERSION, timeout=60_000)


def _drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=4)
    page.mouse.up()


def _balance(page: Page) -> int:
    return int(page.locator(".balance b").inner_text().replace(",", ""))


def _pixels(page: Page, address: str) -> Pixels:
    """Return the pixels of the file whose stage is at an address."""
    number = re.findall(r"img_\w+", address)[0]
    return _opened(page.request.get(f"/files/{number}").body())


def _opened(data: bytes) -> Pixels:
    with Pillow.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))
