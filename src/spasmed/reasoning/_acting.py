"""Which muscles act in a picture of an exercise, and on which side: pictures and their legends both ask here."""

from __future__ import annotations

from typing import NamedTuple

from spasmed.reasoning._lengthening import lengthening, short_names
from spasmed.tables import load, records

ROLES = ("strengthen", "stretch", "stabilize")  # in the order they are told
UNEVEN = 4.0  # points between the sides from which a stretch is of one side
BOTH_WAYS = frozenset({"cat-cow"})  # each of its two ends lengthens other muscles
PART = {"psoas-major": "hip-part"}  # the lumbar strands of psoas hardly follow the hip


class Acting(NamedTuple):
    """A muscle in an exercise; `side` is right or left where only that side is meant, and empty for both."""

    muscle_id: str
    role: str
    side: str

    @property
    def said(self) -> str:
        """The muscle with its side: "Hamstrings, right"."""
        name = short_names()[self.muscle_id]
        return f"{name}, {self.side}" if self.side else name


def target_frames(exercise: str) -> tuple[str, ...]:
    """The frames in which the muscles of an exercise are shown by role: its end, or both ends of cat and cow."""
    return ("mid", "end") if exercise in BOTH_WAYS else ("end",)


def acting(exercise: str, frame: str) -> tuple[Acting, ...]:
    """The muscles of an exercise as this frame shows them, strengthened ones first.

    A stretch is of one side where the muscle-tendon paths of the two sides differ by at least 4 points. Of an exercise
    that goes both ways each end has the stretches whose path is longer there than at the start.
    """
    rows = [row for row in records(load("exercise_muscles")) if row["exercise_id"] == exercise]
    rows.sort(key=lambda row: ROLES.index(row["role"]))
    shown = []
    for row in rows:
        muscle, role = row["muscle_id"], row["role"]
        if role != "stretch":
            shown.append(Acting(muscle, role, ""))
        elif exercise not in BOTH_WAYS or _lengthens(exercise, frame, muscle):
            shown.append(Acting(muscle, role, _longer_side(exercise, frame, muscle)))
    return tuple(shown)


def _longer_side(exercise: str, frame: str, muscle: str) -> str:
    sides = _by_side(exercise, frame, muscle, "change_pct")
    if not sides or abs(sides["right"] - sides["left"]) < UNEVEN:
        return ""
    return max(sides, key=lambda side: sides[side])


def _lengthens(exercise: str, frame: str, muscle: str) -> bool:
    sides = _by_side(exercise, frame, muscle, "moved_pct")
    return not sides or max(sides.values()) >= 0


def _by_side(exercise: str, frame: str, muscle: str, column: str) -> dict[str, float]:
    """Right and left of a column of the table of lengths; empty for a muscle without numbers."""
    table = lengthening(exercise=exercise, frame=frame)
    rows = table[(table["muscle_id"] == muscle) & (table["part"] == PART.get(muscle, "whole"))]
    return {row["side"]: row[column] for row in records(rows)}
