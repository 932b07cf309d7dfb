"""Bones and strands of the posed body, as they are drawn: with the bent thorax and the bent neck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import mujoco
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .body import Body
from .body_model import strand_sites
from .skin import Skin

Array = NDArray[np.float64]
Indices = NDArray[np.int_]

HEAD_BODIES = ("head", "neck", "head_attach")
CHEST_BODIES = ("torso", "chest_r", "Arm_attachment")

# The skull of the model is smaller than the head of the skin: it is moved up and back, and the neck is stretched to it.
SKULL_TOP_M, SKULL_BACK_M = 1.7521, 0.19
SCALP_M, OCCIPUT_M = 0.012, 0.014  # of skin over bone
STRETCH_FROM_M, STRETCH_OVER_M = 1.513, 0.09

# Where the neck bends: from its base, over the height of the stretched neck.
NECK_FROM_M, NECK_HEIGHT_M, NECK_LEVELS = 1.543, 0.12, 8

RIB_CAGE = "torso_geom_13_ribcage_s"
EMBLEM_VERTICES = 5000  # the rib cage has fewer without it
EMBLEM_MARGIN_M = 0.01


class Kind(Enum):
    """What a bone moves with."""

    RIGID = "rigid"  # one body
    CHEST = "chest"  # the bent thorax
    HEAD = "head"  # the drawn head
    NECK = "neck"  # the bent neck


@dataclass(frozen=True)
class Bone:
    """A bone of the standing body: points (k, 3) in meters, and triangles (t, 3)."""

    name: str
    body: int
    kind: Kind
    vertices: Array
    faces: Indices


class Skeleton:
    """All bones and strands.

    Attributes:
        bones: The bones of the standing body.
        faces: (triangles, 3) of all bones together, for the points of `now`.
    """

    def __init__(self, body: Body, skin: Skin) -> None:
        self.body = body
        self.bones: list[Bone] = _bones(body, _skull_shift(body, skin))
        starts = np.cumsum([0, *(len(bone.vertices) for bone in self.bones)])
        self.faces: Indices = np.concatenate(
            [bone.faces + start for bone, start in zip(self.bones, starts, strict=False)]
        )
        self._sites = _site_bodies(body)

    def now(self) -> Array:
        """The points of all bones in the present posture (points, 3), in meters."""
        return np.concatenate([self.bone_now(bone) for bone in self.bones])

    def bone_now(self, bone: Bone) -> Array:
        """The points of one bone in the present posture (k, 3), in meters."""
        body = self.body
        if bone.kind is Kind.CHEST:
            return _move(body.thorax.warp(bone.vertices), body.torso_rotation, body.torso_translation)
        if bone.kind is Kind.NECK:
            bent = self._bend_neck(bone.vertices)
            return _move(bent, body.thorax_top_rotation, body.thorax_top_translation)
        carrier = body.count if bone.kind is Kind.HEAD else bone.body
        return _move(bone.vertices, body.rotation[carrier], body.translation[carrier])

    def strand_paths(self, strands: Iterable[int] | None = None) -> dict[int, Array]:
        """The path of each strand in the present posture: points (k, 3) in meters from origin to insertion.

        The posture must have been taken with its tendons. Paths follow the bent thorax as it is drawn, so they are not
        to be measured here: `Body.change_pct` has the model's own lengths.
        """
        wanted = range(len(self.body.names)) if strands is None else strands
        return {strand: self._strand_path(strand) for strand in wanted}

    def _strand_path(self, strand: int) -> Array:
        path = self.body.strand_points(strand)
        if self.body.thorax.bent:
            carriers = self._path_bodies(strand)
            path = np.array([self._on_bent_thorax(point, body) for point, body in zip(path, carriers, strict=True)])
        apart = np.linalg.norm(np.diff(path, axis=0), axis=1) > 1e-4
        return path[np.r_[True, apart]]

    def _path_bodies(self, strand: int) -> list[int | None]:
        """The body under each point of a path: of its next site (-1), of the surface it wraps, or None for a pulley."""
        sites = self._sites[strand]
        bodies: list[int | None] = []
        passed = 0
        for wrapped in self.body.strand_objects(strand):
            if wrapped == -1:
                bodies.append(sites[min(passed, len(sites) - 1)])
                passed += 1
            else:
                bodies.append(int(self.body.model.geom_bodyid[wrapped]) if wrapped >= 0 else None)
        return bodies

    def _on_bent_thorax(self, point: Array, index: int | None) -> Array:
        body = self.body
        if index is None or not (index == body.torso or body.hangs_from_torso[index]):
            return point
        rotation = body.data.xmat.reshape(-1, 3, 3)[index] @ body.standing_rotations[index].T
        standing = (point - body.data.xpos[index]) @ rotation + body.standing_positions[index]
        if index == body.torso:
            standing = body.thorax.warp(standing[None])[0]
            return _move(standing, body.torso_rotation, body.torso_translation)
        return _move(standing, body.rotation[index], body.translation[index])

    def _bend_neck(self, points: Array) -> Array:
        neck = self.body.neck
        level = NECK_LEVELS * np.clip((points[:, 2] - NECK_FROM_M) / NECK_HEIGHT_M, 0, 1)
        below = np.minimum(level.astype(int), NECK_LEVELS - 1)
        share = (level - below)[:, None]
        turned = np.array(
            [_move(points - neck.base, neck.rotation(step / NECK_LEVELS), neck.base) for step in range(NECK_LEVELS + 1)]
        )
        every = np.arange(len(points))
        bent: Array = (1 - share) * turned[below, every] + share * turned[below + 1, every]
        return bent


def _move(points: Array, rotation: Array, translation: Array) -> Array:
    moved: Array = points @ rotation.T + translation
    return moved


def _skull_shift(body: Body, skin: Skin) -> Array:
    """How far the skull moves to fill the head of the skin (3,), in meters."""
    head = skin.standing[skin.weights[:, body.count] > 0.5]
    highest, lowest = head.max(0), head.min(0)
    middle = (highest[0] + lowest[0]) / 2
    return np.array([middle, highest[1] - OCCIPUT_M - SKULL_BACK_M, highest[2] - SCALP_M - SKULL_TOP_M])


def _bones(body: Body, skull_shift: Array) -> list[Bone]:
    """The bone meshes of the model in the standing posture."""
    body.pose({}, tendons=False)
    model, data = body.model, body.data
    head, chest = ({body.index(name) for name in names} for names in (HEAD_BODIES, CHEST_BODIES))
    bones = []
    for geom in range(model.ngeom):
        carrier = int(model.geom_bodyid[geom])
        is_mesh = model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH
        if not is_mesh or model.geom_group[geom] != 0 or carrier == 0:  # the other groups are not bones
            continue
        mesh = model.geom_dataid[geom]
        name = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_MESH, mesh)
        vertices = _rows(model.mesh_vert, model.mesh_vertadr[mesh], model.mesh_vertnum[mesh])
        vertices = _move(vertices.astype(float), data.geom_xmat[geom].reshape(3, 3), data.geom_xpos[geom])
        kind = Kind.RIGID
        if "cerv" in name and (carrier in head or "hat_" in name):
            kind = Kind.NECK
            stretch = np.clip((vertices[:, 2] - STRETCH_FROM_M) / STRETCH_OVER_M, 0, 1)
            vertices = vertices + stretch[:, None] * skull_shift
        elif carrier in head or "hat_" in name:
            kind = Kind.HEAD
            vertices = vertices + skull_shift
        elif carrier in chest:
            kind = Kind.CHEST
        faces = _rows(model.mesh_face, model.mesh_faceadr[mesh], model.mesh_facenum[mesh]).astype(int)
        if name == RIB_CAGE:
            faces = _without_emblem(vertices, faces)
        bones.append(Bone(name, carrier, kind, vertices, faces))
    return bones


def _without_emblem(vertices: Array, faces: Indices) -> Indices:
    """The faces of the rib cage without the emblem that somebody put on its breastbone.

    The emblem is the piece with far more vertices than any bone has, and the loose pieces inside its box.
    """
    ends = faces[:, [1, 2]].T.ravel()
    edges = coo_array((np.ones(len(ends)), (np.tile(faces[:, 0], 2), ends)), shape=(len(vertices),) * 2)
    piece = connected_components(edges, directed=False)[1]
    largest = np.bincount(piece).argmax()
    emblem = vertices[piece == largest]
    if len(emblem) < EMBLEM_VERTICES:
        return faces
    inside = ((vertices >= emblem.min(0) - EMBLEM_MARGIN_M) & (vertices <= emblem.max(0) + EMBLEM_MARGIN_M)).all(1)
    bone = np.unique(piece[~inside])
    kept: Indices = faces[np.isin(piece[faces[:, 0]], bone)]
    return kept


def _rows(array: NDArray[np.generic], start: int, count: int) -> NDArray[np.generic]:
    return array[start : start + count].copy()


def _site_bodies(body: Body) -> list[list[int]]:
    """The bodies of the sites that each strand passes, from origin to insertion."""
    model = body.model
    return [[int(model.site_bodyid[site]) for site in strand_sites(model, strand)] for strand in range(model.nu)]
