"""A picture of the sandbox painter's own is changed on its scene, after all that was done to its file."""

import pytest

from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.generations import actions
from aquatint.generations.extending import Wish
from aquatint.generations.models import Generation
from aquatint.imaging import notes
from aquatint.media import actions as media
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.types import Size
from tests.generations.painted import paint
from tests.generations.painting.test_edits import delivered
from tests.generations.scenes import owned, pixels_of, scene, source_of
from tests.generations.stories import SANDBOX, ask, start

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "A blue jug and three pears on a table by a window"


def told(image: Image) -> notes.Notes:
    return notes.read(storage.path_of(image.sha256))


def painted(person: Person, **more: object) -> Image:
    request = ask(WORDS, model=SANDBOX, size=Size(512, 512), **more)
    return delivered(paint(start(person, model=SANDBOX, request=request)))


def changed(person: Person, image: Image, words: str, **more: object) -> Generation:
    request = ask(words, model=SANDBOX, size=None, images=(source_of(image),), **more)
    return paint(start(person, model=SANDBOX, request=request, inputs=[image]))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_kept_picture_says_who_drew_it_and_holds_its_scene(ben: Person, kind: str) -> None:
    found = told(painted(ben, output_format=kind))
    assert found["Software"] == "Aquatint sandbox painter"
    assert "not by an AI model" in found["Description"]
    assert '"jug"' in found["aquatint:scene"]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_the_words_of_the_person_are_not_in_the_file(ben: Person, kind: str) -> None:
    image = painted(ben, output_format=kind)
    data = storage.path_of(image.sha256).read_bytes()
    assert not any(words.encode() in data for words in (WORDS, "three pears", "by a window"))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_it_is_changed_on_its_scene_again_and_again(ben: Person, kind: str) -> None:
    image = painted(ben, output_format=kind)
    for words in ("Make the jug copper", "Make the jug green"):
        image = delivered(changed(ben, image, words, output_format=kind))
        assert image.facts["said"]["edit"] == "scene"
        assert image.proof.status == "local"
        assert (image.proof.percent_changed or 0) < 12, "the jug, and neither pears nor hills"
    assert "not by an AI model" in told(image)["Description"]


def test_it_is_changed_on_its_scene_after_somebody_saved_it_and_gave_it_back(ben: Person) -> None:
    file = storage.path_of(painted(ben, output_format="jpeg").sha256)
    image = media.add_upload(person=ben, path=file, name="jug.jpg")
    assert list(told(image)) == ["aquatint:scene"]
    again = delivered(changed(ben, image, "Make the jug green", output_format="jpeg"))
    assert again.facts["said"]["edit"] == "scene"
    assert (again.proof.percent_changed or 0) < 12


def test_a_version_with_other_regions_is_still_its_own(ben: Person) -> None:
    image = delivered(changed(ben, painted(ben), "Make the jug copper"))
    again = actions.adjust(person=ben, image=image, choices=[])
    assert told(again) == told(image)
    assert delivered(changed(ben, again, "Make the jug green")).facts["said"]["edit"] == "scene"


def test_a_landscape_goes_on_with_more_land_and_is_changed_on_its_scene_afterwards(ben: Person) -> None:
    request = ask("A red cabin by a lake with pines", model=SANDBOX, size=Size(512, 512))
    image = delivered(paint(start(ben, model=SANDBOX, request=request)))
    wide = delivered(
        paint(actions.extend(person=ben, image=image, offer=offers.find(SANDBOX), wish=Wish(left=128, right=128)))
    )
    assert (pixels_of(wide)[:, 128:-128] == pixels_of(image)).all()
    again = delivered(changed(ben, wide, "Make the cabin blue"))
    assert (again.facts["said"]["edit"], again.width) == ("scene", 768)


def test_a_photograph_that_it_changed_is_not_called_a_drawing(ben: Person) -> None:
    image = owned(ben, scene())
    assert told(delivered(changed(ben, image, "Make it blue"))) == {}
