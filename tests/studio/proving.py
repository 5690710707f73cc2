"""Pictures with proofs, written as the verbs write them, without a painter and without heavy work on pixels."""

from typing import Any

from PIL import Image as Pillow
from PIL import ImageDraw

from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.generations import actions
from aquatint.generations.actions.prove import EditFacts, Proofs, Stored
from aquatint.generations.models import Generation, Plan, Version
from aquatint.imaging import inspect
from aquatint.media import actions as media
from aquatint.media import storage
from aquatint.media.models import Image, Origin
from aquatint.providers.types import ImageRequest, Size, Source
from tests.studio.conftest import claim, deliver, images

REPORT: dict[str, Any] = {
    "regions": [
        {"id": 1, "box": [20, 20, 80, 60], "percent": 5.2, "sure": True},
        {"id": 2, "box": [200, 150, 40, 40], "percent": 1.7, "sure": False},
    ],
    "drift": {"dx": 0.9, "dy": 0.4, "scale": 1.0012, "colour": 0.4},
    "psnr_outside": 31.24,
    "ssim_outside": 0.914,
    "seam": 1.03,
}
"""What the lock measured, as `LockReport.as_json` tells it."""
NEAR: dict[str, Any] = {
    "text": "FIRST PRESS",
    "verdict": "near",
    "read": "FIRST PNESS",
    "sentence": "Read as “FIRST PNESS”: “N” in place of “R”. On 400 lines of this script with known words, the reader "
    "got 99.1% of the letters and 94% of the lines right.",
    "differences": [{"kind": "wrong", "at": 7, "asked": "R", "found": "N", "box": [90, 40, 8, 12]}],
    "box": [30, 40, 120, 14],
    "quad": [[30, 40], [150, 40], [150, 54], [30, 54]],
    "reader": "rapidocr",
}
"""What the reader says of a text with one wrong letter."""


def upload(person: Person, size: tuple[int, int] = (320, 240)) -> Image:
    """Return a picture that the person brought."""
    path = storage.temporary_file(".png")
    Pillow.new("RGB", size, (120, 60, 30)).save(path, "PNG")
    try:
        return media.add_upload(person=person, path=path, name="jug.png")
    finally:
        storage.discard(path)


def edited(person: Person, *, texts: bool = True, **facts: Any) -> Image:
    """Return an upload's edit that was locked: two parts changed, and one of its texts has a wrong letter."""
    source = upload(person)
    size = Size(source.width, source.height)
    wanted = ImageRequest(
        model="sandbox",
        prompt="Make the jug blue",
        quality="medium",
        texts=("FIRST PRESS",) if texts else (),
        images=(Source(storage.path_of(source.sha256), source.media_type, size),),
    )
    begun = actions.start(person=person, request=wanted, offer=offers.find("sandbox"), origin="studio", inputs=[source])
    known = {"sure": True, "exact": True, "outside_max_error": 0, "percent_changed": 6.9, **facts}
    edit = EditFacts("local", REPORT, raw=_file("L"), aligned=_file("L"), change_map=_map(), **known)
    generation = deliver(claim(begun), size=size, proofs=Proofs(edit=edit, texts=[NEAR] if texts else []))
    return images(generation)[0]


def planned(person: Person) -> Plan:
    """Return a plan of two pictures that is not painted yet."""
    shots = [
        {"title": "as asked", "prompt": "A fox", "texts": []},
        {"title": "at night", "prompt": "A fox", "texts": []},
    ]
    settings = {"model": "sandbox", "size": "512x512", "quality": "medium"}
    return Plan.objects.create(
        person=person, prompt="A fox", brief="2 shots", shots=shots, settings=settings, planner="sandbox"
    )


def painted_set(person: Person) -> Generation:
    """Return a set of two pictures, of which the second was painted again."""
    generation = claim(actions.start_set(person=person, plan=planned(person), origin="studio"))
    mark = {"palette": 0.04, "structure": 0.2, "similarity": 0.9, "score": 0.3, "outlier": False, "repainted": True}
    return deliver(generation, n=2, proofs=Proofs(consistency=mark), only=1)


def version_of(image: Image, how: str) -> Image:
    """Return a picture that was made here from another one."""
    [made] = media.record(owner=image.owner_id, origin=Origin.VERSION, name=image.name, pictures=[_file("RGB")])
    Version.objects.create(image=made, parent=image, how=how)
    return made


def _map() -> Stored:
    picture = Pillow.new("L", (320, 240))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 100, 80), fill=1)
    pen.rectangle((200, 150, 240, 190), fill=2)
    return _stored(picture)


def _file(mode: str) -> Stored:
    return _stored(Pillow.new(mode, (320, 240)))


def _stored(picture: Pillow.Image) -> Stored:
    path = storage.temporary_file(".png")
    picture.save(path, "PNG")
    facts = inspect(path)
    return storage.keep(path), facts
