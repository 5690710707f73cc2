"""Version: pictures that are made here from another one, without a provider, a hold or a charge.

The pixels are worked on before the transaction, in the workshop's processes. How many versions somebody makes in an
hour, and at once, is bounded.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.generations import errors, papers, pixels, workshop
from aquatint.generations.actions.prove import EditFacts, Stored, edit_proof, write_texts
from aquatint.generations.models import EditProof, TextProof, Version
from aquatint.generations.versions import Choice
from aquatint.imaging import inspect
from aquatint.imaging.provenance import Step
from aquatint.kit import clock
from aquatint.kit.processes import TooMuchWork
from aquatint.kit.rows import insert
from aquatint.media import actions as media
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image, Origin
from aquatint.providers.types import Size

_AT_ONCE: Final = 2
_MOST_AT_ONCE: Final = 4
_HOUR: Final = timedelta(hours=1)
_MOST_PIXELS: Final = 4096 * 4096
_busy: dict[UUID, int] = {}
_lock = threading.Lock()


def adjust(*, person: Person, image: Image, choices: Sequence[Choice]) -> Image:
    """Return another version of a locked edit: some regions kept, others dropped, wider or narrower. Free.

    A region without a choice is kept as it is. Raises `NothingToAdjust`, `NoSuchRegion`, `TooManyVersions` or
    `ImageGone`.
    """
    proof = _proof_of(image)
    if proof is None or proof.aligned is None or proof.map is None:
        raise errors.NothingToAdjust("This picture has no regions to choose from: it is no edit that was locked.")
    source = storage.path_of(proof.source.sha256)
    files = (source, storage.path_of(proof.aligned.sha256), storage.path_of(proof.map.sha256))
    mask = storage.path_of(proof.mask.sha256) if proof.mask else None
    with _workdir(person, image) as workdir:
        out = workdir / "picture.png"
        made = workshop.do(pixels.recompose_edit, *files, list(choices), mask=mask, out=out)
        step = Step("c2pa.edited", {"percent_changed": round(made.report.percent_changed, 3)})
        path = papers.signed_version(out, parent=source, step=step, image=image)
        stored = papers.kept(path)
    told = [asdict(choice) for choice in choices]
    facts = EditFacts(
        EditProof.Status.LOCAL,
        {**proof.report, "adjusted": made.report.as_json()},
        exact=made.outside_max_error == 0,
        outside_max_error=made.outside_max_error,
        percent_changed=made.report.percent_changed,
        choices=told,
    )
    return _write(person, image, Version.How.ADJUST, stored, {"choices": told}, proof=(proof, facts))


def take_raw(*, person: Person, image: Image) -> Image:
    """Return the provider's own answer to an edit as a version, as it came. Free. Raises `NothingToAdjust`."""
    proof = _proof_of(image)
    if proof is None or proof.raw is None:
        raise errors.NothingToAdjust("There is no other answer of the provider: this picture is it.")
    refuse_foreign(person, image)
    _refuse_too_many(person)
    stored = storage.Kept(proof.raw.sha256, proof.raw.bytes), inspect(storage.path_of(proof.raw.sha256))
    facts = EditFacts(EditProof.Status.OFF, {"why": "You took the painter's own answer."})
    return _write(person, image, Version.How.RAW, stored, {}, proof=(proof, facts))


def upscale(*, person: Person, image: Image, size: Size) -> Image:
    """Return a larger version. Free. The receipt says how: resampled without new detail, or by the operator's model.

    Raises `CannotUpscale`.
    """
    if size.pixels > _MOST_PIXELS:
        raise errors.TooLargeToUpscale("Pictures are upscaled to at most 4096 by 4096 pixels.", field="size")
    source = storage.path_of(image.sha256)
    with _workdir(person, image) as workdir:
        out = workdir / "picture.png"
        facts = workshop.do(pixels.upscaled, source, (size.width, size.height), out=out, model=settings.UPSCALE_MODEL)
        path = papers.signed_version(out, parent=source, step=Step("c2pa.resized", {"size": str(size)}), image=image)
        stored = papers.kept(path)
    return _write(person, image, Version.How.UPSCALE, stored, facts)


def cutout(*, person: Person, image: Image) -> Image:
    """Return a version without its background. Free. Raises `CannotCutOut`."""
    source = storage.path_of(image.sha256)
    with _workdir(person, image) as workdir:
        out = workdir / "picture.png"
        facts = workshop.do(pixels.cut_out, source, out=out, model=settings.CUTOUT_MODEL)
        path = papers.signed_version(out, parent=source, step=Step("c2pa.edited"), image=image)
        stored = papers.kept(path)
    return _write(person, image, Version.How.CUTOUT, stored, facts)


def overlay_text(
    *,
    person: Person,
    image: Image,
    index: int,
    font: str = "",
    colour: tuple[int, int, int] | None = None,
    box: Sequence[float] | None = None,
) -> Image:
    """Return a version with one exact text set in real type, where the reader found the wrong one. Free.

    `box` (x, y, width, height in pixels) says where, and is needed if the reader found no place. `colour` is red,
    green, blue; left out it is taken from the old letters. Raises `TextUnknown`, `TextPlaceUnknown` or `CannotTypeset`.
    """
    proofs = list(TextProof.objects.filter(image=image))
    proof = text_at(proofs, index)
    order = pixels.Typeset(
        storage.path_of(image.sha256), proof.text, quad_of(proof, box), font, colour, [one.text for one in proofs]
    )
    with _workdir(person, image) as workdir:
        out = workdir / "picture.png"
        facts, texts = workshop.do(pixels.typeset, order, out=out)
        step = Step("c2pa.edited", {"box": str(facts["box"])})
        path = papers.signed_version(out, parent=order.path, step=step, image=image)
        stored = papers.kept(path)
    return _write(person, image, Version.How.OVERLAY, stored, {**facts, "text": proof.text}, texts=texts)


def text_at(proofs: Sequence[TextProof], index: int) -> TextProof:
    """Return the text with this number. Raises `TextUnknown`."""
    for proof in proofs:
        if proof.position == index:
            return proof
    raise errors.TextUnknown("This picture has no such text to repair.", field="index")


def quad_of(proof: TextProof, box: Sequence[float] | None) -> list[list[float]]:
    """Return the corners of a text's place: of the given box, or as the reader found it. Raises `TextPlaceUnknown`."""
    if box is not None:
        x, y, width, height = box
        return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
    quad: list[list[float]] | None = proof.report.get("quad")
    if not quad:
        raise errors.TextPlaceUnknown(
            "The reader did not find this text in the picture. Mark the place where it belongs.", field="box"
        )
    return quad


def _proof_of(image: Image) -> EditProof | None:
    related = ("source", "raw", "aligned", "map")
    return EditProof.objects.select_related(*related).filter(image=image).first()


@contextmanager
def _workdir(person: Person, image: Image) -> Iterator[Path]:
    """Give a folder to work in, if this person may make another version now."""
    refuse_foreign(person, image)
    _refuse_too_many(person)
    with turn(person):
        workdir = storage.temporary_folder()
        try:
            yield workdir
        finally:
            storage.discard(workdir)


def refuse_foreign(person: Person, image: Image) -> None:
    """Raise `ImageGone` unless the picture is this person's."""
    if image.owner_id != person.pk:
        raise ImageGone("There is no such picture, or it is not yours.", field="id")


def _refuse_too_many(person: Person) -> None:
    made = Version.objects.filter(image__owner=person, created__gt=clock.now() - _HOUR).exclude(how=Version.How.EDIT)
    if made.count() >= settings.VERSIONS_PER_HOUR:
        raise errors.TooManyVersions(
            f"You made {settings.VERSIONS_PER_HOUR} free versions in this hour, which is the most. Come back later.",
            retry_after=_HOUR.total_seconds() / 4,
        )


@contextmanager
def turn(person: Person) -> Iterator[None]:
    """Hold one of the few places for work on pixels that somebody waits for. Raises if there is none."""
    with _lock:
        if sum(_busy.values()) >= _MOST_AT_ONCE:  # each holds a thread that others need for the database
            raise TooMuchWork("Too many versions are being made. Try again in a moment.", retry_after=3)
        if _busy.get(person.pk, 0) >= _AT_ONCE:
            raise errors.TooManyVersions("Your other versions are still being made. Try again soon.", retry_after=5)
        _busy[person.pk] = _busy.get(person.pk, 0) + 1
    try:
        yield
    finally:
        with _lock:
            _busy[person.pk] -= 1
            if not _busy[person.pk]:
                del _busy[person.pk]


@transaction.atomic
def _write(
    person: Person,
    parent: Image,
    how: Version.How,
    stored: Stored,
    facts: Mapping[str, Any],
    *,
    proof: tuple[EditProof, EditFacts] | None = None,
    texts: Sequence[Mapping[str, Any]] = (),
) -> Image:
    """Write the picture, its place in the tree and its proofs. The sidecar's files are those of the edit before it."""
    sandbox = (parent.facts.get("said") or {}).get("sandbox", False)
    said = [{"made": {"how": how.value, **facts}, "said": {"sandbox": sandbox}}]
    [image] = media.record(owner=person.id, origin=Origin.VERSION, name=parent.name, pictures=[stored], said=said)
    insert([Version(image=image, parent=parent, how=how, facts=dict(facts))])
    if proof is not None:
        before, edit = proof
        row = edit_proof(image, edit, source=before.source_id, mask=before.mask_id, owner=person.id)
        row.raw, row.aligned, row.map = before.raw, before.aligned, before.map
        insert([row])
    write_texts([(image, texts)])
    return image
