"""Light or dark, for browsers without scripts; with scripts the page sets the same cookie itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from aquatint.studio.context import THEMES

_YEAR = 365 * 86_400


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the theme, or forget it for "system"."""
    chosen = request.POST.get("theme", "")
    if chosen == "other":
        chosen = "light" if request.COOKIES.get("theme") == "dark" else "dark"
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = HttpResponseRedirect(target if is_ours else "/")  # an address, never the name of a page
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
