"""Finishing: what happens to a provider's answer before it is delivered.

A new picture is checked, signed if it carries no credentials, and kept: a few milliseconds, in a thread. What takes
longer (an edit that is locked, texts that are read) is done in the workshop's processes. Before that the answer is kept
and written down, so that another worker finishes it if this one dies.
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from aquatint.generations import actions, checking, papers, pixels, workshop
from aquatint.generations.actions.prove import EditFacts, Proofs, Stored
from aquatint.generations.models import Attempt, EditProof
from aquatint.imaging import contract
from aquatint.imaging.budget import PixelBudget
from aquatint.imaging.contract import facts_of
from aquatint.imaging.errors import Unreadable
from aquatint.imaging.facts import Facts
from aquatint.imaging.lock import LockFailed
from aquatint.imaging.looks import fingerprint
from aquatint.imaging.provenance import Step, has_credentials
from aquatint.kit import threads
from aquatint.kit.errors import AquatintError, Unavailable
from aquatint.kit.failpoints import failpoint
from aquatint.kit.text import storable
from aquatint.media import storage
from aquatint.providers.errors import BadAnswer
from aquatint.providers.types import ImageRequest, Picture, Size

_budget = PixelBudget(settings.DECODE_PIXELS)
_heavy = PixelBudget(settings.DECODE_PIXELS)
_WEIGHT: Final = 4  # a lock holds several pictures of the source's size at once
_threads = ThreadPoolExecutor(2, thread_name_prefix="finishing")
"""Beside the threads that keep plain pictures, which must not wait for edits."""


class NotKept(BadAnswer):
    """The answer opens, but is not the edit, or does not carry the texts. It is tried once more, then given back."""

    tries = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A shot that is being finished: whose, for which call, and what this call asked for."""

    claim: actions.Claim
    attempt: Attempt
    shot: int
    request: ImageRequest
    siblings: Sequence[Path] = ()

    @property
    def delivers(self) -> Size | None:
        """The size of the source that a locked edit comes back at."""
        return Size.parse(self.claim.generation.sent.get("delivers", ""))

    @property
    def is_plain(self) -> bool:
        """Whether nothing takes longer: a new picture without exact texts, and no member of a set."""
        generation = self.claim.generation
        return not (self.request.changes_picture or self.request.texts or generation.is_set)


type Answer = Mapping[str, Any]
"""How a kept answer is written down: `{"sha256", "said"}`."""


@dataclass(frozen=True, slots=True)
class Came:
    """An answer as it came, before it is marked and signed: what the other shots of its generation must not repeat."""

    path: Path
    facts: Facts
    fingerprint: bytes

    def is_like(self, other: "Came") -> bool:
        """Whether the coded pixels are the same."""
        return (self.facts, self.fingerprint) == (other.facts, other.fingerprint)


type Taken = tuple[actions.Delivered | Answer, Came | None]
"""A shot, or the answer to be finished; and how it came, where there are other shots."""


async def take(work: Work, picture: Picture) -> Taken:
    """Check and keep what came: a plain picture is delivered with that, anything else has yet to be finished.

    Raises `BadAnswer` for what is not delivered, `ClaimLost`, or `StorageFailed`.
    """
    size = work.request.size
    async with _budget.pixels(size.pixels if size else 1):
        if work.is_plain:
            return await asyncio.to_thread(_plain, work, picture)
        answer, came = await asyncio.to_thread(_taken, work, picture)
    await threads.run(
        actions.note_answer,
        generation=work.claim.generation,
        fence=work.claim.fence,
        attempt=work.attempt,
        shot=work.shot,
        answer=answer,
    )
    failpoint("after_answer")
    return answer, came


def _plain(work: Work, picture: Picture) -> Taken:
    facts = _checked(work, picture.path)
    came = _came(work, picture.path, facts)
    path = papers.signed(work.claim.generation, picture.path)
    if path != picture.path:
        facts = facts_of(path)
    failpoint("before_keep")
    kept = storage.keep(path)
    failpoint("after_keep")
    if came and path == picture.path:  # it has gone into the store; else it stays where it is until all have come
        came = replace(came, path=storage.path_of(kept.sha256))
    return actions.Delivered(work.shot, kept, facts, storable(picture.said)), came


def _came(work: Work, path: Path, facts: Facts) -> Came | None:
    """Return what the other shots are held against; a single shot has no others, and need not be read for that."""
    return Came(path, facts, fingerprint(path, facts)) if work.claim.generation.shots_wanted > 1 else None


def answer_came(work: Work, answer: Answer) -> Came | None:
    """Return how a kept answer came. Reads the file: for threads."""
    path = storage.path_of(answer["sha256"])
    return _came(work, path, facts_of(path))


def _checked(work: Work, path: Path) -> Facts:
    partials = work.request.partial_images
    previews = [storage.partial_path(work.claim.generation.id, work.shot, index) for index in range(partials)]
    return checking.check(
        path,
        work.request,
        inputs=() if work.delivers else None,
        siblings=work.siblings,
        previews=[preview for preview in previews if preview.exists()],
    )


def _taken(work: Work, picture: Picture) -> tuple[Answer, Came | None]:
    """Check an answer and keep it; return how it is written down."""
    came = _came(work, picture.path, _checked(work, picture.path))
    sha256 = storage.keep(picture.path).sha256
    came = replace(came, path=storage.path_of(sha256)) if came else None
    return {"sha256": sha256, "said": storable(dict(picture.said))}, came


async def finish_answer(work: Work, answer: Answer) -> actions.Delivered:
    """Finish a kept answer: lock, read, sign, keep. Raises as `take`, and `ImageGone` if it is not in the store."""
    workdir = await asyncio.to_thread(storage.temporary_folder)
    try:
        async with _heavy.pixels(_weight(work)):
            return await _finished(work, answer, workdir)
    except LockFailed as error:
        raise _lock_failed(error) from error
    except Unreadable as error:
        raise checking.refusal(contract.Violated(contract.UNREADABLE, f"{error.code}: {error}")) from error
    finally:
        await asyncio.to_thread(storage.discard, workdir)


def _weight(work: Work) -> int:
    sizes = [size for size in (work.delivers, work.request.size) if size]
    return max(size.pixels for size in sizes) * (_WEIGHT if work.delivers else 1) if sizes else 1


def _lock_failed(error: LockFailed) -> NotKept:
    detail = f"{error.code}: {error.sentence} {error.figures}"[:2000]
    if error.code == "changed_outside":
        sentence = "The painter changed mostly what lies outside your mark."
        return NotKept(detail, code="changed_outside_mark", sentence=sentence)
    if error.code == "unchanged_inside":
        return NotKept(detail, code="unchanged_inside_mark", sentence="The painter changed nothing inside your mark.")
    if error.code == "unaligned":
        sentence = "The painter sent a picture that does not fit over yours."
        return NotKept(detail, code="mark_unaligned", sentence=sentence)
    return NotKept(detail, code=contract.LOCK_NOT_RESPECTED.code, sentence=contract.LOCK_NOT_RESPECTED.sentence)


async def _finished(work: Work, answer: Answer, workdir: Path) -> actions.Delivered:
    raw = storage.path_of(answer["sha256"])
    locked = await _locked(work, raw, workdir) if work.delivers else None
    picture = locked.picture if locked and locked.picture else raw
    texts = await read(picture, work.request.texts, required=work.request.texts_required)
    delivered = await asyncio.get_running_loop().run_in_executor(
        _threads, partial(_kept, work, answer, raw, locked, texts, workdir)
    )
    failpoint("after_finish")
    return delivered


async def _locked(work: Work, raw: Path, workdir: Path) -> pixels.Locked:
    request = work.request
    edit = pixels.Edit(
        source=request.images[0].path,
        answer=raw,
        mask=request.mask.path if request.mask else None,
        workdir=workdir,
        output_format=request.output_format,  # type: ignore[arg-type] # `is_locked` leaves out those without pixels
        quality=request.output_compression,
        framed="extends" in work.claim.generation.sent,
    )
    locked = await workshop.run(pixels.lock_edit, edit)
    if locked.report.status == "unchanged":
        raise NotKept(contract.UNCHANGED.sentence, code=contract.UNCHANGED.code, sentence=contract.UNCHANGED.sentence)
    failpoint("after_lock")
    return locked


async def read(picture: Path, texts: Sequence[str], *, required: bool = False) -> Sequence[Mapping[str, Any]]:
    """Return the reader's report on each text. Raises `NotKept` if one is not exact and that is a condition."""
    if not texts:
        return ()
    try:
        reports = await workshop.run(pixels.read_texts, picture, list(texts))
    except Unavailable as error:
        reports = [_unread(text, error) for text in texts]
    wrong = [report for report in reports if report["verdict"] != "exact"]
    if required and wrong:
        told = "; ".join(f"“{report['text']}”: {report['verdict']}" for report in wrong)
        raise NotKept(told, code=contract.TEXT_NOT_PROVEN.code, sentence=_not_proven(wrong))
    return reports


def _not_proven(wrong: Sequence[Mapping[str, Any]]) -> str:
    names = ", ".join(f"“{report['text'][:60]}”" for report in wrong[:3])
    return f"The picture had to carry these texts letter by letter, and that could not be proved for {names}."


def _unread(text: str, error: AquatintError) -> dict[str, Any]:
    return {"text": text, "verdict": "unreadable", "read": "", "sentence": error.sentence, "reader": "", "quad": None}


def _kept(
    work: Work,
    answer: Answer,
    raw: Path,
    locked: pixels.Locked | None,
    texts: Sequence[Mapping[str, Any]],
    workdir: Path,
) -> actions.Delivered:
    """Sign and keep the picture and its sidecar; return the delivered shot with its proofs."""
    path = _signed(work, raw, locked, workdir)
    stored = storage.Kept(answer["sha256"], raw.stat().st_size), facts_of(raw)
    edit = _edit_facts(work, path, stored, locked) if work.request.changes_picture else None
    kept, facts = stored if path == raw else papers.kept(path)
    proofs = Proofs(edit, texts) if edit or texts else None
    return actions.Delivered(work.shot, kept, facts, answer["said"], proofs)


def _signed(work: Work, raw: Path, locked: pixels.Locked | None, workdir: Path) -> Path:
    generation, request = work.claim.generation, work.request
    if locked is None or locked.picture is None:
        if has_credentials(raw):
            return raw
        copy = papers.copied(raw, workdir, request.output_format)
        if not request.changes_picture:
            return papers.signed(generation, copy)
        return papers.signed_edit(generation, copy, source=_parent(work))
    steps = [Step("c2pa.edited", {"percent_changed": round(locked.report.percent_changed, 3)})]
    return papers.signed_edit(
        generation, locked.picture, source=_parent(work), parts=[raw], region=locked.region, steps=steps
    )


def _parent(work: Work) -> Path:
    """Return the picture that was changed: the first input, or what lies inside it if that is a larger canvas."""
    extends = work.claim.generation.sent.get("extends")
    return storage.path_of(extends["sha256"]) if extends else work.request.images[0].path


def _edit_facts(work: Work, path: Path, raw: Stored, locked: pixels.Locked | None) -> EditFacts:
    """Return the sidecar of an edit. What was promised of the outside is measured on the very file that is kept."""
    if locked is None:
        return EditFacts(EditProof.Status.OFF, {"why": _why_off(work)})
    report = locked.report
    facts = EditFacts(
        report.status,
        report.as_json(),
        sure=report.sure and report.status != "unaligned",
        percent_changed=report.percent_changed,
        raw=raw,
    )
    if locked.change_map is None or locked.aligned is None or locked.picture is None:
        return facts
    error = locked.outside_max_error
    if error is not None and not _same_pixels(locked.picture, path):
        error += workshop.do(pixels.largest_difference, locked.picture, path, locked.change_map)
    return replace(
        facts,
        exact=error == 0,
        outside_max_error=error,
        aligned=papers.kept(locked.aligned),
        change_map=papers.kept(locked.change_map),
    )


def _why_off(work: Work) -> str:
    asked = work.claim.generation.asked
    if asked.get("lock") == "off":
        return "The lock was turned off: the picture is as the painter redrew it."
    if work.request.output_format in {"gif", "svg"}:
        return "Moving pictures and drawings cannot be locked."
    if len(work.request.images) > 1 and work.request.mask is None:
        return "Several pictures went in and nothing was marked, so nobody could say what was to stay."
    return "Another size than that of the source was asked for, so there is no pixel to compare."


def _same_pixels(one: Path, other: Path) -> bool:
    """Whether two files of one type hold the same coded pixels; tells without decoding them."""
    mine, its = facts_of(one), facts_of(other)
    return mine == its and fingerprint(one, mine) == fingerprint(other, its)
