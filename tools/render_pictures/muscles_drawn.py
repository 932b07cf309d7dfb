"""Muscles as they are drawn: tubes along the strands of the body model, striped shapes where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from .camera import Camera, Points
from .figure import Figure
from .muscle_groups import STRANDS, strands_of
from .palette import Color, blend
from .scene import Scene
from .schematic import SCHEMATIC, Schematic
from .stage import Layer, colored, tube

WHITE = (1.0, 1.0, 1.0)
PALE = 0.45  # how far every second stripe is toward white
ALONG = (0.5, 0.3, 0.7, 0.4, 0.6)  # shares of a strand's path where a badge may sit, the best first


def strand_layer(scene: Scene, colors: Mapping[int, Color]) -> list[Layer]:
    """Strands of the body model, by number, in their colors; no layer where there are none."""
    if not colors:
        return []
    paths, forces = scene.strands(), scene.figure.body.peak_force
    tubes = [tube(paths[strand], _radius(forces[strand])) for strand in colors]
    return [Layer(colored(tubes, list(colors.values())), specular=0.2)]


def schematic_layers(scene: Scene, muscle_id: str, color: Color, side: str = "") -> list[Layer]:
    """The striped shapes of a muscle the body model lacks, of one side or of both."""
    shades = (color, blend(color, WHITE, PALE))
    return [
        Layer(mesh, shades[stripe], specular=0.12)
        for mesh, stripe, of_side in _schematic(scene.figure).meshes(muscle_id, scene.shift)
        if not side or of_side in (side, "both")
    ]


def is_schematic(muscle_id: str) -> bool:
    """Whether the body model has no strands for the muscle, so that a shape is drawn and no number known."""
    return muscle_id not in STRANDS and muscle_id in SCHEMATIC


def strands(scene: Scene, muscle_id: str, side: str = "") -> list[int]:
    """The numbers of a muscle's strands, of one side or of both; none for a schematic muscle."""
    return strands_of(scene.figure.body, muscle_id, side or None) if muscle_id in STRANDS else []


def badge_places(scene: Scene, muscle_id: str, side: str, camera: Camera) -> Points:
    """Where a badge may sit on a muscle (n, 2), in pixels: the part of it that is nearest to the eye first."""
    if muscle_id in STRANDS:
        paths = scene.strands()
        found = [[_along(paths[strand], share) for strand in strands(scene, muscle_id, side)] for share in ALONG]
        groups = [np.array(group) for group in found]
    else:
        meshes = _schematic(scene.figure).meshes(muscle_id, scene.shift)
        groups = [np.concatenate([mesh.points for mesh, _, of_side in meshes if not side or of_side in (side, "both")])]
        groups = [groups[0][:: max(1, len(groups[0]) // 60)]]
    ranked = [group[np.argsort(-camera.nearness(group))] for group in groups]
    front = ranked[0][: max(1, len(ranked[0]) // 3)].mean(axis=0)
    return camera.pixels(np.vstack([front, *ranked]))


def behind_its_twin(scene: Scene, muscle_id: str, side: str, camera: Camera) -> bool:
    """Whether the muscle of this side is seen through that of the other side, so that a badge would name the wrong one.

    So it is where the other one is nearer to the eye by more than it lies beside it.
    """
    paths = scene.strands()
    here, there = (
        np.mean([_along(paths[strand], 0.5) for strand in strands(scene, muscle_id, one)], axis=0)
        for one in (side, "left" if side == "right" else "right")
    )
    nearer = float(camera.nearness(there[None])[0] - camera.nearness(here[None])[0])
    beside = float(np.hypot(*(camera.pixels(there[None]) - camera.pixels(here[None]))[0]) / camera.pixels_per_meter)
    return nearer > beside


@cache
def _schematic(figure: Figure) -> Schematic:
    posture = figure.body.angles
    schematic = Schematic(figure)  # is laid on the standing body
    figure.pose(posture)
    return schematic


def _along(path: Points, share: float) -> Points:
    """The point at a share of a path's length (3,)."""
    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    return np.array([np.interp(share * walked[-1], walked, path[:, axis]) for axis in range(3)])


def _radius(peak_force: float) -> float:
    """The radius of a drawn strand in meters, from its peak force in newtons: as if force were cross-section."""
    return float(np.clip(0.00095 * np.sqrt(peak_force / 3) + 0.0013, 0.0022, 0.0135))
