# ruff: noqa: E501, SIM905 -- one mark a line; words as one writes them
# fmt: off
"""Words whose meaning depends on their neighbours: "strawberry pink", "a peach gradient", "in big letters", "three bars of soap"."""

from aquatint.providers.sandbox.words.lexicon import Lexicon, Meaning, look_up

TINGES = set("""
strawberry cherry rose salmon lemon lime peach apricot plum chocolate coffee honey wine olive sky sea ocean forest grass moss ice
blood brick rust sand snow coral candy pumpkin tomato banana mustard charcoal midnight night apple pea lavender mint orange cream
""".split())
"""What lends its name to a shade of the colour behind it."""
SHADES = {
    "peach": "coral-red", "coral": "coral-red", "salmon": "rose-pink", "strawberry": "pink", "lemon": "yellow", "lime": "mint", "plum": "purple",
    "chocolate": "brown", "coffee": "brown", "sand": "beige", "wine": "maroon", "rose": "rose-pink", "honey": "gold", "orange": "orange", "cherry": "red",
    "lavender": "lavender", "sky": "sky-blue", "pumpkin": "orange", "tomato": "red", "banana": "yellow", "apricot": "coral-red",
}  # fmt: skip
"""The colours of things, where a word behind them says that a colour is meant."""
HUED = {"gradient", "background", "backdrop", "tones", "tone", "hues", "colors", "colours", "palette", "paper", "glow", "light"}
LETTERED = {"big", "large", "bold", "block", "capital", "huge", "gold", "golden", "neon", "with", "in", "giant"}
PIECES = {"bar", "bars", "piece", "pieces", "sheet", "sheets"}
SURFACES = {"wallpaper", "costume", "print", "tattoo", "pyjamas", "pajamas"}
"""What only carries the likeness of the thing named before it."""
CHARTED = {"chart", "graph"}
DEPTHS = {"deep", "rich", "neon", "pure"}
"""What is said of a colour and leaves it that colour."""
PARTED = {"lines": "metro", "milestones": "timeline", "slices": "piechart", "segments": "piechart", "stations": "metro", "stages": "diagram", "sections": "diagram"}
"""Parts of a page that are counted: "five milestones"."""
CLASP = {"cap", "lid", "strap", "band", "cork", "stopper", "sole", "soles", "laces", "buttons"}
"""Parts of a thing that may have a colour of their own."""


def in_context(words: list[str], at: int, lexicon: Lexicon) -> tuple[Meaning, int] | None:  # noqa: PLR0911 -- a list of cases
    """Return what the words at `at` mean here and how many they are; None where the tables alone tell."""
    word, behind = words[at], words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if colour := _coloured(word, before, behind, lexicon):
        return colour
    if word in {"letters", "letter"} and before in LETTERED:
        return Meaning("ambient", "text"), 1
    if word in PIECES and behind == "of":
        return Meaning("ignore", ""), 2
    if word == "bars" and CHARTED & set(words):
        return Meaning("noun", "barchart", plural=True), 1
    if part := _part(word, before, behind, words):
        return part
    if behind in SURFACES and not look_up(f"{word} {behind}", lexicon) and (noun := look_up(word, lexicon)) and noun.kind == "noun":
        return Meaning("likeness", noun.key), 1
    return None


def _coloured(word: str, before: str, behind: str, lexicon: Lexicon) -> tuple[Meaning, int] | None:
    """Return the colour that two words make: "strawberry pink", "deep blue", "peach gradient", "cream paper"."""
    tone = look_up(behind, lexicon) if word in TINGES and not look_up(f"{word} {behind}", lexicon) else None
    if tone and tone.kind == "colour":
        return Meaning("colour", tone.key), 2
    if word in SHADES and behind in HUED:
        return Meaning("colour", SHADES[word]), 1
    if behind == "paper" and (tone := look_up(word, lexicon)) and tone.kind == "colour":
        return Meaning("ground", tone.key), 2
    if word in DEPTHS and (tone := look_up(behind, lexicon)) and tone.kind == "colour" and not look_up(f"{word} {behind}", lexicon):
        return Meaning("colour", tone.key), 2
    if word == "glow" and (tone := look_up(before, lexicon)) and tone.kind == "colour":
        return Meaning("ignore", ""), 1
    return None


def _part(word: str, before: str, behind: str, words: list[str]) -> tuple[Meaning, int] | None:  # noqa: PLR0911 -- a list of cases
    """Return what names a part or a piece: slices, a strap, the back of a whale, the knight of a chess set."""
    if word in PARTED and behind != "map":
        return Meaning("part", PARTED[word]), 1
    if word == "x" and "map" in words:
        return Meaning("noun", "cross"), 1
    if word == "knight" and "chess" in words:
        return Meaning("noun", "chess_knight"), 1 + (behind == "piece")
    if word == "crayon" and before in {"pastel", "wax", "soft", "in"}:
        return Meaning("likeness", ""), 1
    if word == "back" and before in {"its", "his", "her", "their"}:
        return Meaning("carried", ""), 1
    if word in CLASP and before not in {"a", "the"}:
        return Meaning("clasp", ""), 1
    return None
