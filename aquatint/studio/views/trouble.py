"""What people read when a page could not be made: our fault, or something that passes by itself."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from aquatint.kit.errors import AquatintError, Unavailable
from aquatint.studio import context

_AWAY = Unavailable("We cannot look anything up at the moment. Try again in some seconds.", retry_after=5)


def show(request: HttpRequest) -> HttpResponse:
    """Answer for the error that is being handled; nothing here may need the database."""
    error = sys.exception()
    if isinstance(error, OperationalError | InterfaceError):
        error = _AWAY
    if not isinstance(error, AquatintError):
        return HttpResponse(render_to_string("500.html", context.page(request)), status=500)
    page = render_to_string("error.html", {**context.page(request), "status": error.status, "sentence": error.sentence})
    headers = {"retry-after": f"{error.retry_after:.0f}"} if error.retry_after else {}
    return HttpResponse(page, status=error.status, headers=headers)
