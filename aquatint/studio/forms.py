"""What the composer and the stage send, read and checked; the catalog decides the rest."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from aquatint.catalog.models import Offer
from aquatint.catalog.sizes import SHAPES, SizeClass, class_of, for_shape
from aquatint.providers.types import ImageRequest, Size, Source

type Upload = UploadedFile[bytes]

SAME = "same"
"""The shape of an edit that keeps the shape of its picture."""
SIZES: tuple[tuple[SizeClass, str], ...] = (("1k", "1K"), ("2k", "2K"), ("4k", "4K"))
MODES = (("instant", "Instant"), ("thinking", "Thinking"))
KINDS = (("variations", "Variations"), ("set", "A set"))
ROLES = (("edit", "To change"), ("reference", "Reference"))
QUALITIES = {"low": "Low", "medium": "Medium", "high": "High", "xhigh": "Extra", "max": "Max"}
FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP", "gif": "GIF, moving", "svg": "SVG, drawn"}
MOST = 8
MOST_TEXTS = 8
_LONGEST_TEXT = 200
_FIELDS_OF_REQUEST = {
    "image": "images",
    "quality": "quality",
    "complexity": "mode",
    "output_format": "output_format",
    "background": "background",
    "roles": "images",
    "shots": "n",
}


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


class TextsInput(forms.TextInput):
    """Several inputs of one name."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[str]:  # noqa: ARG002 -- the library's signature
        """Return what stands in them, in order."""
        return list(data.getlist(name)) if isinstance(data, MultiValueDict) else list(data.get(name, []))


class TextsField(forms.Field):
    """Strings that the picture must carry exactly; empty rows do not count."""

    widget = TextsInput

    def clean(self, value: object) -> list[str]:
        """Return the strings. Raises `ValidationError` for too many or too long ones."""
        texts = [str(one).strip() for one in (value if isinstance(value, list | tuple) else [])]
        texts = [text for text in texts if text]
        if len(texts) > MOST_TEXTS:
            raise forms.ValidationError(f"Give at most {MOST_TEXTS} exact texts.")
        if any(len(text) > _LONGEST_TEXT for text in texts):
            raise forms.ValidationError(f"An exact text has at most {_LONGEST_TEXT} characters.")
        return texts


class WishForm(forms.Form):
    """What every wish for a picture has: words, exact texts, settings; named as the catalog names them."""

    prompt = forms.CharField(
        max_length=32_000,
        error_messages={
            "required": "Say what the picture should show.",
            "max_length": "These are too many words: the longest that is read is 32,000 characters.",
        },
    )
    quality = forms.CharField(error_messages={"required": "Choose a quality."})
    mode = forms.ChoiceField(
        choices=MODES, required=False, error_messages={"invalid_choice": "Choose Instant or Thinking."}
    )
    model = forms.CharField(required=False)
    images = PicturesField(required=False)
    texts = TextsField(required=False)
    texts_required = forms.BooleanField(required=False)
    other = forms.CharField(required=False, disabled=True)
    """Not sent: where an error stands that belongs to no field."""

    def blame(self, field: str | None, sentence: str) -> None:
        """Put an error of the catalog, the ledger or a verb beside the field that it names."""
        name = field if field in self.fields else _FIELDS_OF_REQUEST.get(field or "", "other")
        self.add_error(name if name in self.fields else "other", sentence)


class ComposeForm(WishForm):
    """The composer: a wish with a shape, a size and a count."""

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
    kind = forms.ChoiceField(choices=KINDS, required=False)
    """Whether several pictures are variations of one, or a set from one plan."""
    role = forms.ChoiceField(choices=ROLES, required=False)
    """What the first picture is for."""
    output_format = forms.CharField(required=False, max_length=8)
    background = forms.CharField(required=False, max_length=12)
    kept = forms.CharField(required=False, max_length=64)
    """A picture of the person's own that is to be changed: its public id."""

    def clean(self) -> dict[str, Any]:
        """Refuse the shape "as the picture" without a picture, and a set of one."""
        values: dict[str, Any] = super().clean() or {}
        has_picture = values.get("images") or values.get("kept")
        if values.get("shape") == SAME and not has_picture:
            self.add_error("shape", "Add a picture to keep its shape, or choose another shape.")
        if values.get("kind") == "set" and values.get("n") == 1:
            self.add_error("n", "A set has 2 to 8 pictures.")
        return values


class EditForm(WishForm):
    """A change of one picture on its stage."""

    job = forms.ChoiceField(choices=[("region", "A part"), ("whole", "With words")], required=False)
    lock = forms.BooleanField(required=False)
    mask = forms.FileField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a part that is not marked."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("job") == "region" and not values.get("mask") and "mask" not in self.errors:
            self.add_error("mask", "Mark the part that may change, or choose “Change with words”.")
        return values


def request_of(values: dict[str, Any], offer: Offer, sources: Sequence[Source] = ()) -> ImageRequest:
    """Return the image request that the composer's values mean for this model."""
    reference = bool(sources) and values.get("role") == "reference"
    return ImageRequest(
        model=offer.slug,
        prompt=values["prompt"],
        n=values["n"],
        size=size_of(values, offer, sources[0].size if sources else None),
        quality=values["quality"],
        output_format=values.get("output_format") or "png",
        background="transparent" if values.get("background") == "transparent" else "auto",
        complexity="high" if values.get("mode") == "thinking" and offer.thinks else None,
        partial_images=3 if offer.can.streaming else 0,
        texts=tuple(values.get("texts") or ()),
        texts_required=bool(values.get("texts_required") and values.get("texts")),
        images=tuple(sources),
        roles="reference" if reference else "edit",
    )


def edit_of(values: dict[str, Any], offer: Offer, sources: Sequence[Source], mask: Source | None) -> ImageRequest:
    """Return the image request that a change on the stage means; its size is left to the lock or to the model."""
    return ImageRequest(
        model=offer.slug,
        prompt=values["prompt"],
        quality=values["quality"],
        complexity="high" if values.get("mode") == "thinking" and offer.thinks else None,
        partial_images=3 if offer.can.streaming else 0,
        texts=tuple(values.get("texts") or ()),
        texts_required=bool(values.get("texts_required") and values.get("texts")),
        images=tuple(sources),
        mask=mask,
        lock="auto" if values.get("lock") else "off",
    )


def size_of(values: dict[str, Any], offer: Offer, picture: Size | None = None) -> Size | None:
    """Return the size in pixels that shape and size class mean for this model; `picture` is the one to be changed.

    None leaves it open: a picture that keeps its shape and its class keeps its very size, so that it can be locked.
    """
    shape = values["shape"]
    if shape == SAME and picture is not None:
        if values["size"] == class_of(picture) and values.get("role") != "reference":
            return None
        shape = f"{picture.width}:{picture.height}"
    return for_shape(shape if ":" in shape else "1:1", values["size"], offer.can.sizes)
