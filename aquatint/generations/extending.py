"""Extending a picture beyond its edges: an edit like any other, of a larger canvas with the picture inside."""

import math
import re
from dataclasses import dataclass
from typing import Final

from aquatint.catalog import errors as refusals
from aquatint.catalog import sizes
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import Quote, quote
from aquatint.generations.errors import NothingToExtend
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.base import SizeRule
from aquatint.providers.types import ImageRequest, OutputFormat, Quality, Size, Source

_WORDS: Final = (
    "Extend the picture: paint what lies beyond its edges, only in the marked part, "
    "so that the scene goes on without a seam."
)
_RATIO: Final = re.compile(r"(\d{1,4}(?:\.\d{1,3})?):(\d{1,4}(?:\.\d{1,3})?)", re.ASCII)
_MOST_PIXELS: Final = 4096 * 4096
_CLOSE: Final = 0.01
"""How far a canvas may be from the asked ratio so that it is of a size that the model paints as it is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How far a picture is to go on: pixels at each edge, or else the ratio (`16:9`) in whose middle it is to lie.

    `prompt` says what is to be seen there, and may be empty.
    """

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0
    ratio: str = ""
    prompt: str = ""
    quality: Quality = "auto"
    output_format: OutputFormat = "png"
    n: int = 1


@dataclass(frozen=True, slots=True)
class Extension:
    """A picture's larger canvas (`size`), where the picture lies in it (`offset`: left, top), and the edit to ask for.

    The request has the picture itself as its input; `actions.extend` puts the canvas in its place.
    """

    size: Size
    offset: tuple[int, int]
    request: ImageRequest


def extension_of(image: Image, offer: Offer, wish: Wish) -> Extension:
    """Return the edit that extends a picture. Raises `NothingToExtend`, `SettingNotOffered` or `SizeNotOffered`."""
    own = Size(image.width, image.height)
    _refuse_both(wish)
    size, offset = _by_ratio(own, wish.ratio, offer.can.sizes) if wish.ratio else _by_edges(own, wish)
    _refuse_extreme(size, offer.can.sizes)
    if wish.output_format not in {"png", "jpeg", "webp"}:
        raise refusals.SettingNotOffered("Ask for png, jpeg or webp.", field="output_format")
    request = ImageRequest(
        model=offer.slug,
        prompt=f"{_WORDS} {wish.prompt.strip()}".strip(),
        quality=wish.quality,
        output_format=wish.output_format,
        n=wish.n,
        images=(Source(storage.path_of(image.sha256), image.media_type, own),),
    )
    return Extension(size, offset, request)


def own_words(prompt: str) -> str:
    """Return what the person said of an extension; the rest of its prompt is ours."""
    return prompt.removeprefix(_WORDS).strip()


def quote_extension(image: Image, offer: Offer, wish: Wish) -> Quote:
    """Return what it costs: as an edit of a picture of the canvas' size. Raises as `extension_of`, and as `fit`."""
    extension = extension_of(image, offer, wish)
    [source] = extension.request.images
    canvas = Source(source.path, source.media_type, extension.size)
    return quote(offer, fit(offer, extension.request.evolve(images=(canvas,), mask=canvas)))


def _refuse_both(wish: Wish) -> None:
    given = [name for name in ("left", "top", "right", "bottom") if getattr(wish, name)]
    if wish.ratio and given:
        sentence = "Say either a ratio or pixels at the edges: with a ratio the picture lies in the middle."
        raise refusals.SettingNotOffered(sentence, field=given[0])


def _by_edges(own: Size, wish: Wish) -> tuple[Size, tuple[int, int]]:
    edges = (wish.left, wish.top, wish.right, wish.bottom)
    if min(edges) < 0 or not any(edges):
        raise NothingToExtend("Say by how many pixels the picture is to go on, at one edge or more.", field="left")
    return Size(own.width + wish.left + wish.right, own.height + wish.top + wish.bottom), (wish.left, wish.top)


def _by_ratio(own: Size, ratio: str, rule: SizeRule) -> tuple[Size, tuple[int, int]]:
    found = _RATIO.fullmatch(ratio.strip())
    wide, high = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not wide or not high:
        raise refusals.SizeNotOffered(f"{ratio!r} is not a ratio. Write it like 16:9.", field="ratio")
    wanted = wide / high
    exact = Size(max(own.width, round(own.height * wanted)), max(own.height, round(own.width / wanted)))
    if exact == own:
        raise NothingToExtend(f"The picture has that ratio: it is {own}.", field="ratio")
    size = _painted_as_it_is(exact, wanted, rule)
    return size, ((size.width - own.width) // 2, (size.height - own.height) // 2)


def _painted_as_it_is(exact: Size, wanted: float, rule: SizeRule) -> Size:
    """Return the next larger size that the model paints, if it has the ratio too; else the exact one."""
    step = max(1, rule.step)
    larger = Size(math.ceil(exact.width / step) * step, math.ceil(exact.height / step) * step)
    close = abs(larger.width / larger.height / wanted - 1) <= _CLOSE
    return larger if close and not rule.listed and sizes.is_legal(larger, rule) else exact


def _refuse_extreme(size: Size, rule: SizeRule) -> None:
    if size.pixels > _MOST_PIXELS:
        raise refusals.SizeNotOffered(f"{size} is too large. A canvas has at most 4096 by 4096 pixels.", field="size")
    if max(size.width, size.height) > rule.max_ratio * min(size.width, size.height):
        most = f"{rule.max_ratio:g}"
        raise refusals.SizeNotOffered(f"{size} is too narrow: this model paints up to {most}:1.", field="size")
