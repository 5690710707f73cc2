"""Repair: have the box of one text painted again."""

from collections.abc import Sequence

from aquatint.accounts.models import Person
from aquatint.generations import texts
from aquatint.generations.actions.start import start
from aquatint.generations.models import Generation
from aquatint.kit.errors import AquatintError
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image
from aquatint.providers.types import Size, Source


def repaint_text(
    *,
    person: Person,
    image: Image,
    index: int,
    origin: str = "studio",
    box: Sequence[float] | None = None,
    key: str | None = None,
) -> Generation:
    """Start an edit that may change nothing but the box of one text; its price is `texts.quote_repaint`.

    Raises `TextUnknown`, `TextPlaceUnknown`, and what `start` raises.
    """
    if image.owner_id != person.pk:
        raise ImageGone("There is no such picture, or it is not yours.", field="id")
    repair = texts.repair_of(image, index, box)
    taken = texts.mask_of(image, repair)
    mask = Source(storage.path_of(taken.kept.sha256), taken.facts.media_type, Size(image.width, image.height))
    try:
        return start(
            person=person,
            request=repair.request.evolve(mask=mask),
            offer=repair.offer,
            origin=origin,
            inputs=[image],
            mask=taken,
            key=key,
        )
    except AquatintError:
        storage.take_back(taken.kept)
        raise
