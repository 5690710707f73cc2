"""Good answers: pictures, usage, the JSON around them, and the events of a stream."""

import time
import zlib
from dataclasses import replace
from typing import Any

import msgspec
import pybase64

from aquatint.emulator.faults import drift_asked
from aquatint.emulator.openai.asks import Ask
from aquatint.emulator.painting import SEEDS, Look, picture
from aquatint.emulator.retouching import retouched
from aquatint.emulator.signing import UNSIGNED
from aquatint.emulator.world import Options

_TOKENS = {"low": 200, "medium": 1767, "high": 7033, "xhigh": 9000, "max": 12000}
"""Tokens of one picture of 1024x1024; from the public per-picture prices of GPT Image 2 at $30 per million."""

_PER_PARTIAL = 100
_PIXELS = 1024 * 1024
_AUTO_SIZE = (1024, 1024)
_MOST_READY = 96
_ready: dict[Look, bytes] = {}


def look(ask: Ask, options: Options, *, shot: int = 0, stage: int = 0) -> Look:
    """Return how one shot looks. The words choose the colours."""
    width, height = ask.size or _AUTO_SIZE
    return Look(
        width=width,
        height=height,
        output_format=ask.output_format,
        transparent=ask.background == "transparent",
        seed=(zlib.crc32(ask.prompt.encode()) + shot + ask.turn) % SEEDS,
        compression=ask.output_compression,
        stage=stage,
        least_bytes=0 if stage else options.picture_bytes,
        drift=drift_asked(ask.prompt) or options.drift,
        signed=options.signed and UNSIGNED not in ask.prompt,
    )


def shots(ask: Ask, options: Options) -> list[bytes]:
    """Return the pictures in base64."""
    return [shot_in_base64(ask, look(ask, options, shot=shot)) for shot in range(ask.n)]


def shot_in_base64(ask: Ask, wanted: Look) -> bytes:
    """Return one picture, painted or retouched, in base64."""
    if not ask.images:
        return _in_base64(wanted)
    if wanted.stage:
        return _in_base64(replace(wanted, transparent=False))
    return pybase64.b64encode(retouched(ask.images[0], ask.mask, wanted))


def are_ready(ask: Ask, options: Options) -> bool:
    """Return whether the pictures are all there already, so that `shots` takes no time."""
    return not ask.images and all(look(ask, options, shot=shot) in _ready for shot in range(ask.n))


def _in_base64(wanted: Look) -> bytes:
    data = _ready.get(wanted)
    if data is None:
        data = pybase64.b64encode(picture(wanted))
        while len(_ready) >= _MOST_READY:
            _ready.pop(next(iter(_ready)), None)
        _ready[wanted] = data
    return data


def body(ask: Ask, pictures: list[bytes], *, usage: bool = True) -> list[bytes]:
    """Return the JSON of an answer in pieces, so that the big cached ones need not be copied."""
    about = msgspec.json.encode({"created": int(time.time()), **said(ask)})
    pieces = [about[:-1] + b',"data":[']
    for index, data in enumerate(pictures):
        pieces += [(b"," if index else b"") + b'{"b64_json":"', data, b'"}']
    pieces.append(b"]" + (b',"usage":' + msgspec.json.encode(tokens(ask)) if usage else b"") + b"}")
    return pieces


def event(ask: Ask, data: bytes, *, index: int | None = None) -> bytes:
    """Return one frame of a stream: an unfinished picture if `index` is given, else the finished one with usage."""
    verb = "image_edit" if ask.images else "image_generation"
    kind = f"{verb}.completed" if index is None else f"{verb}.partial_image"
    more = {"usage": tokens(ask)} if index is None else {"partial_image_index": index}
    about = msgspec.json.encode({"type": kind, "created_at": int(time.time()), **said(ask), **more})
    return b'event: %b\ndata: %b,"b64_json":"%b"}\n\n' % (kind.encode(), about[:-1], data)


def said(ask: Ask) -> dict[str, Any]:
    """Return the settings that were used in effect."""
    width, height = ask.size or _AUTO_SIZE
    return {
        "size": f"{width}x{height}",
        "quality": quality(ask),
        "background": "transparent" if ask.background == "transparent" else "opaque",
        "output_format": ask.output_format,
        **({"safety_identifier": ask.person} if ask.person else {}),
    }


def quality(ask: Ask) -> str:
    """Return the quality in effect."""
    return "medium" if ask.quality == "auto" else ask.quality


def tokens(ask: Ask) -> dict[str, Any]:
    """Return the usage: more for bigger, finer and more pictures, and for pictures that were sent."""
    width, height = ask.size or _AUTO_SIZE
    each = round(_TOKENS[quality(ask)] * width * height / _PIXELS)
    output = ask.n * each + (_PER_PARTIAL * ask.partial_images if ask.stream else 0)
    text, image = len(ask.prompt) // 4 + 1, 1024 * len(ask.images)
    return {
        "input_tokens": text + image,
        "input_tokens_details": {"text_tokens": text, "image_tokens": image},
        "output_tokens": output,
        "output_tokens_details": {"image_tokens": output, "text_tokens": 0},
        "total_tokens": text + image + output,
    }
