"""Lays sheets and cords on the standing body: under its skin, over its bones, and carried by both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter, maximum_filter
from scipy.spatial import cKDTree

from .schematic_shapes import SKIN, SPINE, Cord, Sheet
from .skeleton import NECK_FROM_M, NECK_HEIGHT_M
from .skin import level_shares

if TYPE_CHECKING:
    from .body import Body
    from .landmarks import Landmarks
    from .skin import Skin

Array = NDArray[np.float64]
Indices = NDArray[np.int_]

ARMS = (("humerus_r", "clavicle_l"), ("humerus_l", "pelvis"))  # the first body of an arm, and the first one after it
SIDE_RIGHT, SIDE_LEFT, SIDE_BOTH = "right", "left", "both"
SKULL_FROM_M = 1.705  # the height of the first vertebra of the standing body
MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Laid:
    """A sheet or cord on the standing body: points and weights, and (sheets) quads with the stripe of each."""

    points: Array
    weights: Array
    quads: Indices
    stripe: Indices


class Ground:
    """What shapes are laid upon: skin and bones of the standing body."""

    def __init__(self, body: Body, skin: Skin, landmarks: Landmarks) -> None:
        self.body = body
        main = skin.weights.argmax(axis=1)
        on_arm = np.zeros(len(main), bool)
        for first, after in ARMS:
            on_arm |= (main >= body.index(first)) & (main < body.index(after))
        trunk = ~on_arm & (skin.standing[:, 2] > 0.60)
        self._skin, self._weights = skin.standing[trunk], skin.weights[trunk]
        self._normals = _normals(skin.standing, skin.faces)[trunk]
        self._skin_tree = cKDTree(self._skin)
        self._bones = {only: landmarks.surface(ribs_only=only) for only in (False, True)}
        self._bone_trees = {only: cKDTree(points) for only, points in self._bones.items()}

    def under_skin(self, points: Array, depth: float, pull: Array) -> Array:
        """Points (n, 3) moved to a depth under the skin, each by its share of the way (n,)."""
        skin, normal = self._near_skin(points)
        height = np.einsum("ij,ij->i", skin - points, normal)
        return np.asarray(points + (pull * (height - depth))[:, None] * normal)

    def above_bones(self, points: Array, clearance: float, *, ribs_only: bool) -> Array:
        """How far outward (n,) points must move to lie over all bones beneath them, in meters; 0 where they do."""
        _, normal = self._near_skin(points)
        bones, tree = self._bones[ribs_only], self._bone_trees[ribs_only]
        push = np.zeros(len(points))
        for row, near in enumerate(tree.query_ball_point(points, 0.035)):
            away = bones[near] - points[row]
            height = away @ normal[row]
            beside = np.linalg.norm(away - height[:, None] * normal[row], axis=1) < 0.007
            push[row] = max(0.0, height[beside].max(initial=-1.0) + clearance)
        return push

    def outward(self, points: Array) -> Array:
        """The direction of the nearest skin (n, 3)."""
        return self._near_skin(points)[1]

    def skin_weights(self, points: Array) -> Array:
        """Weights (n, bodies + 4) of the skin next to each point."""
        distance, near = self._skin_tree.query(points, k=5)
        share = 1 / (distance + 0.006) ** 2
        share /= share.sum(axis=1, keepdims=True)
        return np.asarray(np.einsum("nk,nkb->nb", share, self._weights[near]))

    def weights(self, points: Array, carrier: str) -> Array:
        """Weights (n, bodies + 4) of points that one carrier holds."""
        if carrier == SKIN:
            return self.skin_weights(points)
        if carrier == SPINE:
            return spine_weights(self.body, points)
        one = np.zeros((len(points), self.body.count + 4))
        one[:, self.body.index(carrier)] = 1
        return one

    def _near_skin(self, points: Array) -> tuple[Array, Array]:
        distance, near = self._skin_tree.query(points, k=16)
        share = np.exp(-(((distance - distance[:, :1]) / 0.02) ** 2))
        share /= share.sum(axis=1, keepdims=True)
        normal = np.einsum("nk,nki->ni", share, self._normals[near])
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        return np.einsum("nk,nki->ni", share, self._skin[near]), normal


def lay_sheet(sheet: Sheet, ground: Ground, side: str) -> Laid:
    """A sheet on one side of the standing body."""
    grid = _threaded(sheet.rows, sheet.fibers, sheet.steps)
    along = np.tile(np.linspace(0, 1, sheet.steps), sheet.fibers)
    flat = grid.reshape(-1, 3)
    if sheet.depth is not None:
        inside = np.clip(np.minimum(along, 1 - along) / 0.22, 0, 1)  # the ends stay on their bones
        flat = ground.under_skin(flat, sheet.depth, sheet.pull * inside * inside * (3 - 2 * inside))
        flat = _smoothed(flat.reshape(grid.shape)).reshape(-1, 3)
    if sheet.over is not None:
        for _ in range(2):
            push = ground.above_bones(flat, sheet.over, ribs_only=sheet.ribs_only).reshape(grid.shape[:2])
            smooth = gaussian_filter(maximum_filter(push, 3), 1.0, mode="nearest")
            flat = flat + np.maximum(smooth, push).reshape(-1, 1) * ground.outward(flat)
        flat = _smoothed(flat.reshape(grid.shape)).reshape(-1, 3)
    return Laid(*_carried(flat, along, sheet.origin, sheet.insertion, ground, side), *_quads(sheet.fibers, sheet.steps))


def lay_cord(cord: Cord, ground: Ground, side: str) -> Laid:
    """The path of a cord on one side of the standing body."""
    path = _resampled(cord.path, 16)
    nothing = np.zeros(0, int)
    carried = _carried(path, np.linspace(0, 1, len(path)), cord.origin, cord.insertion, ground, side)
    return Laid(*carried, nothing, nothing)


def spine_weights(body: Body, points: Array) -> Array:
    """Weights (n, bodies + 4) of points that go with the vertebra at their height."""
    weights = np.zeros((len(points), body.count + 4))
    lumbar = [body.index(name) for name in ("sacrum", "lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "torso")]
    weights[:, lumbar] = level_shares(body, points[:, 2])
    height = points[:, 2]
    # The neck turns as its bones do; the last tenth, and most of the nod, is that of the skull on the first vertebra.
    bones, skull = (
        np.clip(part, 0, 1) for part in ((height - NECK_FROM_M) / NECK_HEIGHT_M, (height - SKULL_FROM_M) / 0.03)
    )
    share = 0.9 * bones + 0.1 * skull
    stations = [body.torso, body.count + 1, body.count + 2, body.count + 3, body.count]
    at = np.array([0.0, 0.3, 0.6, 0.9, 1.0])
    on_neck = share > 0
    weights[on_neck] = 0
    for station, column in enumerate(stations):
        hat = np.interp(share, at, np.eye(len(at))[station])
        weights[on_neck, column] = hat[on_neck]
    return weights


def _threaded(rows: Sequence[Array], fibers: int, steps: int) -> Array:
    """The grid (fibers, steps, 3) of smooth lines through the same place of every row."""
    lines = np.stack([_resampled(np.asarray(row, float), fibers) for row in rows])  # (rows, fibers, 3)
    gaps = np.linalg.norm(np.diff(lines, axis=0), axis=2).mean(axis=1)
    knots = np.r_[0, np.cumsum(gaps)] / gaps.sum()
    at = np.linspace(0, 1, steps)
    if len(rows) == 2:
        return np.asarray(lines[0][:, None] * (1 - at)[:, None] + lines[1][:, None] * at[:, None])
    return np.asarray(CubicSpline(knots, lines, axis=0, bc_type="natural")(at).transpose(1, 0, 2))


def _resampled(line: Array, count: int) -> Array:
    """A polyline (k, 3) with `count` points at equal distances."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    return np.stack([np.interp(np.linspace(0, along[-1], count), along, axis) for axis in line.T], axis=1)


def _smoothed(grid: Array) -> Array:
    """The grid with its inner points drawn toward their neighbors, and its edges along themselves."""
    for _ in range(2):
        new = grid.copy()
        new[:, 1:-1] = 0.5 * grid[:, 1:-1] + 0.25 * (grid[:, 2:] + grid[:, :-2])
        new[1:-1, 1:-1] = 0.5 * new[1:-1, 1:-1] + 0.25 * (new[2:, 1:-1] + new[:-2, 1:-1])
        grid = new
    return grid


def _carried(
    points: Array, along: Array, origin: str, insertion: str, ground: Ground, side: str
) -> tuple[Array, Array]:
    """Points of the wanted side, and what carries them: the skin around them, and near the ends the bones there."""
    if side == SIDE_LEFT:
        points = points * MIRROR
        origin, insertion = (_left(name) for name in (origin, insertion))
    near_origin, near_insertion = (np.clip(1 - share / 0.3, 0, 1)[:, None] for share in (along, 1 - along))
    if {origin, insertion} == {SPINE}:
        return points, ground.weights(points, SPINE)
    weights = ground.skin_weights(points)
    weights += near_origin * (ground.weights(points, origin) - weights)
    weights += near_insertion * (ground.weights(points, insertion) - weights)
    return points, weights


def _left(name: str) -> str:
    return name[:-2] + "_l" if name.endswith("_r") else name


def _quads(fibers: int, steps: int) -> tuple[Indices, Indices]:
    """The quads of a grid, and the stripe (0 or 1) each belongs to; stripes run along the fibers."""
    corner = np.arange(fibers * steps).reshape(fibers, steps)
    quads = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=-1).reshape(-1, 4)
    return quads, np.repeat(np.arange(fibers - 1) // 2 % 2, steps - 1)


def _normals(points: Array, faces: Indices) -> Array:
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, faces[:, corner], across)
    return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12))
