"""What each kind of fault does to an answer."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import msgspec
import pybase64
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aquatint.emulator.faults import Fault
from aquatint.emulator.openai import answers
from aquatint.emulator.openai.asks import Ask
from aquatint.emulator.openai.errors import Wrong, head
from aquatint.emulator.openai.replies import Cut, EndlessHead, Flow, Pieces, dripping, endless
from aquatint.emulator.world import Options

_PAGE = "<!doctype html><title>Bad gateway</title><h1>The origin did not answer</h1>"
_DRIP = 0.05
_USER_ERROR = "image_generation_user_error"


def refusal(fault: Fault, key: str) -> Response | None:
    """Return the error answer that the fault means, or None if it is of another sort."""
    if fault.kind in {"http_502", "http_504"}:
        return HTMLResponse(_PAGE, int(fault.kind[5:]), head())
    if fault.kind == "redirect":
        return RedirectResponse("https://example.com/elsewhere", headers=head())
    wrong = _wrongs(key).get(fault.kind)
    if wrong is None:
        return None
    hint = "2" if fault.retry_after is None else str(fault.retry_after)
    return wrong.response({"retry-after": hint} if fault.kind in {"rate_limited", "http_503"} else {})


def _wrongs(key: str) -> Mapping[str, Wrong]:
    busy, broken = "Rate limit reached for images per minute.", "The server had an error. Sorry about that!"
    quota, limit = "You exceeded your current quota.", "Billing hard limit has been reached."
    return {
        "rate_limited": Wrong(busy, code="rate_limit_exceeded", status=429, kind="requests"),
        "rate_limited_no_hint": Wrong(busy, code="rate_limit_exceeded", status=429, kind="requests"),
        "insufficient_quota": Wrong(quota, code="insufficient_quota", status=429, kind="insufficient_quota"),
        "billing_hard_limit_reached": Wrong(limit, code="billing_hard_limit_reached"),
        "moderation_blocked": blocked("unknown"),
        "moderation_input": blocked("input"),
        "moderation_output": blocked("output"),
        "invalid_value": Wrong("Transparent is refused.", param="background", kind=_USER_ERROR),
        "model_not_found": Wrong("The model does not exist.", param="model", code="model_not_found", status=404),
        "unauthorized": Wrong(f"Incorrect API key provided: {key}.", code="invalid_api_key", status=401),
        "forbidden": Wrong("Your organization must be verified.", code=None, status=403),
        **{
            f"http_{status}": Wrong(broken, code=None, status=status, kind="server_error" if status >= 500 else "other")  # noqa: PLR2004
            for status in (402, 408, 409, 413, 500, 503, 529)
        },
    }


def blocked(stage: str) -> Wrong:
    """Return a refusal by the safety system."""
    details = {"moderation_stage": stage, "categories": ["violence"]}
    words = "Your request was rejected by the safety system. safety_violations=[violence]."
    return Wrong(words, code="moderation_blocked", kind=_USER_ERROR, moderation_details=details)


def spoiled(fault: Fault, ask: Ask, options: Options) -> Response | None:
    """Return the success that is none, or None if the fault is of another sort."""
    make = _SPOILED.get(fault.kind)
    return make(ask, options) if make else None


def _pictures(change: Callable[[bytes], bytes]) -> Callable[[Ask, Options], Response]:
    def make(ask: Ask, options: Options) -> Response:
        return Pieces(answers.body(ask, [change(data) for data in answers.shots(ask, options)]))

    return make


def _asking(change: Callable[[Ask], Ask]) -> Callable[[Ask, Options], Response]:
    def make(ask: Ask, options: Options) -> Response:
        return Pieces(answers.body(ask, answers.shots(change(ask), options)))

    return make


def _plain(*pieces: bytes, media_type: str = "application/json") -> Callable[[Ask, Options], Response]:
    return lambda _ask, _options: Pieces(pieces, media_type)


def _whole(ask: Ask, options: Options) -> list[bytes]:
    return answers.body(ask, answers.shots(ask, options))


def _compressed(ask: Ask, options: Options) -> Response:
    reply = Pieces([gzip.compress(b"".join(_whole(ask, options)), 1)])
    reply.headers["content-encoding"] = "gzip"
    return reply


def _bomb(_ask: Ask, _options: Options) -> Response:
    reply = Pieces([_gigabyte()])
    reply.headers["content-encoding"] = "gzip"
    return reply


@cache
def _gigabyte() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    begin = packer.compress(b'{"data":[{"b64_json":"') + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the packed bytes depend on nothing before them, so they may be repeated.
    return begin + (packer.compress(b"A" * 1024 * 1024) + packer.flush(zlib.Z_FULL_FLUSH)) * 1024


def _halved(ask: Ask, options: Options) -> Response:
    whole = b"".join(_whole(ask, options))
    return Pieces([whole[: len(whole) // 2]])


def _cut_in_body(ask: Ask, options: Options) -> Response:
    pieces = _whole(ask, options)
    return Pieces(pieces, stop_at=sum(map(len, pieces)) // 2)


def _other_format(ask: Ask) -> Ask:
    return replace(ask, output_format="jpeg" if ask.output_format != "jpeg" else "png", background="opaque")


def _list(item: object) -> Callable[[Ask, Options], Response]:
    return _plain(msgspec.json.encode({"created": 1, "data": [item]}))


_SPOILED: Mapping[str, Callable[[Ask, Options], Response]] = {
    "html": _plain(_PAGE.encode(), media_type="text/html"),
    "garbage": _plain(bytes(range(256)) * 40),
    "empty_body": _plain(b""),
    "deep_json": _plain(b'{"data":' + b"[" * 100_000),
    "empty_data": lambda ask, _: Pieces(answers.body(ask, [])),
    "null_data": _list({"b64_json": None}),
    "url_data": _list({"url": "http://127.0.0.1:1/picture.png"}),
    "wrong_n": _asking(lambda ask: replace(ask, n=ask.n - 1)),
    "extra_n": _asking(lambda ask: replace(ask, n=ask.n + 1)),
    "wrong_size": _asking(lambda ask: replace(ask, size=(1008, 1008))),
    "wrong_format": _asking(_other_format),
    "wrong_type": _pictures(lambda _: pybase64.b64encode(b"I am no picture. " * 500)),
    "png_garbage": _pictures(lambda _: pybase64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)),
    "bad_base64": _pictures(lambda data: data[:1000] + b"!?" + data[1002:]),
    "escaped_base64": _pictures(lambda data: data.replace(b"/", b"\\/")),
    "missing_usage": lambda ask, options: Pieces(answers.body(ask, answers.shots(ask, options), usage=False)),
    "gzip": _compressed,
    "gzip_bomb": _bomb,
    "truncated_json": _halved,
    "truncated_body": _cut_in_body,
    "cut_before_answer": lambda _ask, _options: Cut(),
    "slow_drip": lambda ask, options: Flow(dripping(_whole(ask, options), _DRIP), "application/json"),
    "endless_body": lambda _ask, _options: Flow(endless(), "application/json"),
    "endless_headers": lambda _ask, _options: EndlessHead(),
}
