"""From a mask that holds the number of a muscle in each pixel to outlines that a browser can fill.

An outline is SVG path data with whole numbers, in pixels of the picture, to be filled by the even-odd rule; outer lines
and holes run opposite ways, so the nonzero rule gives the same. It takes in the gaps where ribs cross a muscle, so that
a finger finds the muscle there too, but nothing of another muscle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw
from scipy.ndimage import binary_closing, distance_transform_edt, gaussian_filter

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FEWEST_PIXELS = 200  # less of a muscle is not offered as a region
COVERAGE, ON_OTHERS = 0.97, 0.03  # an outline this good is taken: share of the mask, and share on other muscles
NEEDED = 0.955  # of the mask, if none is that good; the tests ask for 0.95
GAP = 5  # pixels, half the width of a gap that is closed
MARGIN = 4  # pixels around the mask, so that a line at its border closes
# Coarse to fine: how far a line may stray in pixels, and the level of the blurred mask that it follows.
ATTEMPTS = ((1.6, 0.45), (1.2, 0.45), (0.9, 0.42), (0.7, 0.42), (0.6, 0.46), (0.5, 0.42), (0.4, 0.38), (0.4, 0.34))
FINE = 4  # subpixels each way when an outline is filled


@dataclass(frozen=True)
class Outline:
    """Path data, and the point where a mark for the whole region stands (inside it), in pixels."""

    path: str
    center: tuple[int, int]


def trace(mask: Mask, others: Mask) -> Outline | None:
    """The outline of a mask, without pixels of other muscles; None when there is too little to point at.

    Raises:
        ValueError: No attempt covers enough of the mask.
    """
    if mask.sum() < FEWEST_PIXELS:
        return None
    region = (binary_closing(np.pad(mask, GAP), iterations=GAP)[GAP:-GAP, GAP:-GAP] & ~others) | mask
    soft = gaussian_filter(np.pad(region.astype(float), MARGIN), 0.7)
    best, quality = None, -1.0
    for tolerance, level in ATTEMPTS:
        path = _path(soft, level, tolerance)
        inside = filled(path, (mask.shape[1], mask.shape[0]))
        coverage = float((inside & mask).sum() / mask.sum())
        on_others = float((inside & others).sum() / inside.sum())
        if coverage - on_others > quality and coverage >= NEEDED:
            best, quality = Outline(path, _center(inside & mask)), coverage - on_others
        if coverage >= COVERAGE and on_others <= ON_OTHERS:
            return Outline(path, _center(inside & mask))
    if best is None:
        raise ValueError(f"No outline covers {NEEDED:.1%} of its mask.")
    return best


def filled(path: str, size: tuple[int, int]) -> Mask:
    """The pixels (height, width) of which an outline covers at least half, by the even-odd rule."""
    fine = (size[0] * FINE, size[1] * FINE)
    inside = Image.new("1", fine)
    for line in path.split("M")[1:]:
        numbers = [FINE * float(word) for word in line.removesuffix("Z").split()]
        one = Image.new("1", fine)
        ImageDraw.Draw(one).polygon(list(zip(numbers[::2], numbers[1::2], strict=True)), fill=1)
        inside = ImageChops.logical_xor(inside, one)
    share = np.asarray(inside).reshape(size[1], FINE, size[0], FINE).mean(axis=(1, 3))
    return np.asarray(share >= 0.5)


def _path(soft: Array, level: float, tolerance: float) -> str:
    lines = cast(list[Array], contour_generator(z=soft, line_type=LineType.Separate).lines(level))
    parts = []
    for line in sorted(lines, key=len, reverse=True):
        # Half a pixel, because the number of a pixel stands for its middle.
        points = _simplified(line - MARGIN + 0.5, tolerance).round().astype(int)
        points = points[:-1][(np.diff(points, axis=0) != 0).any(axis=1)]
        if len(points) >= 3 and abs(_area(points)) >= 6:
            parts.append("M" + " ".join(f"{x} {y}" for x, y in points.clip(0)) + "Z")
    return "".join(parts)


def _simplified(line: Array, tolerance: float) -> Array:
    """A line with as few of its points as keep it within a tolerance (Douglas and Peucker)."""
    keep = np.zeros(len(line), bool)
    keep[[0, len(line) // 2, -1]] = True  # the halves of a closed line have no length otherwise
    spans = [(0, len(line) // 2), (len(line) // 2, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last <= first + 1:
            continue
        along, away = line[last] - line[first], line[first + 1 : last] - line[first]
        length = np.hypot(*along)
        cross = along[0] * away[:, 1] - along[1] * away[:, 0]
        distance = np.abs(cross) / length if length > 1e-9 else np.hypot(*away.T)
        farthest = int(distance.argmax())
        if distance[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _area(points: Array) -> float:
    x, y = points.T.astype(float)
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def _center(mask: Mask) -> tuple[int, int]:
    """The pixel nearest to the middle of a mask among those well inside it."""
    inside = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    rows, columns = np.nonzero(inside >= min(12.0, 0.75 * inside.max()))
    all_rows, all_columns = np.nonzero(mask)
    nearest = np.argmin((rows - np.median(all_rows)) ** 2 + (columns - np.median(all_columns)) ** 2)
    return int(columns[nearest]), int(rows[nearest])
