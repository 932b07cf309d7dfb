"""No program holds an exercise whose own stop sign names what was said of the patient, unless it says how it is done.

What a rule takes out stays out whatever else is said (test_program.py), so one condition at a time decides it; the
last test tries many at once all the same.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmed.reasoning import Program, program, program_words
from spasmed.reasoning._program import SEVERAL
from spasmed.reasoning._program_rules import catalog

WORDS = program_words()
MILDEST = {"stage": "prevention", "irritability": "low", "cause": "inactivity-weakness", "next_day": "green"}
# A condition as the builder asks it -> how a stop sign speaks of it.
CONDITIONS = {
    ("precaution", "osteoporosis"): r"osteoporosis(?! with vertebral)",
    ("precaution", "vertebral-fracture-old"): r"vertebral fracture|osteoporosis",
    ("precaution", "shoulder-pain"): r"shoulder (pain|or wrist pain|impingement|instability|pathology)",
    ("precaution", "wrist-pain"): r"wrist pain",
    ("precaution", "knee-pain"): r"knee (or wrist )?pain|knee effusion|patellofemoral|wrist or knee pain",
    ("precaution", "hip-replacement"): r"arthroplasty|hip replacement",
    ("precaution", "spinal-fusion-early"): r"fusion|spinal surgery|implant",
    ("precaution", "spondylolisthesis"): r"spondylolisthesis",
    ("precaution", "pregnancy"): r"pregnancy",
    ("precaution", "uncontrolled-hypertension"): r"hypertension",
    ("precaution", "poor-balance"): r"balance|fall risk",
    ("precaution", "dizziness"): r"dizziness",
    ("precaution", "leg-pain-spreads"): r"leg pain|leg symptoms|sciatic|straight-leg",
    ("direction_preference", "prefers-extension"): r"flexion-(intolerant|provoked)",
    ("direction_preference", "prefers-flexion"): r"extension-provoked",
    ("subtype", "stenosis"): r"stenosis",
    ("subtype", "disc-leg-pain"): r"discogenic|straight-leg|sciatic",
    ("stage", "acute"): r"not in acute|not for early",
    ("irritability", "high"): r"irritable (stages|backs)",
    ("irritability", "moderate"): r"irritable stages",
}
# What stays in because its stop sign says how it is then done: the words that say it.
ADAPTED = {
    ("shoulder-pain", "open-book"): "keep the elbow bent",
    ("shoulder-pain", "scapular-retraction"): "keep the elbows low",
    ("knee-pain", "cat-cow"): "use fists, forearms or a bench",
    ("knee-pain", "quadruped-leg-lift"): "use a bench",
    ("knee-pain", "squat-bodyweight"): "higher seat",
    ("prefers-extension", "hip-hinge"): "dowel only, no load",
}
# Which of several directions sends pain down a leg is found by trying: this note is printed with every such program.
NOTED = {"leg-pain-spreads": "pr-135"}
NAMES = [pytest.param(field, word, id=word) for field, word in CONDITIONS]


def made(**said: Any) -> Program:
    return program(**{**MILDEST, "red_flag_urgency": [], **said})


def named(field: str, word: str) -> set[str]:
    """The exercises whose stop sign speaks of a condition."""
    says = re.compile(CONDITIONS[field, word], re.IGNORECASE)
    return {exercise for exercise, row in catalog().items() if says.search(row["precautions"])}


@pytest.mark.parametrize(("field", "word"), NAMES)
def test_a_stop_sign_that_names_a_condition_takes_the_exercise_out_or_says_how_it_is_done(
    field: str, word: str
) -> None:
    got = made(**{field: word})
    left = named(field, word) - set(got.left_out)
    assert named(field, word), "no stop sign speaks of it: mend the pattern"
    if word in NOTED:
        assert NOTED[word] in {note.id for note in got.notes}
        return
    assert left == {exercise for condition, exercise in ADAPTED if condition == word}
    for exercise in left:
        assert ADAPTED[word, exercise] in catalog()[exercise]["precautions"]


def test_every_condition_of_the_builder_is_looked_at_or_acts_on_no_exercise_by_name() -> None:
    by_position = {"cannot-kneel", "cannot-lie-prone", "cannot-get-to-floor"}
    stops = {"unstable-heart-disease"}
    about_hands_and_heat = {"numb-skin", "anticoagulants"}  # notes on massage, thrust, heat and cold alone
    asked = {word for field, word in CONDITIONS if field == "precaution"}
    assert asked | by_position | stops | about_hands_and_heat | {"none"} == set(WORDS["precaution"])


def test_no_stop_sign_sends_the_reader_to_another_exercise() -> None:
    assert [e for e, row in catalog().items() if re.match(r"as [a-z]", row["precautions"], re.IGNORECASE)] == []


@pytest.mark.parametrize("bones", ["osteoporosis", "vertebral-fracture-old"])
@pytest.mark.parametrize("stage", WORDS["stage"])
def test_weak_bones_meet_no_ball_no_heavy_load_and_no_bending_to_the_end(bones: str, stage: str) -> None:
    got = made(stage=stage, precaution=bones)
    ids = {one.exercise_id for one in got.exercises}
    for exercise in ids:
        row = catalog()[exercise]
        assert "ball" not in row["equipment_kinds"]
        assert row["spine_load_level"] != "high"
    assert {"back-extension-ball", "childs-pose", "knee-to-chest-double", "partial-sit-up"} <= set(got.left_out)
    assert {"add balance practice", "no thrust, no deep pressure over the spine"} <= {note.target for note in got.notes}


inputs = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from(words), max_size=3, unique=True) if name in SEVERAL else st.sampled_from(words)
        for name, words in WORDS.items()
    }
)


@given(inputs)
def test_whatever_is_said_together_no_chosen_exercise_names_it_in_its_stop_sign(said: dict[str, Any]) -> None:
    got = program(**said)
    true = {(field, word) for field, word in CONDITIONS if word not in NOTED and word in got.inputs[field]}
    for one in got.exercises:
        against = {word for field, word in true if one.exercise_id in named(field, word)}
        assert against <= {word for word, exercise in ADAPTED if exercise == one.exercise_id}
