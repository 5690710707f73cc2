"""What `aquatint check` prints: a finding is an invariant that does not hold.

Each package that has invariants offers a module `invariants.py` with `def findings() -> Iterator[Finding]`. Its queries
are written apart from the code they check, so that one mistake cannot hide in both.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant: the area, a stable code, and a sentence with the ids and figures."""

    area: str
    code: str
    sentence: str
