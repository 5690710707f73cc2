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


def in_context(words: list[str], at: int, lexicon: Lexicon) -> tuple[Meaning, int] | None:  # noqa: PLR0911 -- a list of cases
    """Return what the words at `at` mean here and how many they are; None where the tables alone tell."""
    word, behind = words[at], words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    tone = look_up(behind, lexicon) if word in TINGES and not look_up(f"{word} {behind}", lexicon) else None
    if tone and tone.kind == "colour":
        return Meaning("colour", tone.key), 2
    if word in SHADES and behind in HUED:
        return Meaning("colour", SHADES[word]), 1
    if behind == "paper" and (tone := look_up(word, lexicon)) and tone.kind == "colour":
        return Meaning("ground", tone.key), 2
    if word in {"letters", "letter"} and before in LETTERED:
        return Meaning("ambient", "text"), 1
    if word in PIECES and behind == "of":
        return Meaning("ignore", ""), 2
    if word == "bars" and CHARTED & set(words):
        return Meaning("noun", "barchart", plural=True), 1
    if behind in SURFACES and not look_up(f"{word} {behind}", lexicon) and (noun := look_up(word, lexicon)) and noun.kind == "noun":
        return Meaning("likeness", noun.key), 1
    return None
