"""Looking at what is proved of a picture."""

from dataclasses import dataclass

from aquatint.generations.models import ConsistencyMark, EditProof, TextProof, Version
from aquatint.media.models import Image


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that is proved of one picture; what there is none of is None or empty."""

    edit: EditProof | None
    texts: list[TextProof]
    version: Version | None
    consistency: ConsistencyMark | None


def of(image: Image) -> Proof:
    """Return what is proved of a picture."""
    related = ("source", "raw", "aligned", "map", "mask")
    return Proof(
        edit=EditProof.objects.select_related(*related).filter(image=image).first(),
        texts=list(TextProof.objects.filter(image=image)),
        version=Version.objects.select_related("parent").filter(image=image).first(),
        consistency=ConsistencyMark.objects.filter(image=image).first(),
    )
