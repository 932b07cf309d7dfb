"""`exercise`: everything about one exercise on one card, behind the red-flag screen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from spasmed.drawing import exercise_card, film_uri
from spasmed.reasoning import exercise_id, exercises
from spasmed.tables import load, records
from spasmed.widgets._card import Card, Film, Sheet, Way
from spasmed.widgets._screen import screen


class ExerciseCard(Card):
    """The card that `exercise` opens; `card.exercise` is the id of the exercise, `card.result` its row."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name="exercise-card",
            caption="Exercise card",
            choice="exercise",
            known=exercise_id,
            turn=_turn,
            answer=_answer,
            gate=screen(),
            value=name,
        )


def exercise(name: str) -> ExerciseCard:
    """One exercise whole: `sp.exercise("childs-pose")`, by id, name or alias.

    The red-flag screen comes first, once for a card. Then precautions, pictures of its moments and of its muscles, a
    film, steps, cues, common errors, dose, measured activity, length changes and sources. Buttons open an easier or
    harder exercise in the same card: `card.exercise` is the one that is open, `card.result` its row of
    `sp.exercises()`. Raises SpasmedError with the closest match for an unknown name.
    """
    return ExerciseCard(name)


def _answer(one: str) -> pd.DataFrame:
    frame = exercises()
    return frame[frame["id"] == one].reset_index(drop=True)


def _turn(one: str) -> Sheet:
    rows = {row["id"]: row for row in records(load("exercises"))}
    row = rows[one]
    ways = [
        Way(label=label, name=rows[row[column]]["name"], value=row[column])
        for label, column in (("Easier", "regression_id"), ("Harder", "progression_id"))
        if row[column]
    ]
    return Sheet(title=row["name"], html=exercise_card(one), ways=ways, film=_film(one))


def _film(one: str) -> Film | None:
    """The loop of an exercise, where there is one that may be shown."""
    rows: list[dict[str, Any]] = records(load("pictures"))
    for row in rows:
        if row["kind"] == "loop" and row["exercise_id"] == one and row["ready"] == "yes":
            size = {"width": int(row["width"]), "height": int(row["height"])}
            return Film(src=film_uri(row["id"]), alt=row["alt"], label="The movement", **size)
    return None
