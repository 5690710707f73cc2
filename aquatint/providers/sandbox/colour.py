# ruff: noqa: PLR2004 -- coordinates are the drawing
"""Colours in OKLCH: equal steps look equal, so light, shade, haze and harmony can be computed."""

import math
from dataclasses import dataclass
from functools import lru_cache

type Rgb = tuple[float, float, float]

READABLE = 4.5
"""The contrast that WCAG 2.2 AA asks of text."""


@dataclass(frozen=True, slots=True)
class Colour:
    """`light` 0 to 1, `chroma` 0 to about 0.3, `hue` in degrees (OKLCH, Björn Ottosson 2020)."""

    light: float
    chroma: float
    hue: float

    @property
    def rgb(self) -> Rgb:
        """The nearest sRGB colour of the same lightness and hue, each channel 0 to 1."""
        return _to_rgb(self.light, self.chroma, self.hue)

    @property
    def argb(self) -> int:
        """The opaque colour as skia counts it: 0xAARRGGBB."""
        red, green, blue = (round(v * 255) for v in self.rgb)
        return 0xFF000000 | red << 16 | green << 8 | blue

    @property
    def hex(self) -> str:
        """The colour as `#rrggbb`."""
        return f"#{self.argb & 0xFFFFFF:06x}"

    def mix(self, other: "Colour", part: float) -> "Colour":
        """Walk the straight line in OKLab towards `other`; `part` 0 is this colour, 1 the other."""
        a = math.radians(self.hue)
        b = math.radians(other.hue)
        x = self.chroma * math.cos(a) * (1 - part) + other.chroma * math.cos(b) * part
        y = self.chroma * math.sin(a) * (1 - part) + other.chroma * math.sin(b) * part
        light = self.light * (1 - part) + other.light * part
        return Colour(light, math.hypot(x, y), math.degrees(math.atan2(y, x)) % 360)

    def lit(self, part: float) -> "Colour":
        """Turn towards warm light."""
        return self.mix(WARM, part)

    def shade(self, part: float) -> "Colour":
        """Turn towards shadow: darker, a little cooler, never dead black."""
        return Colour(self.light * (1 - 0.78 * part), self.chroma * (1 - 0.3 * part), self.hue).mix(COOL, part * 0.28)

    def lighter(self, step: float) -> "Colour":
        """Move lightness by `step` (may be negative)."""
        return Colour(min(0.99, max(0.02, self.light + step)), self.chroma, self.hue)

    def turn(self, degrees: float, chroma: float = 1.0) -> "Colour":
        """Turn the hue and scale the chroma."""
        return Colour(self.light, self.chroma * chroma, (self.hue + degrees) % 360)

    def at(self, light: float) -> "Colour":
        """Return the same hue at another lightness."""
        return Colour(light, self.chroma, self.hue)


WARM = Colour(0.985, 0.025, 85)
COOL = Colour(0.22, 0.035, 285)
WHITE = Colour(0.985, 0.004, 90)
BLACK = Colour(0.19, 0.012, 270)


@lru_cache(maxsize=16384)
def _to_rgb(light: float, chroma: float, hue: float) -> Rgb:
    low, high = 0.0, chroma
    rgb = _raw(light, chroma, hue)
    if not _inside(rgb):
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _inside(_raw(light, middle, hue)) else (low, middle)
        rgb = _raw(light, low, hue)
    red, green, blue = (_gamma(min(1.0, max(0.0, v))) for v in rgb)
    return red, green, blue


def _raw(light: float, chroma: float, hue: float) -> Rgb:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _inside(rgb: Rgb) -> bool:
    return all(-0.0005 <= v <= 1.0005 for v in rgb)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def from_rgb(red: float, green: float, blue: float) -> Colour:
    """Return the OKLCH colour of an sRGB one; channels 0 to 1."""
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (red, green, blue))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    x = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    y = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Colour(light, math.hypot(x, y), math.degrees(math.atan2(y, x)) % 360)


def from_hex(text: str) -> Colour:
    """Read `#rrggbb`."""
    value = int(text.lstrip("#"), 16)
    return from_rgb((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG counts it, 0 to 1."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    """Return the WCAG contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def readable(ink: Colour, ground: Colour, least: float = READABLE) -> Colour:
    """Return `ink`, moved in lightness only as far as `least` contrast against `ground` needs."""
    if contrast(ink, ground) >= least:
        return ink
    away = -0.02 if luminance(ground) > 0.18 else 0.02
    found = ink
    while contrast(found, ground) < least and 0.04 < found.light < 0.98:
        found = found.lighter(away)
    return found if contrast(found, ground) >= least else (BLACK.at(0.05) if away < 0 else WHITE)
