"""A spoiled YAML file is a sentence for the student, and named with its record by the check."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from spasmed import tables
from spasmed.learning._lessons import lesson
from spasmed.tables import checking
from spasmed.tables._stories import SHAPES, incomplete, unusable

LESSONS = "learning/lessons.yaml"
# what the file then holds -> what the message must say
UNUSABLE: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", 'no list "lessons"'),
    "only comments": (b"# later\n", 'no list "lessons"'),
    "a renamed top key": (b"lesson:\n- id: a\n", 'no list "lessons"'),
    "a list of words": (b"lessons: [a, b]\n", "lessons > 1: the record has no id"),
    "a record without an id": (b"lessons:\n- id: a\n- title: b\n", "lessons > 2: the record has no id"),
    "an id used twice": (b"lessons:\n- id: a\n- id: a\n", "lessons > a: the id stands twice"),
    "another encoding": ("lessons:\n- id: naïve\n".encode("cp1252"), "cannot be read as YAML in UTF-8"),
    "a date that is none": (b"lessons:\n- id: 2020-13-45\n", "cannot be read as YAML"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_story_that_cannot_be_used_is_a_sentence(name: str, course: Path) -> None:
    content, message = UNUSABLE[name]
    (course / LESSONS).write_bytes(content)
    with pytest.raises(tables.SpasmedError) as raised:
        tables.story("lessons")
    assert f"data/{LESSONS}" in str(raised.value) and message in str(raised.value)


@pytest.mark.parametrize("name", ["only comments", "a renamed top key", "a record without an id", "another encoding"])
def test_check_names_a_story_that_cannot_be_used(name: str, folder: Path) -> None:
    content, message = UNUSABLE[name]
    (folder / LESSONS).write_bytes(content)
    said = [str(problem) for problem in checking.check(folder) if problem.file == LESSONS]
    assert len(said) == 1
    assert message.split(": ")[-1].removesuffix(" in UTF-8") in said[0]


def test_a_broken_lesson_file_is_named_with_its_line(folder: Path) -> None:
    path = folder / LESSONS
    path.write_text(path.read_text(encoding="utf-8") + "\n  : [\n", encoding="utf-8")
    said = [str(problem) for problem in checking.check(folder)]
    assert any(f"data/{LESSONS}, row" in line and "YAML" in line for line in said), said


def test_a_citation_in_a_lesson_that_no_table_has_is_named(folder: Path) -> None:
    path = folder / LESSONS
    text = path.read_text(encoding="utf-8").replace("[swain2020]", "[swain2021]", 1)
    path.write_text(re.sub(r"source_ids:\n( *- )", r"source_ids:\n\1{a: b}\n\1", text, count=1), encoding="utf-8")
    said = [str(problem) for problem in checking.check(folder)]
    assert any('"swain2021"' in line and 'Did you mean "swain2020"?' in line for line in said), said
    assert any("\"{'a': 'b'}\" is an id that no table has" in line for line in said), said


@pytest.mark.parametrize("name", SHAPES)
def test_every_story_as_it_is_has_its_shape(name: str) -> None:
    tree = tables.story(name)
    assert unusable(name, tree) == []
    assert list(incomplete(name, tree)) == []


def test_every_yaml_file_has_a_shape() -> None:
    assert {name for name in tables.names() if tables.resource(name)["path"].endswith(".yaml")} == set(SHAPES)


def first(kind: str) -> dict[str, Any]:
    return next(record for record in tables.story("items")["items"] if record["type"] == kind)


# kind of question, how it is spoiled, where and what is said
SPOILED: list[tuple[str, Callable[[dict[str, Any]], Any], str, str]] = [
    ("single", lambda item: item.pop("stem"), "stem", "is missing"),
    ("single", lambda item: item.update(stem=["a"]), "stem", "is not a text"),
    ("single", lambda item: item.update(type="guess"), "type", "is not a kind of question"),
    ("single", lambda item: item.pop("options"), "options", "is not a list of options"),
    ("single", lambda item: item["options"][1].pop("feedback"), "options > 2 > feedback", "is not a text"),
    ("single", lambda item: item["options"][0].update(text={"a": 1}), "options > 1 > text", "is not a text"),
    ("single", lambda item: item["options"][0].update(correct="yes"), "options > 1 > correct", "is not true or false"),
    ("single", lambda item: item.update(answer=["z"]), "answer", "is not what the options mark as correct"),
    ("multiple", lambda item: item["answer"].pop(), "answer", "is not what the options mark as correct"),
    ("numeric", lambda item: item["answer"].pop("value"), "answer", "has no value"),
    ("numeric", lambda item: item["answer"].update(value=float("nan")), "answer", "has no value"),
    ("numeric", lambda item: item["answer"].update(value=True), "answer", "has no value"),
    ("numeric", lambda item: item.update(answer=20), "answer", "has no value"),
    ("numeric", lambda item: item["answer"].update(tolerance=0), "answer > tolerance", "is not a number above 0"),
    ("numeric", lambda item: item["answer"].pop("tolerance"), "answer > tolerance", "is not a number above 0"),
    ("numeric", lambda item: item["answer"].pop("unit"), "answer > unit", "is not a text"),
    ("numeric", lambda item: item.pop("feedback"), "feedback", "is not a text"),
    ("numeric", lambda item: item.pop("common_errors"), "common_errors > 1", "is no wrong number with a reason"),
    (
        "numeric",
        lambda item: item["common_errors"][1].pop("feedback"),
        "common_errors > 2",
        "is no wrong number with a reason",
    ),
    ("ordering", lambda item: item.pop("feedback"), "feedback", "is not a text"),
    ("ordering", lambda item: item["sequence"].pop(), "sequence", "does not hold the steps of the answer"),
]


@pytest.mark.parametrize(("kind", "spoil", "where", "wrong"), SPOILED)
def test_a_question_that_cannot_be_shown_is_named(
    kind: str, spoil: Callable[[dict[str, Any]], Any], where: str, wrong: str
) -> None:
    record = first(kind)
    spoil(record)
    said = [(place, what) for place, what, _ in incomplete("items", {"items": [record]})]
    assert (f"{record['id']} > {where}", wrong) in said


def test_a_patient_whose_answer_is_no_option_is_named() -> None:
    brief = lesson("cause-posture")
    brief["opening_patient"]["answer"] = "z"
    del brief["title"]
    said = [(place, what) for place, what, _ in incomplete("lessons", {"lessons": [brief]})]
    assert said == [
        ("cause-posture > title", "is missing"),
        ("cause-posture > opening_patient > answer", "is not the id of an option"),
    ]


def test_check_names_an_incomplete_question(folder: Path) -> None:
    path = folder / "learning/items.yaml"
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    del tree["items"][0]["options"][0]["feedback"]
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    said = [str(problem) for problem in checking.check(folder)]
    where = f"{tree['items'][0]['id']} > options > 1 > feedback"
    assert said == [f"data/learning/items.yaml, column {where}: is not a text. Write feedback: and a text."]
