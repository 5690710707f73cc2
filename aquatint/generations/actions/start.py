"""Start: one transaction that quotes, holds and writes the rows. The row in state `queued` is the job."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from aquatint.accounts.models import Person
from aquatint.catalog import sizes
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import Quote, quote
from aquatint.generations import errors, news, pixels, requests
from aquatint.generations.models import Generation, Input, Shot
from aquatint.kit import clock, ids
from aquatint.kit.errors import AquatintError
from aquatint.kit.rows import insert
from aquatint.ledger import actions as ledger
from aquatint.ledger.errors import KeyReused as GrantedBefore
from aquatint.ledger.models import Hold, Source
from aquatint.media import actions as media
from aquatint.media.models import Image, Origin
from aquatint.media.uploads import Taken
from aquatint.providers.types import ImageRequest

Picture = Image | Taken
"""An input picture: one that the person has, or a file that just came in and gets its row with the generation."""

_RETRY_AFTER = 5.0
_UNFINISHED = """
    SELECT count(*) FROM generations_generation
    WHERE person_id = %s AND state IN ('queued', 'running', 'unsettled')  -- models.OPEN_STATES, the index's condition
"""
_TRIAL_DAYS = 7


def start(
    *,
    person: Person,
    request: ImageRequest,
    offer: Offer,
    origin: str,
    inputs: Sequence[Picture] = (),
    mask: Picture | None = None,
    key: str | None = None,
    trial: bool = False,
    identity: UUID | None = None,
) -> Generation:
    """Hold the credits for a request and queue it, all or nothing.

    `request.images` and `request.mask` are the sources of `inputs` and `mask`. The same idempotency `key` again gives
    the same generation, and `KeyReused` for another request. `identity` is the id that the generation gets, for callers
    who listen before they start. `trial` grants a guest the one free picture.

    Raises a `catalog.errors` member, `InsufficientCredits`, `TooManyRunning`, `TrialUsed` or `KeyReused`; then nothing
    is held and nothing stored.
    """
    fitted = fit(offer, request)
    price = quote(offer, fitted)
    digest = requests.digest(request, [_sha256(picture) for picture in (*inputs, *([mask] if mask else []))])
    if key is not None and (known := _known(person, key, digest)):
        return known
    _refuse_empty_mask(request)
    generation = Generation(
        id=identity or ids.new(),
        person=person,
        offer=offer,
        origin=origin,
        asked=requests.to_json(request),
        sent=_sent(request, fitted, inputs),
        shots_wanted=price.shots,
        per_shot=price.per_shot,
        trial=trial,
        idempotency_key=key,
        idempotency_digest=digest if key is not None else None,
    )
    try:
        return _write(generation, price, inputs, mask)
    except (IntegrityError, AquatintError):
        if key is not None and (known := _known(person, key, digest)):
            return known  # two requests with one key at the same moment: the other one won
        raise


def _sent(request: ImageRequest, fitted: ImageRequest, inputs: Sequence[Picture]) -> dict[str, Any]:
    """Return what is sent, and what else a worker needs to know of it.

    That is the size of what is delivered where that is not what the provider paints, and what a canvas holds.
    """
    sent = requests.to_json(fitted)
    if request.is_locked:
        sent["delivers"] = str(request.images[0].size)
    if inputs and isinstance(inputs[0], Taken) and inputs[0].holds:
        sent["extends"] = dict(inputs[0].holds)
    return sent


def _refuse_empty_mask(request: ImageRequest) -> None:
    """Refuse a mask without any white before a provider is paid for nothing."""
    if request.mask is not None and request.is_locked and not pixels.marks_something(request.mask.path):
        raise errors.MaskEmpty("Nothing is marked, so nothing may change. Mark the part to change.", field="mask")


def _known(person: Person, key: str, digest: bytes) -> Generation | None:
    known = Generation.objects.filter(person=person, idempotency_key=key).first()
    if known is not None and bytes(known.idempotency_digest or b"") != digest:
        raise errors.KeyReused(
            "This idempotency key was used for another request. Use a new key for a new request.",
            field="Idempotency-Key",
        )
    return known


@transaction.atomic
def _write(generation: Generation, price: Quote, inputs: Sequence[Picture], mask: Picture | None) -> Generation:
    generation.hold = _hold(generation, price)
    _refuse_crowd(generation.person)
    insert([generation], [Shot(generation=generation, index=index) for index in range(generation.shots_wanted)])
    _write_inputs(generation, inputs, mask)
    news.wake_workers()
    if generation.origin == "studio":
        news.tell(generation=generation.id, person=generation.person_id, state=generation.state)
    return generation


def _hold(generation: Generation, price: Quote) -> Hold:
    """Hold the worst case. The wallet's lock that this takes also puts one person's starts in a row."""
    if generation.trial:
        _grant_trial(generation, price)
    words = f"{price.shots} × {generation.offer.title}"
    return ledger.hold(
        person=generation.person, credits=price.total, key=f"generation:{generation.id.hex}", reason=words
    )


def _grant_trial(generation: Generation, price: Quote) -> None:
    person = generation.person
    used = errors.TrialUsed("The free picture on this device has been made. Sign up to make more; your words are kept.")
    if price.shots != 1 or sizes.class_of(generation.size) != "1k":
        raise errors.TrialTooLarge("The free picture is one picture at 1K. Sign up to make more; your words are kept.")
    if Generation.objects.filter(person=person, trial=True).exists():
        raise used
    try:
        ledger.grant(
            person=person,
            credits=price.total,
            source=Source.TRIAL,
            key=f"trial:{person.id.hex}",
            reason="One free picture without an account",
            expires=clock.now() + timedelta(days=_TRIAL_DAYS),
        )
    except GrantedBefore:
        raise used from None  # two at the same moment: the other one won


def _refuse_crowd(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UNFINISHED, [person.pk])
        (unfinished,) = cursor.fetchone()
    if unfinished >= settings.RUNNING_PER_PERSON:
        raise errors.TooManyRunning(
            f"{unfinished} of your generations are unfinished, and that is the most at once. Wait for one to end.",
            retry_after=_RETRY_AFTER,
        )


def _sha256(picture: Picture) -> str:
    return picture.kept.sha256 if isinstance(picture, Taken) else picture.sha256


def _write_inputs(generation: Generation, inputs: Sequence[Picture], mask: Picture | None) -> None:
    rows = [
        Input(generation=generation, position=position, image=_owned(generation, picture))
        for position, picture in enumerate(inputs)
    ]
    if mask is not None:
        rows.append(Input(generation=generation, role=Input.Role.MASK, image=_owned(generation, mask)))
    if rows:
        Input.objects.bulk_create(rows)


def _owned(generation: Generation, picture: Picture) -> Image:
    """Return the picture's row; a file that just came in gets one, owned by who asks."""
    if isinstance(picture, Image):
        return picture
    return media.record(
        owner=generation.person_id,
        origin=Origin.SIDECAR if picture.made_here else Origin.UPLOAD,
        name=picture.name,
        pictures=[(picture.kept, picture.facts)],
        said=[{"changes": list(picture.changes)}],
    )[0]
