"""Giving a picture its papers before it is kept: the invisible mark, the label, machine-readable words, the signature.

DATA/credentials/     made at first need, readable by its owner only
├── chain.pem         what signs, leaf first, then the intermediate
├── root.pem          our root: hand it to whoever is to trust this instance
└── root.key  intermediate.key  leaf.key
"""

import logging
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from aquatint.imaging import Unreadable
from aquatint.imaging.provenance import Claim, Signer, chain, has_credentials, sign
from aquatint.imaging.provenance.declaring import declare, packet
from aquatint.imaging.provenance.errors import SigningFailed
from aquatint.imaging.provenance.marking import Marks, put_in
from aquatint.kit import clock
from aquatint.media import storage

logger = logging.getLogger(__name__)

_FOLDER: Final = "credentials"
_PAUSE: Final = 300.0


@dataclass
class Authority:
    """When the time-stamping authority is asked again after it did not answer, on the monotonic clock."""

    silent_until: float = 0.0


authority: Final = Authority()


def finish(
    path: Path, *, claim: Claim, parent: Path | None = None, parts: Sequence[Path] = (), region: Path | None = None
) -> Path:
    """Return the picture of `path` with its papers: `path` itself if it has credentials, else a new file beside it.

    A file that a provider signed is left byte for byte as it is. `parent` is the picture that was edited, `parts` are
    others that went in, such as a provider's own answer; their credentials are kept inside. `region` is a grey PNG of
    the same size: the invisible mark stays where it is white. An edit without a `region` gets no mark and no label, so
    that nothing outside of what was asked for changes. What fails costs nobody a picture: it is logged and the picture
    goes without. CPU work, see `docs/provenance.md`: call it in a thread.
    """
    if has_credentials(path):
        return path
    steps: list[tuple[str, Callable[[Path], bool]]] = [
        ("marked", lambda out: _mark(made[-1], out, is_edit=parent is not None, region=region)),
        ("declared", lambda out: _declare(made[-1], out, claim, edited=parent is not None)),
        ("signed", lambda out: _sign(made[-1], out, claim, parent, parts)),
    ]
    made = [path]
    for name, step in steps:
        out = path.with_name(f"{path.stem}-{name}{path.suffix}")
        if _tried(name, step, out):
            made.append(out)
    for passed in made[1:-1]:
        passed.unlink()
    return made[-1]


def _tried(name: str, step: Callable[[Path], bool], out: Path) -> bool:
    """Take a step; what goes wrong is logged, and the picture goes on as it was before."""
    try:
        with storage.guarded():
            done = step(out)
    except (SigningFailed, Unreadable):
        logger.exception("a picture could not be %s", name)
        done = False
    if not done:
        out.unlink(missing_ok=True)
    return done


def _mark(path: Path, out: Path, *, is_edit: bool, region: Path | None) -> bool:
    label = settings.VISIBLE_LABEL != "none" and not is_edit
    marked = settings.INVISIBLE_MARK and (region is not None or not is_edit)
    if not label and not marked:
        return False
    return put_in(path, out, Marks(secrets.randbits(32) if marked else None, label=label, region=region))


def _declare(path: Path, out: Path, claim: Claim, *, edited: bool) -> bool:
    producer = settings.SITE_NAME if settings.VISIBLE_LABEL != "none" else ""
    tool = f"{chain.GENERATOR} {settings.VERSION}"
    return declare(path, out, packet(claim, edited=edited, tool=tool, producer=producer))


def _sign(path: Path, out: Path, claim: Claim, parent: Path | None, parts: Sequence[Path]) -> bool:
    """Sign, with a time stamp if one is configured and the authority answers; without it rather than not at all."""
    who = signer()
    if who.timestamp_url and time.monotonic() >= authority.silent_until:
        try:
            sign(path, out=out, claim=claim, signer=who, parent=parent, parts=parts)
        except SigningFailed as error:
            logger.warning("no time stamp for %.0f seconds: %s", _PAUSE, error)
            authority.silent_until = time.monotonic() + _PAUSE
        else:
            return True
    sign(path, out=out, claim=claim, signer=replace(who, timestamp_url=""), parent=parent, parts=parts)
    return True


@cache
def signer() -> Signer:
    """Return who signs here: the operator's chain if one is set, else our own, made now if it is not there."""
    folder = _own()
    root = (folder / "root.pem").read_text()
    if settings.C2PA_CERTIFICATES:
        certificates, key = settings.C2PA_CERTIFICATES, settings.C2PA_KEY
    else:
        certificates, key = (folder / "chain.pem").read_text(), (folder / "leaf.key").read_text()
    return Signer(certificates, key, anchors=root, version=settings.VERSION, timestamp_url=settings.C2PA_TIMESTAMP_URL)


def ours() -> str:
    """Return what vouches for our own signatures, in PEM: the operator's last certificate, or the root of our chain."""
    root = (_own() / "root.pem").read_text()
    if not settings.C2PA_CERTIFICATES:
        return root
    begin = "-----BEGIN CERTIFICATE-----"
    return f"{begin}{settings.C2PA_CERTIFICATES.rpartition(begin)[2].rstrip()}\n"


def _own() -> Path:
    """Return the folder of our own chain. Of several processes that make one at once, one wins."""
    folder = Path(settings.DATA) / _FOLDER
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{_FOLDER}-"))  # readable by its owner only
        try:
            _write(draft)
            draft.rename(folder)
        except OSError:
            if not folder.exists():
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


def _write(folder: Path) -> None:
    fresh = chain.make(settings.SITE_NAME, clock.now())
    texts = {"chain.pem": fresh.certificates, "root.pem": fresh.root}
    for name, text in (texts | {f"{name}.key": key for name, key in fresh.keys.items()}).items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(text)
