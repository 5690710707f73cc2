"""One picture: on its plate, with its facts and its receipt."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aquatint.accounts import guests
from aquatint.generations.models import Shot
from aquatint.kit import ids
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio import cards, words
from aquatint.studio.receipts import Receipt, file_facts


class Sibling(NamedTuple):
    """A small picture that leads to another shot of the same generation."""

    number: int
    href: str
    src: str
    width: int
    height: int
    is_this: bool


@require_safe
@never_cache
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a picture to its owner."""
    image = _own(request, public_id)
    shot = Shot.objects.filter(image=image).select_related("generation").first()
    size = Size(image.width, image.height)
    context = {
        "image": image,
        "pixels": words.pixels(size),
        "kind": f"{image.suffix.upper()}, {words.weight(image.bytes)}",
        "title": image.name or "Picture",
        "alt": image.name or "Your picture",
        **(_of_generation(image, shot) if shot else _of_upload(image)),
    }
    return render(request, "studio/pages/image.html", context)


def _own(request: HttpRequest, public_id: str) -> Image:
    person = guests.current(request)
    row = ids.parse(Image.prefix, public_id)
    image = Image.objects.filter(id=row, owner=person).first() if person and row else None
    if image is None:
        raise Http404
    return image


def _of_generation(image: Image, shot: Shot) -> dict[str, Any]:
    generation = cards.find(image.owner_id, shot.generation.public_id)
    if generation is None:
        raise Http404
    receipt = Receipt(generation, image)
    siblings = [_sibling(one, one.image, image) for one in receipt.card.delivered if one.image]
    here = next(index for index, sibling in enumerate(siblings) if sibling.is_this)
    return {
        "receipt": receipt,
        "title": receipt.title,
        "alt": generation.prompt[:160],
        "number": f"{shot.index + 1}/{generation.shots_wanted}",
        "painter": receipt.painter,
        "siblings": siblings,
        "previous": siblings[here - 1].href if here else "",
        "next": siblings[here + 1].href if here + 1 < len(siblings) else "",
    }


def _of_upload(image: Image) -> dict[str, Any]:
    return {"facts": file_facts(image), "number": "upload", "painter": ""}


def _sibling(shot: Shot, image: Image, this: Image) -> Sibling:
    return Sibling(
        number=shot.index + 1,
        href=reverse("image", args=[image.public_id]),
        src=f"/files/{image.public_id}/thumb",
        width=image.width,
        height=image.height,
        is_this=image.pk == this.pk,
    )
