"""Solves the frames of ``data/exercise/frames.csv`` and writes the solution back into it and into ``poses.csv``.

``angle_deg`` is chosen by a person, ``solved_deg`` is written here. A free joint that nobody chose an angle for gets a
row of its own with the basis `SOLVED_ONLY`; such a row is never read as a choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .contacts import parse_contacts
from .figure import Figure
from .posture import start_angle
from .solve import Solved, solve_contacts
from .table_files import Row, by_frame, entries, fixed, read_rows, write_rows

FRAMES, POSES = "exercise/frames.csv", "exercise/poses.csv"
SOLVED_ONLY = "solved-from-the-contacts"

ASSUMED_ANGLES = {
    "lumbar_flexion_deg": "lum",
    "lumbar_bend_right_deg": "lat",
    "lumbar_turn_left_deg": "rot",
    "hip_flexion_right_deg": "hip_r",
    "hip_flexion_left_deg": "hip_l",
}
"""The columns of a frame that repeat a solved angle in whole degrees."""


@dataclass(frozen=True)
class FrameRows:
    """A frame as the tables have it: its own row and the rows of its joints."""

    frame: Row
    joints: list[Row]

    @property
    def chosen(self) -> dict[str, float]:
        """The angles that a person chose, in degrees."""
        return {row["joint"]: float(row["angle_deg"]) for row in self.joints if row["basis"] != SOLVED_ONLY}

    @property
    def known(self) -> Solved | None:
        """The solution on record, or None where it is not complete."""
        frame = self.frame
        if not (frame["root_z_m"] and frame["worst_gap_cm"] and all(row["solved_deg"] for row in self.joints)):
            return None
        return Solved(
            angles={row["joint"]: float(row["solved_deg"]) for row in self.joints},
            height=float(frame["root_z_m"]),
            worst_gap_cm=float(frame["worst_gap_cm"]),
            ball_y=float(frame["ball_y_m"]) if frame["ball_y_m"] else None,
        )


def frames_to_solve(exercises: set[str] | None = None) -> dict[str, FrameRows]:
    """The frames of some exercises or of all, by frame id."""
    joints = by_frame(read_rows(POSES))
    return {
        row["id"]: FrameRows(row, joints[row["id"]])
        for row in read_rows(FRAMES)
        if exercises is None or row["exercise_id"] in exercises
    }


def solve_frame(figure: Figure, rows: FrameRows) -> Solved:
    """The solved posture of a frame."""
    contacts = parse_contacts(rows.frame["contacts"], rows.frame["id"])
    return solve_contacts(figure, rows.chosen, contacts, entries(rows.frame["free_joints"]), rows.known)


def write_solutions(solutions: Mapping[str, Solved]) -> list[str]:
    """Writes the solutions into both tables; returns the tables that changed. Other frames keep every byte."""
    frames = read_rows(FRAMES)
    joints = by_frame(read_rows(POSES))
    poses = []
    for frame in frames:
        solved = solutions.get(frame["id"])
        if solved is None:
            poses += joints[frame["id"]]
            continue
        rows = list(_solved_rows(frame, joints[frame["id"]], solved))
        frame |= _solved_columns(rows, solved)  # noqa: PLW2901 (the row is changed in place)
        poses += rows
    return [table for table, rows in ((POSES, poses), (FRAMES, frames)) if write_rows(table, rows)]


def _solved_rows(frame: Row, joints: list[Row], solved: Solved) -> Iterable[Row]:
    """The rows of a frame's joints with their solved angles, without rows for joints that are no longer solved."""
    listed = set()
    for row in joints:
        if row["joint"] in solved.angles:
            listed.add(row["joint"])
            yield row | {"solved_deg": fixed(solved.angles[row["joint"]], 1)}
    blank = dict.fromkeys(joints[0], "")
    for joint, angle in solved.angles.items():
        if joint not in listed:
            yield blank | {
                "id": f"{frame['id']}-{joint.replace('_', '-')}",
                "frame_id": frame["id"],
                "exercise_id": frame["exercise_id"],
                "joint": joint,
                "angle_deg": "0",
                "solved_deg": fixed(angle, 1),
                "basis": SOLVED_ONLY,
            }


def _solved_columns(joints: Iterable[Row], solved: Solved) -> Row:
    rounded = {row["joint"]: float(row["solved_deg"]) for row in joints}
    return {
        **{column: fixed(start_angle(rounded, joint), 0) for column, joint in ASSUMED_ANGLES.items()},
        "worst_gap_cm": fixed(solved.worst_gap_cm, 1),
        "root_z_m": fixed(solved.height, 3),
        "ball_y_m": "" if solved.ball_y is None else fixed(solved.ball_y, 3),
    }
