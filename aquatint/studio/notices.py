"""What has to be said when a generation did not simply go well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aquatint.generations.models import Attempt, Generation, State
from aquatint.studio import words


class Fact(NamedTuple):
    """A line of a notice; codes can be copied."""

    name: str
    value: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, what it cost, what to do; `again` is the words on the way to another try."""

    title: str
    relief: str
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    again: str = ""


def notice_of(generation: Generation, delivered: int, attempts: Sequence[Attempt]) -> Notice | None:
    """Return what has to be said: what happened, what it cost, what to do; None when it simply goes well."""
    facts = _facts(generation, attempts)
    match generation.state:
        case State.PARTIAL:
            title = f"{delivered} of {generation.shots_wanted} arrived."
            told = (generation.reason, "What did not arrive was not charged.")
            return Notice(title, _relief(generation), _said(told), facts, "Ask again")
        case State.RETURNED:
            told = (generation.reason, "No picture came, so nothing was charged.")
            return Notice("Returned.", _relief(generation), _said(told), facts, _again(generation))
        case State.REFUSED:
            told = (generation.reason, "Nothing was charged. Other words may pass.")
            return Notice("Refused.", _relief(generation), _said(told), facts, "Change the words")
        case State.CANCELLED:
            sentence = generation.reason or "You cancelled this. Nothing was charged."
            return Notice("Cancelled.", _relief(generation), (sentence,), (), _again(generation))
        case State.UNSETTLED:
            return _finding_out(generation, facts)
        case _:
            return None


def _finding_out(generation: Generation, facts: tuple[Fact, ...]) -> Notice:
    until = generation.deadline
    told = (
        generation.reason or "The request was sent, and then the provider fell silent.",
        "It may have painted, so we are finding out. You are not charged meanwhile, and you need not do anything.",
        f"If no picture comes, everything on hold is back by {until:%H:%M} UTC.",
    )
    return Notice("We are finding out.", "You are not charged.", _said(told), facts)


def _relief(generation: Generation) -> str:
    if generation.trial:
        return "The free picture is still yours." if not generation.charged else ""
    return words.are_back(generation.credits_back)


def _said(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence)


def _again(generation: Generation) -> str:
    return "Try again · free" if generation.trial else f"Try again · {words.credits_of(generation.quoted)}"


def _facts(generation: Generation, attempts: Sequence[Attempt]) -> tuple[Fact, ...]:
    facts = [Fact("Reason", generation.reason_code, is_code=True)] if generation.reason_code else []
    facts += [Fact("Request", attempt.request_id, is_code=True) for attempt in attempts if attempt.request_id]
    return tuple(facts) or (Fact("Number", generation.public_id, is_code=True),)
