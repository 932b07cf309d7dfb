"""The body model: posed by joint angles in degrees, it gives where each bone is and how long each strand is.

The model is MyoFullBody of the package myo-sim, in the physics engine MuJoCo, of which only the kinematics are used.
The world: z is up, meters; the standing body faces -y and its right side is at -x.
"""

from __future__ import annotations

from collections.abc import Mapping

import mujoco
import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from .body_model import load_model, mirror_strand
from .drawn_spine import DrawnNeck, DrawnThorax
from .posture import LIMB_JOINTS, SIDES, expand

Array = NDArray[np.float64]

# The share of a lumbar angle that each level takes. The four upper values of flexion and side bend are the model's own;
# the lowest level takes the rest. Axial turn is spread evenly, which is our own choice.
FLEXION = {"flex_extension": 0.125, "L4_L5_FE": 0.185, "L3_L4_FE": 0.204, "L2_L3_FE": 0.231, "L1_L2_FE": 0.255}
SIDE_BEND = {"lat_bending": 0.1355, "L4_L5_LB": 0.1811, "L3_L4_LB": 0.2453, "L2_L3_LB": 0.2501, "L1_L2_LB": 0.188}
TURN = dict.fromkeys(("axial_rotation", "L4_L5_AR", "L3_L4_AR", "L2_L3_AR", "L1_L2_AR"), 0.2)
# The joint of the abdominal wall takes this share of the flexion above L5/S1.
ABDOMEN = "Abs_r3", 0.6429 - 0.125

# Drawing a shoulder blade back turns the collar bone, and most of that turn is taken back further out.
SCAPULA = {"sternoclavicular_r2": -1.0, "unrotscap_r2": 0.55, "unrothum_r2": 0.45}

# The model has this strand on the right side, as a copy of its twin.
MISPLACED = {"LTpT_T12_l": "LTpT_T12_r"}

# Two finger joints of the right hand carry no side in the model.
FINGERS_OF_RIGHT_HAND = ("md3_flexion", "pm4_flexion")


class Body:
    """The posed body.

    Attributes:
        names: The strands of the model, in the order of its actuators.
        peak_force: Peak force of each strand, in newtons.
        angles: Every angle of the present posture, in degrees (see `posture.expand`).
        rotation, translation: (bodies + 4, 3, 3) and (bodies + 4, 3): the motion of each body from standing to now.
            The four rows at the end are the drawn head and three levels of the drawn neck.
        thorax, neck: The parts that are drawn only.
        count: The number of bodies of the model, and so the index of the drawn head.
        torso: The index of the thorax.
        hangs_from_torso: (bodies,): whether the body hangs from the thorax (shoulder blades, arms, head).
    """

    def __init__(self) -> None:
        self.model, self.data = load_model()
        model = self.model
        self.count = int(model.nbody)
        self.names: list[str] = [
            mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_ACTUATOR, strand) for strand in range(model.nu)
        ]
        self.peak_force: Array = np.abs(model.actuator_gainprm[:, 2])
        self._address = {
            mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_JOINT, joint): int(model.jnt_qposadr[joint])
            for joint in range(model.njnt)
        }
        self._couplings = self._joint_couplings()
        self.torso = self.index("torso")
        self.hangs_from_torso = self._descendants(self.torso)

        self._set_joints(expand({}))
        self._update(tendons=False)
        for strand, twin in MISPLACED.items():
            mirror_strand(self.model, self.data, self.names.index(strand), self.names.index(twin))
        self._update(tendons=True)
        self.standing_positions: Array = self.data.xpos.copy()
        self.standing_rotations: Array = self.data.xmat.reshape(-1, 3, 3).copy()
        self.standing_length: Array = self.data.actuator_length.copy()
        cervical_spine = self.standing_position("cervical_spine")
        neck_base = cervical_spine + np.array([0, 0, 0.02])
        self.thorax = DrawnThorax(self.standing_position("lumbar1"), neck_base, top=float(cervical_spine[2]))
        self.neck = DrawnNeck(neck_base)
        self.pose({})

    def index(self, name: str) -> int:
        """The row of a body of the model.

        Raises:
            ValueError: The model has no such body.
        """
        index = int(mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_BODY, name))
        if index < 0:
            raise ValueError(f"The body model has no body called {name!r}.")
        return index

    def standing_position(self, name: str) -> Array:
        """Where the origin of a body is in neutral standing (3,), in meters."""
        position: Array = self.standing_positions[self.index(name)]
        return position

    def pose(self, angles: Mapping[str, float], *, tendons: bool = True) -> None:
        """Takes a posture.

        Args:
            angles: Degrees by joint, with the names of `posture`.
            tendons: Whether strands follow; without them a posture is several times quicker.
        """
        self.angles = expand(angles)
        self._set_joints(self.angles)
        self._update(tendons=tendons)
        self.thorax.bend(self.angles)
        self.neck.bend(self.angles)
        self._set_motion()

    def change_pct(self) -> Array:
        """Change of the path length of each strand against neutral standing, in percent."""
        change: Array = 100 * (self.data.actuator_length / self.standing_length - 1)
        return change

    def lengths(self) -> Array:
        """The path length of each strand, in meters."""
        lengths: Array = self.data.actuator_length.copy()
        return lengths

    def strand_points(self, strand: int) -> Array:
        """The path of a strand in the model itself: points (k, 3) in meters from origin to insertion."""
        points: Array = self.data.wrap_xpos.reshape(-1, 3)[self._path(strand)].copy()
        return points

    def strand_objects(self, strand: int) -> NDArray[np.int_]:
        """What is under each of these points (k,): -1 for a site, -2 for a pulley, else the surface it wraps."""
        objects: NDArray[np.int_] = self.data.wrap_obj.ravel()[self._path(strand)].copy()
        return objects

    def _path(self, strand: int) -> slice:
        tendon = self.model.actuator_trnid[strand, 0]
        first = int(self.data.ten_wrapadr[tendon])
        return slice(first, first + int(self.data.ten_wrapnum[tendon]))

    def moment_arms(self, joint: str, step: float = 0.005) -> Array:
        """The moment arm of each strand about a joint of the model in the present posture, in meters.

        It is the change of length with the angle (the tendon excursion method); ``step`` is in radians.
        """
        address, lengths = self._address[joint], []
        here = float(self.data.qpos[address])
        for offset in (-step, step):
            self.data.qpos[address] = here + offset
            self._update(tendons=True)
            lengths.append(self.lengths())
        self.data.qpos[address] = here
        self._update(tendons=True)
        arms: Array = (lengths[1] - lengths[0]) / (2 * step)
        return arms

    def _joint_couplings(self) -> list[tuple[int, int | None, Array]]:
        """Joints that follow another one: address, address of the other or None, coefficients of the polynomial."""
        model = self.model
        couplings = []
        for row in range(model.neq):
            if model.eq_type[row] == mujoco.mjtEq.mjEQ_JOINT:
                other = model.eq_obj2id[row]
                leader = None if other < 0 else int(model.jnt_qposadr[other])
                couplings.append((int(model.jnt_qposadr[model.eq_obj1id[row]]), leader, model.eq_data[row][:5].copy()))
        return couplings

    def _descendants(self, ancestor: int) -> NDArray[np.bool_]:
        hangs = np.zeros(self.count, bool)
        for body in range(ancestor + 1, self.count):  # a parent comes before its children
            parent = self.model.body_parentid[body]
            hangs[body] = parent == ancestor or hangs[parent]
        return hangs

    def _set_joints(self, angles: Mapping[str, float]) -> None:
        position, radians = self.data.qpos, {name: np.deg2rad(value) for name, value in angles.items()}
        position[:] = self.model.qpos0
        for side in SIDES:
            for name, joint in LIMB_JOINTS.items():
                position[self._address[f"{joint}_{side}"]] = radians[f"{name}_{side}"]
            self._bend_fingers(side, radians[f"fing_{side}"])
        self._follow_couplings()
        for shares, angle in ((FLEXION, -radians["lum"]), (SIDE_BEND, radians["lat"]), (TURN, radians["rot"])):
            for joint, share in shares.items():
                position[self._address[joint]] = share * angle
        abdomen, share = ABDOMEN
        position[self._address[abdomen]] = -share * radians["lum"]
        for side in SIDES:
            for joint, share in SCAPULA.items():
                position[self._address[f"{joint}_{side}"]] += share * radians[f"scap_{side}"]
        root = Rotation.from_euler("XYZ", [radians["pitch"], -radians["tilt"], radians["spin"]]).as_matrix()
        mujoco.mju_mat2Quat(position[3:7], root.ravel())
        position[:3] = 0, 0, 1

    def _bend_fingers(self, side: str, angle: float) -> None:
        if not angle:
            return
        for joint, address in self._address.items():
            if not (joint.startswith(("mcp", "pm", "md")) and "flexion" in joint):
                continue
            if joint.endswith(f"_{side}") or (side == "r" and joint in FINGERS_OF_RIGHT_HAND):
                self.data.qpos[address] = angle

    def _follow_couplings(self) -> None:
        position, neutral = self.data.qpos, self.model.qpos0
        for _ in range(2):  # a joint that follows may lead another one
            for follower, leader, coefficients in self._couplings:
                moved = 0.0 if leader is None else position[leader] - neutral[leader]
                position[follower] = neutral[follower] + np.polynomial.polynomial.polyval(moved, coefficients)

    def _update(self, *, tendons: bool) -> None:
        mujoco.mj_kinematics(self.model, self.data)
        if tendons:
            mujoco.mj_comPos(self.model, self.data)
            mujoco.mj_tendon(self.model, self.data)
            mujoco.mj_transmission(self.model, self.data)

    def _set_motion(self) -> None:
        """Sets the motion of every body from standing to now, with the drawn thorax and the drawn neck."""
        rotation = np.einsum("nij,nkj->nik", self.data.xmat.reshape(-1, 3, 3), self.standing_rotations)
        translation = self.data.xpos - np.einsum("nij,nj->ni", rotation, self.standing_positions)
        # What is below the bent thorax moves with the torso of the model; what is above it, with the end of the bend.
        self.torso_rotation, self.torso_translation = rotation[self.torso].copy(), translation[self.torso].copy()
        top_rotation, top_translation = self.torso_rotation, self.torso_translation
        if self.thorax.bent:
            end_rotation, end_translation = self.thorax.end
            top_rotation = self.torso_rotation @ end_rotation
            top_translation = self.torso_rotation @ end_translation + self.torso_translation
            turn = top_rotation @ self.torso_rotation.T
            shift = top_translation - turn @ self.torso_translation
            above = self.hangs_from_torso
            translation[above] = translation[above] @ turn.T + shift
            rotation[above] = turn @ rotation[above]
        self.thorax_top_rotation, self.thorax_top_translation = top_rotation, top_translation
        levels = self.neck.levels()
        self.rotation: Array = np.concatenate([rotation, [top_rotation @ turn for turn, _ in levels]])
        self.translation: Array = np.concatenate(
            [translation, [top_rotation @ shift + top_translation for _, shift in levels]]
        )
