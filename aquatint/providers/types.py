"""The plain values that cross the seam between Aquatint and a provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

Quality = Literal["auto", "low", "medium", "high", "xhigh", "max"]
Background = Literal["auto", "opaque", "transparent"]
OutputFormat = Literal["png", "jpeg", "webp", "gif", "svg"]
Complexity = Literal["low", "medium", "high"]
_DIGITS = 6  # longer edges are nonsense, and reading them would cost time


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        """Return the wire form, `1536x1024`."""
        return f"{self.width}x{self.height}"

    @property
    def pixels(self) -> int:
        """The number of pixels."""
        return self.width * self.height

    @classmethod
    def parse(cls, text: str) -> "Size | None":
        """Read `1536x1024`; None if it is not of that form."""
        width, _, height = text.partition("x")
        if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
            return None
        return cls(int(width), int(height)) if max(len(width), len(height)) <= _DIGITS else None


@dataclass(frozen=True, slots=True)
class Source:
    """An input picture: a file on local disk that stays in place while the call runs."""

    path: Path
    media_type: str
    size: Size


@dataclass(frozen=True, slots=True)
class ShotPlan:
    """One picture of a set: what it is for, its own words, and the exact texts that it must carry."""

    title: str
    prompt: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What to paint or change. The same value is quoted, stored, sent and shown.

    `size` None means the provider chooses. `images` non-empty makes it an edit of the first one; the others are
    references. With `roles` "reference" all of them are: nothing is changed, a new picture is painted. In `mask` (same
    size as the first image) white means: this may change. `lock` "off" takes an edit as the provider redraws it.
    `texts` are strings that the picture must carry exactly, `texts_required` makes that a condition. `complexity` is
    the effort spent on planning ("Thinking" is high). `shots` makes it a set.
    """

    model: str
    prompt: str
    n: int = 1
    size: Size | None = None
    quality: Quality = "auto"
    background: Background = "auto"
    output_format: OutputFormat = "png"
    output_compression: int | None = None
    complexity: Complexity | None = None
    moderation: Literal["auto", "low"] = "auto"
    partial_images: int = 0
    seed: int | None = None
    texts: tuple[str, ...] = ()
    texts_required: bool = False
    images: tuple[Source, ...] = ()
    mask: Source | None = None
    lock: Literal["auto", "off"] = "auto"
    roles: Literal["edit", "reference"] = "edit"
    shots: tuple[ShotPlan, ...] = ()
    person: str = ""
    """A pseudonym of the person, for the provider's abuse desk; never an e-mail address."""

    @property
    def is_edit(self) -> bool:
        """Whether there are input pictures."""
        return bool(self.images)

    @property
    def changes_picture(self) -> bool:
        """Whether the first input picture is what is to be changed, and not only a reference."""
        return bool(self.images) and self.roles == "edit"

    @property
    def is_locked(self) -> bool:
        """Whether what is delivered has the source's size, and its pixels wherever nothing was to change.

        An edit is, if it has a mark or no second picture whose parts could go anywhere, unless another size was asked
        for or the lock was turned off. Moving pictures and drawings have no pixels to keep.
        """
        if not self.changes_picture or self.lock == "off" or self.output_format in {"gif", "svg"}:
            return False
        is_aimed = self.mask is not None or len(self.images) == 1
        return is_aimed and self.size in {None, self.images[0].size}

    def evolve(self, **changes: Any) -> "ImageRequest":
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken the request; `request_id` is its name for it, `ticket` is set if it can be asked again."""

    request_id: str
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """An unfinished state of one shot, as encoded bytes. `shot` counts from 0 within the call, `index` from 0."""

    shot: int
    index: int
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One finished shot. The bytes lie in `path`, a temporary file that the receiver now owns.

    `said` is what the provider says it used (size, quality, background, revised prompt …), kept for the receipt.
    """

    shot: int
    path: Path
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the call cost us, as far as the provider says. `cost_microusd` is in millionths of a US dollar."""

    raw: Mapping[str, Any]
    cost_microusd: int | None = None


Event = Accepted | Partial | Picture | Usage
