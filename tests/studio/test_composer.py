"""The composer: its price, Create with and without scripts, errors beside their field, uploads, the free picture."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.generations.models import Generation, State
from aquatint.ledger.balance import balance
from aquatint.media.models import Image
from aquatint.studio.examples import EXAMPLES, Example
from tests.studio.conftest import WORDS, claim, done, images, png, settle

CHOICES: dict[str, Any] = {"prompt": WORDS, "shape": "4:5", "size": "2k", "n": "1", "quality": "medium"}
HTMX = {"HX-Request": "true"}


def test_create_starts_a_generation_and_leads_to_its_card(page: Client, ada: Person) -> None:
    reply = page.post("/generations", CHOICES)
    generation = Generation.objects.get(person=ada)
    assert reply["Location"] == f"/#{generation.public_id}"
    assert generation.prompt == WORDS
    assert generation.sent["size"] == "1792x2240"
    assert generation.origin == "studio"


def test_create_with_scripts_answers_with_the_card(page: Client) -> None:
    text = page.post("/generations", CHOICES, headers=HTMX).content.decode()
    assert re.search(r'<article class="run" id="gen_\w+" data-state="queued"', text)
    assert "<html" not in text


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"prompt": "  "}, "prompt", "Say what the picture should show."),
        ({"prompt": "x" * 32_001}, "prompt", "too many words"),
        ({"n": "9"}, "n", "Ask for 1 to 8 pictures."),
        ({"n": "0"}, "n", "Ask for 1 to 8 pictures."),
        ({"n": "many"}, "n", "Ask for 1 to 8 pictures."),
        ({"shape": "5:6"}, "shape", "Choose one of the shapes below."),
        ({"size": "8k"}, "size", "Choose 1K, 2K or 4K."),
        ({"quality": "splendid"}, "quality", "This model has no quality"),
        ({"shape": "same"}, "shape", "Add a picture to keep its shape"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["scripts", "plain"])
def test_an_error_stands_beside_its_field_and_the_words_stay(
    page: Client, change: dict[str, str], field: str, sentence: str, headers: dict[str, str]
) -> None:
    reply = page.post("/generations", {**CHOICES, **change}, headers=headers)
    text = unescape(reply.content.decode())
    assert 400 <= reply.status_code < 500
    assert sentence in text
    assert f'id="{field}-error"' in text
    assert change.get("prompt", WORDS).strip() in text
    assert not Generation.objects.exists()


def test_too_few_credits_are_told_and_nothing_is_started(page: Client, ada: Person) -> None:
    reply = page.post("/generations", {**CHOICES, "size": "4k", "n": "8", "quality": "high"}, headers=HTMX)
    assert Generation.objects.count() == 1
    reply = page.post("/generations", {**CHOICES, "size": "4k", "n": "8"}, headers=HTMX)
    assert reply.status_code == 402
    assert "This needs 32 credits, and 2 credits are available." in unescape(reply.content.decode())
    assert Generation.objects.count() == 1
    assert balance(ada).available == 2


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({}, {"price": "2 credits", "time": "about 4 s", "pixels": "1792 × 2240", "note": ""}),
        ({"n": "4"}, {"price": "8 credits", "time": "about 4 s", "pixels": "1792 × 2240", "note": ""}),
        (
            {"size": "1k", "shape": "1:1"},
            {"price": "1 credit", "time": "about 2 s", "pixels": "1024 × 1024", "note": ""},
        ),
        ({"shape": "same", "picture": "3000x2000"}, {"price": "2 credits", "pixels": "2496 × 1664"}),
        ({"n": "9"}, {"price": "–", "note": "Ask for 1 to 8 pictures; this asks for 9."}),
        ({"n": "x"}, {"price": "–", "note": "Ask for 1 to 8 pictures."}),
        ({"size": "8k", "shape": "nonsense", "picture": "0x0"}, {"price": "2 credits"}),
        ({"n": "8", "size": "4k", "quality": "high"}, {"price": "48 credits", "note": ""}),
    ],
)
def test_the_button_says_what_the_server_quotes(page: Client, choices: dict[str, str], told: dict[str, str]) -> None:
    reply = page.get("/quote", {"shape": "4:5", "size": "2k", "n": "1", "quality": "medium", **choices})
    assert reply.status_code == 200
    assert reply.json() | told == reply.json()


def test_the_quote_says_how_many_credits_are_missing(page: Client) -> None:
    page.post("/generations", {**CHOICES, "size": "4k", "n": "8", "quality": "high"})
    note = page.get("/quote", {"size": "4k", "n": "8"}).json()["note"]
    assert note == "You have 2 credits; this needs 30 more. Choose less, or fewer."


def test_what_is_quoted_is_what_is_held(page: Client, ada: Person) -> None:
    choices = {"shape": "16:9", "size": "4k", "n": "3", "quality": "low"}
    told = page.get("/quote", choices).json()
    page.post("/generations", {**CHOICES, **choices})
    generation = Generation.objects.get(person=ada)
    assert told["price"] == f"{generation.quoted} credits"
    assert told["pixels"] == str(generation.size).replace("x", " × ")


def test_thinking_is_offered_only_where_the_model_can(page: Client) -> None:
    for complexities in ([], ["high"]):
        Offer.objects.filter(slug="sandbox").update(capabilities={"complexities": complexities})
        _forget()
        assert ("Thinking" in page.get("/composer").content.decode()) == bool(complexities)


def test_a_choice_of_models_stands_there_only_when_there_is_one(page: Client) -> None:
    assert 'name="model"' not in page.get("/composer").content.decode()
    Offer.objects.create(slug="second", title="Second", provider="sandbox", upstream="s", prices={"low": {"1k": 5}})
    _forget()
    text = page.get("/composer", {"model": "second"}).content.decode()
    assert 'value="second" selected' in text
    assert re.findall(r'name="quality" value="(\w+)"', text) == ["low"]


def test_a_picture_can_be_changed(page: Client, ada: Person) -> None:
    page.post("/generations", {**CHOICES, "shape": "same", "images": [png(300, 200), png(80, 80)]})
    generation = Generation.objects.get(person=ada)
    assert [row.image.width for row in generation.inputs.all()] == [300, 80]
    assert generation.size.width / generation.size.height == pytest.approx(1.5, rel=0.01)
    assert "an edit" in page.get(f"/generations/{generation.public_id}/card").content.decode()


def test_a_text_called_png_is_refused_beside_the_upload_and_nothing_is_kept(page: Client) -> None:
    file = png()
    file.seek(0)
    file.truncate()
    file.write(b"just words")
    file.seek(0)
    reply = page.post("/generations", {**CHOICES, "images": [file]}, headers=HTMX)
    assert reply.status_code == 400
    assert 'id="images-error"' in reply.content.decode()
    assert not Image.objects.exists()
    assert not Generation.objects.exists()


def test_a_stranger_makes_one_free_picture(client: Client) -> None:
    reply = client.post("/generations", {**CHOICES, "size": "1k"})
    generation = Generation.objects.get()
    assert reply["Location"] == f"/#{generation.public_id}"
    assert generation.trial
    assert generation.person.is_guest
    text = client.get("/").content.decode()
    assert generation.public_id in text
    assert "free, the one picture without an account" in text


def test_the_second_picture_of_a_guest_asks_kindly_and_keeps_the_words(client: Client) -> None:
    client.post("/generations", {**CHOICES, "size": "1k"})
    settle(claim(Generation.objects.get()), came=1)
    reply = client.post("/generations", {**CHOICES, "prompt": "Another one"}, headers=HTMX)
    assert reply.status_code == 402
    text = unescape(reply.content.decode())
    assert "Your free picture is made." in text
    assert "Another one</textarea>" in text
    assert "Make an account" in text
    assert "50 credits" in text
    assert "Choose less" not in text
    assert Generation.objects.count() == 1


def test_a_free_picture_that_did_not_come_can_be_tried_again(client: Client) -> None:
    client.post("/generations", {**CHOICES, "size": "1k"})
    settle(claim(Generation.objects.get()), otherwise=State.RETURNED, reason_code="provider_failed", reason="It broke.")
    assert "The free picture is still yours." in client.get("/").content.decode()
    assert client.post("/generations", {**CHOICES, "size": "1k"}).status_code == 302
    assert Generation.objects.count() == 2


@pytest.mark.parametrize("change", [{"n": "2"}, {"size": "4k"}])
def test_the_free_picture_is_one_at_1k(client: Client, change: dict[str, str]) -> None:
    reply = client.post("/generations", {**CHOICES, "size": "1k", **change})
    assert reply.status_code == 400
    assert "one picture at 1K" in reply.content.decode()
    assert not Person.objects.exists()


def test_a_slip_of_the_pen_costs_no_free_picture(client: Client) -> None:
    client.post("/generations", {**CHOICES, "size": "1k", "quality": "splendid"})
    assert not Person.objects.exists()


def test_a_form_without_its_token_is_refused_in_our_look(ada: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    reply = client.post("/generations", CHOICES)
    assert reply.status_code == 403
    assert "Nothing was charged." in reply.content.decode()


def test_cancel_gives_the_credits_back(page: Client, ada: Person) -> None:
    page.post("/generations", CHOICES)
    generation = Generation.objects.get()
    text = page.post(f"/generations/{generation.public_id}/cancel", headers=HTMX).content.decode()
    assert "2 credits are back." in text
    assert balance(ada).available == 50


def test_a_stranger_cannot_cancel(page: Client, ben: Person) -> None:
    page.post("/generations", CHOICES)
    generation = Generation.objects.get()
    page.force_login(ben)
    assert page.post(f"/generations/{generation.public_id}/cancel").status_code == 404
    generation.refresh_from_db()
    assert generation.state == State.QUEUED


def _forget() -> None:
    from aquatint.catalog import offers  # noqa: PLC0415

    offers.forget()


def test_an_example_fills_the_composer_with_its_words_and_shape(client: Client) -> None:
    example = EXAMPLES[3]
    text = client.get("/", {"example": example.name}).content.decode()
    assert f">{example.words}</textarea>" in text
    assert f'name="shape" value="{example.shape}" checked' in text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_shows_a_small_picture_of_its_shape(example: Example) -> None:
    path = Path(str(finders.find(example.file)))
    assert path.stat().st_size < 40_000
    with Pillow.open(path) as picture:
        assert picture.size == (example.width, example.height)
    wide, _, high = example.shape.partition(":")
    assert abs(example.width / example.height / (float(wide) / float(high)) - 1) < 0.01


def test_a_kept_picture_is_changed_without_being_sent_again(page: Client, ada: Person) -> None:
    image = images(done(ada))[0]
    composer = page.get("/", {"edit": image.public_id}).content.decode()
    assert f'name="kept" value="{image.public_id}"' in composer
    assert 'name="shape" value="same" checked' in composer
    page.post("/generations", {**CHOICES, "shape": "same", "kept": image.public_id, "prompt": "A green sky"})
    edit = Generation.objects.get(inputs__image=image)
    assert [row.image_id for row in edit.inputs.all()] == [image.id]
    assert Image.objects.count() == 1
    again = page.get("/", {"again": edit.public_id}).content.decode()
    assert f'name="kept" value="{image.public_id}"' in again
    assert 'name="shape" value="same" checked' in again


def test_nobody_changes_the_picture_of_somebody_else(page: Client, ada: Person, ben: Person) -> None:
    image = images(done(ada))[0]
    page.force_login(ben)
    assert "data-kept" not in page.get("/", {"edit": image.public_id}).content.decode()
    reply = page.post("/generations", {**CHOICES, "kept": image.public_id}, headers=HTMX)
    assert reply.status_code == 400
    assert "The picture to change is not among yours." in reply.content.decode()
    assert not Generation.objects.filter(person=ben).exists()
