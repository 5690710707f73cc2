"""Reading the credentials of a picture file. Nothing is fetched, whatever the file says.

Source: C2PA 2.2 §15 (validation) as the official library reports it.
"""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aquatint.imaging.provenance.presence import has_credentials
from aquatint.imaging.provenance.signing import OFFLINE, media_type

if TYPE_CHECKING:
    from c2pa import Context

_MOST: Final = 40
_DEEPEST: Final = 6
_WORDS: Final = 200


class Standing(StrEnum):
    """What a signature is worth."""

    TRUSTED = "trusted"
    """It holds, and the signer is on a list of trust that the operator gave."""
    OURS = "ours"
    """It holds, and this very instance signed it."""
    UNTRUSTED = "untrusted"
    """It holds: nothing was changed since. But who signed it is only what they say of themselves."""
    BROKEN = "broken"
    """It does not hold: the file was changed after it was signed, or the credentials are damaged."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that was done, in C2PA's word, by which software and from what kind of source, as far as said."""

    action: str
    agent: str = ""
    source: str = ""
    when: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """What one manifest says: by which program, signed by whom and when, what was done, from which ingredients."""

    generator: str
    issuer: str
    signed: str
    """The moment of signing, if an authority stamped it or the signer said it."""
    actions: tuple[Action, ...]
    ingredients: "tuple[Ingredient, ...]"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A picture that went into another one: its role (`parentOf`, `componentOf`) and its credentials if it had some."""

    role: str
    format: str
    signed: Signed | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials of a file: what they are worth, what they say, and the codes of what is wrong with them."""

    standing: Standing
    active: Signed | None
    problems: tuple[str, ...] = ()
    timestamped: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return them as plain values."""
        return asdict(self)


def inspect(path: Path, *, trusted: str = "", ours: str = "") -> Credentials | None:
    """Return the credentials of a PNG, JPEG, WebP, AVIF or GIF file, or None if it has none.

    `trusted` are the roots (PEM) that count as publicly trusted, `ours` the root of this instance. Takes some
    milliseconds: the whole file is hashed. A file of a stranger is read in a process of its own (`looking`).
    """
    if not has_credentials(path):
        return None
    report, problem = _report(path, trusted)
    if report is None:
        return Credentials(Standing.BROKEN, None, (problem,))
    standing = _standing(report)
    if standing is not Standing.BROKEN and ours:
        own, _ = _report(path, ours)
        if own is not None and _standing(own) is Standing.TRUSTED:
            report, standing = own, Standing.OURS
    return Credentials(standing, _signed(report, report.get("active_manifest"), 0), _problems(report), _stamped(report))


def _report(path: Path, anchors: str) -> tuple[dict[str, Any] | None, str]:
    """Return what the library says of a file, or None and why it cannot say anything."""
    from c2pa import C2paError, Reader  # noqa: PLC0415

    try:
        with path.open("rb") as file, Reader(media_type(path), file, context=_context(anchors)) as reader:
            return json.loads(reader.json()), ""
    except C2paError as error:
        return None, _short(str(error))


@lru_cache(maxsize=4)
def _context(anchors: str) -> "Context":
    from c2pa import Context  # noqa: PLC0415

    return Context.from_dict({**OFFLINE, "trust": {"user_anchors": anchors}} if anchors else OFFLINE)


def _standing(report: dict[str, Any]) -> Standing:
    words = {"Trusted": Standing.TRUSTED, "Valid": Standing.UNTRUSTED}
    return words.get(report.get("validation_state", ""), Standing.BROKEN)


def _problems(report: dict[str, Any]) -> tuple[str, ...]:
    """Return the codes of C2PA 2.2 §15.2 for what failed, each once."""
    codes = [status.get("code", "") for status in report.get("validation_status", [])]
    return tuple(dict.fromkeys(_short(code) for code in codes))[:_MOST]


def _stamped(report: dict[str, Any]) -> bool:
    success = report.get("validation_results", {}).get("activeManifest", {}).get("success", [])
    return any(status.get("code") == "timeStamp.validated" for status in success)


def _signed(report: dict[str, Any], label: str | None, depth: int) -> Signed | None:
    manifest = report.get("manifests", {}).get(label)
    if manifest is None or depth > _DEEPEST:
        return None
    about = manifest.get("signature_info") or {}
    return Signed(
        generator=_generator(manifest),
        issuer=_short(about.get("issuer")),
        signed=_short(about.get("time")),
        actions=tuple(_actions(manifest)[:_MOST]),
        ingredients=tuple(
            Ingredient(
                role=_short(one.get("relationship")),
                format=_short(one.get("format")),
                signed=_signed(report, one.get("active_manifest"), depth + 1),
            )
            for one in manifest.get("ingredients", [])[:_MOST]
        ),
    )


def _generator(manifest: dict[str, Any]) -> str:
    about = next(iter(manifest.get("claim_generator_info") or [{}]))
    return _short(f"{about.get('name', '')} {about.get('version', '')}".strip() or manifest.get("claim_generator"))


def _actions(manifest: dict[str, Any]) -> list[Action]:
    found = [one for one in manifest.get("assertions", []) if one.get("label", "").startswith("c2pa.actions")]
    return [_action(one) for assertion in found for one in assertion.get("data", {}).get("actions", [])]


def _action(said: dict[str, Any]) -> Action:
    agent = said.get("softwareAgent")
    facts = said.get("parameters") or {}
    return Action(
        action=_short(said.get("action")),
        agent=_short(agent.get("name") if isinstance(agent, dict) else agent),
        source=_short(said.get("digitalSourceType")).rpartition("/")[2],
        when=_short(said.get("when")),
        facts={
            _short(name).rpartition(".")[2]: _short(value)
            for name, value in list(facts.items())[:_MOST]
            if isinstance(value, str | int | float | bool)
        },
    )


def _short(value: object) -> str:
    """Return something out of a stranger's file as one bounded line without control characters."""
    text = "" if value is None else str(value)[:_WORDS]
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
