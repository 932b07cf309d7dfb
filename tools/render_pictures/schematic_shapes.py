"""The shapes that muscles are drawn with where the body model has none: sheets of fibers, cords and domes.

A shape is laid out on the right side of the standing body and mirrored. It knows which bodies carry its points, so it
follows every posture. No number is ever taken from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SKIN, SPINE = "skin", "spine"  # carriers besides the bodies of the model


@dataclass(frozen=True)
class Sheet:
    """Fibers side by side, each running through all rows.

    Attributes:
        rows: Polylines (k, 3), from the line of origin to the line of insertion; their ends belong together.
        origin, insertion: What carries the two ends: a body of the right side, `SPINE`, or `SKIN`.
        depth: How far under the skin the middle of the sheet is drawn, in meters; None leaves it where it is.
        pull: How much of the way to that depth it moves, 0 to 1.
        over: How far above the bones it lies at least, in meters; None lets it pass through them.
        ribs_only: The sheet lies on the ribs, under the shoulder blade.
        fibers, steps: Points across and along.
    """

    rows: Sequence[Array]
    origin: str = SKIN
    insertion: str = SKIN
    depth: float | None = None
    pull: float = 1.0
    over: float | None = None
    ribs_only: bool = False
    fibers: int = 25
    steps: int = 22


@dataclass(frozen=True)
class Cord:
    """A round strand along a path (k, 3), thickest in its middle; radius in meters."""

    path: Array
    radius: float = 0.005
    origin: str = SPINE
    insertion: str = SPINE


@dataclass(frozen=True)
class Dome:
    """A bowl across the midline: rings (r, k, 3) of closed curves, from its middle to its rim, carried by one body.

    `breath` moves its points by this much for each unit of the posture's breath, in meters.
    """

    rings: Array
    body: str
    breath: Array


Shape = Sheet | Cord | Dome
