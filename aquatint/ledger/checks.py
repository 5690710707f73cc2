"""What a verb checks before it touches the database."""

from typing import Final

from aquatint.ledger.errors import InvalidCredits

MOST_CREDITS: Final = 1_000_000_000
"""The most that one grant, hold or correction may move; their figures are 32-bit integers in the database."""
LONGEST_KEY: Final = 200


def check_credits(number: int, *, least: int = 1) -> None:
    """Raise `InvalidCredits` unless `number` is a whole number from `least` to `MOST_CREDITS`."""
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= MOST_CREDITS:
        raise InvalidCredits(f"Give a whole number of credits from {least} to {MOST_CREDITS:,}.", field="credits")


def check_words(*, reason: str, key: str | None = None) -> None:
    """Raise `InvalidCredits` unless there is a reason, and a key that the database can keep."""
    if not reason.strip() or "\x00" in reason:
        raise InvalidCredits("Give a reason in plain words.", field="reason")
    if key is not None and (not key or len(key) > LONGEST_KEY or "\x00" in key):
        raise InvalidCredits(f"Give a key of 1 to {LONGEST_KEY} characters.", field="key")
