"""Named areas of the skin that may touch something: the words that contacts are written in.

An area is found on the standing body by which body carries its points most and by where they are. Areas of a limb end
in ``_r`` or ``_l``; without the ending, both sides are meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .posture import SIDES

if TYPE_CHECKING:
    from .body import Body

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

LUMBAR = tuple(f"lumbar{level}" for level in (5, 4, 3, 2, 1))

LIMB_AREAS = (
    *("hand", "palm", "fingers", "wrist", "forearm", "elbow", "upperarm", "shoulder"),
    *("buttock", "hipside", "thigh", "hamthigh", "knee", "shin", "shinfront", "calf", "lowcalf"),
    *("ankle", "foot", "heel", "ball", "instep", "toes"),
)
ONE_SIDED_ONLY = ("hipside", "hamthigh", "shinfront", "lowcalf", "headside")
TRUNK_AREAS = (
    *("head", "forehead", "occiput", "headside_r", "headside_l"),
    *("upperback", "chest", "lowribs", "lowback", "belly", "sacrumback", "pelvisfront", "trunk"),
)
NAMES = (
    *TRUNK_AREAS,
    *(area for area in LIMB_AREAS if area not in ONE_SIDED_ONLY),
    *(f"{area}_{side}" for area in LIMB_AREAS for side in SIDES),
)


def touch_areas(body: Body, points: Array, weights: Array) -> dict[str, NDArray[np.int_]]:
    """The points of every area of `NAMES`.

    Args:
        body: Gives where the bodies are in standing.
        points: (n, 3) the standing skin, in meters.
        weights: (n, bodies + 4) which body carries each point.
    """
    finder = _Finder(body, points, weights)
    masks: dict[str, Mask] = {}
    for side in SIDES:
        for areas in (finder.arm(side), finder.leg(side), finder.foot(side), finder.hip(side)):
            masks |= {f"{name}_{side}": mask for name, mask in areas.items()}
    masks |= finder.head() | finder.trunk()
    for area in LIMB_AREAS:
        if area not in ONE_SIDED_ONLY:
            masks[area] = masks[f"{area}_r"] | masks[f"{area}_l"]
    return {name: np.flatnonzero(masks[name]) for name in NAMES}


class _Finder:
    """Finds points by the body that carries them, and by their place."""

    def __init__(self, body: Body, points: Array, weights: Array) -> None:
        self.body = body
        self.points = points
        self.x, self.y, self.z = points.T
        self.carrier = weights.argmax(1)

    def carried_by(self, *names: str) -> Mask:
        return np.isin(self.carrier, [self.body.index(name) for name in names])

    def near(self, name: str, radius_m: float) -> Mask:
        near: Mask = np.linalg.norm(self.points - self.at(name), axis=1) < radius_m
        return near

    def at(self, name: str) -> Array:
        return self.body.standing_position(name)

    def arm(self, side: str) -> Mapping[str, Mask]:
        palm = self.carried_by(f"thirdmc_{side}")
        phalanges = [name.format(finger) for finger in (2, 3, 4, 5) for name in ("{}proxph", "midph{}", "distph{}")]
        thumb = ["firstmc", "proximal_thumb", "distal_thumb"]
        fingers = self.carried_by(*(f"{bone}_{side}" for bone in (*thumb, *phalanges)))
        forearm = self.carried_by(f"ulna_{side}", f"radius_{side}")
        upper_arm = self.carried_by(f"humerus_{side}")
        return {
            "hand": palm | fingers,
            "palm": palm,
            "fingers": fingers,
            "wrist": self.near(f"lunate_{side}", 0.055),
            "forearm": forearm,
            "elbow": self.near(f"ulna_{side}", 0.065) & (forearm | upper_arm),
            "upperarm": upper_arm,
            "shoulder": self.near(f"humerus_{side}", 0.085),
        }

    def leg(self, side: str) -> Mapping[str, Mask]:
        hip, knee, ankle = (self.at(f"{bone}_{side}") for bone in ("femur", "tibia", "talus"))
        thigh, shin = self.carried_by(f"femur_{side}"), self.carried_by(f"tibia_{side}")
        calf = shin & (self.y > knee[1])
        between = (self.z < hip[2] - 0.22) & (self.z > knee[2] + 0.03)
        return {
            "thigh": thigh,
            "hamthigh": thigh & between & (self.y > hip[1]),
            "knee": self.near(f"tibia_{side}", 0.085) & (thigh | shin),
            "shin": shin,
            "shinfront": shin & (self.y < knee[1]) & (np.abs(self.z - knee[2] + 0.11) < 0.05),
            "calf": calf,
            "lowcalf": calf & (np.abs(self.z - ankle[2] - 0.15) < 0.07),
        }

    def foot(self, side: str) -> Mapping[str, Mask]:
        ankle, toe_joints = self.at(f"talus_{side}"), self.at(f"toes_{side}")
        hind_foot, toes = self.carried_by(f"calcn_{side}"), self.carried_by(f"toes_{side}")
        foot = hind_foot | toes
        return {
            "ankle": self.near(f"talus_{side}", 0.06),
            "foot": foot,
            "heel": hind_foot & (self.y > ankle[1]),
            "ball": foot & (np.abs(self.y - toe_joints[1]) < 0.035),
            "instep": foot & (self.y < ankle[1] - 0.03),
            "toes": toes,
        }

    def hip(self, side: str) -> Mapping[str, Mask]:
        hip, sacrum = self.at(f"femur_{side}"), self.at("sacrum")
        this_side = self.carried_by("sacrum", f"femur_{side}") & ((self.x < 0) if side == "r" else (self.x > 0))
        behind = (self.y > sacrum[1]) & (self.z < sacrum[2] + 0.03) & (self.z > hip[2] - 0.12)
        return {
            "buttock": this_side & behind,
            "hipside": this_side & (np.abs(self.z - hip[2]) < 0.07),
        }

    def head(self) -> dict[str, Mask]:
        head = self.carrier == self.body.count
        y, z = self.y[head].mean(), self.z[head].mean()
        return {
            "head": head,
            "forehead": head & (self.y < y - 0.03) & (self.z > z),
            "occiput": head & (self.y > y + 0.02),
            "headside_r": head & (self.x < -0.04),
            "headside_l": head & (self.x > 0.04),
        }

    def trunk(self) -> dict[str, Mask]:
        thorax, hip, sacrum = self.body.thorax, self.at("femur_r"), self.at("sacrum")
        chest = self.carried_by("torso", "scapula_r", "scapula_l", "clavicle_r", "clavicle_l")
        from_middle = np.abs(self.x)
        before_hip = self.y < hip[1] - 0.03
        ribs_end = thorax.bottom + 0.10
        return {
            "upperback": chest & (self.y > thorax.spine_y + 0.03) & (self.z > ribs_end) & (from_middle < 0.14),
            "chest": chest & (self.y < thorax.spine_y - 0.05) & (from_middle < 0.12),
            "lowribs": self.carried_by("torso") & (self.z < ribs_end) & (self.y < thorax.spine_y - 0.05),
            "lowback": self.carried_by(*LUMBAR) & (self.y > thorax.spine_y + 0.02) & (from_middle < 0.06),
            "belly": self.carried_by("sacrum", *LUMBAR[:3]) & before_hip,
            "sacrumback": self.carried_by("sacrum") & (self.y > sacrum[1]) & (self.z > hip[2] - 0.02),
            "pelvisfront": self.carried_by("sacrum", "femur_r", "femur_l")
            & before_hip
            & (np.abs(self.z - hip[2] - 0.05) < 0.08),
            "trunk": chest | self.carried_by("sacrum", *LUMBAR),
        }
