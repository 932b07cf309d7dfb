"""What is odd about a picture: found in the numbers, in the frames, and in the notes that people wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from spasmed import reasoning, tables

from .frames import Frame, frames_of
from .picture_list import Picture

# Average ranges of the lumbar spine in degrees (source physiopedia-rom in the table of sources).
FLEXION, EXTENSION, SIDE_BEND, TURN = 50, 15, 20, 5
LARGE_GAP = 2.0  # centimeters by which a contact may miss without being told
SHOULDER_MUSCLES = {"latissimus-dorsi", "pectoralis-major"}
SCAPULA = ("scap", "scap_r", "scap_l")
AT = {"start": "At the start", "mid": "In the middle", "end": "At the end"}


class Verdict(NamedTuple):
    """Whether a picture may be shown to students, and what is to be said about it."""

    ready: bool
    note: str


def verdict(picture: Picture) -> Verdict:
    """What the tables say about a picture of an exercise."""
    frames = frames_of(picture.exercise_id)
    rows = {row["frame"]: row for row in tables.records(tables.load("frames")) if row["id"] in _ids(frames.values())}
    shown = [frames[picture.moment]] if picture.kind in {"lengths", "targets", "thumb"} else list(frames.values())
    fit = all(row["status"] == "ready" for row in rows.values())
    written, barred = written_notes(picture.id)

    notes = []
    for frame in shown if fit else frames.values():
        notes += [_sentence(rows[frame.moment]["status_note"])] if rows[frame.moment]["status_note"] else []
    if picture.kind != "thumb":  # too small to show what an angle or a gap of centimeters is
        notes += [note for frame in shown for note in _about_posture(frame)]
        notes += [_about_contacts(frame, rows[frame.moment], alone=len(shown) == 1) for frame in shown]
    notes += _about_numbers(picture, frames) + _about_sides(picture) + written
    return Verdict(fit and not barred, " ".join(dict.fromkeys(filter(None, notes))))


def written_notes(picture_id: str) -> tuple[list[str], bool]:
    """The notes that people wrote about a picture, and whether one of them keeps it from students."""
    rows = [row for row in tables.records(tables.load("picture_notes")) if picture_id in row["picture_ids"]]
    return [row["note"] for row in rows], any(row["ready"] == "no" for row in rows)


def _about_posture(frame: Frame) -> list[str]:
    flexion, bend, turn = (frame.angles.get(name, 0.0) for name in ("lum", "lat", "rot"))
    notes = []
    if frame.close_up:
        notes.append(
            "Close-up of the head at about twice the scale of the other pictures; the drawn neck changes no number."
        )
    if round(flexion) > FLEXION:
        notes.append(f"Lumbar flexion of {flexion:.0f} degrees exceeds the average range of {FLEXION}.")
    if round(-flexion) > EXTENSION:
        notes.append(f"Lumbar extension of {-flexion:.0f} degrees exceeds the average range of {EXTENSION}.")
    if round(abs(bend)) > SIDE_BEND:
        notes.append(f"A lumbar side bend of {abs(bend):.0f} degrees exceeds the average range of {SIDE_BEND}.")
    elif round(abs(bend)) == SIDE_BEND:
        notes.append(f"The side bend of {SIDE_BEND} degrees is the whole average range.")
    if round(abs(turn)) > TURN:
        notes.append(f"A lumbar turn of {abs(turn):.0f} degrees exceeds the average range of {TURN}.")
    return notes


def _about_contacts(frame: Frame, row: dict[str, Any], *, alone: bool) -> str:
    if not frame.contacts:
        return "No contact was solved: the bench is fitted to the body." if "bench-45" in frame.props else ""
    if row["worst_gap_cm"] <= LARGE_GAP:
        return ""
    missed = f"the worst contact misses by {row['worst_gap_cm']:.1f} cm."
    return _sentence(missed) if alone else f"{AT[frame.moment]} {missed}"


def _about_numbers(picture: Picture, frames: dict[str, Frame]) -> list[str]:
    """Numbers that follow from where the shoulder blades were put."""
    if picture.kind != "lengths":
        return []
    told = {fact.muscle_id for fact in reasoning.movement(picture.exercise_id, picture.moment)}
    start, here = frames["start"].angles, frames[picture.moment].angles
    moved = any(abs(start.get(name, 0) - here.get(name, 0)) > 0.5 for name in SCAPULA)
    if not (moved and told & SHOULDER_MUSCLES):
        return []
    return ["How far the shoulder blades go back was chosen; latissimus dorsi and pectoralis major depend on it."]


def _about_sides(picture: Picture) -> list[str]:
    if picture.kind not in {"targets", "thumb"}:
        return []
    sides = {one.side for one in reasoning.acting(picture.exercise_id, picture.moment)} - {""}
    if not sides:
        return []
    which = f"on the {sides.pop()}" if len(sides) == 1 else "on one side"
    return [f"Muscles to stretch whose two sides differ are colored {which} only, where the path is longer."]


def _ids(frames: Iterable[Frame]) -> set[str]:
    return {frame.id for frame in frames}


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:].rstrip(".") + "."
