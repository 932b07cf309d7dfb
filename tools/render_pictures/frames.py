"""The moments of an exercise as the tables tell them: postures, camera, things in the room, what touches what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from spasmed import tables

from .contacts import SEPARATOR, Contact, parse_contacts

MOMENTS = ("start", "mid", "end")
MIRRORED = frozenset({"walking"})  # a cycle whose second half is the first half with the sides exchanged
# On the way from its first frame to the second one a foot would cut through the other leg: the film leaves it out.
FILMED_FROM: Mapping[str, str] = MappingProxyType({"piriformis-stretch": "mid"})
BEARING = ("floor", "z", "wall", "ball")  # contacts with something that does not move


@dataclass(frozen=True)
class Frame:
    """One moment of an exercise. Angles in degrees by joint name, lengths in meters."""

    id: str
    exercise_id: str
    moment: str
    label: str
    azimuth: float
    elevation: float
    props: tuple[str, ...]
    close_up: bool
    contacts: tuple[Contact, ...]
    free_joints: tuple[str, ...]
    root_height: float
    ball_y: float | None
    angles: Mapping[str, float]

    def contacts_of(self, *kinds: str) -> list[Contact]:
        """The contacts of these kinds."""
        return [contact for contact in self.contacts if contact.kind in kinds]


@cache
def frames_of(exercise_id: str) -> dict[str, Frame]:
    """The frames of an exercise by moment, the start first."""
    rows = {row["frame"]: row for row in tables.records(tables.load("frames")) if row["exercise_id"] == exercise_id}
    return {moment: _frame(rows[moment]) for moment in MOMENTS if moment in rows}


def filmed(exercise_id: str) -> dict[str, Frame]:
    """The frames that the loop of an exercise goes through, by moment."""
    frames = frames_of(exercise_id)
    first = list(frames).index(FILMED_FROM.get(exercise_id, "start"))
    return dict(list(frames.items())[first:])


@cache
def exercise_names() -> dict[str, str]:
    """The name of every exercise by id, in the order of the table."""
    return {row["id"]: row["name"] for row in tables.records(tables.load("exercises"))}


@cache
def _angles() -> dict[str, dict[str, float]]:
    held: dict[str, dict[str, float]] = {}
    for row in tables.records(tables.load("poses")):
        solved = row["solved_deg"]
        held.setdefault(row["frame_id"], {})[row["joint"]] = row["angle_deg"] if math.isnan(solved) else solved
    return held


def _frame(row: Mapping[str, Any]) -> Frame:
    return Frame(
        id=row["id"],
        exercise_id=row["exercise_id"],
        moment=row["frame"],
        label=row["label"],
        azimuth=row["view_az_deg"],
        elevation=row["view_el_deg"],
        props=tuple(prop for prop in row["props"] if prop != "none"),
        close_up=row["crop"] == "head",
        contacts=tuple(parse_contacts(SEPARATOR.join(row["contacts"]), row["id"])),
        free_joints=tuple(row["free_joints"]),
        root_height=row["root_z_m"],
        ball_y=None if math.isnan(row["ball_y_m"]) else row["ball_y_m"],
        angles=_angles()[row["id"]],
    )
