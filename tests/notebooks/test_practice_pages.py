"""What the practice pages tell in prose is what the rules choose and what the cases hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import spasmed as sp
from spasmed import tables
from spasmed.learning._cases import cases

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LENA: dict[str, Any] = {
    "stage": "acute",
    "irritability": "moderate",
    "cause": "overuse-strain",
    "goal": "bend-and-dress",
    "red_flag_urgency": "none",
}
SAMIR: dict[str, Any] = {
    "stage": "chronic",
    "irritability": "low",
    "cause": "inactivity-weakness",
    "goal": "lift",
    "direction_preference": "prefers-flexion",
    "red_flag_urgency": "none",
}
AIKO: dict[str, Any] = {
    "stage": "subacute",
    "irritability": "low",
    "cause": "age",
    "precaution": ["osteoporosis", "vertebral-fracture-old"],
    "red_flag_urgency": "context",
}
EMIL: dict[str, Any] = {
    "stage": "acute",
    "irritability": "moderate",
    "cause": "dehydration-electrolyte",
    "precaution": "cannot-get-to-floor",
    "red_flag_urgency": "none",
}


def text(notebook: str, cell: str) -> str:
    cells = nbformat.read(NOTEBOOKS / notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    return str(next(one.source for one in cells if one.id == cell))


def chosen(person: dict[str, Any], **changed: Any) -> dict[str, str]:
    """Exercise id -> dose, of a person with some findings changed."""
    return {one.exercise_id: str(one.dose) for one in sp.program(**{**person, **changed}).exercises}


# -- the program builder


def test_high_irritability_keeps_lenas_exercises_and_halves_them() -> None:
    high = chosen(LENA, irritability="high")
    assert high.keys() == chosen(LENA).keys() == {"pelvic-tilt", "knee-to-chest-single", "walking"}
    assert high["pelvic-tilt"].startswith("1 set of 5, hold 2 s")
    assert high["walking"].startswith("8 minutes")


def test_a_later_stage_and_another_goal_change_what_the_page_says() -> None:
    subacute, lift = chosen(LENA, stage="subacute"), chosen(LENA, goal="lift")
    assert {"bird-dog", "bridge"} <= subacute.keys()
    assert len(subacute) == 4
    assert "pelvic-tilt" not in subacute
    assert lift.keys() == {"pelvic-tilt", "lower-trunk-rotation", "walking"}


def test_the_morning_after_changes_what_the_page_says() -> None:
    red = chosen(LENA, next_day="red")
    assert red.keys() == {"lower-trunk-rotation", "walking"}
    assert red["walking"].startswith("5 minutes")
    assert chosen(LENA, next_day="green") == chosen(LENA, next_day="amber") == chosen(LENA)


def test_two_exercises_of_samir_stand_in_for_two_others() -> None:
    stands_in = {
        one.exercise_id: {lost: rule.id for lost, rule in one.in_place_of.items()}
        for one in sp.program(**SAMIR).exercises
        if one.in_place_of
    }
    assert stands_in == {
        "bird-dog": {"back-extension-prone": "pr-029"},
        "squat-bodyweight": {"hip-hinge": "pr-133"},
    }


@pytest.mark.parametrize(
    "exercise",
    [
        *("partial-sit-up", "knee-to-chest-double", "childs-pose"),
        *("thoracic-rotation-seated", "thread-the-needle", "back-extension-bench", "superman"),
    ],
)
def test_a_precaution_takes_out_what_the_page_names(exercise: str) -> None:
    assert sp.program(**AIKO).left_out[exercise].layer == "precaution"


def test_for_emil_nothing_fits_and_on_the_floor_lena_has_one_line() -> None:
    assert chosen(EMIL) == {}
    assert "pr-120" in {note.id for note in sp.program(**EMIL).notes}
    assert chosen(LENA, precaution="cannot-get-to-floor").keys() == {"walking"}


def test_about_half_of_the_rules_are_clinical_reasoning() -> None:
    certainty = tables.load("program_rules")["certainty"]
    assert 0.45 < (certainty == "expert").mean() < 0.6
    assert certainty[certainty != "expert"].isin(["low", "very-low"]).mean() > 0.5


# -- the patient cases


def test_the_list_of_cases_is_whole_and_has_their_titles() -> None:
    told = re.findall(
        r"^\| `([a-z0-9-]+)` \| ([^|]+) \| (\w+), (\d+)", text("43_patient_cases.ipynb", "chooser"), re.MULTILINE
    )
    assert [(name, title) for name, title, _, _ in told] == [(case.id, case.title) for case in cases()]
    for (_, _, name, age), case in zip(told, cases(), strict=True):
        assert case.vignette.startswith(f"{name}, {age}")


@pytest.mark.parametrize(
    ("words", "disposition"),
    [
        ("Emergency now", "refer-emergency"),
        ("Refer the same day", "refer-same-day"),
        ("Refer this week", "refer-this-week"),
    ],
)
def test_the_endings_are_those_of_the_cases(words: str, disposition: str) -> None:
    told = re.search(rf"{words}: ([^.]+)\.", text("43_patient_cases.ipynb", "your-task"))
    assert told
    assert re.findall(r"`([a-z0-9-]+)`", told[1]) == [case.id for case in cases() if case.disposition == disposition]


def test_the_list_gives_no_ending_away() -> None:
    listed = text("43_patient_cases.ipynb", "chooser").casefold().replace("some of them must not be treated", "")
    assert not re.search(r"refer|emergency|red flag|imaging|fracture|cauda", listed)
