"""Extend: have a picture go on beyond its edges."""

from dataclasses import replace
from pathlib import Path

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.generations import extending, workshop
from aquatint.generations.actions.start import start
from aquatint.generations.actions.version import refuse_foreign, turn
from aquatint.generations.models import Generation
from aquatint.imaging import inspect
from aquatint.imaging.lock import frame
from aquatint.kit.errors import AquatintError
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.media.uploads import Taken
from aquatint.providers.types import Size, Source


def extend(
    *,
    person: Person,
    image: Image,
    offer: Offer,
    wish: extending.Wish,
    origin: str = "studio",
    key: str | None = None,
) -> Generation:
    """Start an edit of a larger canvas with the picture inside; its price is `extending.quote_extension`.

    What is delivered has the picture inside bit for bit. Raises `NothingToExtend`, and what `start` raises.
    """
    refuse_foreign(person, image)
    extension = extending.extension_of(image, offer, wish)
    extending.quote_extension(image, offer, wish)  # what the model cannot do is refused before any work
    with turn(person):
        canvas, mask = _framed(image, extension)
    try:
        request = extension.request.evolve(images=(_source(canvas),), mask=_source(mask))
        return start(
            person=person,
            request=request,
            offer=offer,
            origin=origin,
            inputs=[canvas],
            mask=mask,
            key=key,
        )
    except AquatintError:
        storage.take_back(canvas.kept, mask.kept)
        raise


def _framed(image: Image, extension: extending.Extension) -> tuple[Taken, Taken]:
    """Return the canvas and its mask as kept files."""
    workdir = storage.temporary_folder()
    canvas, mask = workdir / "canvas.png", workdir / "mask.png"
    size = (extension.size.width, extension.size.height)
    try:
        workshop.do(
            frame,
            storage.path_of(image.sha256),
            offset=extension.offset,
            size=size,
            canvas=canvas,
            mask=mask,
        )
        inside = [*extension.offset, image.width, image.height]
        told = {"image": image.public_id, "sha256": image.sha256, "inside": inside}
        return replace(_kept(canvas), holds=told, name=image.name), _kept(mask)
    finally:
        storage.discard(workdir)


def _kept(path: Path) -> Taken:
    facts = inspect(path)
    return Taken(storage.keep(path, returnable=True), facts, made_here=True)


def _source(taken: Taken) -> Source:
    facts = taken.facts
    return Source(storage.path_of(taken.kept.sha256), facts.media_type, Size(facts.width, facts.height))
