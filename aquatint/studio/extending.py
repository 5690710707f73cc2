"""Extend on the stage: at which edges a picture is to go on, how far, and what that costs."""

from typing import Any

from django import forms

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.generations.extending import Wish, quote_extension
from aquatint.kit.errors import AquatintError
from aquatint.media.models import Image
from aquatint.studio import words
from aquatint.studio.composer import DEFAULTS, Price, shortage

EDGES = (("left", "Left"), ("top", "Top"), ("right", "Right"), ("bottom", "Bottom"))
AMOUNTS = (("25", "¼"), ("50", "½"), ("100", "1 ×"))
"""How far it goes on, in per cent of the picture's own side."""
START = {"edges": ["left", "right"], "by": "25"}


class ExtendForm(forms.Form):
    """At which edges, and how far."""

    edges = forms.MultipleChoiceField(
        choices=EDGES, error_messages={"required": "Choose at which edges the picture is to go on."}
    )
    by = forms.ChoiceField(
        choices=AMOUNTS, error_messages=dict.fromkeys(("required", "invalid_choice"), "Say how far.")
    )
    prompt = forms.CharField(required=False, max_length=32_000)
    model = forms.CharField(required=False)

    def problem(self) -> str:
        """Return the first thing that is wrong, as a sentence."""
        return next((str(found) for errors in self.errors.values() for found in errors), "")


def wish_of(image: Image, values: dict[str, Any]) -> Wish:
    """Return the wish that the form means: pixels at each chosen edge."""
    part = int(values["by"]) / 100
    sides = {"left": image.width, "right": image.width, "top": image.height, "bottom": image.height}
    left, top, right, bottom = (round(sides[edge] * part) if edge in values["edges"] else 0 for edge, _ in EDGES)
    quality: Any = DEFAULTS["quality"]
    return Wish(left, top, right, bottom, prompt=values.get("prompt") or "", quality=quality)


def price_of(person: Person, image: Image, offer: Offer, values: dict[str, Any]) -> Price:
    """Return what an extension costs, or why it cannot be had."""
    try:
        quoted = quote_extension(image, offer, wish_of(image, values))
    except AquatintError as error:
        return Price("–", "", "", error.sentence)
    note = shortage(person, quoted.total)
    return Price(words.credits_of(quoted.total), words.about(quoted.seconds), "", note, bool(note))
