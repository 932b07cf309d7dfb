"""Mat, wall, ball, chair and the other things in the room, as simple shapes.

What stands in the room is placed once for the whole exercise and stays put while the body moves; what the hands or the
head carry follows the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyvista as pv

from .bench_45 import bench_45
from .camera import Points
from .palette import rgb
from .scene import Scene
from .stage import Layer, Mesh

PADDING, FRAME, MAT, WALL = rgb("#7f97a8"), rgb("#566b78"), rgb("#c3d1db"), rgb("#c2ccd2")
BALL, PILLOW, STRAP, WOOD = rgb("#7db8b2"), rgb("#b9c7d6"), rgb("#c0504d"), rgb("#a87c4f")
NEAR_FLOOR = 0.20  # meters: skin below this, also of a head on a pillow, is over the mat
BAND_FROM_HANDS, BAND_HEIGHT = 0.62, 1.02  # meters


@dataclass(frozen=True)
class Room:
    """What the postures of an exercise have in common, in meters."""

    low: Points  # corner (3,) of everything the skin ever reaches
    high: Points
    floor_y: tuple[float, float]  # where skin comes near the floor, from head to foot
    floor_x: tuple[float, float]
    seat: tuple[float, float] | None  # y of what is sat or leaned upon, and its height
    only_touched: bool  # the seat bears nobody in the start frame
    ball_y: float
    feet_back: float  # rearmost point of the feet
    hands_y: float  # where the palms start


def survey(scene: Scene) -> Room:
    """Looks through all frames of the exercise; the scene is left in its start frame."""
    skins, near_floor, seats, balls, feet = [], [], [], [], []
    for moment, frame in scene.frames.items():
        scene.take(moment, strands=False)
        skin = scene.skin()
        skins.append(skin)
        near_floor.append(skin[skin[:, 2] < NEAR_FLOOR])
        for contact in frame.contacts_of("z"):
            bearing = [part for part in contact.parts if part != "occiput"]
            if bearing and contact.number:
                seats.append((moment, float(scene.part(bearing[0]).mean(axis=0)[1]), contact.number))
        if frame.ball_y is not None:
            balls.append(frame.ball_y + scene.shift[1])
        feet.append(scene.part("foot")[:, 1].max())
    scene.take("start", strands=False)
    every, floor = np.concatenate(skins), np.concatenate(near_floor)
    floor = floor if len(floor) else np.zeros((1, 3))
    return Room(
        low=every.min(axis=0),
        high=every.max(axis=0),
        floor_y=(floor[:, 1].min(), floor[:, 1].max()),
        floor_x=(floor[:, 0].min(), floor[:, 0].max()),
        seat=seats[-1][1:] if seats else None,
        only_touched=bool(seats) and seats[0][0] != "start",
        ball_y=float(np.mean(balls)) if balls else 0.0,
        feet_back=float(max(feet)),
        hands_y=float(scene.part("palm").mean(axis=0)[1]),
    )


def standing(scene: Scene, room: Room) -> list[Layer]:
    """What stays put in the room; takes the postures it is fitted to, and leaves the scene in its start frame."""
    makers: dict[str, Callable[[], list[Layer]]] = {
        "mat": partial(_mat, room),
        "wall": partial(_wall, scene, room),
        "ball": partial(_ball, scene, room),
        "chair": partial(_chair, room),
        "bench": partial(_bench, room),
        "pillow": partial(_pillow, scene),
        "bench-45": partial(_bench_45, scene, room),
    }
    return [layer for prop in scene.start.props if prop in makers for layer in makers[prop]()]


def carried(scene: Scene, room: Room) -> list[Layer]:
    """What follows the body, in the posture the scene has now."""
    makers: dict[str, Callable[[], list[Layer]]] = {
        "strap": partial(_strap, scene),
        "dowel": partial(_dowel, scene),
        "band": partial(_band, scene, room),
    }
    return [layer for prop in scene.start.props if prop in makers for layer in makers[prop]()]


def rod(start: Points, end: Points, radius: float) -> Mesh:
    """A round bar between two points."""
    return pv.Line(start, end).tube(radius=radius, n_sides=16)


def _plain(mesh: Mesh, color: tuple[float, float, float], opacity: float = 1.0, *, smooth: bool = False) -> Layer:
    return Layer(mesh, color, opacity, ambient=0.5, diffuse=0.55, smooth=smooth, front_only=smooth and opacity < 1)


def _rods(ends: Iterable[tuple[Points, Points]], radius: float, color: tuple[float, float, float]) -> list[Layer]:
    return [_plain(rod(start, end, radius), color, smooth=True) for start, end in ends]


def _above(point: Points, height: float) -> Points:
    above: Points = point + np.array([0, 0, height])
    return above


def _mat(room: Room) -> list[Layer]:
    middle = sum(room.floor_x) / 2
    half = max(0.33, (room.floor_x[1] - room.floor_x[0]) / 2 + 0.06)
    bounds = (middle - half, middle + half, room.floor_y[0] - 0.1, room.floor_y[1] + 0.1, -0.022, -0.001)
    return [Layer(pv.Box(bounds), MAT, ambient=0.8, diffuse=0.25, smooth=False)]  # a mat seen from its edge is not dark


def _wall(scene: Scene, room: Room) -> list[Layer]:
    """Behind the body that leans on it; otherwise low, behind the feet that push against it."""
    y, height = (room.high[1] + 0.002, 2.12) if scene.leans_on_wall else (room.feet_back, 0.9)
    seen_from_front = 200 < scene.start.azimuth < 340
    return [_plain(pv.Box((-0.75, 0.75, y, y + 0.05, 0, height)), WALL, 0.55 if seen_from_front else 1.0)]


def _ball(scene: Scene, room: Room) -> list[Layer]:
    radius = next(contact.number for contact in scene.start.contacts_of("ball") if contact.number)
    sphere = pv.Sphere(
        radius=radius, center=(sum(room.floor_x) / 2, room.ball_y, radius), theta_resolution=64, phi_resolution=64
    )
    return [_plain(sphere, BALL, 0.6, smooth=True)]


def _legs(y: float, height: float) -> list[Layer]:
    feet = [np.array([x, y + depth, 0]) for x in (-0.21, 0.21) for depth in (-0.18, 0.18)]
    return _rods([(foot, _above(foot, height - 0.05)) for foot in feet], 0.014, FRAME)


def _seat(y: float, height: float) -> list[Layer]:
    board = pv.Box((-0.24, 0.24, y - 0.21, y + 0.21, height - 0.05, height - 0.002))
    return [_plain(board, PADDING), *_legs(y, height)]


def _chair(room: Room) -> list[Layer]:
    y, height = room.seat or (0.0, 0.45)
    if room.only_touched:  # its front edge is touched, and a back would hide what is behind
        return _seat(y + 0.12, height)
    back = pv.Box((-0.22, 0.22, y + 0.18, y + 0.21, height + 0.22, height + 0.46))
    posts = [np.array([x, y + 0.195, height]) for x in (-0.19, 0.19)]
    return [
        *_seat(y, height),
        _plain(back, PADDING, 0.8),
        *_rods([(post, _above(post, 0.25)) for post in posts], 0.012, FRAME),
    ]


def _bench(room: Room) -> list[Layer]:
    y, height = room.seat or (0.0, 0.42)
    return _seat(y - 0.06, height)


def _pillow(scene: Scene) -> list[Layer]:
    """Under the head where it lies at the start."""
    scene.take("start", strands=False)
    head = scene.part("occiput" if scene.start.close_up else "head")
    lowest = head[:, 2].min()
    across, along, _ = head[head[:, 2] < lowest + 0.03].mean(axis=0)
    thickness = max(0.03, lowest)
    shape = pv.ParametricSuperEllipsoid(xradius=0.2, yradius=0.13, zradius=thickness / 2 + 0.004, n1=0.4, n2=0.4)
    return [_plain(shape.translate((across, along, thickness / 2)), PILLOW, smooth=True)]


def _bench_45(scene: Scene, room: Room) -> list[Layer]:
    scene.take(scene.last.moment, strands=False)
    layers = [
        _plain(mesh, PADDING if padded else FRAME, smooth=round_)
        for mesh, padded, round_ in bench_45(scene, room.low[2])
    ]
    scene.take("start", strands=False)
    return layers


def _strap(scene: Scene) -> list[Layer]:
    """From the ball of the right foot to both hands."""
    ball, heel = scene.part("ball_r").mean(axis=0), scene.part("heel_r").mean(axis=0)
    toward_toes = (ball - heel) / np.linalg.norm(ball - heel)
    hands = [scene.part(f"palm_{side}").mean(axis=0) for side in "rl"]
    return _rods([(ball + 0.02 * toward_toes, hand) for hand in hands], 0.007, STRAP)


def _dowel(scene: Scene) -> list[Layer]:
    """Along the back, from above the head to below the sacrum."""
    body = scene.figure.body
    backward = body.rotation[body.index("torso")] @ np.array([0, 1.0, 0])
    head, sacrum = (
        points[np.argmax(points @ backward)] * [0, 1, 1] for points in map(scene.part, ("occiput", "sacrumback"))
    )
    along = (head - sacrum) / np.linalg.norm(head - sacrum)
    off = 0.014 * backward
    return _rods([(sacrum - 0.16 * along + off, head + 0.22 * along + off)], 0.011, WOOD)


def _band(scene: Scene, room: Room) -> list[Layer]:
    """From both hands to a hook in front."""
    hook = np.array([0, room.hands_y - BAND_FROM_HANDS, BAND_HEIGHT])
    return _rods([(scene.part(f"palm_{side}").mean(axis=0), hook) for side in "rl"], 0.006, STRAP)
