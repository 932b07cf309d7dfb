"""The rows of the tables a picture follows from, so that it is drawn again when one of them changes."""

from __future__ import annotations

from typing import Any

from spasmed import reasoning, tables

from .frames import frames_of
from .picture_list import Picture

# Columns of frames that no picture shows.
UNSEEN = ("label", "status", "status_note", "worst_gap_cm")


def rows_behind(picture: Picture) -> dict[str, Any]:
    """What a picture of an exercise depends on, as values that JSON holds."""
    exercise = picture.exercise_id
    frames = [row for row in tables.records(tables.load("frames")) if row["exercise_id"] == exercise]
    behind: dict[str, Any] = {
        "frames": [{name: str(value) for name, value in row.items() if name not in UNSEEN} for row in frames],
        "angles": {moment: dict(frame.angles) for moment, frame in frames_of(exercise).items()},
    }
    if picture.kind in {"targets", "thumb"}:
        behind["acting"] = [[one.muscle_id, one.role, one.side] for one in reasoning.acting(exercise, picture.moment)]
    if picture.kind == "lengths":
        behind["facts"] = [[*fact] for fact in reasoning.movement(exercise, picture.moment)]
    return behind
