"""What a prompt means, as values: nouns with all that was said of them, exact texts, and facts of the whole picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One phrase that was understood, as the prompt says it: its kind and key in the tables.

    `near` tells that the painter knows only something near it.
    """

    phrase: str
    kind: str
    key: str
    near: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A subject asked for, and all that was said of it: it is `relation` (on, in, left of …) the noun at index `to`."""

    key: str
    word: str
    count: int = 1
    colour: str = ""
    second: str = ""
    size: float = 1.0
    material: str = ""
    pose: str = ""
    position: str = ""
    relation: str = ""
    to: int = -1
    setting: tuple[str, str] = ("", "")
    """Where it is to a place that is no thing: ("over", "mountains")."""
    looks: tuple[str, ...] = ()
    """What was said about a person: beard, curls, old …"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that the picture must carry exactly, and what it is for: title, sign, label, speech or nothing said."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a prompt means."""

    prompt: str
    nouns: tuple[Noun, ...] = ()
    texts: tuple[Quoted, ...] = ()
    layout: str = ""
    places: tuple[str, ...] = ()
    time: str = ""
    weather: str = ""
    season: str = ""
    moods: tuple[str, ...] = ()
    style: str = ""
    framing: str = ""
    colours: tuple[str, ...] = ()
    """Colours of the picture as a whole, bound to no noun."""
    vertical: bool = False
    ground: str = ""
    """The colour of the background, where one was named."""
    parts: int = 0
    """How many panels or steps were asked for; 0 if nothing was said."""
    material: str = ""
    """A material said of the layout itself ("a wooden sign")."""
    sky: str = ""
    """The colour of the sky, where one was named."""
    absent: tuple[str, ...] = ()
    """Keys of what the words want left out ("no people")."""
    marks: tuple[Mark, ...] = ()
    """Every phrase that was understood, in order: what an audit of the finished scene must find again."""
    lost: tuple[str, ...] = ()
    """Phrases that are known but found nothing to belong to; they cannot be drawn."""
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
