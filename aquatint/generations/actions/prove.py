"""Prove: the rows beside delivered pictures. Written within the transaction that delivers them, and only if needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aquatint.generations.models import ConsistencyMark, EditProof, Generation, Input, TextProof, Version
from aquatint.imaging.facts import Facts
from aquatint.kit import ids
from aquatint.kit.rows import insert
from aquatint.media import actions as media
from aquatint.media.models import Image, Origin
from aquatint.media.storage import Kept

Stored = tuple[Kept, Facts]
"""A file that lies in the store, and what its header says."""


@dataclass(frozen=True, slots=True)
class EditFacts:
    """What is known of an edit, as `models.EditProof` keeps it, with the files of its sidecar."""

    status: str
    report: Mapping[str, Any]
    sure: bool = True
    exact: bool = False
    outside_max_error: int | None = None
    percent_changed: float | None = None
    choices: Sequence[Mapping[str, Any]] = ()
    raw: Stored | None = None
    aligned: Stored | None = None
    change_map: Stored | None = None


@dataclass(frozen=True, slots=True)
class Proofs:
    """Everything that is proved of one picture. `texts` are the reader's reports, `consistency` a set's mark."""

    edit: EditFacts | None = None
    texts: Sequence[Mapping[str, Any]] = ()
    consistency: Mapping[str, Any] = field(default_factory=dict)


def write_proofs(generation: Generation, owner: UUID, pictures: Sequence[tuple[Image, Proofs | None]]) -> None:
    """Write what is proved of these pictures of a generation. Asks and writes nothing for plain pictures."""
    proved = [(image, proofs) for image, proofs in pictures if proofs is not None]
    write_texts([(image, proofs.texts) for image, proofs in proved])
    marks = [ConsistencyMark(image=image, **proofs.consistency) for image, proofs in proved if proofs.consistency]
    if marks:
        insert(marks)
    edits = [(image, proofs.edit) for image, proofs in proved if proofs.edit]
    if edits:
        _write_edits(generation, owner, edits)


def _write_edits(generation: Generation, owner: UUID, edits: Sequence[tuple[Image, EditFacts]]) -> None:
    given = {(row.role, row.position): row.image_id for row in Input.objects.filter(generation=generation)}
    source, mask = given.get((Input.Role.IMAGE, 0)), given.get((Input.Role.MASK, 0))
    if source is None:
        return
    extends = generation.sent.get("extends")
    how, parent, told = Version.How.EDIT, source, {}
    if extends:  # the input is a canvas; the person's picture lies inside it
        how, parent = Version.How.EXTEND, ids.parse(Image.prefix, extends["image"]) or source
        told = {"inside": extends["inside"]}
    insert([Version(image=image, parent_id=parent, how=how, facts=dict(told)) for image, _ in edits])
    insert([edit_proof(image, facts, source=source, mask=mask, owner=owner) for image, facts in edits])


def edit_proof(image: Image, facts: EditFacts, *, source: UUID, mask: UUID | None, owner: UUID) -> EditProof:
    """Return the row of an edit, unsaved, after writing those of its sidecar's files."""
    files = [facts.raw, facts.aligned, facts.change_map]
    rows = iter(media.record(owner=owner, origin=Origin.SIDECAR, pictures=[file for file in files if file]))
    raw, aligned, change_map = (next(rows) if file else None for file in files)
    return EditProof(
        image=image,
        source_id=source,
        mask_id=mask,
        raw=raw,
        aligned=aligned,
        map=change_map,
        status=facts.status,
        sure=facts.sure,
        exact=facts.exact,
        outside_max_error=facts.outside_max_error,
        percent_changed=facts.percent_changed,
        choices=list(facts.choices),
        report=dict(facts.report),
    )


def write_texts(pictures: Sequence[tuple[Image, Sequence[Mapping[str, Any]]]]) -> None:
    """Write how the texts of pictures read."""
    rows = [
        TextProof(
            image=image,
            position=position,
            text=told["text"],
            verdict=told["verdict"],
            read=told["read"],
            report=dict(told),
        )
        for image, texts in pictures
        for position, told in enumerate(texts)
    ]
    if rows:
        insert(rows)
