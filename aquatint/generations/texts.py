"""Repairing a text by painting its box again: an edit like any other, limited to that box."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aquatint.catalog import offers
from aquatint.catalog.errors import ModelUnknown
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import Quote, quote
from aquatint.generations import pixels
from aquatint.generations.actions.version import quad_of, text_at
from aquatint.generations.models import Generation, TextProof
from aquatint.generations.versions import tree
from aquatint.media import storage, uploads
from aquatint.media.models import Image
from aquatint.media.uploads import Taken
from aquatint.providers.types import ImageRequest, Size, Source

_MARGIN: Final = 0.35
"""The room around the letters that the painter gets, in parts of the box's shorter side."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A text that is to be painted again: with what, what is asked for, and the box in pixels."""

    offer: Offer
    request: ImageRequest
    box: tuple[float, float, float, float]


def repair_of(image: Image, index: int, box: Sequence[float] | None = None) -> Repair:
    """Return the edit that repairs a text, without its mask. Raises `TextUnknown` or `TextPlaceUnknown`."""
    proof = text_at(list(TextProof.objects.filter(image=image)), index)
    source = Source(storage.path_of(image.sha256), image.media_type, Size(image.width, image.height))
    made = _generation_of(image)
    request = ImageRequest(
        model="",
        prompt=f"Write “{proof.text}” in the marked place, letter for letter, in the style of the letters around it.",
        quality=made.sent["quality"] if made else "auto",
        texts=(proof.text,),
        images=(source,),
    )
    return Repair(_offer_of(made), request, _around(quad_of(proof, box)))


def _around(quad: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in quad], [y for _, y in quad]
    width, height = max(across) - min(across), max(down) - min(down)
    room = _MARGIN * min(width, height)
    return min(across) - room, min(down) - room, width + 2 * room, height + 2 * room


def _generation_of(image: Image) -> Generation | None:
    """Return the newest generation in the picture's tree that painted it or what it was made from."""
    older = [node.image.id for node in tree(image) if node.image.id <= image.id]
    return Generation.objects.select_related("offer").filter(shots__image__in=older).order_by("-id").first()


def _offer_of(made: Generation | None) -> Offer:
    """Return the model that painted the picture, or the default one if it is no longer on offer."""
    try:
        return offers.find(made.offer.slug if made else None)
    except ModelUnknown:
        return offers.find(None)


def quote_repaint(image: Image, index: int, box: Sequence[float] | None = None) -> Quote:
    """Return what it costs to have the box of a text painted again. Raises as `repair_of`."""
    repair = repair_of(image, index, box)
    return quote(repair.offer, fit(repair.offer, repair.request))


def mask_of(image: Image, repair: Repair) -> Taken:
    """Return the mask of a repair as a kept file; if nobody comes to own it, take it back."""
    path = storage.temporary_file(".png")
    try:
        pixels.box_mask((image.width, image.height), repair.box, out=path)
        return uploads.take_in(path, field="mask")
    finally:
        storage.discard(path)
