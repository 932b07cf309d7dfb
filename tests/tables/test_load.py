"""The loader gives typed frames, keeps unread rows off the screen and never shows a student a traceback."""

from __future__ import annotations

import sys

import pytest
from traitlets.config import Config

from spasmed import tables
from spasmed.learning._lessons import item, lesson


@pytest.mark.parametrize("name", [n for n in tables.names() if "schema" in tables.resource(n)])
def test_every_table_has_its_columns_and_types(name: str) -> None:
    frame = tables.load(name, unverified=True)
    assert list(frame.columns) == list(tables.fields(name))
    assert len(frame) > 0
    for column, field in tables.fields(name).items():
        if field.get("list"):
            assert frame[column].map(type).eq(tuple).all()
        else:
            kind = {"integer": "Int64", "number": "float64", "boolean": "boolean"}.get(field["type"], "str")
            assert str(frame[column].dtype) == kind, column


def test_rows_nobody_read_in_their_source_stay_out_unless_asked_for() -> None:
    shown, every = tables.load("effects"), tables.load("effects", unverified=True)
    assert set(every["seen"]) > set(shown["seen"])
    assert "no" not in set(shown["seen"])
    assert len(shown) < len(every)


def test_a_frame_belongs_to_its_caller() -> None:
    mine = tables.load("causes")
    mine.loc[0, "label"] = "changed"
    assert tables.load("causes").loc[0, "label"] != "changed"


def test_list_cells_are_split_at_the_bar() -> None:
    assert tables.split("flexion | extension") == ("flexion", "extension")
    assert tables.split("") == ()


def test_an_unknown_table_is_answered_with_the_closest_one() -> None:
    with pytest.raises(tables.SpasmedError, match='Did you mean "exercises"'):
        tables.load("exercise")


def test_a_story_is_no_table_and_a_table_is_no_story() -> None:
    with pytest.raises(tables.SpasmedError, match='no table "lessons"'):
        tables.load("lessons")
    with pytest.raises(tables.SpasmedError, match='no story "causes"'):
        tables.story("causes")


def test_a_long_list_of_allowed_words_is_cut_after_forty_five() -> None:
    words = [f"word-{n}" for n in range(200)]
    assert "word-44, ... (200 in all)." in str(tables.unknown("word", "x", words))
    assert str(tables.unknown("word", "x", words[:45])).endswith(", word-44.")


def test_a_notebook_shows_the_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell
    shown: list[list[str]] = []
    monkeypatch.setattr(shell, "_showtraceback", lambda self, kind, value, lines: shown.append(lines))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a shell puts itself in its place
    there = shell.initialized()
    # A shell of this test alone, without a history: the one of `instance()` would outlive it.
    shell(config=Config({"HistoryManager": {"enabled": False}})).run_cell(
        "import spasmed as sp; sp.exercises(muscle='multifidos')"
    )
    assert shell.initialized() == there
    assert len(shown) == 1
    assert 'Did you mean "multifidus"?' in "".join(shown[0])
    assert "Traceback" not in "".join(shown[0])


def test_descriptions_and_records_belong_to_their_caller() -> None:
    spoiled = tables.package()
    spoiled["resources"][0]["name"] = "changed"
    tables.resource("causes")["schema"]["fields"].clear()
    tables.fields("links")["id"].clear()
    tables.words("links", "stages").clear()
    lesson("cause-posture")["opening_patient"]["options"].clear()
    item("sm-001")["options"][0]["correct"] = "changed"
    assert tables.package()["resources"][0]["name"] == "sources"
    assert tables.resource("causes")["schema"]["fields"]
    assert tables.fields("links")["id"]
    assert tables.words("links", "stages")
    assert lesson("cause-posture")["opening_patient"]["options"]
    assert item("sm-001")["options"][0]["correct"] is False
