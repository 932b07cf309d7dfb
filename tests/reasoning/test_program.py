"""The program builder: the worked examples, and what must hold for any patient one could invent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmed.reasoning import Program, program, program_words
from spasmed.reasoning._program import SEVERAL
from spasmed.tables import SpasmedError, load, story

EXAMPLES = {example["id"]: example for example in story("program_examples")["examples"]}
Words = dict[str, Any]
WORDS = program_words()
FLAGS = WORDS["red_flag_urgency"]
STOPPING = {"emergency-same-day", "urgent-days"}
inputs = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from(words), max_size=3, unique=True) if name in SEVERAL else st.sampled_from(words)
        for name, words in WORDS.items()
    }
)
safe = inputs.filter(
    lambda said: STOPPING.isdisjoint(said["red_flag_urgency"]) and "unstable-heart-disease" not in said["precaution"]
)


def ids(made: Program) -> list[str]:
    return [one.exercise_id for one in made.exercises]


def made(example: str) -> tuple[Program, Words]:
    return program(**EXAMPLES[example]["input"]), EXAMPLES[example]["expected"]


def test_there_are_twelve_worked_examples() -> None:
    assert len(EXAMPLES) == 12


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_gives_its_exercises_in_order(example: str) -> None:
    got, want = made(example)
    assert ids(got) == [row["exercise_id"] for row in want["exercises"]]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_gives_its_doses(example: str) -> None:
    got, want = made(example)
    for one, row in zip(got.exercises, want["exercises"], strict=True):
        dose = {name: str(size) for name, size in vars(one.dose).items() if size is not None}
        assert dose == {name: str(size) for name, size in row["dose"].items() if size != ""}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_says_why_and_what_comes_before_and_after(example: str) -> None:
    got, want = made(example)
    for one, row in zip(got.exercises, want["exercises"], strict=True):
        assert list(one.because) == row["because"]
        assert (one.next_step, one.step_back) == (row["next_step"], row["step_back"])


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_leaves_out_what_it_must_and_says_by_which_rule(example: str) -> None:
    got, want = made(example)
    assert {e: got.left_out[e].id for e in want["must_leave_out"]} == want["must_leave_out"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_stops_notes_and_caps_as_written(example: str) -> None:
    got, want = made(example)
    stop = (got.stop.target, got.stop.id) if got.stop else (None, None)
    assert stop == (want["stop"], want["stop_rule"])
    assert [note.target for note in got.notes] == want["notes"]
    assert got.most == want["max_exercises"]


@given(safe)
def test_at_most_five_exercises_none_twice_and_none_that_was_left_out(said: Words) -> None:
    got = program(**said)
    assert got.most is not None
    assert len(ids(got)) <= got.most <= 5
    assert len(set(ids(got))) == len(ids(got))
    assert set(ids(got)).isdisjoint(got.left_out)


@given(safe)
def test_every_exercise_has_a_rule_a_dose_a_stop_sign_and_sources(said: Words) -> None:
    known = set(load("sources")["id"])
    for one in program(**said).exercises:
        assert one.rules
        assert all(one.reasons)
        assert len(one.reasons) == len(one.because)
        assert one.stop_sign
        assert one.dose.minutes or (one.dose.sets and one.dose.reps)
        assert set(one.source_ids) <= known
        assert one.source_ids


@given(safe)
def test_walking_stays_unless_a_rule_leaves_it_out(said: Words) -> None:
    got = program(**said)
    assert ("walking" in ids(got)) != ("walking" in got.left_out)


@given(safe)
def test_an_empty_program_is_said_aloud(said: Words) -> None:
    got = program(**said)
    aloud = [note.id for note in got.notes if note.action == "fallback"]
    assert bool(aloud) == (not got.exercises)


@given(inputs, st.sampled_from(sorted(STOPPING)))
def test_an_urgent_finding_always_stops_whatever_else_is_said(said: Words, finding: str) -> None:
    got = program(**{**said, "red_flag_urgency": [*said["red_flag_urgency"], finding]})
    assert got.stop
    assert got.stop.layer == "screen"
    assert not got.exercises


@given(inputs)
def test_a_screen_that_was_not_done_stops(said: Words) -> None:
    got = program(**{**said, "red_flag_urgency": None})
    assert got.stop
    assert got.stop.target == "screen first"
    assert got.frame().empty


@given(safe, st.sampled_from([word for word in WORDS["precaution"] if word not in ("none", "unstable-heart-disease")]))
def test_one_more_precaution_never_brings_an_exercise_back(said: Words, precaution: str) -> None:
    before = program(**said)
    after = program(**{**said, "precaution": [*said["precaution"], precaution]})
    assert set(before.left_out) <= set(after.left_out)
    assert set(ids(after)).isdisjoint(before.left_out)


@given(safe)
def test_what_a_precaution_takes_out_stays_out_whatever_the_other_inputs(said: Words) -> None:
    plain = program(stage="prevention", irritability="low", cause="age", red_flag_urgency=[])
    named = program(**{**plain_inputs(plain), "precaution": said["precaution"]})
    by_precaution = {e for e, rule in named.left_out.items() if rule.layer == "precaution"}
    assert by_precaution.isdisjoint(ids(program(**said)))


def plain_inputs(made: Program) -> Words:
    return {name: words for name, words in made.inputs.items() if name in WORDS}


@given(safe)
def test_the_order_in_which_precautions_are_said_does_not_matter(said: Words) -> None:
    turned = {**said, "precaution": said["precaution"][::-1], "goal": said["goal"][::-1]}
    assert program(**turned) == program(**said)


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_would_change_the_choice_is_what_the_changed_inputs_give(example: str) -> None:
    got, _ = made(example)
    rows = got.changes.to_dict("records")
    assert rows
    for row in rows:
        again = program(**{**plain_inputs(got), row["input"]: row["instead"].split(" | ")})
        assert set(row["comes_in"]) == set(ids(again)) - set(ids(got))
        assert set(row["goes_out"]) == set(ids(got)) - set(ids(again))
        assert row["stops"] == (again.stop.target if again.stop and again.stop != got.stop else "")
        assert row["rule_ids"]


def test_a_change_that_is_not_listed_alters_nothing() -> None:
    got, _ = made("px-05")
    listed = {(row["input"], row["instead"]) for row in got.changes.to_dict("records")}
    assert ("precaution", "unstable-heart-disease") in listed
    assert ("precaution", "numb-skin") not in listed
    assert program(**{**plain_inputs(got), "precaution": ["numb-skin"]}).exercises == got.exercises


def test_a_position_counts_where_an_exercise_starts_and_a_direction_wherever_it_goes() -> None:
    rows = load("exercises").to_dict("records")
    made = program(
        stage="prevention",
        irritability="low",
        cause="age",
        red_flag_urgency=[],
        precaution="cannot-lie-prone",
        direction_preference="rotation-provokes",
    )
    by_rule = {rule: {e for e, by in made.left_out.items() if by.id == rule} for rule in ("pr-011", "pr-031")}
    prone = {row["id"] for row in rows if row["positions"][0] == "prone"}
    assert by_rule["pr-011"] == prone
    assert by_rule["pr-031"] == {row["id"] for row in rows if "rotation" in row["directions"]} - prone


def test_the_frame_has_a_row_an_exercise_with_muscles_and_words() -> None:
    got, _ = made("px-01")
    frame = got.frame()
    assert list(frame["exercise_id"]) == ids(got)
    assert frame.loc[0, "dose"] == "2 sets of 10, hold 5 s; 1-3 times/day"
    assert list(frame["dose"])[2].startswith("10 minutes; ")
    assert frame.loc[0, "rule_ids"] == ("pr-054",)
    assert (frame["strengthens"] + frame["stretches"] + frame["stabilizes"]).map(len).gt(0).all()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"precaution": "osteoporsis"}, 'no precaution "osteoporsis". Did you mean "osteoporosis"?'),
        ({"stage": "acut"}, 'Did you mean "acute"?'),
        ({"stage": ["acute", "chronic"]}, "stage takes one word, and this is acute, chronic."),
        ({"irritability": None}, "irritability takes one word, and this is nothing."),
        ({"cause": "postur"}, 'Did you mean "Posture"?'),
    ],
)
def test_a_wrong_word_is_a_sentence(wrong: Words, sentence: str) -> None:
    right: Words = {"stage": "acute", "irritability": "low", "cause": "age", "red_flag_urgency": []}
    with pytest.raises(SpasmedError) as caught:
        program(**{**right, **wrong})
    assert sentence in str(caught.value)


def test_a_cause_may_be_named_as_the_article_does() -> None:
    said: Words = {"stage": "acute", "irritability": "low", "red_flag_urgency": "none"}
    assert program(cause="Poor Posture", **said) == program(cause="poor-posture", **said)


def test_a_program_cannot_be_changed() -> None:
    got, _ = made("px-01")
    with pytest.raises(AttributeError):
        got.stop = None  # type: ignore[misc]
    with pytest.raises(TypeError):
        del got.left_out["plank"]  # type: ignore[attr-defined]
