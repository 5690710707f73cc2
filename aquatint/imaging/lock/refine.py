"""Sharpening the rim of what changed at the picture's own size."""

import numpy as np

from aquatint.imaging.lock.matching import Match
from aquatint.imaging.lock.vision import Bools, Bytes, cv2, resized


def refined(source: Bytes, aligned: Bytes, matched: Match) -> Bools:
    """Return the changed part at full size."""
    del aligned
    soft = resized(matched.found.mask.astype(np.float32), source.shape[1::-1])
    result: Bools = cv2.GaussianBlur(soft, (0, 0), 1.0) > 0.4  # noqa: PLR2004
    return result
