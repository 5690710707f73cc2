"""The stage: one picture, what can be done with it, its versions, and what is proved of it."""

import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from PIL import ImageDraw
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers
from aquatint.generations import actions
from aquatint.generations.models import Generation, Input, Plan, Version
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio.cards import Card
from aquatint.studio.extending import shapes_for
from aquatint.studio.stage import Stage
from tests.studio.conftest import done, images
from tests.studio.proving import edited, planned, upload, version_of


def mark(size: tuple[int, int] = (320, 240), box: tuple[int, int, int, int] | None = (40, 40, 120, 100)) -> io.BytesIO:
    """Return a mark as the editor exports it: white may change, black stays, soft at its edges."""
    picture = Pillow.new("RGBA", size, "black")
    if box:
        ImageDraw.Draw(picture).rectangle(box, fill="white", outline=(150, 150, 150))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file


def ask(page: Client, image: Image, *, drawn: io.BytesIO | None = None, **more: str) -> "tuple[int, str, str]":
    """Send the stage's form; return status, where it leads, and the page."""
    values: dict[str, object] = {"job": "region", "prompt": "Make it blue", "quality": "medium", "lock": "on", **more}
    if drawn is not None:
        values["mask"] = SimpleUploadedFile("mark.png", drawn.getvalue(), "image/png")
    reply = page.post(f"/images/{image.public_id}/edit", values)
    return reply.status_code, reply.get("Location", ""), unescape(reply.content.decode())


def test_a_marked_part_is_sent_as_a_hard_mask_of_the_pictures_size(page: Client, ada: Person) -> None:
    image = upload(ada)
    status, where, _ = ask(page, image, drawn=mark())
    generation = Generation.objects.get(person=ada)
    assert (status, where) == (302, f"/images/{image.public_id}?run={generation.public_id}")
    sent = generation.inputs.get(role=Input.Role.MASK).image
    with Pillow.open(storage.path_of(sent.sha256)) as kept:
        assert kept.size == (320, 240)
        assert kept.mode == "L"
        assert {value for value, count in enumerate(kept.histogram()) if count} == {0, 255}
        assert kept.getpixel((100, 60)) == 255
        assert kept.getpixel((10, 10)) == 0
    assert generation.size == Size(320, 240)


def test_the_stage_shows_a_change_while_it_is_made(page: Client, ada: Person) -> None:
    _, where, _ = ask(page, upload(ada), drawn=mark())
    text = page.get(where).content.decode()
    assert "data-follow" in text
    assert 'data-state="queued"' in text


@pytest.mark.parametrize(
    ("drawn", "sentence"),
    [
        (None, "Mark the part that may change"),
        (mark(box=None), "Nothing is marked."),
        (mark(size=(300, 240)), "They must be the same size."),
        (io.BytesIO(b"just words"), "picture"),
    ],
    ids=["no mark", "an empty mark", "another size", "no picture"],
)
def test_a_mark_that_cannot_be_is_told_beside_it_and_the_words_stay(
    page: Client, ada: Person, drawn: io.BytesIO | None, sentence: str
) -> None:
    status, _, text = ask(page, upload(ada), drawn=drawn, prompt="Make the jug blue")
    assert 400 <= status < 500
    assert 'id="mask-error"' in text
    assert sentence in text
    assert ">Make the jug blue</textarea>" in text
    assert not Generation.objects.exists()
    assert Image.objects.count() == 1


def test_words_alone_change_a_picture_without_a_mark(page: Client, ada: Person) -> None:
    status, _, _ = ask(page, upload(ada), job="whole")
    assert status == 302
    assert [row.role for row in Generation.objects.get().inputs.all()] == [Input.Role.IMAGE]


def test_the_lock_can_be_switched_off(page: Client, ada: Person) -> None:
    page.post(f"/images/{upload(ada).public_id}/edit", {"job": "whole", "prompt": "A storm", "quality": "low"})
    assert Generation.objects.get().sent["lock"] == "off"


def test_the_price_on_the_stage_is_what_is_held(page: Client, ada: Person) -> None:
    image = upload(ada)
    told = page.get(f"/images/{image.public_id}/quote", {"quality": "high"}).json()
    ask(page, image, drawn=mark(), quality="high")
    assert told["price"] == f"{Generation.objects.get().quoted} credits"


def test_the_price_of_an_extension_is_what_is_held_and_the_picture_lies_where_it_was_put(
    page: Client, ada: Person
) -> None:
    image = upload(ada)
    wish = {"edges": ["left", "top"], "by": "50"}
    told = page.get(f"/images/{image.public_id}/extend/quote", wish).json()
    reply = page.post(f"/images/{image.public_id}/extend", wish)
    begun = Generation.objects.get()
    assert reply.headers["location"] == f"/images/{image.public_id}?run={begun.public_id}&job=extend"
    assert told["price"].split()[0] == str(begun.quoted)
    assert begun.sent["extends"]["inside"] == [160, 120, 320, 240]


def test_an_extension_to_a_shape_has_the_picture_in_its_middle_and_costs_what_its_quality_does(
    page: Client, ada: Person
) -> None:
    image = upload(ada)
    assert b'<option value="16:9">Screen, 16:9</option>' in page.get(f"/images/{image.public_id}?job=extend").content
    prices = []
    for quality in ("low", "high"):
        wish = {"shape": "16:9", "quality": quality}
        told = page.get(f"/images/{image.public_id}/extend/quote", wish).json()
        page.post(f"/images/{image.public_id}/extend", wish)
        begun = Generation.objects.order_by("created").last()
        assert begun
        assert told["price"].split()[0] == str(begun.quoted)
        left, top, wide, high = begun.sent["extends"]["inside"]
        assert (top, wide, high) == (0, image.width, image.height)
        assert left > 50
        prices.append(begun.quoted)
    assert prices[0] < prices[1]


def test_an_extension_is_named_by_what_the_person_said_and_done_again_where_it_was(page: Client, ada: Person) -> None:
    image = upload(ada)
    for said, named in (("", "Extended"), ("A garden", "A garden")):
        page.post(f"/images/{image.public_id}/extend", {"shape": "16:9", "prompt": said})
        card = Card(Generation.objects.order_by("created").last())  # type: ignore[arg-type]
        assert (card.words, card.again) == (named, f"/images/{image.public_id}?job=extend")


def test_whoever_painted_it_goes_on_with_it_though_free_steps_lie_between(page: Client, ada: Person) -> None:
    painted = images(done(ada))[0]
    large = actions.upscale(person=ada, image=painted, size=Size(2 * painted.width, 2 * painted.height))
    assert Stage(large, ada).offer == Stage(painted, ada).offer == offers.find("sandbox")
    assert Stage(upload(ada), ada).offer == offers.find(None)


def test_another_model_s_settings_come_with_its_name(page: Client, ada: Person, settings: Settings) -> None:
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test"}
    catalog.seed()
    offers.forget()
    image = images(done(ada))[0]
    sandbox, other = (
        page.get(f"/images/{image.public_id}", {"model": model}).content.decode()
        for model in ("sandbox", "gpt-image-2")
    )
    assert 'name="quality" value="max"' in sandbox
    assert 'name="quality" value="max"' not in other
    assert 'name="quality" value="medium" checked' in other


def test_the_address_of_a_refused_change_leads_to_the_stage_later(page: Client, ada: Person) -> None:
    image = upload(ada)
    assert ask(page, image)[0] == 422
    reply = page.get(f"/images/{image.public_id}/edit")
    assert (reply.status_code, reply["Location"]) == (302, f"/images/{image.public_id}")


def test_the_handle_begins_left_of_what_changed(page: Client, ada: Person) -> None:
    image = edited(ada)
    left = min(region["box"][0] for region in image.proof.report["regions"])
    assert 5 <= Stage(image, ada).compare_at <= max(5, 100 * left / image.width)


def test_a_doubtful_cut_out_asks_to_be_looked_at(page: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    image = edited(ada)
    for sure in (True, False):
        Version.objects.filter(image=image).update(facts={"sure": sure})
        image.version.refresh_from_db()
        monkeypatch.setattr(actions, "cutout", lambda *, person, image: image)  # noqa: ARG005 -- the verb's own form
        reply = page.post(f"/images/{image.public_id}/cutout", follow=True)
        assert ("Please look: it is not certain" in reply.content.decode()) is not sure


def test_a_picture_is_not_offered_the_shape_that_it_has(page: Client, ada: Person) -> None:
    offered = [{ratio for ratio, _ in shapes_for(upload(ada, size))} for size in ((320, 240), (240, 240))]
    assert offered[0] - offered[1] == {"1:1"}


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"by": "50"},
        {"edges": ["left"]},
        {"edges": ["middle"], "by": "50"},
        {"edges": ["left"], "by": "1e9"},
        {"shape": "17:3"},
        {"shape": "16:9", "quality": "splendid"},
    ],
)
def test_an_extension_to_nowhere_is_refused_kindly(page: Client, ada: Person, wish: dict[str, Any]) -> None:
    image = upload(ada)
    told = page.get(f"/images/{image.public_id}/extend/quote", wish).json()
    assert (told["price"], bool(told["note"])) == ("–", True)
    reply = page.post(f"/images/{image.public_id}/extend", wish, follow=True)
    assert unescape(told["note"]) in unescape(reply.content.decode())
    assert not Generation.objects.exists()


def test_the_proof_says_zero_and_what_the_raw_answer_would_have_done(page: Client, ada: Person) -> None:
    text = unescape(page.get(f"/images/{edited(ada).public_id}").content.decode())
    for words in ("pixels differ outside the changed parts", "71,501", "6.9 %", "31.2 dB PSNR", "0.914 SSIM", "1.0 px"):
        assert words in text
    assert 'name="keep-1" checked' in text
    assert 'name="grow-2"' in text
    assert "Take the model's whole answer · free" in text


def test_an_unsure_lock_asks_to_look_on_card_stage_and_receipt(page: Client, ada: Person) -> None:
    image = edited(ada, sure=False)
    for address in ("/", f"/images/{image.public_id}", f"/images/{image.public_id}/receipt"):
        assert "Please look." in page.get(address).content.decode()


def test_a_wrong_letter_is_marked_with_the_readers_own_accuracy_beside_it(page: Client, ada: Person) -> None:
    image = edited(ada)
    for address in (f"/images/{image.public_id}", f"/images/{image.public_id}/receipt"):
        text = unescape(page.get(address).content.decode())
        assert "<ins>R</ins>" in text
        assert "<mark>N</mark>" in text
        assert "99.1% of the letters" in text
    stage = page.get(f"/images/{image.public_id}").content.decode()
    assert "Set it in type · free" in stage
    assert "Paint this box again · 1 credit" in stage
    card = unescape(page.get("/").content.decode())
    assert "0 of 1 exact; “FIRST PRESS” not exact" in card
    assert "Repair the text" in card


def test_versions_stand_along_the_stage_as_a_tree(page: Client, ada: Person) -> None:
    image = edited(ada)
    larger = version_of(image, Version.How.UPSCALE)
    version_of(image, Version.How.CUTOUT)
    text = page.get(f"/images/{larger.public_id}").content.decode()
    tree = text[text.index('class="line"') :]
    for words in ("1 Upload", "2 Make the jug blue", "3 Upscaled", "4 Background away"):
        assert words in tree
    assert tree.count("<ol>") == 2
    assert tree.count('aria-current="page"') == 1
    receipt = page.get(f"/images/{larger.public_id}/receipt").content.decode()
    assert "upscaled here: resampled, no new detail" in receipt


def test_choices_of_regions_reach_the_verb(page: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    image = edited(ada)
    heard: dict[str, Any] = {}

    def adjust(**given: Any) -> Image:
        heard.update(given)
        return image

    monkeypatch.setattr(actions, "adjust", adjust)
    page.post(
        f"/images/{image.public_id}/adjust", {"region": ["1", "2"], "keep-1": "on", "grow-1": "-4", "grow-2": "0"}
    )
    assert [(one.region, one.keep, one.grow) for one in heard["choices"]] == [(1, True, -4), (2, False, 0)]


@pytest.mark.parametrize("grow", ["many", "9" * 30, "-", "²"])
def test_nonsense_in_the_regions_is_refused_kindly(page: Client, ada: Person, grow: str) -> None:
    image = edited(ada)
    reply = page.post(f"/images/{image.public_id}/adjust", {"region": "1", "grow-1": grow}, follow=True)
    assert "Give a whole number of pixels." in reply.content.decode()
    assert Version.objects.count() == 1


@pytest.mark.parametrize("verb", ["edit", "adjust", "raw", "upscale", "cutout", "texts/0/overlay", "texts/0/repaint"])
def test_nobody_changes_the_picture_of_somebody_else(page: Client, ada: Person, ben: Person, verb: str) -> None:
    image = edited(ada)
    page.force_login(ben)
    assert page.post(f"/images/{image.public_id}/{verb}", {"prompt": "x"}).status_code == 404
    assert Version.objects.count() == 1


def test_a_guest_looks_and_changes_nothing(client: Client) -> None:
    client.post("/generations", {"prompt": "A boat", "shape": "4:5", "size": "1k", "n": "1", "quality": "medium"})
    guest = Generation.objects.get().person
    image = upload(guest)
    text = client.get(f"/images/{image.public_id}").content.decode()
    assert "Make an account" in text
    assert "mark-editor" not in text
    assert client.post(f"/images/{image.public_id}/cutout").status_code == 404


def test_a_sidecar_is_no_picture_of_the_stage(page: Client, ada: Person) -> None:
    kept = edited(ada).proof.map
    assert kept is not None
    assert page.get(f"/images/{kept.public_id}").status_code == 404


def test_a_plan_is_shown_and_changed_before_anything_is_painted(page: Client, ada: Person) -> None:
    plan = planned(ada)
    sent = {
        "brief": "A fox by day and night",
        "cast": "fox, lake",
        "palette": "blue",
        "texts": "Fox\n\nLake",
        "title-0": "day",
        "prompt-0": "A fox by day",
        "keep-0": "on",
        "title-1": "night",
        "prompt-1": "A fox by night",
        "keep-1": "on",
    }
    assert page.post(f"/plans/{plan.public_id}", sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.cast, plan.texts, plan.palette) == (["fox", "lake"], ["Fox", "Lake"], "blue")
    assert [shot["prompt"] for shot in plan.shots] == ["A fox by day", "A fox by night"]
    assert not Generation.objects.exists()
    reply = page.post(f"/plans/{plan.public_id}/paint", sent)
    assert reply["Location"] == f"/#{Generation.objects.get().public_id}"
    assert Generation.objects.get().is_set


def test_a_plan_that_cannot_be_comes_back_with_its_words(page: Client, ada: Person) -> None:
    plan = planned(ada)
    reply = page.post(f"/plans/{plan.public_id}", {"title-0": "alone", "prompt-0": "Only one", "keep-0": "on"})
    assert reply.status_code == 400
    assert "A set has 2 to 8 pictures." in reply.content.decode()
    assert "Only one</textarea>" in reply.content.decode()
    assert Plan.objects.get().shots[0]["title"] == "as asked"


def test_a_plan_is_its_owners_only(page: Client, ada: Person, ben: Person) -> None:
    plan = planned(ada)
    page.force_login(ben)
    assert page.get(f"/plans/{plan.public_id}").status_code == 404


def test_a_set_of_one_is_refused_in_the_composer(page: Client) -> None:
    choices = {"prompt": "A fox", "shape": "1:1", "size": "1k", "n": "1", "quality": "medium", "kind": "set"}
    reply = page.post("/generations", choices)
    assert reply.status_code == 422
    assert "A set has 2 to 8 pictures." in reply.content.decode()


def test_exact_texts_formats_and_roles_reach_the_request(page: Client, ada: Person) -> None:
    choices = {
        "prompt": "A poster",
        "shape": "3:4",
        "size": "1k",
        "n": "1",
        "quality": "medium",
        "texts": ["Market day", "", " Saturday "],
        "texts_required": "on",
        "output_format": "webp",
        "background": "transparent",
    }
    page.post("/generations", choices)
    asked = Generation.objects.get().asked
    assert asked["texts"] == ["Market day", "Saturday"]
    assert (asked["texts_required"], asked["output_format"], asked["background"]) == (True, "webp", "transparent")
    again = page.get(f"/?again={Generation.objects.get().public_id}").content.decode()
    assert 'value="Market day"' in again
    assert 'value="webp" selected' in again


def test_a_reference_paints_a_new_picture(page: Client, ada: Person) -> None:
    image = images(done(ada))[0]
    choices = {"prompt": "Like it", "shape": "1:1", "size": "1k", "n": "1", "quality": "medium", "role": "reference"}
    page.post("/generations", {**choices, "kept": image.public_id})
    generation = Generation.objects.get(inputs__image=image)
    assert generation.asked["roles"] == "reference"
    assert "with references" in page.get(f"/generations/{generation.public_id}/card").content.decode()
