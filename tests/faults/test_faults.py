"""The check of the lessons can fail: each fault planted in our widgets is caught, in the cell where it shows.

A small lesson in the form of every lesson (show a widget, set a control, read `.result`, look again) is run
and stored by `tools/notebooks.py fix`. Then strict nbval runs it again, each time with one file of `planted/`
run in the kernel before the first cell. The package knows nothing of all this.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import notebooks
from _strict import strict

pytestmark = pytest.mark.slow

PLANTED = Path(__file__).parent / "planted"
CELLS = [
    "import spasmed as sp",
    "finder = sp.ExerciseFinder()\nfinder",
    'finder.muscle = "multifidus"\nfinder.result',
    "finder",
    'model = sp.Mechanism("stretch-relax")\nmodel',
    "model.hold = 90\nmodel.readings",
    "model",
    'quiz = sp.Quiz(items=["sm-027"])\nquiz',
    'quiz.answer("a", confidence="Sure")\nquiz.result',
]
SETUP, SHOW, SET, LOOK, MODEL, MOVE, SEE, ASK, ANSWER = range(9)

CAUGHT_IN = {
    "the_display_raises": {SHOW, LOOK},
    "a_callback_raises_inside_an_output": {SET},
    "a_callback_raises": {SET},
    "a_button_handler_raises": {SET},
    "the_filter_returns_the_wrong_rows": {SET, LOOK},
    "the_control_is_not_connected": {SET, LOOK},
    "the_view_shows_other_rows": {LOOK},
    "the_picture_shows_another_state": {MODEL, SEE},
    "a_constant_is_wrong": {MODEL, MOVE, SEE},
    "a_wrong_answer_is_marked_right": {ANSWER},
}
SILENT = [
    "the_filter_returns_the_wrong_rows",
    "the_control_is_not_connected",
    "the_view_shows_other_rows",
    "the_picture_shows_another_state",
    "a_constant_is_wrong",
    "a_wrong_answer_is_marked_right",
]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small lesson, run without a fault and stored in normal form."""
    path = tmp_path_factory.mktemp("faults") / "14_small_lesson.ipynb"
    code = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in CELLS]
    path.write_text(json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    assert notebooks.main(["fix", str(path)]) == 0
    return path


def test_every_planted_fault_has_its_row_here() -> None:
    assert {path.stem for path in PLANTED.glob("*.py")} == set(CAUGHT_IN)


def test_without_a_fault_every_cell_passes(lesson: Path) -> None:
    run = strict(lesson)
    assert run.passed == tuple(range(len(CELLS))), run.log


@pytest.mark.parametrize("fault", CAUGHT_IN)
def test_a_fault_is_caught_in_the_cell_where_it_shows(lesson: Path, fault: str) -> None:
    run = strict(lesson, startup=[PLANTED / f"{fault}.py"])
    assert set(run.failed) == CAUGHT_IN[fault], run.log
    assert len(run.failed) + len(run.passed) == len(CELLS), run.log


def test_the_silent_faults_pass_a_run_that_compares_nothing(lesson: Path) -> None:
    run = strict(lesson, startup=[PLANTED / f"{fault}.py" for fault in SILENT], lax=True)
    assert len(run.passed) == len(CELLS), f"one of them raises and does not show why outputs are stored\n{run.log}"
