"""What the body model does when it is moved: it is symmetric, it does not jump, and its muscles go the right way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from .body import Body
from .finding import Finding
from .lengthening import groups, mean_change
from .muscle_groups import LEFT, RIGHT, STRANDS, WHOLE, side_of, strands_of
from .posture import TWO_SIDED

Array = NDArray[np.float64]
Postures = Mapping[str, Mapping[str, float]]

SAME_ANGLE_DEG = 0.5

TRUNK = ("IL_", "LTp", "MF_", "QL_", "Ps_", "rect_abd", "EO", "IO")
HIP_AND_THIGH = ("psoas_", "iliacus", "glm", "tfl", "piri", "bf", "semi", "recfem", "vas")
SWEEPS = (
    ("lum", -25, 45, TRUNK, 3.0),
    ("lat", -20, 20, TRUNK, 3.0),
    ("rot", -10, 10, TRUNK, 3.0),
    ("hip", -20, 128, HIP_AND_THIGH, 4.0),
    ("knee", 0, 150, HIP_AND_THIGH, 4.0),
)
"""Joint, first and last angle in degrees, strands, and the most that one of them may change in a degree, in percent."""

EXTENSORS = ("IL_", "LTp", "MF_")
FULL_FLEXION_DEG = 45.0

BOTH = "both"
DIRECTIONS = (
    # joint, degrees, muscle, part, side, low, high in percent
    ("lum", 45, "iliocostalis-lumborum-lumbar", WHOLE, BOTH, 8.0, None),
    ("lum", 45, "longissimus-thoracis-lumbar", WHOLE, BOTH, 8.0, None),
    ("lum", 45, "multifidus", WHOLE, BOTH, 8.0, None),
    ("lum", 45, "rectus-abdominis", WHOLE, BOTH, None, -8.0),
    ("lat", 18, "quadratus-lumborum", WHOLE, RIGHT, None, -5.0),
    ("lat", 18, "quadratus-lumborum", WHOLE, LEFT, 5.0, None),
    ("hip", 90, "gluteus-maximus", WHOLE, BOTH, 1.0, None),
    ("hip", 90, "hamstrings", WHOLE, BOTH, 1.0, None),
    ("knee", 90, "rectus-femoris", WHOLE, BOTH, 1.0, None),
    ("hip", -15, "psoas-major", "hip-part", BOTH, 1.0, None),
    ("hip", -15, "iliacus", WHOLE, BOTH, 1.0, None),
)
"""What anatomy says must happen to a muscle when one joint is moved from neutral standing."""


def behavior(body: Body, postures: Postures) -> Iterable[Finding]:
    """Every check that moves the body.

    Args:
        body: Is left in some posture.
        postures: The solved angles of every frame.
    """
    yield _sides(body)
    yield _neutral_symmetry(body)
    yield _frame_symmetry(body, postures)
    for joint, first, last, strands, limit in SWEEPS:
        yield _sweep(body, joint, range(first, last + 1), strands, limit)
    yield from _extensor_moment(body)
    yield from _directions(body)


def pairs(body: Body) -> list[tuple[int, int]]:
    """Each strand with its twin on the other side of the body."""
    row = {name: strand for strand, name in enumerate(body.names)}
    twins = ((name, f"{name.removesuffix('_r')}_l") for name in body.names if not name.endswith("_l"))
    return [(row[name], row[twin]) for name, twin in twins if twin in row]


def _sides(body: Body) -> Finding:
    """Strands that lie on the other side of the body than the table says."""
    body.pose({})
    wrong = []
    for strand in {strand for muscle in STRANDS for strand in strands_of(body, muscle)}:
        x = body.strand_points(strand)[:, 0].mean()
        if (x < 0) != (side_of(body.names[strand]) == RIGHT):
            wrong.append(body.names[strand])
    quantity = "strands that lie on the other side than their rows say"
    return Finding("sides", "symmetry", quantity, len(wrong), "count", 0, 0, " | ".join(sorted(wrong)))


def _neutral_symmetry(body: Body) -> Finding:
    length = body.standing_length
    off = {body.names[right]: 100 * abs(length[right] / length[left] - 1) for right, left in pairs(body)}
    worst = max(off, key=off.__getitem__)
    quantity = "largest difference of length between right and left strands in neutral standing"
    return Finding("symmetry-neutral", "symmetry", quantity, off[worst], "pct", 0, 1, worst)


def _frame_symmetry(body: Body, postures: Postures) -> Finding:
    worst, at = 0.0, ""
    named = tuple(start for starts in STRANDS.values() for start in starts)
    twins = [(right, left) for right, left in pairs(body) if body.names[right].startswith(named)]
    for frame, angles in postures.items():
        body.pose(angles)
        if not _is_symmetric(body.angles):
            continue
        change = body.change_pct()
        for right, left in twins:
            if (off := abs(change[right] - change[left])) > worst:
                worst, at = float(off), f"{frame} {body.names[right]}"
    quantity = "largest difference of change between right and left strands in frames with equal sides"
    return Finding("symmetry-frames", "symmetry", quantity, worst, "points", 0, 3, at)


def _is_symmetric(angles: Mapping[str, float]) -> bool:
    limbs = all(abs(angles[f"{name}_r"] - angles[f"{name}_l"]) <= SAME_ANGLE_DEG for name in TWO_SIDED)
    return limbs and not angles["lat"] and not angles["rot"]


def _sweep(body: Body, joint: str, degrees: range, starts: tuple[str, ...], limit: float) -> Finding:
    strands = [strand for strand, name in enumerate(body.names) if name.startswith(starts)]
    lengths = []
    for degree in degrees:
        body.pose({joint: degree})
        lengths.append(body.lengths()[strands])
    steps = 100 * np.abs(np.diff(lengths, axis=0)) / body.standing_length[strands]
    step, strand = np.unravel_index(steps.argmax(), steps.shape)
    return Finding(
        f"continuity-{joint}",
        "continuity",
        f"largest change of a strand in one degree, {joint} from {degrees[0]} to {degrees[-1]} deg",
        float(steps.max()),
        "pct-per-deg",
        0,
        limit,
        f"{body.names[strands[strand]]} at {degrees[step + 1]} deg",
    )


def _extensor_moment(body: Body) -> Iterable[Finding]:
    """The largest moment that the back extensors could make about L4/5, standing and in full flexion."""
    extensors = [strand for strand, name in enumerate(body.names) if name.startswith(EXTENSORS)]
    moments = []
    for degrees in (0.0, FULL_FLEXION_DEG):
        body.pose({"lum": degrees})
        arms = body.moment_arms("L4_L5_FE")
        moments.append(abs(float(body.peak_force[extensors] @ arms[extensors])))
        quantity = f"largest moment of the back extensors about L4/5 at {degrees:g} deg of lumbar flexion"
        yield Finding(f"extensor-moment-{degrees:g}", "moment", quantity, moments[-1], "Nm")
    standing, flexed = moments
    yield Finding(
        "extensor-moment-fall",
        "moment",
        f"fall of that moment from 0 to {FULL_FLEXION_DEG:g} deg",
        100 * (1 - flexed / standing),
        "pct",
        0,
        18,
        source_ids="macintosh1993",
    )


def _directions(body: Body) -> Iterable[Finding]:
    muscles = groups(body)
    for joint, degrees, muscle, part, side, low, high in DIRECTIONS:
        body.pose({joint: degrees})
        change = body.change_pct()
        sides = (RIGHT, LEFT) if side == BOTH else (side,)
        value = float(np.mean([mean_change(body, change, muscles[muscle, part, one]) for one in sides]))
        ending = "" if side == BOTH else f"-{side}"
        named = f"{side} {muscle}" if side != BOTH else muscle
        quantity = f"change of {named}{'' if part == WHOLE else f' ({part})'} at {joint} {degrees} deg"
        yield Finding(f"direction-{joint}-{muscle}{ending}", "direction", quantity, value, "pct", low, high)
