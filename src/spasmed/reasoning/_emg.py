"""Measured muscle activity, kept apart by study, statistic and normalization."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from spasmed.reasoning._anatomy import muscle_names
from spasmed.reasoning._choose import Words, chosen
from spasmed.tables import load, records

# A mean, a range or a bound in percent of a maximal contraction; not a change score, a ratio or a direction.
_QUOTABLE = ["absolute", "range", "threshold"]


@cache
def exercise_names() -> Mapping[str, tuple[str, ...]]:
    """Every name of an exercise (id, name, alias) -> its id."""
    frame = load("exercises")
    rows = records(frame)
    return MappingProxyType({name: (r["id"],) for r in rows for name in (r["id"], r["name"], *r["aliases"])})


def exercise_id(name: str) -> str:
    """The id of one exercise, by its id, name or an alias. Raises SpasmedError with the closest match."""
    found = chosen("exercise", [name], exercise_names())
    return next(iter(found))


@cache
def _table() -> pd.DataFrame:
    frame = load("emg")
    names = load("muscles", unverified=True).set_index("id")["name"]
    frame["summary"] = [_sentence(row, names.get(row["muscle_id"], row["muscle_id"])) for row in records(frame)]
    return frame


def _sentence(row: dict[str, Any], muscle: str) -> str:
    mean, sd, low, high = (row[c] if pd.notna(row[c]) else None for c in ("pct_mvic", "sd", "low", "high"))
    if mean is not None:
        size = f"{mean:g} %" + (f" (SD {sd:g})" if sd is not None else "")
    elif low is not None and high is not None:
        size = f"{low:g} to {high:g} %"
    elif low is not None or high is not None:
        size = f"over {low:g} %" if low is not None else f"under {high:g} %"
    else:
        return f"{muscle}: no number printed, direction only; see the note ({row['source_id']})"
    people = f", n = {row['n']}" if pd.notna(row["n"]) else ""
    how = f"{row['stat'].replace('-', ' ')}{people}; {row['source_id']}"
    return f"{muscle} {size} of {row['normalization']} in {row['exercise_label']} ({how})"


def emg(*, exercise: Words = None, muscle: Words = None) -> pd.DataFrame:
    """Measured muscle activity (surface or fine-wire EMG): one row a finding that was read in its source.

    Columns as in data/README.md (pct_mvic, sd, low, high in percent of a reference contraction; stat, n, population,
    normalization, electrode, source_id), and `summary`, the row as a sentence. Never average across `stat`,
    `normalization` or `use`. Raises SpasmedError with the closest match for an unknown exercise or muscle.
    """
    frame = _table()
    if asked := chosen("exercise", exercise, exercise_names()):
        frame = frame[frame["exercise_id"].isin(asked)]
    if asked := chosen("muscle", muscle, muscle_names()):
        frame = frame[frame["muscle_id"].isin(asked)]
    return frame.reset_index(drop=True)


@cache
def _quotable() -> list[tuple[str, str, str]]:
    """(exercise, muscle, sentence) of the rows whose number may be quoted beside an exercise of the catalog."""
    frame = _table()
    frame = frame[frame["use"].isin(_QUOTABLE) & (frame["exercise_id"] != "")]
    return list(zip(frame["exercise_id"], frame["muscle_id"], frame["summary"], strict=True))


def measured(muscle_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Exercise id -> what EMG studies read for these muscles, as sentences; for all muscles when none is named."""
    said: dict[str, list[str]] = {}
    for exercise, muscle, sentence in _quotable():
        if not muscle_ids or muscle in muscle_ids:
            said.setdefault(exercise, []).append(sentence)
    return {exercise: tuple(sentences) for exercise, sentences in said.items()}
