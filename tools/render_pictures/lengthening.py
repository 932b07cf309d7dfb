"""How much longer or shorter each muscle's path is in each frame: ``data/exercise/muscle_lengthening.csv``.

The number is the change of muscle-tendon path length against neutral standing, in percent: a mean over the strands of
the muscle, weighted by their peak force. It says nothing of fibers, force or tone.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .body import Body
from .muscle_groups import LEFT, PARTS, RIGHT, STRANDS, WHOLE, strands_of
from .solve_frames import POSES
from .table_files import Row, by_frame, fixed, read_rows, write_rows

Array = NDArray[np.float64]

TABLE = "exercise/muscle_lengthening.csv"

Group = tuple[str, str, str]
"""Muscle id, part and side."""


def muscle_parts() -> list[tuple[str, str]]:
    """Every muscle and part that has a number: the whole, or the parts of a muscle whose whole would mislead."""
    whole = [(muscle, WHOLE) for muscle in STRANDS if muscle not in PARTS]
    return whole + [(muscle, part) for muscle, parts in PARTS.items() for part in parts]


def groups(body: Body) -> dict[Group, list[int]]:
    """The strands of every muscle, part and side."""
    return {
        (muscle, part, side): strands_of(body, muscle, side, part)
        for muscle, part in muscle_parts()
        for side in (RIGHT, LEFT)
    }


def mean_change(body: Body, change_pct: Array, strands: list[int]) -> float:
    """The change of a group of strands in percent, weighted by peak force."""
    return float(np.average(change_pct[strands], weights=body.peak_force[strands]))


def solved_postures() -> dict[str, dict[str, float]]:
    """The solved angles of every frame, in degrees."""
    return {
        frame: {row["joint"]: float(row["solved_deg"]) for row in rows}
        for frame, rows in by_frame(read_rows(POSES)).items()
    }


def lengthening_rows(body: Body) -> Iterable[Row]:
    """The rows of the table for all frames of ``poses.csv``, in their order."""
    exercise_of = {row["frame_id"]: row["exercise_id"] for row in read_rows(POSES)}
    muscles = groups(body)
    number = 0
    for frame, angles in solved_postures().items():
        body.pose(angles)
        change = body.change_pct()
        for (muscle, part, side), strands in muscles.items():
            number += 1
            yield {
                "id": f"ml-{number:04d}",
                "frame_id": frame,
                "exercise_id": exercise_of[frame],
                "muscle_id": muscle,
                "part": part,
                "side": side,
                "n_strands": str(len(strands)),
                "mean_pct": fixed(mean_change(body, change, strands), 1),
                "min_pct": fixed(change[strands].min(), 1),
                "max_pct": fixed(change[strands].max(), 1),
            }


def write_lengthening(body: Body) -> bool:
    """Writes the table; True when it changed."""
    return write_rows(TABLE, list(lengthening_rows(body)))
