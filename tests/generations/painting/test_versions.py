"""Versions that are made here: regions chosen anew, the painter's own answer, upscaled, cut out, texts set in type."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.generations import actions, pixels, receipts, texts
from aquatint.generations.actions.prove import write_texts
from aquatint.generations.errors import NothingToAdjust, TextPlaceUnknown, TooManyVersions
from aquatint.generations.models import TextProof
from aquatint.generations.versions import Choice, parent_of, tree
from aquatint.kit import clock
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image, Origin
from aquatint.providers.types import Size
from tests.emulator.running import Emulator
from tests.generations.painted import paint
from tests.generations.painting.test_edits import delivered, edit
from tests.generations.scenes import EDGE, encoded, outside, owned, pixels_of, scene
from tests.generations.stories import balance
from tests.imaging.networks import enlarging, reddening

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_edit_can_be_adjusted_and_traced_back(ben: Person, ada: Person, emulator: Emulator) -> None:
    image = delivered(paint(edit(ben, "Make it blue [[drift:mild]]")))
    source, spent = image.proof.source, balance(ben)
    every = [Choice(region["id"], keep=False) for region in image.proof.report["regions"]]
    undone = actions.adjust(person=ben, image=image, choices=every)
    assert np.array_equal(pixels_of(undone), pixels_of(source))
    again = actions.adjust(person=ben, image=undone, choices=[])
    redone, first = (changed(one, source) for one in (again, image))
    assert first.mean() > 0.01
    assert abs(redone.mean() - first.mean()) < 0.1 * first.mean()  # an invisible mark lies in the one and not the other
    grown = actions.adjust(person=ben, image=image, choices=[Choice(one.region, keep=True, grow=EDGE) for one in every])
    assert np.array_equal(pixels_of(grown)[outside()], pixels_of(source)[outside()])
    raw = actions.take_raw(person=ben, image=image)
    assert raw.sha256 == image.proof.raw.sha256  # type: ignore[union-attr]
    assert (undone.origin, undone.proof.exact, raw.proof.status) == (Origin.VERSION, True, "off")
    assert balance(ben) == spent
    assert len(emulator.calls()) == 1
    assert parent_of(again) == undone
    assert [(node.image, node.how) for node in tree(again)] == [
        (source, "upload"),
        (image, "edit"),
        (undone, "adjust"),
        (again, "adjust"),
        (grown, "adjust"),
        (raw, "raw"),
    ]
    with pytest.raises(ImageGone):
        actions.adjust(person=ada, image=image, choices=[])
    with pytest.raises(NothingToAdjust):
        actions.adjust(person=ben, image=source, choices=[])


def test_a_picture_is_upscaled_for_nothing_and_says_how(ben: Person) -> None:
    image = owned(ben, scene())
    large = actions.upscale(person=ben, image=image, size=Size(1024, 1024))
    assert (large.width, large.height, parent_of(large)) == (1024, 1024, image)
    assert large.version.facts["native"] == f"{EDGE}x{EDGE}"
    assert large.version.facts["method"] == "resampled, no new detail"


def test_the_operators_models_are_used_and_stand_on_the_receipt(
    ben: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.UPSCALE_MODEL, settings.CUTOUT_MODEL = tmp_path / "doubler.onnx", tmp_path / "red.onnx"
    settings.UPSCALE_MODEL.write_bytes(enlarging(2))
    settings.CUTOUT_MODEL.write_bytes(reddening(32))
    image = owned(ben, scene())
    large = actions.upscale(person=ben, image=image, size=Size(1024, 1024))
    assert large.version.facts["method"] == "enlarged by the model doubler"
    cut = actions.cutout(person=ben, image=image)
    assert receipts.of_image(ben, cut.public_id)["version"]["facts"]["method"] == "cut out by the model red"


def test_a_picture_is_cut_out(ben: Person) -> None:
    ground = Pillow.new("RGB", (256, 256), (230, 230, 225))
    ImageDraw.Draw(ground).ellipse((70, 60, 190, 200), fill=(160, 40, 30))
    cut = actions.cutout(person=ben, image=owned(ben, encoded(np.asarray(ground))))
    assert cut.alpha
    with Pillow.open(storage.path_of(cut.sha256)) as opened:
        alpha = opened.getchannel("A")
        assert (alpha.getpixel((5, 5)), alpha.getpixel((130, 130))) == (0, 255)


def test_free_versions_are_bounded_by_the_hour(ben: Person, settings: Settings) -> None:
    settings.VERSIONS_PER_HOUR = 1
    image = owned(ben, scene())
    actions.upscale(person=ben, image=image, size=Size(600, 600))
    with pytest.raises(TooManyVersions):
        actions.upscale(person=ben, image=image, size=Size(600, 600))
    with clock.shifted(timedelta(hours=2)):
        actions.upscale(person=ben, image=image, size=Size(600, 600))


def changed(image: Image, source: Image) -> NDArray[np.bool_]:
    """Return which pixels differ from the source."""
    return np.asarray((pixels_of(image) != pixels_of(source)).any(-1))


def lettered(person: Person, words: str, wanted: str) -> Image:
    """Return a picture that says `words` and was to say `wanted`, with the reader's proof."""
    picture = Pillow.new("RGB", (512, 256), (245, 240, 230))
    pen = ImageDraw.Draw(picture)
    pen.text((50, 90), words, fill=(30, 30, 40), font_size=64)
    image = owned(person, encoded(np.asarray(picture)))
    write_texts([(image, pixels.read_texts(storage.path_of(image.sha256), [wanted]))])
    return image


def test_a_wrong_text_is_set_in_type_for_nothing_or_painted_again_at_a_price(ben: Person, emulator: Emulator) -> None:
    image = lettered(ben, "FIRST PNESS", "FIRST PRESS")
    assert TextProof.objects.get(image=image).verdict == "near"
    repaired = actions.overlay_text(person=ben, image=image, index=0)
    assert TextProof.objects.get(image=repaired).verdict == "exact"
    assert repaired.version.facts["text"] == "FIRST PRESS"
    quote = texts.quote_repaint(image, 0)
    before = balance(ben)
    generation = actions.repaint_text(person=ben, image=image, index=0)
    assert (generation.quoted, balance(ben)[1] - before[1]) == (quote.total, quote.total)
    assert generation.sent["texts"] == ["FIRST PRESS"]
    assert generation.inputs.filter(role="mask").count() == 1
    actions.cancel(generation=generation, by=ben)


def test_a_text_that_was_not_found_needs_its_place(ben: Person) -> None:
    image = lettered(ben, "", "OLIO")
    with pytest.raises(TextPlaceUnknown):
        actions.overlay_text(person=ben, image=image, index=0)
    placed = actions.overlay_text(person=ben, image=image, index=0, box=(60, 80, 300, 90), colour=(20, 20, 20))
    assert TextProof.objects.get(image=placed).verdict == "exact"
