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
from PIL import Image

from aquatint.imaging.reading.errors import ReaderAbsent, ReaderFailed
from aquatint.imaging.reading.picture import Pixels

PACKAGES: Final = {"chi_sim": "chi-sim", "chi_tra": "chi-tra"}
_BASE_SECONDS: Final = 10.0
_LINE_SECONDS: Final = 1.0
_DPI: Final = 300
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


def read(cuts: list[Pixels], language: str) -> list[tuple[str, float, tuple[tuple[float, float], ...]]]:
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
    return _parsed(table, [cut.shape[1] for cut in cuts])


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


def _parsed(table: str, widths: list[int]) -> list[tuple[str, float, tuple[tuple[float, float], ...]]]:
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


def prepared(cut: Pixels, border: int) -> Pixels:
    """Return dark letters on a light ground with a border, as tesseract was trained on: height × width × 3.

    The ground is what the upper and lower edge of the line show; contrast is stretched to the darkest and lightest
    hundredth.
    """
    grey = cut.astype(np.float32) @ np.array((0.299, 0.587, 0.114), np.float32)
    low, high = np.percentile(grey, (1, 99))
    grey = np.clip((grey - low) * (255 / max(high - low, 1.0)), 0, 255)
    edge = np.median(np.concatenate((grey[:2].ravel(), grey[-2:].ravel())))
    if edge < np.mean((grey.min(), grey.max())):
        grey = 255 - grey
        edge = 255 - edge
    framed = np.pad(grey, border, constant_values=float(edge))
    return np.repeat(framed.astype(np.uint8)[..., None], 3, axis=2)
