"""Each state of a generation as its card, rendered from real rows."""

import re
from html import unescape

import pytest
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.media.models import Image
from aquatint.providers.types import Size
from tests.studio.conftest import ENDINGS, WORDS, claim, done, images, start

SAYS = {
    "queued": ["Waiting", "First in line", "Cancel, 2 credits back", "On hold"],
    "running": ["Drawing", "usually about 4 s", "Cancel"],
    "done": ["Done", "1536 × 1920", "2 of 2 credits", "Download"],
    "partial": ["Done in part", "3 of 4 arrived.", "2 credits are back.", "The fourth came as a square."],
    "returned": [
        "Returned.",
        "2 credits are back.",
        "provider_timeout",
        "nothing was charged",
        "Try again · 2 credits",
    ],
    "refused": ["Refused.", "2 credits are back.", "safety system", "Change the words"],
    "cancelled": ["Cancelled.", "2 credits are back.", "Try again"],
    "unsettled": ["We are finding out.", "You are not charged."],
}


@pytest.mark.parametrize("state", ENDINGS)
def test_a_card_says_where_its_generation_is(page: Client, ada: Person, state: str) -> None:
    generation = ENDINGS[state](ada)
    text = unescape(page.get(f"/generations/{generation.public_id}/card").content.decode())
    assert f'id="{generation.public_id}"' in text
    assert f'data-state="{state}"' in text
    for words in [*SAYS[state], WORDS, "sandbox painter, no model"]:
        assert words in text


@pytest.mark.parametrize("state", ENDINGS)
def test_the_same_card_stands_in_the_stream(
    page: Client, ada: Person, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = ENDINGS[state](ada)
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # a running card shows the time
    card = _article(page.get(f"/generations/{generation.public_id}/card").content.decode())
    stream = _article(page.get("/").content.decode())
    assert card == stream


@pytest.mark.parametrize("state", ENDINGS)
def test_each_state_has_a_receipt(page: Client, ada: Person, state: str) -> None:
    generation = ENDINGS[state](ada)
    reply = page.get(f"/generations/{generation.public_id}")
    assert reply.status_code == 200
    text = reply.content.decode()
    for words in ("Asked and got", "Who painted", "On hold, Welcome gift", "Charged", generation.public_id):
        assert words in text


def test_a_running_card_keeps_the_place_of_its_picture(page: Client, ada: Person) -> None:
    generation = ENDINGS["running"](ada)
    text = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert re.search(r'class="place" viewBox="0 0 1536 1920" width="1536" height="1920"', text)


def test_a_partial_picture_is_shown_when_there_is_one(page: Client, ada: Person) -> None:
    generation = ENDINGS["running"](ada)
    generation.progress = {"0": 2}
    generation.save(update_fields=["progress"])
    text = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert f'src="/files/partials/{generation.public_id}/0/2"' in text


def test_the_sandbox_says_which_words_it_understood(page: Client, ada: Person) -> None:
    generation = done(ada)
    card = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert "<dt>Left out</dt><dd>Saturday</dd>" in card
    receipt = page.get(f"/images/{images(generation)[0].public_id}/receipt").content.decode()
    assert ">harbour</dd>" in receipt
    assert ">Saturday</dd>" in receipt


@pytest.mark.parametrize(
    ("n", "size", "layout"),
    [
        (1, Size(720, 1280), "slim run__pics--1"),
        (2, Size(1024, 1024), "square run__pics--2"),
        (4, Size(1280, 720), "wide run__pics--2"),
        (4, Size(1024, 1024), "square run__pics--4"),
        (6, Size(1024, 1024), "square run__pics--3"),
        (8, Size(896, 1120), "tall run__pics--4"),
        (3, Size(1728, 576), "banner run__pics--1"),
    ],
)
def test_pictures_stand_beside_each_other_as_their_shape_allows(
    page: Client, ada: Person, n: int, size: Size, layout: str
) -> None:
    generation = claim(start(ada, n=n, size=size)).generation
    text = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert f'class="run__pics run__pics--{layout}"' in text
    assert text.count('class="place"') == n


def test_a_clear_picture_lies_on_a_checkerboard(page: Client, ada: Person) -> None:
    generation = done(ada)
    image = images(generation)[0]
    assert "is-clear" not in page.get("/").content.decode()
    Image.objects.filter(id=image.id).update(alpha=True)
    assert "is-clear" in page.get("/").content.decode()
    assert "is-clear" in page.get(f"/images/{image.public_id}").content.decode()


def test_words_of_a_prompt_are_never_markup(page: Client, ada: Person) -> None:
    generation = start(ada, words="<script>alert(1)</script>")
    text = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_stranger_sees_neither_card_nor_receipt_nor_picture(page: Client, ada: Person, ben: Person) -> None:
    generation = done(ada)
    image = images(generation)[0]
    page.force_login(ben)
    for address in (
        f"/generations/{generation.public_id}",
        f"/generations/{generation.public_id}/card",
        f"/images/{image.public_id}",
        f"/images/{image.public_id}/receipt",
    ):
        reply = page.get(address)
        assert reply.status_code == 404
        assert "There is nothing here" in reply.content.decode()


def test_a_card_updates_the_balance_with_it(page: Client, ada: Person) -> None:
    generation = start(ada)
    text = page.get(f"/generations/{generation.public_id}/card").content.decode()
    assert 'id="wallet"' in text
    assert "<b>48</b>" in text
    assert "1 in progress" in text


def _article(html: str) -> str:
    found = re.search(r"<article class=\"run\".*?</article>", html, re.DOTALL)
    assert found is not None
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found.group())
