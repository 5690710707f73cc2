"""Signing a picture file: who made it, what it is, what was done to what.

Uses the official library. Its thumbnails are off (they cost four times the rest), and so is every way to the network
that it has, but for the time stamp that the operator configured.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aquatint import __version__
from aquatint.imaging import sniff
from aquatint.imaging.provenance.chain import Signer
from aquatint.imaging.provenance.claim import Claim, Step
from aquatint.imaging.provenance.errors import SigningFailed

if TYPE_CHECKING:
    from c2pa import Builder, Context

_OPENED: Final = "c2pa.opened"
_PLACED: Final = "c2pa.placed"
OFFLINE: Final[dict[str, Any]] = {
    "core": {"allowed_network_hosts": []},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
"""Settings of the library that keep it away from the network and from making thumbnails."""


def sign(
    path: Path,
    *,
    out: Path,
    claim: Claim,
    signer: Signer,
    parent: Path | None = None,
    parts: Sequence[Path] = (),
) -> None:
    """Write the picture of `path` with credentials to `out`; the coded pixels stay as they are.

    Without `parent` it is said to be made (`c2pa.created`). With one, it is said to be made from that picture: the
    parent becomes an ingredient with whatever credentials it has, and the steps of the claim follow. `parts` are
    further pictures that went into it, such as a provider's own signed answer. A PNG, JPEG, WebP, AVIF, GIF or SVG
    file can be signed. Raises `SigningFailed`; `out` is then worth nothing.
    """
    from c2pa import Builder, C2paError  # noqa: PLC0415

    try:
        with Builder(json.dumps(_manifest(claim, signer, parent, parts)), context=_context(signer)) as builder:
            for number, part in enumerate([parent, *parts] if parent else parts):
                _add(builder, part, label=_label(number), relationship="componentOf" if number else "parentOf")
            with path.open("rb") as source, out.open("w+b") as target:
                builder.sign(media_type(path), source, target)
    except (C2paError, OSError, ValueError, LookupError) as error:
        raise SigningFailed(f"This picture could not be signed: {error}") from error


@lru_cache(maxsize=4)
def _context(signer: Signer) -> "Context":
    """Return the library's state for a signer. It can be shared by threads, and making it parses the certificates."""
    from c2pa import C2paSignerInfo, Context  # noqa: PLC0415
    from c2pa import Signer as Native  # noqa: PLC0415

    texts = (signer.algorithm, signer.certificates, signer.key)
    stamp = signer.timestamp_url.encode() or None
    settings = {**OFFLINE, "trust": {"user_anchors": signer.anchors}} if signer.anchors else dict(OFFLINE)
    if signer.timestamp_url:
        settings["core"] = {"allowed_network_hosts": [urlsplit(signer.timestamp_url).hostname or ""]}
    return Context.from_dict(settings, signer=Native.from_info(C2paSignerInfo(*(t.encode() for t in texts), stamp)))


def _add(builder: "Builder", path: Path | None, *, label: str, relationship: str) -> None:
    if path is None:
        return
    with path.open("rb") as file:
        builder.add_ingredient({"label": label, "relationship": relationship}, media_type(path), file)


def media_type(path: Path) -> str:
    """Return the media type of a file by its first bytes, SVG included. Raises `Unreadable`."""
    with path.open("rb") as file:
        head = file.read(sniff.HEAD)
    return "image/svg+xml" if head.lstrip().startswith((b"<svg", b"<?xml")) else sniff.media_type(head)


def _label(number: int) -> str:
    return f"ingredient_{number}"


def _manifest(claim: Claim, signer: Signer, parent: Path | None, parts: Sequence[Path]) -> dict[str, Any]:
    first = 1 if parent else 0
    placed = [_label(first + number) for number in range(len(parts))]
    return {
        "claim_generator_info": [{"name": signer.generator, "version": signer.version or __version__}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": _actions(claim, placed, edited=parent is not None)}}
        ],
    }


def _actions(claim: Claim, placed: Sequence[str], *, edited: bool) -> list[dict[str, Any]]:
    steps = claim.steps or ((Step("c2pa.edited"),) if edited else ())
    start = _OPENED if edited else "c2pa.created"
    actions: list[dict[str, Any]] = [{"action": start}]
    if edited:
        actions[0]["parameters"] = {"ingredientIds": [_label(0)]}
    else:
        actions[0] |= {"digitalSourceType": claim.source, "softwareAgent": _agent(claim)}
        if about := _about(claim):
            actions[0]["parameters"] = about
    actions += [{"action": _PLACED, "parameters": {"ingredientIds": [label]}} for label in placed]
    for step in steps:
        action: dict[str, Any] = {"action": step.action}
        facts = {f"org.aquatint.{name}": value for name, value in step.facts.items()}
        if edited and step.action == "c2pa.edited":
            action |= {"digitalSourceType": claim.source.within, "softwareAgent": _agent(claim)}
            facts = _about(claim) | facts
        if facts:
            action["parameters"] = facts
        actions.append(action)
    if claim.when:
        for action in actions:
            action["when"] = claim.when.isoformat(timespec="seconds")
    return actions


def _agent(claim: Claim) -> dict[str, str]:
    return {"name": claim.agent}


def _about(claim: Claim) -> dict[str, Any]:
    said = {"provider": claim.provider, "identifier": claim.identifier}
    return {f"org.aquatint.{name}": value for name, value in said.items() if value}
