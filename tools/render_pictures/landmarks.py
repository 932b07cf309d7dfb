"""Named points of the standing bones, where drawn muscles attach: found by shape, on the right side.

All points are (3,) or (n, 3) in meters, in the frame of the standing body: z up, the front at -y, the right side at -x.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .skeleton import RIB_CAGE, Bone

Array = NDArray[np.float64]

RIBS = range(1, 13)
CERVICAL = [f"C{level}" for level in range(7, 0, -1)]  # from below
FEWEST_VERTICES = 100  # of a neck bone; ribs have fewer, splinters much fewer
NEAR = 0.012


class Landmarks:
    """The bones by name, and the points of them that muscles attach to.

    Args:
        bones: The bones of the standing body (`Skeleton.bones`).
    """

    def __init__(self, bones: Iterable[Bone]) -> None:
        self._meshes = {bone.name: (bone.vertices, bone.faces) for bone in bones}
        self.vertebrae = self._vertebrae()
        self._ribs = self._right_ribs()
        ribs = self._meshes[RIB_CAGE][0]
        self.rib_axis = np.array([0.0, (ribs[:, 1].min() + ribs[:, 1].max()) / 2])
        self._scapula = self._bone("scapula_r")
        self._pelvis = self._bone("r_pelvis")
        self._skull = self._bone("hat_skull")

    # -- the vertebral column; a level is C1 to L5 or S

    def spinous(self, level: str) -> Array:
        """The tip of the spinous process, in the middle."""
        bone = self.vertebrae[level]
        tip = bone[np.argmax(bone[:, 1])]
        return np.array([0.0, tip[1], tip[2]])

    def transverse(self, level: str) -> Array:
        """The tip of the right transverse process."""
        bone = self.vertebrae[level]
        return np.asarray(bone[np.argmin(bone[:, 0])], float)

    def front(self, level: str) -> Array:
        """The foremost point of the body of a vertebra, in the middle."""
        bone = self.vertebrae[level]
        return np.array([0.0, bone[:, 1].min(), (bone[:, 2].min() + bone[:, 2].max()) / 2])

    def sacrum(self, share: float) -> Array:
        """The back of the sacrum in the middle, from its top (0) to the coccyx (1)."""
        bone = self.vertebrae["S"]
        height = bone[:, 2].max() - share * np.ptp(bone[:, 2])
        near = bone[np.abs(bone[:, 2] - height) < 0.015]
        return np.array([0.0, near[:, 1].max(), height])

    # -- the thorax; azimuth 0 is straight behind, 90 the right side, 180 straight in front

    def rib(self, number: int, azimuth: float) -> Array:
        """The outer surface of a right rib in a direction from the middle of the thorax, or its tip before that."""
        bone = self._ribs[number]
        at = np.degrees(np.arctan2(-bone[:, 0], bone[:, 1] - self.rib_axis[1]))
        off = np.abs(at - azimuth)
        near = bone[off < max(9.0, off.min() + 4)]
        out = np.hypot(near[:, 0], near[:, 1] - self.rib_axis[1])
        return np.asarray(near[out > out.max() - 0.004].mean(axis=0), float)

    def xiphoid(self) -> Array:
        """The lower end of the sternum, in the middle."""
        vertices, faces = self._meshes[RIB_CAGE]
        ribs = vertices[np.unique(faces)]
        middle = ribs[np.abs(ribs[:, 0]) < NEAR]
        front = middle[middle[:, 1] < self.rib_axis[1] - 0.03]
        return np.array([0.0, front[:, 1].min(), front[:, 2].min()])

    # -- shoulder

    def scapula_edge(self, height: float) -> Array:
        """The medial border of the right scapula at a height."""
        near = self._scapula[np.abs(self._scapula[:, 2] - height) < NEAR]
        return np.asarray(near[np.argmax(near[:, 0])], float)

    def superior_angle(self) -> Array:
        """The upper medial corner of the right scapula."""
        inner = self._scapula[self._scapula[:, 0] > self._scapula[:, 0].max() - 0.035]
        return np.asarray(inner[np.argmax(inner[:, 2])], float)

    def inferior_angle(self) -> Array:
        """The lower corner of the right scapula."""
        return np.asarray(self._scapula[np.argmin(self._scapula[:, 2])], float)

    def scapular_spine(self, share: float) -> Array:
        """The ridge of the right scapula, from its root at the medial border (0) to the acromion (1)."""
        low, tip = self.inferior_angle()[2], self._scapula[np.argmin(self._scapula[:, 0])]
        root = self.scapula_edge(low + 0.72 * (tip[2] - low))
        along = root + share * (tip - root)
        near = self._scapula[np.linalg.norm(self._scapula[:, [0, 2]] - along[[0, 2]], axis=1) < NEAR]
        along[1] = near[:, 1].max() if len(near) else along[1]
        return np.asarray(along, float)

    def coracoid(self) -> Array:
        """The tip of the right coracoid process."""
        return np.asarray(self._scapula[np.argmin(self._scapula[:, 1])], float)

    def clavicle(self, share: float) -> Array:
        """The upper back edge of the right clavicle, from the sternum (0) to the acromion (1)."""
        bone = self._bone("clavicle_r")
        x = bone[:, 0].max() - share * np.ptp(bone[:, 0])
        near = bone[np.abs(bone[:, 0] - x) < NEAR]
        return np.asarray(near[np.argmax(near[:, 2] + near[:, 1])], float)

    def bicipital_groove(self, below: float) -> Array:
        """The front of the upper right humerus, this many meters below its top."""
        bone = self._bone("humerus_r")
        near = bone[np.abs(bone[:, 2] - (bone[:, 2].max() - below)) < NEAR]
        return np.asarray(near[np.argmin(near[:, 1] + 0.3 * np.abs(near[:, 0] - near[:, 0].mean()))], float)

    # -- pelvis, thigh and head

    def iliac_crest(self, share: float) -> Array:
        """The right crest, from the posterior (0) to the anterior (1) superior iliac spine."""
        ilium = self._pelvis[self._pelvis[:, 2] > self._pelvis[:, 2].max() - 0.065]
        back, front = ilium[:, 1].max(), ilium[:, 1].min()
        knots = np.linspace(0, 1, 6)
        # High, and near to where along the crest the knot is.
        score = ilium[:, 2] - 3 * np.abs(ilium[:, 1] - (back + knots * (front - back))[:, None])
        highest = ilium[score.argmax(axis=1)]
        return np.array([np.interp(share, knots, axis) for axis in highest.T])

    def pubic_tubercle(self) -> Array:
        """The front of the right pubic bone beside the middle."""
        front = self._pelvis[(self._pelvis[:, 0] > -0.03) & (self._pelvis[:, 2] > self._pelvis[:, 2].min() + 0.03)]
        return np.asarray(front[np.argmin(front[:, 1] + 0.5 * front[:, 0])], float)

    def femur(self, below: float) -> Array:
        """The outer back of the right femur, this many meters below the tip of its greater trochanter."""
        bone = self._bone("r_femur")
        outer = bone[bone[:, 0] < bone[:, 0].min() + 0.03]
        height = outer[:, 2].max() - below
        near = bone[np.abs(bone[:, 2] - height) < 0.02]
        return np.asarray(near[np.argmax(near[:, 1] - near[:, 0])], float)

    def nuchal_line(self, aside: float) -> Array:
        """The superior nuchal line of the skull, this many meters to the right of the middle."""
        middle = self._skull[:, 0].mean()
        height = self._skull[np.argmax(self._skull[:, 1])][2] - 0.018
        near = self._skull[np.linalg.norm(self._skull[:, [0, 2]] - (middle - aside, height), axis=1) < 0.008]
        return np.array([-aside, near[:, 1].max(), height])

    # -- the meshes

    def surface(self, *, ribs_only: bool = False, spacing: float = 0.003) -> Array:
        """Points (n, 3) spread over the bones of trunk, head and shoulders, about `spacing` meters apart."""
        chosen = [
            mesh
            for name, mesh in self._meshes.items()
            if mesh[0][:, 2].max() > 0.86
            and (name.startswith(("torso", "lumbar")) or not ribs_only)
            and _is_trunk(name)
        ]
        return np.concatenate([_spread(*mesh, spacing) for mesh in chosen])

    def _bone(self, name: str) -> Array:
        return np.asarray(self._meshes[name][0], float)

    def _vertebrae(self) -> dict[str, Array]:
        named = {"S": self._bone("sacrum_geom_1_sacrum")}
        for name, (vertices, _) in self._meshes.items():
            last = name.rpartition("_geom_")[2].split("_", 1)[-1].removesuffix("_s")
            if last.startswith(("lumbar", "thoracic")):
                named[last[0].upper() + last.removeprefix("lumbar").removeprefix("thoracic")] = np.asarray(
                    vertices, float
                )
        neck = [piece for piece in _pieces(*self._meshes["hat_cervical"]) if len(piece) >= FEWEST_VERTICES]
        neck.sort(key=lambda piece: float(piece[:, 2].mean()))
        return named | dict(zip(CERVICAL, neck, strict=True))

    def _right_ribs(self) -> dict[int, Array]:
        pieces = _pieces(*self._meshes[RIB_CAGE])
        right = [piece for piece in pieces if piece[:, 0].max() < -0.01 and piece[:, 0].min() < -0.06]
        right.sort(key=lambda piece: -float(piece[:, 2].max()))
        return dict(zip(RIBS, right, strict=True))


def _is_trunk(name: str) -> bool:
    return name.startswith(("torso", "lumbar", "sacrum", "hat", "scapula", "clavicle", "r_pelvis", "l_pelvis"))


def _pieces(vertices: Array, faces: NDArray[np.int_]) -> list[Array]:
    """The connected parts of a mesh, as their vertices."""
    points, where = np.unique(vertices[faces.ravel()].round(5), axis=0, return_inverse=True)
    edges = where.reshape(faces.shape)
    graph = coo_matrix(
        (np.ones(2 * len(edges)), (edges[:, [0, 1]].ravel(), edges[:, [1, 2]].ravel())), [len(points)] * 2
    )
    count, label = connected_components(graph, directed=False)
    return [points[label == piece] for piece in range(count)]


def _spread(vertices: Array, faces: NDArray[np.int_], spacing: float) -> Array:
    """The vertices of a mesh, with points inside its larger triangles."""
    corners = np.asarray(vertices, float)[faces]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    points = [np.asarray(vertices, float)[np.unique(faces)]]
    for parts in range(2, 1 + int(np.ceil(min(longest.max(), 0.05) / spacing))):
        large = corners[np.ceil(longest / spacing).clip(max=0.05 / spacing) == parts]
        grid = [(a / parts, b / parts) for a in range(parts + 1) for b in range(parts + 1 - a)]
        points += [large[:, 0] * (1 - a - b) + large[:, 1] * a + large[:, 2] * b for a, b in grid]
    found = np.concatenate(points)
    return found[np.unique((found / spacing).round(), axis=0, return_index=True)[1]]
