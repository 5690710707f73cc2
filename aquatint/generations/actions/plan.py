"""Plan: make a plan, change it, paint it as a set."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.catalog.fit import MOST_SHOTS
from aquatint.generations import errors, planning, plans, workshop
from aquatint.generations.actions.start import start
from aquatint.generations.models import Generation, Plan
from aquatint.kit import clock

_SHOTS = 4


def make_plan(
    *,
    person: Person,
    prompt: str,
    count: int = _SHOTS,
    texts: Sequence[str] = (),
    settings: Mapping[str, Any] | None = None,
) -> Plan:
    """Return a plan for a set of so many pictures, to be looked at and changed before it is painted. Free.

    Raises `PlanInvalid`, `PromptMissing`, `PromptTooLong` and what else a request may be refused for.
    """
    if not 2 <= count <= MOST_SHOTS:  # noqa: PLR2004 -- one picture is no set
        raise errors.PlanInvalid(f"A set has 2 to {MOST_SHOTS} pictures; this asks for {count}.", field="n")
    words = plans.checked_prompt(prompt)
    exact = plans.checked_changes({"texts": list(texts)})["texts"]
    draft = workshop.do(planning.drafted, words, count, exact)
    plan = Plan(
        person=person,
        prompt=words,
        brief=draft.brief,
        shots=draft.shots,
        cast=draft.cast,
        palette=draft.palette,
        texts=exact,
        settings=plans.checked_settings(settings or {}),
        planner=plans.PLANNER,
    )
    plans.quote_of(plan)  # what could not be painted is refused now
    plan.save(force_insert=True)
    return plan


@transaction.atomic
def edit_plan(*, person: Person, plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Change brief, shots, cast, palette or texts of a plan. Raises `PlanPainted`, `PlanUnknown` or `PlanInvalid`."""
    row = _locked(person, plan)
    if row.generation_id is not None:
        raise errors.PlanPainted("This plan has been painted. Make a new one from it to change something.")
    for name, value in plans.checked_changes(changes).items():
        setattr(row, name, value)
    row.edited = clock.now()
    plans.quote_of(row)
    row.save()
    return row


@transaction.atomic
def start_set(
    *, person: Person, plan: Plan, origin: str = "studio", key: str | None = None, identity: UUID | None = None
) -> Generation:
    """Hold the price of all pictures of a plan and queue it; charged are those that come. A plan is painted once.

    The same again gives the same generation. Raises `PlanUnknown` and what `start` raises.
    """
    row = _locked(person, plan)
    if row.generation is not None:
        return row.generation
    offer, request = plans.request_of(row)
    generation = start(person=person, request=request, offer=offer, origin=origin, key=key, identity=identity)
    row.generation = generation
    row.save(update_fields=["generation"])
    return generation


def _locked(person: Person, plan: Plan) -> Plan:
    row = Plan.objects.select_for_update(of=("self",)).filter(id=plan.id, person=person).first()
    if row is None:
        raise errors.PlanUnknown("There is no such plan here.", field="id")
    return row
