"""Speaking to OpenAI's Images API: one call for all shots, or one stream for each shot when partials are wanted."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import httpx2

from aquatint.kit.http import (
    Answer,
    Body,
    Client,
    NoAnswerError,
    NotListedError,
    NotSentError,
    OutboundError,
    Patience,
    TooBigError,
)
from aquatint.providers.base import Call
from aquatint.providers.errors import BadAnswer, NoAccess, ProviderError, Unknown, Unreachable
from aquatint.providers.openai import answer, failures, mapping, sse
from aquatint.providers.openai.inline import InlineEdit, too_long
from aquatint.providers.openai.mask import translate
from aquatint.providers.openai.together import together
from aquatint.providers.types import Accepted, Event

BASE_URL: Final = "https://api.openai.com/v1"
MAX_BODY: Final = 64 * 1024 * 1024
"""Most bytes of one picture's share of an answer: 4K without compression is about 38 MiB."""

_MAX_ERROR = 256 * 1024
_MEMORY: Final = 64 * 1024 * 1024
"""Most bytes of answers that are in memory at once; beyond it they go to disk on their way."""
_THREADS = 4
_ERRORS: Final[Mapping[type[OutboundError], type[ProviderError]]] = {
    NotListedError: NoAccess,
    NotSentError: Unreachable,
    NoAnswerError: Unknown,
    TooBigError: BadAnswer,
}


@dataclass(frozen=True, slots=True)
class _Part:
    """One HTTP request of a call: `count` shots from `first` on."""

    call: Call
    first: int
    count: int
    stream: bool


class OpenAIAdapter:
    """An `Adapter` for OpenAI and whatever speaks exactly like it. Painting twice costs twice: not repeatable."""

    repeatable = False

    def __init__(
        self,
        *,
        key: str,
        base_url: str = BASE_URL,
        organization: str = "",
        project: str = "",
        patience: Patience | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._patience = patience or Patience()
        self._headers = {"authorization": f"Bearer {key}"}
        self._headers |= {"openai-organization": organization} if organization else {}
        self._headers |= {"openai-project": project} if project else {}
        self._client = Client(origins=[self._base_url], secrets=[key], transport=transport)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="openai")
        self._in_memory = 0

    async def paint(self, call: Call) -> AsyncGenerator[Event]:
        """Paint; see `Adapter.paint`."""
        request = call.request
        stream = mapping.wants_stream(request)
        # What n > 1 does in a stream is not documented, so each shot gets a stream of its own.
        parts = [_Part(call, shot, 1, stream=True) for shot in range(request.n)]
        if not stream:
            parts = [_Part(call, 0, request.n, stream=False)]
        runs = [self._paint(part) for part in parts]
        async with aclosing(runs[0] if len(runs) == 1 else together(runs)) as events:
            async for event in events:
                yield event

    async def close(self) -> None:
        """Give back connections and threads."""
        await self._client.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _paint(self, part: _Part) -> AsyncGenerator[Event]:
        name: str | None = None
        path, body, headers = await self._prepared(part)
        try:
            async with self._client.send(
                "POST", self._base_url + path, headers=headers, body=body, patience=self._patience
            ) as reply:
                name = failures.request_id(reply.headers)
                if reply.status != 200:  # noqa: PLR2004 -- the API knows no other success
                    raise await self._failure(reply)
                if name:
                    yield Accepted(name)
                async with aclosing(self._unpacked(part, reply)) as events:
                    async for event in events:
                        yield event
        except OutboundError as error:
            raise _ERRORS[type(error)](str(error), request_id=name) from None
        except OSError as error:
            raise Unknown(f"the answer could not be kept: {error.strerror}", request_id=name) from error

    async def _prepared(self, part: _Part) -> tuple[str, Body, dict[str, str]]:
        request = part.call.request
        parameters = mapping.fields(request, part.call.upstream_model, n=part.count, stream=part.stream)
        accept = {**self._headers, "accept": "text/event-stream" if part.stream else "application/json"}
        as_json = {**accept, "content-type": "application/json"}
        if not request.is_edit:
            return mapping.GENERATIONS, mapping.json_body(parameters), as_json
        mask = await self._in_thread(translate, request, part.call.workdir / f"mask-{part.first}.png")
        if "moderation" in parameters and not too_long(request):
            return mapping.EDITS, InlineEdit(parameters, request, mask), accept
        return mapping.EDITS, mapping.form_body(parameters, request, mask), accept

    async def _failure(self, reply: Answer) -> ProviderError:
        try:
            body = await reply.read(_MAX_ERROR)
        except OutboundError:
            body = b""  # the status alone still says what kind of error it is
        return failures.from_answer(reply.status, reply.headers, body, self._client.redactor)

    async def _unpacked(self, part: _Part, reply: Answer) -> AsyncGenerator[Event]:
        """Take the body in and yield what is in it."""
        if not reply.headers.get("content-type", "").startswith("text/event-stream"):
            unpacked = await self._from_json(part, reply)
            for event in unpacked.events():
                yield event
            self._judge(unpacked, reply)
            return
        spool = part.call.workdir / f"answer-{part.first}"
        async with aclosing(self._from_stream(part, reply, spool)) as events:
            async for event in events:
                yield event
        spool.unlink()

    async def _from_json(self, part: _Part, reply: Answer) -> answer.Unpacked:
        # Through memory it takes a third less time than through a file, and no thread waits for a disk.
        length = _length(reply.headers)
        if length is None or self._in_memory + length > _MEMORY:
            return await self._through_file(part, reply, part.call.workdir / f"answer-{part.first}")
        self._in_memory += length
        try:
            pieces: list[bytes] = []
            await reply.pour(pieces.append, MAX_BODY * part.count)
            return await self._in_thread(_joined, pieces, part)
        finally:
            self._in_memory -= length

    async def _through_file(self, part: _Part, reply: Answer, spool: Path) -> answer.Unpacked:
        # A write goes to the page cache in a few microseconds, less than handing it to a thread takes.
        with spool.open("wb", buffering=0) as file:
            await reply.pour(file.write, MAX_BODY * part.count)
        return await self._in_thread(answer.unpack_json, spool, part.call.workdir, first=part.first, wanted=part.count)

    async def _from_stream(self, part: _Part, reply: Answer, spool: Path) -> AsyncGenerator[Event]:
        name = failures.request_id(reply.headers)
        splitter = sse.Splitter()
        try:
            with spool.open("wb", buffering=0) as file:
                async for chunk in reply.chunks(MAX_BODY * (1 + part.call.request.partial_images)):
                    file.write(chunk)
                    for span in splitter.feed(chunk):
                        unpacked = await self._in_thread(
                            answer.unpack_event, spool, span, part.call.workdir, shot=part.first
                        )
                        self._judge(unpacked, reply)
                        for event in unpacked.events():
                            yield event
                        if unpacked.pictures:
                            return
        except sse.EventTooLong:
            raise BadAnswer(f"an event is longer than {sse.MAX_EVENT} bytes", request_id=name) from None
        raise Unknown("the stream ended before the picture came", request_id=name)

    def _judge(self, unpacked: answer.Unpacked, reply: Answer) -> None:
        if unpacked.error is not None:
            raise failures.from_frame(unpacked.error, reply.headers, self._client.redactor)
        if unpacked.problem:
            raise BadAnswer(unpacked.problem, request_id=failures.request_id(reply.headers))

    async def _in_thread[**Arguments, Result](
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args, **kwargs))


def _length(headers: Mapping[str, str]) -> int | None:
    """Return how long the body says it is."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else None


def _joined(pieces: list[bytes], part: _Part) -> answer.Unpacked:
    whole = b"".join(pieces)
    pieces.clear()
    return answer.unpack_json(whole, part.call.workdir, first=part.first, wanted=part.count)


def make(environment: Mapping[str, str]) -> OpenAIAdapter:
    """Return the adapter for `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID`."""
    return OpenAIAdapter(
        key=environment["OPENAI_API_KEY"].strip(),
        base_url=environment.get("OPENAI_BASE_URL") or BASE_URL,
        organization=environment.get("OPENAI_ORG_ID", ""),
        project=environment.get("OPENAI_PROJECT_ID", ""),
    )
