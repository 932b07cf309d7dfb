"""Coverage is complete: no heading, question or claim of the article is without lesson, questions and model."""

from __future__ import annotations

from typing import Any

import pytest

from spasmed import tables

ROWS = tables.records(tables.load("coverage"))
CLAIMS = tables.records(tables.load("claims"))
LESSONS: dict[str, dict[str, Any]] = {lesson["id"]: lesson for lesson in tables.story("lessons")["lessons"]}
ITEMS: dict[str, dict[str, Any]] = {item["id"]: item for item in tables.story("items")["items"]}

each = pytest.mark.parametrize("row", ROWS, ids=[row["heading"] for row in ROWS])


def test_every_section_of_the_claims_has_its_row_and_the_other_way_round() -> None:
    assert sorted(row["heading"] for row in ROWS) == sorted({claim["section"] for claim in CLAIMS})


@each
def test_every_claim_of_the_section_stands_in_its_row(row: dict[str, Any]) -> None:
    wanted = [claim["id"] for claim in CLAIMS if claim["section"] == row["heading"]]
    assert sorted(row["claim_ids"]) == sorted(wanted)


@each
def test_every_claim_is_discussed_in_a_lesson_that_its_row_names(row: dict[str, Any]) -> None:
    discussed = {claim for lesson in row["lesson_ids"] for claim in LESSONS[lesson]["claim_ids"]}
    assert [claim for claim in row["claim_ids"] if claim not in discussed] == []


@each
def test_every_lesson_and_question_is_there_and_the_questions_are_of_its_lessons(row: dict[str, Any]) -> None:
    assert [lesson for lesson in row["lesson_ids"] if lesson not in LESSONS] == []
    named = set(row["lesson_ids"])
    assert [item for item in row["item_ids"] if ITEMS[item]["lesson"] not in named] == []


@each
def test_its_model_is_one_of_its_lessons(row: dict[str, Any]) -> None:
    shown = [LESSONS[lesson]["mechanism"] for lesson in row["lesson_ids"]]
    models = {name for one in shown if one for name in (one["model_id"], *(one.get("also_model_ids") or []))}
    assert row["model_id"] in models


@each
def test_nothing_is_empty_without_a_reason(row: dict[str, Any]) -> None:
    assert row["lesson_ids"]
    assert row["claim_ids"]
    assert (row["item_ids"] and row["model_id"]) or row["note"]


def test_every_lesson_on_a_cause_or_a_technique_is_named() -> None:
    named = {lesson for row in ROWS for lesson in row["lesson_ids"]}
    wanted = {name for name, lesson in LESSONS.items() if lesson["kind"] in ("cause", "technique")}
    assert len(wanted) == 9 + 8
    assert wanted - named == set()


def test_a_heading_of_a_cause_leads_to_the_lesson_on_that_cause() -> None:
    first = {row["heading"]: row["lesson_ids"][0] for row in ROWS}
    for cause in tables.records(tables.load("causes")):
        assert first[cause["seed_section"]] == cause["lesson_id"]


def test_the_questions_of_the_article_are_those_that_the_answers_for_patients_name() -> None:
    asked = [tuple(faq["claim_ids"]) for faq in tables.story("faq")["faqs"] if faq["seed"]]
    assert [row["claim_ids"] for row in ROWS if row["part"] == "faq"] == asked
