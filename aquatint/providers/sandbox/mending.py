# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Between reading and composing: what a layout needs said in its own terms (a table in a still life, a sea on a map)."""

import re
from dataclasses import replace

from aquatint.providers.sandbox.reading import Noun, Quoted, Reading
from aquatint.providers.sandbox.subjects import SUBJECTS

PRINTED = {"poster", "logo", "menu", "map", "diagram", "comic", "pattern", "sign"}
MOTIFS = {"mountains": "mountain", "forest": "pine", "sea": "wave", "beach": "palm", "lake": "wave", "desert": "cactus", "city": "skyscraper",
          "village": "house", "tundra": "iceberg"}  # fmt: skip
"""What stands for a place where no place is painted."""
ICONS = {"rain": "drop", "clouds": "cloud", "cloudy": "cloud", "snow": "snowflake", "ocean": "wave", "sea": "wave", "river": "wave", "lake": "wave",
         "forest": "pine", "mountain": "mountain", "mountains": "mountain", "sunshine": "sun", "lightning": "bolt", "evaporation": "sun", "condensation": "cloud"}  # fmt: skip
"""What stands for a word of weather or place in a diagram or an icon."""
ROOMS = {
    "bedroom": ("bed", "lamp"), "kitchen": ("counter", "stove", "fridge"), "bathroom": ("bathtub", "mirror"), "library": ("bookshelf", "armchair"),
    "office": ("table", "chair"), "study": ("table", "bookshelf"), "dining room": ("table", "chair"), "nursery": ("bed", "potted"),
    "classroom": ("table", "chair"), "living room": ("sofa", "potted"), "lounge": ("sofa", "armchair"),
}  # fmt: skip
"""What a room must hold to be that room."""


FIELDS = {"lavender": 300.0, "tulip": 12.0, "sunflower": 92.0, "poppy": 27.0, "rose": 5.0, "flower": 350.0, "wheat": 85.0, "corn": 105.0, "rice": 130.0, "canola": 98.0}
"""Crops that stand in rows, and the hue of each."""
CROPS = {"lavender": "lavender_plant", "poppy": "flower", "corn": "corn", "tulip": "tulip", "sunflower": "sunflower", "rose": "rose", "flower": "flower"}
"""The subjects that a field in rows shows by itself."""


def crop_of(reading: Reading) -> str:
    """Return what grows in rows: "a lavender field", "fields of tulips"; nothing if no such field is named."""
    names = "|".join(FIELDS)
    found = re.search(rf"\b({names})s?[ -]?fields?\b|\bfields? of (?:[a-z]+ )?({names})", reading.prompt.lower())
    return (found[1] or found[2]) if found else ""


def mended(reading: Reading, layout: str) -> Reading:
    """Return the reading as this layout takes it."""
    if layout in {"still", "flatlay"}:
        reading = without(reading, "table")
    if layout == "landscape" and (crop := CROPS.get(crop_of(reading))):
        reading = without(reading, crop)
    if layout in {"landscape", "seashore", "skyline", "street"} and any(noun.key == "star" and starry(noun) for noun in reading.nouns):
        reading = without(reading, "star")
    if layout == "logo":
        reading = _badge(reading)
    worldly = (layout == "poster" and "ink" not in reading.moods) or layout == "comic"  # these paint the place itself
    if layout in PRINTED and not (worldly and reading.places):
        reading = _motifs(reading, layout)
    if layout in {"diagram", "timeline"} and not reading.texts:
        reading = _listed(reading)
    if layout == "interior":
        reading = without(reading, "mountain", "island")
    if layout == "sign" and (kinds := forbidden(reading)):
        reading = replace(reading, nouns=(*reading.nouns, Noun(kinds[0], kinds[0]), Noun("forbidden", "no")))
    if layout in {"landscape", "street"} and reading.layout == "sign" and not any(noun.key in {"shop", "signpost"} for noun in reading.nouns):
        reading = replace(reading, nouns=(*reading.nouns, Noun("signpost", "sign")))
    return reading


def forbidden(reading: Reading) -> tuple[str, ...]:
    """Return the things that a sign forbids: "a no-dogs-allowed sign"; without words of its own it shows them struck out."""
    if reading.layout != "sign" or reading.texts or not re.search(r"\bno[ -]", reading.prompt, re.IGNORECASE):
        return ()
    return tuple(kind for kind in reading.absent if kind in SUBJECTS)


def starry(noun: Noun) -> bool:
    """Whether these are the stars of a night sky: many, not counted, of no colour of their own."""
    return noun.word == "stars" and noun.count in {3, 7} and not (noun.colour or noun.material or noun.relation or noun.position)


def without(reading: Reading, *kinds: str) -> Reading:
    """Return the reading without the nouns of some kinds; what related to them relates to nothing."""
    keep = [index for index, noun in enumerate(reading.nouns) if noun.key not in kinds]
    if len(keep) == len(reading.nouns):
        return reading
    at = {old: new for new, old in enumerate(keep)}
    nouns = []
    for index in keep:
        noun = reading.nouns[index]
        nouns.append(replace(noun, to=at[noun.to]) if noun.to in at else replace(noun, to=-1, relation=""))
    return replace(reading, nouns=tuple(nouns))


def _badge(reading: Reading) -> Reading:
    """Make "a whale in a blue circle" a whale on a blue badge."""
    frames = [noun for noun in reading.nouns if noun.key in {"circle", "square"}]
    if not frames or len(frames) == len(reading.nouns):
        return reading
    colours = tuple(noun.colour for noun in frames if noun.colour)
    return replace(without(reading, "circle", "square"), colours=(*colours, *reading.colours))


def _motifs(reading: Reading, layout: str) -> Reading:
    """Show a place on a printed page by what stands there, and in a diagram the weather by its sign."""
    kinds = [MOTIFS[place] for place in reading.places if place in MOTIFS]
    if layout in {"diagram", "logo"}:
        kinds = [ICONS[word] for word in reading.understood if word in ICONS] + kinds
    present = {noun.key for noun in reading.nouns}
    extra = [Noun(kind, kind) for kind in dict.fromkeys(kinds) if kind not in present]
    room = 1 if layout in {"poster", "logo", "menu", "sign", "comic"} else 4
    if layout in {"menu", "sign", "pattern"} and reading.nouns:
        return reading
    extra = extra[:room]
    at = {noun.key: len(reading.nouns) + index for index, noun in enumerate(extra)}
    nouns = [
        replace(noun, relation=noun.setting[0], to=at[MOTIFS[noun.setting[1]]]) if MOTIFS.get(noun.setting[1]) in at and not noun.relation else noun
        for noun in reading.nouns
    ]  # fmt: skip
    return replace(reading, nouns=(*nouns, *extra))


LISTED = re.compile(r"\b(?:with|of|about|cycle|steps?|stages?|arrows?|icons?|chart|timeline|infographic|diagram|process)\b[^:]{0,40}: *([^:\n]+)$", re.IGNORECASE)
"""What a page is about, and behind a colon what it lists."""
MOST_WORDS, LEAST_ITEMS, MOST_ITEMS = 3, 2, 8


def _listed(reading: Reading) -> Reading:
    """Set the items behind a colon as the words of the steps: "the water cycle: evaporation, condensation, rain"."""
    found = LISTED.search(reading.prompt.strip().rstrip("."))
    items = [one.strip() for one in re.split(r",|;|→|->|\band\b", found[1])] if found else []
    items = [one for one in items if one]
    if not LEAST_ITEMS <= len(items) <= MOST_ITEMS or any(len(one.split()) > MOST_WORDS for one in items):
        return reading
    reading = without(reading, "arrow", *(icon for word, icon in ICONS.items() if word not in items))
    signs = [(item, ICONS.get(item.lower(), "")) for item in items]
    if all(icon for _, icon in signs):
        reading = replace(reading, nouns=tuple(Noun(icon, item) for item, icon in signs))
    return replace(reading, texts=tuple(Quoted(item, "label") for item in items))


def fittings(reading: Reading) -> tuple[str, ...]:
    """Return what the rooms that were named must hold."""
    if any(noun.key == "bathtub" for noun in reading.nouns):
        return ROOMS["bathroom"]
    said = " ".join(reading.understood)
    return next((kinds for room, kinds in ROOMS.items() if re.search(rf"\b{room}\b", said)), ())
