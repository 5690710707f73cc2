"""Notes on a receipt: what a person should know of a picture that was charged although something about it is short.

What is a condition and does not hold is never charged (docs/no-charge.md). Here stands what was measured and is none.
"""

from collections.abc import Iterator

from aquatint.generations.models import ConsistencyMark, EditProof, TextProof
from aquatint.generations.proofs import Proof

_EDITS = {
    EditProof.Status.GLOBAL: (
        "The whole picture changed, so nothing of yours could be kept in place. It is the painter's answer."
    ),
    EditProof.Status.UNALIGNED: (
        "The painter's answer could not be laid over your picture, so nothing was kept in place. Please look."
    ),
}
_VERDICTS = {
    TextProof.Verdict.NEAR: "reads differently",
    TextProof.Verdict.MISSING: "was not found",
    TextProof.Verdict.UNREADABLE: "could not be read by us",
}


def of_charged(proof: Proof) -> list[str]:
    """Return a sentence for each thing that is short of a picture that was delivered and charged; usually none."""
    edit = _of_edit(proof.edit) if proof.edit else ()
    fit = _of_set(proof.consistency) if proof.consistency else ()
    return [*edit, *(_of_text(text) for text in proof.texts if text.verdict in _VERDICTS), *fit]


def _of_edit(edit: EditProof) -> Iterator[str]:
    if edit.status in _EDITS:
        yield _EDITS[EditProof.Status(edit.status)]
    elif edit.status == EditProof.Status.LOCAL and not edit.sure:
        yield "We are not sure that we found all that changed. Please look, and choose the regions anew if need be."
    if edit.status == EditProof.Status.LOCAL and not edit.exact and edit.outside_max_error is not None:
        yield f"Outside of the change its file type altered pixels by up to {edit.outside_max_error} of 255 levels."


def _of_text(text: TextProof) -> str:
    told = _VERDICTS[TextProof.Verdict(text.verdict)]
    return f"“{text.text}” {told}. That was not made a condition, so the picture was kept and charged."


def _of_set(mark: ConsistencyMark) -> Iterator[str]:
    if mark.outlier:
        yield "It does not fit its set well. No better one came, so it was kept and charged."
