"""Thorax and neck as drawn: the body model has one rigid thorax and a rigid neck, so they bend in pictures only.

No strand changes its length with the angles of this module, and no number follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from .posture import DRAWN_THORAX

Array = NDArray[np.float64]

SEGMENTS = 10
# Ribs slope down to the front, so a point in front of the vertebral column moves with a higher vertebra.
RIB_SLOPE, RIB_DEPTH_M = 0.45, 0.25


class DrawnThorax:
    """A thorax that bends along its vertebral column, in the frame of the standing body.

    Attributes:
        bottom, top: Heights of the lowest and the highest thoracic level, in meters.
        spine_y: How far back the vertebral column stands, in meters.
        bent: Whether any of the three angles differs from 0.
    """

    def __init__(self, lumbar_1: Array, neck_base: Array, top: float) -> None:
        self.bottom, self.top = float(lumbar_1[2]) + 0.035, top
        self.spine_y = float(lumbar_1[1])
        kyphosis = 0.02 * np.sin(np.linspace(0, np.pi, SEGMENTS))
        self._pivots = np.column_stack(
            [
                np.zeros(SEGMENTS),
                np.linspace(self.spine_y, neck_base[1], SEGMENTS) + kyphosis,
                np.linspace(self.bottom, self.top, SEGMENTS + 1)[:-1],
            ]
        )
        self.bend(dict.fromkeys(DRAWN_THORAX, 0.0))

    def bend(self, angles: Mapping[str, float]) -> None:
        """Takes over ``thor`` (flexion +), ``tlat`` (to the right +) and ``trot`` (to the left +), in degrees."""
        flexion, side_bend, turn = (angles[name] / SEGMENTS for name in DRAWN_THORAX)
        self.bent = bool(flexion or side_bend or turn)
        step = Rotation.from_euler("XYZ", [flexion, -side_bend, turn], degrees=True).as_matrix()
        rotation, translation = np.eye(3), np.zeros(3)
        rotations, translations = [rotation], [translation]
        for pivot in self._pivots:
            translation = rotation @ (pivot - step @ pivot) + translation
            rotation = rotation @ step
            rotations.append(rotation)
            translations.append(translation)
        self._rotation, self._translation = np.array(rotations), np.array(translations)

    @property
    def end(self) -> tuple[Array, Array]:
        """Rotation (3, 3) and translation (3,) of the top of the thorax, which carries shoulders and neck."""
        return self._rotation[-1], self._translation[-1]

    def warp(self, points: Array) -> Array:
        """Points (n, 3) of the standing thorax on the bent one, still in the frame of the standing body."""
        if not self.bent:
            return points
        in_front = RIB_SLOPE * np.clip(self.spine_y - points[:, 1], 0, RIB_DEPTH_M)
        level = SEGMENTS * np.clip((points[:, 2] + in_front - self.bottom) / (self.top - self.bottom), 0, 1)
        below = np.minimum(level.astype(int), SEGMENTS - 1)
        share = (level - below)[:, None]
        warped: Array = (1 - share) * self._moved(points, below) + share * self._moved(points, below + 1)
        return warped

    def _moved(self, points: Array, segment: NDArray[np.int_]) -> Array:
        moved: Array = np.einsum("nij,nj->ni", self._rotation[segment], points) + self._translation[segment]
        return moved


class DrawnNeck:
    """Head and neck, which turn about the base of the neck and nod on the first vertebra.

    Attributes:
        base: Where the neck starts to bend (3,), in meters.
        nod_pivot: Where the head nods (3,), in meters.
    """

    # Head, then three levels of the neck from below: the share of the neck's angles that each one takes.
    SHARES = (1.0, 0.3, 0.6, 0.9)
    # Most of the nod is the head's; the upper neck follows a little, the lower neck not at all.
    NOD_SHARES = (1.0, 0.0, 0.0, 0.4)
    # 11.5 cm above the chin of the fitted skin, and a little in front of the base of the neck.
    NOD_HEIGHT_M = 1.74749
    NOD_FORWARD_M = 0.022

    def __init__(self, base: Array) -> None:
        self.base = base
        self.nod_pivot = np.array([0, base[1] - self.NOD_FORWARD_M, self.NOD_HEIGHT_M])
        self._angles = np.zeros(3)
        self._nod = 0.0

    def bend(self, angles: Mapping[str, float]) -> None:
        """Takes over ``nrot`` (left +), ``nlat`` (right +), ``neck`` and ``nod`` (forward +), in degrees."""
        self._angles = np.array([angles["nrot"], angles["nlat"], angles["neck"]])
        self._nod = angles["nod"]

    def rotation(self, share: float) -> Array:
        """Rotation (3, 3) about the base of the neck of a level that takes this share of the angles."""
        rotation: Array = Rotation.from_euler("ZYX", share * self._angles, degrees=True).as_matrix()
        return rotation

    def levels(self) -> list[tuple[Array, Array]]:
        """Rotation and translation of the head and of the three levels of the neck, on the thorax that carries them."""
        levels = []
        for share, nod_share in zip(self.SHARES, self.NOD_SHARES, strict=True):
            rotation = self.rotation(share)
            translation = self.base - rotation @ self.base
            if nod_share and self._nod:
                nod = Rotation.from_euler("x", nod_share * self._nod, degrees=True).as_matrix()
                translation = rotation @ (self.nod_pivot - nod @ self.nod_pivot) + translation
                rotation = rotation @ nod
            levels.append((rotation, translation))
        return levels
