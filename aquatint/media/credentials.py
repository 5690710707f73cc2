"""Giving a picture its papers before it is kept: the invisible mark, the label, machine-readable words, the signature.

DATA/credentials/     made at first need, readable by its owner only
├── chain.pem         what signs, leaf first, then the intermediate
├── root.pem          our root: hand it to whoever is to trust this instance
└── root.key  intermediate.key  leaf.key
"""

import logging
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from aquatint.imaging.provenance import Claim, Signer, chain, has_credentials, sign
from aquatint.imaging.provenance.errors import SigningFailed
from aquatint.kit import clock

logger = logging.getLogger(__name__)

_FOLDER: Final = "credentials"


def finish(
    path: Path, *, claim: Claim, parent: Path | None = None, parts: Sequence[Path] = (), region: Path | None = None  # noqa: ARG001
) -> Path:
    """Return the picture of `path` with its papers: `path` itself if it has credentials, else a new file beside it.

    A file that a provider signed is left byte for byte as it is. `parent` is the picture that was edited, `parts` are
    others that went in, such as a provider's own answer; their credentials are kept inside. `region` is a grey PNG of
    the same size: the invisible mark stays where it is white. A signature that fails costs nobody a picture: it is
    logged and the picture goes without. CPU work of some tens of milliseconds: call it in a thread.
    """
    if has_credentials(path):
        return path
    out = path.with_name(f"{path.stem}-signed{path.suffix}")
    try:
        sign(path, out=out, claim=claim, signer=signer(), parent=parent, parts=parts)
    except SigningFailed:
        logger.exception("a picture goes without credentials")
        out.unlink(missing_ok=True)
        return path
    return out


@cache
def signer() -> Signer:
    """Return who signs here: the operator's chain if one is set, else our own, made now if it is not there."""
    folder = _own()
    root = (folder / "root.pem").read_text()
    if settings.C2PA_CERTIFICATES:
        certificates, key = settings.C2PA_CERTIFICATES, settings.C2PA_KEY
    else:
        certificates, key = (folder / "chain.pem").read_text(), (folder / "leaf.key").read_text()
    return Signer(certificates, key, anchors=root, version=settings.VERSION)


def root() -> str:
    """Return the root of our own chain in PEM; what it vouches for was signed by this instance."""
    return (_own() / "root.pem").read_text()


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
