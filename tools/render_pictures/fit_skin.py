"""One-off: fits the Anny skin to the standing body model and writes ``skin.npz``.

    python -m tools.render_pictures.fit_skin

It needs the packages anny, torch and roma, which nothing else here needs and ``requirements.txt`` does not name. The
fit on file was made before this module had its present form, and this module has not been run since: look at every
picture again after a new fit, which will differ a little. Anny's code is under Apache-2.0, its data under CC0; its
``smplx`` topology must not be used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import anny
import mujoco
import numpy as np
import roma
import torch
from numpy.typing import NDArray

from .body import Body
from .skin import FIT

Array = NDArray[np.float64]

STEPS, SEARCH_EVERY = 260, 8
SCALE_OF_SURFACE = 12.0
WEIGHTS_A_POINT = 5

# Body of the model, bone of the skin, and how much the distance of their origins counts.
JOINTS = (
    ("femur_{s}", "upperleg01.{S}", 0.15),
    ("tibia_{s}", "lowerleg01.{S}", 1.0),
    ("talus_{s}", "foot.{S}", 1.0),
    ("toes_{s}", "toe3-1.{S}", 0.3),
    ("humerus_{s}", "upperarm01.{S}", 1.0),
    ("ulna_{s}", "lowerarm01.{S}", 1.0),
    ("lunate_{s}", "wrist.{S}", 1.0),
    ("3proxph_{s}", "finger3-1.{S}", 0.7),
    ("2proxph_{s}", "finger2-1.{S}", 0.3),
    ("5proxph_{s}", "finger5-1.{S}", 0.3),
)
SPINE = ("spine", "neck", "head")
FREE_BONES = (
    *("upperleg01", "lowerleg01", "foot", "clavicle", "shoulder01", "upperarm01", "lowerarm01", "wrist"),
    *SPINE,
)
TRUNK_BONES = ("root", "pelvis", "clavicle", "shoulder", *SPINE)
LOCAL_CHANGES = ("torso-scale", "hip-scale", "torso-trans", "hip-trans")
PHENOTYPE = {"gender": 0.45, "age": 0.67, "muscle": 0.65, "weight": 0.45, "height": 0.6, "proportions": 0.6}
FITTED_PHENOTYPE = {"height": (0.2, 1.0), "weight": (0.3, 0.62)}

TRUNK_MESHES = ("thorax", "rib", "thoracic", "lumbar", "sacrum", "torso", "pelvis", "clav", "scap")
SPINE_MESHES = ("thoracic", "sacrum", "lumbar")
SPINOUS_HEIGHTS_M = np.arange(0.963, 1.503, 0.03)  # one point of the spinous processes for each step
SPINOUS_HALF_WIDTH_M = 0.012
UNDER_SKIN_M, SPINOUS_DEPTH_M = 0.006, 0.014  # of bone, at least, and of the spinous processes


@dataclass
class Unknowns:
    """What is fitted: the turn of each free bone and of the root, place, size, phenotype and local changes."""

    model: Any
    free: list[int]
    turns: Any = field(init=False)
    root_turn: Any = field(init=False)
    place: Any = field(init=False)
    log_size: Any = field(init=False)
    phenotype: dict[str, Any] = field(init=False)
    local: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.turns = torch.zeros(len(self.free), 3, requires_grad=True)
        self.root_turn = torch.zeros(3, requires_grad=True)
        self.place = torch.tensor([0.0, 0.1, 1.0], requires_grad=True)
        self.log_size = torch.zeros(1, requires_grad=True)
        self.phenotype = {
            name: torch.tensor(value, requires_grad=name in FITTED_PHENOTYPE) for name, value in PHENOTYPE.items()
        }
        labels = [
            label for label in self.model.local_change_labels if label.split("-incr")[0].startswith(LOCAL_CHANGES)
        ]
        self.local = {label: torch.zeros(1, requires_grad=True) for label in labels}

    def optimizer(self) -> Any:
        """Adam, with a larger step for angles than for sizes."""
        sizes = [self.place, self.log_size, *(self.phenotype[name] for name in FITTED_PHENOTYPE)]
        return torch.optim.Adam(
            [
                {"params": [self.turns, self.root_turn], "lr": 0.02},
                {"params": sizes, "lr": 0.01},
                {"params": list(self.local.values()), "lr": 0.02},
            ]
        )

    def placed(self) -> tuple[Any, Any]:
        """Skin points (n, 3) and bone origins (bones, 3) in the frame of the body model, in meters."""
        posed = self._posed()
        size, root = torch.exp(self.log_size), posed["bone_poses"][0, 0, :3, 3]
        shift = self.place - root * size
        return posed["vertices"][0] * size + shift, posed["bone_poses"][0, :, :3, 3] * size + shift

    def clamp(self) -> None:
        """Keeps the phenotype in the range in which the skin looks like a person."""
        with torch.no_grad():
            for name, (low, high) in FITTED_PHENOTYPE.items():
                self.phenotype[name].clamp_(low, high)

    def _posed(self) -> Any:
        pose = torch.eye(4)[None].repeat(self.model.bone_count, 1, 1).clone()
        pose[self.free, :3, :3] = roma.rotvec_to_rotmat(self.turns)
        pose[0, :3, :3] = roma.rotvec_to_rotmat(self.root_turn)
        return self.model(
            pose_parameters=pose[None],
            phenotype_kwargs={name: value.reshape(1) for name, value in self.phenotype.items()},
            local_changes_kwargs={name: torch.tanh(value) for name, value in self.local.items()},
        )


class Surface:
    """The part of the skin over trunk and head, against which bones are pressed from inside."""

    def __init__(self, model: Any) -> None:
        triangles = model.get_triangular_faces() if hasattr(model, "get_triangular_faces") else model.faces
        self.faces = torch.as_tensor(triangles)
        strongest = model.vertex_bone_weights.argmax(1)
        carrier = model.vertex_bone_indices[torch.arange(len(strongest)), strongest]
        trunk = [bone for bone, label in enumerate(model.bone_labels) if label.startswith(TRUNK_BONES)]
        self.points = torch.isin(carrier, torch.tensor(trunk)).nonzero()[:, 0]

    def nearest(self, skin: Any, bone_points: Any) -> tuple[Any, Any]:
        """For each bone point the nearest skin point (index) and its outward normal; not differentiated."""
        with torch.no_grad():
            near = self.points[torch.cdist(bone_points, skin[self.points]).argmin(1)]
            return near, self._normals(skin)[near]

    def _normals(self, skin: Any) -> Any:
        a, b, c = (skin[self.faces[:, corner]] for corner in range(3))
        of_faces = torch.linalg.cross(b - a, c - a)
        normals = torch.zeros_like(skin)
        for corner in range(3):
            normals = normals.index_add(0, self.faces[:, corner], of_faces)
        return normals / (normals.norm(dim=1, keepdim=True) + 1e-9)


def main() -> None:
    """Fits the skin and writes ``skin.npz``."""
    body = Body()
    model = anny.Anny(local_changes="default").to(dtype=torch.float32)
    labels = list(model.bone_labels)
    free = [bone for bone, label in enumerate(labels) if label.startswith(FREE_BONES)]
    unknowns = Unknowns(model, free)
    fit(body, labels, unknowns, Surface(model))
    save(model, unknowns)


def fit(body: Body, labels: list[str], unknowns: Unknowns, surface: Surface) -> None:
    """Moves joint centers onto those of the body, and bones under the skin."""
    targets, bones, counts = _joint_targets(body, labels)
    trunk = torch.tensor(bone_points(body, TRUNK_MESHES, 900), dtype=torch.float32)
    spine = torch.tensor(spinous_points(body), dtype=torch.float32)
    optimizer = unknowns.optimizer()
    near: dict[str, tuple[Any, Any]] = {}
    for step in range(STEPS):
        skin, origins = unknowns.placed()
        if step % SEARCH_EVERY == 0:
            near = {"trunk": surface.nearest(skin, trunk), "spine": surface.nearest(skin, spine)}
        outside = _height_over(skin, trunk, *near["trunk"])
        spinous = _height_over(skin, spine, *near["spine"])
        loss = (
            (counts * (origins[bones] - targets) ** 2).sum()
            + SCALE_OF_SURFACE * (torch.relu(outside + UNDER_SKIN_M) ** 2).mean()
            + SCALE_OF_SURFACE * ((spinous + SPINOUS_DEPTH_M) ** 2).mean()
            + _stays_plain(labels, unknowns)
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        unknowns.clamp()


def save(model: Any, unknowns: Unknowns) -> None:
    """Writes points, faces and the five largest weights of each point."""
    with torch.no_grad():
        skin, _ = unknowns.placed()
    bone_of, share_of = model.vertex_bone_indices.numpy(), model.vertex_bone_weights.numpy()
    largest = np.argsort(-share_of, 1)[:, :WEIGHTS_A_POINT]
    shares = np.take_along_axis(share_of, largest, 1)
    np.savez_compressed(
        FIT,
        V=skin.numpy().astype("f4").round(5),
        F=model.faces.numpy().astype("u2"),
        wi=np.take_along_axis(bone_of, largest, 1).astype("u1"),
        ww=(shares / shares.sum(1, keepdims=True)).astype("f2"),
        lab=np.array(model.bone_labels),
    )


def bone_points(body: Body, names: tuple[str, ...], count: int) -> Array:
    """Up to so many points (k, 3) of the standing bones whose mesh name holds one of the names, in meters."""
    model, data = body.model, body.data
    found = []
    for geom in range(model.ngeom):
        is_mesh = model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH
        if not is_mesh or model.geom_group[geom] != 0 or model.geom_bodyid[geom] == 0:
            continue
        mesh = model.geom_dataid[geom]
        if any(name in mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_MESH, mesh) for name in names):
            start = model.mesh_vertadr[mesh]
            points = model.mesh_vert[start : start + model.mesh_vertnum[mesh]]
            found.append(points @ data.geom_xmat[geom].reshape(3, 3).T + data.geom_xpos[geom])
    points = np.concatenate(found)
    return points[np.random.default_rng(0).choice(len(points), min(count, len(points)), replace=False)]


def spinous_points(body: Body) -> Array:
    """The rearmost point near the midline at each of some heights (k, 3), in meters."""
    points = bone_points(body, SPINE_MESHES, 4000)
    points = points[np.abs(points[:, 0]) < SPINOUS_HALF_WIDTH_M]
    rearmost = []
    for low in SPINOUS_HEIGHTS_M:
        level = points[(points[:, 2] >= low) & (points[:, 2] < low + 0.03)]
        if len(level):
            rearmost.append(level[level[:, 1].argmax()])
    return np.array(rearmost)


def _joint_targets(body: Body, labels: list[str]) -> tuple[Any, list[int], Any]:
    rows = [
        (body.standing_position(name.format(s=side)), labels.index(bone.format(S=side.upper())), count)
        for side in ("l", "r")
        for name, bone, count in JOINTS
    ]
    places, bones, counts = zip(*rows, strict=True)
    return torch.tensor(np.array(places), dtype=torch.float32), list(bones), torch.tensor(counts)[:, None]


def _height_over(skin: Any, points: Any, near: Any, normals: Any) -> Any:
    """How far points are outside of the skin, along its normal; negative inside."""
    return ((points - skin[near]) * normals).sum(1)


def _stays_plain(labels: list[str], unknowns: Unknowns) -> Any:
    """What it costs to turn bones and to change the shape: the neck most, so that the head stays upright."""
    named = [labels[bone] for bone in unknowns.free]
    spine = [row for row, label in enumerate(named) if label.startswith(SPINE)]
    limbs = [row for row, label in enumerate(named) if not label.startswith(SPINE)]
    neck = [row for row, label in enumerate(named) if label.startswith(("neck", "head"))]
    turns = unknowns.turns
    return (
        0.08 * (turns[neck] ** 2).sum()
        + 0.0015 * (turns[spine] ** 2).sum()
        + 0.0008 * (turns[limbs] ** 2).sum()
        + 0.01 * (unknowns.root_turn**2).sum()
        + 0.0006 * sum((change**2).sum() for change in unknowns.local.values())
    )


if __name__ == "__main__":
    main()
