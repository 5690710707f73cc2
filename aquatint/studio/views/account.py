"""The account: balance, history, keys, sessions, look."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aquatint.accounts import parts
from aquatint.accounts.models import Person
from aquatint.ledger.history import Line, history

PAGE = 20


@login_required
@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Show everything that is ours to know about the person's account."""
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    return render(request, "studio/pages/account.html", {**_history(request, person), **_doors(request, person)})


def _history(request: HttpRequest, person: Person) -> dict[str, Any]:
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004 -- fits a bigint
    lines = history(person, before=before, limit=PAGE + 1)
    shown = [(line, _figure(line)) for line in lines[:PAGE]]
    return {"lines": shown, "older_lines": lines[PAGE - 1].cursor if len(lines) > PAGE else None}


def _figure(line: Line) -> str:
    """Return the figure of a line: what it adds or takes, or in brackets what was taken before."""
    if line.change:
        return f"{'+' if line.change > 0 else '−'}{abs(line.change):,}"  # noqa: RUF001 -- a true minus
    return f"({line.credits:,})"


def _doors(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {**parts.of_keys(person), **parts.of_sessions(request)}
