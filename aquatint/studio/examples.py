"""The pictures of the first page: all by the sandbox painter, from the words that stand here."""

from typing import NamedTuple


class Example(NamedTuple):
    """A picture, and the words and shape that lead to one like it."""

    name: str
    width: int
    height: int
    shape: str
    title: str
    words: str
    alt: str

    @property
    def file(self) -> str:
        """Where the file lies among the static files."""
        return f"studio/pictures/{self.name}.webp"


EXAMPLES = (
    Example(
        *("moon", 292, 520, "9:16", "Slow Sound"),
        words="a poster 'Slow Sound', a moon over the sea, 1960s print",
        alt="Dark blue poster with a full moon before a pink disc, and the words Slow Sound",
    ),
    Example(
        *("sail", 780, 520, "3:2", "Sunset on the lake"),
        words="a red sailing boat on a calm lake at sunset",
        alt="A red sailing boat and its reflection on a lake, violet mountains behind",
    ),
    Example(
        *("skyline", 416, 520, "4:5", "Night windows"),
        words="a city skyline at night, lit windows",
        alt="Dark towers with lit windows under the moon, reflected in water",
    ),
    Example(
        *("fox", 780, 520, "3:2", "Fox, watercolour"),
        words="a mountain lake with a fox, watercolour",
        alt="A fox sits among firs before a misty mountain lake, with the rough edge of watercolour paper",
    ),
    Example(
        *("portrait", 390, 520, "3:4", "Portrait, gold"),
        words="portrait of a woman in red before a golden disc",
        alt="Portrait of a dark-haired woman in red before a golden disc",
    ),
    Example(
        *("dunes", 1560, 520, "3:1", "Dunes, three to one"),
        words="wide sand dunes under the sun",
        alt="Wide sand dunes with a few cacti under a pale sun",
    ),
    Example(
        *("market", 390, 520, "3:4", "Market day"),
        words="a poster 'Market day', a sailing boat before a red sun, flat shapes, four colours",
        alt="Poster with a red sailing boat, a red sun and the words Market day",
    ),
    Example(
        *("cats", 520, 520, "1:1", "Two cats, one sofa"),
        words="two cats on a sofa in an evening room",
        alt="Two cats on a blue sofa, a bookcase and a window with an evening sky",
    ),
    Example(
        *("lighthouse", 390, 520, "3:4", "Storm"),
        words="a lighthouse in a storm at night",
        alt="A red and white lighthouse at night in rain, lightning beside it",
    ),
    Example(
        *("balloons", 390, 520, "3:4", "Three balloons"),
        words="hot air balloons over green hills at sunrise",
        alt="Three hot-air balloons over green hills and firs",
    ),
)
