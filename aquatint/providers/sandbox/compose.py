# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""From what was read to a scene: mood, time and weather choose the palette; nouns and words choose the layout."""

import re
from dataclasses import replace
from typing import Any

from aquatint.providers.sandbox import layouts
from aquatint.providers.sandbox.binding import PEOPLE
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.layouts.graphics import view_of
from aquatint.providers.sandbox.layouts.place import WORN
from aquatint.providers.sandbox.layouts.registry import LAYOUTS
from aquatint.providers.sandbox.mending import FIELDS, crop_of, fittings, forbidden, mended
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.reading import Noun, Reading
from aquatint.providers.sandbox.scene import Lettering, Scene
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.untangle import untangle
from aquatint.providers.sandbox.words.hues import hue

assert layouts  # noqa: S101  # importing the package fills the table

TIMES = {"dawn": "dawn", "day": "day", "golden": "golden", "dusk": "dusk", "night": "night"}
BY_PLACE = {"desert": "sand", "savanna": "golden", "tundra": "winter", "forest": "moss", "beach": "tropical", "sea": "ocean",
            "meadow": "spring", "mountains": "dawn", "lake": "dawn"}  # fmt: skip
FREE = ("dawn", "day", "golden", "dusk", "moss", "ocean", "spring", "tropical", "day", "spring")
STUDIO = ("rose", "mint", "lavender", "terracotta", "sand", "dawn", "candy", "moss")
GRAPHIC_LAYOUTS = {"diagram", "pattern", "comic", "flatlay"}
"""Layouts whose things lie where they must: only colour tells the shots of one call apart."""
OUTDOOR_LAYOUTS = {"landscape", "seashore", "skyline", "street", "space", "underwater", "arches"}


HABITATS = {
    "pyramid": "desert", "camel": "desert", "cactus": "desert", "igloo": "tundra", "elephant": "savanna", "giraffe": "savanna",
    "zebra": "savanna", "lion": "savanna", "tiger": "forest", "dinosaur": "forest", "monkey": "forest", "panda": "forest",
}  # fmt: skip
"""Where a subject is at home, when the words name no place."""
COUNTRY = {"mountains", "meadow", "forest", "desert", "tundra", "savanna"}
SPACEFARERS = {"astronaut", "rocket", "ufo", "robot", "alien", "flag"}


def compose(reading: Reading, size: tuple[int, int], seed: int, *, transparent: bool = False) -> Scene:
    """Compose the scene that a reading asks for at a size in pixels. Pure: same input, same scene."""
    blank = Scene(*size, seed, "landscape", "day")
    chance = blank.random("choice")
    name = "subject" if transparent else choose(reading)
    time = reading.time or _time(reading)
    reading = mended(reading, name)
    palette = _palette(reading, name, time, blank)
    mood = next((one for one in reading.moods if one in PALETTES and one not in {palette, "ink"}), "")
    if not mood and reading.time and palette != TIMES[reading.time] and palette != "ink" and name not in OUTDOOR_LAYOUTS:
        mood = TIMES[reading.time]
    if not mood and name in GRAPHIC_LAYOUTS and palette not in {"ink", STUDIO[blank.variant]}:
        mood = STUDIO[blank.variant]
    weather = reading.weather or "clear"
    season = reading.season or ("winter" if weather == "snow" else "summer")
    known = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    if name == "specimen" and not known and "lavender" in reading.moods:
        reading = replace(reading, nouns=(Noun("lavender_plant", "lavender"),))
    scene = blank.evolve(
        layout=name, palette=palette, mood=mood, sky=hue(reading.sky) if reading.sky else None, style=_style(reading), time=time or "day", weather=weather, season=season,
        place=_place(reading), framing=reading.framing, light=-1 if chance.random() < 0.5 else 1, transparent=transparent,
        **_colours(reading, name, known=bool(known)),
    )  # fmt: skip
    scene = scene.evolve(traits={**_traits(reading), **{f"fit-{kind}": 1.0 for kind in fittings(reading)}})
    if {noun.key for noun in known} & {"moon", "star", "comet"}:
        scene = scene.evolve(traits={**scene.traits, "no_sun": 1.0})
    return _lettered(untangle(LAYOUTS[name].arrange(scene, reading), reading), reading)


def _colours(reading: Reading, layout: str, *, known: bool) -> dict[str, Any]:
    """Return what the colours of the picture as a whole become: a background, accents of several, a tint of one."""
    said = [hue(name) for name in reading.colours]
    ground = hue(reading.ground) if reading.ground else None
    if not ground and not said and layout in {"product", "portrait", "logo"} and {"dark", "dramatic", "moody", "noir", "gloomy"} & set(reading.understood):
        ground = Colour(0.27, 0.03, 20)
    if layout in {"poster", "logo", "menu", "abstract", "sign"}:
        if layout == "menu" and said and not ground:
            return {"ground": said[0], "accents": (*said[1:], said[1])} if len(said) > 1 else {"ground": said[0], "tint": None}
        if len(said) >= 2 or (ground and said):
            return {"ground": ground, "accents": tuple(said)}
        if ground or not said:
            return {"ground": ground, "tint": None}
        return {"ground": said[0] if layout == "poster" and known else None, "tint": None if layout == "poster" and known else said[0]}
    if layout == "diagram" and len(said) > 2:
        return {"ground": ground, "accents": (*said[1:], said[0])}
    return {"ground": ground, "tint": said[0] if said and not ground else None}


def _traits(reading: Reading) -> dict[str, float]:
    """Return the numbers that layouts read: panels or steps, wood, black and white."""
    out: dict[str, float] = {}
    if reading.parts:
        out["parts"] = float(min(8, reading.parts))
    if re.search(r"\bpanel\b(?!s)", reading.prompt, re.IGNORECASE) and not reading.parts:
        out["parts"] = 1.0
    if re.search(r"\b(path|footpath|trail)\b", reading.prompt, re.IGNORECASE) or (reading.layout == "street" and COUNTRY & set(reading.places)):
        out["path"] = 1.0
    if crop := crop_of(reading):
        out["rows"] = FIELDS[crop]
    if re.search(r"\bapp icon\b", reading.prompt, re.IGNORECASE):
        out["frame"] = 3.0
    elif frame := re.search(r"\b(circle|round|square)\b", reading.prompt, re.IGNORECASE):
        out["frame"] = 3.0 if frame[1].lower() == "square" else 0.0
    if reading.time:
        out["timed"] = 1.0
    if reading.material == "wood":
        out["wood"] = 1.0
    if {"black and white", "monochrome", "greyscale", "grayscale", "black-and-white", "noir"} & set(reading.understood):
        out["mono"] = 1.0
    return out


def _lettered(scene: Scene, reading: Reading) -> Scene:
    """Every quoted text appears: on a thing that carries type, else as a title in the quietest band of the picture."""
    present = [text.text for text in scene.texts]
    missing = [quoted for quoted in reading.texts if quoted.text not in present]
    if not missing:
        return scene
    used = {text.on for text in scene.texts}
    holders = [t for t in scene.things if SUBJECTS[t.kind].label and t.id not in used and t.height > 0.12]
    holders.sort(key=lambda t: (not t.named, t.id))
    out = list(scene.texts)
    for quoted in missing:
        if holders and quoted.role != "title":
            out.append(Lettering(quoted.text, quoted.role or "sign", on=holders.pop(0).id))
            continue
        row = sum(text.on is None for text in out)
        band = _band(scene, len(missing))
        wide = min(0.8, max(0.3, 0.05 * len(quoted.text) / scene.wide * 1.1))
        upright = reading.vertical and scene.tall > 0.5
        box = (0.84, 0.06, 0.12, 0.6) if upright else (0.5 - wide / 2, band + 0.125 * row, wide, 0.11)
        out.append(Lettering(quoted.text, quoted.role or "title", *box, "serif-bold", vertical=upright))
    return scene.evolve(texts=tuple(out))


def _band(scene: Scene, rows: int) -> float:
    """Where a title covers least: above or below the middle of the picture."""

    def covered(top: float) -> float:
        bottom = top + 0.125 * rows
        return sum(
            max(0.0, min(bottom, t.y) - max(top, t.y - t.height / scene.tall)) * t.height
            for t in scene.things if abs(t.x - 0.5) < 0.35
        )  # fmt: skip

    return min((0.05, 0.93 - 0.125 * rows), key=lambda top: (round(covered(top), 3), top))


def _style(reading: Reading) -> str:
    if reading.layout == "isometric":
        return reading.style or "illustration"
    return reading.style or "illustration"


def _time(reading: Reading) -> str:
    keys = {noun.key for noun in reading.nouns}
    if keys & {"moon", "star", "campfire", "lantern", "aurora"} or reading.layout == "space":
        return "night"
    return ""


def _palette(reading: Reading, layout: str, time: str, scene: Scene) -> str:  # noqa: C901, PLR0911 -- a list of cases, each one line
    chance = scene.random("palette")
    if layout == "poster" and view_of(reading):
        layout = "landscape"
    if reading.time and time in {"dawn", "golden"} and layout in OUTDOOR_LAYOUTS and reading.weather not in {"storm", "rain"}:
        return TIMES[time]
    if time in {"night", "dusk"} and layout in OUTDOOR_LAYOUTS:
        return "neon" if "neon" in reading.moods or reading.style == "neon" else TIMES[time]
    moods = [mood for mood in reading.moods if mood in PALETTES]
    if reading.style == "neon":
        return "neon"
    if reading.time and layout in {"interior", "still", "portrait"}:
        return TIMES[reading.time]
    if moods:
        return moods[0]
    if reading.weather in {"storm", "rain"} and layout in OUTDOOR_LAYOUTS:
        return "storm"
    if reading.weather == "snow" or reading.season == "winter":
        return "winter"
    if reading.time or (time and layout not in GRAPHIC_LAYOUTS):
        return TIMES[time]
    if reading.season in {"autumn", "spring"}:
        return {"autumn": "rust", "spring": "spring"}[reading.season]
    if reading.weather == "fog":
        return "dawn"
    if layout in OUTDOOR_LAYOUTS:
        return BY_PLACE.get(_place(reading)) or chance.choice(FREE)
    return STUDIO[scene.variant] if layout in GRAPHIC_LAYOUTS else chance.choice(STUDIO)


def palette_for(reading: Reading, scene: Scene) -> str:
    """Return the palette that new words about time, weather or mood ask for in a scene that is already there."""
    time = reading.time or ("" if reading.season or reading.weather else scene.time)
    return _palette(reading, scene.layout, time, scene)


def _place(reading: Reading) -> str:
    places = [place for place in reading.places if place not in {"room", "kitchen", "table", "window"}]
    rank = ["lake", "beach", "sea", "desert", "tundra", "savanna", "forest", "meadow", "village", "mountains", "moonscape", "city"]
    hint = next((HABITATS[noun.key] for noun in reading.nouns if noun.key in HABITATS), "")
    return min(places, key=rank.index, default=hint)


def choose(reading: Reading) -> str:  # noqa: C901, PLR0911, PLR0912 -- a list of cases, each one line
    """Choose the layout: said in words, else what the subjects and places ask for."""
    table = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    if _sitter(table, reading):
        return "portrait"
    if reading.framing == "above" and table and all(_table_thing(noun) or SUBJECTS[noun.key].metres < 0.8 for noun in table) and reading.layout in {"", "still", "product"}:
        return "flatlay"
    if reading.layout in LAYOUTS:
        return _corrected(reading)
    known = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    families = {SUBJECTS[noun.key].family for noun in known}
    if any(place in {"room", "kitchen"} for place in reading.places) and "interior" in LAYOUTS:
        return "interior"
    if "window" in reading.places and any(SUBJECTS[noun.key].family in {"beast", "people"} or noun.key == "pillow" for noun in known):
        return "interior"
    if {"table", "window"} & set(reading.places):
        return "still"
    if known and not reading.places and reading.style in {"blueprint", "neon", "chalk"} and len(known) <= 3:
        return "street" if "building" in families and reading.texts else "poster"
    if {"city"} & set(reading.places):
        return "skyline" if not known or all(SUBJECTS[n.key].family == "building" for n in known) else "street"
    if reading.places:
        return "seashore" if "beach" in reading.places or "sea" in reading.places else "landscape"
    if known and all(SUBJECTS[noun.key].on == "sea" for noun in known) and "underwater" in LAYOUTS:
        return "underwater"
    if known and any(SUBJECTS[n.key].family in {"vessel", "food"} for n in known) and all(_table_thing(n) or SUBJECTS[n.key].metres < 0.8 for n in known):
        return "product" if len(known) == 1 and known[0].count == 1 else "still"
    if known and all(_table_thing(noun) for noun in known):
        return "product" if len(known) == 1 and known[0].count == 1 and families & {"vessel", "product"} else "still"
    if reading.texts and not known:
        return "poster"
    return _by_family(families, reading)


def _sitter(known: list[Noun], reading: Reading) -> bool:
    """Whether one person is described by the face alone: close, or with looks and before nothing but a background."""
    if not known or known[0].key not in PEOPLE or known[0].count > 1 or reading.layout or reading.places or known[0].pose not in {"", "smile"}:
        return False
    rest = all(noun.key in WORN and noun.relation == "wearing" for noun in known[1:])
    return rest and (reading.framing == "close" or bool(reading.ground) or "studio" in reading.understood)


def _corrected(reading: Reading) -> str:  # noqa: PLR0911 -- a list of cases, each one line
    known = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    people = any(SUBJECTS[noun.key].family in {"people", "beast", "bird"} for noun in known)
    shops = [noun for noun in known if SUBJECTS[noun.key].family == "building"]
    if forbidden(reading):
        return "sign"
    if reading.layout == "sign" and {"forest", "meadow", "mountains", "desert", "tundra", "beach", "lake"} & set(reading.places):
        return "landscape"
    if reading.layout == "street" and COUNTRY & set(reading.places):
        return "landscape"  # a road through hills is no street
    if reading.layout == "poster" and any(mark.key == "comic" for mark in reading.marks) and any(one.role == "speech" for one in reading.texts):
        return "comic"
    if reading.layout == "sign" and shops and (len(known) > len(shops) or "street" in reading.prompt or reading.style == "neon"):
        return "street"
    if reading.layout == "space" and any(SUBJECTS[noun.key].family != "space" and noun.key not in SPACEFARERS for noun in known) and reading.time != "day":
        return "landscape"
    if reading.layout == "portrait" and known and not people:
        return "still" if _table_thing(known[0]) else "landscape"
    return reading.layout


def _table_thing(noun: Noun) -> bool:
    return SUBJECTS[noun.key].indoor and SUBJECTS[noun.key].family != "furniture"


def _by_family(families: set[str], reading: Reading) -> str:
    keys = {noun.key for noun in reading.nouns if noun.key in SUBJECTS and SUBJECTS[noun.key].family != "space"}
    for family, name in (("chart", "diagram"), ("symbol", "poster"), ("furniture", "interior"), ("space", "space")):
        if family == "symbol" and families & {"beast", "bird", "vehicle", "people"}:
            continue  # somebody with a letter is a scene, no emblem
        if family in families and (family != "space" or families <= {"space"} or keys <= SPACEFARERS):
            return name
    if not families and reading.texts:
        return "poster"
    if not families and not (reading.time or reading.weather or reading.season) and "abstract" in LAYOUTS:
        return "abstract"
    return "landscape"
