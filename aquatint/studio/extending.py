"""Extend on the stage: at which edges a picture is to go on and how far, or to which shape, and what that costs."""

import math
from typing import Any

from django import forms

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.catalog.sizes import SHAPES
from aquatint.generations.extending import Wish, quote_extension
from aquatint.kit.errors import AquatintError
from aquatint.media.models import Image
from aquatint.studio import words
from aquatint.studio.composer import DEFAULTS, Price, shortage

EDGES = (("left", "Left"), ("top", "Top"), ("right", "Right"), ("bottom", "Bottom"))
AMOUNTS = (("25", "¼"), ("50", "½"), ("100", "1 ×"))
"""How far it goes on, in per cent of the picture's own side."""
START = {"edges": ["left", "right"], "by": "25"}
_SAME = 0.02  # of a ratio: shapes that differ by less are one


class ExtendForm(forms.Form):
    """At which edges and how far; or the shape in whose middle the picture is to lie."""

    shape = forms.ChoiceField(choices=[("", ""), *SHAPES.items()], required=False)
    edges = forms.MultipleChoiceField(choices=EDGES, required=False)
    by = forms.ChoiceField(choices=AMOUNTS, required=False, error_messages={"invalid_choice": "Say how far."})
    prompt = forms.CharField(required=False, max_length=32_000)
    quality = forms.CharField(required=False)
    model = forms.CharField(required=False)

    def clean(self) -> None:
        """Without a shape, edges and how far must be told."""
        values = self.cleaned_data
        if values.get("shape") or self.errors:
            return
        if not values["edges"]:
            self.add_error("edges", "Choose at which edges the picture is to go on.")
        elif not values["by"]:
            self.add_error("by", "Say how far.")

    def problem(self) -> str:
        """Return the first thing that is wrong, as a sentence."""
        return next((str(found) for errors in self.errors.values() for found in errors), "")


def wish_of(image: Image, values: dict[str, Any]) -> Wish:
    """Return the wish that the form means: a shape, or pixels at each chosen edge."""
    quality: Any = values.get("quality") or DEFAULTS["quality"]
    prompt = values.get("prompt") or ""
    if values.get("shape"):
        return Wish(ratio=values["shape"], prompt=prompt, quality=quality)
    part = int(values["by"]) / 100
    sides = {"left": image.width, "right": image.width, "top": image.height, "bottom": image.height}
    left, top, right, bottom = (round(sides[edge] * part) if edge in values["edges"] else 0 for edge, _ in EDGES)
    return Wish(left, top, right, bottom, prompt=prompt, quality=quality)


def shapes_for(image: Image) -> list[tuple[str, str]]:
    """Return the shapes that are another than the picture's own, by ratio and purpose."""
    own = image.width / image.height
    return [(ratio, title) for ratio, title in SHAPES.items() if abs(math.log(_number(ratio) / own)) > _SAME]


def _number(ratio: str) -> float:
    wide, _, high = ratio.partition(":")
    return float(wide) / float(high)


def price_of(person: Person, image: Image, offer: Offer, values: dict[str, Any]) -> Price:
    """Return what an extension costs, or why it cannot be had."""
    try:
        quoted = quote_extension(image, offer, wish_of(image, values))
    except AquatintError as error:
        return Price("–", "", "", error.sentence)
    note = shortage(person, quoted.total)
    return Price(words.credits_of(quoted.total), words.about(quoted.seconds), "", note, bool(note))
