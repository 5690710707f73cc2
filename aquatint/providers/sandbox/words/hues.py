# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Colour names as OKLCH."""

from aquatint.providers.sandbox.colour import Colour

HUES = {
    "red": (0.57, 0.20, 27), "orange": (0.72, 0.17, 55), "yellow": (0.88, 0.17, 95), "gold": (0.78, 0.14, 82),
    "green": (0.58, 0.14, 145), "emerald": (0.55, 0.12, 162), "olive": (0.58, 0.08, 118), "mint": (0.86, 0.08, 165),
    "teal": (0.62, 0.10, 195), "blue": (0.55, 0.15, 255), "sky-blue": (0.78, 0.09, 232), "navy": (0.34, 0.09, 262),
    "purple": (0.50, 0.16, 305), "lavender": (0.74, 0.09, 300), "pink": (0.76, 0.13, 355), "rose-pink": (0.84, 0.06, 15),
    "brown": (0.46, 0.08, 55), "copper": (0.60, 0.13, 47), "beige": (0.89, 0.035, 82), "white": (0.97, 0.006, 90),
    "grey": (0.66, 0.008, 260), "black": (0.25, 0.012, 275), "maroon": (0.40, 0.13, 18), "dark-green": (0.40, 0.08, 152),
    "coral-red": (0.72, 0.14, 35),
}  # fmt: skip


def hue(name: str) -> Colour:
    """Return the colour of a name that the vocabulary knows."""
    return Colour(*HUES[name])
