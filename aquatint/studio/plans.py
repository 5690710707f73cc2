"""A plan as its page shows it: brief, shots, cast, palette and texts, all of which may be changed before painting."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from aquatint.accounts.models import Person
from aquatint.catalog.quote import Quote
from aquatint.generations import plans
from aquatint.generations.models import Plan
from aquatint.kit.errors import AquatintError
from aquatint.studio import words
from aquatint.studio.composer import Price, shortage
from aquatint.studio.forms import MOST

_LONGEST = 4000


class PlanForm(forms.Form):
    """The words of a plan. The shots stand in fields that are numbered."""

    brief = forms.CharField(max_length=_LONGEST, required=False)
    cast = forms.CharField(max_length=_LONGEST, required=False)
    palette = forms.CharField(max_length=200, required=False)
    texts = forms.CharField(max_length=_LONGEST, required=False)


def changes_of(form: PlanForm, sent: QueryDict) -> dict[str, Any]:
    """Return what the page sends as the changes of a plan; a shot that was struck out is left out."""
    values = form.cleaned_data
    return {
        "brief": values["brief"].strip(),
        "palette": values["palette"].strip(),
        "cast": _list(values["cast"], ","),
        "texts": _list(values["texts"], "\n"),
        "shots": [
            _shot(sent, index)
            for index in range(MOST)
            if sent.get(f"title-{index}") is not None and f"keep-{index}" in sent
        ],
    }


def _shot(sent: QueryDict, index: int) -> dict[str, Any]:
    return {
        "title": sent.get(f"title-{index}", "").strip()[:120],
        "prompt": sent.get(f"prompt-{index}", "").strip()[:_LONGEST],
        "texts": _list(sent.get(f"texts-{index}", ""), "\n"),
    }


def _list(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


class PlanPage:
    """A plan, what it will cost, and what has to be changed."""

    def __init__(self, plan: Plan, person: Person, problem: str = "", sent: Mapping[str, Any] | None = None) -> None:
        self.plan = plan
        self.person = person
        self.problem = problem
        self._sent = dict(sent or {})
        self.href = reverse("plan", args=[plan.public_id])

    def _value(self, name: str) -> Any:  # noqa: ANN401 -- JSON
        return self._sent.get(name, getattr(self.plan, name))

    @property
    def brief(self) -> str:
        """What the whole set is about."""
        return str(self._value("brief"))

    @property
    def palette(self) -> str:
        """Its colours."""
        return str(self._value("palette"))

    @property
    def cast(self) -> str:
        """Who and what appears in all of them."""
        return ", ".join(map(str, self._value("cast")))

    @property
    def texts(self) -> str:
        """The exact texts, a line each."""
        return "\n".join(map(str, self._value("texts")))

    @property
    def shots(self) -> list[dict[str, Any]]:
        """The pictures of the set, in order."""
        return [{**shot, "lines": "\n".join(shot.get("texts") or [])} for shot in self._value("shots")]

    @property
    def settings(self) -> list[tuple[str, str]]:
        """What the composer set."""
        known = self.plan.settings or {}
        named = (("Model", "model"), ("Size", "size"), ("Quality", "quality"), ("Format", "output_format"))
        return [
            (title, str(known[name]).replace("x", " × ") if name == "size" else str(known[name]))
            for title, name in named
            if known.get(name)
        ]

    @property
    def price(self) -> Price:
        """What painting costs and how long it usually takes."""
        try:
            quoted = self._quote()
        except AquatintError as error:
            return Price("–", "", "", error.sentence)
        note = shortage(self.person, quoted.total)
        return Price(words.credits_of(quoted.total), words.about(quoted.seconds), "", note, bool(note))

    def _quote(self) -> Quote:
        return plans.quote_of(self.plan)
