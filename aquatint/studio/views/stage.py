"""What the stage calls: change the picture, choose among what changed, repair a text, upscale, cut out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aquatint.accounts.models import Person
from aquatint.generations import actions
from aquatint.generations.models import Generation
from aquatint.generations.versions import Choice
from aquatint.kit.errors import AquatintError, InvalidRequest
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio import extending, uploads
from aquatint.studio.composer import Price, offer_of
from aquatint.studio.forms import EditForm, edit_of
from aquatint.studio.stage import price_of
from aquatint.studio.views.image import again, own

_INVALID = 422
_MOST_GROW = 4096


@require_safe
@never_cache
def quote(request: HttpRequest, public_id: str) -> JsonResponse:
    """Return what a change costs with the settings in the query, as the button shows it."""
    person, image = _member(request, public_id)
    values = {name: request.GET[name] for name in ("quality", "mode") if request.GET.get(name)}
    return JsonResponse(price_of(person, image, offer_of(request.GET.get("model")), values).as_json())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start a change of this picture; the stage shows it being made.

    What is to be corrected is shown under this address. Whoever comes back to it later is led to the stage.
    """
    if request.method != "POST":
        return redirect("image", public_id)
    person, image = _member(request, public_id)
    form = EditForm(request.POST, request.FILES)
    if not form.is_valid():
        return again(request, image, person, form, _INVALID)
    try:
        generation = _start(person, image, form)
    except AquatintError as error:
        form.blame(error.field, error.sentence)
        return again(request, image, person, form, error.status)
    return redirect(f"{reverse('image', args=[public_id])}?run={generation.public_id}")


def _start(person: Person, image: Image, form: EditForm) -> Generation:
    values = form.cleaned_data
    offer = offer_of(values["model"] or None)
    inputs = uploads.take_in(offer, values["images"], kept=[image])
    mask = None
    try:
        if values["job"] == "region":
            mask = uploads.take_in_mark(values["mask"], Size(image.width, image.height))
        sources = [uploads.source_of(picture) for picture in inputs]
        wanted = edit_of(values, offer, sources, uploads.source_of(mask) if mask else None)
        return actions.start(person=person, request=wanted, offer=offer, origin="studio", inputs=inputs, mask=mask)
    except AquatintError:
        uploads.take_back([*inputs, *([mask] if mask else [])])
        raise


@require_safe
@never_cache
def extend_quote(request: HttpRequest, public_id: str) -> JsonResponse:
    """Return what going on beyond the edges costs with the choices in the query."""
    person, image = _member(request, public_id)
    form = extending.ExtendForm(request.GET)
    if not form.is_valid():
        return JsonResponse(Price("–", "", "", form.problem()).as_json())
    offer = offer_of(form.cleaned_data["model"] or None)
    return JsonResponse(extending.price_of(person, image, offer, form.cleaned_data).as_json())


@require_POST
@never_cache
def extend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Have the picture go on beyond its edges; the stage shows it being made."""
    person, image = _member(request, public_id)
    form = extending.ExtendForm(request.POST)
    try:
        if not form.is_valid():
            raise InvalidRequest(form.problem())
        wish = extending.wish_of(image, form.cleaned_data)
        offer = offer_of(form.cleaned_data["model"] or None)
        generation = actions.extend(person=person, image=image, offer=offer, wish=wish, origin="studio")
    except AquatintError as error:
        messages.error(request, error.sentence)
        return redirect(f"{reverse('image', args=[public_id])}?job=extend")
    return redirect(f"{reverse('image', args=[public_id])}?run={generation.public_id}&job=extend")


@require_POST
@never_cache
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Make another version of the picture, without a provider and without a charge."""
    if verb not in _VERBS:
        raise Http404
    person, image = _member(request, public_id)
    return _made(request, image, lambda: _VERBS[verb](request, person, image))


def _adjust(request: HttpRequest, person: Person, image: Image) -> Image:
    numbers = [_whole(text) for text in request.POST.getlist("region")]
    choices = [
        Choice(number, f"keep-{number}" in request.POST, _whole(request.POST.get(f"grow-{number}", "0")))
        for number in numbers
    ]
    return actions.adjust(person=person, image=image, choices=choices)


def _raw(_request: HttpRequest, person: Person, image: Image) -> Image:
    return actions.take_raw(person=person, image=image)


def _upscale(request: HttpRequest, person: Person, image: Image) -> Image:
    size = Size.parse(request.POST.get("size", ""))
    if size is None:
        raise InvalidRequest("Choose a size to upscale to.", field="size")
    return actions.upscale(person=person, image=image, size=size)


def _cutout(request: HttpRequest, person: Person, image: Image) -> Image:
    made = actions.cutout(person=person, image=image)
    if not made.version.facts.get("sure", True):
        messages.warning(request, "Please look: it is not certain that only the background went.")
    return made


_VERBS: dict[str, Callable[[HttpRequest, Person, Image], Image]] = {
    "adjust": _adjust,
    "raw": _raw,
    "upscale": _upscale,
    "cutout": _cutout,
}


@require_POST
@never_cache
def overlay(request: HttpRequest, public_id: str, index: int) -> HttpResponse:
    """Set an exact text in real type, in the chosen font, as a new version."""
    person, image = _member(request, public_id)
    font = request.POST.get("font", "")
    return _made(request, image, lambda: actions.overlay_text(person=person, image=image, index=index, font=font))


@require_POST
@never_cache
def repaint(request: HttpRequest, public_id: str, index: int) -> HttpResponse:
    """Have the box of one text painted again."""
    person, image = _member(request, public_id)
    try:
        generation = actions.repaint_text(person=person, image=image, index=index, origin="studio")
    except AquatintError as error:
        messages.error(request, error.sentence)
        return redirect("image", public_id)
    return redirect(f"{reverse('image', args=[public_id])}?run={generation.public_id}")


def _made(request: HttpRequest, image: Image, verb: Callable[[], Image]) -> HttpResponse:
    """Lead to the version that a verb made, or say beside the picture why there is none."""
    try:
        made = verb()
    except AquatintError as error:
        messages.error(request, error.sentence)
        return redirect("image", image.public_id)
    return redirect(f"{reverse('image', args=[made.public_id])}?view=compare")


def _member(request: HttpRequest, public_id: str) -> tuple[Person, Image]:
    """Return who asks and their picture; a guest may look, and changes nothing. Raises `Http404`."""
    person, image = own(request, public_id)
    if person.is_guest:
        raise Http404
    return person, image


def _whole(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MOST_GROW:
        raise InvalidRequest("Give a whole number of pixels.", field="grow")
    return int(text)
