"""Pictures that go on beyond their edges: what is delivered has the exact picture inside."""

import io

import numpy as np
import pytest
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.catalog.errors import CountNotOffered, SettingNotOffered, SizeNotOffered
from aquatint.generations import actions, extending, receipts
from aquatint.generations.errors import NothingToExtend
from aquatint.generations.extending import Wish
from aquatint.generations.models import Generation, State, Version
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image, Origin
from tests.emulator.running import Emulator
from tests.generations.painted import adapter_that_answers, paint, speak
from tests.generations.scenes import EDGE, encoded, owned, pixels_of, scene
from tests.generations.stories import PAID, SANDBOX, attempts, balance

pytestmark = pytest.mark.django_db(transaction=True)


def extend(person: Person, image: Image, wish: Wish, model: str = PAID) -> Generation:
    return actions.extend(person=person, image=image, offer=offers.find(model), wish=wish)


def delivered(row: Generation) -> Image:
    image = row.shots.select_related("image").get().image
    assert image is not None, (row.reason_code, row.reason)
    return image


@pytest.mark.parametrize("drift", ["mild", "strong"])
def test_the_picture_lies_in_the_larger_one_bit_for_bit(ben: Person, emulator: Emulator, drift: str) -> None:
    source = owned(ben, scene())
    wish = Wish(left=200, bottom=90, prompt=f"A garden [[drift:{drift}]]", quality="medium")
    price = extending.quote_extension(source, offers.find(PAID), wish)
    row = paint(extend(ben, source, wish))
    image = delivered(row)
    assert (image.width, image.height) == (EDGE + 200, EDGE + 90)
    assert np.array_equal(pixels_of(image)[:EDGE, 200:], pixels_of(source))
    assert (row.charged, balance(ben)[2]) == (price.total, price.total)
    call = emulator.calls()[-1]
    assert (call["images"], call["mask"], "A garden" in call["prompt"]) == (1, True, True)
    proof = image.proof
    assert (proof.status, proof.exact, proof.outside_max_error) == ("local", True, 0)
    assert proof.raw is not None
    assert not np.array_equal(pixels_of(proof.raw)[:EDGE, 200 : 200 + EDGE], pixels_of(source))
    assert (image.version.parent_id, image.version.how) == (source.id, Version.How.EXTEND)
    told = receipts.of_image(ben, image.public_id)["version"]
    assert told == {"parent": source.public_id, "how": "extend", "facts": {"inside": [200, 0, EDGE, EDGE]}}


def test_its_own_pictures_are_not_cluttered_with_what_was_made_on_the_way(ben: Person, emulator: Emulator) -> None:
    source = owned(ben, scene())
    paint(extend(ben, source, Wish(right=64)))
    shown = Image.objects.filter(owner=ben).exclude(origin=Origin.SIDECAR)
    assert sorted(shown.values_list("origin", flat=True)) == sorted([Origin.UPLOAD, Origin.GENERATION])


@pytest.mark.parametrize(("ratio", "size"), [("16:9", (912, 512)), ("1:2", (512, 1024)), ("1.5:1", (768, 512))])
def test_a_ratio_has_the_picture_in_its_middle(ben: Person, ratio: str, size: tuple[int, int]) -> None:
    extension = extending.extension_of(owned(ben, scene()), offers.find(PAID), Wish(ratio=ratio))
    found = (extension.size.width, extension.size.height)
    assert found[0] / found[1] == pytest.approx(size[0] / size[1], rel=0.01)
    assert extension.offset == ((found[0] - EDGE) // 2, (found[1] - EDGE) // 2)


def test_a_painter_that_paints_nothing_around_costs_nothing(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = np.array(Pillow.open(io.BytesIO(scene())))
    smeared = Pillow.fromarray(np.pad(inner, ((0, 0), (0, 512), (0, 0)), mode="edge"))
    speak(monkeypatch, adapter_that_answers([encoded(np.asarray(smeared.resize((1152, 576))))]))
    row = paint(extend(ben, owned(ben, scene()), Wish(right=512)))
    assert (row.state, row.charged, row.reason_code) == (State.RETURNED, 0, "unchanged_inside_mark")
    assert attempts(row) == [("failed", "unchanged_inside_mark")] * 2


def test_a_plain_ground_may_go_on_as_it_is(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thing on white paper: more of it is more white paper."""
    inner = np.full((EDGE, EDGE, 3), 250, np.uint8)
    inner[150:350, 150:350] = np.array(Pillow.open(io.BytesIO(scene())))[150:350, 150:350]
    wide = Pillow.fromarray(np.pad(inner, ((0, 0), (0, 512), (0, 0)), mode="edge")).resize((1152, 576))
    speak(monkeypatch, adapter_that_answers([encoded(np.asarray(wide))]))
    source = owned(ben, encoded(inner))
    image = delivered(paint(extend(ben, source, Wish(right=512))))
    assert np.array_equal(pixels_of(image)[:, :EDGE], inner)


def test_the_sandbox_extends_too(ben: Person) -> None:
    source = owned(ben, scene())
    image = delivered(paint(extend(ben, source, Wish(left=100, right=156), SANDBOX)))
    made = pixels_of(image)
    assert np.array_equal(made[:, 100:-156], pixels_of(source))
    assert made[:, :100].std() > 8
    assert np.abs(made[:, :60].astype(int) - pixels_of(source)[:, :1]).mean() > 6, "more than its edge drawn outwards"


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (Wish(), NothingToExtend),
        (Wish(left=-5, right=90), NothingToExtend),
        (Wish(ratio="1:1"), NothingToExtend),
        (Wish(ratio="wide"), SizeNotOffered),
        (Wish(ratio="0:1"), SizeNotOffered),
        (Wish(ratio="40:1"), SizeNotOffered),
        (Wish(right=9000, bottom=9000), SizeNotOffered),
        (Wish(right=64, output_format="svg"), SettingNotOffered),
        (Wish(right=64, n=99), CountNotOffered),
    ],
)
def test_what_cannot_be_extended_is_refused_and_leaves_nothing(ben: Person, wish: Wish, error: type[Exception]) -> None:
    source = owned(ben, scene())
    with pytest.raises(error):
        extend(ben, source, wish)
    assert not Generation.objects.exists()
    assert Image.objects.count() == 1


def test_nobody_extends_the_picture_of_another(ada: Person, ben: Person) -> None:
    with pytest.raises(ImageGone):
        extend(ada, owned(ben, scene()), Wish(right=64))
