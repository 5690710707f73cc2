"""Laying regions of an aligned answer into its source, with a seam that lies inside them."""

import numpy as np

from aquatint.imaging.lock.levels import Levels
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, cv2


def weights(hard: Bools, feather: float) -> Floats:
    """Return 0 outside of `hard`, rising to 1 over `feather` pixels within. The picture's border is no seam."""
    framed = cv2.copyMakeBorder(hard.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(framed, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    ramp = np.clip(depth / np.float32(feather + 1), 0, 1)
    result: Floats = ramp * ramp * (3 - 2 * ramp)
    return result


def lay(source: Levels, aligned: Levels, weight: Floats, *, alpha: bool) -> Levels:
    """Return the mixture of two pictures of the same shape and depth. With `alpha`, colours are mixed as they cover."""
    top = np.iinfo(source.dtype).max
    first, second, share = source.astype(np.float32), aligned.astype(np.float32), weight[..., None]
    if not alpha:
        mixed = first + (second - first) * share
    else:
        cover_a, cover_b = first[..., -1:] * (1 - share), second[..., -1:] * share
        cover = cover_a + cover_b
        colours = (first[..., :-1] * cover_a + second[..., :-1] * cover_b) / np.maximum(cover, 1e-6)
        mixed = np.concatenate([np.where(cover > 0, colours, first[..., :-1]), cover], axis=-1)
    levels: Levels = np.clip(np.rint(mixed), 0, top).astype(source.dtype)
    return levels


def compose(
    source: Levels, aligned: Levels, change_map: Bytes, feather: float, *, alpha: bool, limit: Floats | None = None
) -> Levels:
    """Return the source with the mapped regions taken from `aligned`; every other pixel is the source's.

    `limit` (0 to 1) bounds the share of the answer, such as a grey mark does.
    """
    out = source.copy()
    margin = int(feather) + 2
    tall, wide = change_map.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats((change_map > 0).astype(np.uint8), connectivity=8)
    for index in range(1, count):
        left, top, width, height, _area = stats[index]
        box = (
            slice(max(0, top - margin), min(tall, top + height + margin)),
            slice(max(0, left - margin), min(wide, left + width + margin)),
        )
        hard = labels[box] == index
        weight = weights(hard, feather)
        if limit is not None:
            weight = np.minimum(weight, limit[box])
        out[box][hard] = lay(source[box], aligned[box], weight, alpha=alpha)[hard]
    return out
