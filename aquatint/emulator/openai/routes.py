"""The endpoints: generations, edits, models."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.faults import Fault
from aquatint.emulator.openai import answers, asks, misbehaviour, streaming
from aquatint.emulator.openai.asks import Ask
from aquatint.emulator.openai.errors import Wrong, head
from aquatint.emulator.openai.replies import Cut, Pieces
from aquatint.emulator.world import World

_CREATED = 1_790_000_000
_FOR_EVER = 3600.0


def routes(world: World) -> list[BaseRoute]:
    """Return the routes below `/v1`."""

    def painting(read: Callable[[Request], Awaitable[Ask]]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return await _paint(world, request, read)
            except Wrong as wrong:
                return wrong.response()

        return endpoint

    async def models(request: Request) -> Response:
        try:
            _key(request)
        except Wrong as wrong:
            return wrong.response()
        listed = [{"id": name, "object": "model", "created": _CREATED, "owned_by": "openai"} for name in asks.MODELS]
        return JSONResponse({"object": "list", "data": listed}, headers=head())

    return [
        Route("/images/generations", painting(asks.generation), methods=["POST"]),
        Route("/images/edits", painting(asks.edit), methods=["POST"]),
        Route("/models", models),
    ]


async def _paint(world: World, request: Request, read: Callable[[Request], Awaitable[Ask]]) -> Response:
    key = _key(request)
    ask = await read(request)
    path = request.url.path
    fault = world.faults.take(path, ask.prompt)
    _note(world, path, key, ask, fault)
    seconds = world.options.delay if fault is None or fault.seconds is None else fault.seconds
    if fault:
        if fault.kind == "silence":
            await asyncio.sleep(_FOR_EVER if fault.seconds is None else seconds)
            return Cut()
        wrong = misbehaviour.refusal(fault, key) or await run_in_threadpool(
            misbehaviour.spoiled, fault, ask, world.options
        )
        if wrong:
            await asyncio.sleep(seconds)
            return wrong
    if ask.stream:
        # Several shots in streams come as calls of their own, with the same words; each is to look different.
        ask = replace(ask, turn=next(world.turns))
        return streaming.reply(ask, world.options, fault, seconds)
    if seconds:
        await asyncio.sleep(seconds)
    return Pieces(answers.body(ask, await _shots(world, ask)))


async def _shots(world: World, ask: Ask) -> list[bytes]:
    if answers.are_ready(ask, world.options):
        return answers.shots(ask, world.options)
    return await run_in_threadpool(answers.shots, ask, world.options)


def _key(request: Request) -> str:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Wrong("You didn't provide an API key.", code="invalid_api_key", status=401)
    return key.strip()


def _note(world: World, path: str, key: str, ask: Ask, fault: Fault | None) -> None:
    world.journal.note(
        path=path,
        key=key,
        model=ask.model,
        prompt=ask.prompt,
        n=ask.n,
        size="{}x{}".format(*ask.size) if ask.size else "auto",
        images=len(ask.images),
        mask=ask.mask is not None,
        fault=fault.kind if fault else None,
        sent={name: value for name, value in ask.sent.items() if name != "prompt"},
    )
