"""What a lock reports: figures for the receipt, regions for the screen."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

type Status = Literal["local", "global", "unaligned", "unchanged"]
type Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """One connected part that changed. `box` is x, y, width, height in source pixels; `percent` is of the picture."""

    id: int
    box: Box
    percent: float
    sure: bool = True
    """Whether the region stays about the same when the threshold moves; False: let the person look."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants of one region: keep the change or drop it, `grow` pixels wider (negative: narrower)."""

    region: int
    keep: bool = True
    grow: int = 0


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the raw answer had drifted from the source.

    `dx`, `dy` are source pixels at the picture's middle; `scale` is a factor, `rotation` degrees; `warp` is the largest
    local shift that was followed, in source pixels; `colour` the mean change of an unmarked pixel in 8-bit levels.
    """

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    rotation: float = 0.0
    warp: float = 0.0
    colour: float = 0.0


@dataclass(frozen=True, slots=True)
class LockReport:
    """The figures of one lock.

    `status`: "local" (regions were laid into the source), "global" (the whole picture changed: nothing was locked),
    "unaligned" (the answer cannot be laid over the source: nothing was locked), "unchanged" (no change was found; the
    result is the source). `percent_changed` is the share of pixels that may differ from the source, 0 to 100.
    `outside_max_error` is the largest difference outside the regions, in levels of the source's own depth, measured on
    the written file; None where nothing was locked. `transform` maps a source pixel (x, y, 1) to a pixel of the raw
    answer, rows first. `psnr_outside` (dB; None: identical) and `ssim_outside` (0 to 1, on a copy of one megapixel)
    compare the raw answer with the source outside the regions, before the lock. `seam` is the mean gradient across the
    seams over that of the source at the same place: 1 is invisible. `sure` False: ask the person to look.
    `cpu_seconds` is the process time that it took.
    """

    status: Status
    width: int
    height: int
    percent_changed: float
    outside_max_error: int | None
    regions: tuple[Region, ...]
    drift: Drift
    transform: tuple[tuple[float, float, float], tuple[float, float, float]] | None
    psnr_outside: float | None
    ssim_outside: float | None
    seam: float | None
    sure: bool
    cpu_seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, numbers and strings."""
        return asdict(self)
