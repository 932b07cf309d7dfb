"""Small steps between points of the body that the drawings of muscles share. Points are (3,) in meters, right side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .landmarks import Landmarks

Array = NDArray[np.float64]

SCAPULA, HUMERUS = "scapula_r", "humerus_r"  # bodies that carry the ends of muscles
THORAX, PELVIS, FEMUR = "torso", "pelvis", "femur_r"
COLUMN = [*(f"C{n}" for n in range(1, 8)), *(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)), "S"]


def levels(upper: str, lower: str) -> list[str]:
    """The vertebrae from one to another, both included."""
    return COLUMN[COLUMN.index(upper) : COLUMN.index(lower) + 1]


def line(*points: object) -> Array:
    """A polyline (k, 3)."""
    return np.array(points, dtype=float)


def middle(one: Array, other: Array) -> Array:
    """The point halfway."""
    return np.asarray((one + other) / 2)


def moved(points: Array, x: float, y: float, z: float) -> Array:
    """Points (..., 3) moved by so many meters: + is to the left, backward, up."""
    return np.asarray(points + np.array([x, y, z]))


def even(row: Array, count: int = 7) -> Array:
    """A polyline with `count` points at equal distances."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(row, axis=0), axis=1))]
    return np.stack([np.interp(np.linspace(0, along[-1], count), along, axis) for axis in row.T], axis=1)


def across(point: Array, half: float) -> Array:
    """A short upright line through a point."""
    return line(moved(point, 0, 0, half), moved(point, 0, 0, -half))


def around(at: Landmarks, start: Array, end: Array, shares: tuple[float, ...]) -> list[Array]:
    """Points on the way around the thorax from one place to another."""
    axis_y = at.rib_axis[1]

    def polar(point: Array) -> Array:
        return np.array([np.arctan2(-point[0], point[1] - axis_y), np.hypot(point[0], point[1] - axis_y), point[2]])

    found = []
    for share in shares:
        angle, out, height = (1 - share) * polar(start) + share * polar(end)
        found.append(np.array([-out * np.sin(angle), axis_y + out * np.cos(angle), height]))
    return found
