# ruff: noqa: ANN401, E501, RUF001 -- skia carries no types; one mark a line; words of other scripts
# fmt: off
"""Exact text: split into scripts, shaped by HarfBuzz, broken into lines, fitted to a box, drawn as glyphs."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import skia
import uharfbuzz as hb

from aquatint.imaging.lettering import fonts
from aquatint.imaging.lettering.fonts import Face

RANGES = (
    ("kana", 0x3040, 0x30FF), ("han", 0x2E80, 0x303F), ("han", 0x3400, 0x9FFF), ("han", 0xF900, 0xFAFF),
    ("han", 0xFF00, 0xFFEF), ("hangul", 0xAC00, 0xD7A3), ("hangul", 0x1100, 0x11FF), ("hangul", 0x3130, 0x318F),
    ("deva", 0x0900, 0x097F), ("beng", 0x0980, 0x09FF), ("arab", 0x0600, 0x06FF), ("arab", 0x0750, 0x077F),
    ("arab", 0xFB50, 0xFDFF), ("arab", 0xFE70, 0xFEFF),
)  # fmt: skip
NEVER_FIRST = set("、。，．,.!?！？：；:;)）」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%")
NEVER_LAST = set("（(「『【〈《")
CJK = {"han", "kana", "hangul"}
LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face: (glyph, x, y, advance) in ems."""

    face: Face
    glyphs: tuple[tuple[int, float, float, float], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """Text broken into lines and fitted: `size` is the em in points; lines are lists of runs, widths in ems."""

    lines: tuple[tuple[Run, ...], ...]
    size: float
    vertical: bool = False
    leading: float = LEADING

    @property
    def width(self) -> float:
        """The widest line in points."""
        return max((sum(run.width for run in line) for line in self.lines), default=0.0) * self.size

    @property
    def height(self) -> float:
        """All lines in points."""
        return len(self.lines) * self.leading * self.size


@dataclass(frozen=True, slots=True)
class Missing:
    """A script that no font on this machine writes, and what to do about it."""

    script: str
    hint: str


def script_of(char: str) -> str:
    """Return the script of a character; "" for marks, spaces and digits that take their neighbour's."""
    code = ord(char)
    for name, first, last in RANGES:
        if first <= code <= last:
            return name
    return "latin" if unicodedata.category(char)[0] == "L" else ""


def language_of(text: str) -> str:
    """Japanese if there is kana, Korean if there is Hangul, Chinese for bare Han; else nothing."""
    scripts = {script_of(char) for char in text}
    return "ja" if "kana" in scripts else "ko" if "hangul" in scripts else "zh" if "han" in scripts else ""


def missing(text: str) -> tuple[Missing, ...]:
    """Return the scripts in `text` that cannot be written here."""
    scripts = dict.fromkeys(script_of(char) for char in text)
    return tuple(
        Missing(script, fonts.hint(script)) for script in scripts if script and fonts.face(script, "sans") is None
    )


def _runs(text: str, style: str) -> list[tuple[str, Face]]:
    language = language_of(text)
    out: list[tuple[str, Face]] = []
    now = next((script for char in text if (script := script_of(char))), "latin")
    for char in text:
        script = script_of(char) or ("latin" if char.isdigit() and now == "arab" else "")
        now = script or now
        face = fonts.face(now, style, language if now in CJK else "") or fonts.face("latin", style)
        if face is None:  # the package ships the Latin faces
            raise FileNotFoundError(fonts.SHIPPED)
        if not face.covers(char) and not char.isspace() and unicodedata.category(char)[0] != "M":
            other = fonts.face("latin", style)
            face = other if other and other.covers(char) else face
        if out and out[-1][1] is face:
            out[-1] = out[-1][0] + char, face
        else:
            out.append((char, face))
    return out


def shape(text: str, style: str, *, vertical: bool = False) -> tuple[Run, ...]:
    """Shape one line. Right-to-left runs are laid in visual order when the line begins with such a letter."""
    runs: list[Run] = []
    rightward = True
    for part, face in _runs(text, style):
        buffer = hb.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        if vertical:
            buffer.direction = "ttb"
        if not runs:
            rightward = buffer.direction != "rtl"
        hb.shape(face.shaper, buffer, {"kern": True, "liga": True})
        runs.append(_run(buffer, face, vertical=vertical))
    return tuple(runs if rightward else reversed(runs))


def _run(buffer: Any, face: Face, *, vertical: bool) -> Run:
    glyphs: list[tuple[int, float, float, float]] = []
    pen = 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        step = (-place.y_advance if vertical else place.x_advance) / face.units
        dx, dy = place.x_offset / face.units, -place.y_offset / face.units
        glyphs.append((info.codepoint, dx if vertical else pen + dx, pen + dy if vertical else dy, step))
        pen += step
    return Run(face, tuple(glyphs), pen)


def _pieces(text: str) -> list[str]:
    """Break where a line may break: at spaces, and between CJK characters but for the forbidden ends."""
    out: list[str] = []
    for word in re.findall(r"\S+\s*|\s+", text):
        part = ""
        for char in word:
            free = part and script_of(part[-1]) in {"han", "kana"} and script_of(char) in {"han", "kana"}
            if free and char not in NEVER_FIRST and part[-1] not in NEVER_LAST:
                out.append(part)
                part = ""
            part += char
        out.append(part)
    return out


def fit(
    text: str, width: float, height: float, style: str, *, largest: float = 400.0, lines: int = 4,
    vertical: bool = False, leading: float = LEADING,
) -> Block:  # fmt: skip
    """Return the largest setting of `text` in a box of points; line ends in the text are kept."""
    if vertical:
        width, height = height, width
    paragraphs = [line for line in text.splitlines() if line.strip()] or [""]
    pieces = [_pieces(line.strip()) for line in paragraphs]
    widths = [[_width(piece, style, vertical=vertical) for piece in row] for row in pieces]
    best: tuple[float, list[str]] = (0.0, [])
    for count in range(len(paragraphs), max(lines, len(paragraphs)) + 1):
        broken = _broken(pieces, widths, count)
        longest = max(_width(line, style, vertical=vertical) for line in broken) or 0.5
        size = min(largest, width / longest, height / (len(broken) * leading))
        if size > best[0] * 1.04:
            best = size, broken
    return Block(tuple(shape(line, style, vertical=vertical) for line in best[1]), best[0], vertical, leading)


def _width(text: str, style: str, *, vertical: bool) -> float:
    return sum(run.width for run in shape(text.strip(), style, vertical=vertical))


def _broken(pieces: list[list[str]], widths: list[list[float]], count: int) -> list[str]:
    """Break paragraphs into about `count` lines of even width."""
    total = sum(sum(row) for row in widths)
    target = total / count * 1.08
    out: list[str] = []
    for row, sizes in zip(pieces, widths, strict=True):
        line, used = "", 0.0
        for piece, size in zip(row, sizes, strict=True):
            if line and used + size > target and len(out) < count - 1:
                out.append(line.strip())
                line, used = "", 0.0
            line += piece
            used += size
        out.append(line.strip())
    return out


def draw(canvas: Any, block: Block, x: float, y: float, width: float, height: float, paint: Any, align: str = "centre") -> None:
    """Draw a block inside a box; `align` is left, centre or right; lines stand in the middle of the height."""
    if block.vertical:
        _draw_columns(canvas, block, x, y, width, height, paint)
        return
    top = y + (height - block.height) / 2
    for number, line in enumerate(block.lines):
        length = sum(run.width for run in line) * block.size
        pen = x + {"left": 0.0, "right": width - length}.get(align, (width - length) / 2)
        ascent = max((run.face.ascent for run in line), default=0.8)
        descent = max((run.face.descent for run in line), default=0.2)
        base = top + (number + 0.5) * block.leading * block.size + (ascent - descent) / 2 * block.size
        for run in line:
            _glyphs(canvas, run, block.size, pen, base, paint)
            pen += run.width * block.size


def _draw_columns(canvas: Any, block: Block, x: float, y: float, width: float, height: float, paint: Any) -> None:
    """Columns from right to left, each from the top."""
    step = block.leading * block.size
    right = x + (width + step * len(block.lines)) / 2
    for number, line in enumerate(block.lines):
        centre = right - (number + 0.5) * step
        pen = y + (height - max(sum(run.width for run in one) for one in block.lines) * block.size) / 2
        for run in line:
            _glyphs(canvas, run, block.size, centre, pen, paint)
            pen += run.width * block.size


def _glyphs(canvas: Any, run: Run, size: float, x: float, y: float, paint: Any) -> None:
    if not run.glyphs:
        return
    font = skia.Font(run.face.painter, size)
    font.setSubpixel(True)
    font.setHinting(skia.FontHinting.kNone)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    builder = skia.TextBlobBuilder()
    builder.allocRunPos(
        font, [glyph for glyph, _, _, _ in run.glyphs],
        [skia.Point(x + dx * size, y + dy * size) for _, dx, dy, _ in run.glyphs],
    )  # fmt: skip
    canvas.drawTextBlob(builder.make(), 0, 0, paint)
