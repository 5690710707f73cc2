"""All subjects, by family. Importing this package fills the table."""

from aquatint.providers.sandbox.subjects import (  # noqa: F401  # each module registers its subjects
    beasts,
    birds,
    buildings,
    creatures,
    food,
    furniture,
    keepsakes,
    music,
    people,
    plants,
    scenery,
    signs,
    sky,
    things,
    vehicles,
    vessels,
    wares,
    wilds,
)
from aquatint.providers.sandbox.subjects.registry import SUBJECTS, Look, Subject

__all__ = ["SUBJECTS", "Look", "Subject"]
