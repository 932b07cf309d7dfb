"""What every model has, and how one is found by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism._control import Control, controls
from spasmed.tables import load, records, unknown

# What a model computes for one reference value: a number, several in the order of the row, or yes or no.
Computed = float | bool | Sequence[float]
GRADES = {
    "A": "A: published, reproduced",
    "B": "B: one constant calibrated",
    "C": "C: ILLUSTRATIVE, shapes not numbers",
}


@dataclass(frozen=True)
class Told:
    """What one state of a model says: a sentence, and the numbers behind it as (what, number with unit) pairs."""

    sentence: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """The guess a reader commits to before moving anything; `because` explains the right option."""

    question: str
    options: tuple[str, ...]
    answer: str
    because: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Model:
    """One published model: a pure `simulate`, what its numbers say, its constants and what a test holds it to.

    Args:
        id: the row of data/mechanism/models.csv, which holds its title, grade and limits.
        simulate: keyword arguments by the names of its controls -> a tidy DataFrame with `columns`.
        tell: that frame and the same settings -> `Told`.
        parameters: a frozen object whose fields are `Quantity`s.
        columns: column -> what it is, with its unit in brackets.
        references: id of a row of data/mechanism/reference_values.csv -> what this model computes for it.
    """

    id: str
    simulate: Callable[..., pd.DataFrame]
    tell: Callable[..., Told]
    parameters: Any
    columns: Mapping[str, str]
    references: Mapping[str, Callable[[], Computed]]

    @property
    def about(self) -> Mapping[str, Any]:
        """Its row of data/mechanism/models.csv: title, question, grade, grade_note, point, limits, breaks."""
        return _about()[self.id]

    @property
    def grade(self) -> str:
        """A, B or C; see `GRADES`."""
        return str(self.about["grade"])

    @property
    def limits(self) -> tuple[str, ...]:
        """What the model does not show, as sentences."""
        return tuple(self.about["limits"])

    @property
    def controls(self) -> Mapping[str, Control]:
        """Its controls by name, the primary one first."""
        return controls(self.id)

    @property
    def primary(self) -> Control:
        """The slider whose every position is drawn ahead."""
        return next(iter(self.controls.values()))

    @property
    def prediction(self) -> Prediction:
        """The question asked before anything moves."""
        return _predictions()[self.id]


def chosen(frame: pd.DataFrame) -> int:
    """The row that the settings look at, of a frame with a column `chosen` (true in one row)."""
    return int(np.flatnonzero(frame["chosen"])[0])


@cache
def _about() -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in records(load("models"))}


@cache
def _predictions() -> Mapping[str, Prediction]:
    fields = ("question", "options", "answer", "because", "source_ids")
    return {row["id"]: Prediction(**{f: row[f] for f in fields}) for row in records(load("predictions"))}


@cache
def names() -> tuple[str, ...]:
    """The ids of all models that can be moved, in the order of the overview."""
    return tuple(name for name in _about() if name in _predictions())


@cache
def model(name: str) -> Model:
    """The model with this id, or whose id begins with it: `model("fatigue")`.

    Raises SpasmedError with the closest match for a name that no model, or more than one, begins with.
    """
    found = [one for one in names() if one == name] or [one for one in names() if one.startswith(name)]
    if len(found) != 1:
        raise unknown("model", name, names())
    module = import_module(f"spasmed.mechanism.{found[0].replace('-', '_')}")
    made: Model = module.MODEL
    return made


def models() -> pd.DataFrame:
    """The models a reader can move, in the order of the overview.

    One row a model. Columns: id, title, topic, grade (A published and reproduced, B one constant calibrated,
    C illustrative), grade_note, point, limits (tuple), breaks (where it is known to fail), source_ids (tuple).
    """
    frame = load("models")
    frame = frame[frame["id"].isin(names())]
    return frame[
        ["id", "title", "topic", "grade", "grade_note", "point", "limits", "breaks", "source_ids"]
    ].reset_index(drop=True)
