"""Notes: what is short of a charged picture is said in words, and a picture without faults has none."""

import pytest

from aquatint.generations import notes
from aquatint.generations.models import ConsistencyMark, EditProof, TextProof
from aquatint.generations.proofs import Proof


def told(edit: EditProof | None = None, texts: list[TextProof] | None = None, *, outlier: bool = False) -> list[str]:
    return notes.of_charged(Proof(edit, texts or [], None, ConsistencyMark(outlier=outlier)))


def test_a_proved_picture_has_no_notes() -> None:
    edit = EditProof(status="local", exact=True, outside_max_error=0, sure=True)
    assert told(edit, [TextProof(text="OPEN", verdict="exact")]) == []
    assert told(EditProof(status="off")) == [], "that was asked for"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (EditProof(status="global"), "whole picture changed"),
        (EditProof(status="unaligned", sure=False), "could not be laid over"),
        (EditProof(status="local", exact=True, outside_max_error=0, sure=False), "not sure"),
        (EditProof(status="local", exact=False, outside_max_error=9), "up to 9 of 255"),
    ],
)
def test_what_the_lock_could_not_keep_is_said(edit: EditProof, words: str) -> None:
    [note] = told(edit)
    assert words in note


@pytest.mark.parametrize(("verdict", "words"), [("near", "differently"), ("missing", "found"), ("unreadable", "by us")])
def test_a_text_that_was_no_condition_is_named(verdict: str, words: str) -> None:
    [note] = told(texts=[TextProof(text="OPEN", verdict=verdict)])
    assert "“OPEN”" in note
    assert words in note
    assert "not made a condition" in note


def test_what_does_not_fit_its_set_is_said() -> None:
    [note] = told(outlier=True)
    assert "does not fit its set" in note
