"""Plans: from a prompt to a brief and shots, and from a plan to the request that paints it.

No adapter here plans by a model yet: the sandbox's planner makes every plan, whatever paints it. It is a program, and
the plan says so.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aquatint.accounts.models import Person
from aquatint.catalog import errors as refusals
from aquatint.catalog import offers
from aquatint.catalog.fit import MOST_SHOTS, fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import Quote, quote
from aquatint.generations import errors
from aquatint.generations.models import Plan
from aquatint.kit import ids
from aquatint.kit.text import is_storable
from aquatint.providers.types import ImageRequest, ShotPlan, Size

PLANNER: Final = "sandbox"
SETTINGS: Final = ("model", "size", "quality", "output_format", "background", "seed", "texts_required", "moderation")
_LONGEST: Final = 32_000
_SHORT: Final = 200
_MOST_CAST: Final = 20


def find(person: Person, public_id: str) -> Plan:
    """Return a plan of this person. Raises `PlanUnknown`."""
    identity = ids.parse(Plan.prefix, public_id)
    found = Plan.objects.select_related("generation").filter(id=identity, person=person).first() if identity else None
    if found is None:
        raise errors.PlanUnknown("There is no such plan here.", field="id")
    return found


def request_of(plan: Plan) -> tuple[Offer, ImageRequest]:
    """Return with what a plan is painted, and the request. Raises `ModelUnknown` or `PlanInvalid`."""
    settings = {name: value for name, value in plan.settings.items() if value not in {None, ""}}
    offer = offers.find(settings.pop("model", None))
    size = Size.parse(str(settings.pop("size", "")))
    shared = "" if offer.is_sandbox else _shared(plan)
    shots = tuple(
        ShotPlan(shot["title"], f"{shot['prompt']}{shared}", tuple(shot.get("texts", ()))) for shot in plan.shots
    )
    return offer, ImageRequest(model=offer.slug, prompt=plan.prompt, size=size, shots=shots, n=len(shots), **settings)


def _shared(plan: Plan) -> str:
    """Return the words about cast and palette that a model reads with every shot; the sandbox keeps both by itself."""
    cast = f" In every picture of the set: {', '.join(plan.cast)}." if plan.cast else ""
    return f"{cast} Palette of the set: {plan.palette}." if plan.palette else cast


def quote_of(plan: Plan) -> Quote:
    """Return what painting a plan costs: by the picture, for those that are delivered."""
    offer, request = request_of(plan)
    return quote(offer, fit(offer, request))


def checked_prompt(prompt: str) -> str:
    """Return the words that a plan is made from. Raises `PromptUnreadable` or `PromptTooLong`, as a picture's would."""
    words = prompt.strip()
    if not is_storable(words):
        raise refusals.PromptUnreadable("The words hold a character that no text has, such as NUL.", field="prompt")
    if len(words) > _LONGEST:
        sentence = f"These are {len(words):,} characters; a plan is made from up to {_LONGEST:,}."
        raise refusals.PromptTooLong(sentence, field="prompt")
    return words


def checked_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes to a plan that were asked for, as they are stored. Raises `PlanInvalid` with the field."""
    known: dict[str, Callable[[Any], Any]] = {
        "brief": _words,
        "shots": _shots,
        "cast": _cast,
        "palette": _palette,
        "texts": _texts,
    }
    for name in changes:
        if name not in known:
            raise errors.PlanInvalid(f"A plan has no {name!r}.", field=name)
    return {name: known[name](value) for name, value in changes.items()}


def checked_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a plan. Raises `PlanInvalid` for one that there is not."""
    for name in settings:
        if name not in SETTINGS:
            raise errors.PlanInvalid(f"A set has no setting {name!r}.", field=name)
    return dict(settings)


def _words(value: Any, field: str = "brief", most: int = _LONGEST) -> str:  # noqa: ANN401 -- from outside
    if not isinstance(value, str) or len(value) > most or not is_storable(value):
        raise errors.PlanInvalid(f"Give {field} as text of at most {most:,} characters.", field=field)
    return value.strip()


def _palette(value: Any) -> str:  # noqa: ANN401
    return _words(value, "palette", _SHORT)


def _cast(value: Any) -> list[str]:  # noqa: ANN401
    if not isinstance(value, list) or len(value) > _MOST_CAST:
        raise errors.PlanInvalid(f"Give cast as a list of at most {_MOST_CAST} texts.", field="cast")
    return [_words(one, "cast", _SHORT) for one in value]


def _texts(value: Any) -> list[str]:  # noqa: ANN401
    if not isinstance(value, list | tuple) or len(value) > _MOST_CAST:
        raise errors.PlanInvalid(f"Give texts as a list of at most {_MOST_CAST}.", field="texts")
    return [text for one in value if (text := _words(one, "texts", 2 * _SHORT))]


def _shots(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_SHOTS:  # noqa: PLR2004 -- one picture is no set
        raise errors.PlanInvalid(f"A set has 2 to {MOST_SHOTS} pictures.", field="shots")
    return [_checked_shot(shot) for shot in value]


def _checked_shot(shot: Any) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(shot, dict) or not set(shot) <= {"title", "prompt", "texts"}:
        raise errors.PlanInvalid("A shot has a title, a prompt and texts.", field="shots")
    prompt = _words(shot.get("prompt"), "shots")
    if not prompt:
        raise errors.PlanInvalid("Say of each picture what it should show.", field="shots")
    return {
        "title": _words(shot.get("title", ""), "shots", _SHORT),
        "prompt": prompt,
        "texts": _texts(shot.get("texts", [])),
    }
