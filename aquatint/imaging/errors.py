"""Why a picture file cannot be used. Each member is also a `ValueError`.

Unreadable           400  not usable as a picture
├── NotAnImage       400  not a picture at all, or damaged
├── Truncated        400  it ends before the picture does
├── UnsupportedType  400  a picture or document of a type that we do not take
├── TooManyBytes     413  the file is too large
├── TooManyPixels    413  too large once opened
└── TooManyFrames    413  too long an animation
"""

import struct
import zlib
from typing import Final

from aquatint.kit.errors import InvalidRequest

DECODER_ERRORS: Final = (
    *(
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        LookupError,
        TypeError,
        ArithmeticError,
        RuntimeError,
        AssertionError,
    ),
    *(struct.error, zlib.error),
)
"""What decoders raise for damaged files, found by feeding them such; always told on as a member of `Unreadable`."""


class Unreadable(InvalidRequest, ValueError):
    """The file cannot be used as a picture; `code` and `sentence` say why."""

    code = "unreadable_image"


class NotAnImage(Unreadable):
    """Not a picture at all, or one whose structure is damaged."""

    code = "not_an_image"


class Truncated(Unreadable):
    """The file ends before the picture does."""

    code = "truncated"


class UnsupportedType(Unreadable):
    """A file of a known type that we do not take."""

    code = "unsupported_type"


class TooManyBytes(Unreadable):
    """More bytes than the limit."""

    code = "too_many_bytes"
    status = 413


class TooManyPixels(Unreadable):
    """More pixels, over all frames, than the limit."""

    code = "too_many_pixels"
    status = 413


class TooManyFrames(Unreadable):
    """More frames than the limit."""

    code = "too_many_frames"
    status = 413
