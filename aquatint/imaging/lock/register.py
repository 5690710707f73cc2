"""Laying an answer over its source: shift, scale, slight rotation, crop or pad, and slow local warps.

A work copy of about one megapixel is enough: ECC (Evangelidis and Psarakis, 2008) finds a hundredth of a pixel there.
Where it does not settle, matched ORB features (MAGSAC++) give a second start.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from aquatint.imaging.lock.report import Drift
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, Matrix, blur, cv2, resized, warped

_GOOD: Final = 0.9  # correlation from which on no second start is tried
_KEPT: Final = 0.5  # the share of the picture that a second look trusts
_SAME_SHAPE: Final = 0.015  # ratios of sides that differ by less are taken as stretched
_GLANCE: Final = 256  # the longer side of the copy on which crops and pads are told apart
_LEAST: Final = 0.02  # the share of unmarked pixels below which nothing can be registered
_CLAMP: Final = 4.0  # the largest local warp that is followed, in work pixels
_PRIOR: Final = 0.02  # the trust in no warp at all
_FLAT: Final = 2.0  # root mean square of Sobel's gradient: grain of three levels at most
_NO_WARP: Final = 0.08  # work pixels: below is noise
SOFTNESS: Final = (0.025, 0.02)
"""Of local warps, as a share of the longer side: one pass after the other."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """`matrix` maps work pixels of the source to pixels of the (full) answer; `correlation` is 0 to 1 (ECC).

    `warp` (work height, work width, 2) is added to a work pixel before the matrix; None: no local warp worth following.
    """

    matrix: Matrix
    correlation: float
    warp: Floats | None = None


def grey(colours: Bytes) -> Bytes:
    """Return the luma of 8-bit RGB."""
    result: Bytes = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    return result


def scaling(ratio_x: float, ratio_y: float) -> Matrix:
    """Return the map between pixel grids whose sides relate so: the corners of the pictures lie on each other."""
    return np.array([[ratio_x, 0, ratio_x / 2 - 0.5], [0, ratio_y, ratio_y / 2 - 0.5]])


def after(second: Matrix, first: Matrix) -> Matrix:
    """Return the map that applies `first`, then `second`."""
    square = np.vstack([first, [0, 0, 1]])
    return np.asarray(second @ square, np.float64)


def inverse(matrix: Matrix) -> Matrix:
    """Return the map back."""
    result: Matrix = cv2.invertAffineTransform(matrix)
    return result


def align(source: Bytes, answer: Bytes, fixed: Bools) -> Alignment:
    """Lay `answer` (grey, any size) over `source` (grey, work size), trusting only `fixed` pixels of the source."""
    size = source.shape[1::-1]
    reference = np.where(fixed, 255, 0).astype(np.uint8)
    nominal, best = _nominal(source, answer, fixed), None
    for start in (_straight, _by_features):
        first = start(source, answer, nominal, fixed)
        if first is None:
            break
        shown, whole = warped(answer, first, size), _covered(answer, first, size)
        found, correlation = _ecc(source, shown, reference, np.where(whole, 255, 0).astype(np.uint8))
        if correlation < _GOOD:
            first, found, correlation = _trimmed(source, answer, after(first, found) if correlation else first, fixed)
        if best is None or correlation > best.correlation:
            best = Alignment(after(first, found), correlation)
        if correlation > _GOOD:
            break
    return best or Alignment(nominal, 0.0)


def _trimmed(source: Bytes, answer: Bytes, first: Matrix, fixed: Bools) -> tuple[Matrix, Matrix, float]:
    """Look again without the part that fits worst: where much changed, that is what changed."""
    size = source.shape[1::-1]
    shown, whole = warped(answer, first, size), _covered(answer, first, size)
    apart = blur(cv2.absdiff(source, shown).astype(np.float32), 4.0)
    kept = fixed & whole
    if not kept.any():
        return first, np.eye(2, 3), 0.0
    kept &= apart <= float(np.quantile(apart[kept], _KEPT))
    found, correlation = _ecc(
        source, shown, np.where(kept, 255, 0).astype(np.uint8), np.where(whole, 255, 0).astype(np.uint8)
    )
    return first, found, correlation


def _nominal(source: Bytes, answer: Bytes, fixed: Bools) -> Matrix:
    """Return how the answer's frame shows the source's: stretched, or with its middle cropped or padded."""
    (tall, wide), (high, broad) = source.shape, answer.shape
    ratio_x, ratio_y = broad / wide, high / tall
    stretched = scaling(ratio_x, ratio_y)
    if abs(ratio_x / ratio_y - 1) < _SAME_SHAPE:
        return stretched
    shrink = min(1.0, _GLANCE / max(wide, tall))
    size = max(8, round(wide * shrink)), max(8, round(tall * shrink))
    glance = scaling(wide / size[0], tall / size[1])
    known = resized(fixed.astype(np.uint8), size, smooth=False) > 0
    mine, candidates = resized(source, size), [stretched]
    for ratio in (min(ratio_x, ratio_y), max(ratio_x, ratio_y)):
        middle = [(broad - 1) / 2 - ratio * (wide - 1) / 2, (high - 1) / 2 - ratio * (tall - 1) / 2]
        candidates.append(np.array([[ratio, 0, middle[0]], [0, ratio, middle[1]]]))
    theirs = cv2.resize(answer, None, fx=size[0] / broad, fy=size[1] / high, interpolation=cv2.INTER_AREA)
    smaller = scaling(theirs.shape[1] / broad, theirs.shape[0] / high)
    marks = []
    for candidate in candidates:
        there = after(smaller, after(candidate, glance))
        marks.append(likeness(mine, warped(theirs, there, size), known & _covered(theirs, there, size)))
    return candidates[int(np.argmax(marks))]


def _covered(answer: Bytes, matrix: Matrix, size: tuple[int, int], rim: int = 2) -> Bools:
    """Return which source pixels the answer shows at all."""
    inner = np.zeros(answer.shape[:2], np.uint8)
    inner[rim:-rim, rim:-rim] = 255
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    result: Bools = cv2.warpAffine(inner, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT) > 0
    return result


def covered(answer: Bytes, alignment: Alignment, size: tuple[int, int]) -> Bools:
    """Return which pixels of the work copy the answer shows at all."""
    return _covered(answer, alignment.matrix, size)


def _straight(_source: Bytes, _answer: Bytes, nominal: Matrix, _fixed: Bools) -> Matrix | None:
    return nominal


def _by_features(source: Bytes, answer: Bytes, nominal: Matrix, fixed: Bools) -> Matrix | None:
    """Return the affine map that most matched ORB features agree on."""
    finder = cv2.ORB_create(4000)
    scale = math.sqrt(abs(np.linalg.det(nominal[:, :2])))
    near = answer if scale <= 1 else resized(answer, (round(answer.shape[1] / scale), round(answer.shape[0] / scale)))
    back = scaling(answer.shape[1] / near.shape[1], answer.shape[0] / near.shape[0])
    here, words = finder.detectAndCompute(source, np.where(fixed, 255, 0).astype(np.uint8))
    there, others = finder.detectAndCompute(near, None)
    if words is None or others is None or min(len(here), len(there)) < 8:  # noqa: PLR2004 -- too few to agree
        return None
    pairs = [pair for pair in cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(words, others, k=2) if len(pair) > 1]
    good = [first for first, second in pairs if first.distance < 0.8 * second.distance]  # Lowe's ratio
    if len(good) < 8:  # noqa: PLR2004
        return None
    cv2.setRNGSeed(1)
    points = np.array([here[match.queryIdx].pt for match in good], np.float32)
    images = np.array([there[match.trainIdx].pt for match in good], np.float32)
    found, _ = cv2.estimateAffine2D(points, images, method=cv2.USAC_MAGSAC, ransacReprojThreshold=1.5, maxIters=5000)
    return None if found is None or not _plausible(found) else after(back, np.asarray(found, np.float64))


def _plausible(matrix: Matrix) -> bool:
    sizes = np.linalg.svd(matrix[:, :2], compute_uv=False)
    return bool(sizes[1] > 0.4 and sizes[0] < 2.5 and sizes[0] < 1.5 * sizes[1])  # noqa: PLR2004


def _ecc(source: Bytes, shown: Bytes, reference: Bytes, sample: Bytes) -> tuple[Matrix, float]:
    identity = np.eye(2, 3, dtype=np.float32)
    if np.count_nonzero(reference) < _LEAST * reference.size:
        return identity.astype(np.float64), 0.0
    parameters = cv2.ECCParameters()
    levels = math.log2(max(2.0, min(source.shape) / 40))
    parameters.nlevels = max(1, min(4, int(levels)))
    try:
        correlation, found = cv2.findTransformECCMultiScale(source, shown, identity, parameters, reference, sample)
    except cv2.error:
        return identity.astype(np.float64), 0.0
    found = np.asarray(found, np.float64)
    return (found, float(correlation)) if _plausible(found) else (identity.astype(np.float64), 0.0)


def bended(alignment: Alignment, source: Bytes, seen: Bytes, fixed: Bools, softness: float) -> Alignment:
    """Return the alignment with the slow local shift that is left between two work copies, `seen` through it.

    Dense flow (DIS, Kroeger et al. 2016) at half size, weighted by texture and smoothed over `softness` (a share of
    the longer side), so much that no thing's own movement is followed.
    """
    half = source.shape[1] // 2, source.shape[0] // 2
    if min(half) < 16:  # noqa: PLR2004 -- the flow works on patches of eight
        return alignment
    mine, theirs = resized(source, half), resized(seen, half)
    flow = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_FAST).calc(mine, theirs, None)
    slope = cv2.magnitude(cv2.Sobel(mine, cv2.CV_32F, 1, 0), cv2.Sobel(mine, cv2.CV_32F, 0, 1))
    slope = blur(slope, 1.5)
    trust = slope / (slope + 20) * resized(fixed.astype(np.float32), half)
    trust *= cv2.magnitude(flow[..., 0], flow[..., 1]) < _CLAMP / 2
    sigma = max(half) * softness
    total = blur(trust.astype(np.float32), sigma)
    slow = np.stack([blur((flow[..., axis] * trust).astype(np.float32), sigma) for axis in (0, 1)], axis=-1)
    slow /= (total + _PRIOR)[..., None]  # where nothing has texture there is no shift to be seen
    field = cv2.resize(slow, source.shape[1::-1], interpolation=cv2.INTER_LINEAR) * 2
    if alignment.warp is not None:
        field = field + alignment.warp
    if float(np.abs(field).max()) < _NO_WARP:
        return alignment
    return Alignment(alignment.matrix, alignment.correlation, np.clip(field, -_CLAMP, _CLAMP).astype(np.float32))


def bent(answer: Bytes, alignment: Alignment, size: tuple[int, int], grid: Matrix, rows: slice) -> Bytes:
    """Return rows of the answer laid over the source of `size`; `grid` maps its pixels to work pixels."""
    band = rows.stop - rows.start
    start = np.array([[1.0, 0, 0], [0, 1, rows.start]])
    to_work = after(grid, start)
    if alignment.warp is None:
        return warped(answer, after(alignment.matrix, to_work), (size[0], band))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shift = cv2.warpAffine(alignment.warp, to_work, (size[0], band), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    x = (np.arange(size[0], dtype=np.float32) * np.float32(grid[0, 0]) + np.float32(grid[0, 2]))[None] + shift[..., 0]
    y = (np.arange(rows.start, rows.stop, dtype=np.float32) * grid[1, 1] + grid[1, 2]).astype(np.float32)[:, None]
    y = y + shift[..., 1]
    matrix = alignment.matrix.astype(np.float32)
    there_x = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]
    there_y = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
    result: Bytes = cv2.remap(answer, there_x, there_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return result


def likeness(source: Bytes, shown: Bytes, where: Bools) -> float:
    """Return the correlation of the gradients of two aligned grey pictures, -1 to 1; strong edges are clipped.

    Two flat grounds are alike: there is nothing in them that could lie elsewhere.
    """
    if not where.any():
        return 0.0
    product, mine, theirs = 0.0, 1e-6, 1e-6
    first, second = (blur(picture.astype(np.float32), 1.5) for picture in (source, shown))
    for direction in ((1, 0), (0, 1)):
        a = np.clip(cv2.Sobel(first, cv2.CV_32F, *direction)[where], -40, 40)
        b = np.clip(cv2.Sobel(second, cv2.CV_32F, *direction)[where], -40, 40)
        product += float(a @ b)
        mine += float(a @ a)
        theirs += float(b @ b)
    if max(mine, theirs) < _FLAT**2 * np.count_nonzero(where):
        return 1.0
    return product / math.sqrt(mine * theirs)


def drift(transform: Matrix, nominal: Matrix, size: tuple[int, int], *, warp: float, colour: float) -> Drift:
    """Describe how far `transform` (source to answer) is from what the two sizes alone would say."""
    moved = after(inverse(nominal), transform)
    middle = np.array([(size[0] - 1) / 2, (size[1] - 1) / 2, 1.0])
    dx, dy = moved @ middle - middle[:2]
    scale = math.sqrt(abs(float(np.linalg.det(moved[:, :2]))))
    turn = math.degrees(math.atan2(moved[1, 0] - moved[0, 1], moved[0, 0] + moved[1, 1]))
    return Drift(*(round(float(value), 4) for value in (dx, dy, scale, turn, warp, colour)))


def refined(source: Bytes, answer: Bytes, alignment: Alignment, fixed: Bools) -> Alignment:
    """Return the alignment after another look at pixels that did not change."""
    size = source.shape[1::-1]
    seen, whole = warped(answer, alignment.matrix, size), covered(answer, alignment, size)
    reference, sample = (np.where(part, 255, 0).astype(np.uint8) for part in (fixed, whole))
    found, correlation = _ecc(source, seen, reference, sample)
    if correlation <= cv2.computeECC(source, seen, cv2.bitwise_and(reference, sample)):
        return alignment
    return Alignment(after(alignment.matrix, found), correlation)


def shown(answer: Bytes, alignment: Alignment, size: tuple[int, int]) -> Bytes:
    """Return the whole answer laid over the source's work copy of `size`."""
    return bent(answer, alignment, size, np.eye(2, 3), slice(0, size[1]))
