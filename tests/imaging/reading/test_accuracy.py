"""The reader's own accuracy comes from the benchmark and is told for every script that it measured."""

import datetime as dt
import json
from pathlib import Path

import pytest

from aquatint.imaging.reading.accuracy import FILE, SCHEMA, accuracy_of
from aquatint.imaging.reading.scripts import SCRIPTS
from benchmarks.text_corpus import WORDS
from benchmarks.text_proof import table

_FIGURES = {"letters", "strings", "false_exact", "measured_on", "planted", "unreadable", "missing"}


def test_the_file_is_as_the_benchmark_writes_it() -> None:
    data = json.loads(FILE.read_text("utf-8"))
    assert data["schema"] == SCHEMA
    assert data["made_by"] == "benchmarks/text_proof.py"
    assert dt.date.fromisoformat(data["date"])
    assert data["version"]
    assert set(data["readers"]) == {"rapidocr", "tesseract"}
    assert data["strings"] == sum(one["measured_on"] for one in data["scripts"].values())


@pytest.mark.parametrize("script", sorted(WORDS))
def test_every_measured_script_has_plausible_figures(script: str) -> None:
    figures = json.loads(FILE.read_text("utf-8"))["scripts"][script]
    assert set(figures) == _FIGURES
    assert 0.5 < figures["strings"] <= figures["letters"] + 0.05 <= 1.05
    assert figures["measured_on"] >= 40
    assert figures["planted"] >= 40
    assert figures["false_exact"] <= 0.01


def test_a_script_that_was_not_measured_has_no_figures() -> None:
    assert "Thai" in SCRIPTS
    assert accuracy_of("Thai") is None


def test_the_page_tells_the_same_figures() -> None:
    page = (Path(__file__).parents[3] / "docs" / "text-proof.md").read_text("utf-8")
    assert table() in page
