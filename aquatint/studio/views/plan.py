"""A plan: shown and edited before anything is painted, then painted as a set."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aquatint.accounts import guests
from aquatint.accounts.models import Person
from aquatint.generations import actions, plans
from aquatint.generations.models import Plan
from aquatint.kit.errors import AquatintError, NotFound
from aquatint.studio.plans import PlanForm, PlanPage, changes_of

_INVALID = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a plan; keep what was changed in it."""
    person, plan = _own(request, public_id)
    if request.method != "POST":
        return _page(request, PlanPage(plan, person))
    return _saved(request, person, plan) or redirect("plan", public_id)


@never_cache
@require_POST
def paint(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what was changed, then start the set; its card waits in the stream."""
    person, plan = _own(request, public_id)
    if plan.generation:
        return redirect(f"{reverse('home')}#{plan.generation.public_id}")
    if problem := _saved(request, person, plan):
        return problem
    plan.refresh_from_db()
    try:
        generation = actions.start_set(person=person, plan=plan, origin="studio", key=f"plan:{plan.public_id}")
    except AquatintError as error:
        return _page(request, PlanPage(plan, person, error.sentence), error.status)
    return redirect(f"{reverse('home')}#{generation.public_id}")


def _saved(request: HttpRequest, person: Person, plan: Plan) -> HttpResponse | None:
    """Keep the changes; return the page with what is wrong with them, or None."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, PlanPage(plan, person, "Some of these words are too long."), _INVALID)
    changes = changes_of(form, request.POST)
    try:
        actions.edit_plan(person=person, plan=plan, changes=changes)
    except AquatintError as error:
        return _page(request, PlanPage(plan, person, error.sentence, changes), error.status)
    return None


def _page(request: HttpRequest, page: PlanPage, status: int = 200) -> HttpResponse:
    return render(request, "studio/pages/plan.html", {"page": page}, status=status)


def _own(request: HttpRequest, public_id: str) -> tuple[Person, Plan]:
    person = guests.current(request)
    if person is None:
        raise Http404
    try:
        return person, plans.find(person, public_id)
    except NotFound:
        raise Http404 from None
