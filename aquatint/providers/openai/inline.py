"""The JSON form of an edit, with the pictures inside as data URLs.

The multipart form has no `moderation` field (openai-openapi, `CreateImageEditRequest`), so an edit that asks for less
moderation goes this way. The body is written out piece by piece: no picture is ever whole in memory.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pybase64

from aquatint.providers.openai.mapping import Field
from aquatint.providers.types import ImageRequest

MAX_URL = 20_971_520
"""Most characters of one `image_url`."""

_PIECE = 192 * 1024  # a multiple of 3, so that the base64 of the pieces is the base64 of the whole


class InlineEdit:
    """A body in pieces, as `kit.http` takes it."""

    def __init__(self, parameters: Mapping[str, Field], request: ImageRequest, mask: Path | None) -> None:
        self._parts: list[bytes | Path] = [msgspec.json.encode(parameters)[:-1], b',"images":[']
        for number, image in enumerate(request.images):
            self._parts += [b"," if number else b"", *_picture(image.path, image.media_type)]
        self._parts.append(b"]")
        if mask is not None:
            self._parts += [b',"mask":', *_picture(mask, "image/png")]
        self._parts.append(b"}")

    @property
    def media_type(self) -> str:
        """The value of the Content-Type header."""
        return "application/json"

    def length(self) -> int:
        """Return the number of bytes of the body."""
        return sum(_encoded_length(part) if isinstance(part, Path) else len(part) for part in self._parts)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the body."""
        for part in self._parts:
            if not isinstance(part, Path):
                yield part
                continue
            with part.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield pybase64.b64encode(piece)


def too_long(request: ImageRequest) -> bool:
    """Return whether a picture is too big to be sent inline."""
    return any(_encoded_length(image.path) + 64 > MAX_URL for image in request.images)


def _picture(path: Path, media_type: str) -> Sequence[bytes | Path]:
    return [f'{{"image_url":"data:{media_type};base64,'.encode(), path, b'"}']


def _encoded_length(path: Path) -> int:
    return (path.stat().st_size + 2) // 3 * 4
