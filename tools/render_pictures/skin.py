"""The skin: a mesh fitted to the standing body that its bones carry along.

``skin.npz`` holds the fit (see `fit_skin`): points, triangles, and the five largest weights of each point on the bones
of the skin's own skeleton. Those bones are given to bodies of the body model here.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .body import Body
from .touch_areas import touch_areas

Array = NDArray[np.float64]
Indices = NDArray[np.int_]

FIT = Path(__file__).with_name("skin.npz")

LUMBAR_TO_TORSO = ("sacrum", "lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "torso")
LEVEL_GAP_M, LEVEL_BLEND_M = 0.035, 0.045

# Bones of the skin by the start of their name, and the body that carries each; a side is added to a name ending in "_".
CARRIERS = {
    "root": "sacrum",
    "pelvis": "sacrum",
    "upperleg": "femur_",
    "lowerleg": "tibia_",
    "foot": "calcn_",
    "toe": "toes_",
    "clavicle": "clavicle_",
    "shoulder": "scapula_",
    "upperarm": "humerus_",
    "lowerarm01": "ulna_",
    "lowerarm02": "radius_",
    "wrist": "thirdmc_",
    "metacarpal": "thirdmc_",
}
THUMB = ("firstmc_", "proximal_thumb_", "distal_thumb_")
FINGER = ("{}proxph_", "midph{}_", "distph{}_")
NECK = ("neck01", "neck02", "neck03")  # the drawn levels, from below


class Skin:
    """The skin of the posed body.

    Attributes:
        standing: (points, 3): the points on the standing body, in meters.
        faces: (triangles, 3): the outer surface only, without eyes, teeth and tongue.
        weights: (points, bodies + 4): the share of each body (and of the drawn head and neck) in carrying each point.
        parts: The points of each named area that may touch something.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        with np.load(FIT) as fit:
            self.standing: Array = fit["V"].astype(float)
            faces = fit["F"].astype(int)
            self.weights = _weights(body, self.standing, list(fit["lab"]), fit["wi"], fit["ww"].astype(float))
        self.faces: Indices = _largest_component(faces, len(self.standing))
        self.parts: dict[str, Indices] = touch_areas(body, self.standing, self.weights)
        self._ribs, self._belly = self._breathing_shapes()

    def now(self) -> Array:
        """The points in the present posture (points, 3), in meters."""
        standing = self.standing
        breath_cm, hollow_cm = self.body.angles["breath"], self.body.angles["hollow"]
        if breath_cm or hollow_cm:
            standing = standing + 0.01 * (breath_cm * self._ribs - hollow_cm * self._belly)
        return self.carry(standing, self.weights)

    def part(self, name: str) -> Array:
        """The points of a named area in the present posture (k, 3), in meters."""
        points = self.parts[name]
        return self.carry(self.standing[points], self.weights[points])

    def carry(self, points: Array, weights: Array) -> Array:
        """Points laid on the standing body, where the bodies carry them now (linear blend skinning).

        Args:
            points: (k, 3) on the standing body, in meters.
            weights: (k, bodies + 4), each row with the sum 1.
        """
        body = self.body
        blended = np.tensordot(weights, body.rotation, (1, 0))
        carried: Array = np.einsum("vij,vj->vi", blended, points) + weights @ body.translation
        return carried + thorax_bend(body, points, weights[:, body.torso])

    def _breathing_shapes(self) -> tuple[Array, Array]:
        """How far each point moves outward when the ribs widen, and when the belly stands out: 1 at the most."""
        points, thorax = self.standing, self.body.thorax
        trunk = [self.body.index(name) for name in LUMBAR_TO_TORSO]
        carried_by = np.minimum(self.weights.argmax(1), self.body.count - 1)
        on_trunk = self.weights[:, trunk].sum(1) * ~self.body.hangs_from_torso[carried_by]

        outward = (points - (0, thorax.spine_y - 0.02, 0)) * (1, 1, 0)
        outward /= np.linalg.norm(outward, axis=1, keepdims=True) + 1e-9
        in_front = np.clip((thorax.spine_y + 0.02 - points[:, 1]) / 0.10, 0, 1)
        from_middle = np.abs(points[:, 0])
        reach = on_trunk * in_front * (from_middle < 0.19)
        ribs = reach * _bell(points[:, 2], thorax.bottom - 0.02, 0.13)
        belly_height = self.body.standing_position("lumbar5")[2] - 0.02
        belly = reach * _bell(points[:, 2], belly_height, 0.07) * (from_middle < 0.13)
        return outward * ribs[:, None], outward * belly[:, None]


def thorax_bend(body: Body, points: Array, torso_weight: Array) -> Array:
    """How far the bend of the drawn thorax moves points (k, 3) of the standing body, weighted (k,), in meters."""
    if not body.thorax.bent:
        return np.zeros_like(points)
    moved: Array = (body.thorax.warp(points) - points) @ body.torso_rotation.T
    return torso_weight[:, None] * moved


def _bell(values: Array, middle: float, width: float) -> Array:
    bell: Array = np.exp(-(((values - middle) / width) ** 2))
    return bell


def _largest_component(faces: Indices, points: int) -> Indices:
    rows, columns = np.r_[faces[:, 0], faces[:, 1]], np.r_[faces[:, 1], faces[:, 2]]
    edges = coo_array((np.ones(len(rows)), (rows, columns)), shape=(points, points))
    component = connected_components(edges, directed=False)[1]
    largest: Indices = faces[component[faces[:, 0]] == np.bincount(component).argmax()]
    return largest


def _weights(body: Body, points: Array, bones: list[str], bone_of: Indices, share_of: Array) -> Array:
    """Weights on the bodies of the model; the skin's spine is shared among the lumbar levels by height."""
    weights = np.zeros((len(points), body.count + 4))
    on_spine = np.zeros(len(points))
    carrier = np.array([-1 if bone.startswith("spine") else _carrier(body, bone) for bone in bones])
    for bone, share in zip(bone_of.T, np.maximum(share_of, 0).T, strict=True):
        column = carrier[bone]
        known = column >= 0
        np.add.at(weights, (np.flatnonzero(known), column[known]), share[known])
        on_spine += np.where(known, 0, share)
    levels = [body.index(name) for name in LUMBAR_TO_TORSO]
    weights[:, levels] += on_spine[:, None] * level_shares(body, points[:, 2])
    normalized: Array = weights / weights.sum(1, keepdims=True)
    return normalized


def level_heights(body: Body) -> Array:
    """The heights that belong to sacrum, five lumbar levels and thorax (7,), in meters."""
    heights = np.array([body.standing_position(name)[2] for name in LUMBAR_TO_TORSO])
    heights[0] = heights[1] - LEVEL_GAP_M  # the origin of the sacrum is not where it bends
    heights[-1] = heights[-2] + LEVEL_GAP_M
    return heights


def level_shares(body: Body, heights: Array) -> Array:
    """The share of sacrum, five lumbar levels and thorax in carrying points at these heights: (n, 7), rows sum to 1."""
    levels = level_heights(body)
    shares = np.exp(-(((heights[:, None] - levels) / LEVEL_BLEND_M) ** 2) / 2) + 1e-12
    above, below = heights > levels[-1], heights < levels[0]
    shares[above], shares[below] = np.eye(len(levels))[-1], np.eye(len(levels))[0]
    normalized: Array = shares / shares.sum(1, keepdims=True)
    return normalized


def _carrier(body: Body, bone: str) -> int:
    if bone in NECK:
        return body.count + 1 + NECK.index(bone)
    side = bone[-1].lower()
    if bone.startswith("finger"):  # finger2-1.R: the second finger, its first bone
        finger, segment = int(bone[6]), int(bone[8]) - 1
        return body.index((THUMB[segment] if finger == 1 else FINGER[segment].format(finger)) + side)
    for start, name in CARRIERS.items():
        if bone.startswith(start):
            return body.index(name + side if name.endswith("_") else name)
    return body.count  # everything else is of the head
