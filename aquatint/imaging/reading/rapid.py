"""The first reader: rapidocr, models in its wheel. It finds lines in any script and reads Latin, Greek, Han and kana.

An engine is used by one thread at a time, because it keeps the flags of the last call; at most `ENGINES` are loaded,
each about 120 MB, and they stay for the life of the process.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Final

import numpy as np

from aquatint.imaging.reading.geometry import Quad
from aquatint.imaging.reading.picture import Pixels

ENGINES: Final = 2
_THREADS: Final = 2
_LEAST: Final = 32
_LONGEST: Final = 4
"""The model enlarges the shorter side to 736 pixels: a strip is padded first, or it would grow without bound."""

_idle: "queue.LifoQueue[Any]" = queue.LifoQueue()
_slots: Final = threading.BoundedSemaphore(ENGINES)


@contextmanager
def _engine() -> Iterator[Any]:
    """Lend an engine to this thread; wait while all are lent."""
    with _slots:
        try:
            engine = _idle.get_nowait()
        except queue.Empty:
            engine = _load()
        try:
            yield engine
        finally:
            _idle.put(engine)


def _load() -> Any:  # noqa: ANN401 -- rapidocr carries no types
    from rapidocr import RapidOCR  # noqa: PLC0415 -- a second of imports that only a reader pays

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": count for kind, count in _THREAD_COUNTS.items()}
    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": 0.0, **threads})


_THREAD_COUNTS: Final = {"intra": _THREADS, "inter": 1}


def find(pixels: Pixels) -> list[Quad]:
    """Return the lines of writing in reading order, in pixels of `pixels` (height × width × 3, RGB)."""
    height, width = pixels.shape[:2]
    least = max(_LEAST, -(-max(height, width) // _LONGEST))
    wanting = (0, max(0, least - height)), (0, max(0, least - width)), (0, 0)
    pixels = np.pad(pixels, wanting, "edge")
    with _engine() as engine:
        found = engine(pixels[..., ::-1], use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return [] if boxes is None else [_quad(box) for box in boxes]


def read(cuts: list[Pixels]) -> list[tuple[str, float, tuple[tuple[float, float], ...]]]:
    """Return text, score (0 to 1) and the span of each code point (parts of the width) for straightened lines."""
    out = []
    with _engine() as engine:
        for cut in cuts:
            found = engine(cut[..., ::-1], use_det=False, use_cls=False, use_rec=True, return_word_box=True)
            text = found.txts[0] if found.txts else ""
            info = found.word_results[0] if text else None
            out.append((text, float(found.scores[0]) if text else 0.0, _spans(text, info)))
    return out


def known() -> frozenset[str]:
    """Return the characters that the reader can write at all."""
    with _engine() as engine:
        if engine.text_rec is None:
            engine(np.full((48, 96, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
        return frozenset(engine.text_rec.postprocess_op.character[1:])


def _quad(box: Any) -> Quad:  # noqa: ANN401 -- four points of NumPy
    one, two, three, four = ((float(x), float(y)) for x, y in box)
    return one, two, three, four


def _spans(text: str, info: Any) -> tuple[tuple[float, float], ...]:  # noqa: ANN401 -- rapidocr carries no types
    """Turn the columns in which letters were seen into spans; a space takes the gap between its neighbours."""
    length = max(float(getattr(info, "line_txt_len", 0) or 0), 1.0)
    columns = iter([(column + 0.5) / length for word in getattr(info, "word_cols", ()) for column in word])
    centres = [None if char.isspace() else next(columns, None) for char in text]
    middles = _filled(centres)
    edges = [0.0, *((one + two) / 2 for one, two in pairwise(middles)), 1.0]
    return tuple((min(start, 1.0), min(end, 1.0)) for start, end in pairwise(edges))


def _filled(centres: list[float | None]) -> list[float]:
    out: list[float] = []
    for index, centre in enumerate(centres):
        before = out[-1] if out else 0.0
        after = next((one for one in centres[index + 1 :] if one is not None), 1.0)
        out.append(centre if centre is not None else (before + after) / 2)
    return out
