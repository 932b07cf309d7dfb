"""Exercises, found by muscle, role, position, level, equipment, direction or cause.

The unit of the search is one exercise acting on one muscle in one role, so that muscle and role are asked of the same
row: `muscle="multifidus", role="strengthen"` means "strengthens multifidus", and not "acts on multifidus somehow and
strengthens something else".
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from spasmed.reasoning._anatomy import muscle_names
from spasmed.reasoning._choose import Words, chosen
from spasmed.reasoning._emg import measured
from spasmed.reasoning._links import cause_names, links
from spasmed.tables import load, records, words

ROLES = {"strengthen": "strengthens", "stretch": "stretches", "stabilize": "stabilizes"}
_ADVISED = {"recommended", "consider", "caution"}
_COLUMNS = [
    "id",
    "name",
    "category",
    "level",
    "positions",
    "directions",
    "equipment_kinds",
    *ROLES.values(),
    "emg",
    "dose",
    "cause_advice",
    "precautions",
    "spine_load_level",
    "spine_load_note",
    "start_position",
    "steps",
    "source_ids",
]


def units() -> pd.DataFrame:
    """What `exercises()` searches: one row an exercise acting on a muscle in a role, by the id of that row.

    Columns: exercise_id, muscle_id, role, and of the exercise category, level, positions, equipment_kinds, directions.
    """
    return _units().copy(deep=False)


@cache
def _units() -> pd.DataFrame:
    attributes = load("exercises").set_index("id")[["category", "level", "positions", "equipment_kinds", "directions"]]
    acts = load("exercise_muscles").set_index("id")[["exercise_id", "muscle_id", "role"]]
    return acts.join(attributes, on="exercise_id")


@cache
def _having(column: str, words: frozenset[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each unit: True where its word in `column`, or one of several, is among `words`."""
    cells = _units()[column]
    return np.array([not words.isdisjoint(cell if isinstance(cell, tuple) else (str(cell),)) for cell in cells])


@cache
def _advice(cause: str) -> dict[str, tuple[str, ...]]:
    """Category of exercise -> what the links say of its intervention for one cause, "avoid" included.

    Empty for a category whose intervention nothing recommends, considers or allows with caution.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in records(load("category_interventions")):
        rows = links(cause=cause, intervention=row["intervention_id"])
        advised = _ADVISED.intersection(rows["recommendation"])
        found[row["id"]] = tuple(map(_say, records(rows))) if advised else ()
    return found


def _say(link: dict[str, Any]) -> str:
    who = f"{link['cause']}, {link['subpopulation']}" if link["subpopulation"] else link["cause"]
    certainty = link["certainty"].replace("-", " ")
    return f"{who} ({', '.join(link['stages'])}): {link['recommendation']}; certainty {certainty}, {link['directness']}"


def matching_units(
    *,
    muscle: Words = None,
    role: Words = None,
    category: Words = None,
    level: Words = None,
    position: Words = None,
    equipment: Words = None,
    direction: Words = None,
    exclude_direction: Words = None,
    cause: Words = None,
) -> pd.Index[str]:
    """The ids of the units that every filter lets through; see `exercises` for what each filter takes."""
    levels = [str(n) for n in sorted(set(_units()["level"]))]
    directions = words("exercises", "directions")
    keep = np.ones(len(_units()), dtype=bool)
    for column, asked in (
        ("muscle_id", chosen("muscle", muscle, muscle_names())),
        ("role", chosen("role", role, words("exercise_muscles", "role"))),
        ("category", chosen("category", category, words("exercises", "category"))),
        ("level", chosen("level", level, levels)),
        ("positions", chosen("position", position, words("exercises", "positions"))),
        ("equipment_kinds", chosen("equipment", equipment, words("exercises", "equipment_kinds"))),
        ("directions", chosen("direction", direction, directions)),
    ):
        if asked:
            keep &= _having(column, frozenset(asked))
    if asked := chosen("direction", exclude_direction, directions):
        keep &= ~_having("directions", frozenset(asked))
    if asked := chosen("cause", cause, cause_names()):
        advised = {category for one in asked for category, advice in _advice(one).items() if advice}
        keep &= _having("category", frozenset(advised))
    return _units().index[keep]


@cache
def _catalog() -> pd.DataFrame:
    """One row an exercise, in the table's order, with muscles by role and the dose as one sentence."""
    frame = load("exercises")
    names = load("muscles", unverified=True).set_index("id")["name"]
    acting: dict[tuple[str, str], list[str]] = {}
    for row in records(load("exercise_muscles")):
        acting.setdefault((row["exercise_id"], row["role"]), []).append(names[row["muscle_id"]])
    for role, column in ROLES.items():
        frame[column] = [tuple(acting.get((exercise, role), ())) for exercise in frame["id"]]
    frame["dose"] = [_dose(row) for row in records(frame)]
    return frame


def _dose(row: dict[str, Any]) -> str:
    held = f", hold {row['hold_s']} s" if pd.notna(row["hold_s"]) else ""
    sets = "1 set" if row["sets"] == 1 else f"{row['sets']} sets"
    return f"{sets} of {row['reps']}{held}; {row['frequency']}"


def exercises(
    *,
    muscle: Words = None,
    role: Words = None,
    category: Words = None,
    level: Words = None,
    position: Words = None,
    equipment: Words = None,
    direction: Words = None,
    exclude_direction: Words = None,
    cause: Words = None,
) -> pd.DataFrame:
    """Exercises that fit every filter, in the order of the catalog; screen for red flags first (`sp.red_flags()`).

    Each filter takes one word or several (any of them); filters narrow one another. `muscle` takes an id, a common
    name, a group or a body region ("multifidus", "lats", "erector spinae", "low back"); `role` (strengthen, stretch,
    stabilize) is asked of the same muscle. `exclude_direction` leaves out exercises that move in any of the directions
    named. `cause` keeps kinds of exercise that are recommended, to be considered or allowed with caution for it.

    One row an exercise. Columns: id, name, category, level (1 easiest to 5), positions, directions, equipment_kinds
    (tuples), strengthens, stretches, stabilizes (tuples of muscle names), emg (measured activity of the muscles asked
    for, as sentences with study and statistic), dose (editorial starting point), cause_advice (what the links say for
    the causes asked for), precautions (always given), spine_load_level, spine_load_note, start_position, steps,
    source_ids. Raises SpasmedError with the closest match for an unknown word.
    """
    found = matching_units(
        muscle=muscle,
        role=role,
        category=category,
        level=level,
        position=position,
        equipment=equipment,
        direction=direction,
        exclude_direction=exclude_direction,
        cause=cause,
    )
    frame = _catalog()
    frame = frame[frame["id"].isin(set(_units().loc[found, "exercise_id"]))].reset_index(drop=True)
    activity = measured(chosen("muscle", muscle, muscle_names()))
    advice = [_advice(one) for one in sorted(chosen("cause", cause, cause_names()))]
    frame["emg"] = [activity.get(i, ()) for i in frame["id"]]
    frame["cause_advice"] = [tuple(said for one in advice for said in one.get(c, ())) for c in frame["category"]]
    return frame[_COLUMNS]
