"""The measured accuracy of the readers, from the file that `benchmarks/text_proof.py` writes."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from aquatint.imaging.reading.report import Accuracy

SCHEMA: Final = 1
FILE: Final = Path(__file__).with_name("accuracy.json")


@cache
def measured() -> dict[str, Any]:
    """Return the whole file: when and on what was measured, and the figures of each script."""
    data: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {"scripts": {}}
    return data


def accuracy_of(script: str) -> Accuracy | None:
    """Return the reader's measured accuracy for a script (ISO 15924); None if it was not measured."""
    data = measured()
    figures = data["scripts"].get(script)
    if figures is None:
        return None
    return Accuracy(
        letters=figures["letters"],
        strings=figures["strings"],
        false_exact=figures["false_exact"],
        measured_on=figures["measured_on"],
        date=data["date"],
    )
