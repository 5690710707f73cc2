"""Links that come by mail or from friends: stop the news, take up an invitation."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from aquatint.accounts.models import Person
from aquatint.billing import actions, mails
from aquatint.billing.models import ReferralCode
from aquatint.studio import invitations, words
from aquatint.studio.views.billing.asking import member


@csrf_exempt  # RFC 8058: mail programs send the POST, without a cookie; the token in the address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, and stop the news. Looking at the page alone stops nothing: programs look at links too."""
    person = mails.of_token(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_news(person=person)
    context = {"email": person.email, "done": request.method == "POST"}
    return render(request, "studio/pages/billing/unsubscribe.html", context)


@require_safe
@never_cache
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Remember by whose link somebody came, and show them the way in."""
    if not ReferralCode.objects.filter(code=code.lower()).exists():
        return redirect("home")
    invitations.keep(request, code)
    if isinstance(request.user, Person):
        return redirect("invited")
    if settings.REFERRAL_CREDITS:
        bonus = words.credits_of(settings.REFERRAL_CREDITS)
        messages.success(request, f"You were invited: {bonus} for each of you when you have paid for the first time.")
    return redirect(f"{reverse('account_signup')}?next={reverse('invited')}")


@require_safe
@member
def invited(request: HttpRequest, person: Person) -> HttpResponse:
    """Write down who invited a new member, and go on to the stream."""
    if invitations.take_up(request, person) and settings.REFERRAL_CREDITS:
        bonus = words.credits_of(settings.REFERRAL_CREDITS)
        messages.success(request, f"You were invited: {bonus} for each of you when you pay for the first time.")
    return redirect("home")
