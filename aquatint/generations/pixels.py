"""What is done to pixels for a generation, as plain functions on files. They run in processes of their own.

No Django in here: the processes start fast and hold no database connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging import inspect, notes
from aquatint.imaging.conversion import Format, convert
from aquatint.imaging.lock import ALIGNED, MAP, Choice, LockReport, lock, recompose

_LOCKED: Final = "locked.png"
_WHITE: Final = 128
_FONT: Final = "sans-bold"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit whose answer came: the files, where to work, and the file type that was asked for."""

    source: Path
    answer: Path
    mask: Path | None
    workdir: Path
    output_format: Format
    quality: int | None = None
    framed: bool = False
    """Whether the source is a canvas with the picture inside, which is to go on around it."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The outcome of a lock: the file in the asked type, the sidecar's files, and what the lock measured.

    `picture` is None where nothing was locked and the answer, as it came, is what counts. `outside_max_error` is that
    of `picture`; None where nothing was compared.
    """

    report: LockReport
    picture: Path | None
    aligned: Path | None
    change_map: Path | None
    region: Path | None
    """White where the picture may differ from the source."""
    outside_max_error: int | None


def lock_edit(edit: Edit) -> Locked:
    """Keep everything outside of what was to change. Raises what `imaging.lock.lock` raises."""
    out = edit.workdir / _LOCKED
    report = lock(edit.source, edit.answer, edit.mask, out=out, workdir=edit.workdir, framed=edit.framed)
    aligned, change_map = edit.workdir / ALIGNED, edit.workdir / MAP
    if report.status != "local":
        same_size = _size(edit.answer) == _size(out)
        picture = None if same_size else _in_type(edit, out)
        return Locked(report, picture, None, None, None, None)
    picture = _in_type(edit, out)
    for file in (picture, aligned):
        notes.write(file, _notes(edit))
    error = report.outside_max_error or 0
    if picture != out:
        error += largest_difference(out, picture, change_map)
    return Locked(report, picture, aligned, change_map, region_of(change_map), error)


def _notes(edit: Edit) -> dict[str, str]:
    """Return what the painter noted for itself, and what both pictures say, which is so of the mixture too."""
    before, after = notes.read(edit.source), notes.read(edit.answer)
    return {key: text for key, text in after.items() if key.startswith(notes.OWN) or before.get(key) == text}


def region_of(change_map: Path) -> Path:
    """Write a grey PNG beside the map that is white where the picture may differ from its source; return it."""
    region = change_map.with_name("region.png")
    with Image.open(change_map) as regions:
        regions.convert("L").point([0] + [255] * 255).save(region, "PNG", compress_level=1)
    return region


def _in_type(edit: Edit, png: Path) -> Path:
    if edit.output_format == "png":
        return png
    out = png.with_suffix(f".{edit.output_format}")
    convert(png, edit.output_format, out=out, quality=edit.quality, lossless=edit.output_format == "webp")
    return out


def _size(path: Path) -> tuple[int, int]:
    facts = inspect(path)
    return facts.width, facts.height


@dataclass(frozen=True, slots=True)
class Recomposed:
    """Another version of a locked edit, and the largest difference (0 to 255) to the source outside its regions."""

    report: LockReport
    outside_max_error: int


def recompose_edit(
    source: Path, aligned: Path, change_map: Path, choices: Sequence[Choice], *, mask: Path | None, out: Path
) -> Recomposed:
    """Write another version of a locked edit to `out`, a PNG; with a mark nothing grows beyond it.

    Raises what `imaging.lock.recompose` raises.
    """
    report = recompose(source, aligned, change_map, choices, mask=mask, out=out)
    notes.write(out, notes.read(aligned))
    return Recomposed(report, report.outside_max_error or 0)


def largest_difference(one: Path, other: Path, change_map: Path | None = None) -> int:
    """Return the largest difference of a channel (0 to 255) between two pictures of one size.

    With a `change_map` only where it is 0, which is outside of what changed.
    """
    first, second = _rgba(one), _rgba(other)
    apart = np.abs(first.astype(np.int16) - second).max(axis=-1)
    if change_map is not None:
        with Image.open(change_map) as regions:
            apart = apart[np.asarray(regions.convert("L")) == 0]
    return int(apart.max(initial=0))


def _rgba(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGBA"))


def box_mask(size: tuple[int, int], box: Sequence[float], *, out: Path) -> None:
    """Write a mask of `size` (width, height) whose white is `box` (x, y, width, height in pixels)."""
    x, y, width, height = box
    mask = Image.new("L", size)
    left, top = max(0, int(x)), max(0, int(y))
    mask.paste(255, (left, top, min(size[0], round(x + width)), min(size[1], round(y + height))))
    mask.save(out, "PNG", compress_level=1)


def marks_something(mask: Path) -> bool:
    """Return whether a mask has any white (from the middle grey on)."""
    with Image.open(mask) as picture:
        return any(picture.convert("L").histogram()[_WHITE:])


def upscaled(path: Path, size: tuple[int, int], *, out: Path, model: Path | None = None) -> dict[str, Any]:
    """Enlarge to `size` (width, height), by the operator's ONNX model if any; return what the receipt tells."""
    from aquatint.imaging.upscale import upscale  # noqa: PLC0415 -- for the workshop's processes only

    native = _size(path)
    made = upscale(path, width=size[0], height=size[1], out=out, model=model)
    return {"method": made.method, "size": f"{made.width}x{made.height}", "native": f"{native[0]}x{native[1]}"}


def cut_out(path: Path, *, out: Path, model: Path | None = None) -> dict[str, Any]:
    """Take the background away, by the operator's ONNX model if there is one; return what the receipt tells."""
    from aquatint.imaging import cutout  # noqa: PLC0415 -- for the workshop's processes only

    made = cutout.cut_out(path, out=out, cutter=cutout.ByModel(model) if model else None)
    return {"method": made.method, "kept": round(made.kept, 4), "sure": made.sure}


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text to set: into which corners (clockwise from the upper left), in which font and colour.

    `texts` are all that the picture must carry; they are read again afterwards.
    """

    path: Path
    text: str
    quad: Sequence[Sequence[float]]
    font: str
    colour: tuple[int, int, int] | None
    texts: Sequence[str]


def typeset(order: Typeset, *, out: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Set the text; return what the receipt tells, and how all texts read now."""
    from aquatint.imaging import reading  # noqa: PLC0415 -- for the workshop's processes only

    one, two, three, four = ((float(x), float(y)) for x, y in order.quad)
    font = order.font or _FONT
    made = reading.overlay(
        order.path, order.text, quad=(one, two, three, four), out=out, font=font, colour=order.colour
    )
    notes.write(out, notes.read(order.path))
    texts = [found.as_json() for found in reading.read_texts(out, list(order.texts)).texts]
    return {"box": list(made.box), "colour": list(made.colour), "size": round(made.size, 1), "font": font}, texts


def read_texts(picture: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return the reader's report on each of these texts."""
    from aquatint.imaging import reading  # noqa: PLC0415 -- for the workshop's processes only

    return [found.as_json() for found in reading.read_texts(picture, texts).texts]
