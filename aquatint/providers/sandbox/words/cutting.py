# ruff: noqa: RUF001, SIM905 -- words of other scripts, as one writes them
# fmt: off
"""Cutting a prompt into words: by spaces, or by the longest known word where a script has none."""

import re

from aquatint.providers.sandbox.words.lexicon import LATIN, Lexicon, english, look_up, plain, tongues

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*[\u0900-\u0dff\u0e00-\u0eff]*|[,.;:!?、。，；]", re.UNICODE)
SCRIPTS = (("kana", "\u3040", "\u30ff"), ("han", "\u4e00", "\u9fff"), ("hangul", "\uac00", "\ud7a3"),
           ("deva", "\u0900", "\u097f"), ("beng", "\u0980", "\u09ff"), ("arab", "\u0600", "\u06ff"))  # fmt: skip


SAYING = {"colour", "size", "mood", "material", "look", "weather", "time", "season", "pose"}
PARTICLES = set("이 가 은 는 을 를 의 에 에서 와 과 도 로 으로 들 만 께 이나 들이 들과 들의 처럼".split())
"""What a Korean word of one syllable may carry and still be that word."""


def chunks(text: str) -> list[tuple[list[str], Lexicon, bool]]:
    """Split into runs of one script, each with the lexicon that reads it."""
    words = [plain(word) for word in WORD.findall(text)]
    latin = _latin([word for word in words if _script(word) == "latin"])
    german = latin[0] is not english() and not latin[1]
    all_han = "".join(word for word in words if _script(word) in {"han", "kana"})
    japanese = any("\u3040" <= char <= "\u30ff" for char in all_han)
    out: list[tuple[list[str], Lexicon, bool]] = []
    for word in words:
        script = _script(word)
        if script == "latin":
            part, lexicon, after = [_undeclined(word, latin[0]) if german else word], latin[0], latin[1]
        else:
            code = {"deva": "hi", "beng": "bn", "arab": "ar", "hangul": "ko"}.get(script, "ja" if japanese else "zh")
            lexicon, after = tongues()[code], code == "ar"
            part = _cut(word, lexicon) if script in {"han", "kana"} else [_stem(word, lexicon)]
        if out and out[-1][1] is lexicon:
            out[-1][0].extend(part)
        else:
            out.append((part, lexicon, after))
    return out


def _undeclined(word: str, lexicon: Lexicon) -> str:
    """Drop the ending of a German adjective ("rotem", "traurige") where what is left says how something is."""
    if look_up(word, lexicon):
        return word
    stems = (word.removesuffix(ending) for ending in ("em", "en", "er", "es", "e") if word.endswith(ending))
    return next((stem for stem in stems if (found := look_up(stem, lexicon)) and found.kind in SAYING), word)


def _script(word: str) -> str:
    for name, first, last in SCRIPTS:
        if any(first <= char <= last for char in word):
            return name
    return "latin"


def _latin(words: list[str]) -> tuple[Lexicon, bool]:
    """Choose English or the language most of whose words these are, with English behind it."""
    best, most = "", sum(look_up(word, english()) is not None for word in words)
    for code in LATIN:
        hits = sum(look_up(word, tongues()[code]) is not None for word in words)
        if hits > most:
            best, most = code, hits
    if not best:
        return english(), False
    return {**english(), **tongues()[best]}, best != "de"


def _cut(word: str, lexicon: Lexicon) -> list[str]:
    """Cut a run without spaces into the longest words that the lexicon knows."""
    out: list[str] = []
    rest = ""
    at = 0
    while at < len(word):
        found = next((word[at:end] for end in range(min(len(word), at + 7), at, -1) if word[at:end] in lexicon), "")
        if not found:
            rest += word[at]
            at += 1
            continue
        if rest:
            out.append(rest)
            rest = ""
        out.append(found)
        at += len(found)
    return [*out, rest] if rest else out


def _stem(word: str, lexicon: Lexicon) -> str:
    """Drop case endings and particles: the longest known beginning (or, in Arabic, the word without its article)."""
    if word in lexicon:
        return word
    if "\u0600" <= word[0] <= "\u06ff":
        return next((word[cut:] for cut in (2, 1, 3) if word[cut:] in lexicon), word)
    for end in range(len(word) - 1, 0, -1):
        if word[:end] in lexicon and (end > 1 or word[end:] in PARTICLES):
            return word[:end]
    return word
