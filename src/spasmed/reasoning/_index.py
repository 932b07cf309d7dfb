"""The index at the back of the book, and the glossary: what stands in which lesson."""

from __future__ import annotations

from functools import cache

import pandas as pd

from spasmed.reasoning._choose import Words, chosen, holds
from spasmed.reasoning._evidence import briefs
from spasmed.tables import load, records, unknown, words

# Kind -> its table, the column that names an entry, and the one that says a little more about it.
_KINDS = {
    "exercise": ("exercises", "name", "aliases"),
    "muscle": ("muscles", "name", "common_names"),
    "claim": ("claims", "claim", "verdict"),
    "model": ("models", "title", "point"),
    "term": ("glossary", "term", "definition"),
}
_COLUMNS = ["id", "kind", "name", "about", "source_ids", "lessons", "notebooks"]


def _treated_in(lesson: str) -> pd.DataFrame:
    """The rows of the index that name the notebook of a lesson."""
    if lesson not in briefs():
        raise unknown("lesson", lesson, briefs())
    rows = load("index")
    return rows[holds(rows["notebooks"], {briefs()[lesson]["notebook"]})]


def index(*, kind: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """Where to read about an exercise, a muscle, a claim of the article, a model or a term: one row an entry.

    Columns: id, kind (exercise, muscle, claim, model, term), name (for a claim, the claim), about (other names of an
    exercise or a muscle, the verdict on a claim, what a model shows and its grade, what a term means), source_ids
    (tuple), lessons (tuple of titles, in reading order), notebooks (tuple: the same lessons by file name).
    In the order of the alphabet within a kind; claims in the order of the article. `lesson` gives what that lesson
    treats. Made from the notebooks by tools/index.py, which says what counts as treated. Raises SpasmedError with the
    closest match for an unknown word.
    """
    rows = load("index") if lesson is None else _treated_in(lesson)
    if asked := chosen("kind", kind, words("index", "kind")):
        rows = rows[rows["kind"].isin(asked)]
    titles = {brief["notebook"]: brief["title"] for brief in briefs().values()}
    found = []
    for one in records(rows):
        name, about, sources = _entries(one["kind"])[one["entry_id"]]
        lessons = tuple(titles[notebook] for notebook in one["notebooks"])
        found.append((one["entry_id"], one["kind"], name, about, sources, lessons, one["notebooks"]))
    order = list(_KINDS)
    found.sort(key=lambda row: (order.index(row[1]), row[2].casefold() if row[1] != "claim" else ""))
    return pd.DataFrame(found, columns=_COLUMNS)


@cache
def _entries(kind: str) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Id -> name of an entry, a little more about it, and its sources."""
    table, name, about = _KINDS[kind]
    entries = {}
    for row in records(load(table)):
        more = ", ".join(row[about]) if isinstance(row[about], tuple) else row[about]
        if kind == "model":
            more += f" Grade {row['grade']}."
        entries[row["id"]] = (row[name], more, row["source_ids"])
    return entries


def glossary(*, term: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """Terms of the course: one row a term (id, term, definition, not_to_be_confused_with, source_ids).

    `lesson` gives the terms which that lesson uses. Raises SpasmedError with the closest match for a term or a lesson
    that is not there.
    """
    frame = load("glossary")
    names = {row[name]: (row["id"],) for row in records(frame) for name in ("id", "term")}
    if wanted := chosen("term", term, names):
        frame = frame[frame["id"].isin(wanted)]
    if lesson is not None:
        used = _treated_in(lesson)
        frame = frame[frame["id"].isin(used["entry_id"][used["kind"] == "term"])]
    return frame.reset_index(drop=True)
