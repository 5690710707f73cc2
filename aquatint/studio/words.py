"""Figures and times as people read them."""

from datetime import date, datetime

from aquatint.kit import clock
from aquatint.providers.types import Size

_TENTH = 0.1
_MINUTE = 60
_PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
_KILO = 1000


def credits_of(number: int) -> str:
    """Return `1 credit` or `12 credits`."""
    return "1 credit" if number == 1 else f"{number:,} credits"


def are_back(number: int) -> str:
    """Return `12 credits are back.`, as a sentence."""
    return f"{credits_of(number)} {'is' if number == 1 else 'are'} back."


def pictures(number: int) -> str:
    """Return `1 picture` or `4 pictures`."""
    return "1 picture" if number == 1 else f"{number} pictures"


def about(seconds: float) -> str:
    """Return a usual time: `about 50 s`, `about 2 min 10 s`; steps of five from ten seconds on."""
    whole = max(1, round(seconds))
    if whole > 10:  # noqa: PLR2004 -- below, five-second steps would say nothing
        whole = round(whole / 5) * 5
    if whole < _MINUTE:
        return f"about {whole} s"
    minutes, rest = divmod(whole, _MINUTE)
    return f"about {minutes} min" + (f" {rest} s" if rest else "")


def clock_face(seconds: float) -> str:
    """Return `0:31` or `12:05`."""
    minutes, rest = divmod(max(0, int(seconds)), _MINUTE)
    return f"{minutes}:{rest:02}"


def took(seconds: float) -> str:
    """Return a measured time: `0.8 s`, `49.0 s`, `2 min 4 s`."""
    if seconds < _TENTH:
        return "under 0.1 s"
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s"


def pixels(size: Size) -> str:
    """Return `1792 × 2240`."""
    return f"{size.width} × {size.height}"


def place(number: int) -> str:
    """Return `Third in line`."""
    return f"{_PLACES[number - 1]} in line" if 1 <= number <= len(_PLACES) else f"Number {number} in line"


def day(moment: date) -> str:
    """Return `Today`, `Yesterday` or `20 November 2026`."""
    behind = (clock.now().date() - moment).days
    return {0: "Today", 1: "Yesterday"}.get(behind) or long_date(moment)


def long_date(moment: date) -> str:
    """Return `20 November 2026`."""
    return f"{moment.day} {moment:%B %Y}"


def moment_of(moment: datetime) -> str:
    """Return `20 November 2026, 12:17:05 UTC`."""
    return f"{long_date(moment)}, {moment:%H:%M:%S} UTC"


def weight(size: int) -> str:
    """Return a number of bytes: `812 kB`, `6.8 MB`."""
    return f"{size / _KILO**2:.1f} MB" if size >= _KILO**2 else f"{max(1, round(size / _KILO))} kB"


def counted(number: int, noun: str) -> str:
    """Return `1 text` or `4 texts`."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
