"""What the pages of billing share: who asks, what a row of theirs is, and how a refusal is told."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from aquatint.accounts.models import Person
from aquatint.kit.errors import AquatintError, NotFound

SEE_OTHER = 303


class SeeOther(HttpResponseRedirect):
    """Go on with a GET: what a form that was sent answers with."""

    status_code = SEE_OTHER


def member[**Names](
    view: Callable[Concatenate[HttpRequest, Person, Names], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Names], HttpResponse]:
    """Give the view the signed-in person; what is not theirs is a 404, and nothing of it is kept by caches."""

    @wraps(view)
    def asked(request: HttpRequest, /, *names: Names.args, **named: Names.kwargs) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            raise Http404
        try:
            return view(request, person, *names, **named)
        except NotFound as error:
            raise Http404 from error

    return never_cache(login_required(asked))


def account(part: str = "") -> SeeOther:
    """Go to the billing page."""
    return SeeOther(reverse("billing") + (f"#{part}" if part else ""))


def refused(request: HttpRequest, error: AquatintError, part: str = "") -> SeeOther:
    """Go to the billing page and say why not."""
    messages.error(request, error.sentence)
    return account(part)
