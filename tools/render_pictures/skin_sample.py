"""A few hundred points of the skin: enough to tell what touches what, and quick to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .figure import Figure
from .skin import thorax_bend

Array = NDArray[np.float64]

POINTS_A_PART = 90
EVERY_NTH = 8  # of all points
WEIGHTS_A_POINT = 6
EXTREME_POINTS = 3  # whose mean is the lowest, foremost or rearmost place of a part


@dataclass(frozen=True)
class PosedSample:
    """The sample in one posture: points in meters, with the floor at z = 0.

    Attributes:
        moved: (n, 3) the points of all parts, one part after the other, and then of the whole skin.
        rows: Which of them are the points of each part.
        all_rows: Which of them are of the whole skin.
        ball_y: Where the middle of the ball is from front to back.
    """

    moved: Array
    rows: dict[str, slice]
    all_rows: slice
    ball_y: float = 0.0

    def points(self, part: str) -> Array:
        """The points of a part (k, 3)."""
        return self.moved[self.rows[part]]

    @property
    def everything(self) -> Array:
        """Points of the whole skin (k, 3)."""
        return self.moved[self.all_rows]

    def center(self, part: str) -> Array:
        """The mean of a part's points (3,)."""
        center: Array = self.points(part).mean(0)
        return center

    def lowest(self, part: str) -> float:
        """How high the lowest points of a part are."""
        return float(np.sort(self.points(part)[:, 2])[:EXTREME_POINTS].mean())

    def foremost(self, part: str) -> float:
        """The y of the foremost points of a part (the standing body faces -y)."""
        return float(np.sort(self.points(part)[:, 1])[:EXTREME_POINTS].mean())

    def rearmost(self, part: str) -> float:
        """The y of the rearmost points of a part."""
        return float(np.sort(self.points(part)[:, 1])[-EXTREME_POINTS:].mean())

    def distance(self, first: str, second: str) -> float:
        """How far apart the nearest points of two parts are."""
        between = self.points(first)[:, None] - self.points(second)[None]
        return float(np.linalg.norm(between, axis=2).min())


class SkinSample:
    """Points of some parts and of the whole skin, each carried by its six largest weights only."""

    def __init__(self, figure: Figure, parts: Sequence[str]) -> None:
        skin = figure.skin
        self.body = figure.body
        self.rows: dict[str, slice] = {}
        chosen, start = [], 0
        for part in parts:
            points = skin.parts[part]
            points = points[:: max(1, len(points) // POINTS_A_PART)]
            self.rows[part] = slice(start, start + len(points))
            chosen.append(points)
            start += len(points)
        chosen.append(np.arange(0, len(skin.standing), EVERY_NTH))
        self.all_rows = slice(start, None)

        points = np.concatenate(chosen)
        weights = skin.weights[points]
        self._carriers = np.argsort(-weights, axis=1)[:, :WEIGHTS_A_POINT]
        largest = np.take_along_axis(weights, self._carriers, axis=1)
        self._weights = largest / largest.sum(1, keepdims=True)
        self._torso_weight = weights[:, self.body.torso]
        self._standing = skin.standing[points]

    def now(self, lift_m: float = 0.0, ball_y: float = 0.0) -> PosedSample:
        """The sample in the present posture of the body, lifted by ``lift_m``."""
        body = self.body
        moved = np.einsum(
            "vk,vkij,vj->vi", self._weights, body.rotation[self._carriers], self._standing, optimize=True
        ) + np.einsum("vk,vki->vi", self._weights, body.translation[self._carriers])
        moved = moved + thorax_bend(body, self._standing, self._torso_weight)
        moved[:, 2] += lift_m
        return PosedSample(moved, self.rows, self.all_rows, ball_y)
