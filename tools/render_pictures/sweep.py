"""A tube along a path, without the seams and twists that PyVista's own tubes show where a path bends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sweep(path: Array, radius: Array, sides: int) -> tuple[Array, NDArray[np.int_]]:
    """The closed tube along a path (k, 3) with a radius at each point (k,), as points (n, 3) and triangles (m, 3)."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    # The frame is carried along the path and never turns about it, so that neighboring rings match.
    across = np.zeros_like(path)
    last = np.eye(3)[np.abs(tangent[0]).argmin()]
    for place, direction in enumerate(tangent):
        last = last - (last @ direction) * direction
        last /= np.linalg.norm(last)
        across[place] = last
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[:, None, None]
    rings = path + radius[:, None] * (np.cos(turn) * across + np.sin(turn) * np.cross(tangent, across))
    points = np.concatenate([rings.transpose(1, 0, 2).reshape(-1, 3), path[[0, -1]]])

    corner = np.arange(len(path) * sides).reshape(len(path), sides)
    here, beside = corner[:-1], np.roll(corner, -1, axis=1)[:-1]
    after, after_beside = corner[1:], np.roll(corner, -1, axis=1)[1:]
    first, end = len(points) - 2, len(points) - 1
    caps = [
        np.stack([np.full(sides, first), np.roll(corner[0], -1), corner[0]], axis=1),
        np.stack([np.full(sides, end), corner[-1], np.roll(corner[-1], -1)], axis=1),
    ]
    walls = [np.stack([here, beside, after_beside], axis=-1), np.stack([here, after_beside, after], axis=-1)]
    return points, np.concatenate([*(wall.reshape(-1, 3) for wall in walls), *caps])
