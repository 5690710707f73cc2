# ruff: noqa: E501 -- one fact a line
# fmt: off
"""The audit of what was said of the picture as a whole: layout, place, time, weather, season, mood, style, colours, texts."""

from collections.abc import Callable, Iterator

from aquatint.providers.sandbox.layouts.registry import LAYOUTS, palette_of
from aquatint.providers.sandbox.meanings import Mark, Reading
from aquatint.providers.sandbox.mending import ICONS, MOTIFS
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.probing import Probe, shows
from aquatint.providers.sandbox.scene import Lettering, Scene
from aquatint.providers.sandbox.words.hues import hue

OUTSIDE = {"landscape", "seashore", "skyline", "street", "arches"}
WEATHERS = {"rain", "snow", "fog", "storm", "cloudy", "clear"}
"""What falls or drifts so that one sees it; wind alone is not."""
SEASONS = {"winter": {"winter"}, "autumn": {"rust"}, "spring": {"spring", "rose"}, "summer": set(PALETTES) - {"winter", "rust"}}
TIMES = {"dawn": "dawn", "day": "day", "golden": "golden", "dusk": "dusk", "night": "night"}
PAGES = {"diagram", "logo", "timeline"}
MANY = 3
"""So many trees are a wood, so many houses a village."""
DARK = 0.45
GREEN, BLUE = (95, 175), (185, 285)
"""Hues of land and water that one calls green and blue."""
BEHIND = (1.0, 2.0, 3.0)
"""Worlds behind a sitter that have weather."""
CITY = 3.0
WOODS = {"pine", "tree", "birch", "palm", "bamboo", "willow", "blossom"}
HOUSES = {"house", "shop", "tower", "skyscraper", "cabin", "church"}
WATER = {"lake", "sea", "beach"}
CLOSE = {"portrait", "product", "still", "specimen", "logo", "poster"}
KIN = {"product": {"product", "still", "flatlay"}, "still": {"still", "product", "flatlay"}, "street": {"street", "skyline"}, "skyline": {"skyline"}, "poster": {"poster", "abstract"}, "diagram": {"diagram", "timeline", "metro", "map"}}


def pictured(reading: Reading, scene: Scene) -> Iterator[str]:
    """List the phrases about the whole picture that the scene does not show."""
    for mark in reading.marks:
        check = CHECKS.get(mark.kind)
        if check and not mark.near and not check(mark, reading, scene):
            yield f"no {mark.phrase}" if mark.kind == "absent" else mark.phrase
    for quoted in reading.texts:
        found = [text for text in scene.texts if text.text == quoted.text]
        if not found:
            yield f"“{quoted.text}”"
        elif quoted.role and not any(_serves(text, quoted.role, scene) for text in found):
            yield f"“{quoted.text}” as {quoted.role}"


def _serves(text: Lettering, role: str, scene: Scene) -> bool:
    if role == "speech":
        return text.role == "speech"
    if role == "sign":
        return text.on is not None or scene.layout == "sign" or text.role == "speech"
    if role == "label":
        return text.on is not None or scene.layout in {"diagram", "timeline", "map", "metro"}
    return True


def _layout(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if mark.key in {"street", "skyline"} and scene.layout == "comic":
        return scene.place == "city"
    if mark.key == "street" and scene.layout == "landscape":
        return bool(scene.traits.get("path"))
    if mark.key == "sign":
        return scene.layout == "sign" or any(text.on is not None for text in scene.texts) or any(thing.kind == "signpost" for thing in scene.things)
    return scene.layout in KIN.get(mark.key, {mark.key}) or (scene.transparent and mark.key in {"product", "portrait"})


def _place(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    kinds = [thing.kind for thing in scene.things]
    land = scene.layout in {"landscape", "seashore", "comic"} or scene.traits.get("backdrop") in BEHIND or bool(scene.traits.get("view"))
    shown = {
        "mountains": land and scene.place in {"mountains", "lake", "tundra"}, "forest": (scene.layout == "comic" and scene.place == "forest") or sum(kind in WOODS for kind in kinds) >= MANY,
        "village": sum(kind in HOUSES for kind in kinds) >= MANY, "city": scene.layout in {"street", "skyline"} or scene.traits.get("backdrop") == CITY or sum(kind in HOUSES for kind in kinds) >= MANY,
        "window": bool(scene.traits.get("window")), "table": scene.layout in {"still", "flatlay"} or "table" in kinds,
        "room": scene.layout in {"interior", "still", "product"}, "kitchen": scene.layout == "interior" and "stove" in kinds,
    }
    if mark.key in WATER:
        if scene.layout in {"metro", "map"} and mark.key == "lake":
            return True  # a river runs through both
        wet = bool(scene.traits.get("water")) or scene.layout == "underwater" or (land and scene.place in WATER)
        return wet or MOTIFS[mark.key] in kinds
    return bool(shown.get(mark.key)) or (land and scene.place == mark.key) or MOTIFS.get(mark.key) in kinds or ICONS.get(mark.phrase) in kinds


def _time(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if scene.time != mark.key:
        return False
    palette = PALETTES[scene.palette]
    if mark.key == "day":
        return not palette.night
    return scene.layout in {"space", *OUTSIDE} or TIMES[mark.key] == scene.mood or scene.palette == TIMES[mark.key] or (mark.key == "night" and palette.night)


def _weather(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if scene.layout in PAGES and ICONS.get(mark.phrase, ICONS.get(mark.key)) in {thing.kind for thing in scene.things}:
        return True
    if scene.weather != mark.key or mark.key not in WEATHERS:
        return False
    return LAYOUTS[scene.layout].weather or (bool(scene.traits.get("view")) and mark.key not in {"rain", "snow"}) or (scene.layout == "comic" and mark.key in {"rain", "storm", "snow"}) or scene.traits.get("backdrop") in BEHIND or (mark.key == "clear" and scene.layout in {"still", "interior", "arches"})


def _season(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if scene.season != mark.key:
        return False
    trees = {thing.kind for thing in scene.things} & WOODS
    return scene.palette in SEASONS[mark.key] or any(shows(Probe(kind, season=mark.key), season="") for kind in trees)


def _mood(mark: Mark, reading: Reading, scene: Scene) -> bool:
    if mark.key == "ink":
        return bool(scene.traits.get("mono")) or scene.palette == "ink" or mark.phrase not in {"black-and-white", "monochrome", "black and white"}
    carried = {scene.palette, scene.mood}
    dark = mark.key in {"storm", "wine"} and (palette_of(scene).paper.light < DARK or palette_of(scene).night)
    return mark.key in carried or dark or (mark.key == "neon" and reading.style == "neon")


def _style(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    return mark.key in {scene.style, "illustration"}


def _framing(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if mark.key == "close":
        return scene.layout in CLOSE or bool(scene.traits.get("framed"))
    return bool(scene.traits.get("framed")) or (mark.key == "portrait" and scene.layout == "portrait") or (mark.key == "wide" and scene.layout in OUTSIDE)


def _colour(mark: Mark, reading: Reading, scene: Scene) -> bool:  # noqa: PLR0911 -- one case per carrier
    tone = hue(mark.key)
    if mark.key in {tint for noun in reading.nouns for tint in (noun.colour, noun.second)}:
        return True  # the audit of the nouns looks there
    if {"orange": "orange_fruit", "lavender": "lavender_plant"}.get(mark.key) in {noun.key for noun in reading.nouns}:
        return True  # the word was the fruit, the plant
    if any(f"-{mark.key}" in look or (look == "old" and mark.key in {"white", "grey"}) for noun in reading.nouns for look in noun.looks):
        return True
    if mark.key == reading.sky:
        return scene.sky == tone and scene.layout in OUTSIDE | {"interior", "still"}
    if mark.key == reading.ground:
        return scene.ground == tone and scene.layout not in OUTSIDE
    own = {("meadow", "green"), ("forest", "green"), ("mountains", "green"), ("sea", "blue"), ("lake", "blue")}
    if any((place, mark.key) in own for place in reading.places):
        palette = palette_of(scene)
        return GREEN[0] < palette.near.hue < GREEN[1] if mark.key == "green" else BLUE[0] < palette.water.hue < BLUE[1]
    worn = {worn.partition(":")[2] for thing in scene.things for worn in thing.wears}
    return tone in {scene.tint, scene.ground, *scene.accents} or mark.key in worn


def _role(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    return bool(scene.texts) or (mark.key == "sign" and scene.layout == "sign")


def _absent(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    if mark.key == "text":
        return not scene.texts
    kinds = {thing.kind for thing in scene.things}
    return (mark.key not in kinds or "forbidden" in kinds) and mark.key not in {scene.weather, scene.place, scene.time, scene.layout}


def _ambient(mark: Mark, _reading: Reading, scene: Scene) -> bool:
    kinds = {thing.kind for thing in scene.things}
    return {
        "sky": scene.layout in OUTSIDE | {"space", "comic"} or bool(scene.traits.get("window")), "text": bool(scene.texts),
        "studio": scene.layout in {"product", "portrait", "still", "subject"},
        "lights": ((scene.layout in {"skyline", "street"} or scene.traits.get("backdrop") == CITY) and scene.time in {"night", "dusk"}) or bool(kinds & {"streetlamp", "lantern", "lamp"}),
        "shapes": scene.layout == "abstract" or bool(kinds & {"circle", "triangle", "square", "star", "diamond", "spiral", "heart"}),
        "path": bool(scene.traits.get("path")) or scene.layout == "map", "gradient": False,
        "mirror": scene.layout in {"landscape", "seashore", "skyline"} and bool(scene.traits.get("water") or scene.place in WATER),
    }[mark.key]


def _bound(mark: Mark, reading: Reading, scene: Scene) -> bool:  # noqa: PLR0911 -- one case per kind
    """Whether a word about a noun found its noun (what it became there is the noun's own audit)."""
    nouns = reading.nouns
    if mark.kind == "count" and mark.key == str(reading.parts) and scene.layout in {"diagram", "timeline"}:
        if scene.layout == "timeline":
            return len(scene.things) == reading.parts
        if mark.key == "4" and any(thing.kind == "piechart" for thing in scene.things):
            return True  # it has four slices
        return max(len(reading.texts), len({thing.kind for thing in scene.things if thing.named})) >= reading.parts  # steps that differ
    if mark.kind == "count":
        return mark.key == "1" or int(mark.key) in {reading.parts, *(noun.count for noun in nouns)}
    if mark.kind == "size":
        return float(mark.key) in {noun.size for noun in nouns}
    if mark.kind == "look":
        return any(mark.key in noun.looks for noun in nouns) or (mark.key == "young" and any(noun.looks for noun in nouns))
    if mark.kind == "pose":
        spoken = mark.key == "read" and bool(reading.texts)  # "a sign reading …"
        return spoken or any(mark.key == noun.pose or noun.relation == "holding" for noun in nouns)
    if mark.key == "dotted" and scene.layout == "map" and "path" in {one.key for one in reading.marks}:
        return True
    said = {noun.material for noun in nouns} if mark.kind == "material" else {noun.position for noun in nouns}
    return mark.key in said or (mark.kind == "material" and mark.key == reading.material)


def _garment(_mark: Mark, reading: Reading, _scene: Scene) -> bool:
    return bool(reading.nouns)


type Check = Callable[[Mark, Reading, Scene], bool]
CHECKS: dict[str, Check] = {
    "layout": _layout, "place": _place, "time": _time, "weather": _weather, "season": _season, "mood": _mood, "style": _style, "framing": _framing,
    "colour": _colour, "role": _role, "absent": _absent, "ambient": _ambient, "garment": _garment,
    "count": _bound, "size": _bound, "look": _bound, "pose": _bound, "material": _bound, "position": _bound,
}  # fmt: skip
