"""`ExerciseFinder`: exercises by muscle, position, level, direction or cause, behind the red-flag screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from spasmed.reasoning import (
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
from spasmed.tables import SpasmedError, load, records
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._cited import cited
from spasmed.widgets._facets import Facet, Facets, Option
from spasmed.widgets._options import labeled, worded
from spasmed.widgets._screen import screen
from spasmed.widgets._thumbnails import thumbnails

_ROLES = ("strengthens", "stretches", "stabilizes")


class ExerciseFinder(Facets):
    """Find exercises by hand: `sp.ExerciseFinder(muscle="multifidus", position="supine")`.

    Every filter is an attribute (`finder.level = ["1", "2"]`): muscle, role, position, level, equipment, direction,
    exclude_direction, cause, category. `finder.result` is what `sp.exercises` answers for the same words. The
    red-flag screen comes first; precautions stand in every row, and a small picture of the muscles in most.
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
            pictures=thumbnails(),
            gate=screen(),
            value=value,
        )

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """As in `Facets`, and a muscle may have any name a clinician uses for it ("lats", "low back")."""
        asked = chosen("muscle", value.get("muscle"), muscle_names())
        acted_on = asked & set(units()["muscle_id"])
        if asked and not acted_on:
            raise SpasmedError(f"No exercise of the catalog acts on {', '.join(sorted(asked))}. Choose another muscle.")
        return super().check({**value, "muscle": sorted(acted_on)})


def _muscle_options() -> list[Option]:
    """The muscles some exercise acts on, by body region."""
    regions = vocabulary("region").set_index("word")["label"]
    used = set(units()["muscle_id"])
    return [
        Option(
            id=row["id"],
            label=row["name"].split(" (")[0],
            group=name,
            words=" ".join([row["name"], *row["common_names"], row["group"].replace("-", " ")]),
        )
        for region, name in regions.items()
        for row in records(muscles())
        if row["region"] == region and row["id"] in used
    ]


def _facets() -> list[Facet]:
    return [
        Facet(id="muscle", label="Muscle", options=_muscle_options(), open=True),
        Facet(id="role", label="Role of the muscle", options=worded("role")),
        Facet(id="position", label="Start position", options=worded("position"), open=True),
        Facet(id="level", label="Level", options=worded("level")),
        Facet(id="equipment", label="Equipment", options=worded("equipment")),
        Facet(id="direction", label="Direction of the spine", options=worded("direction")),
        Facet(id="exclude_direction", label="Leave out a direction", options=worded("exclude_direction"), mode="all"),
        Facet(id="category", label="Kind of exercise", options=worded("category")),
        Facet(id="cause", label="Cause", options=labeled("causes")),
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
    place = " or ".join(_brief("position", word) for word in row["positions"])
    way = ", ".join(_brief("direction", word) for word in row["directions"])
    works = "; ".join(f"{role} {', '.join(map(_short, row[role]))}" for role in _ROLES if row[role])
    return f"Level {row['level']}; {place}; {way}. {works[0].upper()}{works[1:]}."


def _brief(field: str, word: str) -> str:
    """A filter's label without its explanation: "lying on the back", "flexion"."""
    return re.split(r" \(|:", label(field, word))[0].lower()


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
    return f"{link['subpopulation'] or link['cause'].lower()} ({', '.join(link['stages'])})"


def _precautions(row: dict[str, Any], cautions: dict[str, str]) -> Cell:
    own: str = row["precautions"]
    special = cautions.get(row["category"], "")
    if not special:
        return own
    return [own, " ", Part(text="Use caution in:", tone="warn"), f" {special}."]


def _details(row: dict[str, Any]) -> Story:
    story: list[tuple[str, str | Sequence[str | Part]]] = [
        ("Steps", [step.split(". ", 1)[-1] for step in row["steps"]])
    ]
    story.append(("Starting dose (editorial, not from a trial)", row["dose"]))
    if row["emg"]:
        story.append(("Measured activity (EMG)", list(row["emg"])))
    if row["spine_load_note"]:
        story.append(("Load on the spine", f"{row['spine_load_level'].capitalize()}. {row['spine_load_note']}"))
    story.append(("Sources", cited(row["source_ids"])))
    return story
