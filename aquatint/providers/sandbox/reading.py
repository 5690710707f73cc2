# ruff: noqa: E501, PLR2004, RUF001 -- one mark a line; coordinates are the drawing; words of other scripts
# fmt: off
"""From a prompt to what it means. Nothing is guessed: a word that no table knows is listed as not understood."""

import re
from dataclasses import replace

from aquatint.providers.sandbox.binding import (
    PEOPLE,
    Draft,
    about,
    behind,
    bind_noun,
    compound,
    fact,
    instruments,
    mend,
    settle,
)
from aquatint.providers.sandbox.meanings import Mark, Noun, Quoted, Reading
from aquatint.providers.sandbox.words.context import in_context
from aquatint.providers.sandbox.words.cutting import chunks
from aquatint.providers.sandbox.words.lexicon import Lexicon, Meaning, english, look_up, plain

__all__ = ["Mark", "Noun", "Quoted", "Reading", "read"]

QUOTES = re.compile(r"[“\"„«]([^”\"“»]{1,200})[”\"“»]|「([^」]{1,200})」|『([^』]{1,200})』|(?<!\w)['‘]([^'’\n]{2,200}?)['’](?!\w)")
CAPITALS = re.compile(r"(\b(?:[Tt]ext|[Ll]etters|[Ll]ettering|[Ww]ords?|[Tt]itled?|[Hh]eadline|[Ss]logan|[Ss]aying|[Ss]ays|[Rr]eads|[Rr]eading|[Cc]alled):? )((?:[A-Z0-9][A-Z0-9'&!?-]+ ?){1,8})(?![a-z])")
"""Words in capitals after one that announces type, in a prompt without quotation marks."""
LONGEST = 4
PARENTS = {"mother", "mum", "mom", "mama", "father", "dad"}
ELIDED = {"l", "d", "qu", "c", "s", "n", "j", "m"}
"""What French leaves of a little word before a vowel."""
SKIES = {"sky", "天空", "空", "大空", "하늘", "आसमान", "আকাশ", "আকাশে", "cielo", "himmel", "ciel", "céu", "السماء"}
GROUNDS = {"background", "backdrop", "fondo", "hintergrund", "fond", "fundo", "背景", "배경"}
CLOAKS = {"raincoat", "mask"}
HIM = {"him", "them", "himself", "herself", "themselves"}
TALKERS = PEOPLE | {"fox", "wolf", "dog", "cat", "lion", "tiger", "bear", "rabbit", "mouse", "owl", "bird", "dragon", "frog", "robot", "monkey", "duck", "penguin", "pig", "cow", "horse", "elephant"}
"""Who speaks when it "says" something; anything else has it written on itself."""
CONTAINERS = {"vase", "bowl", "jar", "pot", "plate", "box", "bag", "glass", "cup", "mug"}
JOINING = {"and", "et", "y", "und", "e"}
HOLDING = {"of", "de", "di", "von"}
ABOUT = {"pose", "relation", "act", "position", "garment", "look"}


def read(prompt: str, texts: tuple[str, ...] = ()) -> Reading:
    """Read a prompt. `texts` are exact strings declared beside it, in addition to the quoted ones."""
    quoted, rest = _quoted(prompt)
    known = {one.text for one in quoted}
    quoted += [Quoted(text, "") for text in texts if text not in known]
    for text in texts:
        rest = rest.replace(text, " ")
    draft = Draft()
    for chunk, lexicon, after in chunks(rest):
        draft.after = after
        _walk(chunk, lexicon, draft)
        settle(draft)
    return _reading(prompt, quoted, draft)


def _quoted(prompt: str) -> tuple[list[Quoted], str]:
    found: list[Quoted] = []

    def take(match: re.Match[str]) -> str:
        text = next(group for group in match.groups() if group is not None).strip().rstrip(",")
        before = plain(re.split('[“”"„«»「」『』]', prompt[max(0, match.start() - 34) : match.start()])[-1])
        if text:
            found.append(Quoted(text, _role(before)))
        return " , "

    rest = QUOTES.sub(take, prompt)

    def shout(match: re.Match[str]) -> str:
        found.append(Quoted(match[2].strip(), _role(plain(match[1]))))
        return f"{match[1]} , "

    return found, rest if found else CAPITALS.sub(shout, rest)


def _talks(before: str) -> bool:
    """Whether the last word is somebody who can speak."""
    who = english().get((before.split() or [""])[-1])
    return who is not None and who.kind == "noun" and who.key in TALKERS


def _role(before: str) -> str:
    table = english()
    for word in reversed(re.findall(r"[\w-]+", re.split(r"[,;.]", before)[-1])[-4:]):
        for form in (word, word.rstrip("s")):
            meaning = table.get(form)
            if meaning and meaning.kind == "role":
                return "speech" if word in {"says", "saying"} and _talks(before.partition(word)[0]) else meaning.key
            if meaning and meaning.kind == "layout" and meaning.key in {"sign", "poster", "logo"}:
                return "sign" if meaning.key == "sign" else "title"
    return ""


def _walk(words: list[str], lexicon: Lexicon, draft: Draft) -> None:
    at = 0
    while at < len(words):
        if words[at] in ",.;:!?、。，；":
            settle(draft)
            draft.fresh = False
            at += 1
            continue
        if (here := in_context(words, at, lexicon)) and (here[0].kind != "clasp" or (draft.nouns and draft.nouns[-1].key not in TALKERS)):
            _take(" ".join(words[at : at + here[1]]), here[0], draft, words[at + here[1] :])
            at += here[1]
            continue
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if meaning := look_up(phrase, lexicon):
                _take(phrase, meaning, draft, words[at + length :])
                at += length
                break
        else:
            at = _unknown(words, at, lexicon, draft)


def _unknown(words: list[str], at: int, lexicon: Lexicon, draft: Draft) -> int:
    word = words[at]
    if draft.fresh and draft.nouns and draft.nouns[-1].word in {"stone", "glass", "rock"} and not word.isdigit():
        _unmade(draft)
    draft.fresh = False
    if word.endswith("ing") and draft.relation == "in" and set(draft.waiting) == {"colour"} and draft.nouns and not draft.nouns[-1].colour:
        settle(draft)  # "headphones in teal hanging …"
    if word.isdigit():
        if 0 < int(word) <= 60:
            draft.wait("count", word, word)
            draft.marks.append(Mark(word, "count", word))
        elif word not in draft.unknown:
            draft.unknown.append(word)
        return at + 1
    parts = word.split("-")
    if len(parts) > 1 and any(look_up(part, lexicon) for part in parts):
        words[at : at + 1] = parts
        return at
    head, apostrophe, tail = word.partition("'")
    if apostrophe and head in ELIDED and tail:
        words[at] = tail
        return at
    if word.endswith("'s"):
        words[at] = word[:-2]
        return at
    if word not in draft.unknown:
        draft.unknown.append(word)
    draft.stray = draft.stray or bool(draft.waiting)
    draft.adrift = draft.adrift or bool(draft.relation)
    return at + 1


def _unmade(draft: Draft) -> None:
    """Take back a noun that only said what the unknown thing behind it is made of: "a stone tray"."""
    last = len(draft.nouns) - 1
    draft.lost.append(draft.nouns[last].word)
    for index, noun in enumerate(draft.nouns):
        if noun.to == last:
            draft.lost.append(noun.relation)
            draft.nouns[index] = replace(noun, relation="", to=-1)
    draft.nouns.pop()


def _take(phrase: str, meaning: Meaning, draft: Draft, ahead: list[str]) -> None:  # noqa: C901, PLR0911, PLR0912, PLR0915 -- one case per kind
    kind, key = meaning.kind, meaning.key
    if phrase in GROUNDS and (tone := draft.waiting.pop("colour", "")):
        draft.facts.setdefault("ground", []).append(tone)
        draft.relation, draft.stray = "", False
        return
    if phrase in GROUNDS and draft.marks and draft.marks[-1].phrase == "dark":
        draft.facts.setdefault("ground", []).append("black")
    if phrase in GROUNDS:
        draft.relation = ""
    if phrase in SKIES and (tone := draft.waiting.pop("colour", "")):
        draft.facts.setdefault("sky", []).append(tone)
    if kind == "ignore":
        _skipped(phrase, draft)
        return
    if kind != "relation":
        draft.understood.append(phrase)
    if kind == "negation":
        draft.negated = True
        return
    if draft.negated and _negated(phrase, meaning, draft):
        return
    if draft.theirs and phrase in PARENTS and draft.nouns and draft.nouns[-1].key not in PEOPLE:
        meaning = replace(meaning, key=draft.nouns[-1].key)  # "ducks behind their mother"
        key = meaning.key
    draft.theirs = False
    if kind == "noun" and key in CLOAKS and draft.nouns and (draft.relation in {"in", "wearing"} or draft.nouns[-1].key in PEOPLE):
        meaning = replace(meaning, kind="garment", key="clothes", near=True)  # "a girl in a yellow raincoat"
        kind, key = meaning.kind, meaning.key
    if kind in {"clasp", "part", "carried"}:
        _parted(kind, key, phrase, draft)
        return
    if kind == "likeness":
        draft.lost.append(phrase)
        return
    if kind == "ground":
        draft.facts.setdefault("ground", []).append(key)
        draft.marks.append(Mark(phrase, "colour", key))
        return
    if kind == "post":
        behind(key, phrase, draft)
        return
    draft.marks.append(Mark(phrase, kind, key, meaning.near))
    if kind == "style" and phrase.endswith(" sign"):
        fact("layout", "sign", draft, ahead)  # "a neon sign" is a style and a sign
    if draft.after and draft.fresh and kind in {"colour", "size", "material"}:
        mend(draft, **{kind: float(key) if kind == "size" else key})
        return
    if kind in {"relation", "act"} and set(draft.waiting) & {"colour", "material"}:
        settle(draft)  # adjectives do not reach across a preposition
    touching, draft.fresh = draft.fresh, kind == "noun"
    if kind == "noun":
        past = draft.nouns[-1] if draft.nouns else None
        joins = touching and not draft.after and phrase.isascii() and past is not None and (past.count == 1 or (meaning.plural and not past.word.endswith("s")))
        (compound if joins else bind_noun)(phrase, meaning, draft)
    elif kind in {"colour", "size", "count", "material"} or (kind == "pose" and not draft.nouns):
        draft.wait("second" if kind == "colour" and "colour" in draft.waiting else kind, key, phrase)
    elif kind in ABOUT:
        about(kind, key, phrase, draft)
    elif kind not in {"role", "ambient"}:
        fact(kind, key, draft, ahead)


def _parted(kind: str, key: str, phrase: str, draft: Draft) -> None:
    """Take what is said of a part: the colour of a strap, the number of slices, the back something is carried on."""
    past = draft.nouns[-1] if draft.nouns else None
    if kind == "part":
        if "count" in draft.waiting:
            draft.facts.setdefault("count", []).append(draft.waiting.pop("count"))
        elif key not in draft.facts.get("layout", []) and (past is None or past.key != key):
            draft.lost.append(phrase)
            draft.drop()
        draft.stray = False
    elif kind == "carried" and past and (past.relation == "holding" or draft.relation == "on"):
        mend(draft, relation="on") if past.relation == "holding" else draft.lost.append(phrase)
        draft.relation = ""
    elif kind == "clasp" and past and "colour" in draft.waiting:
        mend(draft, second=draft.waiting.pop("colour"))
        draft.relation = ""
        draft.drop()
    else:
        draft.lost.append(phrase)


def _skipped(phrase: str, draft: Draft) -> None:
    """Words of grammar and praise carry nothing, but they part what stands around them."""
    if draft.stray:
        draft.drop()
        draft.stray = False
    if phrase in HIM and draft.relation:  # "the sea behind him": he is the one who was named first
        if len(draft.nouns) > max(1, draft.clause) and not draft.nouns[-1].relation:
            mend(draft, relation=draft.relation, to=0)
        draft.relation = ""
    draft.single = phrase in {"a", "an"}
    draft.definite, draft.theirs = phrase == "the", phrase in {"their", "its"}
    draft.joining = (draft.fresh and phrase in JOINING) or (draft.joining and phrase in {"a", "an", "the"})
    draft.filled = draft.fresh and phrase in HOLDING and bool(draft.nouns) and draft.nouns[-1].key in CONTAINERS
    draft.fresh = False


def _negated(phrase: str, meaning: Meaning, draft: Draft) -> bool:
    """Whether this word says what is to be left out; adjectives before it are passed over."""
    if meaning.kind in {"colour", "size", "count", "material", "relation", "look"}:
        draft.negated = meaning.kind != "relation"
        return draft.negated
    draft.negated = False
    draft.marks.append(Mark(phrase, "absent", meaning.key))
    draft.facts.setdefault("absent", []).append(meaning.key)
    return True


def _reading(prompt: str, quoted: list[Quoted], draft: Draft) -> Reading:
    def first(kind: str) -> str:
        return next(iter(draft.facts.get(kind, ())), "")

    styles = draft.facts.get("style", [])
    nouns = (*(replace(n, to=-1, relation="") if n.to >= len(draft.nouns) else n for n in draft.nouns), *instruments(draft.nouns))
    layouts = draft.facts.get("layout", [])
    return Reading(
        prompt, nouns, tuple(quoted), "logo" if "logo" in layouts and layouts[0] == "abstract" else first("layout"), tuple(dict.fromkeys(draft.facts.get("place", ()))),
        first("time"), first("weather"), first("season"), tuple(dict.fromkeys((*draft.facts.get("mood", ()), *draft.facts.get("lean", ())))),
        next((style for style in styles if style != "illustration"), first("style")), first("framing"),
        tuple(dict.fromkeys(draft.facts.get("colour", ()))), "vertical" in plain(prompt), first("ground"), int(first("count") or 0), first("material"),
        first("sky"), tuple(draft.facts.get("absent", ())), tuple(draft.marks), tuple(dict.fromkeys(one for one in draft.lost if one)),
        tuple(dict.fromkeys(draft.understood)) + tuple(f"“{one.text}”" for one in quoted), tuple(draft.unknown),
    )  # fmt: skip
