"""The loader gives typed frames, keeps unread rows off the screen and never shows a student a traceback."""

from __future__ import annotations

import pytest

from spasmed import tables


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


def test_a_notebook_shows_the_sentence_and_no_traceback() -> None:
    ipython = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell.instance()
    shown: list[list[str]] = []
    ipython._showtraceback = lambda kind, value, lines: shown.append(lines)
    ipython.run_cell("import spasmed as sp; sp.exercises(muscle='multifidos')")
    assert len(shown) == 1
    assert 'Did you mean "multifidus"?' in "".join(shown[0])
    assert "Traceback" not in "".join(shown[0])


def test_a_spoiled_table_is_a_sentence_that_names_the_check(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from spasmed.tables import _load

    monkeypatch.setattr(_load, "root", lambda: tmp_path)
    with pytest.raises(tables.SpasmedError, match="python start.py check"):
        _load._read.__wrapped__("causes")
