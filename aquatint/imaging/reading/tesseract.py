"""The second reader: the system's tesseract, line by line, one process for all lines of a picture."""

import csv
import io
import math
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import regex
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging.reading.errors import ReaderAbsent, ReaderFailed
from aquatint.imaging.reading.picture import Pixels

PACKAGES: Final = {"chi_sim": "chi-sim", "chi_tra": "chi-tra"}
_BASE_SECONDS: Final = 10.0
_LINE_SECONDS: Final = 1.0
_DPI: Final = 300
_SPECKS: Final = 2  # pixels: grain is no ink
_HALF: Final = 0.5
_REACH: Final = 0.1
_SPACE: Final = 0.11
"""The narrowest space between Korean words, in heights of the cut line: 2 of 102 were judged wrongly."""
_COLON: Final = regex.compile(r"(?<=([\u0900-\u09ff])):(?=[\u0900-\u09ff])")
_VISARGA: Final = 0x0903
_BLOCK: Final = 0x80  # Bengali lies 128 code points behind Devanagari
type Read = tuple[str, float, tuple[tuple[float, float], ...]]
_WORD: Final = "5"  # the level of words in tesseract's table


@cache
def languages() -> frozenset[str]:
    """Return the installed languages; none if the program is absent. Asked once in the life of a process."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    told = _run([program, "--list-langs"], seconds=_BASE_SECONDS)
    return frozenset(told.split("\n")[1:])


def hint(language: str) -> str:
    """Return what an operator does about an absent language."""
    package = f"tesseract-ocr-{PACKAGES.get(language, language)}"
    return f"The reader for this script is not installed (Debian and Ubuntu: apt install {package})."


def read(cuts: list[Pixels], language: str) -> list[Read]:
    """Return text, score (0 to 1) and the span of each code point (parts of the width) for straightened lines.

    `language` is tesseract's, several joined by "+". Raises `ReaderAbsent` and `ReaderFailed`.
    """
    program = shutil.which("tesseract")
    if program is None or not set(language.split("+")) <= languages():
        raise ReaderAbsent(hint(language.split("+", maxsplit=1)[0]))
    if not cuts:
        return []
    with tempfile.TemporaryDirectory(prefix="aquatint-read-") as folder:
        names = [_write(Path(folder) / f"{number}.pgm", cut) for number, cut in enumerate(cuts)]
        pages = Path(folder) / "pages.txt"
        pages.write_text("\n".join(names))
        options = ["--psm", "7", "--oem", "1", "--dpi", str(_DPI), "-l", language, "tsv"]
        seconds = _BASE_SECONDS + _LINE_SECONDS * len(cuts)
        table = _run([program, str(pages), "stdout", *options], seconds=seconds)
    read = _parsed(table, [cut.shape[1] for cut in cuts])
    return [_mended(one, cut, language) for one, cut in zip(read, cuts, strict=True)]


def _write(path: Path, cut: Pixels) -> str:
    Image.fromarray(cut).convert("L").save(path, "PPM")
    return str(path)


def _run(command: list[str], *, seconds: float) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- the program's own path and files of our making
            command, capture_output=True, timeout=seconds, check=True, env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderFailed("The reader took too long.") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReaderFailed("The reader ended with an error.") from error
    return done.stdout.decode("utf-8", "replace")


def _parsed(table: str, widths: list[int]) -> list[Read]:
    """Join the words of each page; letters share the width of their word evenly."""
    texts, scores = [""] * len(widths), [list[float]() for _ in widths]
    spans: list[list[tuple[float, float]]] = [[] for _ in widths]
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word, page = (row["text"] or "").strip(), int(row["page_num"]) - 1
        if row["level"] != _WORD or not word or page >= len(widths):
            continue
        left, width = int(row["left"]) / widths[page], int(row["width"]) / widths[page]
        if texts[page]:
            texts[page] += " "
            spans[page].append((spans[page][-1][1], left))
        texts[page] += word
        step = width / len(word)
        spans[page] += [(left + step * number, left + step * (number + 1)) for number in range(len(word))]
        scores[page].append(max(float(row["conf"]), 0.0) / 100)
    means = [math.fsum(one) / len(one) if one else 0.0 for one in scores]
    return list(zip(texts, means, map(tuple, spans), strict=True))


def _mended(read: Read, cut: Pixels, language: str) -> Read:
    """Undo two habits of the reader: spaces between the syllables of a Korean word, and a colon for visarga."""
    text, score, spans = read
    text = _COLON.sub(lambda found: chr(_VISARGA | (ord(found.group(1)) & _BLOCK)), text)
    if not language.startswith("kor"):
        return text, score, spans
    ink = _inked(cut)
    kept = [index for index, char in enumerate(text) if char != " " or _is_gap(ink, spans[index], cut.shape[0])]
    return "".join(text[index] for index in kept), score, tuple(spans[index] for index in kept)


def _inked(cut: Pixels) -> NDArray[np.bool_]:
    """Return which columns hold ink, by Otsu's threshold; the rim, where a panel may end, is left out."""
    import cv2  # noqa: PLC0415 -- only who reads pays for it

    height = cut.shape[0]
    middle = np.ascontiguousarray(cut[height // 4 : height - height // 4, :, 0])
    level, _ = cv2.threshold(middle, 0, 255, cv2.THRESH_OTSU)
    dark = middle < level
    ink = dark if dark.mean() < _HALF else ~dark  # the reader may have been surest of light letters
    return np.asarray(ink.sum(axis=0) >= _SPECKS)


def _is_gap(ink: NDArray[np.bool_], span: tuple[float, float], height: int) -> bool:
    """Whether a run of columns without ink, as wide as a space, is at the span."""
    reach = round(height * _REACH)
    first, last = sorted(round(part * len(ink)) for part in span)
    near = ink[max(0, first - reach) : last + reach]
    longest = max((len(run) for run in "".join("#" if dark else " " for dark in near).split("#")), default=0)
    return longest >= height * _SPACE
