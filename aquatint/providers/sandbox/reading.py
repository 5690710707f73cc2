# ruff: noqa: E501, PLR2004, RUF001 -- one mark a line; coordinates are the drawing; words of other scripts
# fmt: off
"""From a prompt to what it means. Nothing is guessed: a word that no table knows is listed as not understood."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from aquatint.providers.sandbox.words.cutting import chunks
from aquatint.providers.sandbox.words.lexicon import Lexicon, Meaning, english, look_up, plain

QUOTES = re.compile(r"[“\"„«]([^”\"“»]{1,200})[”\"“»]|「([^」]{1,200})」|『([^』]{1,200})』|(?<!\w)['‘]([^'’\n]{2,200}?)['’](?!\w)")
LONGEST = 4
PAIRS = {"shoe", "headphones"}
CLOTHES = {"hat", "crown", "glasses", "headphones"}
SAME_PLURAL = {"fish", "sheep", "deer", "salmon", "trout"}
"""One or many: an article tells which."""
HELD = {"umbrella", "sword", "party_balloon", "flag", "lantern", "kite", "trumpet", "flute", "magnifier"}
"""What a person "with" it holds."""
SKIES = {"sky", "天空", "空", "大空", "하늘", "आसमान", "আকাশ", "আকাশে", "cielo", "himmel", "ciel", "céu", "السماء"}
GROUNDS = {"background", "backdrop", "fondo", "hintergrund", "fond", "fundo", "背景", "배경"}
CONTAINERS = {"vase", "bowl", "jar", "pot", "plate", "box", "bag", "glass", "cup", "mug"}
ABOUT = {"pose", "relation", "position", "garment", "look"}
JOINING = {"and", "et", "y", "und", "e"}
SERVED = {"ramen", "sushi"}
HOLDING = {"of", "de", "di", "von"}
PEOPLE = {"woman", "man", "girl", "boy", "child", "person", "chef", "doctor", "farmer", "wizard", "pirate", "knight", "astronaut", "superhero", "alien"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A subject asked for, with all that was said about it: it is `relation` (on, in, left of …) the noun at index `to`."""

    key: str
    word: str
    count: int = 1
    colour: str = ""
    second: str = ""
    size: float = 1.0
    material: str = ""
    pose: str = ""
    position: str = ""
    relation: str = ""
    to: int = -1
    looks: tuple[str, ...] = ()
    """What was said about a person: beard, curls, old …"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that the picture must carry exactly, and what it is for: title, sign, label, speech or nothing said."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a prompt means."""

    prompt: str
    nouns: tuple[Noun, ...] = ()
    texts: tuple[Quoted, ...] = ()
    layout: str = ""
    places: tuple[str, ...] = ()
    time: str = ""
    weather: str = ""
    season: str = ""
    moods: tuple[str, ...] = ()
    style: str = ""
    framing: str = ""
    colours: tuple[str, ...] = ()
    """Colours of the picture as a whole, bound to no noun."""
    vertical: bool = False
    ground: str = ""
    """The colour of the background, where one was named."""
    parts: int = 0
    """How many panels or steps were asked for; 0 if nothing was said."""
    material: str = ""
    """A material said of the layout itself ("a wooden sign")."""
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """What has been read so far; `waiting` holds the adjectives that wait for their noun."""

    nouns: list[Noun] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    relation: str = ""
    looks: list[str] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    after: bool = False
    """Adjectives follow their noun in this language."""
    pairs: dict[int, int] = field(default_factory=dict)
    """Nouns joined by "and": what is said of the later is true of the earlier one too ("a man and a child in a boat")."""
    joining: bool = False
    filled: bool = False
    """The last words were "a vase of"."""
    single: bool = False
    """An article said that there is one of what follows."""
    stray: bool = False
    """A word between the adjectives and their noun was not understood: they may have been meant for it."""
    fresh: bool = False
    """The last word was a noun or an adjective behind one."""


def read(prompt: str, texts: tuple[str, ...] = ()) -> Reading:
    """Read a prompt. `texts` are exact strings declared beside it, in addition to the quoted ones."""
    quoted, rest = _quoted(prompt)
    known = {one.text for one in quoted}
    quoted += [Quoted(text, "") for text in texts if text not in known]
    for text in texts:
        rest = rest.replace(text, " ")
    draft = _Draft()
    for chunk, lexicon, after in chunks(rest):
        draft.after = after
        _walk(chunk, lexicon, draft)
        _settle(draft)
    return _reading(prompt, quoted, draft)


def _quoted(prompt: str) -> tuple[list[Quoted], str]:
    found: list[Quoted] = []

    def take(match: re.Match[str]) -> str:
        text = next(group for group in match.groups() if group is not None).strip().rstrip(",")
        before = plain(re.split('[“”"„«»「」『』]', prompt[max(0, match.start() - 34) : match.start()])[-1])
        if text:
            found.append(Quoted(text, _role(before)))
        return " , "

    return found, QUOTES.sub(take, prompt)


def _role(before: str) -> str:
    table = english()
    for word in reversed(re.findall(r"[\w-]+", before)[-4:]):
        for form in (word, word.rstrip("s")):
            meaning = table.get(form)
            if meaning and meaning.kind == "role":
                return meaning.key
            if meaning and meaning.kind == "layout" and meaning.key in {"sign", "poster", "logo"}:
                return "sign" if meaning.key == "sign" else "title"
    return ""


def _walk(words: list[str], lexicon: Lexicon, draft: _Draft) -> None:
    at = 0
    while at < len(words):
        if words[at] in ",.;:!?、。，；":
            _settle(draft)
            draft.fresh = False
            at += 1
            continue
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if meaning := look_up(phrase, lexicon):
                _take(phrase, meaning, draft, words[at + length :])
                at += length
                break
        else:
            at = _unknown(words, at, lexicon, draft)


def _unknown(words: list[str], at: int, lexicon: Lexicon, draft: _Draft) -> int:
    word = words[at]
    draft.fresh = False
    if word.isdigit():
        if 0 < int(word) <= 60:
            draft.waiting["count"] = word
        return at + 1
    parts = word.split("-")
    if len(parts) > 1 and any(look_up(part, lexicon) for part in parts):
        words[at : at + 1] = parts
        return at
    if word.endswith("'s"):
        words[at] = word[:-2]
        return at
    if word not in draft.unknown:
        draft.unknown.append(word)
    draft.stray = draft.stray or bool(draft.waiting)
    return at + 1


def _take(phrase: str, meaning: Meaning, draft: _Draft, ahead: list[str]) -> None:  # noqa: C901 -- one case per kind
    kind, key = meaning.kind, meaning.key
    if phrase in GROUNDS and (tone := draft.waiting.pop("colour", "")):
        draft.facts.setdefault("ground", []).append(tone)
        draft.relation, draft.stray = "", False
        return
    if phrase in SKIES:
        draft.waiting.pop("colour", "")  # the palette paints the sky
    if kind == "ignore":
        if draft.stray:
            draft.waiting, draft.stray = {}, False
        draft.single = phrase in {"a", "an"}
        draft.joining = (draft.fresh and phrase in JOINING) or (draft.joining and phrase in {"a", "an", "the"})
        draft.filled = draft.fresh and phrase in HOLDING and bool(draft.nouns) and draft.nouns[-1].key in CONTAINERS
        draft.fresh = False
        return
    if kind != "relation":
        draft.understood.append(phrase)
    if draft.after and draft.fresh and kind in {"colour", "size", "material"}:
        _mend(draft, **{kind: float(key) if kind == "size" else key})
        return
    if kind == "relation" and set(draft.waiting) & {"colour", "material"}:
        _settle(draft)  # adjectives do not reach across a preposition
    touching, draft.fresh = draft.fresh, kind == "noun"
    if kind == "noun":
        past = draft.nouns[-1] if draft.nouns else None
        compound = touching and not draft.after and phrase.isascii() and past is not None and (past.count == 1 or (meaning.plural and not past.word.endswith("s")))
        (_compound if compound else _noun)(phrase, meaning, draft)
    elif kind in {"colour", "size", "count", "material"} or (kind == "pose" and not draft.nouns):
        draft.waiting["second" if kind == "colour" and "colour" in draft.waiting else kind] = key
    elif kind in ABOUT:
        _about(kind, key, draft)
    elif kind != "role":
        _fact(kind, key, draft, ahead)


def _about(kind: str, key: str, draft: _Draft) -> None:
    """Add what a word says about the noun before it."""
    if kind == "pose":
        _mend(draft, pose=key)
        if key in {"hold", "read"}:
            draft.relation = "holding"
    elif kind == "relation":
        draft.relation = key
    elif kind == "position":
        if draft.nouns:
            _mend(draft, position=key)
        else:
            draft.facts.setdefault("position", []).append(key)
    elif kind == "garment":
        if draft.nouns and draft.waiting.get("colour"):
            _dress(draft, draft.waiting.pop("colour"))
        draft.stray = False
    elif draft.nouns and draft.nouns[-1].key in PEOPLE:
        tone = draft.waiting.pop("colour", "")
        tint = ("old",) if tone in {"white", "grey"} else (f"hair-{tone}",) if tone else ()
        _mend(draft, looks=(*draft.nouns[-1].looks, key, *tint))
    else:
        draft.looks.append(key)


def _dress(draft: _Draft, colour: str) -> None:
    """Clothes colour whoever wears them, even when a crown or a beard was named in between."""
    at = next((i for i in range(len(draft.nouns) - 1, -1, -1) if draft.nouns[i].key in PEOPLE), len(draft.nouns) - 1)
    draft.nouns[at] = replace(draft.nouns[at], colour=colour)


def _fact(kind: str, key: str, draft: _Draft, ahead: list[str]) -> None:
    """Note a fact about the whole picture: place, time, weather, mood and so on."""
    if key in {"meadow", "forest", "mountains", "sea", "lake"} and draft.waiting.get("colour") in {"green", "blue"}:
        draft.waiting.pop("colour")  # as they are anyway
    if kind in {"place", "layout"} and draft.waiting.get("colour") and ahead[:1] != ["of"]:
        draft.facts.setdefault("colour", []).append(draft.waiting.pop("colour"))
    if kind == "layout":
        for name in ("count", "material"):
            if name in draft.waiting:
                draft.facts.setdefault(name, []).append(draft.waiting.pop(name))
    draft.facts.setdefault(kind, []).append(key)
    if kind == "place":
        draft.relation = ""


def _compound(phrase: str, meaning: Meaning, draft: _Draft) -> None:
    """"Skincare bottle", "strawberry ice cream": the last word names the thing, what was said goes to it."""
    past = draft.nouns[-1]
    count = past.count if past.count > 1 else (2 if meaning.key in PAIRS else 3) if meaning.plural else 1
    material = past.material or {"glass": "glass", "rock": "stone"}.get(past.key, "")
    draft.nouns[-1] = replace(past, key=meaning.key, word=f"{past.word} {phrase}", count=count, material=material)


def _noun(phrase: str, meaning: Meaning, draft: _Draft) -> None:
    said = draft.waiting
    many = meaning.plural and not (draft.single and phrase in SAME_PLURAL)
    count = int(said.get("count", 0)) or ((2 if meaning.key in PAIRS else 3) if many else 1)
    draft.stray = draft.single = False
    noun = Noun(
        meaning.key, phrase, count, said.get("colour", ""), said.get("second", ""), float(said.get("size", 1.0)),
        said.get("material", ""), said.get("pose", ""), looks=tuple(draft.looks),
    )  # fmt: skip
    draft.looks = []
    if draft.nouns and _merged(noun, draft):
        draft.waiting, draft.filled = {}, False
        return
    noun = _related(noun, draft)
    if "position" in draft.facts:
        noun = replace(noun, position=draft.facts.pop("position")[0])
    if draft.joining and draft.nouns and not noun.relation:
        draft.pairs[len(draft.nouns)] = len(draft.nouns) - 1
    draft.joining = draft.filled = False
    draft.nouns.append(noun)
    draft.waiting = {}
    draft.relation = ""


def _merged(noun: Noun, draft: _Draft) -> bool:
    """Whether this noun only says the last one again: "two cups of tea", "a bottle of olive oil", "a bowl of ramen"."""
    past = draft.nouns[-1]
    if draft.filled and past.key == noun.key:
        return True
    if draft.filled and noun.key in SERVED:
        draft.nouns[-1] = replace(noun, colour=past.colour, count=past.count)
        return True
    if past.key == "bowl" and noun.key in SERVED and not noun.word.isascii():
        draft.nouns[-1] = replace(noun, colour=noun.colour or past.colour, count=past.count)
        return True
    alone = past.count == noun.count == 1 and not draft.relation
    return past.key == noun.key and alone and not (draft.waiting or past.position)


def _related(noun: Noun, draft: _Draft) -> Noun:
    """Settle what a preposition before this noun means: for the noun itself, or for those before it."""
    if draft.filled:
        return replace(noun, relation="in", to=len(draft.nouns) - 1)
    if not (draft.relation and draft.nouns):
        return noun
    other, relation = _anchor(draft), draft.relation
    if noun.key in HELD and relation == "beside" and draft.nouns[other].key in PEOPLE and noun.count == 1:
        return replace(noun, relation="holding", to=other)
    if relation in {"wearing", "holding"} or (noun.key in CLOTHES and relation in {"beside", "in"}):
        return replace(noun, relation="wearing" if relation in {"beside", "in"} else relation, to=other)
    if relation in {"under", "behind", "before"} and any(one.to == other for one in draft.nouns):
        return noun
    for one in sorted({other, draft.pairs.get(other, other)}):
        if not draft.nouns[one].relation:
            draft.nouns[one] = replace(draft.nouns[one], relation=relation, to=len(draft.nouns))
    return noun


def _anchor(draft: _Draft) -> int:
    """Relations chain from the last noun; clothes and held things belong to their wearer."""
    last = len(draft.nouns) - 1
    while last > 0 and draft.nouns[last].relation in {"wearing", "holding"}:
        last = draft.nouns[last].to
    return last


def _mend(draft: _Draft, **said: Any) -> None:
    if draft.nouns:
        draft.nouns[-1] = replace(draft.nouns[-1], **said)


def _settle(draft: _Draft) -> None:
    """At the end of a clause, adjectives without a noun go to the noun before (Romance) or to the whole picture."""
    said = draft.waiting
    if draft.stray:  # "a purple unicycle": the colour was meant for what is not known
        said = draft.waiting = {}
    draft.stray = False
    if "count" in said and draft.nouns and draft.nouns[-1].count == 1 and not draft.nouns[-1].word.isascii():
        _mend(draft, count=int(said.pop("count")))  # Korean, Japanese and Chinese count behind the noun too
    if draft.relation in {"in", "on"} and "colour" in said and draft.nouns and not draft.after:
        if draft.relation == "in" and not draft.nouns[-1].colour:
            _mend(draft, colour=said["colour"], second=said.get("second", ""))  # "a fox in orange"
        else:
            draft.facts.setdefault("ground", []).append(said["colour"])  # "gold on black"
        said = draft.waiting = {}
    if draft.relation in {"over", "under", "behind"}:
        _mend(draft, position={"over": "top", "under": "front", "behind": "back"}[draft.relation])
    if "colour" in said and said["colour"] == "orange" and set(said) <= {"colour", "count", "size"} and not draft.after:
        draft.waiting = {}
        _noun("orange", Meaning("noun", "orange_fruit"), draft)
        said = {}
    elif said.get("colour") == "lavender" and not draft.after and set(said) == {"colour"}:
        draft.waiting = {}
        _noun("lavender", Meaning("noun", "lavender_plant", plural=True), draft)
        said = {}
    elif draft.after and draft.nouns and said:
        past = draft.nouns[-1]
        draft.nouns[-1] = replace(
            past, colour=past.colour or said.get("colour", ""), size=float(said.get("size", past.size)),
            pose=past.pose or said.get("pose", ""), material=past.material or said.get("material", ""),
        )  # fmt: skip
    elif said:
        draft.facts.setdefault("colour", []).extend(said[name] for name in ("colour", "second") if name in said)
    draft.waiting = {}
    draft.relation = ""


def _reading(prompt: str, quoted: list[Quoted], draft: _Draft) -> Reading:
    def first(kind: str) -> str:
        return next(iter(draft.facts.get(kind, ())), "")

    styles = draft.facts.get("style", [])
    nouns = tuple(replace(n, to=-1, relation="") if n.to >= len(draft.nouns) else n for n in draft.nouns)
    return Reading(
        prompt, nouns, tuple(quoted), first("layout"), tuple(dict.fromkeys(draft.facts.get("place", ()))),
        first("time"), first("weather"), first("season"), tuple(dict.fromkeys(draft.facts.get("mood", ()))),
        next((style for style in styles if style != "illustration"), first("style")), first("framing"),
        tuple(dict.fromkeys(draft.facts.get("colour", ()))), "vertical" in plain(prompt), first("ground"), int(first("count") or 0), first("material"),
        tuple(dict.fromkeys(draft.understood)) + tuple(f"“{one.text}”" for one in quoted), tuple(draft.unknown),
    )  # fmt: skip
