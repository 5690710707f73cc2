"""Errors in the envelope of the OpenAI API, `{"error": {message, type, param, code}}`, with the headers clients obey.

`x-should-retry` tells the official SDK what we know better than its rule of thumb: it repeats every 409, 429 and 5xx
twice by itself, and repeating a failed generation would start a second one.
Source: openai-python `_base_client.py` and `_exceptions.py`; the envelope is that of the public API reference.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse

from aquatint.kit.errors import AquatintError, InvalidRequest, Unavailable

_TYPES = {
    401: "authentication_error",
    402: "insufficient_credits",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    429: "rate_limit_error",
}
_SERVER_ERROR = 500
_UNREAD = {408, 413}  # the rest of the body is not read, so the connection is of no more use
_PLACES = {("header",), ("query",), ("path",)}  # where the framework found a parameter; clients know it by its name


class BodyInvalid(InvalidRequest):
    """The body does not fit its schema."""

    code = "invalid_value"


class ParameterUnknown(InvalidRequest):
    """A parameter that we do not know; nothing is dropped silently."""

    code = "unknown_parameter"


class AnswerDelayed(Unavailable):
    """The generation was started and goes on, but cannot be told of now. Asking again blindly would start another."""

    code = "answer_delayed"
    can_retry = False


def response(error: AquatintError) -> JSONResponse:
    """Return the answer for an error of the family."""
    headers = {"x-should-retry": "true" if error.can_retry else "false"}
    if error.retry_after is not None:
        headers["retry-after"] = str(max(1, round(error.retry_after)))
    if error.status == 401:  # noqa: PLR2004 -- RFC 9110 section 11.6.1 wants the challenge
        headers["www-authenticate"] = "Bearer"
    if error.status in _UNREAD:
        headers["connection"] = "close"
    body = envelope(error.sentence, kind(error.status), code=error.code, field=error.field)
    return JSONResponse(body, error.status, headers)


def plain(
    status: int, sentence: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the answer for something that has no member in the family."""
    return JSONResponse(
        envelope(sentence, kind(status), code=code), status, {**(headers or {}), "x-should-retry": "false"}
    )


def kind(status: int) -> str:
    """Return OpenAI's name for a family of errors."""
    return _TYPES.get(status, "server_error" if status >= _SERVER_ERROR else "invalid_request_error")


def envelope(sentence: str, kind: str, *, code: str | None = None, field: str | None = None) -> dict[str, Any]:
    """Return the body of an error."""
    return {"error": {"message": sentence, "type": kind, "param": field, "code": code}}


def from_validation(problems: Sequence[Any]) -> InvalidRequest:
    """Return the first problem that the schema found, as an error that names its field."""
    first = problems[0]
    place = first["loc"][1:] if first["loc"][:1] in _PLACES else first["loc"]
    field = ".".join(str(part) for part in place) or None
    if first["type"] == "extra_forbidden":
        return ParameterUnknown(f"There is no parameter {field!r} here.", field=field)
    return BodyInvalid(f"{field or 'The body'}: {first['msg']}.", field=field)
