"""`ExerciseFinder`: exercises by muscle, position, level, direction or cause, behind the red-flag screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from spasmed.reasoning import (
    cause_names,
    chosen,
    exercises,
    label,
    links,
    matching_units,
    muscle_names,
    muscles,
    units,
    vocabulary,
)
from spasmed.tables import load, records
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._facets import Facet, Facets, Option
from spasmed.widgets._screen import screen

_ROLES = ("strengthens", "stretches", "stabilizes")
_REGIONS = {
    "low-back": "Low back",
    "upper-back": "Upper back",
    "trunk-front": "Front and side of the trunk",
    "hip-and-buttock": "Hip and buttock",
    "thigh": "Thigh",
    "neck": "Neck",
    "breathing-and-pelvic-floor": "Breathing and pelvic floor",
}


class ExerciseFinder(Facets):
    """Find exercises by hand: `sp.ExerciseFinder(muscle="multifidus", position="supine")`.

    Every filter is an attribute (`finder.level = ["1", "2"]`): muscle, role, position, level, equipment, direction,
    exclude_direction, cause, category. `finder.result` is what `sp.exercises` answers for the same words. The
    red-flag screen comes first; precautions stand in every row.
    Raises SpasmedError with the closest match for an unknown word.
    """

    def __init__(self, **value: str | list[str]) -> None:
        frame = exercises()
        super().__init__(
            name="exercise-finder",
            caption="Exercise finder",
            noun="exercises",
            rows=_rows(frame),
            facets=_facets(),
            select=matching_units,
            answer=exercises,
            units=units()["exercise_id"],
            wide=["Level, position, muscles", "Precautions"],
            details={row["id"]: _details(row) for row in records(frame)},
            gate=screen(),
            value=value,
        )

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """As in `Facets`, and muscles and causes may have any name a clinician uses ("lats", "low back", "Posture")."""
        muscle = chosen("muscle", value.get("muscle"), muscle_names()) & set(units()["muscle_id"])
        cause = chosen("cause", value.get("cause"), cause_names())
        return super().check({**value, "muscle": sorted(muscle), "cause": sorted(cause)})


def _options(field: str, words: Iterable[object] | None = None) -> list[Option]:
    known = vocabulary(field)
    return [
        Option(id=w, label=known_label)
        for w, known_label in zip(known["word"], known["label"], strict=True)
        if words is None or w in set(map(str, words))
    ]


def _muscle_options() -> list[Option]:
    used = set(units()["muscle_id"])
    frame = muscles()
    frame = frame[frame["id"].isin(used)]
    order = list(_REGIONS)
    frame = frame.sort_values("region", key=lambda c: c.map(order.index), kind="stable")
    return [
        Option(
            id=row["id"],
            label=row["name"].split(" (")[0],
            group=_REGIONS[row["region"]],
            words=" ".join([row["name"], *row["common_names"], row["group"].replace("-", " ")]),
        )
        for row in records(frame)
    ]


def _facets() -> list[Facet]:
    return [
        Facet(id="muscle", label="Muscle", options=_muscle_options(), open=True),
        Facet(id="role", label="Role of the muscle", options=_options("role")),
        Facet(id="position", label="Start position", options=_options("position"), open=True),
        Facet(id="level", label="Level", options=_options("level")),
        Facet(
            id="equipment",
            label="Equipment",
            options=_options("equipment", {e for row in load("exercises")["equipment_kinds"] for e in row}),
        ),
        Facet(id="direction", label="Direction of the spine", options=_options("direction")),
        Facet(id="exclude_direction", label="Leave out a direction", options=_options("exclude_direction"), mode="all"),
        Facet(id="category", label="Kind of exercise", options=_options("category")),
        Facet(
            id="cause",
            label="Cause",
            options=[Option(id=row["id"], label=row["label"]) for row in records(load("causes"))],
        ),
    ]


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    cautions = _cautions()
    rows = records(frame)
    return pd.DataFrame(
        {
            "Exercise": [row["name"] for row in rows],
            "Level, position, muscles": [_what(row) for row in rows],
            "Precautions": [_precautions(row, cautions) for row in rows],
        },
        index=frame["id"],
    )


def _what(row: dict[str, Any]) -> Cell:
    place = " or ".join(word.replace("-", " ") for word in row["positions"])
    way = ", ".join(word.replace("-", " ") for word in row["directions"])
    works = "; ".join(f"{role} {', '.join(map(_short, row[role]))}" for role in _ROLES if row[role])
    return f"Level {row['level']}; {place}; {way}. {works[0].upper()}{works[1:]}."


def _short(muscle: str) -> str:
    """A muscle's name inside a sentence: without what stands in brackets, which the list of muscles spells out."""
    name = muscle.split(" (", maxsplit=1)[0]
    return name[0].lower() + name[1:]


def _cautions() -> dict[str, str]:
    """Kind of exercise -> the causes for which its intervention asks for caution or is to be avoided."""
    return {
        row["id"]: "; ".join(
            map(
                _caution,
                records(links(intervention=row["intervention_id"], recommendation=["caution", "avoid"])),
            )
        )
        for row in records(load("category_interventions"))
    }


def _caution(link: dict[str, Any]) -> str:
    who = f" with {link['subpopulation']}" if link["subpopulation"] else ""
    return f"{link['cause']}{who} ({', '.join(link['stages'])})"


def _precautions(row: dict[str, Any], cautions: dict[str, str]) -> Cell:
    special = cautions.get(row["category"], "")
    if not special:
        return row["precautions"]
    return [row["precautions"], " ", Part(text="Use caution in:", tone="warn"), f" {special}."]


def _details(row: dict[str, Any]) -> Story:
    story: list[tuple[str, str | list[str]]] = [("Steps", [step.split(". ", 1)[-1] for step in row["steps"]])]
    story.append(("Starting dose (editorial, not from a trial)", row["dose"]))
    if row["emg"]:
        story.append(("Measured activity (EMG)", list(row["emg"])))
    if row["spine_load_note"]:
        story.append(("Load on the spine", f"{label('load', row['spine_load_level'])}: {row['spine_load_note']}"))
    story.append(("Sources", ", ".join(row["source_ids"])))
    return story
