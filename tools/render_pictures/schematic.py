"""Muscles that the body model lacks, or has as too few strands to show their form, drawn as schematic shapes.

They are drawings after the attachments in ``data/anatomy/muscles.csv``: no number is ever taken from them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .landmarks import Landmarks
from .muscle_groups import STRANDS
from .schematic_laying import SIDE_BOTH, SIDE_LEFT, SIDE_RIGHT, Ground, Laid, lay_cord, lay_sheet
from .schematic_muscles import MUSCLES, THORACOLUMBAR_FASCIA
from .schematic_shapes import Cord, Dome, Sheet
from .stage import Mesh, surface, tube

if TYPE_CHECKING:
    from .figure import Figure

Array = NDArray[np.float64]
Piece = tuple[Mesh, int, str]  # mesh, stripe 0 or 1, side

DRAWN: frozenset[str] = frozenset(MUSCLES) - {THORACOLUMBAR_FASCIA}
"""The muscles that have a schematic shape."""

SCHEMATIC: frozenset[str] = DRAWN - frozenset(STRANDS)
"""Those of them that have no strands in the body model, so that every picture draws the shape."""


class Schematic:
    """The schematic shapes of one figure, in its present posture."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._landmarks = Landmarks(figure.skeleton.bones)
        self._ground = Ground(figure.body, figure.skin, self._landmarks)
        self._laid = cache(self._lay)

    def meshes(self, muscle_id: str, shift: Array | None = None) -> list[Piece]:
        """The shapes of a muscle now: mesh, stripe (0 or 1; stripes run along the fibers) and side of each.

        Args:
            muscle_id: An id of `MUSCLES`.
            shift: Added to every point (3,), in meters.

        Raises:
            KeyError: The muscle has no schematic shape.
        """
        pieces: list[Piece] = []
        shift = np.zeros(3) if shift is None else shift
        for number, (shape, side, laid) in enumerate(self._laid(muscle_id)):
            if isinstance(shape, Dome):
                pieces.append((self._dome(shape, shift), 0, side))
                continue
            points = self._figure.skin.carry(laid.points, laid.weights) + shift
            if isinstance(shape, Cord):
                pieces.append((tube(points, shape.radius, ends=0.45), number // 2 % 2, side))
            else:
                pieces += [(surface(points, laid.quads[laid.stripe == stripe]), stripe, side) for stripe in (0, 1)]
        return pieces

    def _lay(self, muscle_id: str) -> list[tuple[Sheet | Cord | Dome, str, Laid]]:
        laid: list[tuple[Sheet | Cord | Dome, str, Laid]] = []
        nothing = np.zeros((0, 3))
        for shape in MUSCLES[muscle_id](self._landmarks):
            if isinstance(shape, Dome):
                laid.append((shape, SIDE_BOTH, Laid(nothing, nothing, np.zeros(0, int), np.zeros(0, int))))
                continue
            for side in (SIDE_RIGHT, SIDE_LEFT):
                lay = (
                    lay_sheet(shape, self._ground, side)
                    if isinstance(shape, Sheet)
                    else lay_cord(shape, self._ground, side)
                )
                laid.append((shape, side, lay))
        return laid

    def _dome(self, dome: Dome, shift: Array) -> Mesh:
        rings = dome.rings + self._figure.body.angles["breath"] * dome.breath
        points = rings.reshape(-1, 3)
        weights = self._ground.weights(points, dome.body)
        corner = np.arange(len(points)).reshape(rings.shape[:2])
        quads = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=-1).reshape(-1, 4)
        return surface(self._figure.skin.carry(points, weights) + shift, quads)
