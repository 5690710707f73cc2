"""The rim of what changed at the picture's own size."""

import numpy as np

from aquatint.imaging.lock.matching import Match
from aquatint.imaging.lock.vision import Bools, Bytes, cv2, disc, resized


def refined(source: Bytes, aligned: Bytes, matched: Match) -> Bools:
    """Return the changed part at full size, a pixel wider than found: the seam must not cut what is new."""
    del aligned
    soft = resized(matched.found.mask.astype(np.float32), source.shape[1::-1])
    wider: Bools = cv2.dilate((soft > 0.5).astype(np.uint8), disc(1)) > 0  # noqa: PLR2004 -- the nearer pixel
    return wider
