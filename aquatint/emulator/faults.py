"""Faults to come: scripted ahead over HTTP, or asked for inside a prompt as `[[fault:rate_limited retry_after=7]]`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

KINDS: Final[Mapping[str, str]] = {
    "delay": "answer well, after `seconds`",
    "rate_limited": "429 with `retry_after` (2 unless given; any text)",
    "rate_limited_no_hint": "429 without retry-after",
    "insufficient_quota": "429 that means: no money left",
    "billing_hard_limit_reached": "400 that means: the operator's budget is spent",
    "moderation_blocked": "400, refused, and not said at which stage",
    "moderation_input": "400, the words were refused",
    "moderation_output": "400, the painted picture was refused",
    "invalid_value": "400, a parameter was refused",
    "model_not_found": "404, no such model",
    "unauthorized": "401, with the key in the message",
    "forbidden": "403, organisation not verified",
    "http_402": "402",
    "http_408": "408",
    "http_409": "409",
    "http_413": "413",
    "http_500": "500",
    "http_502": "502 with a page in HTML",
    "http_503": "503 with retry-after",
    "http_504": "504 with a page in HTML",
    "http_529": "529",
    "redirect": "307 to another host",
    "html": "200 with a page in HTML",
    "garbage": "200 with bytes that are no JSON",
    "empty_body": "200 with nothing",
    "empty_data": "200 without pictures",
    "null_data": "200 with nulls where pictures belong",
    "url_data": "200 with a URL instead of bytes",
    "wrong_n": "200 with one picture too few",
    "extra_n": "200 with one picture too many",
    "wrong_size": "200 with a picture of another size",
    "wrong_format": "200 with a picture of another format",
    "wrong_type": "200 with text instead of a picture",
    "png_garbage": "200 with the head of a PNG and then noise",
    "bad_base64": "200 with broken base64",
    "escaped_base64": "200 with base64 in JSON escapes (this is valid)",
    "missing_usage": "200 without usage",
    "deep_json": "200 with JSON nested 100,000 deep",
    "gzip": "200 compressed, though nobody asked for it",
    "gzip_bomb": "200 that unpacks to 1 GiB",
    "truncated_json": "200 whose JSON stops in the middle, though the body is complete",
    "cut_before_answer": "the connection ends without a byte",
    "truncated_body": "the connection ends in the middle of the body",
    "silence": "no answer for `seconds` (3600 unless given)",
    "slow_drip": "one byte every 50 ms",
    "endless_body": "a body that never ends",
    "endless_headers": "a head that never ends",
    "stream_error": "an error frame in the middle of a stream",
    "stream_moderation": "a refusal in the middle of a stream",
    "stream_cut": "a stream that ends before the picture",
    "stream_done_early": "a stream that ends well, without a picture",
    "stream_garbage": "a stream with a frame that is no JSON",
}
"""What can happen to a call for pictures; the payment services play some of these too."""

PAYMENT_KINDS: Final[Mapping[str, str]] = {
    "cut_after_acting": "it is done, and the connection ends without a byte",
}
"""What can happen to a payment service only: pictures are not kept there, so that nothing has been done."""

ALL_KINDS: Final[Mapping[str, str]] = {**KINDS, **PAYMENT_KINDS}

_DIRECTIVE = re.compile(r"\[\[(fault|delay):([a-z0-9_.]+)((?:\s+\w+=[^\s\]]*)*)\s*\]\]")

_DRIFT = re.compile(r"\[\[drift:(mild|strong)\s*\]\]")


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fault, for the next `times` calls whose path contains `path`."""

    kind: str
    times: int = 1
    path: str = ""
    seconds: float | None = None
    retry_after: str | int | float | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a kind that there is not."""
        if self.kind not in ALL_KINDS:
            raise ValueError(f"unknown kind {self.kind!r}; there are {', '.join(ALL_KINDS)}")


class FaultBook:
    """The scripted faults that are still to come, in order."""

    def __init__(self) -> None:
        self._faults: list[tuple[Fault, int]] = []

    def add(self, faults: Sequence[Fault]) -> None:
        """Script further faults."""
        self._faults += [(fault, fault.times) for fault in faults]

    def clear(self) -> None:
        """Forget all faults to come."""
        self._faults.clear()

    def pending(self) -> list[dict[str, Any]]:
        """Return the faults to come, each with the number of times left."""
        return [{**msgspec.to_builtins(fault), "times": left} for fault, left in self._faults]

    def take(self, path: str, prompt: str = "") -> Fault | None:
        """Return the fault for this call: what its prompt asks for, else the next scripted one."""
        asked = directive(prompt) if "[[" in prompt else None
        if asked or not self._faults:
            return asked
        for index, (fault, left) in enumerate(self._faults):
            if fault.path in path:
                self._faults[index : index + 1] = [(fault, left - 1)] if left > 1 else []
                return fault
        return None


def drift_asked(prompt: str) -> str:
    """Return the drift of edits that a prompt asks for as `[[drift:strong]]` or `[[drift:mild]]`; "" without."""
    match = _DRIFT.search(prompt)
    return match[1] if match else ""


def directive(prompt: str) -> Fault | None:
    """Return the fault that a prompt asks for, as `[[fault:KIND name=value]]` or `[[delay:SECONDS]]`; None without."""
    match = _DIRECTIVE.search(prompt)
    if match is None:
        return None
    verb, word, rest = match.groups()
    values: dict[str, Any] = dict(pair.split("=", 1) for pair in rest.split())
    values |= {"kind": "delay", "seconds": word} if verb == "delay" else {"kind": word}
    try:
        return msgspec.convert(values, Fault, strict=False)
    except msgspec.ValidationError:
        return None
