"""Home: for a stranger what this is, for everybody else the composer and their stream."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aquatint.accounts import guests
from aquatint.accounts.models import Person
from aquatint.generations.models import OPEN_STATES, Generation, State
from aquatint.kit import clock, ids
from aquatint.studio import cards, words
from aquatint.studio.cards import Card
from aquatint.studio.composer import compose, kept_of, values_of, values_of_edit
from aquatint.studio.examples import EXAMPLES

PAGE = 20
_NEW = timedelta(minutes=30)
_BEGIN = tuple(example for example in EXAMPLES if example.name in {"portrait", "market", "lighthouse", "balloons"})
"""The examples on an empty stream: of one shape, so that they stand in a row."""


class Day(NamedTuple):
    """The cards of one day."""

    title: str
    cards: list[Card]


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Show the first page, the stream, or an older part of the stream."""
    person = guests.current(request)
    if person is None or (person.is_guest and not person.generations.exists()):
        return _first_page(request, person)
    before = ids.parse(Generation.prefix, request.GET.get("before", ""))
    rows = cards.rows_of(person.pk)
    found = list((rows.filter(id__lt=before) if before else rows)[: PAGE + 1])
    older = found[PAGE - 1].public_id if len(found) > PAGE else ""
    page = {**_by_day(found[:PAGE], in_full=before is None), "older": older, "is_first_page": before is None}
    if request.headers.get("HX-Request") and before:
        return render(request, "studio/parts/older.html", {**page, "continued": request.GET.get("day", "")})
    return render(
        request, "studio/pages/stream.html", {**page, **_top(request, person), "nothing": not found, "examples": _BEGIN}
    )


def _first_page(request: HttpRequest, person: Person | None) -> HttpResponse:
    values = _example(request)
    context = {"composer": compose(person, values=values, brief=True), "examples": EXAMPLES}
    return render(request, "studio/pages/home.html", context)


def _example(request: HttpRequest) -> dict[str, Any] | None:
    """Return the composer's values for the example in the query, if there is one."""
    chosen = next((one for one in EXAMPLES if one.name == request.GET.get("example")), None)
    return {"prompt": chosen.words, "shape": chosen.shape} if chosen else None


def _top(request: HttpRequest, person: Person) -> dict[str, Any]:
    again = cards.find(person.pk, request.GET.get("again", ""))
    values = values_of(again) if again else _example(request)
    if edited := kept_of(person, request.GET.get("edit")):
        values = values_of_edit(edited)
    return {"composer": compose(person, values=values), "today": today_of(person), "is_new": _is_new(person)}


def _is_new(person: Person) -> bool:
    """Whether somebody has just joined and made nothing yet but the free picture: then their gift is pointed out."""
    just_now = person.welcomed is not None and clock.now() - person.welcomed < _NEW
    return just_now and not person.generations.filter(trial=False).exists()


def _by_day(found: Iterable[Generation], *, in_full: bool) -> dict[str, Any]:
    days = [Day(words.day(moment), [Card(row) for row in rows]) for moment, rows in groupby(found, _day_of)]
    if not in_full or not days or days[0].title != "Today":
        return {"today_cards": [], "days": days}
    return {"today_cards": days[0].cards, "days": days[1:]}


def _day_of(generation: Generation) -> date:
    return generation.created.date()


def today_of(person: Person) -> str:
    """Return what happened today in one line: how many are under way, how many came, what they cost."""
    midnight = datetime.combine(clock.now().date(), datetime.min.time(), UTC)
    rows = list(
        Generation.objects.filter(person=person, created__gte=midnight).values_list(
            "state", "charged", "per_shot", "shots_wanted", "trial"
        )
    )
    under_way = sum(state in OPEN_STATES for state, *_ in rows)
    came = sum(charged // per_shot if per_shot else 0 for _, charged, per_shot, *_ in rows)
    spent = sum(charged for _, charged, *_, trial in rows if not trial)
    back = sum(_back(*row) for row in rows)
    parts = [
        f"{under_way} in progress" if under_way else "",
        words.pictures(came) if came else "",
        f"{words.credits_of(spent)} spent" if spent else "",
        f"{back:,} came back" if back else "",
    ]
    return ", ".join(part for part in parts if part)


def _back(state: str, charged: int, per_shot: int, shots: int, trial: bool) -> int:  # noqa: FBT001 -- a row's columns
    return 0 if trial or state in OPEN_STATES or state == State.DONE else per_shot * shots - charged
