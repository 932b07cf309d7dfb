"""What the record hears of an answer: its duration, the kind of slip, and where it belongs."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from spasmed.learning.record import Record, RecordError
from spasmed.widgets._kept import Keeper
from spasmed.widgets._step import Mark, Step

STEP = Step(id="sm-001", kind="single", stem="?", options=[("a", "A")])
WRONG = Mark(tone="wrong", title="Not right.", credit=0)


def given(slip="", **more):
    return {"response": "a", "confidence": "Sure", "slip": slip, **more}


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "home"))
    return Record.open().start()


def kinds(record):
    return record.frame()["error_kind"].fillna("").tolist()


def test_how_long_an_answer_took_is_kept_as_iso_8601(record):
    keeper = Keeper()
    for seconds in ({"seconds": 12.3}, {"seconds": 0}, {}):
        assert keeper.keep(STEP, given(**seconds), WRONG) == ""
    durations = [said["result"].get("duration") for said in record.statements()]
    assert durations == ["PT12.3S", None, None]
    assert record.frame()["duration"][0] == timedelta(seconds=12.3)


def test_a_slip_said_after_the_answer_is_noted_once_and_the_last_one_holds(record):
    keeper = Keeper()
    keeper.keep(STEP, given(), WRONG)
    for slip in ("I slipped", "I slipped", "I misread the question"):
        assert keeper.explain(STEP, given(slip)) == ""
    assert kinds(record) == ["I misread the question"]
    assert [said["verb"] for said in record.statements()] == ["answered", "annotated", "annotated"]


def test_a_slip_that_came_with_the_answer_needs_no_note(record):
    keeper = Keeper()
    keeper.keep(STEP, given("I slipped"), WRONG)
    keeper.explain(STEP, given("I slipped"))
    assert kinds(record) == ["I slipped"]
    assert len(list(record.statements())) == 1


def test_a_slip_is_that_of_the_latest_attempt(record):
    keeper = Keeper()
    keeper.keep(STEP, given(), WRONG)
    keeper.explain(STEP, given("I slipped"))
    keeper.keep(STEP, given(), WRONG)
    keeper.explain(STEP, given("I slipped"))
    keeper.explain(STEP, given("I misread the question"))
    assert kinds(record) == ["I slipped", "I misread the question"]


def test_nothing_is_noted_of_an_answer_that_was_not_kept(record):
    keeper = Keeper()
    keeper.keep(STEP, given(), WRONG)
    record.stop()
    keeper.keep(STEP, given(), WRONG)  # the record was off: this attempt is not in it
    record.start()
    assert keeper.explain(STEP, given("I slipped")) == ""
    assert kinds(record) == [""]


def test_a_disk_that_refuses_a_note_is_a_sentence(monkeypatch):
    def full(*_):
        raise RecordError("The disk is full.")

    keeper = Keeper()
    keeper.keep(STEP, given(), WRONG)
    monkeypatch.setattr(Record, "annotate", full)
    assert keeper.explain(STEP, given("I slipped")) == "The disk is full."


def test_about_says_where_an_answer_belongs(record):
    Keeper().keep(STEP, given(), WRONG)
    case = {"lesson": "practice-cases", "case": "sm-c01", "version": "solo"}
    decided = Step(id="sm-c01-week2", kind="single", stem="?", options=[("a", "A")])
    Keeper(lambda _: case).keep(decided, given(), WRONG)
    question, decision = record.frame().to_dict("records")
    assert question["lesson"] == "what-is-spasm" and question["objective"]
    assert {name: decision[name] for name in case} == case
    assert decision["item_id"] == "sm-c01-week2" and pd.isna(decision["objective"])
