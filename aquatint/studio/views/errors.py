"""Pages for what went wrong: what happened, what it cost, what to do."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Trouble(NamedTuple):
    """The words of an error page."""

    status: int
    title: str
    sentence: str
    cost: str = "Nothing was charged."
    can_retry: bool = False


_BAD = Trouble(400, "This could not be read", "The address or the form has a part that makes no sense here.")
_NO = Trouble(
    403,
    "This did not come from an open page",
    "The form was sent from a page that is too old, or from elsewhere. Go back, reload the page and send it again.",
    "Nothing was charged. Words that you typed are kept in the composer.",
)
_NOTHING = Trouble(
    404,
    "There is nothing here",
    "Either it never was, or it belongs to somebody else. Pictures can be seen by their owners only.",
    "If it should be yours, sign in with the account that made it.",
)
_OUR_FAULT = Trouble(
    500,
    "That was our fault",
    "Something broke on our side. It has been written down for the operator.",
    "Nothing was charged for it, and what you were making goes on.",
    can_retry=True,
)


def page_400(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer bad input."""
    return _page(request, _BAD)


def page_403(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer what is not allowed, and forms without a valid token."""
    return _page(request, _NO)


def page_404(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer an address with nothing behind it."""
    return _page(request, _NOTHING)


def page_500(request: HttpRequest) -> HttpResponse:
    """Answer our own fault. This page asks nothing of the database, which may be what broke."""
    return _page(request, _OUR_FAULT)


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    template = "studio/pages/broken.html" if trouble.status >= 500 else "studio/pages/error.html"  # noqa: PLR2004
    return render(request, template, {"error": trouble}, status=trouble.status)
