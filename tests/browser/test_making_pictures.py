"""Stories of people who make pictures, in a real browser against a running instance."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PASSWORD, WORDS
from tests.commands.running import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400, func_only=True)]

Open = Callable[..., Page]
DONE = "article.run[data-state=done]"


def test_a_guest_makes_a_picture_without_a_reload_and_finds_it_again(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    page.wait_for_selector("article.run")
    page.evaluate("window.sameDocument = true")
    expect(page.locator(DONE)).to_be_visible()
    assert page.evaluate("window.sameDocument")
    expect(page.locator(DONE)).to_contain_text("sandbox painter, no model")
    _is_painted(page, f"{DONE} img")
    number = page.locator("article.run").get_attribute("id")
    assert page.locator("#prompt").input_value() == ""
    page.close()
    again = open_page(of=page.context)
    again.goto("/")
    expect(again.locator(f"#{number}")).to_be_visible()
    expect(again.locator("#composer")).to_contain_text("Make an account")


def test_a_closed_tab_loses_nothing(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    page.wait_for_selector("article.run")
    page.close()
    again = open_page(of=page.context)
    again.goto("/")
    expect(again.locator(DONE)).to_be_visible()


def test_a_member_creates_in_place_and_the_words_go_only_after_success(signed_in: Open) -> None:
    page = signed_in()
    page.evaluate("window.sameDocument = true")
    page.fill("#prompt", "Three sailing boats in the morning")
    page.press("#prompt", "Control+Enter")
    card = page.locator("article.run", has_text="Three sailing boats in the morning")
    expect(card).to_be_visible()
    expect(page.locator("#prompt")).to_have_value("")
    expect(card).to_have_attribute("data-state", "done")
    expect(page.locator("[data-said]")).to_have_text("Done: Three sailing boats in the morning")
    assert page.evaluate("window.sameDocument")
    expect(page.locator("#today-sum")).to_contain_text("spent")


def test_the_balance_in_the_bar_follows(signed_in: Open) -> None:
    page = signed_in()
    before = int(page.locator(".balance b").inner_text().replace(",", ""))
    page.fill("#prompt", "A boat")
    page.click("[data-create]")
    expect(page.locator(".balance b")).to_have_text(f"{before - 2:,}")


def test_the_button_follows_the_choices(signed_in: Open) -> None:
    page = signed_in()
    expect(page.locator("[data-price]")).to_have_text("2 credits")
    page.locator("[data-step='1']").click()
    expect(page.locator("[data-price]")).to_have_text("4 credits")
    page.get_by_text("4K", exact=True).click()
    expect(page.locator("[data-price]")).to_have_text("8 credits")
    page.get_by_text("Square").click()
    expect(page.locator("[data-pixels]")).to_have_text("2880 × 2880")


def test_words_survive_a_reload_and_a_sign_in(open_page: Open, ada: str) -> None:
    page = open_page()
    page.goto("/")
    page.fill("#prompt", "Words that took a while")
    page.reload()
    expect(page.locator("#prompt")).to_have_value("Words that took a while")
    page.goto("/sign-in/password")
    page.locator("[name=login]").fill(ada)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    page.wait_for_url("**/")
    expect(page.locator("#prompt")).to_have_value("Words that took a while")


def test_an_error_comes_back_beside_its_field_and_the_words_stay(signed_in: Open, tmp_path: Path) -> None:
    text = tmp_path / "jug.png"
    text.write_text("only words")
    page = signed_in()
    page.evaluate("window.sameDocument = true")
    page.fill("#prompt", "Make the jug blue")
    page.set_input_files("[name=images]", text)
    expect(page.locator(".ref b")).to_have_text("To change")
    with page.expect_response("**/generations") as reply:
        page.click("[data-create]")
    assert reply.value.status == 400
    expect(page.locator("#images-error")).to_be_visible()
    expect(page.locator("#prompt")).to_have_value("Make the jug blue")
    expect(page.locator("[data-create]")).not_to_have_attribute("aria-busy", "true")
    assert page.evaluate("window.sameDocument")


def test_a_picture_can_be_changed(signed_in: Open, tmp_path: Path) -> None:
    page = signed_in()
    page.fill("#prompt", "A red boat on a lake")
    page.click("[data-create]")
    card = page.locator("article.run", has_text="A red boat on a lake").first
    expect(card).to_have_attribute("data-state", "done")
    with page.expect_download() as download:
        card.get_by_text("Download").click()
    file = tmp_path / "boat.png"
    download.value.save_as(file)
    page.set_input_files("[name=images]", file)
    expect(page.locator("[value=same]")).to_be_checked()
    page.fill("#prompt", "Make the sky green")
    page.click("[data-create]")
    edit = page.locator("article.run", has_text="Make the sky green")
    expect(edit).to_contain_text("an edit")
    expect(edit).not_to_have_attribute("data-open", "")


def test_a_kept_picture_goes_into_the_composer(signed_in: Open) -> None:
    page = signed_in()
    page.fill("#prompt", "A lighthouse and a boat")
    page.click("[data-create]")
    card = page.locator("article.run", has_text="A lighthouse and a boat").first
    expect(card).to_have_attribute("data-state", "done")
    card.locator("a.plate").click()
    page.wait_for_url("**/images/*")
    page.locator("label:has(#job-whole)").click()
    page.get_by_text("Paint with it as a reference").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[name=role][value=reference]")).to_be_checked()
    page.get_by_text("To change", exact=True).last.click()
    page.fill("#prompt", "Make the sea red")
    page.click("[data-create]")
    expect(page.locator("article.run", has_text="Make the sea red")).to_contain_text("an edit")
    expect(page.locator("[data-kept]")).to_have_count(0)
    expect(page.locator("[name=shape]:checked")).to_be_visible()


def test_an_example_writes_its_words_and_gives_back_what_was_typed(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.fill("#prompt", "My own words")
    page.locator(".strip a").first.click()
    expect(page.locator("#prompt")).to_have_value(re.compile("Slow Sound"))
    page.get_by_text("Bring back the words").click()
    expect(page.locator("#prompt")).to_have_value("My own words")


def test_the_button_stays_in_reach_on_a_phone(signed_in: Open) -> None:
    page = signed_in(width="phone")
    page.fill("#prompt", "A very long wish. " * 60)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("[data-create]")).to_be_in_viewport(ratio=1)


def test_the_image_page_shows_picture_receipt_and_download(signed_in: Open) -> None:
    page = signed_in()
    page.fill("#prompt", "A house by a lake, two of them")
    page.locator("[data-step='1']").click()
    page.click("[data-create]")
    card = page.locator("article.run", has_text="two of them")
    expect(card).to_have_attribute("data-state", "done")
    card.locator("a.plate").first.click()
    page.wait_for_url("**/images/*")
    _is_painted(page, ".table-top img")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".table-top .caption")).to_contain_text("2/2")
    with page.expect_download() as download:
        page.click("[data-download]")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_role("link", name="Receipt").click()
    expect(page.locator(".doc")).to_contain_text("4 credits, of 4 held")


def test_everything_works_without_scripts(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    expect(page.locator("article.run")).to_be_visible()
    page.get_by_role("link", name="Refresh").first.click()
    wait_for(lambda: page.goto("/") and page.locator(DONE).count(), "the finished picture")


def test_a_card_that_comes_twice_stands_once(open_page: Open) -> None:
    """The answer to Create and the live news of it can both bring the card."""
    page = open_page()
    page.goto("/")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    expect(page.locator("article.run")).to_have_count(1)
    page.locator("article.run").evaluate("card => card.before(card.cloneNode(true))")
    expect(page.locator("article.run")).to_have_count(1)
    expect(page.locator(DONE)).to_be_visible()


def test_the_page_polls_when_the_event_stream_fails(open_page: Open) -> None:
    page = open_page()
    page.route("**/live/stream", lambda route: route.fulfill(status=503))
    page.goto("/")
    page.fill("#prompt", WORDS)
    page.click("[data-create]")
    expect(page.locator(DONE)).to_be_visible()


def test_no_picture_of_many_is_blank_when_they_come(signed_in: Open) -> None:
    page = signed_in()
    page.add_init_script(
        "const wait = setTimeout; "
        "window.setTimeout = (act, time, ...more) => wait(act, time === 4000 ? 60000 : time, ...more)"
    )  # a card does not wait longer than four seconds for its pictures: here it may
    page.reload()
    page.fill("#n", "4")
    page.get_by_text("1K", exact=True).click()
    page.fill("#prompt", "Four balloons over hills")
    page.click("[data-create]")
    card = page.locator("article.run", has_text="Four balloons over hills")
    expect(card).to_be_visible()
    measure = """id => {
        const pictures = document.querySelectorAll(`#${id}[data-state=done] .plate img`)
        return pictures.length ? [...pictures].map(one => one.naturalWidth) : null
    }"""
    widths = page.wait_for_function(measure, arg=card.get_attribute("id"), polling="raf", timeout=60_000).json_value()
    assert widths == [widths[0]] * 4
    assert widths[0] > 100


def test_nothing_moves_when_the_picture_comes(signed_in: Open) -> None:
    page = signed_in()
    page.get_by_text("1K", exact=True).click()
    page.select_option("#model", "gpt-image-2")
    page.fill("#prompt", "A lamp in the rain [[delay:4]]")
    page.click("[data-create]")
    number = page.locator("article.run", has_text="A lamp in the rain").get_attribute("id")
    place = _place(page, f"#{number}[data-state=running]")
    assert _place(page, f"#{number}[data-state=done]") == place


def test_what_is_chosen_while_another_model_s_settings_come_stays(signed_in: Open) -> None:
    page = signed_in()
    held: list[Route] = []
    page.route("**/composer?*", lambda route: held.append(route), times=1)  # noqa: PLW0108 -- it writes on its handler
    with page.expect_request("**/composer?*"):
        page.select_option("#model", "gpt-image-2")
    page.get_by_text("1K", exact=True).click()
    page.locator("[data-settings]").evaluate("old => old.dataset.old = ''")
    held[0].continue_()
    expect(page.locator("[data-settings]:not([data-old])")).to_be_visible()
    expect(page.locator("[name=size][value='1k']")).to_be_checked()


def test_the_keyboard_map_opens_on_a_question_mark(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.press("?")
    expect(page.locator("#keymap")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keymap")).not_to_be_visible()
    page.keyboard.press("w")
    expect(page.locator("#prompt")).to_be_focused()
    page.keyboard.type("l?")
    expect(page.locator("#prompt")).to_have_value("l?")


def test_the_theme_changes_and_stays(open_page: Open) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce")  # the change of colours need not end first
    page.goto("/")
    page.click("[data-theme-switch]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_first_tab_stop_skips_to_the_page(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#main$"))


def _place(page: Page, selector: str) -> object:
    """Return where the plate lies on the page, measured in the same moment in which there is such a card.

    On the page and not in the window, which is on its way down to the new card.
    """
    measure = """selector => {
        const box = document.querySelector(`${selector} .plate`)?.getBoundingClientRect()
        return box && [box.x, box.y + scrollY, box.width, box.height].map(Math.round)
    }"""
    return page.wait_for_function(measure, arg=selector).json_value()


def _is_painted(page: Page, selector: str) -> None:
    page.wait_for_function("selector => document.querySelector(selector)?.naturalWidth > 100", arg=selector)
