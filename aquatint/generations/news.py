"""What is said about a generation while it lives: to those who wait for it or look at it, and to the workers."""

from typing import Any
from uuid import UUID

from aquatint.kit.events import NEWS, WORK, publish

QUEUED = "queued"
CANCELLATIONS = "cancellations"


def of_generation(generation: UUID) -> str:
    """Return the topic of one generation."""
    return f"generation:{generation.hex}"


def of_person(person: UUID) -> str:
    """Return the topic of one person's stream."""
    return f"person:{person.hex}"


def tell(*, generation: UUID, person: UUID, state: str, **more: Any) -> None:
    """Say that a generation moved; `state` is its state, `more` may carry a partial picture's shot and index."""
    publish(NEWS, of_generation(generation), of_person(person), generation=generation.hex, state=state, **more)


def wake_workers() -> None:
    """Say that something waits to be painted. Which one does not matter: workers take what waits longest."""
    publish(WORK, QUEUED)


def tell_cancelled(*, generation: UUID) -> None:
    """Ask the worker that paints this generation to stop."""
    publish(WORK, CANCELLATIONS, generation=generation.hex)
