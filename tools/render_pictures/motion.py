"""The way from one frame of an exercise to the next, so that hands, knees and feet neither float nor slide.

Joint angles alone, blended, would lift a kneeling body off its hands. So a few postures on the way are solved: what
rests on the floor, a seat, a wall or a ball in both frames moves on the straight line between its two places, and parts
that touch each other in both frames keep touching. Between the solved postures a smooth curve is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from .camera import Points
from .frames import Frame, filmed
from .posture import SIDES, TWO_SIDED
from .scene import Posture, Scene
from .way import Way, way_through

SOLVED_AT = (0.25, 0.5, 0.75)  # shares of the way
ROUNDS, TOLERABLE = 2, 1.5  # times that gaps are halved, and the miss in centimeters that asks for it
POINTS_OF_A_PART = 40  # enough to know where a part is
EVERY = 16  # of the skin's points, one in so many is kept out of the floor
CENTIMETERS = 100.0
TOUCH = 0.6  # weight of two parts that touch, against 1 for a part that bears
STAY_CLOSE = 0.05  # centimeters of miss that one degree off the blend is worth
STAY_PLACED = 0.03  # the same for one centimeter of the whole body
LOWEST = 8  # points of the skin that are kept out of the floor at a time
DEEP = 0.006  # meters that skin may sink into the floor

# The joints that bring a part to its place, by the limb the part is of.
LIMBS = {
    ("hand", "palm", "fingers", "wrist", "forearm", "elbow"): ("elv", "she", "shr", "elb", "pro", "wrist"),
    ("knee", "shin", "instep", "calf", "lowcalf", "ankle", "foot", "heel", "ball", "toes"): (
        "hip",
        "hadd",
        "hrot",
        "knee",
        "ankle",
    ),
}
ROOT = ("pitch", "tilt", "spin")


def ways(scene: Scene) -> list[Way]:
    """The way from each filmed frame to the next. The scene is left in its start frame."""
    found = [_way(scene, one, other) for one, other in pairwise(filmed(scene.exercise_id).values())]
    scene.take("start")
    return found


def _way(scene: Scene, one: Frame, other: Frame) -> Way:
    hold = _Hold(scene, one, other)
    free = _free_joints(scene, one, other)
    way = way_through([(0.0, scene.postures[one.moment]), (1.0, scene.postures[other.moment])])
    straight = way
    for share in SOLVED_AT:
        way = way.with_posture(share, _solved(scene, hold, free, straight.at(share), share))
    # Where the curve between two of them still misses, one more is solved.
    for _ in range(ROUNDS):
        for before, after in pairwise(way.shares):
            share = (before + after) / 2
            scene.take(way.at(share), strands=False)
            if np.abs(hold.misses(scene, share)).max() > TOLERABLE:
                way = way.with_posture(share, _solved(scene, hold, free, way.at(share), share))
    return way


def _free_joints(scene: Scene, one: Frame, other: Frame) -> list[str]:
    """The joints that may give way, each of one side: those either frame frees, and those of the limbs that bear."""
    borne = scene.borne(one) | scene.borne(other)
    free = dict.fromkeys((*ROOT, *one.free_joints, *other.free_joints))
    sided = [[f"{name}_r", f"{name}_l"] if name in TWO_SIDED else [name] for name in free]
    sided += [
        [f"{joint}_{side}" for joint in joints]
        for parts, joints in LIMBS.items()
        for side in SIDES
        if borne & {f"{part}_{side}" for part in parts}
    ]
    return list(dict.fromkeys(name for names in sided for name in names))


def _solved(scene: Scene, hold: _Hold, free: Sequence[str], blend: Posture, share: float) -> Posture:
    """The posture nearest to the blend in which everything is where `hold` wants it at this share of the way."""

    def moved(unknown: NDArray[np.float64]) -> Posture:
        changes: Mapping[str, float] = dict(zip(free, unknown[3:], strict=True))
        angles = {name: angle + changes.get(name, 0) for name, angle in blend.angles.items()}
        return Posture(angles, blend.shift + unknown[:3] / CENTIMETERS)

    def misses(unknown: NDArray[np.float64]) -> NDArray[np.float64]:
        scene.take(moved(unknown), strands=False)
        return np.concatenate([hold.misses(scene, share), STAY_PLACED * unknown[:3], STAY_CLOSE * unknown[3:]])

    answer = least_squares(misses, np.zeros(3 + len(free)), x_scale=3.0, max_nfev=20)
    return moved(answer.x)


class _Hold:
    """What two neighboring frames hold in common, and where it is in each of them."""

    def __init__(self, scene: Scene, one: Frame, other: Frame) -> None:
        parts = scene.figure.skin.parts
        self.borne = sorted(scene.borne(one) & scene.borne(other))
        touches = {contact.parts for contact in one.contacts_of("touch")}
        self.touching = sorted(touches & {contact.parts for contact in other.contacts_of("touch")})
        names = dict.fromkeys((*self.borne, *(part for pair in self.touching for part in pair)))
        chosen = {name: parts[name][:: max(1, len(parts[name]) // POINTS_OF_A_PART)] for name in names}
        starts = np.cumsum([0, *map(len, chosen.values())])
        self.rows = {name: slice(a, b) for name, (a, b) in zip(chosen, pairwise(starts), strict=True)}
        every = np.arange(0, len(scene.figure.skin.standing), EVERY)
        self.points = np.concatenate([*chosen.values(), every])
        self.floor = slice(int(starts[-1]), None)
        scene.take(one.moment, strands=False)
        self.first = self.places(self.now(scene))
        scene.take(other.moment, strands=False)
        self.second = self.places(self.now(scene))

    def now(self, scene: Scene) -> Points:
        """The points of all parts, then some of the whole skin, in the room (n, 3)."""
        skin = scene.figure.skin
        return skin.carry(skin.standing[self.points], skin.weights[self.points]) + scene.shift

    def places(self, points: Points) -> Points:
        """Middles of the borne parts, then the ways between touching parts, weighted: (m, 3) in meters."""
        middle = {name: points[row].mean(axis=0) for name, row in self.rows.items()}
        apart = [TOUCH * (middle[one] - middle[other]) for one, other in self.touching]
        return np.array([middle[name] for name in self.borne] + apart).reshape(-1, 3)

    def misses(self, scene: Scene, share: float) -> NDArray[np.float64]:
        """By how many centimeters everything misses its place; last, how deep the lowest skin is in the floor."""
        points = self.now(scene)
        wanted = (1 - share) * self.first + share * self.second
        lowest = np.partition(points[self.floor, 2], LOWEST)[:LOWEST]
        sunk = np.minimum(0, lowest + DEEP)
        return CENTIMETERS * np.concatenate([(self.places(points) - wanted).ravel(), sunk])
