"""What the credentials of a picture say: who painted it, what was done, and what it was made from.

CPU work of some tens of milliseconds and more: for threads. A file that carries its provider's credentials and is
unchanged stays as it is.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from aquatint.generations.models import Generation
from aquatint.imaging.contract import facts_of
from aquatint.imaging.facts import Facts
from aquatint.imaging.provenance import Claim, Source, Step, has_credentials
from aquatint.kit import clock
from aquatint.media import credentials, storage
from aquatint.media.models import Image, Origin
from aquatint.media.storage import Kept

STUDIO = "Aquatint"


def signed(generation: Generation, path: Path) -> Path:
    """Return a new picture with its papers: `path` itself if its provider signed it, else a new file beside it."""
    if has_credentials(path):
        return path
    return credentials.finish(path, claim=claim_of(generation))


def signed_edit(
    generation: Generation,
    path: Path,
    *,
    source: Path,
    parts: Sequence[Path] = (),
    region: Path | None = None,
    steps: Sequence[Step] = (),
) -> Path:
    """Return an edited picture with its papers: the source is its parent, a provider's own answer a part of it."""
    if has_credentials(path):
        return path
    return credentials.finish(
        path, claim=claim_of(generation, steps, is_edit=True), parent=source, parts=parts, region=region
    )


def signed_version(path: Path, *, parent: Path, step: Step, image: Image, region: Path | None = None) -> Path:
    """Return a picture that was made here from another one, with its papers."""
    told = image.facts.get("said") or {}
    made = Source.ALGORITHMIC if image.origin == Origin.UPLOAD or told.get("sandbox") else Source.TRAINED
    claim = Claim(agent=STUDIO, source=made.within, steps=(step,), identifier=image.public_id, when=clock.now())
    return credentials.finish(path, claim=claim, parent=parent, region=region)


def claim_of(generation: Generation, steps: Sequence[Step] = (), *, is_edit: bool = False) -> Claim:
    """Return what is said of a generation's pictures. The words of the person are not in it."""
    offer = generation.offer
    source = Source.ALGORITHMIC if offer.is_sandbox else Source.TRAINED
    return Claim(
        agent=offer.upstream,
        provider=offer.provider_title,
        source=source.within if is_edit else source,
        steps=tuple(steps),
        identifier=generation.public_id,
        when=clock.now(),
    )


def copied(path: Path, folder: Path, suffix: str) -> Path:
    """Return a copy in a folder where files may be written beside it: nothing is ever written beside an original."""
    copy = folder / f"copy.{suffix}"
    shutil.copyfile(path, copy)
    return copy


def kept(path: Path) -> tuple[Kept, Facts]:
    """Keep a finished file; return how it is stored and what its header says."""
    facts = facts_of(path)
    return storage.keep(path), facts
