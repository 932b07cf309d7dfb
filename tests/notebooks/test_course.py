"""The course as a whole: every lesson is there, has its parts, and together they stay small."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import notebooks
from _lesson_laws import picture_bytes
from spasmed import tables
from spasmed.learning import bank

BRIEFS = tables.story("lessons")["lessons"]
ASKING = 6  # questions that a lesson on a cause or a technique has at least
MAX_COLLECTION = 6_000_000  # bytes of all notebooks, their pictures left out
SPOKEN = ("red_flags", "WarmUp", "patient", "claims", "Quiz", "cite")
PARTS = {
    "foundation": SPOKEN,
    "cause": (*SPOKEN, "Mechanism", "CauseLinker", "Case", "codes"),
    "technique": SPOKEN,
    "long-term": SPOKEN,
}
LESSONS = [brief for brief in BRIEFS if brief["kind"] in PARTS]
each_brief = pytest.mark.parametrize("brief", BRIEFS, ids=[brief["notebook"] for brief in BRIEFS])
each_lesson = pytest.mark.parametrize("brief", LESSONS, ids=[brief["notebook"] for brief in LESSONS])


def read(brief: dict[str, Any]) -> dict[str, Any]:
    path: Path = notebooks.NOTEBOOKS / f"{brief['notebook']}.ipynb"
    assert path.is_file(), f"the lesson {brief['title']} is not written: {path.name} is not there"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def text(nb: dict[str, Any], kind: str) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in nb["cells"] if cell["cell_type"] == kind)


def test_every_notebook_has_a_brief() -> None:
    there = {path.stem for path in notebooks.NOTEBOOKS.glob("*.ipynb")}
    assert there - {brief["notebook"] for brief in BRIEFS} == set()


@each_brief
def test_every_brief_is_a_lesson_under_its_title(brief: dict[str, Any]) -> None:
    first = "".join(read(brief)["cells"][0]["source"])
    assert first.startswith(f"# {brief['title']}\n")


@each_lesson
def test_a_lesson_has_every_part_of_its_kind(brief: dict[str, Any]) -> None:
    code = text(read(brief), "code")
    missing = [part for part in PARTS[brief["kind"]] if f"sp.{part}(" not in code]
    if not brief["recall_item_ids"]:
        missing.remove("WarmUp")  # nothing comes before it
    if brief["kind"] == "technique" and not re.search(r"sp\.(?:forest|Mechanism)\(", code):
        missing.append("forest or Mechanism")
    assert not missing


@each_lesson
def test_a_lesson_asks_enough_questions(brief: dict[str, Any]) -> None:
    if brief["kind"] in ("cause", "technique"):
        assert len(bank(lesson=brief["id"])) >= ASKING


@pytest.mark.parametrize("brief", [b for b in BRIEFS if b["kind"] == "cause"], ids=lambda b: b["notebook"])
def test_a_cause_has_a_case_worked_faded_and_alone(brief: dict[str, Any]) -> None:
    code = text(read(brief), "code")
    versions = re.findall(r'sp\.Case\("[a-z0-9-]+"(?:, version="(\w+)")?\)', code)
    assert {version or "worked" for version in versions} == {"worked", "faded", "solo"}


@each_lesson
def test_the_minutes_of_the_title_are_those_of_the_plan_for_teaching(brief: dict[str, Any]) -> None:
    words = text(read(brief), "markdown")
    title, plan = re.search(r"(\d+) minutes in class", words), re.search(r"\*\*Together\*\* \| \*\*(\d+)\*\*", words)
    assert title and plan, "the title names no minutes in class, or the plan for instructors has no sum"
    parts = re.findall(r"^\| [^*|]+ \| (\d+) \|$", words.split("## For instructors")[1], flags=re.MULTILINE)
    assert int(title[1]) == int(plan[1]) == sum(map(int, parts))


@each_lesson
def test_a_lesson_says_that_it_teaches_reasoning_and_needs_review(brief: dict[str, Any]) -> None:
    words = text(read(brief), "markdown")
    assert "teaches reasoning" in words and "licensed physical therapist" in words


def test_the_collection_is_small() -> None:
    written = [(path, json.loads(path.read_text(encoding="utf-8"))) for path in notebooks.NOTEBOOKS.glob("*.ipynb")]
    assert sum(path.stat().st_size - picture_bytes(nb) for path, nb in written) <= MAX_COLLECTION
