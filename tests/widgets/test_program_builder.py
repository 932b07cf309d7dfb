"""The program builder: it shows what the rules say, after a screen and a guess, and overrides no contraindication."""

from __future__ import annotations

import json
import re
from html import unescape

import pandas as pd
import pytest

from spasmed.reasoning import program
from spasmed.tables import load, records, story
from spasmed.widgets import pages
from spasmed.widgets._program_builder import INPUTS, ProgramBuilder

EXAMPLES = {one["id"]: one for one in story("program_examples")["examples"]}
CATEGORY = {row["id"]: row["category"] for row in records(load("exercises"))}


def state(html: str) -> dict:
    return json.loads(re.search(r"data-player-state>(.*?)</script>", html)[1])


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_shows_the_program_that_the_rules_must_give(example):
    builder, expected = ProgramBuilder(case=example), EXAMPLES[example]["expected"]
    ids = [one["exercise_id"] for one in expected["exercises"]]
    assert list(builder.result["exercise_id"]) == ids
    pd.testing.assert_frame_equal(builder.result, program(**EXAMPLES[example]["input"]).frame())
    assert builder.value["preset"] == example
    assert set(builder.view["holds"]) == ({CATEGORY[one] for one in ids} or {"none"})
    names = load("exercises").set_index("id")["name"]
    twin = unescape(builder.twin())
    places = [twin.index(f"{i}. {names[one]}") for i, one in enumerate(ids, 1)]
    assert places == sorted(places)
    if expected["stop"]:
        assert repr(builder) == f"{builder.data['caption']}: Stop: {expected['stop']}. No exercise"
    else:
        assert f"{len(ids)} exercises" in repr(builder)


def test_a_case_opens_its_worked_example_and_an_unknown_one_is_answered_with_the_closest():
    assert ProgramBuilder(case="sm-c01").value["preset"] == "px-01"
    with pytest.raises(ValueError, match=r'no worked example "px-1"\. Did you mean "px-0?1'):
        ProgramBuilder(case="px-1")


def test_every_input_of_the_rules_is_a_control_and_the_result_follows_it():
    builder = ProgramBuilder(case="px-01")
    builder.stage = "chronic"
    assert builder.value["preset"] == "", "it is no longer the worked example"
    choices = {name: getattr(builder, name) for name in INPUTS}
    assert choices == {**{name: EXAMPLES["px-01"]["input"][name] for name in INPUTS}, "stage": "chronic"}
    assert builder.view["for"] == choices
    assert list(builder.result["exercise_id"]) == [one.exercise_id for one in program(**choices).exercises]
    builder.stage = "acute"
    assert ProgramBuilder(case="px-01", stage="chronic").view == {**builder.view, **builder._view(choices)}


def test_no_later_answer_brings_back_what_a_contraindication_took_out():
    builder = ProgramBuilder(case="px-10")
    assert "vertebral-fracture-old" in builder.precaution
    taken = {one for one, rule in builder.program.left_out.items() if rule.layer == "precaution"}
    assert {"knee-to-chest-double", "partial-sit-up"} <= taken
    for goal in ([], ["sport"], ["lift", "bend-and-dress"]):
        for stage in ("acute", "chronic", "prevention"):
            builder.value = {**builder.value, "goal": goal, "stage": stage, "direction_preference": "prefers-flexion"}
            assert taken.isdisjoint(builder.result["exercise_id"])
    builder.precaution = ["unstable-heart-disease"]
    assert builder.result.empty
    assert "Stop: medical clearance first" in builder.twin()


def test_the_screen_stands_first_and_a_stop_leaves_nothing():
    builder = ProgramBuilder()
    assert builder.data["gate"]["items"]
    assert builder.value["gate"] == "", "nobody has asked yet"
    assert builder.twin().index("screen first") < builder.twin().index("1. ")
    builder.value = {**builder.value, "gate": "stop"}
    assert builder.result.empty
    assert "<img" not in builder.twin()
    assert builder.data["gate"]["stopped"] in unescape(builder.twin())
    assert repr(builder).endswith("stopped by the screen")


def test_nothing_is_committed_without_a_guess_and_a_preset_is_kept_only_while_it_holds():
    builder = ProgramBuilder()
    assert not builder.value["committed"]
    builder.value = {**builder.value, "committed": True}
    assert not builder.value["committed"], "there is no guess"
    builder.value = {**builder.value, "guess": ["strength", "relaxation"], "committed": True}
    assert builder.value["committed"]
    assert builder.value["guess"] == ["relaxation", "strength"], "in the order of the options"


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [
        ("stage", "acuet", 'no stage "acuet". Did you mean "acute"'),
        ("precaution", ["knees"], 'no precaution "knees"'),
        ("stage", ["acute", "chronic"], "Stage takes one word"),
        ("stage", 3, 'no stage "3"'),
        ("guess", ["yoga"], 'no guess "yoga"'),
        ("preset", "px-99", 'no worked example "px-99"'),
        ("gate", "maybe", 'no gate "maybe"'),
        ("stages", "acute", 'no control "stages"'),
    ],
)
def test_what_is_no_choice_is_refused_and_changes_nothing(name, word, says):
    builder = ProgramBuilder()
    before = dict(builder.value)
    with pytest.raises(ValueError, match=re.escape(says)):
        builder.value = {**builder.value, name: word}
    assert builder.value == before


def test_a_choice_from_the_browser_that_cannot_be_used_becomes_a_sentence(monkeypatch):
    monkeypatch.delenv("SPASMED_STRICT", raising=False)
    builder = ProgramBuilder()
    builder.set_state({"value": {**builder.value, "stage": "someday"}})
    assert 'no stage "someday"' in builder.problem
    assert builder.stage == "acute"


def test_a_page_without_a_kernel_carries_every_worked_example_and_an_own_choice():
    builder = ProgramBuilder(case="px-01", stage="chronic")
    with pages():
        kept = state(builder.html())
    assert set(kept["ahead"]) == {"", *EXAMPLES}
    assert kept["ahead"][""] == json.loads(json.dumps(builder.view))
    for own, view in kept["ahead"].items():
        if own:
            assert view["for"] == EXAMPLES[own]["input"]
            assert ("Stop: " in view["html"]) == bool(EXAMPLES[own]["expected"]["stop"])


def test_the_heading_says_what_it_is_for_and_never_offers_treatment():
    head = f"{ProgramBuilder().data['caption']} {ProgramBuilder().data['lead']}".lower()
    assert "invented patient" in head
    assert "nothing here is treatment for a real person" in head
    assert not re.search(r"enter your|your symptoms|receive", head)


def test_every_word_of_the_rules_has_a_label_of_its_own():
    for field in ProgramBuilder().data["fields"]:
        labels = [option["label"] for option in field["options"]]
        assert len(set(labels)) == len(labels)
        assert all(label[0].isupper() for label in labels), labels
