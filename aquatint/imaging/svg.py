"""SVG from a provider: read without trust, written again from an allow-list, rasterised when it must be looked at.

An SVG is a program for a browser. What remains after `sanitise` draws shapes and text and does nothing else: no script,
no event, no style sheet, no animation, no embedded document or picture, and no address but places in itself. A document
type with declarations (the door to entity bombs and to files of this machine) is refused, and so is a drawing whose
references run in circles or unfold into more than it is worth.

Sources: SVG 2 (elements and attributes), XML 1.0 §4.4, RFC 7303; parsed by expat with every declaration refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from aquatint.imaging import sniff
from aquatint.imaging.errors import NotAnImage, TooManyBytes, Truncated, Unreadable, UnsupportedType
from aquatint.imaging.facts import Facts
from aquatint.imaging.svg_references import DEPTH, References

HEAD: Final = 512
_BYTES: Final = 5_000_000
_ELEMENTS: Final = 50_000
_FILTERS: Final = 64
_EDGE: Final = 16_384
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_START: Final = f'<svg xmlns="{_NAMESPACE}"'
_XLINK: Final = "http://www.w3.org/1999/xlink href"
_XML_SPACE: Final = "http://www.w3.org/XML/1998/namespace space"

_SHAPES: Final = "path rect circle ellipse line polyline polygon text tspan textPath"
_GROUPS: Final = "svg g defs symbol use title desc clipPath mask pattern marker linearGradient radialGradient stop"
_EFFECTS: Final = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feOffset"
)
_ALLOWED: Final = frozenset(f"{_SHAPES} {_GROUPS} {_EFFECTS}".split())
_UNWRAPPED: Final = frozenset({"a", "switch"})  # their children stay

_PAINT: Final = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask filter marker "
    "marker-start marker-mid marker-end paint-order vector-effect stop-color stop-opacity flood-color flood-opacity "
    "mix-blend-mode isolation shape-rendering text-rendering color-interpolation color-interpolation-filters "
    "font-family font-size font-style font-weight font-stretch font-variant letter-spacing word-spacing text-anchor "
    "text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction unicode-bidi overflow"
)
_GEOMETRY: Final = (
    "id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points transform viewBox version "
    "preserveAspectRatio pathLength gradientUnits gradientTransform spreadMethod offset patternUnits "
    "patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth "
    "markerHeight refX refY orient filterUnits primitiveUnits in in2 result mode operator k1 k2 k3 k4 values type "
    "stdDeviation edgeMode tableValues slope intercept amplitude exponent rotate textLength lengthAdjust startOffset "
    "href style"
)
_STYLES: Final = frozenset(_PAINT.split())
_ATTRIBUTES: Final = _STYLES | frozenset(_GEOMETRY.split())
_HERE: Final = re.compile(r"#([\w.:-]+)")
_URL: Final = re.compile(r"""url\(\s*["']?\s*#([\w.:-]+)\s*["']?\s*\)""", re.IGNORECASE)
_ACTIVE: Final = re.compile(r"url\s*\(|\\|/\*|@|expression|javascript\s*:|data\s*:|&|<", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(px|pt|pc|mm|cm|in|)\s*")
_UNITS: Final = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_CUT: Final = {
    expat.errors.codes[text]
    for text in (
        *(expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN),
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}
_DEFAULT: Final = (300, 150)  # CSS 2.2 §10.3.2: a replaced element without a size


@dataclass(frozen=True, slots=True)
class Drawing:
    """A harmless drawing: its text, its facts (size in CSS pixels), and the names of what was taken out of it."""

    text: str
    facts: Facts
    removed: tuple[str, ...]


def looks_like(head: bytes) -> bool:
    """Whether a file that begins with `head` (`HEAD` bytes) wants to be an SVG; says nothing about its being one."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in head)


def inspect(path: Path) -> Facts:
    """Return the facts of an SVG that can be made harmless. Raises as `sanitise`."""
    return parse(path).facts


def sanitise(path: Path, target: Path) -> Drawing:
    """Write the harmless form of the SVG at `path` to `target`, which may be the same.

    Raises `TooManyBytes`, `NotAnImage`, `Truncated` or `UnsupportedType`; then nothing is written.
    """
    drawing = parse(path)
    target.write_text(drawing.text, encoding="utf-8")
    return drawing


def parse(path: Path) -> Drawing:
    """Return the harmless form of the SVG at `path`. Raises as `sanitise`."""
    with path.open("rb") as file:
        data = file.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise TooManyBytes(f"This SVG has more than {_BYTES / 1e6:.0f} MB.")
    cleaner = _Cleaner()
    try:
        _parser(cleaner).Parse(data, True)
    except expat.ExpatError as error:
        kind = Truncated if error.code in _CUT else NotAnImage
        raise kind("This SVG is damaged: it is not well-formed XML.") from error
    except Unreadable:
        raise
    except (LookupError, ValueError) as error:
        raise NotAnImage("This SVG is damaged: its text cannot be read.") from error
    return cleaner.drawing()


def rasterise(text: str, *, edge: int) -> bytes:
    """Return a PNG of a drawing that `parse` or `sanitise` has made harmless, its longer side `edge` pixels."""
    import pyvips  # noqa: PLC0415 -- only drawings that are looked at need it

    from aquatint.imaging.vips import guarded  # noqa: PLC0415

    if not text.startswith(_START):
        raise NotAnImage("This SVG has not been made harmless.")
    with guarded():
        picture = pyvips.Image.svgload_buffer(text.encode())
        scale = edge / max(picture.width, picture.height)
        picture = pyvips.Image.svgload_buffer(text.encode(), scale=scale)
        return bytes(picture.pngsave_buffer(compression=6, keep="none"))


def _parser(cleaner: "_Cleaner") -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = cleaner.start
    parser.EndElementHandler = cleaner.end
    parser.CharacterDataHandler = cleaner.text
    parser.StartDoctypeDeclHandler = _refuse_subset
    parser.EntityDeclHandler = _refuse_entities
    parser.ExternalEntityRefHandler = _refuse_entities
    parser.UseForeignDTD(False)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse_subset(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
    if has_subset:
        raise UnsupportedType("This SVG declares entities of its own. Such files are not taken.")


def _refuse_entities(*_: object) -> int:
    raise UnsupportedType("This SVG declares entities of its own. Such files are not taken.")


@dataclass
class _Cleaner:
    """Writes what is allowed, in the order in which the parser finds it."""

    out: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    """For each open element the end that it will write, and its id."""
    skipping: int = 0
    count: int = 0
    filters: int = 0
    removed: dict[str, None] = field(default_factory=dict)
    size: tuple[int, int] = _DEFAULT
    web: References = field(default_factory=References)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self.count += 1
        if self.count > _ELEMENTS or len(self.open) > DEPTH:
            raise NotAnImage("This SVG is made of too many pieces.")
        space, _, local = name.rpartition(" ")
        if not self.open and not self.skipping and (space, local) != (_NAMESPACE, "svg"):
            raise NotAnImage("This file is XML and not an SVG.")
        allowed = local in _ALLOWED and (self.open or not self.out)
        if self.skipping or space != _NAMESPACE or (local not in _UNWRAPPED and not allowed):
            self.skipping += 1
            self.removed[f"<{local[:40]}>"] = None
            return
        if local in _UNWRAPPED:
            self.removed[f"<{local}>"] = None
            self.open.append(("", ""))
            return
        self._write(local, attributes)

    def _write(self, local: str, attributes: Mapping[str, str]) -> None:
        self.filters += local == "filter"
        if self.filters > _FILTERS:
            raise NotAnImage("This SVG is made of too many pieces.")
        kept = self._kept(attributes)
        is_root = not self.open
        if is_root:
            self.size = _size(kept)
        self.web.enter(kept.get("id", ""), _named(kept))
        written = "".join(f" {name}={quoteattr(value)}" for name, value in kept.items())
        self.out.append(f"{_START}{written}>" if is_root else f"<{local}{written}>")
        self.open.append((f"</{local}>", "entered"))

    def _kept(self, attributes: Mapping[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for full, value in attributes.items():
            name = "href" if full == _XLINK else full
            clean = _style(value) if name == "style" else value
            if full == _XML_SPACE and value in {"preserve", "default"}:
                kept["xml:space"] = value
            elif name not in _ATTRIBUTES or not _is_harmless(name, clean):
                self.removed[f"{name.rpartition(' ')[2][:40]}="] = None
            elif clean:
                kept.setdefault(name, clean)
        return kept

    def end(self, _name: str) -> None:
        """Take the end of an element."""
        if self.skipping:
            self.skipping -= 1
            return
        closing, entered = self.open.pop()
        self.out.append(closing)
        if entered:
            self.web.leave()

    def text(self, data: str) -> None:
        """Take words: of text, titles and descriptions; elsewhere only space can stand."""
        if not self.skipping and self.open:
            self.out.append(escape(data))

    def drawing(self) -> Drawing:
        """Return the whole. Raises `NotAnImage` if its references do not end."""
        self.web.check()
        width, height = self.size
        facts = Facts(sniff.SVG, width, height, 1, alpha=True)
        return Drawing("".join(self.out) + "\n", facts, tuple(self.removed))


def _is_harmless(name: str, value: str) -> bool:
    """Whether a value names nothing outside of the drawing and hides nothing that could."""
    if name == "href":
        return _HERE.fullmatch(value.strip()) is not None
    return _ACTIVE.search(_URL.sub("", value)) is None


def _style(value: str) -> str:
    """Return the allowed declarations of a style attribute."""
    pairs = (one.partition(":") for one in value.split(";"))
    kept = ((name.strip().lower(), words.strip()) for name, _, words in pairs)
    return ";".join(f"{name}:{words}" for name, words in kept if name in _STYLES and _is_harmless(name, words))


def _named(kept: Mapping[str, str]) -> list[str]:
    """Return the ids that an element's attributes point at."""
    found = [one for name, value in kept.items() if name != "href" for one in _URL.findall(value)]
    here = _HERE.fullmatch(kept.get("href", "").strip())
    return [*found, here[1]] if here else found


def _size(kept: Mapping[str, str]) -> tuple[int, int]:
    """Return the size in CSS pixels that the root asks for, at least 1 and at most 16,384 each."""
    box = [float(one) for one in re.findall(r"-?\d{1,9}(?:\.\d{1,9})?", kept.get("viewBox", ""))]
    ratio = box[2:] if len(box) == 4 and min(box[2:]) > 0 else list(_DEFAULT)  # noqa: PLR2004 -- x, y, width, height
    width, height = _length(kept.get("width")), _length(kept.get("height"))
    if width is None and height is None:
        width, height = ratio
    elif width is None:
        width = (height or 0) * ratio[0] / ratio[1]
    elif height is None:
        height = width * ratio[1] / ratio[0]
    return _bounded(width), _bounded(height or 0)


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _UNITS[found[2]] if found else None


def _bounded(length: float) -> int:
    return min(_EDGE, max(1, round(length)))
