"""The rim of what changed at the picture's own size."""

from typing import Final

import numpy as np

from aquatint.imaging.lock.matching import Match
from aquatint.imaging.lock.vision import Bools, Bytes, cv2, disc, resized

_RIM: Final = 0.002
"""Of the longer side: how much wider than found. A seam within the rim would leave a ghost of what was there."""


def refined(source: Bytes, aligned: Bytes, matched: Match) -> Bools:
    """Return the changed part at full size, a little wider than found: the seam lies where nothing differs."""
    del aligned
    rim = max(1, round(_RIM * max(source.shape[:2])))
    soft = resized(matched.found.mask.astype(np.float32), source.shape[1::-1])
    wider: Bools = cv2.dilate((soft > 0.5).astype(np.uint8), disc(rim)) > 0  # noqa: PLR2004 -- the nearer pixel
    return wider
