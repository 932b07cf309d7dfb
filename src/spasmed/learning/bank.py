"""The item bank as a table: which questions there are on what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from spasmed.learning._lessons import lesson as brief
from spasmed.tables import SpasmedError, story, unknown

COLUMNS = ("id", "kind", "lesson", "objective", "bloom", "difficulty_guess", "tags", "stem", "source_ids")
Words = str | Iterable[str] | None


@cache
def _items() -> tuple[dict[str, Any], ...]:
    return tuple(story("items")["items"])


def bank(
    *, lesson: Words = None, objective: Words = None, bloom: Words = None, tag: Words = None, kind: Words = None
) -> pd.DataFrame:
    """The questions that fit every filter, one row each, in the order of the bank.

    Columns: id, kind (single, multiple, numeric, ordering), lesson, objective (a sentence), bloom (remember to
    create), difficulty_guess (share of students expected to be right, 0 to 1; a guess of the editors, not measured),
    tags (tuple), stem, source_ids (tuple). Several words of one filter widen it. `objective` is such a sentence, or,
    with one lesson, the id of one of its objectives ("o1"), whose questions may come from another lesson.
    Raises SpasmedError with the closest match for an unknown word. Source: data/learning/items.yaml.
    """
    rows = [_row(item) for item in _items()]
    lessons, objectives = _list(lesson), _list(objective)
    if (ids := _of_lesson(lessons, objectives)) is not None:
        rows = [row for row in rows if row["id"] in ids]
        lessons = objectives = None
    asked = {
        "lesson": lessons,
        "objective": objectives,
        "bloom": _list(bloom),
        "tags": _list(tag),
        "kind": _list(kind),
    }
    for column, words in asked.items():
        rows = _kept(rows, column, words)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(item: dict[str, Any]) -> dict[str, Any]:
    row = {column: item.get(column) for column in COLUMNS}
    return row | {"kind": item["type"], "tags": tuple(item["tags"]), "source_ids": tuple(item["source_ids"])}


def _of_lesson(lessons: list[str] | None, objectives: list[str] | None) -> set[str] | None:
    """The questions of objectives that are named as one lesson numbers them; None when they are not."""
    if not lessons or not objectives or len(lessons) > 1:
        return None
    numbered = {one["id"]: one["item_ids"] for one in brief(lessons[0])["objectives"]}
    if not numbered.keys() >= set(objectives):
        return None
    return {name for one in objectives for name in numbered[one]}


def _kept(rows: list[dict[str, Any]], column: str, asked: list[str] | None) -> list[dict[str, Any]]:
    """The rows whose cell holds one of the words; every word must be one that the bank knows."""
    if asked is None:
        return rows
    known = dict.fromkeys(word for item in _items() for word in _cell(_row(item), column))
    for word in asked:
        if word not in known:
            raise unknown(column.removesuffix("s"), word, known)
    return [row for row in rows if not set(asked).isdisjoint(_cell(row, column))]


def _cell(row: dict[str, Any], column: str) -> tuple[str, ...]:
    cell = row[column]
    return cell if isinstance(cell, tuple) else (cell,)


def _list(words: Words) -> list[str] | None:
    if words is None:
        return None
    found = [words] if isinstance(words, str) else list(words)
    if not found:
        raise SpasmedError("A filter with no word finds nothing. Leave it out, or name at least one.")
    return found
