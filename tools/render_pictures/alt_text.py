"""The pictures in words, for those who do not see them: made of the same rows and numbers as the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spasmed import reasoning, tables
from spasmed.reasoning import Acting, acting

from .frames import MIRRORED, Frame, exercise_names, filmed, frames_of
from .muscle_groups import STRANDS
from .palette import ROLES
from .picture_list import Picture
from .viewpoint import seen_from

AT = {"start": "at the start", "mid": "in the middle", "end": "at the end"}
CHANGE = "Change of muscle-tendon path length made by the movement, in percent of the length in standing"
IN_COLOR = {
    "strengthen": "muscles to strengthen",
    "stretch": "muscles to stretch",
    "stabilize": "muscles that stabilize",
}


def alt_text(picture: Picture) -> str:
    """The alternative text of a picture of an exercise."""
    makers = {"lengths": _lengths, "targets": _targets, "compare": _compare, "loop": _loop, "thumb": _thumb}
    return makers[picture.kind](picture)


def assumed(frame: Frame) -> str:
    """The chosen angles of a frame: "lumbar flexion 4°, lumbar turn 9° to the left, hips flexed 80°"."""
    row = _angles(frame)
    flexion, bend, turn = (row[f"lumbar_{name}_deg"] for name in ("flexion", "bend_right", "turn_left"))
    right, left = row["hip_flexion_right_deg"], row["hip_flexion_left_deg"]
    said = [f"lumbar {'flexion' if flexion >= 0 else 'extension'} {abs(flexion):.0f}°"]
    if bend:
        said.append(f"lumbar side bend {abs(bend):.0f}° to the {'right' if bend > 0 else 'left'}")
    if turn:
        said.append(f"lumbar turn {abs(turn):.0f}° to the {'left' if turn > 0 else 'right'}")
    said.append(f"hips {_hip(right)}" if right == left else f"right hip {_hip(right)}, left hip {_hip(left)}")
    return ", ".join(said)


def _lengths(picture: Picture) -> str:
    frame = _frame(picture)
    said = f"{_opening(picture)} Assumed: {assumed(frame)}."
    if picture.moment == "start":
        return f"{said} No muscle is colored: the next pictures count from here."
    facts = [_fact(fact) for fact in reasoning.movement(picture.exercise_id, picture.moment)]
    return f"{said} {CHANGE}: {'; '.join(facts) or 'no named muscle changes by 3 points or more'}."


def _targets(picture: Picture) -> str:
    shown = acting(picture.exercise_id, picture.moment)
    by_role = {role: [_muscle(one) for one in shown if one.role == role] for role in ROLES}
    roles = [f"{ROLES[role].verb}: {'; '.join(muscles)}." for role, muscles in by_role.items() if muscles]
    return f"{_opening(picture)} {' '.join(roles)} Assumed: {assumed(_frame(picture))}."


def _compare(picture: Picture) -> str:
    frames = frames_of(picture.exercise_id)
    start, end = frames["start"], frames[picture.moment]
    return (
        f"{_name(picture)}, seen from {seen_from(start)}: the dashed outline is the start ({start.label}), the body is "
        f"the end ({end.label}). {_assumed_in({'start': start, 'end': end})}"
    )


def _loop(picture: Picture) -> str:
    frames = filmed(picture.exercise_id)
    first, *between, last = (f'"{frame.label}"' for frame in frames.values())
    through = "".join(f" through {label}" for label in between)
    back = ", then the same with the sides exchanged" if picture.exercise_id in MIRRORED else " and back"
    seen = seen_from(frames_of(picture.exercise_id)["start"])
    return (
        f"{_name(picture)}, seen from {seen}: from {first}{through} to {last}{back}, "
        f"without sound. {_assumed_in(frames)}"
    )


def _thumb(picture: Picture) -> str:
    roles = {one.role for one in acting(picture.exercise_id, picture.moment)}
    *first, last = (words for role, words in IN_COLOR.items() if role in roles)
    return f"{_name(picture)}: {' and '.join(filter(None, (', '.join(first), last)))} in color."


def _opening(picture: Picture) -> str:
    frame = _frame(picture)
    moment = "middle" if picture.moment == "mid" else picture.moment
    start = frames_of(picture.exercise_id)["start"]
    return f"{_name(picture)}, {moment} ({frame.label}), seen from {seen_from(start)}."


def _assumed_in(frames: Mapping[str, Frame]) -> str:
    return "Assumed " + "; ".join(f"{AT[moment]}: {assumed(frame)}" for moment, frame in frames.items()) + "."


def _fact(fact: Any) -> str:
    """One change: "right gluteus maximus 24% shorter"."""
    name = _lowered(fact.name)
    sided = f"{fact.side} {name}" if fact.side else name
    return f"{sided} {abs(fact.points):.0f}% {'longer' if fact.points > 0 else 'shorter'}"


def _muscle(one: Acting) -> str:
    """A muscle with the side that is colored: "right hamstrings", "diaphragm (schematic)"."""
    name = _lowered(reasoning.short_names()[one.muscle_id])
    sided = f"{one.side} {name}" if one.side else name
    return f"{sided} (schematic)" if one.muscle_id not in STRANDS else sided


def _lowered(name: str) -> str:
    return name[0].lower() + name[1:]


def _name(picture: Picture) -> str:
    return exercise_names()[picture.exercise_id]


def _frame(picture: Picture) -> Frame:
    return frames_of(picture.exercise_id)[picture.moment]


def _hip(angle: float) -> str:
    return "at 0°" if angle == 0 else f"{'flexed' if angle > 0 else 'extended'} {abs(angle):.0f}°"


def _angles(frame: Frame) -> dict[str, Any]:
    return next(row for row in tables.records(tables.load("frames")) if row["id"] == frame.id)
