"""What the composer calls: the price of the present choices, another model's settings, and Create."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aquatint.accounts import guests
from aquatint.catalog.fit import fit
from aquatint.generations import actions
from aquatint.generations.models import Generation, Plan
from aquatint.kit.errors import AquatintError, InvalidRequest, NotEnoughCredits
from aquatint.media.models import Image
from aquatint.studio import cards, uploads
from aquatint.studio.cards import Card
from aquatint.studio.composer import compose, kept_of, offer_of, price, trial_of
from aquatint.studio.forms import ComposeForm, request_of
from aquatint.studio.views.home import today_of

_INVALID = 422
_FREE = (1, "1k")


@require_safe
@never_cache
def quote(request: HttpRequest) -> JsonResponse:
    """Return the price, usual time and pixels of the choices in the query, as the button shows them."""
    person = guests.current(request)
    offer = offer_of(request.GET.get("model"))
    return JsonResponse(price(person, request.GET.dict(), offer, trial_of(person)).as_json())


@require_safe
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """Return the composer for the model in the query."""
    values = {name: value for name, value in request.GET.items() if name != "prompt"}
    composer = compose(guests.current(request), values=values)
    return render(request, "studio/parts/composer.html", {"composer": composer})


@require_POST
@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """Start a generation; answer with its card, or with the composer and what has to be changed."""
    form = ComposeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _composer_again(request, form)
    try:
        if form.cleaned_data["kind"] == "set":
            return redirect("plan", _plan(request, form).public_id)
        generation = _start(request, form)
    except AquatintError as error:
        form.blame(error.field, error.sentence)
        return _composer_again(request, form, error.status)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('home')}#{generation.public_id}")
    return card_reply(request, generation)


def _start(request: HttpRequest, form: ComposeForm) -> Generation:
    values = form.cleaned_data
    offer = offer_of(values["model"] or None)
    trial = trial_of(guests.current(request))
    if trial == "used":
        raise NotEnoughCredits("Your free picture is made. Make an account to go on; your words stay here.")
    if trial and (values["n"], values["size"]) != _FREE:
        raise InvalidRequest("The free picture is one picture at 1K. Sign in for more, or larger ones.")
    inputs = uploads.take_in(offer, values["images"], kept=_kept(request, values["kept"]))
    try:
        wanted = request_of(values, offer, [uploads.source_of(picture) for picture in inputs])
        fit(offer, wanted)  # before a guest is made and counted: a slip of the pen costs no trial
        person = guests.begin(request)
        return actions.start(
            person=person, request=wanted, offer=offer, origin="studio", inputs=inputs, trial=trial == "free"
        )
    except AquatintError:
        uploads.take_back(inputs)
        raise


def _plan(request: HttpRequest, form: ComposeForm) -> Plan:
    """Plan a set; its page shows the plan, and nothing is painted or held before it is agreed to."""
    values = form.cleaned_data
    person = guests.current(request)
    if person is None or person.is_guest:
        raise NotEnoughCredits("A set needs an account. Sign up to make one; your words are kept.")
    if values["images"] or values["kept"]:
        raise InvalidRequest("A set starts from words. Take the pictures away, or ask for variations.", field="image")
    offer = offer_of(values["model"] or None)
    wanted = fit(offer, request_of({**values, "texts_required": False}, offer))
    settings = {
        "model": offer.slug,
        "size": str(wanted.size),
        "quality": wanted.quality,
        "output_format": wanted.output_format,
        "background": wanted.background,
        "texts_required": values["texts_required"],
    }
    return actions.make_plan(
        person=person, prompt=wanted.prompt, count=values["n"], texts=tuple(values["texts"]), settings=settings
    )


def _kept(request: HttpRequest, public_id: str) -> list[Image]:
    if not public_id:
        return []
    image = kept_of(guests.current(request), public_id)
    if image is None:
        raise InvalidRequest("The picture to change is not among yours. Take it away, or add another.", field="image")
    return [image]


def card_reply(request: HttpRequest, generation: Generation) -> HttpResponse:
    """Answer with a generation's card and what else has changed with it."""
    row = cards.find(generation.person_id, generation.public_id)
    assert row is not None  # noqa: S101 -- the caller just had it
    context = {"card": Card(row), "today": today_of(row.person)}
    return render(request, "studio/parts/update.html", context)


def _composer_again(request: HttpRequest, form: ComposeForm, status: int = _INVALID) -> HttpResponse:
    person = guests.current(request)
    context = {"composer": compose(person, form=form, brief=person is None)}
    page = "studio/parts/composer.html" if request.headers.get("HX-Request") else "studio/pages/compose.html"
    return render(request, page, context, status=status)
