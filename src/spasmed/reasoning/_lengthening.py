"""How far a movement lengthens or shortens muscles, on one body model in a chosen posture.

Geometry only: the length of the path of a muscle and its tendon. It is no stretch of fibers, no force and no activity.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from spasmed.reasoning._anatomy import muscle_names
from spasmed.reasoning._choose import Words, chosen
from spasmed.reasoning._emg import exercise_id, exercise_names
from spasmed.tables import load, records, words

ANGLES = (
    "lumbar_flexion_deg",
    "lumbar_bend_right_deg",
    "lumbar_turn_left_deg",
    "hip_flexion_right_deg",
    "hip_flexion_left_deg",
)
# The muscles a picture has room to name. Psoas speaks by its hip part: its lumbar strands hardly follow the hip.
NAMED = (
    "erector-spinae",
    "multifidus",
    "quadratus-lumborum",
    "latissimus-dorsi",
    "rectus-abdominis",
    "external-oblique",
    "internal-oblique",
    "gluteus-maximus",
    "hamstrings",
    "psoas-major",
    "iliacus",
    "rectus-femoris",
    "piriformis",
    "gluteus-medius",
    "pectoralis-major",
)
LEAST = 3.0  # points; less is no more than a choice of posture
ALIKE = 4.0  # points between the sides below which they are said together
MOST = 4  # facts that fit beside one picture


class Moved(NamedTuple):
    """What a movement does to the path length of one muscle, in `points`: percent of the length in neutral standing."""

    muscle_id: str
    name: str
    side: str  # "", "left" or "right"; "" is both
    points: float

    @property
    def signed(self) -> str:
        """The points as they are read: "+13%", with a true minus sign."""
        return f"{self.points:+.0f}%".replace("-", "\N{MINUS SIGN}")

    @property
    def said(self) -> str:
        """The muscle with its side: "Gluteus maximus, right"."""
        return f"{self.name}, {self.side}" if self.side else self.name


@cache
def _table() -> pd.DataFrame:
    """Every row of the table with its moment, its muscle's name, its assumed angles and what the movement made."""
    rows = load("muscle_lengthening").merge(
        load("frames")[["id", "frame", *ANGLES]], left_on="frame_id", right_on="id", suffixes=("", "_frame")
    )
    rows = rows.rename(columns={"mean_pct": "change_pct"})
    rows["muscle"] = rows["muscle_id"].map(short_names())
    one = ["exercise_id", "muscle_id", "part", "side"]
    start = rows[rows["frame"] == "start"].set_index(one)["change_pct"]
    before = start.reindex(pd.MultiIndex.from_frame(rows[one])).to_numpy()
    rows["moved_pct"] = (rows["change_pct"] - before).round(1) + 0.0  # no minus before a zero
    return rows[["exercise_id", "frame", "muscle_id", "muscle", "part", "side", "change_pct", "moved_pct", *ANGLES]]


@cache
def short_names() -> Mapping[str, str]:
    """Muscle id -> its name without what stands in brackets: "Hamstrings", "Iliocostalis lumborum, lumbar part"."""
    rows = records(load("muscles", unverified=True))
    return MappingProxyType({row["id"]: row["name"].split(" (")[0] for row in rows})


def lengthening(*, exercise: Words = None, muscle: Words = None, frame: Words = None) -> pd.DataFrame:
    """Change of muscle-tendon path length in the postures of an exercise, on one body model in a chosen posture.

    `exercise` takes ids, names and aliases; `muscle` ids, common names, groups or regions; `frame` start, mid or end.
    One row an exercise, frame, muscle, part and side. Columns: exercise_id, frame, muscle_id, muscle (its name), part
    (whole; hip-part or lumbar-strands of psoas), side, change_pct (percent, against neutral standing; + is longer),
    moved_pct (what the movement made since the start frame, in percent of the standing length), and the assumed angles
    in degrees: lumbar_flexion_deg (extension negative), lumbar_bend_right_deg, lumbar_turn_left_deg,
    hip_flexion_right_deg, hip_flexion_left_deg.

    No posture was measured on people, and a longer path is not relief. Raises SpasmedError with the closest match for
    an unknown word.
    """
    rows = _table()
    for column, asked in (
        ("exercise_id", chosen("exercise", exercise, exercise_names())),
        ("muscle_id", chosen("muscle", muscle, muscle_names())),
        ("frame", chosen("frame", frame, words("frames", "frame"))),
    ):
        if asked:
            rows = rows[rows[column].isin(asked)]
    return rows.reset_index(drop=True)


@cache
def _acting(exercise: str) -> frozenset[str]:
    """The muscles an exercise acts on, with the wholes they are part of and the parts they are made of."""
    acts = load("exercise_muscles")
    ids = set(acts.loc[acts["exercise_id"] == exercise, "muscle_id"])
    parts = {(row["id"], row["part_of_id"]) for row in records(load("muscles", unverified=True))}
    return frozenset(ids | {whole for part, whole in parts if part in ids} | {p for p, whole in parts if whole in ids})


def movement(exercise: str, frame: str, most: int = MOST) -> tuple[Moved, ...]:
    """What the movement from the start frame to this one does to muscles: at most `most` facts of at least 3 points.

    The muscles the exercise is for come first, the largest change before smaller ones; then other muscles. The sides
    are said together when they differ by less than 4 points. Empty for the start, and where nothing changes by that
    much. Pictures, their legends and their alternative texts are made from this, so that they say the same.

    Raises SpasmedError with the closest match for an unknown exercise or frame.
    """
    one = exercise_id(exercise)
    rows = lengthening(exercise=one, frame=frame)
    rows = rows[rows["part"] != "lumbar-strands"]
    points = {(row["muscle_id"], row["side"]): row["moved_pct"] for row in records(rows)}
    facts: list[Moved] = []
    for muscle in NAMED:
        if (muscle, "left") not in points:
            continue
        name = short_names()[muscle] + (", hip part" if muscle == "psoas-major" else "")
        left, right = points[muscle, "left"], points[muscle, "right"]
        sides = {"right": right, "left": left} if abs(left - right) >= ALIKE else {"": (left + right) / 2}
        facts += [Moved(muscle, name, side, round(size, 1)) for side, size in sides.items() if abs(size) >= LEAST]
    acting = _acting(one)
    facts.sort(key=lambda fact: (fact.muscle_id not in acting, -abs(fact.points)))
    return tuple(facts[:most])
