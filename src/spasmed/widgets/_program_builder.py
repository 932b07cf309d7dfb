"""`ProgramBuilder`: why rules choose these exercises for an invented patient, and what would change the choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from spasmed.drawing import program_sheet
from spasmed.reasoning import Program, program, program_words, vocabulary
from spasmed.tables import load, records, story, unknown
from spasmed.widgets._facets import Option
from spasmed.widgets._form import Answered, Commitment, Field, Form, Preset
from spasmed.widgets._options import worded
from spasmed.widgets._screen import screen

INPUTS = {
    "red_flag_urgency": "What the screen found",
    "precaution": "Precautions and contraindications",
    "direction_preference": "Direction of the spine",
    "stage": "Stage",
    "irritability": "Irritability",
    "cause": "Cause",
    "subtype": "Condition",
    "goal": "Goal",
    "next_day": "The morning after the last session",
}  # in the order in which the rules look at them
SEVERAL = ("red_flag_urgency", "precaution", "subtype", "goal")
NO_EXERCISE = Option(id="none", label="No exercise now")


class ProgramBuilder(Form):
    """Study how a home program is reasoned out, on an invented patient: `sp.ProgramBuilder(case="sm-c01")`.

    It starts from a worked example, named by its case or its own id (`case="px-05"`); further words change single
    answers (`stage="chronic"`). Each input of `sp.program` is an attribute: `b.precaution = ["osteoporosis"]`.
    The red-flag screen and a guess come first. `b.result` is the table of the exercises, with the rule and the sources
    that chose each; contraindications cannot be overridden. Raises SpasmedError for an unknown case or word.
    """

    def __init__(self, case: str = "", **value: str | list[str]) -> None:
        examples = {one["id"]: one for one in story("program_examples")["examples"]}
        super().__init__(
            name="program-builder",
            caption="Program builder: practice on an invented patient",
            lead="Read the findings, guess, then study which rule chose what. The patients are invented: nothing here "
            "is treatment for a real person, and no answer overrides a contraindication.",
            fields=[_field(name) for name in INPUTS],
            presets=[Preset(id=own, label=one["title"], value=one["input"]) for own, one in examples.items()],
            reply=_reply,
            answer=_answer,
            commitment=Commitment(
                question="Read the findings of this patient on the left. Which kinds of exercise would you choose?",
                options=[*worded("category"), NO_EXERCISE],
                both="You and the rules chose",
                mine="Only you",
                theirs="Only the rules",
            ),
            gate=screen(),
            preset=_example(case, examples),
            value=value,
        )

    @property
    def program(self) -> Program:
        """The program with everything behind it: what was left out, by which rule, and what would change it."""
        return program(**self._choices)


def _example(case: str, examples: Mapping[str, dict[str, Any]]) -> str:
    """The id of a worked example that is named by its own id or by that of its case; the first if none is named."""
    named = {one["case_id"]: own for own, one in examples.items() if one["case_id"]} | {own: own for own in examples}
    if case and case not in named:
        raise unknown("worked example", case, named)
    return named.get(case, next(iter(examples)))


def _field(name: str) -> Field:
    words = [word for word in program_words()[name] if name not in SEVERAL or word != "none"]
    if name == "cause":
        labels = {row["id"]: row["label"] for row in records(load("causes"))}
    else:
        labels = dict(vocabulary(name)[["word", "label"]].itertuples(index=False))
    options = [Option(id=word, label=labels[word]) for word in words]
    return Field(id=name, label=INPUTS[name], options=options, many=name in SEVERAL)


def _reply(choices: Mapping[str, Any]) -> Answered:
    made = program(**choices)
    categories = {row["id"]: row["category"] for row in records(load("exercises"))}
    kinds = {categories[one.exercise_id] for one in made.exercises}
    return Answered(
        said=_said(made),
        html=program_sheet(made).html,
        holds=[option.id for option in worded("category") if option.id in kinds] or [NO_EXERCISE.id],
    )


def _said(made: Program) -> str:
    if made.stop:
        return f"Stop: {made.stop.target}. No exercise"
    count = len(made.exercises)
    chosen = f"{count} {'exercise' if count == 1 else 'exercises'}" if count else "No exercise fits"
    return f"{chosen}, {len(made.left_out)} left out"


def _answer(**choices: Any) -> pd.DataFrame:
    return program(**choices).frame()
