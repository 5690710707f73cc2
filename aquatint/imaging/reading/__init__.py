"""The text proof: reads the words in a picture, compares them with those that were asked for, and repairs them.

Nothing heavy is imported before the first picture is read or repaired.
"""

from aquatint.imaging.reading.errors import CannotTypeset, NothingToRepair
from aquatint.imaging.reading.geometry import Box, Quad
from aquatint.imaging.reading.masks import repair_box, repair_mask
from aquatint.imaging.reading.overlay import FONTS, Overlay, overlay
from aquatint.imaging.reading.proof import read_texts
from aquatint.imaging.reading.report import Accuracy, Difference, Line, TextFound, TextReport, Verdict

__all__ = [
    "FONTS",
    "Accuracy",
    "Box",
    "CannotTypeset",
    "Difference",
    "Line",
    "NothingToRepair",
    "Overlay",
    "Quad",
    "TextFound",
    "TextReport",
    "Verdict",
    "overlay",
    "read_texts",
    "repair_box",
    "repair_mask",
]
