"""Looking at a file of a stranger: what its credentials, its mark and its own words say.

`look` does it here; `look_apart` does it in a process of its own with little memory and time, so that nothing in a file
can hurt a server: `python -m aquatint.imaging.provenance.looking FILE`, roots and limits in JSON on standard input.
"""

import hashlib
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from aquatint.imaging.errors import Unreadable
from aquatint.imaging.facts import Limits
from aquatint.imaging.headers import inspect as header
from aquatint.imaging.opening import opened
from aquatint.imaging.provenance.declaring import Declared, declared
from aquatint.imaging.provenance.fingerprint import fingerprint
from aquatint.imaging.provenance.presence import has_credentials
from aquatint.imaging.provenance.reading import Credentials, inspect

LIMITS: Final = Limits(bytes=50_000_000, pixels=50_000_000, frames=200)
_MEMORY: Final = 3 * 1024**3
_CPU_SECONDS: Final = 20
_SECONDS: Final = 40.0


@dataclass(frozen=True, slots=True)
class Anchors:
    """Roots in PEM: those that count as publicly trusted, and that of this instance."""

    trusted: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see: the file, its credentials, what it says of itself, our mark's payload, a fingerprint."""

    sha256: str
    media_type: str
    width: int
    height: int
    bytes: int
    credentials: Credentials | None = None
    declared: Declared | None = None
    mark: int | None = None
    fingerprint: str | None = None
    """256 bits in hex."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, the payload as eight hex digits."""
        plain = asdict(self)
        return {**plain, "mark": None if self.mark is None else f"{self.mark:08x}"}


@dataclass(frozen=True, slots=True)
class _Answer:
    look: Look | None = None
    code: str = ""
    sentence: str = ""
    status: int = field(default=400)


def look(path: Path, anchors: Anchors | None = None, limits: Limits = LIMITS) -> Look:
    """Look at a PNG, JPEG, WebP, AVIF or GIF file. Raises a member of `Unreadable`."""
    anchors = anchors or Anchors()
    facts = header(path, limits)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    credentials = inspect(path, trusted=anchors.trusted, ours=anchors.ours)
    shown, mark = _pixels(path, limits, needed=credentials is None)
    return Look(
        sha256=digest,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        bytes=path.stat().st_size,
        credentials=credentials,
        declared=declared(path),
        mark=mark,
        fingerprint=shown.hex() if shown else None,
    )


def _pixels(path: Path, limits: Limits, *, needed: bool) -> tuple[bytes | None, int | None]:
    """Return the fingerprint and the mark. Pixels that cannot be read are an error only if nothing else can be said."""
    try:
        return fingerprint(path), payload(path, limits)
    except Unreadable:
        if needed:
            raise
        return None, None


def payload(path: Path, limits: Limits = LIMITS) -> int | None:
    """Return what the invisible mark of a file says, or None. Costs a decode. Raises a member of `Unreadable`."""
    from aquatint.imaging.provenance import watermark  # noqa: PLC0415 -- OpenCV only where it is needed

    with opened(path, header(path, limits)) as picture:
        pixels = np.array(picture.convert("RGB"))
    reading = watermark.extract(pixels)
    return reading.payload if reading else None


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a picture can be found again: its fingerprint (32 bytes), and the payload of our mark."""

    fingerprint: bytes | None = None
    mark: int | None = None


def traces(path: Path) -> Traces:
    """Return by what one of our own pictures can be found again. Decodes it. Raises a member of `Unreadable`."""
    return Traces(fingerprint(path), payload(path) if _may_be_marked(path) else None)


def _may_be_marked(path: Path) -> bool:
    """Whether it is worth looking for our mark: what a provider signed is kept as it came."""
    found = inspect(path) if has_credentials(path) else None
    return found is None or found.active is None or found.active.generator.startswith("Aquatint")


def look_apart(path: Path, anchors: Anchors | None = None, limits: Limits = LIMITS) -> Look:
    """Do what `look` does in another process, which takes about a second. Raises `Unreadable`, also if that fails."""
    command = [sys.executable, "-m", "aquatint.imaging.provenance.looking", str(path)]
    said = msgspec.json.encode((anchors or Anchors(), limits))
    try:
        done = subprocess.run(command, input=said, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        answer = msgspec.json.decode(done.stdout, type=_Answer)
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise Unreadable("This file could not be looked at: it takes too much, or it is damaged.") from error
    if answer.look is None:
        refusal = Unreadable(answer.sentence)
        refusal.code, refusal.status = answer.code, answer.status  # type: ignore[misc] # told on from the other process
        raise refusal
    return answer.look


def _main() -> None:
    import resource  # noqa: PLC0415 -- the limits are for this process alone

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    anchors, limits = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[Anchors, Limits])
    try:
        answer = _Answer(look(Path(sys.argv[1]), anchors, limits))
    except Unreadable as error:
        answer = _Answer(code=error.code, sentence=error.sentence, status=error.status)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    _main()
