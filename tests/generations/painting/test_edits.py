"""Edits through the real adapter: what the provider redrew, what of it is delivered, and what is said about it."""

import io

import numpy as np
import pytest
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.generations.models import Generation, State, Version
from aquatint.media import storage
from aquatint.media.models import Image, Origin
from tests.emulator.running import Emulator
from tests.generations.painted import adapter_that_answers, paint, speak
from tests.generations.scenes import EDGE, encoded, mark, outside, owned, pixels_of, scene, source_of
from tests.generations.stories import ask, attempts, balance, start

pytestmark = pytest.mark.django_db(transaction=True)


def edit(person: Person, words: str = "Make it blue", *, marked: bool = True, **more: object) -> Generation:
    """Start an edit of a scene of Ben's, at whatever size it has."""
    source = owned(person, scene())
    mask = owned(person, mark()) if marked else None
    request = ask(words, size=None, images=(source_of(source),), mask=source_of(mask) if mask else None, **more)
    return start(person, request=request, inputs=[source], mask=mask)


def delivered(row: Generation) -> Image:
    image = row.shots.select_related("image").get().image
    assert image is not None, (row.reason_code, row.reason)
    return image


@pytest.mark.parametrize("drift", ["mild", "strong"])
def test_outside_the_mark_every_pixel_is_that_of_the_source(ben: Person, emulator: Emulator, drift: str) -> None:
    row = paint(edit(ben, f"Make it blue [[drift:{drift}]]"))
    image = delivered(row)
    proof = image.proof
    assert (image.width, image.height) == (EDGE, EDGE)
    assert emulator.calls()[-1]["size"] != f"{EDGE}x{EDGE}"
    source, result = pixels_of(proof.source), pixels_of(image)
    assert np.array_equal(source[outside()], result[outside()])
    assert not np.array_equal(source, result)
    assert (proof.status, proof.exact, proof.outside_max_error) == ("local", True, 0)
    assert proof.raw is not None
    assert not np.array_equal(pixels_of(proof.raw)[:EDGE, :EDGE], result)
    assert {proof.raw.origin, proof.aligned.origin, proof.map.origin} == {Origin.SIDECAR}  # type: ignore[union-attr]
    assert (image.version.parent_id, image.version.how) == (proof.source_id, Version.How.EDIT)
    assert proof.report["regions"]


def test_an_edit_without_a_mark_finds_its_region_and_keeps_the_rest(ben: Person, emulator: Emulator) -> None:
    image = delivered(paint(edit(ben, "Make it blue [[drift:mild]]", marked=False)))
    proof = image.proof
    assert (proof.status, proof.exact) == ("local", True)
    assert 2 < (proof.percent_changed or 0) < 40
    corner = np.s_[:80, :80]
    assert np.array_equal(pixels_of(proof.source)[corner], pixels_of(image)[corner])


def test_a_mark_that_is_ignored_is_tried_once_more_and_then_costs_nothing(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = np.array(Pillow.open(io.BytesIO(scene())).resize((816, 816)))
    elsewhere[20:200, 500:800] = 255 - elsewhere[20:200, 500:800]
    speak(monkeypatch, adapter_that_answers([encoded(elsewhere)]))
    row = paint(edit(ben))
    assert (row.state, row.charged, row.reason_code) == (State.RETURNED, 0, "changed_outside_mark")
    assert attempts(row) == [("failed", "changed_outside_mark")] * 2
    assert row.shots.get().reason_code == "changed_outside_mark"
    assert balance(ben) == (100, 0, 0)


def test_a_second_try_that_keeps_to_the_mark_is_delivered_and_charged_once(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = np.array(Pillow.open(io.BytesIO(scene())).resize((816, 816)))
    changed = same.copy()
    changed[300:500, 300:500] = (255, 40, 40)
    speak(monkeypatch, adapter_that_answers([encoded(same)], [encoded(changed)]))
    row = paint(edit(ben))
    assert (row.state, row.charged) == (State.DONE, 6)
    assert attempts(row) == [("failed", "unchanged_inside_mark"), ("succeeded", "")]


def test_without_the_lock_the_answer_is_delivered_as_it_came(ben: Person, emulator: Emulator) -> None:
    image = delivered(paint(edit(ben, lock="off")))
    assert f"{image.width}x{image.height}" == emulator.calls()[-1]["size"]
    assert (image.proof.status, image.proof.exact, image.proof.raw) == ("off", False, None)
    assert "turned off" in image.proof.report["why"]


@pytest.mark.parametrize(("output_format", "exact"), [("webp", True), ("jpeg", False)])
def test_what_another_file_type_does_to_the_outside_is_measured_and_said(
    ben: Person, emulator: Emulator, output_format: str, *, exact: bool
) -> None:
    image = delivered(paint(edit(ben, output_format=output_format)))
    assert image.media_type == f"image/{output_format}"
    assert (image.proof.exact, image.proof.outside_max_error == 0) == (exact, exact)


def test_the_papers_of_an_edit_name_its_source(ben: Person, emulator: Emulator) -> None:
    from aquatint.imaging.provenance import inspect  # noqa: PLC0415

    image = delivered(paint(edit(ben)))
    found = inspect(storage.path_of(image.sha256))
    assert found is not None
