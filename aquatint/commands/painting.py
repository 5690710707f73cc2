"""What `aquatint paint` does once the instance is open: the verbs that the page and the API call, in this process."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.conf import settings

from aquatint.accounts import actions as accounts
from aquatint.accounts.errors import AddressTaken
from aquatint.accounts.models import Person
from aquatint.api.waiting import listen
from aquatint.catalog import offers
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import Quote, quote
from aquatint.commands.instance import say
from aquatint.commands.paint import Order
from aquatint.commands.progress import Progress
from aquatint.generations import actions, painting, reading
from aquatint.generations.errors import AlreadyEnded
from aquatint.generations.models import Generation, Shot, State
from aquatint.generations.watching import Watch
from aquatint.kit import ids, threads
from aquatint.kit.errors import AquatintError
from aquatint.kit.events import hub
from aquatint.ledger import actions as ledger
from aquatint.ledger.balance import balance
from aquatint.media import serving, storage, uploads
from aquatint.media.uploads import Taken
from aquatint.providers import registry
from aquatint.providers.types import ImageRequest, Size, Source

OPERATOR = "operator@localhost"
"""Whose pictures these are. An ordinary account: painting needs no rights, so it has none."""
_REASON = "For the operator's own `aquatint paint`"
_OPTIONS = {"prompt": "WORDS", "image": "--edit", "output_format": "--format", "background": "--transparent"}
_MOMENT = 0.7  # seconds that a running worker has to take it before this process does
_TICK = 0.25
_CANCELLED = 130


def run(order: Order) -> int:
    """Paint and tell; return the exit code. Wrong usage is raised as `click.BadParameter`."""
    try:
        return asyncio.run(_run(order))
    except AquatintError as error:
        if error.field is None:
            raise
        hint = _OPTIONS.get(error.field, f"--{error.field}")
        raise click.BadParameter(error.sentence, param_hint=hint) from error


async def _run(order: Order) -> int:
    identity = ids.new()
    async with _in_process(), listen(identity) as waiter:
        generation, price = await threads.run(_start, order, identity)
        progress = Progress(usual=price.seconds, partials=generation.sent["partial_images"], quiet=order.quiet)
        progress.show(generation.state)
        with _cancelled_by_interrupt(generation):
            painting_here = asyncio.create_task(_paint_if_nobody_does(identity))
            try:
                async for heard in waiter.moves(beat=_TICK):
                    progress.show(heard.get("state"), heard["index"] + 1 if "index" in heard else None)
                    if painting_here.done():
                        painting_here.result()  # what broke here must not be waited for
                await painting_here
            finally:
                progress.end()
                painting_here.cancel()
        ended = await threads.run(reading.ended, identity)
    return _tell(order, ended.generation, ended.shots)


@contextlib.asynccontextmanager
async def _in_process() -> AsyncIterator[None]:
    """Have what verbs and painters need in this process."""
    threads.start(settings.WORKER_THREADS)
    await hub.start()
    try:
        yield
    finally:
        await registry.close()
        await hub.stop()
        threads.stop()


def _start(order: Order, identity: UUID) -> tuple[Generation, Quote]:
    offer = offers.find(order.model)
    request = _request(order, offer)
    price = quote(offer, fit(offer, request))
    person = _operator()
    taken: list[Taken] = []
    try:
        taken += [uploads.take_in(path, field="image", name=path.name) for path in order.edit]
        mask = uploads.take_in_mask(order.mask) if order.mask else None
        taken += [mask] if mask else []
        request = request.evolve(
            images=tuple(_source(one) for one in taken if one is not mask), mask=_source(mask) if mask else None
        )
        _afford(person, price, identity)
        images = [one for one in taken if one is not mask]
        started = actions.start(
            person=person, request=request, offer=offer, origin="cli", inputs=images, mask=mask, identity=identity
        )
    except AquatintError:
        storage.take_back(*(one.kept for one in taken))
        raise
    return started, price


def _request(order: Order, offer: Offer) -> ImageRequest:
    size = Size.parse(order.size) if order.size else None
    if order.size and size is None:
        raise click.BadParameter("Write WIDTHxHEIGHT, such as 1536x1024.", param_hint="--size")
    free = 3 if offer.is_sandbox and offer.can.streaming else 0
    return ImageRequest(
        model=order.model or "",
        prompt=order.words,
        n=order.n,
        size=size,
        quality=order.quality,  # type: ignore[arg-type] # the model says which it has
        background="transparent" if order.transparent else "auto",
        output_format=order.output_format,  # type: ignore[arg-type]
        seed=order.seed,
        partial_images=free if order.partials is None else order.partials,
    )


def _source(taken: Taken) -> Source:
    facts = taken.facts
    return Source(storage.path_of(taken.kept.sha256), facts.media_type, Size(facts.width, facts.height))


def _operator() -> Person:
    with contextlib.suppress(AddressTaken):
        return Person.objects.filter(email=OPERATOR).first() or accounts.create_person(email=OPERATOR)
    return Person.objects.get(email=OPERATOR)  # two at the same moment: the other one made it


def _afford(person: Person, price: Quote, identity: UUID) -> None:
    """Give the operator what this picture lacks, as a gift that the books show."""
    missing = price.total - balance(person).available
    if missing > 0:
        ledger.grant(person=person, credits=missing, source="gift", key=f"paint:{identity.hex}", reason=_REASON)


async def _paint_if_nobody_does(identity: UUID) -> None:
    """Be the worker of this one generation if no running worker takes it within a moment."""
    await asyncio.sleep(_MOMENT)
    watch = Watch()
    await watch.start()
    try:
        for claim in await threads.run(actions.claim, worker=watch.worker, only=identity):
            await painting.paint(claim, watch=watch)
    finally:
        await watch.stop()


@contextlib.contextmanager
def _cancelled_by_interrupt(generation: Generation) -> Iterator[None]:
    """Let the first Ctrl-C cancel the generation, which then ends in good order; a second one ends the process."""
    loop = asyncio.get_running_loop()
    cancelling: list[asyncio.Task[None]] = []

    def interrupted() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        cancelling.append(asyncio.create_task(_cancel(generation)))

    loop.add_signal_handler(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


async def _cancel(generation: Generation) -> None:
    with contextlib.suppress(AlreadyEnded):
        await threads.run(actions.cancel, generation=generation, by=generation.person)


def _tell(order: Order, row: Generation, shots: list[Shot]) -> int:
    written = [_written(order, shot) for shot in shots if shot.image is not None]
    if order.as_json:
        click.echo(json.dumps(_as_json(row, written), ensure_ascii=False))
    else:
        _tell_people(row, written)
    if row.state == State.CANCELLED:
        return _CANCELLED
    return 0 if row.state == State.DONE else 1


def _tell_people(row: Generation, written: list[Mapping[str, Any]]) -> None:
    for one in written:
        click.echo(f"{one['path']}  {one['width']}x{one['height']}  {one['bytes'] / 1_000_000:.1f} MB")
    credits_ = "1 credit" if row.charged == 1 else f"{row.charged} credits"
    if written:
        click.echo(f"{credits_}, {row.offer.title}.")
    if written and row.offer.is_sandbox:
        click.echo("Sandbox: drawn by code from your words. No model was involved.")
    if row.reason:
        say(row.reason if written or "Nothing was charged" in row.reason else f"{row.reason} Nothing was charged.")


def _as_json(row: Generation, written: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "generation": row.public_id,
        "state": row.state,
        "model": row.offer.slug,
        "provider": row.offer.provider,
        "sandbox": row.offer.is_sandbox,
        "credits": row.charged,
        "files": written,
        "reason": {"code": row.reason_code, "message": row.reason} if row.reason_code else None,
    }


def _written(order: Order, shot: Shot) -> Mapping[str, Any]:
    """Copy a picture to where it was wanted: the whole file appears at once or not at all."""
    image = shot.image
    assert image is not None  # noqa: S101 -- the caller asks only for delivered shots
    path = order.output or Path(serving.file_name(image))
    if order.output and order.n > 1:
        path = path.with_name(f"{path.stem}-{shot.index + 1}{path.suffix}")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        shutil.copyfile(storage.path_of(image.sha256), draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        sentence = f"{path} cannot be written ({error.strerror}). The picture is kept: {image.public_id}."
        raise click.ClickException(sentence) from error
    return {
        "path": str(path),
        "width": image.width,
        "height": image.height,
        "media_type": image.media_type,
        "bytes": image.bytes,
        "sha256": image.sha256,
    }
