"""A program on paper: nothing about safety is folded away, and every choice stands with its reason."""

from __future__ import annotations

import re
from html import escape

import pytest

from spasmed.drawing import program_sheet
from spasmed.reasoning import Program, program
from spasmed.tables import story

EXAMPLES = {example["id"]: example["input"] for example in story("program_examples")["examples"]}


def in_sight(made: Program) -> str:
    """What is read without opening a fold."""
    return re.sub(r"<details.*?</details>", "", program_sheet(made).html, flags=re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_stop_signs_doses_reasons_and_rules_are_in_sight(example: str) -> None:
    made = program(**EXAMPLES[example])
    html = in_sight(made)
    for one in made.exercises:
        assert escape(one.name) in html
        assert escape(one.stop_sign) in html
        assert escape(str(one.dose)).capitalize() in html
        assert all(escape(reason) in html for reason in one.reasons)
        assert all(f"<small>{rule.id}</small>" in html for rule in one.rules)
    for note in made.notes:
        assert escape(note.reason) in html


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_a_precaution_takes_out_is_in_sight_and_the_rest_can_be_opened(example: str) -> None:
    made = program(**EXAMPLES[example])
    seen, whole = in_sight(made), program_sheet(made).html
    for rule in made.left_out.values():
        assert escape(rule.reason) in (seen if rule.layer == "precaution" else whole)


def test_a_stop_shows_the_reason_and_no_exercise() -> None:
    made = program(**EXAMPLES["px-12"])
    html = in_sight(made)
    assert made.stop is not None
    assert "Stop: refer the same day." in html
    assert escape(made.stop.reason) in html
    assert "<img" not in html
    assert "What would change" not in program_sheet(made).html
    assert program_sheet(made).text == "Program: stop, refer the same day (pr-001)"


def test_a_screen_that_was_not_asked_is_said() -> None:
    made = program(stage="acute", irritability="low", cause="age")
    assert "screen finding: not asked" in in_sight(made)
    assert "Stop: screen first." in in_sight(made)


def test_every_picture_has_words_and_it_says_whose_patient_this_is() -> None:
    html = program_sheet(program(**EXAMPLES["px-05"])).html
    pictures = re.findall(r"<img[^>]*>", html)
    assert len(pictures) == 5
    assert all(re.search(r'alt="[^"]+"', picture) for picture in pictures)
    assert "invented patient" in html


def test_what_would_change_the_choice_names_the_change_and_its_rule() -> None:
    html = program_sheet(program(**EXAMPLES["px-07"])).html
    line = re.search(r"<li>With precaution Cannot kneel: (.*?)</li>", html)
    assert line is not None
    assert line[1] == "in Scapular retraction / band row; out Bird-dog. <small>pr-010</small>"
