# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Binding words to each other while a prompt is read: adjectives to nouns, nouns to nouns, facts to the whole picture."""

from dataclasses import dataclass, field, replace
from typing import Any

from aquatint.providers.sandbox.meanings import Mark, Noun
from aquatint.providers.sandbox.words.lexicon import Meaning, english, look_up

HEAPS = {"pancakes"}
"""Drawn as several in any case."""
PAIRS = {"shoe", "headphones"}
CLOTHES = {"hat", "crown", "glasses", "headphones", "scarf"}
SAME_PLURAL = {"fish", "sheep", "deer", "salmon", "trout"}
"""One or many: an article tells which."""
HELD = {"umbrella", "sword", "party_balloon", "flag", "lantern", "kite", "trumpet", "flute", "magnifier"}
"""What a person "with" it holds."""
SERVED = {"ramen", "sushi"}
PARTS = {"planet": {"ring"}, "bicycle": {"wheel"}, "car": {"wheel"}, "tree": {"fern"}, "blossom": {"flower"}}
"""What a thing has by itself."""
TINTED = {"lime": "green"}
"""Words whose colour is not the one their subject is drawn in."""
FILLS = {"honey": "gold", "maple syrup": "brown", "syrup": "brown", "jam": "red"}
"""What a glass vessel shows of what is in it."""
SCALED = {"teddy": 0.42, "teddy bear": 0.42, "duckling": 0.6, "ducklings": 0.6, "puppy": 0.8, "kitten": 0.8}
"""Words that say a size beside the kind."""
PLAYED = {"drummer": "drum", "guitarist": "guitar", "violinist": "violin", "pianist": "piano", "trumpeter": "trumpet", "flautist": "flute", "saxophonist": "saxophone"}
"""Who plays is seen beside what is played."""
STANDING = {"drum", "piano"}
ELDERS = {"grandmother", "grandma", "granny", "grandfather", "grandpa"}
GOWNS = {"dress", "gown", "robe", "skirt"}
STRONG = {"on", "holding", "wearing", "between", "left of", "right of", "before"}
"""Relations that mean nothing without what they point at."""
PEOPLE = {"woman", "man", "girl", "boy", "child", "person", "chef", "doctor", "farmer", "wizard", "pirate", "knight", "astronaut", "superhero", "alien"}


@dataclass(slots=True)
class Draft:
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
    marks: list[Mark] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    spoken: dict[str, str] = field(default_factory=dict)
    """The words of what waits, and of the relation that waits."""
    definite: bool = False
    """The article was "the"."""
    theirs: bool = False
    """The last word was "their": whose mother comes is known."""
    adrift: bool = False
    """What the preposition points at was not understood."""
    post: tuple[str, int, str] = ("", -1, "")
    """A word of place behind its noun (Chinese, Japanese, Korean, Hindi, Bengali): relation, noun, phrase."""
    clause: int = 0
    """How many nouns there were when this clause began."""
    acting: bool = False
    """The verb before said that somebody does something to what follows."""
    negated: bool = False
    """The last words were "without", "no": what follows is to be left out."""

    def wait(self, kind: str, value: str, phrase: str) -> None:
        """Keep an adjective for the noun to come; one that pushes out another of its kind loses it."""
        if kind in self.waiting:
            self.lost.append(self.spoken.get(kind, ""))
        self.waiting[kind], self.spoken[kind] = value, phrase

    def relate(self, key: str, phrase: str) -> None:
        """Keep a preposition for the noun to come."""
        self.relation, self.adrift = key, False
        self.spoken["relation"] = phrase

    def drop(self) -> None:
        """Give up what waits: the words are known, but nothing takes them."""
        self.lost.extend(self.spoken.get(kind, "") for kind in self.waiting)
        self.waiting = {}


def about(kind: str, key: str, phrase: str, draft: Draft) -> None:  # noqa: C901 -- one case per kind
    """Add what a word says about the noun before it."""
    if kind == "pose":
        mend(draft, pose=key)
        if key in {"hold", "read"}:
            draft.relate("holding", phrase)
    elif kind == "act":
        draft.relate(key, phrase)
        draft.acting = True
    elif kind == "relation":
        draft.relate("beside" if draft.acting and key == "on" and draft.relation == "beside" else key, phrase)  # "casting a spell on a frog"
    elif kind == "position":
        if draft.nouns:
            mend(draft, position=key)
        else:
            draft.facts.setdefault("position", []).append(key)
    elif kind == "garment":
        if draft.nouns and draft.waiting.get("colour"):
            _dress(draft, draft.waiting.pop("colour"))
        if phrase in GOWNS and draft.nouns and draft.nouns[-1].key in PEOPLE:
            mend(draft, looks=(*draft.nouns[-1].looks, "dress"))
        draft.stray = False
    elif draft.nouns and draft.nouns[-1].key in PEOPLE:
        tone = draft.waiting.pop("colour", "")
        tint = ("old",) if tone in {"white", "grey"} else (f"hair-{tone}",) if tone else ()
        mend(draft, looks=(*draft.nouns[-1].looks, key, *tint))
    else:
        draft.looks.append(key)


def _dress(draft: Draft, colour: str) -> None:
    """Clothes colour whoever wears them, even when a crown or a beard was named in between."""
    at = next((i for i in range(len(draft.nouns) - 1, -1, -1) if draft.nouns[i].key in PEOPLE), None)
    if at is not None:
        draft.nouns[at] = replace(draft.nouns[at], colour=colour)
    else:  # an animal keeps its coat and wears the colour over it
        mend(draft, looks=(*draft.nouns[-1].looks, f"clothes-{colour}"))


def behind(key: str, phrase: str, draft: Draft) -> None:
    """Keep a word of place that follows its noun; what it says is true of the next noun or, at the end, of the one before."""
    if draft.marks and draft.marks[-1].kind == "noun" and draft.nouns:
        draft.post = (key, len(draft.nouns) - 1, phrase)
        draft.marks.append(Mark(phrase, "relation", key))


def _posted(draft: Draft) -> None:
    """At the end of a clause a word of place behind its noun speaks of the noun before that: "the cat, the table on, sleeps"."""
    key, to, phrase = draft.post
    if key and to > draft.clause and not draft.nouns[to - 1].relation:
        draft.nouns[to - 1] = replace(draft.nouns[to - 1], relation=key, to=to)
    elif key:
        draft.lost.append(phrase)
    draft.post = ("", -1, "")


def fact(kind: str, key: str, draft: Draft, ahead: list[str]) -> None:
    """Note a fact about the whole picture: place, time, weather, mood and so on."""
    if key in {"meadow", "forest", "mountains", "sea", "lake"} and draft.waiting.get("colour") in {"green", "blue"}:
        draft.facts.setdefault("lean", []).append({"green": "spring", "blue": "ocean"}[draft.waiting.pop("colour")])  # as they are anyway
        draft.spoken.pop("colour", "")
    if kind in {"place", "layout"} and draft.waiting.get("colour") and ahead[:1] != ["of"]:
        draft.facts.setdefault("colour", []).append(draft.waiting.pop("colour"))
    if kind == "layout":
        for name in ("count", "material"):
            if name in draft.waiting:
                draft.facts.setdefault(name, []).append(draft.waiting.pop(name))
    draft.facts.setdefault(kind, []).append(key)
    if kind == "place":
        if draft.relation in {"over", "under", "behind", "before"} and draft.nouns and not draft.nouns[-1].relation:
            mend(draft, setting=(draft.relation, key))
        furnished = look_up(ahead[0], english()) if ahead else None
        if not (furnished and furnished.kind == "noun"):  # "on a park bench": the bench is what they are on
            draft.relation = ""


def compound(phrase: str, meaning: Meaning, draft: Draft) -> None:
    """"Skincare bottle", "strawberry ice cream": the last word names the thing, what was said goes to it."""
    past = draft.nouns[-1]
    one = any(mark.kind == "count" and mark.key == "1" for mark in draft.marks[-4:])  # "a stack of blueberry pancakes"
    count = past.count if past.count > 1 or one else (2 if meaning.key in PAIRS else 3) if meaning.plural else 1
    material = past.material or {"glass": "glass", "rock": "stone"}.get(past.key, "")
    if past.key not in {meaning.key, "pump", "perfume"} and material == past.material:
        draft.lost.append(past.word)  # "strawberry ice cream": the strawberry is not to be seen
    draft.nouns[-1] = replace(past, key=meaning.key, word=f"{past.word} {phrase}", count=count, material=material)


def bind_noun(phrase: str, meaning: Meaning, draft: Draft) -> None:
    """Take a noun with all that waited for it, and settle how it stands to the nouns before."""
    said = draft.waiting
    many = meaning.plural and meaning.key not in HEAPS and not (draft.single and phrase in SAME_PLURAL)
    count = int(said.get("count", 0)) or ((2 if meaning.key in PAIRS else 3) if many else 1)
    draft.stray = draft.single = False
    noun = Noun(
        meaning.key, phrase, count, said.get("colour", "") or TINTED.get(phrase.rstrip("s"), ""), said.get("second", ""), float(said.get("size", 1.0)) * SCALED.get(phrase, 1.0),
        said.get("material", ""), said.get("pose", ""), looks=tuple(draft.looks),
    )  # fmt: skip
    named = next((at for at, one in enumerate(draft.nouns) if one.key == meaning.key), -1)
    if draft.definite and draft.relation and not many and not said and named >= 0 and named != len(draft.nouns) - 1:
        if not draft.nouns[-1].relation:
            mend(draft, relation=draft.relation, to=named)  # "the dog chases the cat": the one that was named before
        draft.relation, draft.definite = "", False
        return
    draft.definite = False
    if draft.filled and phrase in FILLS and draft.nouns[-1].key == meaning.key and not draft.nouns[-1].colour:
        mend(draft, colour=FILLS[phrase])
    if not many and not draft.single and not said and not draft.relation and any(one.key == meaning.key for one in draft.nouns):
        return  # "… and a robot. The robot says": it was named before
    draft.looks = ["old"] if phrase in ELDERS else []
    noun, draft.looks = replace(noun, looks=(*noun.looks, *draft.looks)), []
    if draft.nouns and _merged(noun, draft):
        draft.waiting, draft.filled = {}, False
        return
    noun = _related(noun, draft)
    if draft.post[0] and not noun.relation:
        noun, draft.post = replace(noun, relation=draft.post[0], to=draft.post[1]), ("", -1, "")
    if "position" in draft.facts:
        noun = replace(noun, position=draft.facts.pop("position")[0])
    if draft.joining and draft.nouns and not noun.relation:
        draft.pairs[len(draft.nouns)] = len(draft.nouns) - 1
    draft.joining = draft.filled = draft.acting = False
    draft.nouns.append(noun)
    draft.waiting = {}
    draft.relation = ""


def _merged(noun: Noun, draft: Draft) -> bool:
    """Whether this noun only says the last one again: "two cups of tea", "a bottle of olive oil", "a bowl of ramen"."""
    past = draft.nouns[-1]
    if draft.filled and past.key == noun.key:
        return True
    if noun.key in PARTS.get(past.key, ()):
        return True  # "a planet with rings": it has them
    if past.key == noun.key == "barchart" and not past.colour:
        mend(draft, colour=noun.colour)  # "bar chart, blue bars"
        return True
    if draft.filled and noun.key in SERVED:
        draft.nouns[-1] = replace(noun, colour=past.colour, count=past.count)
        return True
    if past.key == "bowl" and noun.key in SERVED and not noun.word.isascii():
        draft.nouns[-1] = replace(noun, colour=noun.colour or past.colour, count=past.count)
        return True
    alone = past.count == noun.count == 1 and not draft.relation
    return past.key == noun.key and alone and not (draft.waiting or past.position)


def _related(noun: Noun, draft: Draft) -> Noun:
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
    said = f"{draft.spoken.get('relation', relation)} {noun.word}"
    if relation in {"under", "behind", "before"} and any(one.to == other for one in draft.nouns):
        draft.lost.append(said)
        return noun
    group = _together(other, draft)
    if draft.nouns[other].relation not in {"", "beside"}:
        draft.lost.append(said)
    for one in group:
        if draft.nouns[one].relation in {"", "beside"}:
            draft.nouns[one] = replace(draft.nouns[one], relation=relation, to=len(draft.nouns))
    return noun


def _together(last: int, draft: Draft) -> set[int]:
    """Return the nouns that share what comes next: "pancakes with berries and syrup", all on one plate."""
    group = {last, draft.pairs.get(last, last)}
    for index in range(last - 1, -1, -1):
        noun = draft.nouns[index]
        if (noun.relation == "beside" and noun.to in group) or (draft.pairs.get(index + 1) == index and index + 1 in group):
            group.add(index)
    return group


def _anchor(draft: Draft) -> int:
    """Relations chain from the last noun; clothes and held things belong to their wearer."""
    last = len(draft.nouns) - 1
    while last > 0 and draft.nouns[last].relation in {"wearing", "holding"}:
        last = draft.nouns[last].to
    return last


def mend(draft: Draft, **said: Any) -> None:
    """Say something more of the last noun."""
    if draft.nouns:
        draft.nouns[-1] = replace(draft.nouns[-1], **said)


def settle(draft: Draft) -> None:  # noqa: C901, PLR0912 -- one case per rest
    """At the end of a clause, adjectives without a noun go to the noun before (Romance) or to the whole picture."""
    said = draft.waiting
    if draft.stray:  # "a purple unicycle": the colour was meant for what is not known
        draft.drop()
        said = draft.waiting
    draft.stray = draft.negated = draft.acting = False
    if "count" in said and draft.nouns and draft.nouns[-1].count == 1 and not draft.nouns[-1].word.isascii():
        mend(draft, count=int(said.pop("count")))  # Korean, Japanese and Chinese count behind the noun too
    if draft.relation in {"in", "on"} and "colour" in said and (draft.nouns or draft.relation == "on") and not draft.after:
        if draft.relation == "in" and not draft.nouns[-1].colour:
            mend(draft, colour=said["colour"], second=said.get("second", ""))  # "a fox in orange"
        else:
            draft.facts.setdefault("ground", []).append(said["colour"])  # "gold on black"
        draft.relation = ""
        said = draft.waiting = {}
    _posted(draft)
    draft.clause = len(draft.nouns)
    if draft.adrift and draft.relation in {"over", "under", "behind"} and not draft.waiting:
        draft.lost.append(draft.spoken.pop("relation", ""))
        draft.relation = ""
    draft.adrift = False
    if draft.relation in {"over", "under", "behind"}:
        mend(draft, position={"over": "top", "under": "front", "behind": "back"}[draft.relation])
        draft.spoken.pop("relation", "")
    elif draft.relation == "in" and draft.spoken.get("relation") == "inside" and len(draft.nouns) > 1 and not draft.waiting and draft.marks[-2].kind == "noun":
        mend(draft, relation="in", to=len(draft.nouns) - 2)  # "a bean with a mountain inside"
        first = draft.nouns[-2]
        draft.nouns[-2] = replace(first, relation="", to=-1) if first.to == len(draft.nouns) - 1 else first
    elif not draft.waiting and not draft.spoken.get("relation", "").startswith("read") and (draft.spoken.get("relation") == "inside" or draft.relation in STRONG):
        draft.lost.append(draft.spoken.get("relation", ""))
    if "colour" in said and said["colour"] == "orange" and set(said) <= {"colour", "count", "size"} and not draft.after and (draft.single or "count" in said or not draft.marks[:-1]):
        draft.waiting = {}
        bind_noun("orange", Meaning("noun", "orange_fruit"), draft)
        said = {}
    elif said.get("colour") == "lavender" and not draft.after and set(said) == {"colour"}:
        draft.waiting = {}
        bind_noun("lavender", Meaning("noun", "lavender_plant", plural=True), draft)
        said = {}
    elif draft.after and draft.nouns and said:
        past = draft.nouns[-1]
        draft.nouns[-1] = replace(
            past, colour=past.colour or said.get("colour", ""), size=float(said.get("size", past.size)),
            pose=past.pose or said.get("pose", ""), material=past.material or said.get("material", ""),
        )  # fmt: skip
    elif said:
        draft.facts.setdefault("colour", []).extend(said[name] for name in ("colour", "second") if name in said)
        draft.waiting = {name: value for name, value in said.items() if name not in {"colour", "second"}}
        draft.drop()
    draft.single = False
    draft.waiting = {}
    draft.relation = ""


def instruments(nouns: list[Noun]) -> list[Noun]:
    """Return what those who play an instrument play, as nouns of their own: in their hands, or before them where it stands."""
    out = []
    for at, noun in enumerate(nouns):
        kind = PLAYED.get(noun.word.removesuffix("s"), "")
        if kind and kind not in {one.key for one in nouns}:
            out.append(Noun(kind, kind, noun.count, relation="before" if kind in STANDING else "holding", to=at))
    return out
