"""Sizes: every shape has a legal size in every class, and every wish has a nearest one."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.catalog import sizes
from aquatint.catalog.sizes import SHAPES, SizeClass
from aquatint.providers.base import SizeRule
from aquatint.providers.types import Size
from tests.catalog.shelf import RULES

CLASSES: tuple[SizeClass, ...] = get_args(SizeClass)
FREE = SizeRule()
LISTED = SizeRule(listed=(Size(1024, 1024), Size(1536, 1024), Size(1024, 1536)))
EDGES = st.integers(min_value=-5, max_value=200_000)


def ratio(size: Size) -> float:
    return size.width / size.height


def wanted(shape: str) -> float:
    wide, high = shape.split(":")
    return float(wide) / float(high)


@pytest.mark.parametrize("slug", RULES)
@pytest.mark.parametrize("size_class", CLASSES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_a_legal_size_in_every_class_of_every_model(
    shape: str, size_class: SizeClass, slug: str
) -> None:
    size = sizes.for_shape(shape, size_class, RULES[slug])
    assert sizes.is_legal(size, RULES[slug])
    assert sizes.class_of(size) == size_class or size_class == "4k"


@pytest.mark.parametrize("slug", RULES)
@pytest.mark.parametrize("size_class", CLASSES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_size_of_a_shape_is_within_a_hundredth_of_its_ratio(shape: str, size_class: SizeClass, slug: str) -> None:
    size = sizes.for_shape(shape, size_class, RULES[slug])
    assert abs(ratio(size) / wanted(shape) - 1) <= 0.01


@pytest.mark.parametrize("shape", ["1:1", "3:2", "16:9", "3:4", "4:5", "9:16", "3:1"])
def test_a_shape_that_the_grid_allows_exactly_is_exact(shape: str) -> None:
    wide, high = map(int, shape.split(":"))
    size = sizes.for_shape(shape, "2k", FREE)
    assert size.width * high == size.height * wide


@pytest.mark.parametrize("shape", SHAPES)
def test_a_larger_class_gives_no_smaller_size(shape: str) -> None:
    pixels = [sizes.for_shape(shape, size_class, FREE).pixels for size_class in CLASSES]
    assert pixels == sorted(pixels)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (Size(1024, 1024), "1k"),
        (Size(1536, 1024), "1k"),
        (Size(2048, 2048), "2k"),
        (Size(1920, 1088), "2k"),
        (Size(3840, 2160), "4k"),
        (Size(200_000, 200_000), "4k"),
    ],
)
def test_a_size_has_one_class(size: Size, name: str) -> None:
    assert sizes.class_of(size) == name


@pytest.mark.parametrize(
    ("size", "why"),
    [
        (Size(1000, 1000), "not a multiple of 16"),
        (Size(3856, 1600), "an edge too long"),
        (Size(3088, 1024), "too long a shape"),
        (Size(512, 512), "too few pixels"),
        (Size(3840, 3840), "too many pixels"),
        (Size(0, 1024), "no width"),
    ],
)
def test_a_size_outside_the_rule_is_not_legal(size: Size, why: str) -> None:
    assert not sizes.is_legal(size, FREE), why


def test_a_least_edge_is_kept() -> None:
    assert sizes.is_legal(Size(1440, 480), FREE)
    assert not sizes.is_legal(Size(1440, 480), SizeRule(min_edge=512))


def test_a_model_that_lists_its_sizes_paints_only_those() -> None:
    assert sizes.is_legal(Size(1536, 1024), LISTED)
    assert not sizes.is_legal(Size(1024, 1040), LISTED)
    assert sizes.for_shape("16:9", "4k", LISTED) == Size(1536, 1024)
    assert sizes.nearest(Size(700, 2000), LISTED) == Size(1024, 1536)


@given(width=EDGES, height=EDGES, slug=st.sampled_from(sorted(RULES)))
def test_the_nearest_size_to_any_wish_is_legal(width: int, height: int, slug: str) -> None:
    assert sizes.is_legal(sizes.nearest(Size(width, height), RULES[slug]), RULES[slug])


@given(
    width=EDGES,
    height=EDGES,
    step=st.sampled_from([1, 8, 16, 32, 64]),
    least=st.integers(1, 8),
    more=st.integers(1, 40),
    longest_shape=st.floats(1.0, 8.0),
)
def test_the_nearest_size_is_legal_whatever_edges_an_operator_allows(
    width: int, height: int, step: int, least: int, more: int, longest_shape: float
) -> None:
    low, high = least * step, (least + more) * step
    rule = SizeRule(
        step=step, min_edge=low, max_edge=high, min_pixels=1, max_pixels=high * high, max_ratio=longest_shape
    )
    assert sizes.is_legal(sizes.nearest(Size(width, height), rule), rule)


@given(width=st.integers(1, 240), height=st.integers(1, 240))
def test_a_legal_size_is_its_own_nearest(width: int, height: int) -> None:
    size = Size(16 * width, 16 * height)
    if sizes.is_legal(size, FREE):
        assert sizes.nearest(size, FREE) == size


@given(width=st.integers(600, 4000), height=st.integers(600, 4000))
def test_the_nearest_size_keeps_the_shape_of_the_wish_where_it_can(width: int, height: int) -> None:
    near = sizes.nearest(Size(width, height), FREE)
    bounded = min(max(width / height, 1 / 3), 3.0)
    assert abs(ratio(near) / bounded - 1) < 0.05
