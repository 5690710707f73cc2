"""Fitting a request to a model: what was left open is filled in, what cannot be done is refused by name."""

from pathlib import Path
from typing import Any

import pytest

from aquatint.catalog import errors, sizes
from aquatint.catalog.fit import fit
from aquatint.kit.errors import InvalidRequest
from aquatint.providers.types import ImageRequest, Size, Source
from tests.catalog.shelf import ENTRIES, offer

WORDS = "A copper kettle on a windowsill, morning light"


def ask(**more: Any) -> ImageRequest:
    return ImageRequest(**{"model": "any", "prompt": WORDS, **more})


def source(width: int = 1024, height: int = 1024) -> Source:
    return Source(Path("picture.png"), "image/png", Size(width, height))


def test_it_fills_in_what_was_left_open() -> None:
    fitted = fit(offer(), ask(prompt=f"  {WORDS}\n"))
    assert (fitted.model, fitted.prompt) == ("gpt-image-2.6-sunburst", WORDS)
    assert (fitted.quality, fitted.size) == ("medium", Size(1024, 1024))


def test_an_edit_without_a_size_takes_the_legal_size_nearest_to_its_picture() -> None:
    fitted = fit(offer(), ask(images=(source(3000, 1999),)))
    assert fitted.size is not None
    assert sizes.is_legal(fitted.size, offer().can.sizes)
    assert abs(fitted.size.width / fitted.size.height - 3000 / 1999) < 0.02


@pytest.mark.parametrize("slug", ENTRIES)
def test_nothing_that_was_asked_is_dropped_or_changed(slug: str) -> None:
    first = source()
    asked = ask(
        n=8,
        size=Size(1536, 1024),
        quality="high",
        background="opaque",
        output_format="webp",
        output_compression=70,
        moderation="low",
        partial_images=3,
        texts=("OPEN",),
        images=(first, source(640, 480)),
        mask=source(),
        person="a pseudonym",
    )
    assert fit(offer(slug), asked) == asked.evolve(model=slug)


@pytest.mark.parametrize(
    ("field", "error", "offered", "asked"),
    [
        ("prompt", errors.PromptMissing, "what the picture should show", {"prompt": ""}),
        ("prompt", errors.PromptMissing, "what the picture should show", {"prompt": " \n\t"}),
        ("prompt", errors.PromptUnreadable, "no text has", {"prompt": "A kettle\0"}),
        ("prompt", errors.PromptUnreadable, "no text has", {"prompt": "A kettle \ud83d"}),
        ("prompt", errors.PromptUnreadable, "no text has", {"texts": ("OPEN\0",)}),
        ("prompt", errors.PromptTooLong, "up to 32,000", {"prompt": "x" * 32_001}),
        ("n", errors.CountNotOffered, "1 to 8", {"n": 0}),
        ("n", errors.CountNotOffered, "1 to 8", {"n": 9}),
        ("n", errors.CountNotOffered, "1 to 8", {"n": -1}),
        ("quality", errors.SettingNotOffered, "low, medium, high", {"quality": "ultra"}),
        ("output_format", errors.SettingNotOffered, "png, jpeg, webp", {"output_format": "svg"}),
        ("complexity", errors.SettingNotOffered, "low, medium, high", {"complexity": "endless"}),
        (
            "output_format",
            errors.SettingNotOffered,
            "png or webp",
            {"background": "transparent", "output_format": "jpeg"},
        ),
        ("output_compression", errors.SettingNotOffered, "jpeg and webp", {"output_compression": 50}),
        (
            "output_compression",
            errors.SettingNotOffered,
            "0 to 100",
            {"output_format": "jpeg", "output_compression": 101},
        ),
        ("partial_images", errors.SettingNotOffered, "0 to 3", {"partial_images": 4}),
        ("partial_images", errors.SettingNotOffered, "0 to 3", {"partial_images": -1}),
        ("seed", errors.SettingNotOffered, "no seed", {"seed": 7}),
        ("image", errors.InputNotOffered, "up to 16", {"images": (source(),) * 17}),
        ("image", errors.InputNotOffered, "the picture it belongs to", {"mask": source()}),
        (
            "mask",
            errors.InputNotOffered,
            "1024x1024, the picture is 1536x1024",
            {"images": (source(1536, 1024),), "mask": source()},
        ),
        ("size", errors.SizeNotOffered, "nearest size that it paints is 1024x1024", {"size": Size(1023, 1025)}),
        ("size", errors.SizeNotOffered, "nearest size that it paints is ", {"size": Size(100_000, 100_000)}),
    ],
)
def test_a_refusal_names_the_field_and_says_what_is_offered(
    field: str, error: type[InvalidRequest], offered: str, asked: dict[str, Any]
) -> None:
    with pytest.raises(error) as caught:
        fit(offer(), ask(**asked))
    assert caught.value.field == field
    assert caught.value.status == 400
    assert offered in caught.value.sentence


@pytest.mark.parametrize(
    ("field", "asked", "cannot"),
    [
        ("background", {"background": "transparent"}, {"alpha": False}),
        ("image", {"images": (source(),)}, {"edits": False}),
        ("mask", {"images": (source(),), "mask": source()}, {"mask": False}),
        ("complexity", {"complexity": "high"}, {"complexities": []}),
        ("partial_images", {"partial_images": 1}, {"streaming": False}),
        ("quality", {"quality": "max"}, {"qualities": ["low", "medium"]}),
        ("n", {"n": 2}, {"max_n": 1}),
    ],
)
def test_what_a_model_cannot_do_is_refused_and_not_left_out(
    field: str, asked: dict[str, Any], cannot: dict[str, Any]
) -> None:
    fit(offer(), ask(**asked))
    with pytest.raises(InvalidRequest) as caught:
        fit(offer(**cannot), ask(**asked))
    assert caught.value.field == field


def test_the_nearest_size_that_a_refusal_names_is_taken() -> None:
    with pytest.raises(errors.SizeNotOffered) as caught:
        fit(offer(), ask(size=Size(5000, 300)))
    named = Size.parse(caught.value.sentence.rstrip(".").rsplit(" ", 1)[1])
    assert named is not None
    assert fit(offer(), ask(size=named)).size == named


def test_a_seed_goes_through_where_the_model_takes_one() -> None:
    assert fit(offer("sandbox"), ask(seed=7)).seed == 7
