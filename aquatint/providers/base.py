"""The contract of an adapter, and the facts about a model that are data."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aquatint.providers.types import Event, ImageRequest, Size


@dataclass(frozen=True, slots=True)
class SizeRule:
    """Which sizes a model can paint. Edges and pixels are inclusive bounds; `listed` overrides the free rule."""

    listed: tuple[Size, ...] = ()
    step: int = 16
    min_edge: int = 16
    max_edge: int = 3840
    min_pixels: int = 655_360
    max_pixels: int = 8_294_400
    max_ratio: float = 3.0


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one model can do. Rows of the catalog hold this; code never asks for a model by name."""

    sizes: SizeRule = field(default_factory=SizeRule)
    qualities: tuple[str, ...] = ("low", "medium", "high", "auto")
    formats: tuple[str, ...] = ("png", "jpeg", "webp")
    complexities: tuple[str, ...] = ()
    max_n: int = 8
    max_images: int = 16
    alpha: bool = False
    edits: bool = True
    mask: bool = True
    streaming: bool = True
    seed: bool = False
    max_prompt: int = 32_000


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt: what to paint, how the provider names the model, and where temporary files may be put.

    `workdir` is a folder of this call alone; what the adapter leaves there beyond the pictures it yielded is deleted.
    `key` is the same for every repetition of the same attempt, for providers that honour an idempotency key.
    """

    request: ImageRequest
    upstream_model: str
    workdir: Path
    key: str


class Adapter(Protocol):
    """How one speaks to one provider. Made once for each process; used by many calls at once.

    `repeatable` says that painting the same call twice does no harm and costs nothing (the sandbox), so that work whose
    worker died may simply be done again.
    """

    repeatable: bool

    def paint(self, call: Call) -> AsyncGenerator[Event]:
        """Paint, yielding events as they come: `Accepted` once it is known, `Partial`s, a `Picture` a shot, `Usage`.

        Raises a `ProviderError`. After an error the pictures already yielded stand. Never retries.
        """
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


@dataclass(frozen=True, slots=True)
class Provider:
    """A row of the registry: how to make the adapter, what to call it, and whom it may talk to."""

    slug: str
    title: str
    adapter: str
    """`module:function`, resolved at first use; the function takes the environment and returns an `Adapter`."""
    needs: tuple[str, ...] = ()
    """Settings that must be set for this provider to be on offer."""
    is_model: bool = True
    """False for the sandbox: its pictures are drawn by code and are labelled so everywhere."""


Environment = Mapping[str, str]
"""The settings that adapters may read, by their environment names (`OPENAI_API_KEY`, `OPENAI_BASE_URL` …)."""
