"""Reading and checking what a client asks for, by the rules that OpenAI documents for its current image models."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import pybase64
from PIL import Image
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from aquatint.emulator.openai.errors import Wrong

_QUALITIES = ("auto", "low", "medium", "high")
_FINE_QUALITIES = (*_QUALITIES, "xhigh", "max")
_MIN_PIXELS, _MAX_PIXELS = 655_360, 8_294_400
_MAX_EDGE, _STEP, _MAX_RATIO = 3840, 16, 3
_MAX_PROMPT, _MAX_N, _MAX_IMAGES, _MAX_PARTIALS = 32_000, 10, 16, 3
_MAX_MASK, _MAX_IMAGE, _MAX_URL = 4 * 1024 * 1024, 50 * 1024 * 1024, 20_971_520


@dataclass(frozen=True, slots=True)
class Model:
    """What one model takes."""

    qualities: Sequence[str] = _FINE_QUALITIES
    complexity: bool = True
    alpha: bool = True


_PREVIOUS = Model(qualities=_QUALITIES, complexity=False)
MODELS: Final[Mapping[str, Model]] = {
    "gpt-image-2": _PREVIOUS,
    "gpt-image-2-2026-04-21": _PREVIOUS,
    "gpt-image-2.5-flare": Model(),
    "gpt-image-2.5-flare-2026-09-08": Model(),
    "gpt-image-2.5-sunburst": Model(),
    "gpt-image-2.5-sunburst-2026-09-08": Model(),
    "gpt-image-2.6-flare": Model(),
    "gpt-image-2.6-sunburst": Model(),
}

_BOTH = frozenset(
    {
        *("model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression"),
        *("complexity", "stream", "partial_images", "safety_identifier", "user", "moderation"),
    }
)
_TAKEN_OVER = ("n", "quality", "background", "output_format", "output_compression", "stream", "partial_images")
_EDIT = frozenset({"images", "mask"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A request in order. `size` None means auto."""

    model: str
    prompt: str
    n: int = 1
    size: tuple[int, int] | None = None
    quality: str = "auto"
    background: str = "auto"
    output_format: str = "png"
    output_compression: int = 100
    stream: bool = False
    partial_images: int = 0
    person: str | None = None
    images: Sequence[bytes] = ()
    mask: bytes | None = None
    turn: int = 0
    sent: Mapping[str, Any] = field(default_factory=dict)


async def generation(request: Request) -> Ask:
    """Return what a generation asks for. Raises `Wrong`."""
    return _checked(await _json(request), _BOTH)


async def edit(request: Request) -> Ask:
    """Return what an edit asks for, sent as a form or as JSON. Raises `Wrong`."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        values = await _json(request)
        images = [_from_reference(item) for item in values.get("images") or []]
        mask = _from_reference(values["mask"]) if values.get("mask") else None
        return _with_pictures(_checked(values, _BOTH | _EDIT), images, mask)
    async with request.form(max_files=20, max_fields=40, max_part_size=2 * 1024 * 1024) as form:
        images = [await _upload(item) for name in ("image", "image[]") for item in form.getlist(name)]
        mask = await _upload(form["mask"]) if "mask" in form else None
        # The form has no field for moderation.
        return _with_pictures(_checked(_form_values(form), _BOTH - {"moderation"}), images, mask)


async def _json(request: Request) -> dict[str, Any]:
    try:
        return msgspec.json.decode(await request.body(), type=dict[str, Any])
    except msgspec.DecodeError:
        raise Wrong("We could not parse the JSON body of your request.", code=None) from None


def _form_values(form: FormData) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name in {"image", "image[]", "mask"}:
            continue
        text = str(value)
        if name in {"n", "output_compression", "partial_images"}:
            values[name] = int(text) if text.isdigit() else text
        else:
            values[name] = {"true": True, "false": False}.get(text, text) if name == "stream" else text
    return values


async def _upload(item: UploadFile | str) -> bytes:
    if isinstance(item, str):
        raise Wrong("Expected a file.", param="image", code="invalid_type")
    return await item.read()


def _from_reference(item: object) -> bytes:
    url = item.get("image_url") if isinstance(item, Mapping) else None
    if not isinstance(url, str):
        raise Wrong("Exactly one of image_url and file_id is needed; there are no files here.", param="images")
    if len(url) > _MAX_URL:
        raise Wrong("image_url is too long.", param="images", code="string_above_max_length")
    kind, comma, data = url.partition(",")
    if not kind.startswith("data:image/") or not comma:
        raise Wrong("Failed to download the image.", param="images", code="failed_to_download_image")
    try:
        return pybase64.b64decode(data, validate=True)
    except ValueError:
        raise Wrong("Invalid base64 image.", param="images", code="invalid_base64_image") from None


def _checked(values: Mapping[str, Any], allowed: frozenset[str]) -> Ask:
    for unknown in values.keys() - allowed:
        raise Wrong(f"Unknown parameter: '{unknown}'.", param=unknown, code="unknown_parameter")
    name = values.get("model")
    if not isinstance(name, str) or name not in MODELS:
        raise Wrong(f"The model '{name}' does not exist.", param="model", code="model_not_found", status=404)
    model = MODELS[name]
    _check_words(values)
    _one_of(values, "quality", model.qualities)
    _one_of(values, "background", ("auto", "opaque", "transparent"))
    _one_of(values, "output_format", ("png", "jpeg", "webp"))
    _one_of(values, "complexity", ("low", "medium", "high") if model.complexity else ())
    _one_of(values, "moderation", ("auto", "low"))
    _between(values, "n", 1, _MAX_N)
    _between(values, "partial_images", 0, _MAX_PARTIALS)
    _between(values, "output_compression", 0, 100)
    _check_together(values)
    return Ask(
        model=name,
        prompt=values["prompt"],
        size=_size(values.get("size") or "auto"),
        person=values.get("safety_identifier") or values.get("user"),
        sent={key: value for key, value in values.items() if key not in _EDIT},
        **{key: values[key] for key in _TAKEN_OVER if values.get(key) is not None},
    )


def _check_words(values: Mapping[str, Any]) -> None:
    prompt = values.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        raise Wrong("Missing required parameter: 'prompt'.", param="prompt", code="missing_required_parameter")
    if len(prompt) > _MAX_PROMPT:
        raise Wrong(f"Expected at most {_MAX_PROMPT} characters.", param="prompt", code="string_above_max_length")
    if len(values.get("safety_identifier") or "") > 64:  # noqa: PLR2004 -- OpenAI's help article 5428082
        raise Wrong("safety_identifier is too long.", param="safety_identifier", code="string_above_max_length")


def _check_together(values: Mapping[str, Any]) -> None:
    output_format = values.get("output_format") or "png"
    if values.get("background") == "transparent" and output_format == "jpeg":
        raise Wrong(
            "Transparent background is not supported for jpeg.",
            param="background",
            kind="image_generation_user_error",
        )
    if values.get("output_compression") not in {None, 100} and output_format == "png":
        raise Wrong("Compression less than 100 is not supported for PNG.", param="output_compression")
    if not isinstance(values.get("stream") or False, bool):
        raise Wrong("Expected a boolean.", param="stream", code="invalid_type")


def _one_of(values: Mapping[str, Any], name: str, allowed: Sequence[str]) -> None:
    value = values.get(name)
    if value is not None and value not in allowed:
        raise Wrong(f"Invalid value: {value!r}. Supported values are: {list(allowed)}.", param=name)


def _between(values: Mapping[str, Any], name: str, low: int, high: int) -> None:
    value = values.get(name)
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong("Expected an integer.", param=name, code="invalid_type")
    if not low <= value <= high:
        code = "integer_below_min_value" if value < low else "integer_above_max_value"
        raise Wrong(f"Expected a value from {low} to {high}, got {value}.", param=name, code=code)


def _size(text: object) -> tuple[int, int] | None:
    if text == "auto":
        return None
    width, _, height = str(text).partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(width) < 6 and len(height) < 6):  # noqa: PLR2004
        raise Wrong(f"Invalid size {text!r}.", param="size")
    size = int(width), int(height)
    if max(size) > _MAX_EDGE or any(edge % _STEP for edge in size):
        raise Wrong(f"Both edges must be multiples of {_STEP} and at most {_MAX_EDGE}.", param="size")
    if not _MIN_PIXELS <= size[0] * size[1] <= _MAX_PIXELS or max(size) > _MAX_RATIO * min(size):
        raise Wrong(f"{text} has too few or too many pixels, or is too long.", param="size")
    return size


def _with_pictures(ask: Ask, images: Sequence[bytes], mask: bytes | None) -> Ask:
    if not images:
        raise Wrong("Missing required parameter: 'image'.", param="image", code="missing_required_parameter")
    if len(images) > _MAX_IMAGES:
        raise Wrong(f"At most {_MAX_IMAGES} images.", param="image", code="array_above_max_length")
    sizes = [_dimensions(image, "image") for image in images]
    if mask is not None:
        _check_mask(mask, sizes[0])
    changes = {"images": tuple(images), "mask": mask, "size": ask.size or _auto_size(sizes[0])}
    return Ask(**{name: changes.get(name, getattr(ask, name)) for name in Ask.__dataclass_fields__})


def _check_mask(mask: bytes, size: tuple[int, int]) -> None:
    if len(mask) >= _MAX_MASK:
        raise Wrong("Mask must be less than 4MB.", param="mask")
    if not mask.startswith(b"\x89PNG"):
        raise Wrong("Mask must be a PNG.", param="mask")
    if _dimensions(mask, "mask") != size:
        raise Wrong("Mask size does not match image size.", param="mask")
    with Image.open(io.BytesIO(mask)) as opened:
        if "A" not in opened.getbands():
            raise Wrong("Mask must have an alpha channel.", param="mask")


def _dimensions(data: bytes, param: str) -> tuple[int, int]:
    if len(data) > _MAX_IMAGE:
        raise Wrong("Image is too large.", param=param, code="image_too_large")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
            opened.load()
            return opened.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Wrong("Invalid image file or mode.", param=param, code="invalid_image") from None


def _auto_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return a legal size with about the ratio of `size`, near one megapixel."""
    ratio = min(_MAX_RATIO, max(1 / _MAX_RATIO, size[0] / size[1]))
    width = round((1024 * 1024 * ratio) ** 0.5 / _STEP) * _STEP
    height = round(width / ratio / _STEP) * _STEP
    return width, height
