"""What would make a model crash is named, one sentence a fault; what only looks odd is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from spasmed.learning._lessons import lesson
from spasmed.tables import _model_rules
from spasmed.tables._stories import incomplete

PATHS = {name: f"mechanism/{name}.csv" for name in ("controls", "predictions", "models")}
Records = dict[str, list[dict[str, str]]]


def sound() -> Records:
    """One model with a slider and a choice."""
    slider = {
        "model_id": "m",
        "name": "hold",
        "low": "0",
        "high": "0.3",
        "step": "0.1",
        "options": "",
        "default": "0.1",
        "primary": "true",
    }
    choice = {
        "model_id": "m",
        "name": "leg",
        "low": "",
        "high": "",
        "step": "",
        "options": "left | right",
        "default": "left",
        "primary": "false",
    }
    return {
        "controls": [slider, choice],
        "predictions": [{"id": "m", "options": "up | down", "answer": "up"}],
        "models": [{"id": "m", "title": "M", "question": "Q?", "breaks": "B", "source_ids": "s", "limits": "a | b", "grade": "A"}],
    }  # fmt: skip


def said(records: Records) -> list[str]:
    return [str(problem) for problem in _model_rules.problems(PATHS, records)]


# table, row in it, what is written there -> the one sentence
FAULTS: list[tuple[str, int, dict[str, str], str]] = [
    ("controls", 0, {"low": "", "step": ""}, "controls.csv, row 2, column low: the cell is empty and the row has no options. Write low, high and step, or options."),
    ("controls", 0, {"high": "0"}, 'controls.csv, row 2, column high: "0" is not above low, which is 0. Put the smaller number into low.'),
    ("controls", 0, {"high": "1e999"}, 'controls.csv, row 2, column high: "1e999" is not above low, which is 0. Put the smaller number into low.'),
    ("controls", 0, {"step": "-0.1"}, 'controls.csv, row 2, column step: "-0.1" is not a step from low to high. Type how far one position lies from the next, above 0.'),
    ("controls", 0, {"step": "0.4"}, 'controls.csv, row 2, column step: "0.4" is not a step from low to high. Type how far one position lies from the next, above 0.'),
    ("controls", 0, {"step": "0.2"}, 'controls.csv, row 2, column step: "0.2" does not lead from 0 to 0.3 in whole steps. Take a step that divides 0.3, or end the range at 0.2.'),
    ("controls", 0, {"default": "0.31"}, 'controls.csv, row 2, column default: "0.31" lies outside the range 0 to 0.3. Type a number from 0 to 0.3.'),
    ("controls", 0, {"default": "nan"}, 'controls.csv, row 2, column default: "nan" lies outside the range 0 to 0.3. Type a number from 0 to 0.3.'),
    ("controls", 0, {"default": "left"}, 'controls.csv, row 2, column default: "left" is not a number, and the control has no options. Type a number from 0 to 0.3.'),
    ("controls", 0, {"high": "10.1"}, 'controls.csv, row 2, column step: "0.1" gives the primary control 102 positions, and at most 101 are drawn ahead. Take wider steps or a shorter range, or make another control primary.'),
    ("controls", 1, {"default": "lef"}, 'controls.csv, row 3, column default: "lef" is not one of the options. Write one of them, word for word. Did you mean "left"?'),
    ("controls", 1, {"options": "left"}, 'controls.csv, row 3, column options: "left" leaves nothing to choose. List at least two options, as a | b, or write low, high and step instead.'),
    ("controls", 1, {"primary": "TRUE"}, 'controls.csv, row 3, column primary: "TRUE" gives the model m a second primary control: row 2 is one too. Write false in one of the two.'),
    ("controls", 1, {"name": "hold"}, 'controls.csv, row 3, column name: "hold" is the name of two controls of the model m: row 2 has it too. Give every control of a model a name of its own.'),
    ("predictions", 0, {"answer": "Up"}, 'predictions.csv, row 2, column answer: "Up" is not one of the options. Copy the right option into it, word for word. Did you mean "up"?'),
    *(("models", 0, {column: ""}, f"models.csv, row 2, column {column}: the cell is empty and the model has controls. Fill it in: it stands beside the picture.") for column in ("title", "question", "breaks", "source_ids")),
    ("models", 0, {"limits": ""}, 'models.csv, row 2, column limits: "" names fewer than two limits. Write at least two sentences with a bar between: a | b.'),
    ("models", 0, {"grade": ""}, 'models.csv, row 2, column grade: "" is not the grade of a model with controls. Use one of: A, B, C.'),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "written", "sentence"), FAULTS)
def test_a_fault_is_one_sentence(table: str, row: int, written: dict[str, str], sentence: str) -> None:
    records = sound()
    records[table][row].update(written)
    assert said(records) == [f"data/mechanism/{sentence}"]


def test_a_sound_model_has_no_fault_and_one_without_controls_needs_no_words() -> None:
    records = sound()
    records["models"].append(dict.fromkeys(records["models"][0], "") | {"id": "rules"})
    assert said(records) == []


@pytest.mark.parametrize("written", [{"high": "0.30000001"}, {"high": "10"}, {"step": "0,1"}, {"default": ""}])
def test_a_rounding_error_101_positions_and_what_the_schema_names_are_left_alone(written: dict[str, str]) -> None:
    records = sound()
    records["controls"][0].update(written)
    assert said(records) == []


def test_a_step_too_small_for_a_number_is_a_sentence_too() -> None:
    records = sound()
    records["controls"][0].update(high="1e200", step="1e-200")
    assert len(said(records)) == 1 and "in whole steps" in said(records)[0]


@pytest.mark.parametrize("table", PATHS)
def test_a_table_that_could_not_be_read_is_not_asked(table: str) -> None:
    records = sound()
    del records[table]
    assert said(records) == []


def test_a_model_that_no_table_has_is_left_to_the_references() -> None:
    records = sound()
    records["controls"].append(records["controls"][1] | {"model_id": "n"})
    records["predictions"].append(records["predictions"][0] | {"id": "n"})
    assert said(records) == []


def test_controls_and_predictions_come_in_pairs() -> None:
    records = sound()
    records["models"].append(records["models"][0] | {"id": "n"})
    records["predictions"][0]["id"] = "n"
    assert said(records) == [
        'data/mechanism/controls.csv, row 2, column model_id: "m" is a model without a prediction. Add its row to data/mechanism/predictions.csv.',
        'data/mechanism/predictions.csv, row 2, column id: "n" is a model without controls. Add its rows to data/mechanism/controls.csv, or delete this one.',
    ]


# what stands in the mechanism of a lesson -> where, and which word, is named
MOVED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"model_id": None, "also_model_ids": []}, []),
    ({}, []),
    ({"model_id": "mm"}, [("model_id", "mm")]),
    ({"model_id": ["m"]}, [("model_id", "['m']")]),
    ({"also_model_ids": ["m", "s", None]}, [("also_model_ids", "s"), ("also_model_ids", "None")]),
    ({"also_model_ids": "m"}, [("also_model_ids", "m")]),
    ({"also_model_ids": None}, [("also_model_ids", "None")]),
]


@pytest.mark.parametrize(("moved", "named"), MOVED)
def test_a_lesson_moves_models_of_the_table_or_none(moved: dict[str, Any], named: list[tuple[str, str]]) -> None:
    found = list(_model_rules.lessons("learning/lessons.yaml", {"a": {"mechanism": moved}, "b": {}}, {"m"}))
    assert [(p.column, p.value) for p in found] == [(f"a > mechanism > {key}", value) for key, value in named]
    assert all(p.cure.startswith(("Use an id of data/mechanism/models.csv", "Write a list")) for p in found)


# what is written into the mechanism of a lesson -> where, and what is said
GUESSES: list[tuple[Any, list[tuple[str, str]]]] = [
    (None, []),
    ("creep-flexion", [("model_id", "is missing")]),
    ({"prediction": None}, [("prediction", "is missing")]),
    ({"prediction": "up"}, [("prediction", "is missing")]),
    ({"prediction": {"options": 3, "answer": "a"}}, [("prediction > options", "is not a list of options"), ("prediction > answer", "is not the id of an option")]),
    ({"prediction": {"options": [{"id": "a"}], "answer": "a"}}, [("prediction > options > 1 > text", "is not a text")]),
    ({"prediction": {"options": [{"id": "a", "text": "up"}], "answer": None}}, [("prediction > answer", "is not the id of an option")]),
    ({"model_id": None, "also_model_ids": [], "prediction": None}, []),
    ({"model_id": None, "also_model_ids": [], "prediction": {"options": [{"id": "a", "text": "up"}], "answer": None}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "faults"), GUESSES)
def test_the_guess_of_a_lesson_has_options_and_one_of_them_as_its_answer(
    written: Any, faults: list[tuple[str, str]]
) -> None:
    brief = lesson("cause-posture")
    brief["mechanism"] = brief["mechanism"] | written if isinstance(written, dict) else written
    found = [(place, wrong) for place, wrong, _ in incomplete("lessons", {"lessons": [brief]})]
    assert found == [(f"cause-posture > mechanism > {where}", wrong) for where, wrong in faults]
