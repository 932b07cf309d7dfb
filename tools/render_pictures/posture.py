"""The joint angles that describe a posture: their names, their defaults and their limits.

A posture is a mapping of joint names to degrees, with the names of ``data/exercise/poses.csv``. A limb name with no
side means both sides (``hip`` is ``hip_r`` and ``hip_l``); a name with a side wins over one without.

Root: ``pitch`` leans the pelvis forward (-90 lies on the back, 90 on the front), ``tilt`` sideways, ``spin`` turns
about the long axis. Trunk: ``lum`` (flexion +), ``lat`` (bend to the right +) and ``rot`` (turn to the left +) move
the lumbar joints of the body model. Limbs: see `LIMB_JOINTS`; ``scap`` draws the shoulder blades back (+), which also
changes the strands that insert there, and ``fing`` bends the fingers. Drawn only, so that no number follows from them:
``thor``, ``tlat``, ``trot`` bend the thorax, ``neck``, ``nlat``, ``nrot`` and ``nod`` the neck, ``breath`` and
``hollow`` (cm) move the belly.
"""

from collections.abc import Mapping
from types import MappingProxyType

SIDES = ("r", "l")

LIMB_JOINTS: Mapping[str, str] = MappingProxyType(
    {
        "hip": "hip_flexion",
        "hadd": "hip_adduction",
        "hrot": "hip_rotation",
        "knee": "knee_angle",
        "ankle": "ankle_angle",
        "mtp": "mtp_angle",
        "elv": "elv_angle",
        "she": "shoulder_elv",
        "shr": "shoulder_rot",
        "elb": "elbow_flexion",
        "pro": "pro_sup",
        "wrist": "flexion",
        "dev": "deviation",
    }
)
"""Limb joint to the joint of the body model that it sets, without the side."""

TWO_SIDED = (*LIMB_JOINTS, "scap", "fing")
LUMBAR = ("lum", "lat", "rot")
DRAWN_THORAX = ("thor", "tlat", "trot")
DRAWN_ONLY = (*DRAWN_THORAX, "neck", "nlat", "nrot", "nod", "breath", "hollow")
MIDLINE = ("pitch", "tilt", "spin", *LUMBAR, *DRAWN_ONLY)
NAMES = frozenset(MIDLINE) | frozenset(TWO_SIDED) | {f"{name}_{side}" for name in TWO_SIDED for side in SIDES}

STANDING: Mapping[str, float] = MappingProxyType({"she": 8.0, "elb": 5.0})
"""Angles of neutral standing that are not 0: the arms hang a little away from the trunk."""

LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "hip": (-25, 130),
        "knee": (0, 155),
        "ankle": (-65, 30),
        "elb": (0, 145),
        "she": (0, 178),
        "shr": (-90, 110),
        "elv": (-90, 140),
        "pro": (-90, 90),
        "wrist": (-85, 70),
        "hadd": (-45, 30),
        "hrot": (-45, 45),
        "mtp": (-10, 75),
        "neck": (-60, 50),
    }
)
"""The range in which a joint may be solved, in degrees."""


def without_side(name: str) -> str:
    """The joint without its side: ``hip`` of ``hip_r`` and of ``hip``."""
    base, _, side = name.rpartition("_")
    return base if side in SIDES else name


def expand(angles: Mapping[str, float]) -> dict[str, float]:
    """Every angle of a posture, in degrees: limb joints with their side, and every joint that was not named.

    Raises:
        ValueError: A name is no joint.
    """
    if unknown := set(angles) - NAMES:
        raise ValueError(f"No joint is called {', '.join(sorted(unknown))}. Joints: {', '.join(sorted(NAMES))}.")
    expanded = {name: float(angles.get(name, 0)) for name in MIDLINE}
    for name in TWO_SIDED:
        both = angles.get(name, STANDING.get(name, 0))
        for side in SIDES:
            expanded[f"{name}_{side}"] = float(angles.get(f"{name}_{side}", both))
    return expanded


def start_angle(angles: Mapping[str, float], joint: str) -> float:
    """The angle in degrees of one joint, named with its side or without, in a posture that may not name it."""
    both = without_side(joint)
    return angles.get(joint, angles.get(both, STANDING.get(both, 0.0)))
