"""An index that names what is not there is a sentence for whoever edits the course."""

from __future__ import annotations

from pathlib import Path

import pytest

from spasmed import tables
from spasmed.learning import lesson
from spasmed.tables import checking
from spasmed.tables._stories import incomplete

INDEX = "learning/index.csv"
# column -> what is written there, and what is said of it
LOST = {
    "entry_id": (",cat-cow,", ",cat-cwo,", '"cat-cwo" is not an id of the table exercises', 'Did you mean "cat-cow"?'),
    "notebooks": ("| 20_stretching", "| 20_strething", '"20_strething" is the notebook of no lesson', "20_stretching"),
}


@pytest.mark.parametrize("column", LOST)
def test_an_index_that_names_nothing_is_named(column: str, folder: Path) -> None:
    old, new, wrong, near = LOST[column]
    path = folder / INDEX
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    (said,) = map(str, checking.check(folder))
    assert said.startswith(f"data/{INDEX}, row ") and f"column {column}: {wrong}" in said
    assert "Run `python tools/index.py`" in said and near in said


def test_every_kind_of_the_index_has_its_table() -> None:
    from spasmed.tables._index_rules import TABLES

    assert list(TABLES) == tables.words("index", "kind")


@pytest.mark.parametrize("name", [None, "posture", "14_posture.ipynb", "15_posture"])
def test_a_lesson_without_its_notebook_is_named(name: str | None) -> None:
    brief = lesson("cause-posture")
    brief["notebook"] = name
    said = list(incomplete("lessons", {"lessons": [brief]}))
    assert said == [
        ("cause-posture > notebook", "is not the name of its notebook", "Write notebook: and a name as 14_posture.")
    ]


def test_no_two_lessons_share_a_notebook() -> None:
    notebooks = [brief["notebook"] for brief in tables.story("lessons")["lessons"]]
    assert len(set(notebooks)) == len(notebooks)
