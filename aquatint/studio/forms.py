"""What the composer sends, read and checked; the catalog decides the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from aquatint.catalog.models import Offer
from aquatint.catalog.sizes import SHAPES, SizeClass, for_shape
from aquatint.providers.types import ImageRequest, Size, Source

type Upload = UploadedFile[bytes]

SAME = "same"
"""The shape of an edit that keeps the shape of its picture."""
SIZES: tuple[tuple[SizeClass, str], ...] = (("1k", "1K"), ("2k", "2K"), ("4k", "4K"))
MODES = (("instant", "Instant"), ("thinking", "Thinking"))
QUALITIES = {"low": "Low", "medium": "Medium", "high": "High", "xhigh": "Extra", "max": "Max"}
MOST = 8
_FIELDS_OF_REQUEST = {"image": "images", "mask": "images", "quality": "quality", "complexity": "mode"}


class PicturesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Uploaded pictures, in the order in which they were chosen."""

    widget = PicturesInput

    def clean(self, data: object, initial: object = None) -> list[Upload]:
        """Return the files, which may be none."""
        several = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(one, initial) for one in several]


class ComposeForm(forms.Form):
    """Words, pictures and settings. Its fields carry the names that the catalog's errors use."""

    prompt = forms.CharField(
        max_length=32_000,
        error_messages={
            "required": "Say what the picture should show.",
            "max_length": "These are too many words: the longest that is read is 32,000 characters.",
        },
    )
    shape = forms.ChoiceField(
        choices=[*SHAPES.items(), (SAME, "As the picture")],
        error_messages={"required": "Choose a shape.", "invalid_choice": "Choose one of the shapes below."},
    )
    size = forms.ChoiceField(
        choices=SIZES, error_messages={"required": "Choose 1K, 2K or 4K.", "invalid_choice": "Choose 1K, 2K or 4K."}
    )
    n = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Ask for 1 to 8 pictures."),
    )
    quality = forms.CharField(error_messages={"required": "Choose a quality."})
    mode = forms.ChoiceField(
        choices=MODES, required=False, error_messages={"invalid_choice": "Choose Instant or Thinking."}
    )
    model = forms.CharField(required=False)
    images = PicturesField(required=False)
    kept = forms.CharField(required=False, max_length=64)
    """A picture of the person's own that is to be changed: its public id."""
    other = forms.CharField(required=False, disabled=True)
    """Not sent: where an error stands that belongs to no field."""

    def clean(self) -> dict[str, Any]:
        """Refuse the shape "as the picture" without a picture."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("shape") == SAME and not (values.get("images") or values.get("kept")):
            self.add_error("shape", "Add a picture to keep its shape, or choose another shape.")
        return values

    def blame(self, field: str | None, sentence: str) -> None:
        """Put an error of the catalog, the ledger or a verb beside the field that it names."""
        name = _FIELDS_OF_REQUEST.get(field or "", field or "")
        self.add_error(name if name in self.fields else "other", sentence)


def request_of(values: dict[str, Any], offer: Offer, sources: Sequence[Source] = ()) -> ImageRequest:
    """Return the image request that the composer's values mean for this model."""
    return ImageRequest(
        model=offer.slug,
        prompt=values["prompt"],
        n=values["n"],
        size=size_of(values, offer, sources[0].size if sources else None),
        quality=values["quality"],
        complexity="high" if values.get("mode") == "thinking" and offer.thinks else None,
        partial_images=3 if offer.can.streaming else 0,
        images=tuple(sources),
    )


def size_of(values: dict[str, Any], offer: Offer, picture: Size | None = None) -> Size:
    """Return the size in pixels that shape and size class mean for this model; `picture` is the one to be changed."""
    shape = values["shape"]
    if shape == SAME and picture is not None:
        shape = f"{picture.width}:{picture.height}"
    return for_shape(shape if ":" in shape else "1:1", values["size"], offer.can.sizes)
