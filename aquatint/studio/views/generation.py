"""One generation: its receipt, its card for the live update, and stopping it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aquatint.accounts import guests
from aquatint.generations import actions
from aquatint.generations.errors import AlreadyEnded
from aquatint.generations.models import Generation
from aquatint.studio import cards
from aquatint.studio.receipts import Receipt
from aquatint.studio.views.compose import card_reply


@require_safe
@never_cache
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the receipt of a generation, with or without pictures."""
    return render(request, "studio/pages/generation.html", {"receipt": Receipt(own(request, public_id))})


@require_safe
@never_cache
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return the card as it is now."""
    return card_reply(request, own(request, public_id))


@require_POST
@never_cache
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop a generation; if it has just ended, show how."""
    generation = own(request, public_id)
    try:
        actions.cancel(generation=generation, by=generation.person)
    except AlreadyEnded as error:
        if not request.headers.get("HX-Request"):
            messages.info(request, error.sentence)
    if request.headers.get("HX-Request"):
        return card_reply(request, generation)
    return redirect(f"{reverse('home')}#{public_id}")


def own(request: HttpRequest, public_id: str) -> Generation:
    """Return the generation if it belongs to whoever asks. Raises `Http404`."""
    person = guests.current(request)
    found = cards.find(person.pk, public_id) if person else None
    if found is None:
        raise Http404
    return found
