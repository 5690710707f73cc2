"""The pixel lock from files to files: what is kept, what is found, what is refused."""

from typing import Any

import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aquatint.imaging import lock as locks
from aquatint.imaging.errors import Unreadable
from aquatint.imaging.lock import Choice
from benchmarks.pixel_scenes import Case, Drift, leaves
from tests.imaging.lock.conftest import EDGE, Desk, case_of, overlap, pixels


def mask_of(truth: NDArray[Any], margin: int = 8) -> NDArray[np.uint8]:
    """Return a loose mark around the truth."""
    rows, columns = np.flatnonzero(truth.any(1)), np.flatnonzero(truth.any(0))
    mask = np.zeros(truth.shape, np.uint8)
    top, left = max(0, rows[0] - margin), max(0, columns[0] - margin)
    mask[top : rows[-1] + margin, left : columns[-1] + margin] = 255
    return mask


def put_pair(desk: Desk, case: Case) -> tuple[Any, Any]:
    return desk.put("source.png", case.source), desk.put("answer.png", case.answer)


def test_without_a_mark_it_finds_what_changed_and_keeps_the_rest_bit_for_bit(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    report = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    found = pixels(desk.folder / locks.MAP) > 0
    assert (report.status, report.outside_max_error, report.sure) == ("local", 0, True)
    assert overlap(found, case.truth) > 0.85
    assert (pixels(desk.out)[~found] == case.source[~found]).all()
    assert (pixels(desk.out)[case.truth] != case.source[case.truth]).any(-1).mean() > 0.9


def test_the_figures_of_the_report_are_those_of_the_pictures(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    report = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    found = pixels(desk.folder / locks.MAP)
    assert report.percent_changed == pytest.approx(100 * (found > 0).mean(), abs=1e-3)
    (region, *_) = report.regions
    rows, columns = np.flatnonzero((found == 1).any(1)), np.flatnonzero((found == 1).any(0))
    size = (columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)
    assert region.box == (columns[0], rows[0], *size)
    apart = (case.answer.astype(float) - case.source)[found == 0]
    assert report.psnr_outside == pytest.approx(10 * np.log10(255**2 / (apart**2).mean()), abs=0.02)
    assert report.drift.scale == pytest.approx(1 / case.drift.scale, abs=0.02)
    assert report.as_json()["regions"][0]["box"] == region.box


def test_it_finds_the_drift_to_a_fraction_of_a_pixel(desk: Desk) -> None:
    source = leaves(EDGE, 3)
    moved = np.roll(source, (4, -3), axis=(0, 1))
    moved[100:160, 200:260] = (20, 200, 60)
    report = locks.lock(desk.put("s.png", source), desk.put("a.png", moved), None, out=desk.out, workdir=desk.folder)
    assert (report.drift.dx, report.drift.dy) == pytest.approx((-3, 4), abs=0.1)


@pytest.mark.parametrize("kind", ["replaced", "removed"])
def test_new_and_removed_things_are_found(desk: Desk, kind: str) -> None:
    case = case_of(kind, 0.05, seed=2)
    report = locks.lock(*put_pair(desk, case), None, out=desk.out, workdir=desk.folder)
    assert overlap(pixels(desk.folder / locks.MAP) > 0, case.truth) > 0.7
    assert report.outside_max_error == 0


def test_with_a_mark_only_the_mark_may_change(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    mask = mask_of(case.truth)
    report = locks.lock(source, answer, desk.put("m.png", mask), out=desk.out, workdir=desk.folder)
    out = pixels(desk.out)
    assert (out[mask == 0] == case.source[mask == 0]).all()
    assert report.outside_max_error == 0
    assert report.percent_changed == pytest.approx(100 * (mask > 0).mean(), abs=1e-3)
    assert report.seam is not None
    assert report.seam < 1.15


def test_darker_than_the_middle_is_locked_and_brighter_mixes(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    white = mask_of(case.truth)
    grey = np.where(white > 0, 190, 127).astype(np.uint8)
    hard = locks.lock(source, answer, desk.put("w.png", white), out=desk.out, workdir=desk.folder)
    full = pixels(desk.out).astype(int)
    soft = locks.lock(source, answer, desk.put("g.png", grey), out=desk.out, workdir=desk.folder)
    half = pixels(desk.out).astype(int)
    assert (half[white == 0] == case.source[white == 0]).all()
    assert hard.percent_changed == soft.percent_changed
    away_full, away_half = (np.abs(made - case.source)[case.truth].mean() for made in (full, half))
    assert 0.3 < away_half / away_full < 0.7


def test_sixteen_bits_and_alpha_survive(desk: Desk, case: Case) -> None:
    deep = case.source.astype(np.uint16) * 256 + np.random.default_rng(1).integers(0, 256, case.source.shape)
    deep = deep.astype(np.uint16)
    cover = np.full((EDGE, EDGE, 1), 65535, np.uint16)
    cover[:40] = 1234
    full = np.ascontiguousarray(np.concatenate([deep, cover], axis=-1))
    source = desk.folder / "deep.png"
    pyvips.Image.new_from_memory(full.data, EDGE, EDGE, 4, "ushort").copy(interpretation="rgb16").pngsave(str(source))
    mask = mask_of(case.truth)
    locks.lock(source, desk.put("a.png", case.answer), desk.put("m.png", mask), out=desk.out, workdir=desk.folder)
    made = pyvips.Image.new_from_file(str(desk.out)).numpy()
    assert (made.dtype, made.shape) == (np.uint16, full.shape)
    assert (made[mask == 0] == full[mask == 0]).all()
    assert (made[..., 3] == full[..., 3]).all()
    assert (made[case.truth] != full[case.truth]).any()


@pytest.mark.parametrize("size", [(300, 300), (512, 512), (384, 512), (512, 384)])
def test_an_answer_of_another_size_or_shape_is_laid_over_the_source(
    desk: Desk, case: Case, size: tuple[int, int]
) -> None:
    image = Image.fromarray(case.answer)
    if size[0] == size[1]:
        image = image.resize(size, Image.Resampling.LANCZOS)
    else:  # padded, as a painter with fixed shapes does it
        board = Image.new("RGB", size, (90, 90, 90))
        board.paste(image, ((size[0] - EDGE) // 2, (size[1] - EDGE) // 2))
        image = board
    source, answer = desk.put("s.png", case.source), desk.put("a.png", np.asarray(image))
    report = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    assert (report.status, report.outside_max_error) == ("local", 0)
    assert overlap(pixels(desk.folder / locks.MAP) > 0, case.truth) > 0.6


def test_another_picture_is_unaligned_and_passed_through(desk: Desk, case: Case) -> None:
    source, answer = desk.put("s.png", case.source), desk.put("a.png", leaves(EDGE, 77))
    report = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    assert (report.status, report.sure, report.outside_max_error) == ("unaligned", False, None)
    assert (pixels(desk.out) == leaves(EDGE, 77)).all()


@pytest.mark.parametrize("grain", [0, 3])
def test_a_thing_painted_on_a_flat_ground_is_taken(desk: Desk, grain: float) -> None:
    source = np.full((EDGE, EDGE, 3), (200, 190, 170), np.uint8)
    answer = source + np.random.default_rng(3).normal(2, grain, source.shape)
    answer[150:250, 120:270] = (190, 40, 30)
    mask = np.zeros((EDGE, EDGE), np.uint8)
    mask[120:280, 90:300] = 255
    paths = desk.put("s.png", source), desk.put("a.png", answer.clip(0, 255).astype(np.uint8)), desk.put("m.png", mask)
    report = locks.lock(*paths, out=desk.out, workdir=desk.folder)
    assert (report.status, report.outside_max_error) == ("local", 0)
    assert (pixels(desk.out)[200, 200].astype(int) - (190, 40, 30) < 20).all()


def test_a_restyled_picture_is_global(desk: Desk, case: Case) -> None:
    inverted = np.clip(case.source.astype(float) * (0.2, 0.9, 1.3) + (90, 0, 30), 0, 255).astype(np.uint8)
    source, answer = desk.put("s.png", case.source), desk.put("a.png", inverted)
    report = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    assert (report.status, report.sure, report.regions) == ("global", False, ())


@pytest.mark.parametrize("same", [True, False])
def test_no_change_is_told_and_never_sure(desk: Desk, *, same: bool) -> None:
    source = leaves(EDGE, 5)
    subtle = case_of("recoloured", 0.03, seed=5, strength=0.04)
    answer = source if same else subtle.answer
    report = locks.lock(desk.put("s.png", source), desk.put("a.png", answer), None, out=desk.out, workdir=desk.folder)
    assert not report.sure
    if same:
        assert (report.status, report.percent_changed) == ("unchanged", 0)
        assert (pixels(desk.out) == source).all()


def test_change_outside_the_mark_fails(desk: Desk, case: Case) -> None:
    mask = np.zeros((EDGE, EDGE), np.uint8)
    far = ~(mask_of(case.truth, 30) > 0)
    corner = [(0, 0), (0, EDGE - 60), (EDGE - 60, 0), (EDGE - 60, EDGE - 60)]
    top, left = next(place for place in corner if far[place[0] : place[0] + 60, place[1] : place[1] + 60].all())
    mask[top : top + 60, left : left + 60] = 255
    with pytest.raises(locks.LockFailed) as failure:
        locks.lock(*put_pair(desk, case), desk.put("m.png", mask), out=desk.out, workdir=desk.folder)
    assert failure.value.code in {"changed_outside", "unchanged_inside"}


def test_nothing_changed_inside_the_mark_fails(desk: Desk) -> None:
    case = case_of("recoloured", 0.05, strength=0.0)
    mask = np.zeros((EDGE, EDGE), np.uint8)
    mask[100:220, 100:220] = 255
    with pytest.raises(locks.UnchangedInside):
        locks.lock(*put_pair(desk, case), desk.put("m.png", mask), out=desk.out, workdir=desk.folder)


def test_another_picture_fails_with_a_mark(desk: Desk, case: Case) -> None:
    mask = desk.put("m.png", mask_of(case.truth))
    answer = desk.put("a.png", leaves(EDGE, 77))
    with pytest.raises(locks.Unaligned):
        locks.lock(desk.put("s.png", case.source), answer, mask, out=desk.out, workdir=desk.folder)


def test_it_refuses_a_mask_of_another_size_and_one_without_white(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    for mask, refusal in (
        (np.full((10, 10), 255, np.uint8), locks.MaskOfAnotherSize),
        (np.zeros((EDGE, EDGE), np.uint8), locks.NothingMarked),
    ):
        with pytest.raises(refusal):
            locks.lock(source, answer, desk.put("m.png", mask), out=desk.out, workdir=desk.folder)


def test_it_refuses_what_is_no_picture(desk: Desk, case: Case) -> None:
    source, _ = put_pair(desk, case)
    broken = desk.folder / "broken.png"
    broken.write_bytes(source.read_bytes()[:5000])
    with pytest.raises(Unreadable):
        locks.lock(source, broken, None, out=desk.out, workdir=desk.folder)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (700, 3), (17, 16)])
def test_the_smallest_pictures_do_not_break_it(desk: Desk, size: tuple[int, int]) -> None:
    chance = np.random.default_rng(1)
    source, answer = (chance.integers(0, 255, (*size, 3)).astype(np.uint8) for _ in range(2))
    report = locks.lock(desk.put("s.png", source), desk.put("a.png", answer), None, out=desk.out, workdir=desk.folder)
    assert pixels(desk.out).shape == source.shape
    assert report.status in {"local", "global", "unaligned", "unchanged"}


def test_the_same_files_give_the_same_bytes(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    made = []
    for _ in range(2):
        locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
        made.append(desk.out.read_bytes())
    assert made[0] == made[1]


def test_recomposing_without_choices_is_the_lock_itself(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    again = desk.folder / "again.png"
    locks.recompose(source, desk.folder / locks.ALIGNED, desk.folder / locks.MAP, [], out=again)
    assert (pixels(again) == pixels(desk.out)).all()


def test_regions_are_dropped_grown_and_narrowed_and_the_rest_stays_exact(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    first = locks.lock(source, answer, None, out=desk.out, workdir=desk.folder)
    parts = (source, desk.folder / locks.ALIGNED, desk.folder / locks.MAP)
    dropped = locks.recompose(*parts, [Choice(one.id, keep=False) for one in first.regions], out=desk.out)
    assert (dropped.status, dropped.percent_changed) == ("unchanged", 0)
    assert (pixels(desk.out) == case.source).all()
    shares = []
    for grow in (-4, 0, 6):
        report = locks.recompose(*parts, [Choice(1, grow=grow)], out=desk.out)
        assert report.outside_max_error == 0
        shares.append(report.percent_changed)
    assert shares == sorted(set(shares))
    with pytest.raises(locks.NoSuchRegion):
        locks.recompose(*parts, [Choice(200)], out=desk.out)


def test_nothing_grows_out_of_the_mark(desk: Desk, case: Case) -> None:
    source, answer = put_pair(desk, case)
    mask = desk.put("m.png", mask_of(case.truth))
    locks.lock(source, answer, mask, out=desk.out, workdir=desk.folder)
    parts = (source, desk.folder / locks.ALIGNED, desk.folder / locks.MAP)
    kept = pixels(desk.out)
    locks.recompose(*parts, [Choice(1, grow=20)], mask=mask, out=desk.out)
    assert (pixels(desk.out) == kept).all()


@pytest.mark.parametrize("grain", [0.5, 1.5])
def test_on_a_plain_ground_a_strong_change_in_the_mark_does_not_count_as_another_picture(
    desk: Desk, grain: float
) -> None:
    """A thing on white paper with a mark around it: outside there is nothing that could be recognised."""
    source = np.full((EDGE, EDGE, 3), (120, 60, 30), np.uint8)
    mask = np.zeros((EDGE, EDGE), np.uint8)
    mask[100:-100, 100:-100] = 255
    changed = Image.fromarray(source)
    changed.paste((255, 255, 255), mask=Image.fromarray(mask).filter(ImageFilter.GaussianBlur(2)))
    noise = np.random.default_rng(6).normal(0, grain, (EDGE, EDGE, 1))
    answer = np.clip(np.rint(np.asarray(changed) + noise), 0, 255).astype(np.uint8)
    files = (desk.put("s.png", source), desk.put("a.png", answer), desk.put("m.png", mask))
    report = locks.lock(*files, out=desk.out, workdir=desk.folder)
    assert (report.status, report.outside_max_error) == ("local", 0)


def test_a_larger_answer_gets_the_exact_source_inside(desk: Desk) -> None:
    whole = leaves(EDGE, 8)
    inner = whole[60:300, 80:330]
    drifted = case_of("recoloured", 0.01, Drift(2, 1.004, 3, 1.5), seed=8, strength=0.0).answer
    report = locks.extend(desk.put("s.png", inner), desk.put("a.png", drifted), offset=(80, 60), out=desk.out)
    made = pixels(desk.out)
    assert made.shape == whole.shape
    assert (made[60:300, 80:330] == inner).all()
    assert np.abs(made.astype(int) - whole).mean() < 12
    assert report.outside_max_error == 0
    with pytest.raises(locks.Unaligned):
        locks.extend(desk.put("s.png", inner), desk.put("b.png", leaves(EDGE, 9)), offset=(80, 60), out=desk.out)
