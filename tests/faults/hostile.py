"""Hostile pictures, made again and again from a seed and a number."""

import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from tests.imaging.pictures import SIGNATURE, animation, chunk, encoded, exif, picture, png
from tests.imaging.test_svg import NAMES, drawing

type Make = Callable[[random.Random], bytes]


def _lossless_noise(chance: random.Random, mode: str = "RGB") -> Image.Image:
    size = (chance.randint(1, 90), chance.randint(1, 90))
    bands = len(mode)
    pixels = np.frombuffer(chance.randbytes(size[0] * size[1] * bands), np.uint8)
    return Image.fromarray(
        pixels.reshape(size[1], size[0], bands).squeeze() if bands > 1 else pixels.reshape(size[::-1])
    )


def _profile(chance: random.Random) -> bytes:
    real = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile(chance.choice(["sRGB", "LAB", "XYZ"]))).tobytes())
    real[24:36] = bytes(12)  # the moment at which it was made
    for _ in range(chance.randint(0, 20)):
        real[chance.randrange(len(real))] = chance.randrange(256)
    return bytes(real[: chance.choice([len(real), 0, 1, 128, len(real) // 2])])


def _whole(chance: random.Random) -> bytes:
    kind = chance.choice(["png", "jpeg", "webp", "gif", "avif"])
    image = chance.choice([picture(), picture(24, 16), _lossless_noise(chance), picture(33, 90)])
    options: dict[str, Any] = {} if kind == "gif" else {"icc_profile": _profile(chance)}
    if kind != "gif":
        options["exif"] = exif(chance.randint(0, 12))
    if kind in {"png", "webp"} and chance.random() < 0.3:
        image = image.convert("RGBA")
    return encoded(kind, image, **options)


def _cut(chance: random.Random) -> bytes:
    whole = _whole(chance)
    return whole[: chance.randrange(len(whole))]


def _flipped(chance: random.Random) -> bytes:
    data = bytearray(_whole(chance))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _shuffled(chance: random.Random) -> bytes:
    """Pieces of a file taken out, doubled or moved."""
    data = _whole(chance)
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice([data[:a] + data[b:], data[:b] + data[a:b] + data[b:], data[:a] + data[b:] + data[a:b]])


def _crossed(chance: random.Random) -> bytes:
    """A polyglot: the head of one type on the body of another, or two files in one."""
    one, other = _whole(chance), _whole(chance)
    at = chance.choice([12, 33, 100])
    return chance.choice([one[:at] + other[at:], one + other, one + b"%PDF-1.7<script>alert(1)</script>" + other])


@cache
def _zeros(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * 1_000_000))


def _chunks(chance: random.Random) -> bytes:
    """A PNG with right checksums around anything: wrong headers, empty, missing, doubled and huge chunks."""
    width, height = chance.choice(
        [(1, 1), (3, 5), (30_000, 1), (1, 30_000), (200, 100), (0, 4), (2**31, 2), (60_000, 60)]
    )
    depth, colour = chance.choice([1, 2, 4, 8, 16, 3]), chance.choice([0, 2, 3, 4, 6, 5])
    header = struct.pack(">II5B", width, height, depth, colour, 0, 0, chance.choice([0, 0, 1, 9]))
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    rows = min(height, 4000)
    pixels = zlib.compress(bytes(min(5_000_000, rows * (1 + min(width, 100_000) * bits // 8 + 1))))
    parts = [
        chunk(b"IDAT", pixels),
        chunk(b"IDAT", b""),
        chunk(b"PLTE", chance.randbytes(chance.choice([0, 3, 768, 769, 3000]))),
        chunk(b"tRNS", chance.randbytes(chance.choice([0, 1, 2, 6, 256, 300]))),
        chunk(b"iCCP", b"x\0\0" + zlib.compress(_profile(chance))),
        chunk(b"iCCP", b"x\0\0" + _zeros(20)),
        chunk(b"zTXt", b"x\0\0" + _zeros(30)),
        chunk(b"iTXt", b"x\0\1\0\0\0" + _zeros(30)),
        chunk(b"tEXt", chance.randbytes(chance.choice([0, 10, 200_000]))),
        chunk(b"eXIf", chance.choice([b"", exif(6)[6:], chance.randbytes(50)])),
        chunk(b"acTL", struct.pack(">II", chance.choice([0, 1, 7, 2**31]), 0)),
        chunk(b"fcTL", chance.randbytes(26)),
        chunk(b"fdAT", chance.randbytes(30)),
        chunk(b"gAMA", struct.pack(">I", chance.choice([0, 1, 2**32 - 1]))),
        chunk(b"cHRM", chance.randbytes(32)),
        chunk(b"sBIT", chance.randbytes(chance.randint(0, 5))),
        chunk(b"aBCd", b""),
        chunk(b"IEND", b""),
    ]
    chosen = chance.sample(parts, chance.randint(0, 6))
    if chance.random() < 0.8:
        chosen += [chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return SIGNATURE + chunk(b"IHDR", header) + b"".join(chosen)


def _animated(chance: random.Random) -> bytes:
    data = animation(chance.choice(["png", "webp", "gif"]), chance.choice([1, 2, 9, 101]), (8, 8))
    if chance.random() < 0.5:
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 10)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        data = bytes(damaged)
    return data


def _odd(chance: random.Random) -> bytes:
    """Sound files of unusual kinds."""
    size = chance.choice([(1, 1), (1, 2000), (2000, 1), (30_000, 1), (257, 3)])
    mode = chance.choice(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
    image = (
        Image.new(mode, size, 1 if mode in {"1", "L", "P", "I;16"} else None) if mode != "P" else Image.new("P", size)
    )
    if mode in {"CMYK", "YCbCr"}:
        return encoded("jpeg", image, icc_profile=_profile(chance))
    if mode in {"1", "I;16", "LA", "P"}:
        return encoded("png", image, icc_profile=_profile(chance))
    return encoded(chance.choice(["png", "jpeg", "webp", "avif"]) if mode == "RGB" else "png", image)


def _bomb(chance: random.Random) -> bytes:
    size = chance.choice([2_100, 9_000, 30_000, 65_535])
    if chance.random() < 0.4:
        out = BytesIO()
        Image.new("1", (size, size) if size < 10_000 else (size, 90)).save(out, chance.choice(["PNG", "GIF"]))
        return out.getvalue()
    return png(size, size, bytes(100_000))


def _drawing(chance: random.Random) -> bytes:
    pieces = [
        "<rect width='9' height='9' onclick='x()'/>",
        "<script>alert(1)</script>",
        "<g id='a'><use href='#a'/></g>",
        "<g id='b'><use href='#c'/></g><g id='c'><use href='#b'/></g>",
        "<image href='file:///etc/passwd'/>",
        "<path d='" + "M0 0L9 9" * chance.choice([1, 50_000]) + "'/>",
        "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter><rect filter='url(#f)' width='9' height='9'/>",
        "<text font-size='1e30'>words</text>",
        "<g transform='scale(1e38)'><circle r='1e38'/></g>",
        "<g>" * chance.choice([3, 1000]),
        "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'><rect width='1'/></pattern>",
        "<rect fill='url(#p)' width='99' height='99'/>",
        "<marker id='m'><path d='M0 0' marker-start='url(#m)'/></marker>",
        "<x:y xmlns:x='z'>&lt;</x:y>",
    ]
    size = chance.choice(
        ['width="60" height="40"', 'width="1e9"', 'viewBox="0 0 1e-30 1e30"', 'width="1" height="16000"']
    )
    data = drawing("".join(chance.sample(pieces, chance.randint(0, 4))), size)
    start = [b"", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='utf-16'?>", NAMES.encode()]
    data = chance.choice(start) + data if chance.random() < 0.3 else data
    return data[: chance.randrange(len(data))] if chance.random() < 0.2 else data


def _noise(chance: random.Random) -> bytes:
    heads = [b"", SIGNATURE, b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x20ftypavif", b"<svg"]
    return chance.choice(heads) + chance.randbytes(chance.choice([0, 1, 40, 3000]))


MAKERS: tuple[Make, ...] = (
    *(
        _whole,
        _cut,
        _flipped,
        _flipped,
        _shuffled,
        _crossed,
        _chunks,
        _chunks,
        _animated,
        _odd,
        _bomb,
        _drawing,
        _noise,
    ),
)


def made(seed: int, number: int) -> tuple[str, bytes]:
    """Return one file and the name of its kind: always the same for a seed and a number."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 -- repeatable, guards nothing
    maker = MAKERS[number % len(MAKERS)]
    return maker.__name__, maker(chance)
