"""From OpenAI's errors to ours.

An error is known by its `code` first, then its `type`, then the HTTP status: a spent budget arrives as 400, an empty
account as 429. Source: reference of the Images API and the error types of openai-python 3.52.
"""

import math
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, Final

import msgspec

from aquatint.kit.clock import now
from aquatint.kit.redaction import Redactor
from aquatint.providers.errors import (
    BadAnswer,
    BadRequest,
    Broken,
    BudgetSpent,
    NoAccess,
    ProviderError,
    RateLimited,
    Refused,
)

LONGEST_WAIT: Final = 3600.0
"""A longer `retry-after` is not believed; seconds."""

_LONGEST_DETAIL = 600
_BY_WORD: Final[Mapping[str, type[ProviderError]]] = {
    "moderation_blocked": Refused,
    "content_policy_violation": Refused,
    "image_content_policy_violation": Refused,
    "content_filter": Refused,
    "bio_policy": Refused,
    "billing_hard_limit_reached": BudgetSpent,
    "billing_not_active": BudgetSpent,
    "insufficient_quota": BudgetSpent,
    "model_not_found": NoAccess,
    "invalid_api_key": NoAccess,
    "unsupported_country_region_territory": NoAccess,
    "authentication_error": NoAccess,
    "permission_error": NoAccess,
    "rate_limit_exceeded": RateLimited,
    "rate_limit_error": RateLimited,
    "server_error": Broken,
    "invalid_value": BadRequest,
}
_BY_STATUS: Final[Mapping[int, type[ProviderError]]] = {
    401: NoAccess,
    402: BudgetSpent,
    403: NoAccess,
    404: NoAccess,
    408: Broken,
    409: Broken,
    425: Broken,
    429: RateLimited,
    451: Refused,
}
_REFUSALS: Final = {
    "input": ("provider_refused_input", "The provider's safety system refused the words or pictures that were sent"),
    "output": ("provider_refused_output", "The provider's safety system held back the picture that it had painted"),
}


def from_answer(status: int, headers: Mapping[str, str], body: bytes, redactor: Redactor) -> ProviderError:
    """Return the error that an answer other than 200 means. `body` may be anything, or cut off."""
    return _failure(status, _error_object(body), headers, redactor)


def from_frame(error: object, headers: Mapping[str, str], redactor: Redactor) -> ProviderError:
    """Return the error that a frame in the middle of a stream means."""
    return _failure(500, error if isinstance(error, Mapping) else {"message": str(error)}, headers, redactor)


def request_id(headers: Mapping[str, str]) -> str | None:
    """Return OpenAI's name for the request."""
    return headers.get("x-request-id", "")[:200] or None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds to wait; None if nothing, or nothing credible, is said."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return min(milliseconds / 1000, LONGEST_WAIT)
    said = headers.get("retry-after")
    seconds = _number(said)
    if seconds is None and said:
        seconds = _until(said)
    return None if seconds is None else min(seconds, LONGEST_WAIT)


def _failure(status: int, error: Mapping[str, Any], headers: Mapping[str, str], redactor: Redactor) -> ProviderError:
    words = {name: error[name] for name in ("type", "code", "param") if isinstance(error.get(name), str)}
    kind = _kind(status, words)
    detail = redactor.clean(f"HTTP {status} {words}: {error.get('message') or ''}")[:_LONGEST_DETAIL]
    name = request_id(headers)
    if kind is Refused:
        return _refusal(error.get("moderation_details"), detail, name)
    return kind(
        detail,
        field=words.get("param") if kind is BadRequest else None,
        request_id=name,
        retry_after=retry_after(headers) if kind in {RateLimited, Broken} else None,
    )


def _kind(status: int, words: Mapping[str, str]) -> type[ProviderError]:
    for word in (words.get("code"), words.get("type")):
        if word is not None and word in _BY_WORD:
            return _BY_WORD[word]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:  # noqa: PLR2004 -- HTTP's class of the server's own errors
        return Broken
    if status >= 400:  # noqa: PLR2004 -- HTTP's class of the client's errors
        return BadRequest
    # A redirect means that the base URL is wrong; any other success is not one that this API has.
    return NoAccess if status >= 300 else BadAnswer  # noqa: PLR2004


def _refusal(details: object, detail: str, name: str | None) -> Refused:
    details = details if isinstance(details, Mapping) else {}
    stage, categories = details.get("moderation_stage"), details.get("categories")
    listed = [str(category)[:60] for category in categories][:8] if isinstance(categories, list) else []
    code, sentence = _REFUSALS.get(str(stage), (Refused.code, Refused.sentence.rstrip(".")))
    reason = f" ({', '.join(listed)})" if listed else ""
    return Refused(
        f"{detail} stage={stage} categories={listed}", code=code, sentence=f"{sentence}{reason}.", request_id=name
    )


def _error_object(body: bytes) -> Mapping[str, Any]:
    try:
        decoded = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return {"message": body[:200].decode(errors="replace")}
    error = decoded.get("error") if isinstance(decoded, dict) else None
    if isinstance(error, Mapping):
        return error
    return {"message": str(error or decoded)}


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())
