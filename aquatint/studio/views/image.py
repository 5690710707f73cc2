"""One picture: on its stage, and its receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aquatint.accounts import guests
from aquatint.accounts.models import Person
from aquatint.generations.models import Generation
from aquatint.kit import ids
from aquatint.media.models import Image
from aquatint.studio import cards
from aquatint.studio.cards import Card
from aquatint.studio.forms import EditForm
from aquatint.studio.papers import Paper
from aquatint.studio.stage import Stage


@require_safe
@never_cache
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a picture to its owner, with what can be done with it."""
    person, image = own(request, public_id)
    run = cards.find(person.pk, request.GET.get("run", ""))
    return stage_page(request, _stage(request, image, person), run=run)


@require_safe
@never_cache
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the receipt of a picture."""
    person, image = own(request, public_id)
    return render(request, "studio/pages/receipt.html", {"paper": Paper(image, person)})


def _stage(request: HttpRequest, image: Image, person: Person) -> Stage:
    return Stage(image, person, job=request.GET.get("job", ""), model=request.GET.get("model", ""))


def stage_page(request: HttpRequest, stage: Stage, *, run: Generation | None = None, status: int = 200) -> HttpResponse:
    """Answer with the stage; `run` is a change of this picture that is being made."""
    asked = request.GET.get("view", "")
    context = {
        "stage": stage,
        "view": asked if asked in _views(stage) else _views(stage)[-1],
        "run": Card(run) if run else None,
    }
    return render(request, "studio/pages/image.html", context, status=status)


def _views(stage: Stage) -> list[str]:
    """Return the ways to look at the picture; the last is the usual one."""
    views = ["plain"] if stage.is_member else []
    views += ["map"] if stage.lock and stage.lock.has_map else []
    views += ["compare"] if stage.before else []
    return [*views, "mark" if stage.is_member else "plain"]


def again(request: HttpRequest, image: Image, person: Person, form: EditForm, status: int) -> HttpResponse:
    """Answer with the stage, and with what has to be changed in the form."""
    return stage_page(request, Stage(image, person, form), status=status)


def own(request: HttpRequest, public_id: str) -> tuple[Person, Image]:
    """Return who asks and their picture. Raises `Http404`."""
    person = guests.current(request)
    row = ids.parse(Image.prefix, public_id)
    found = Image.objects.filter(id=row, owner=person).exclude(origin="sidecar") if person and row else None
    image = (
        found.select_related("version__parent", "proof__map", "proof__source", "consistency").first() if found else None
    )
    if image is None or person is None:
        raise Http404
    return person, image
