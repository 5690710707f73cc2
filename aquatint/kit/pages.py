"""Django's pages as an ASGI application that answers each request whole in one thread of `kit.threads`.

Django's own handler hops between the loop and a thread for every middleware, and makes a new thread, and with it a new
database connection, for each request. Ours reads the body, then lets one thread of the pool do everything else. Views
are plain functions; what streams for long (live updates, files) is routed elsewhere in `aquatint.asgi`.
"""

from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from aquatint.kit import threads
from aquatint.kit.errors import AquatintError, TooLarge, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILES_IN_A_FORM = 5
_PRIVATE = "private, no-store"  # pages belong to who asked; one that may be kept says so itself


class Pages(BaseHandler):
    """Django behind ASGI, one hop per request."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        with SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as body:
            try:
                await _read(Request(scope, receive), body)
                response = await threads.run(self._answer, scope, body)
            except ClientDisconnect:
                return
            except (TooLarge, Unavailable) as error:
                response = _refusal(error)
        await _send(response, send)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Run in a thread: middleware, view, template."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        try:
            request = ASGIRequest(scope, body)
        except UnicodeDecodeError:
            return HttpResponse("The address is not valid UTF-8.", status=400, content_type="text/plain")
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", _PRIVATE)
        request.close()
        if not response.streaming:
            response.close()
        return response


def _refusal(error: AquatintError) -> HttpResponse:
    headers = {"retry-after": f"{error.retry_after:.0f}"} if error.retry_after else {}
    return HttpResponse(error.sentence, status=error.status, headers=headers, content_type="text/plain; charset=utf-8")


async def _read(request: Request, body: IO[bytes]) -> None:
    """Copy the request's body to `body`, in memory or on disk; raise `TooLarge` before it fills the disk."""
    most = _FILES_IN_A_FORM * settings.UPLOAD_BYTES
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > most:
            raise TooLarge(f"The request is larger than {most / 1_000_000:g} MB.")
        body.write(part)
    body.seek(0)


async def _send(response: HttpResponseBase, send: Send) -> None:
    headers = [(name.lower().encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    headers += [(b"set-cookie", cookie.OutputString().encode("ascii")) for cookie in response.cookies.values()]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    if isinstance(response, StreamingHttpResponse):
        await _stream(response, send)
    else:
        await send({"type": "http.response.body", "body": cast("HttpResponse", response).content})


async def _stream(response: StreamingHttpResponse, send: Send) -> None:
    """Send a long answer part by part; each part is made in the pool."""
    parts: Iterator[bytes] = iter(cast("Iterable[bytes]", response.streaming_content))
    try:
        while (part := await threads.run(next, parts, None)) is not None:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body"})
    finally:
        await threads.run(response.close)
