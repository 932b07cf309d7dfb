"""Small round marks on the muscles, which repeat a color for those who do not see it, and where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from .camera import Points
from .palette import Color, in_bytes

RADIUS = 13  # pixels
AT_MOST = 4
GAP = 5  # pixels between two badges
FINE = 4  # drawn this much larger and scaled down

PAPER = (255, 255, 255, 245)
INK = (25, 25, 25, 255)

# Each symbol as polygons in a disk of radius 1, y downward.
SYMBOLS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "minus": (((-0.55, -0.12), (0.55, -0.12), (0.55, 0.12), (-0.55, 0.12)),),
    "plus": (
        ((-0.55, -0.12), (0.55, -0.12), (0.55, 0.12), (-0.55, 0.12)),
        ((-0.12, -0.55), (0.12, -0.55), (0.12, 0.55), (-0.12, 0.55)),
    ),
    "triangle": (((0, -0.58), (0.54, 0.4), (-0.54, 0.4)),),
    "square": (((-0.42, -0.42), (0.42, -0.42), (0.42, 0.42), (-0.42, 0.42)),),
    "double-arrow": (
        ((-0.3, -0.11), (0.3, -0.11), (0.3, 0.11), (-0.3, 0.11)),
        ((-0.68, 0), (-0.22, -0.42), (-0.22, 0.42)),
        ((0.68, 0), (0.22, -0.42), (0.22, 0.42)),
    ),
}


@dataclass(frozen=True)
class Badge:
    """A mark that wants a place: the best places come first (n, 2), in pixels."""

    symbol: str
    color: Color
    places: Points


@dataclass(frozen=True)
class Keep:
    """A disk that badges leave free where they can: a hand, the face. In pixels."""

    center: tuple[float, float]
    radius: float


def sign(points: float) -> str:
    """The symbol of a change of length."""
    return "plus" if points > 0 else "minus"


def arrange(badges: Sequence[Badge], free: Sequence[Keep], size: tuple[int, int]) -> list[tuple[Badge, Points]]:
    """At most four badges, the first ones first, each with its place (2,) in pixels.

    A place is inside the picture and off every other badge. Off hands and face too, where the muscle has such a place;
    a muscle that has none keeps its best place. A badge that would lie upon another one is left out.
    """
    placed: list[tuple[Badge, Points]] = []
    for badge in badges:
        if len(placed) == AT_MOST:
            break
        apart = [place for place in badge.places if _inside(place, size) and _apart(place, placed)]
        clear = [place for place in apart if all(_distance(place, disk.center) > disk.radius + RADIUS for disk in free)]
        if best := (clear or apart)[:1]:
            placed.append((badge, best[0]))
    return placed


def paint(image: Image.Image, placed: Sequence[tuple[Badge, Points]]) -> Image.Image:
    """A copy of the picture with the badges on it."""
    painted = image.copy()
    for badge, place in placed:
        mark = _mark(badge)
        corner = (round(place[0] - mark.width / 2), round(place[1] - mark.height / 2))
        painted.alpha_composite(mark, corner)
    return painted


def _mark(badge: Badge) -> Image.Image:
    half = (RADIUS + 1) * FINE
    mark = Image.new("RGBA", (2 * half, 2 * half))
    draw = ImageDraw.Draw(mark)
    reach = RADIUS * FINE
    rim = (*in_bytes(badge.color), 255)
    draw.ellipse((half - reach, half - reach, half + reach, half + reach), fill=PAPER, outline=rim, width=3 * FINE)
    for shape in SYMBOLS[badge.symbol]:
        draw.polygon([(half + 0.82 * reach * x, half + 0.82 * reach * y) for x, y in shape], fill=INK)
    return mark.resize((mark.width // FINE, mark.height // FINE), Image.Resampling.LANCZOS)


def _inside(place: Points, size: tuple[int, int]) -> bool:
    return bool(np.all(place >= RADIUS + 2) and np.all(place <= np.array(size) - RADIUS - 2))


def _apart(place: Points, placed: Sequence[tuple[Badge, Points]]) -> bool:
    return all(_distance(place, other) >= 2 * RADIUS + GAP for _, other in placed)


def _distance(one: Points, other: Points | tuple[float, float]) -> float:
    return float(np.hypot(*(np.asarray(one) - np.asarray(other))))
