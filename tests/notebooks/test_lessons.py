"""Every lesson, run again in a clean kernel, shows exactly what it stores, and keeps the laws of a lesson."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

import notebooks
from _strict import Run, strict

LESSONS = sorted(notebooks.NOTEBOOKS.glob("*.ipynb"))
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=[path.stem for path in LESSONS])


@cache
def run(lesson: Path) -> Run:
    return strict(lesson)


def code_cells(lesson: Path) -> list[dict[str, Any]]:
    nb = json.loads(lesson.read_text(encoding="utf-8"))
    return [cell for cell in nb["cells"] if cell["cell_type"] == "code"]


def test_the_course_begins_with_the_start_page() -> None:
    assert [path.name for path in LESSONS][:1] == ["00_start_here.ipynb"]


@each_lesson
def test_each_cell_shows_again_what_it_stores(lesson: Path) -> None:
    result = run(lesson)
    assert not result.failed, "\n".join(result.failed.values())
    assert len(result.passed) == len(code_cells(lesson)), f"nbval did not look at every code cell\n{result.log}"


@each_lesson
def test_a_lesson_keeps_the_laws_and_the_normal_form(lesson: Path) -> None:
    problems = notebooks.check(lesson, notebooks.course())
    assert not problems, "\n".join(map(str, problems))
    nbformat.validate(nbformat.read(lesson, as_version=4))


@each_lesson
def test_a_lesson_reads_without_a_kernel(lesson: Path) -> None:
    shown = [output for cell in code_cells(lesson) for output in cell["outputs"]]
    assert shown, "nothing is stored: a reader without a kernel would see no table"
    for output in shown:
        assert "".join(output["data"]["text/plain"]).strip()
        assert "<" in "".join(output["data"]["text/html"]), "a reader without a kernel would see a bare line of text"
