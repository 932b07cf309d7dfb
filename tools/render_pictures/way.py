"""A movement as a few postures with their times, a smooth curve through them, and its mirror image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import PchipInterpolator

from .posture import TWO_SIDED, expand, without_side
from .scene import Posture

# These turn or bend sideways, so the mirror image has them the other way.
SIDEWAYS = ("tilt", "spin", "lat", "rot", "tlat", "trot", "nlat", "nrot")


@dataclass(frozen=True)
class Way:
    """Postures from one frame (share 0) to the next (share 1), each with its share of the way."""

    shares: tuple[float, ...]
    postures: tuple[Posture, ...]

    @cached_property
    def _names(self) -> list[str]:
        return sorted(expand(self.postures[0].angles))

    @cached_property
    def _curve(self) -> PchipInterpolator:
        """Goes through every posture and, between two of them, beyond neither."""
        rows = [[expand(held.angles)[name] for name in self._names] + [*held.shift] for held in self.postures]
        return PchipInterpolator(self.shares, np.array(rows))

    def at(self, share: float) -> Posture:
        """The posture at a share of the way."""
        row = self._curve(share)
        return Posture(dict(zip(self._names, row[:-3], strict=True)), row[-3:])

    def along(self, count: int, *, resting: bool) -> list[Posture]:
        """`count` postures along the way, the first and the last one included.

        A way that is `resting` is slow at both ends; otherwise it is walked evenly.
        """
        even = np.linspace(0, 1, count)
        return [self.at(share) for share in (0.5 - 0.5 * np.cos(np.pi * even) if resting else even)]

    def with_posture(self, share: float, posture: Posture) -> Way:
        """The same way through one more posture."""
        stops = sorted([*zip(self.shares, self.postures, strict=True), (share, posture)], key=lambda stop: stop[0])
        return way_through(stops)


def way_through(stops: Sequence[tuple[float, Posture]]) -> Way:
    """The way through these postures, each with its share."""
    shares, postures = zip(*stops, strict=True)
    return Way(shares, postures)


def mirrored(posture: Posture) -> Posture:
    """The posture with right and left exchanged."""
    angles = expand(posture.angles)
    swapped = {name: angle for name, angle in angles.items() if without_side(name) == name}
    swapped |= {name: -swapped[name] for name in SIDEWAYS}
    for name in TWO_SIDED:
        swapped[f"{name}_r"], swapped[f"{name}_l"] = angles[f"{name}_l"], angles[f"{name}_r"]
    return Posture(swapped, posture.shift * [-1, 1, 1])
