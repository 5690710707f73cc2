"""What is said about a generation while it lives: to its own waiters and to its person's open pages."""

from typing import Any
from uuid import UUID

from aquatint.kit import events

CANCELLATIONS = "cancellations"


def of_generation(generation: UUID) -> str:
    """Return the topic of one generation."""
    return f"generation:{generation.hex}"


def of_person(person: UUID) -> str:
    """Return the topic of one person's stream."""
    return f"person:{person.hex}"


def tell(*, generation: UUID, person: UUID, state: str, **more: Any) -> None:
    """Say that a generation moved; `state` is its state, `more` may carry a partial picture's shot and index."""
    news = {"event": "generation", "generation": generation.hex, "state": state, **more}
    events.publish(of_generation(generation), of_person(person), **news)


def tell_cancelled(*, generation: UUID) -> None:
    """Ask the worker that paints this generation to stop."""
    events.publish(CANCELLATIONS, event="cancellation", generation=generation.hex)
