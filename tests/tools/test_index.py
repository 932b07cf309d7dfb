"""The index is what the notebooks say: what counts as treated, that the file is theirs, and that nothing is left out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import index as tool
from spasmed import tables

PROSE = """\
# A page on Child\u2019s pose

The **erector spinae** holds; *side planks* come later. Read [Bird-dog](14_superman.ipynb), then [pos-04].
He is walking. Safeguarding is not the word, nor is pain-cramp. Grade it by GRADE.
<span title="kyphosis">bent</span>
"""
TABLE = (
    '<table class="sp-table"><tr><th scope="row" style="x">Child&#x27;s pose<br><small>childs-pose</small></th>'
    '<td style="x">Dead bug</td></tr><tr><th scope="row" style="x">The article says so.<br><small>tst-01</small></th>'
    '</tr><tr><th scope="row" style="x">Walking program</th></tr></table>'
)
TWIN = '<figure class="sp-twin"><table class="sp-table"><tr><th scope="row">Superman</th></tr></table></figure>'


def notebook(*, prose: str = "", code: str = "", shown: str = "") -> dict[str, Any]:
    output = {"output_type": "execute_result", "data": {"text/html": shown}}
    return {
        "cells": [
            {"cell_type": "markdown", "source": prose},
            {"cell_type": "code", "source": code, "outputs": [output] if shown else []},
        ]
    }


def found(kind: str, **parts: str) -> set[str]:
    return tool.Names(kind).on(tool.page(notebook(**parts)))


# kind -> what the prose above treats: names in any case and number, but no part of a longer word, no address
@pytest.mark.parametrize(
    ("kind", "treated"),
    [
        ("exercise", {"childs-pose", "side-plank", "bird-dog"}),
        ("muscle", {"erector-spinae"}),
        ("claim", {"pos-04"}),
        ("model", set()),
        ("term", {"erector-spinae", "certainty-grade"}),
    ],
)
def test_prose_treats_what_it_names(kind: str, treated: set[str]) -> None:
    assert found(kind, prose=PROSE) == treated


def test_a_longer_name_is_not_also_the_shorter_one() -> None:
    assert found("exercise", prose="Side plank with hip abduction.") == {"side-plank-abduction"}
    assert found("term", prose="a trigger point") == {"trigger-point"}


def test_a_family_of_muscles_has_one_name_and_a_region_has_none() -> None:
    assert found("muscle", prose="the glutes") == {"gluteus-maximus", "gluteus-medius", "gluteus-minimus"}
    assert found("muscle", prose="the core, the chest, the side of the low back") == set()


def test_code_treats_the_ids_and_the_names_in_its_texts() -> None:
    code = (
        'sp.Mechanism("natural-history")\nsp.exercise("walking")\nsp.show(sp.muscles(muscle="lats"), caption="Creep")'
    )
    assert found("model", code=code) == {"natural-history"}
    assert found("exercise", code=code) == {"walking"}
    assert found("muscle", code=code) == {"latissimus-dorsi"}
    assert found("term", code=code) == {"creep"}, "natural-history is a model here, and no term"


def test_a_table_treats_what_heads_its_rows() -> None:
    assert found("exercise", shown=TABLE) == {"childs-pose", "walking"}
    assert found("claim", shown=TABLE) == {"tst-01"}


def test_what_a_widget_offers_is_not_treated() -> None:
    assert found("exercise", shown=TWIN) == set()


def test_a_notebook_of_no_lesson_is_named(tmp_path: Path) -> None:
    (tmp_path / "99_nowhere.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    with pytest.raises(
        ValueError, match=r"99_nowhere\.ipynb is the notebook of no lesson .* Write notebook: 99_nowhere"
    ):
        tool.index(tmp_path)


def test_the_index_itself_is_no_place_to_read(tmp_path: Path) -> None:
    for name in ("14_posture", "91_index"):
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook(prose="A spasm.")), encoding="utf-8")
    rows = {row["id"]: row["notebooks"] for row in csv.DictReader(io.StringIO(tool.index(tmp_path)))}
    assert rows["term-spasm"] == "14_posture"
    assert rows["term-cramp"] == ""


def test_the_file_is_what_the_notebooks_say() -> None:
    assert tool.FILE.read_text(encoding="utf-8") == tool.index(), "run `python tools/index.py`"


def test_the_tool_writes_the_file_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "FILE", tmp_path / "index.csv")
    tool.main()
    assert tool.FILE.read_bytes() == (tables.root() / "learning" / "index.csv").read_bytes()


@pytest.mark.parametrize("kind", ["exercise", "claim", "model"])
def test_nothing_stands_in_no_lesson(kind: str) -> None:
    rows = tables.load("index").query("kind == @kind")
    nowhere = sorted(rows["entry_id"][rows["notebooks"].map(len) == 0])
    names = [brief["notebook"] for brief in tables.story("lessons")["lessons"]]
    unwritten = [name for name in names if not (tool.NOTEBOOKS / f"{name}.ipynb").is_file()]
    if nowhere and unwritten:
        pytest.skip(f"{len(unwritten)} lessons are to come; in none so far: {len(nowhere)} ({', '.join(nowhere)})")
    assert nowhere == [], f"treat each {kind} in a lesson, then run `python tools/index.py`"
