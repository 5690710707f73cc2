"""The pages of an account that are not allauth's own."""

import re
from typing import Any

from allauth.account.views import LogoutView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from aquatint.accounts import actions, guests, parts
from aquatint.accounts.forms import KeyForm
from aquatint.accounts.models import ApiKey, Mail, Person
from aquatint.kit import ids

_CODE = re.compile(r"\b\d{4}-\d{4}\b")
_MAILS_SHOWN = 20
_DIGITS = 18  # fit a bigint


class SignOutView(LogoutView):  # type: ignore[misc]  # the library has no types
    """Ends the session and has the browser forget what this site left in it."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out. A guest who breaks off a sign-in stays the guest they were."""
        guest = None if self.request.user.is_authenticated else self.request.session.get(guests.SESSION_KEY)
        response: HttpResponse = super().post(*args, **kwargs)
        if guest:
            self.request.session[guests.SESSION_KEY] = guest
            return response
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """List the keys; make one and show it this once; revoke one."""
    person = _member(request)
    if "revoke" in request.POST:
        return _revoke(request, person)
    form = KeyForm(request.POST) if request.method == "POST" else None
    shown = {}
    if form is not None and form.is_valid():
        key, token = actions.create_key(person=person, **form.cleaned_data)
        shown, form = {"new_key": key, "new_token": token}, None
    return render(request, "accounts/keys.html", {**parts.of_keys(person, form=form), **shown})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List the signed-in browsers; end one, or all others."""
    if request.method != "POST":
        return render(request, "accounts/sessions.html", parts.of_sessions(request))
    person = _member(request)
    chosen = UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key)
    if request.POST.get("session") != "others":
        chosen = chosen.filter(pk=_number(request.POST.get("session", "")))
    ended = actions.end_sessions(sessions=list(chosen), by=person)
    messages.success(request, _how_many_ended(ended))
    return redirect("account_sessions")


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the mails that a development start keeps."""
    if settings.PRODUCTION:
        raise Http404
    mails = [(mail, _CODE.search(mail.text)) for mail in Mail.objects.order_by("-id")[:_MAILS_SHOWN]]
    return render(request, "accounts/inbox.html", {"mails": mails})


def _number(text: str) -> int:
    """Return the number of a session; 0, which none has, for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0


def _member(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def _revoke(request: HttpRequest, person: Person) -> HttpResponse:
    key_id = ids.parse("key", request.POST["revoke"])
    key = ApiKey.objects.filter(person=person, pk=key_id).first() if key_id else None
    if key is None:
        raise Http404
    actions.revoke_key(key=key, by=person)
    messages.success(request, f"The key {key.start}… no longer works.")
    return redirect("account_keys")


def _how_many_ended(number: int) -> str:
    if number == 0:
        return "There was nothing to end."
    return "One session has ended." if number == 1 else f"{number} sessions have ended."
