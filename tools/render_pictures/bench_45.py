"""The 45-degree bench of the back extension: the solver knows no bench, so it is fitted to the body."""

from __future__ import annotations

import numpy as np
import pyvista as pv

from .camera import Points
from .scene import Scene
from .stage import Mesh


def bench_45(scene: Scene, floor: float) -> list[tuple[Mesh, bool, bool]]:
    """The parts of the bench for the posture the scene has now: mesh, whether it is padded, whether it is round.

    `floor` is the height the bench stands on, in meters.
    """
    body = scene.figure.body
    femur = body.index("femur_r")
    turn = body.rotation[femur]
    along, forward = turn @ np.array([0, 0, 1.0]), turn @ np.array([0, -1.0, 0])  # up the thigh, out of its front
    hip = turn @ body.standing_position("femur_r") + body.translation[femur] + scene.shift

    pad = hip - 0.14 * along + (_front_of_thigh(scene, hip, along, forward) + 0.035) * forward
    ankle = scene.part("ankle").mean(axis=0)
    plate = ankle - 0.14 * along + 0.07 * forward
    roll = ankle - 0.085 * forward + 0.05 * along
    pad[0] = plate[0] = roll[0] = 0

    def on_floor(place: Points) -> Points:
        return np.array([0, place[1], floor + 0.01])

    def bar(start: Points, end: Points, radius: float) -> Mesh:
        return pv.Line(start, end).tube(radius=radius, n_sides=16)

    across = np.array([0.25, 0, 0])
    beam = pad + 0.03 * forward
    return [
        (_board(pad, forward, along, (0.2, 0.035, 0.12)), True, False),
        (_board(plate, forward, along, (0.22, 0.15, 0.012)), False, False),
        (bar(roll - across, roll + across, 0.04), True, True),
        (bar(beam, plate + 0.1 * forward, 0.02), False, True),
        (bar(on_floor(plate), on_floor(pad + 0.4 * forward), 0.018), False, True),
        (bar(beam, on_floor(pad + 0.3 * forward), 0.018), False, True),
    ]


def _front_of_thigh(scene: Scene, hip: Points, along: Points, forward: Points) -> float:
    """How far the skin of the upper thigh stands out in front of the hip, in meters."""
    thigh = scene.part("thigh") - hip
    height = thigh @ along
    return float(np.percentile((thigh @ forward)[(height > -0.2) & (height < 0.02)], 97))


def _board(middle: Points, forward: Points, along: Points, half: tuple[float, float, float]) -> Mesh:
    """A box with half its width, its thickness and its length, in meters."""
    width, thickness, length = half
    pose = np.eye(4)
    pose[:3, 0], pose[:3, 1], pose[:3, 2], pose[:3, 3] = [1, 0, 0], forward, along, middle
    return pv.Box((-width, width, -thickness, thickness, -length, length)).transform(pose, inplace=False)
