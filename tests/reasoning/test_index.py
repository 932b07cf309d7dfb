"""sp.index says where to read about what, sp.glossary which terms a lesson uses, and sp.show makes links of it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import spasmed as sp
from spasmed import tables

KINDS = {"exercise": "exercises", "muscle": "muscles", "claim": "claims", "term": "glossary"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_a_table_is_an_entry(kind: str) -> None:
    found = sp.index(kind=kind)
    assert list(found.columns) == ["id", "kind", "name", "about", "source_ids", "lessons", "notebooks"]
    assert sorted(found["id"]) == sorted(tables.load(KINDS[kind])["id"])
    assert set(found["kind"]) == {kind}
    assert found["name"].str.len().min() > 0


def test_every_model_that_moves_is_an_entry() -> None:
    assert sorted(sp.index(kind="model")["id"]) == sorted(sp.models()["id"])


def test_names_come_by_the_alphabet_and_claims_as_in_the_article() -> None:
    for kind in ("exercise", "muscle", "model", "term"):
        names = list(sp.index(kind=kind)["name"].str.casefold())
        assert names == sorted(names)
    assert list(sp.index(kind="claim")["id"]) == list(tables.load("claims")["id"])


def test_the_whole_index_holds_each_kind_after_the_other() -> None:
    whole = sp.index()
    parts = [sp.index(kind=kind) for kind in ("exercise", "muscle", "claim", "model", "term")]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


def test_an_entry_says_its_lessons_by_title_and_by_file() -> None:
    row = sp.index(kind="model").query("id == 'creep-flexion'").iloc[0]
    assert dict(zip(row["notebooks"], row["lessons"], strict=True))["14_posture"] == "Posture"


def test_a_lesson_gives_what_it_treats() -> None:
    found = sp.index(lesson="cause-posture")
    assert all("14_posture" in names for names in found["notebooks"])
    assert "creep-flexion" in set(found["id"])
    assert len(found) < len(sp.index())


def test_the_glossary_of_a_lesson_holds_its_terms_only() -> None:
    terms = set(sp.glossary(lesson="cause-posture")["id"])
    assert "camptocormia" in terms and "cramp" not in terms
    assert terms == set(sp.index(kind="term", lesson="cause-posture")["id"])
    assert list(sp.glossary(term="creep", lesson="cause-posture")["id"]) == ["creep"]
    assert sp.glossary(term="cramp", lesson="cause-posture").empty


@pytest.mark.parametrize(
    "call",
    [
        lambda: sp.index(kind="excercise"),
        lambda: sp.index(lesson="cause-postur"),
        lambda: sp.glossary(lesson="cause-postur"),
    ],
)
def test_an_unknown_word_is_answered_with_the_closest(call: object) -> None:
    with pytest.raises(tables.SpasmedError, match="Did you mean"):
        call()  # type: ignore[operator]


def test_show_links_every_lesson_of_an_entry_beside_the_page() -> None:
    frame = sp.index(kind="exercise")
    shown = sp.show(frame, caption="Exercises")
    assert repr(shown) == f"Exercises: {len(frame)} rows"
    entries = re.findall("<li>(.*?)</li>", shown.html)
    assert len(entries) == len(frame)
    for entry, notebooks in zip(entries, frame["notebooks"], strict=True):
        assert tuple(re.findall(r'<a href="([^"]+)\.ipynb">\d\d</a>', entry)) == notebooks
    legend = shown.html.split("<ul")[0]
    for notebook in set().union(*frame["notebooks"]):
        assert f'<a href="{notebook}.ipynb">{notebook[:2]}</a>&nbsp;' in legend


def test_an_entry_without_a_lesson_says_so_and_its_text_is_text() -> None:
    columns = list(sp.index().columns)
    frame = pd.DataFrame([("a", "model", "<b>", "1 < 2", ("x1", "y2"), (), ())], columns=columns)
    html = sp.show(frame, caption="A & B").html
    assert "<b>&lt;b&gt;</b>: 1 &lt; 2 <small>x1, y2</small> <i>in no lesson yet</i>" in html
    assert 'href="40_exercise_finder.ipynb"' in sp.show(frame.assign(kind="muscle"), caption="A").html
    assert "A &amp; B" in html and "The numbers open" not in html


def test_what_a_model_shows_and_a_term_means_stands_beside_grade_and_sources() -> None:
    for kind in ("model", "term"):
        frame = sp.index(kind=kind)
        assert frame["source_ids"].map(len).min() > 0
        for entry, sources in zip(
            re.findall("<li>(.*?)</li>", sp.show(frame, caption=kind).html), frame["source_ids"], strict=True
        ):
            assert f"<small>{', '.join(sources)}</small>" in entry
    grades = sp.models().set_index("id")["grade"]
    for row in tables.records(sp.index(kind="model")):
        assert row["about"].endswith(f" Grade {grades[row['id']]}.")


def test_named_columns_make_a_table_of_the_index() -> None:
    html = sp.show(sp.index(kind="model"), caption="Models", columns=["name", "lessons"]).html
    assert html.startswith("<table") and "Posture" in html
