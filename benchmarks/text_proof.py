"""How good the readers of the text proof are, per writing, on pictures with known words.

Run: `python -m benchmarks.text_proof [--pictures 12] [--scripts Latn,Deva] [--seed 1] [--show] [--write]`. Prints a row
per writing and a row per ground; `--write` stores the figures in `aquatint/imaging/reading/accuracy.json`, from where
they are told beside every verdict. Figures of writings that were not measured in this run stay as they are.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from aquatint.imaging.reading import Verdict, lines, picture
from aquatint.imaging.reading.accuracy import FILE, SCHEMA, measured
from aquatint.imaging.reading.proof import proven
from aquatint.imaging.reading.scripts import SCRIPTS
from aquatint.kit import clock
from benchmarks import text_corpus
from benchmarks.text_corpus import Painted

PAGE = Path(__file__).parents[1] / "docs" / "text-proof.md"


@dataclass
class Tally:
    """What came of the strings of one writing or one ground."""

    right: float = 0.0
    letters: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    planted: int = 0
    fooled: int = 0
    planted_alike: int = 0
    fooled_alike: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def strings(self) -> int:
        """How many strings were looked for."""
        return sum(self.verdicts.values())

    def as_json(self) -> dict[str, Any]:
        """Return the figures that are told beside a verdict."""
        return {
            "letters": round(self.right / max(self.letters, 1), 4),
            "strings": round(self.verdicts[Verdict.EXACT] / max(self.strings, 1), 4),
            "false_exact": round((self.fooled + self.fooled_alike) / max(self.planted + self.planted_alike, 1), 4),
            "measured_on": self.strings,
            "planted": self.planted + self.planted_alike,
            "unreadable": round(self.verdicts[Verdict.UNREADABLE] / max(self.strings, 1), 4),
            "missing": round(self.verdicts[Verdict.MISSING] / max(self.strings, 1), 4),
        }

    def row(self, name: str) -> str:
        """Return one line of the printed table."""
        figures = self.as_json()
        cells = [f"{figures[key]:>10.3f}" for key in ("letters", "strings", "unreadable", "missing")]
        fooled = f"{self.fooled}/{self.planted} + {self.fooled_alike}/{self.planted_alike} alike"
        return f"{name:10}{self.strings:>8}" + "".join(cells) + f"{fooled:>24}{np.mean(self.seconds or [0.0]):>8.2f} s"


def measure(script: str, count: int, seed: int, grounds: dict[str, Tally], *, show: bool) -> Tally:
    """Look for the painted strings, and for the same with a planted fault, in `count` pictures of one writing."""
    tally = Tally()
    rng = np.random.default_rng((seed, 99))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        for image, painted in text_corpus.pictures(script, count, seed):
            image.save(path, compress_level=1)
            began = time.perf_counter()
            reading = lines.find(picture.load(path))
            for one in painted:
                for into in (tally, grounds[one.ground]):
                    _count(into, reading, one)
                if show:
                    _show(reading, one)
            tally.seconds.append(time.perf_counter() - began)
            for one in painted:
                for into in (tally, grounds[one.ground]):
                    _plant(into, reading, one, script, rng)
    return tally


def _count(tally: Tally, reading: lines.Reading, one: Painted) -> None:
    found = proven(reading, one.text)
    length = len(one.text)
    tally.letters += length
    tally.right += found.similarity * length
    tally.verdicts[found.verdict] += 1


def _plant(tally: Tally, reading: lines.Reading, one: Painted, script: str, rng: np.random.Generator) -> None:
    """Ask for a string that differs in one letter from what was painted: nobody may call that exact."""
    other = text_corpus.wrong(one.text, rng, script, alike=False)
    alike = text_corpus.wrong(one.text, rng, script, alike=True)
    if other:
        tally.planted += 1
        tally.fooled += proven(reading, other).verdict is Verdict.EXACT
    if alike:
        tally.planted_alike += 1
        tally.fooled_alike += proven(reading, alike).verdict is Verdict.EXACT


def _show(reading: lines.Reading, one: Painted) -> None:
    found = proven(reading, one.text)
    if found.verdict is not Verdict.EXACT:
        where = f"{one.ground} {one.face} em {one.em:.3f} angle {one.angle:.0f}"
        print(f"  {found.verdict:10} {found.similarity:.2f} {one.text!r} read {found.read!r} ({where})")


def _tesseract() -> str:
    try:
        done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    except OSError:
        return "absent"
    return done.stdout.split("\n", 1)[0].removeprefix("tesseract ")


def write(tallies: dict[str, Tally]) -> None:
    """Store the figures beside the reader and in the page about it."""
    scripts = {**measured()["scripts"], **{name: tally.as_json() for name, tally in tallies.items()}}
    data = {
        "schema": SCHEMA,
        "made_by": "benchmarks/text_proof.py",
        "date": clock.now().date().isoformat(),
        "version": version("aquatint"),
        "readers": {"rapidocr": version("rapidocr"), "tesseract": _tesseract()},
        "strings": sum(figures["measured_on"] for figures in scripts.values()),
        "scripts": dict(sorted(scripts.items())),
    }
    FILE.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    measured.cache_clear()
    before, _, after = PAGE.read_text("utf-8").partition("<!-- accuracy -->\n")
    rest = after.partition("<!-- /accuracy -->")[2]
    PAGE.write_text(f"{before}<!-- accuracy -->\n{table()}\n<!-- /accuracy -->{rest}", "utf-8")


def table() -> str:
    """Return the stored figures as the table of `docs/text-proof.md`."""
    data = measured()
    rows = [
        "| script | strings | letters right | strings right | unreadable | false exact |",
        "|---|---|---|---|---|---|",
    ]
    for code, one in data["scripts"].items():
        shares = " | ".join(f"{one[key]:.1%}" for key in ("letters", "strings", "unreadable"))
        fooled = f"{round(one['false_exact'] * one['planted'])} of {one['planted']}"
        rows.append(f"| {SCRIPTS[code].name} | {one['measured_on']} | {shares} | {fooled} |")
    readers = f"rapidocr {data['readers']['rapidocr']}, tesseract {data['readers']['tesseract']}"
    return "\n".join([*rows, "", f"Measured on {data['date']} with {readers}."])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=12, help="of each writing, five strings a picture")
    parser.add_argument("--scripts", default=",".join(text_corpus.WORDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was not read exactly")
    parser.add_argument("--write", action="store_true", help="store the figures")
    asked = parser.parse_args()
    head = "".join(f"{name:>10}" for name in ("letters", "lines", "unread", "missing"))
    print(f"{'':10}{'strings':>8}{head}{'false exact':>24}{'a picture':>10}")
    tallies: dict[str, Tally] = {}
    grounds: dict[str, Tally] = defaultdict(Tally)
    for script in asked.scripts.split(","):
        tallies[script] = measure(script, asked.pictures, asked.seed, grounds, show=asked.show)
        print(tallies[script].row(script), flush=True)
    for name, tally in grounds.items():
        print(tally.row(name))
    if asked.write:
        write(tallies)


if __name__ == "__main__":
    main()
