"""Outcome instruments against the test vectors of the course, and what they refuse."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmed.reasoning import _instruments, change, instruments, score
from spasmed.reasoning._scorers import BOTHERED, SCORERS, START_BACK
from spasmed.tables import SpasmedError, load, story

VECTORS = {record["instrument_id"]: record["vectors"] for record in story("instrument_tests")["instruments"]}
FLAT = [
    pytest.param(instrument, vector, id=f"{instrument}-{number}")
    for instrument, vectors in VECTORS.items()
    for number, vector in enumerate(vectors, 1)
]
# What a vector calls a result -> where it stands in a Score.
SCORED = {"total": "value", "group": "band", "mic": "mic"}


def is_change(given: Any) -> bool:
    return isinstance(given, dict) and "w0" in given


@pytest.mark.parametrize(("instrument", "vector"), FLAT)
def test_a_vector_gives_its_result(instrument: str, vector: dict[str, Any]) -> None:
    given, want = vector["in"], vector["out"]
    if want == "error":
        with pytest.raises(SpasmedError):
            score(instrument, answers=given)
    elif is_change(given):
        before, after = given.values()
        got = change(instrument, before=before, after=after)
        names = {"pct": "percent"}
        assert {key: getattr(got, names.get(key, key)) for key in want} == want
    elif isinstance(want, dict):
        found = score(instrument, answers=given)
        assert {key: getattr(found, SCORED[key]) if key in SCORED else found.parts[key] for key in want} == want
    else:
        assert score(instrument, answers=given).value == want


@pytest.mark.parametrize("instrument", SCORERS)
def test_every_scorer_has_vectors(instrument: str) -> None:
    assert VECTORS[instrument]


def test_an_instrument_whose_rule_was_only_remembered_is_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(name: str, *, unverified: bool = False) -> pd.DataFrame:
        rows = load(name, unverified=unverified)
        return rows if unverified else rows[rows["id"] != "odi"]

    monkeypatch.setattr(_instruments, "load", forgotten)
    with pytest.raises(SpasmedError, match="ODI is not scored here: its scoring rule was remembered"):
        score("odi", answers=[1] * 10)


def test_the_words_of_an_answer_are_those_of_the_table_and_so_are_the_ones_that_count() -> None:
    (row,) = [row for row in load("instruments").to_dict("records") if row["id"] == "start-back"]
    assert row["item_scale"].endswith(f"in words: {', '.join(BOTHERED)}")
    answers: dict[str, Any] = dict.fromkeys(START_BACK[:-1], 0)
    for word in BOTHERED:
        counts = score("start-back", answers={**answers, "bother": word}).value == 1
        assert counts == (f'"{word}"' in row["scoring_rule"])


def test_every_instrument_that_was_read_has_a_scorer_and_no_other_has() -> None:
    assert set(SCORERS) == set(instruments()["id"])
    assert set(VECTORS) == set(load("instruments", unverified=True)["id"])


@pytest.mark.parametrize(
    ("percent", "band"),
    [(20, "minimal"), (40, "moderate"), (60, "severe"), (80, "very severe")],
)
def test_a_band_of_the_odi_ends_where_the_form_says(percent: int, band: str) -> None:
    at = [5] * (percent // 10) + [0] * (10 - percent // 10)
    assert score("odi", answers=at).band == band
    assert score("odi", answers=[*at[:-1], 1]).band != band


def test_missing_answers_are_said_with_the_rule() -> None:
    assert score("odi", answers=[1] * 9 + [None]).missing == "1 unanswered: scored from 9 sections"
    assert score("rmdq", answers=[1] * 4 + [None] * 20).missing == "20 blank: counted as not ticked"
    assert score("psfs", answers=[4, None, 6]).value == 5
    unknown = score("asas-ibp", answers=[1, 1, 1, None, 0])
    assert (unknown.parts["present"], unknown.missing) == (None, "1 unknown: from 3 to 4 criteria")


@pytest.mark.parametrize(
    ("instrument", "answers", "sentence"),
    [
        ("odi", [1] * 9, "these are 9 answers, and the form has 10"),
        ("odi", [6, *[0] * 9], "section 1 is 6. Give a number from 0 to 5."),
        ("odi", [True, *[0] * 9], "section 1 is True"),
        ("fabq-pa", {"2": 1, "3": 1, "4": 1}, "no answer to item 5"),
        ("fabq-w", [None] * 16, "no answer to item 6, 7, 9, 10, 11, 12, 15"),
        ("start-back", [1] * 9, "give the answers by name, since forms differ in order"),
        ("start-back", {"legs": 1}, 'Did you mean "leg"?'),
        ("groc", 3, "name the scale beside the answer"),
        ("groc", {"value": 6, "scale": 11}, "Give a number from -5 to 5."),
        ("rmdq", 3.5, "Give a whole number"),
        ("nprs", float("nan"), "Give a number from 0 to 10."),
        ("qbpds", [1, None, *[1] * 18], "no answer to activity 2. The form asks to skip none."),
        ("qbpds", [1] * 19, "these are 19 answers, and the form has 20"),
        ("odii", [1] * 10, 'Did you mean "odi"?'),
    ],
)
def test_answers_that_cannot_be_scored_are_refused_in_a_sentence(instrument: str, answers: Any, sentence: str) -> None:
    with pytest.raises(SpasmedError) as caught:
        score(instrument, answers=answers)
    assert sentence in str(caught.value)


def test_a_percent_is_not_defined_at_a_first_score_of_0() -> None:
    got = change("nprs", before=0, after=3)
    assert (got.percent, got.mic, got.mdc) == (None, False, True)
    assert "percent not defined" in str(got)


def test_no_change_is_said_without_a_minus_and_numbers_of_a_frame_are_numbers() -> None:
    told = pd.Series([7, 7])
    assert str(change("nprs", before=told[0], after=told[1])).startswith("NPRS: +0 points, 0% better")


def test_a_change_for_the_worse_is_never_an_important_improvement() -> None:
    got = change("nprs", before=3, after=7)
    assert (got.change, got.mic, got.mdc) == (4, False, True)
    assert "% worse" in str(got)


def test_either_points_or_percent_reach_the_important_change_and_the_detectable_one_is_asked_apart() -> None:
    by_points, by_percent = change("nprs", before=10, after=8), change("nprs", before=2, after=1)
    assert (by_points.mic, by_points.percent) == (True, 20)
    assert (by_percent.mic, by_percent.mdc) == (True, False)


def test_where_no_threshold_was_read_none_is_made_up() -> None:
    assert change("rmdq", before=14, after=9).mdc is None
    assert change("psfs", before=3, after=5).mic is True


def test_a_change_takes_answers_and_wants_the_same_activities() -> None:
    with pytest.raises(SpasmedError, match="Follow the same ones"):
        change("psfs", before=[2, 4, 3], after=[6, 7])
    with pytest.raises(SpasmedError, match="before is 11"):
        change("nprs", before=11, after=4)
    with pytest.raises(SpasmedError, match="not compared before and after"):
        change("start-back", before=4, after=2)


@given(
    st.lists(st.integers(0, 5) | st.none(), min_size=10, max_size=10).filter(lambda a: any(x is not None for x in a))
)
def test_the_odi_stays_in_its_range_and_grows_with_every_answer(answers: list[int | None]) -> None:
    got = score("odi", answers=answers)
    assert got.low <= got.value <= got.high
    assert got.band
    worse = [a if a is None else min(5, a + 1) for a in answers]
    assert score("odi", answers=worse).value >= got.value


def test_a_score_and_a_change_as_a_frame_have_their_sources() -> None:
    known = set(load("sources")["id"])
    for row in (score("odi", answers=[1] * 10).frame(), change("nprs", before=7, after=4).frame()):
        assert len(row) == 1
        assert set(next(iter(row["source_ids"]))) <= known
    assert str(score("odi", answers=[2] * 10)) == "ODI 40 of 0 to 100, moderate"


def test_the_first_number_of_a_threshold_in_words_is_the_number_the_scorer_uses() -> None:
    for row in load("instruments", unverified=True).to_dict("records"):
        for words, points in (("mdc", "mdc_points"), ("mcid", "mic_points")):
            if row[points] == row[points]:  # not empty
                assert row[words].startswith((f"{row[points]:g} point", f"{row[points]:g} percentage point"))
