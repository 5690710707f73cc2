"""Stories of the stage: mark a part, change only that, see the proof, take another version; exact texts; a set."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240, func_only=True)]

Open = Callable[..., Page]
PIXELS = """async () => {
    const file = new FormData(document.querySelector("#edit")).get("mask")
    const picture = await createImageBitmap(file)
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d")
    pen.drawImage(picture, 0, 0)
    const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data]
    return { type: file.type, size: [picture.width, picture.height], inside: at(300, 300), outside: at(20, 20) }
}"""
"""What the form would send as the mark."""


def test_a_marked_part_changes_alone_and_a_part_can_be_put_back(signed_in: Open) -> None:
    page = _stage(signed_in(), "A red boat on a lake with a lighthouse")
    source = page.url
    page.get_by_text("Box", exact=True).click()
    _drag(page, (0.5, 0.2), (0.98, 0.9))
    expect(page.locator("[data-mark-share]")).to_have_text(re.compile(r"\d+\.\d % marked"))
    page.fill("#prompt", "Make the boat blue")
    page.click("[data-apply]")
    page.wait_for_url(re.compile(r"/images/img_\w+\?view=compare$"), timeout=60_000)
    edit = page.url
    assert edit.partition("?")[0] != source
    proof = page.locator(".proof", has_text="Pixel lock")
    expect(proof).to_contain_text("Proved")
    expect(proof).to_contain_text("pixels differ outside the mark")
    page.locator(".seg").get_by_text("Changes", exact=True).click()
    expect(page.locator("change-map canvas")).to_be_visible()
    proof.locator(".switch").first.uncheck()
    proof.get_by_role("button", name="Make this version").click()
    page.wait_for_url(lambda address: address != edit)
    expect(page.locator(".versions .ver")).to_have_count(3)
    expect(page.locator(".ver[aria-current]")).to_contain_text("Chosen parts")
    assert _bytes(page, page.url) == _bytes(page, source)


def test_a_mark_is_made_with_the_keyboard_and_has_the_pictures_exact_size(signed_in: Open, tmp_path: Path) -> None:
    page = _uploaded(signed_in(), tmp_path, (701, 533))
    canvas = page.get_by_role("application", name="Mark the part that may change")
    canvas.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-mark-said]")).to_have_text(re.compile(r"Box at \d+, \d+, \d+ by \d+ pixels\."))
    page.keyboard.press("Enter")
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")
    sent = page.evaluate(f"() => document.querySelector('mark-editor').write().then({PIXELS})")
    assert sent == {"type": "image/png", "size": [701, 533], "inside": [255] * 4, "outside": [0, 0, 0, 255]}
    page.keyboard.press("i")
    sent = page.evaluate(f"() => document.querySelector('mark-editor').write().then({PIXELS})")
    assert (sent["inside"], sent["outside"]) == ([0, 0, 0, 255], [255] * 4)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-mark-share]")).to_have_text("nothing marked")
    page.keyboard.press("Control+Shift+z")
    page.reload()
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")


def test_a_form_that_is_sent_at_once_is_sent(signed_in: Open, tmp_path: Path) -> None:
    page = _uploaded(signed_in(), tmp_path, (320, 256))
    page.locator("label:has(#job-whole)").click()
    page.fill("#prompt", "Make it blue")
    page.evaluate("""() => {
        document.querySelector("mark-editor").changed()
        document.querySelector("[data-apply]").click()
    }""")
    page.wait_for_url("**?run=gen_*")


def test_a_finger_draws_on_a_phone_and_the_page_stays_as_wide_as_it_is(signed_in: Open, tmp_path: Path) -> None:
    page = _uploaded(signed_in(width="phone", has_touch=True), tmp_path, (480, 640))
    page.locator(".seg").get_by_text("Mark", exact=True).click()
    canvas = page.locator(".canvas").bounding_box()
    assert canvas is not None
    page.touchscreen.tap(canvas["x"] + 60, canvas["y"] + 80)
    expect(page.locator("mark-editor")).to_have_attribute("data-marked", "")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_exact_texts_are_read_back_letter_by_letter(signed_in: Open) -> None:
    page = signed_in()
    page.fill("#prompt", "A poster 'Market day' with a boat")
    page.locator("[data-more] summary").click()
    page.locator("[name=texts]").first.fill("Market day")
    page.click("[data-create]")
    card = page.locator("article.run", has_text="Market day").first
    expect(card).to_have_attribute("data-state", "done", timeout=40_000)
    expect(card).to_contain_text("1 text exact, letter by letter")
    card.get_by_text("Change", exact=True).click()
    expect(page.locator("#texts")).to_contain_text("of the letters")


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
    expect(card).to_have_attribute("data-state", "done", timeout=40_000)
    expect(card.locator("a.plate")).to_have_count(2)
    expect(card).to_contain_text("the anchor of the set")


def _stage(page: Page, words: str) -> Page:
    """Paint a picture and go to its stage."""
    page.fill("#prompt", words)
    page.get_by_text("1K", exact=True).click()
    page.click("[data-create]")
    card = page.locator("article.run", has_text=words).first
    expect(card).to_have_attribute("data-state", "done")
    return _opened(page, card)


def _uploaded(page: Page, folder: Path, size: tuple[int, int]) -> Page:
    """Bring a picture by changing it, and go to the stage of the upload."""
    path = folder / f"{size[0]}.png"
    Pillow.new("RGB", size, (70, 110, 140)).save(path)
    page.set_input_files("[name=images]", path)
    page.fill("#prompt", f"Make it red, number {path.stem}")
    page.get_by_text("1K", exact=True).click()
    page.click("[data-create]")
    card = page.locator("article.run", has_text=path.stem).first
    expect(card).not_to_have_attribute("data-open", "")
    _opened(page, card)
    page.locator(".ver").first.click()
    page.wait_for_url("**/images/*")
    page.wait_for_selector("mark-editor:defined", state="attached")
    return page


def _opened(page: Page, card: Locator) -> Page:
    card.locator("a.plate").first.click()
    page.wait_for_url("**/images/*")
    page.wait_for_selector("mark-editor:defined", state="attached")
    return page


def _drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=4)
    page.mouse.up()


def _bytes(page: Page, address: str) -> bytes:
    """Return the pixels of the picture on a stage."""
    number = re.findall(r"img_\w+", address)[0]
    with Pillow.open(io.BytesIO(page.request.get(f"/files/{number}").body())) as picture:
        return picture.convert("RGB").tobytes()
