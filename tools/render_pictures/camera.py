"""A camera without perspective: where it looks from, and which rectangle of the room it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

DISTANCE = 6.0  # meters from the scene; without perspective it only has to be outside


@dataclass(frozen=True)
class Camera:
    """Looks along one direction, everything at one scale.

    `toward` points from the scene to the eye, `right` and `up` span the picture (unit vectors in the room).
    `low` and `high` are the corners of what is shown, in meters along `right` and `up`.
    """

    toward: Points
    right: Points
    up: Points
    low: Points
    high: Points
    pixels_per_meter: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, both even, as video needs them."""
        width, height = 2 * np.ceil((self.high - self.low) * self.pixels_per_meter / 2).astype(int)
        return int(width), int(height)

    def flat(self, points: Points) -> Points:
        """Points of the room (n, 3) as meters along right and up (n, 2)."""
        return np.stack([points @ self.right, points @ self.up], axis=-1)

    def pixels(self, points: Points) -> Points:
        """Points of the room (n, 3) as pixels (n, 2), counted from the upper left corner."""
        across, upward = self.flat(points).T
        return np.stack([across - self.low[0], self.high[1] - upward], axis=1) * self.pixels_per_meter

    def nearness(self, points: Points) -> Points:
        """How near each point (n, 3) is to the eye, in meters: more is nearer."""
        return np.asarray(points @ self.toward)

    def fitting(self, clouds: Iterable[Points], margin: float) -> Camera:
        """The same camera, showing all of the points and a margin in meters around them."""
        flat = np.concatenate([self.flat(cloud) for cloud in clouds])
        return replace(self, low=flat.min(axis=0) - margin, high=flat.max(axis=0) + margin)

    def at_scale(self, pixels_per_meter: float) -> Camera:
        """The same rectangle of the room at another scale."""
        return replace(self, pixels_per_meter=pixels_per_meter)

    def filling(self, width: int, height: int) -> Camera:
        """The same middle, with the scale and the rectangle that fill a picture of this many pixels."""
        middle, extent = (self.low + self.high) / 2, self.high - self.low
        scale = min(width / extent[0], height / extent[1])
        half = np.array([width, height]) / scale / 2
        return replace(self, low=middle - half, high=middle + half, pixels_per_meter=scale * (1 - 1e-9))

    def aim(self, plotter: Any) -> None:
        """Sets the camera of a PyVista plotter."""
        across, upward = (self.low + self.high) / 2
        focus = self.right * across + self.up * upward
        plotter.camera.position = focus + DISTANCE * self.toward
        plotter.camera.focal_point = focus
        plotter.camera.up = self.up
        plotter.enable_parallel_projection()
        plotter.camera.parallel_scale = self.size[1] / self.pixels_per_meter / 2


def looking_from(azimuth: float, elevation: float, pixels_per_meter: float) -> Camera:
    """A camera at these angles in degrees, which shows nothing yet (see `fitting`).

    Azimuth 0 is the left side of a person who stands, 90 behind, 180 the right side, 270 the front.
    """
    turn, lift = np.radians([azimuth, elevation])
    toward = np.array([np.cos(lift) * np.cos(turn), np.cos(lift) * np.sin(turn), np.sin(lift)])
    right = np.cross(-toward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    nowhere = np.zeros(2)
    return Camera(toward, right, np.cross(right, -toward), nowhere, nowhere, pixels_per_meter)
