from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from spasmed.learning import bank
from spasmed.learning.progress import calibration, mastery, wilson
from spasmed.learning.record import Record
from spasmed.learning.schedule import Due, Schedule, due, mixed, rating

START = datetime(2026, 1, 1, tzinfo=UTC)


def answer(kept, name, item, day, success=True, confidence="Sure"):
    one = bank()[lambda f: f["id"] == item].iloc[0]
    kept.append({
        "id": name,
        "timestamp": (START + timedelta(days=day)).isoformat(),
        "object": {"id": item},
        "result": {"success": success},
        "context": {"lesson": one["lesson"], "objective": one["objective"], "confidence": confidence},
    })  # fmt: skip


@pytest.fixture
def kept(tmp_path):
    return Record.open(tmp_path / "home").start()


@pytest.mark.parametrize(
    ("correct", "confidence", "grade"),
    [
        (False, "Sure", 1),
        (False, None, 1),
        (True, "guessing", 2),
        (True, "Fairly sure", 3),
        (True, None, 3),
        (True, "sure", 4),
    ],
)
def test_a_rating_takes_sureness_into_account(correct, confidence, grade):
    assert rating(correct, confidence) == grade


def test_the_surer_the_later(kept):
    for item, success, confidence in [
        ("sm-001", True, "Sure"),
        ("sm-002", True, "Fairly sure"),
        ("sm-003", True, "Guessing"),
        ("sm-004", False, "Sure"),
    ]:
        answer(kept, item, item, 0, success, confidence)
    sure, fairly, guessing, wrong = (datetime.fromisoformat(card["due"]) for card in Schedule(kept).cards.values())
    assert wrong == guessing == START + timedelta(days=1), "tomorrow, and not again in the same hour"
    assert guessing < fairly < sure


def test_due_says_why(kept):
    answer(kept, "a", "sm-001", 0, success=False)
    assert Schedule(kept).due(START) == []
    (one,) = Schedule(kept).due(START + timedelta(days=4, minutes=5))
    assert one.item_id == "sm-001" and one.why == "3 days overdue, last time wrong"


def test_a_question_that_left_the_bank_is_not_due(kept):
    answer(kept, "a", "sm-001", 0)
    kept.append({"object": {"id": "gone"}, "timestamp": START.isoformat(), "result": {"success": False}})
    assert due(kept, START + timedelta(days=300)) == ["sm-001"]


def test_two_of_one_lesson_stand_in_a_row_only_when_it_cannot_be_avoided():
    found = [
        Due(f"{lesson}{n}", lesson, 9 - n, "") for lesson, many in (("a", 4), ("b", 2), ("c", 1)) for n in range(many)
    ]
    lessons = [one.lesson for one in mixed(found)]
    assert sorted(lessons) == list("aaaabbc")
    assert all(x != y for x, y in pairwise(lessons))
    assert [one.item_id for one in mixed(found[:4])] == ["a0", "a1", "a2", "a3"]


def test_cards_after_a_merge_are_those_of_all_answers_in_order_of_time(tmp_path):
    one, two, whole = (Record.open(tmp_path / name).start() for name in ("one", "two", "whole"))
    for n, day in enumerate([0, 1, 4, 5, 9, 20]):
        for kept in (whole, (one, two)[n % 2]):
            answer(kept, f"a{n}", "sm-001", day, success=n != 3)
    answer(one, "only", "sm-002", 2)
    answer(whole, "only", "sm-002", 2)
    one.merge(two.path)
    two.merge(one.path)
    assert Schedule(one).cards == Schedule(two).cards == Schedule(whole).cards
    kept_cards = [{said["id"]: said["card"] for said in kept.statements()} for kept in (one, two, whole)]
    assert kept_cards[0] == kept_cards[1] == kept_cards[2]
    answer(one, "next", "sm-001", 30)
    answer(whole, "next", "sm-001", 30)
    assert Schedule(one).cards == Schedule(whole).cards


def test_opening_reads_no_history_unless_it_was_merged(kept, monkeypatch):
    for n in range(5):
        answer(kept, f"a{n}", "sm-001", n)
    for reading in ("statements", "history"):
        monkeypatch.setattr(Record, reading, lambda *_: pytest.fail("the history was read"))
    assert Schedule(kept).cards["sm-001"]["answers"] == 5


def test_a_merge_leaves_nothing_to_replay(tmp_path, monkeypatch):
    one, two = (Record.open(tmp_path / name).start() for name in ("one", "two"))
    for n in range(6):
        answer((one, two)[n % 2], f"a{n}", "sm-001", n)
    one.merge(two.path)
    monkeypatch.setattr(Record, "history", lambda *_: pytest.fail("the history was read"))
    assert Schedule(one).cards["sm-001"]["answers"] == 6
    answer(one, "next", "sm-001", 30)
    assert Schedule(one).cards["sm-001"]["answers"] == 7


def test_answers_given_in_two_notebooks_in_the_same_moment_are_replayed(kept):
    answer(kept, "a", "sm-001", 0)
    card = dict(next(kept.statements())["card"])
    kept.append({
        "id": "b", "timestamp": (START + timedelta(days=1)).isoformat(), "object": {"id": "sm-001"},
        "result": {"success": False}, "card": card,
    })  # fmt: skip
    assert Schedule(kept).cards["sm-001"]["answers"] == 2
    answer(kept, "c", "sm-001", 2)
    assert list(kept.statements())[-1]["card"]["answers"] == 3


def decision(kept, day, success=True):
    kept.append({
        "timestamp": (START + timedelta(days=day)).isoformat(),
        "object": {"id": "sm-c01-week2"},
        "result": {"success": success},
        "context": {"lesson": "practice-cases", "case": "sm-c01", "version": "solo", "confidence": "sure"},
    })  # fmt: skip


def test_decisions_in_cases_count_for_calibration_and_nowhere_else(kept):
    later = START + timedelta(days=400)
    for day in range(3):
        answer(kept, f"a{day}", "sm-001", day)
    before, questions, sure = mastery(kept, later), due(kept, later), calibration(kept)
    for day in range(4, 7):
        decision(kept, day, success=False)
    assert due(kept, later) == questions == ["sm-001"]
    pd.testing.assert_frame_equal(mastery(kept, later), before)
    assert (sure["answered"].tolist(), calibration(kept)["answered"].tolist()) == ([3], [6])
    assert kept.frame()["case"].dropna().tolist() == ["sm-c01"] * 3


def test_a_note_on_an_answer_changes_no_count_and_no_schedule(kept):
    later = START + timedelta(days=400)
    answer(kept, "a", "sm-001", 0, success=False)
    before = mastery(kept, later), calibration(kept), Schedule(kept).cards
    kept.annotate("a", "I slipped")
    answers = kept.frame()
    after = mastery(kept, later, answers=answers), calibration(kept, answers=answers), Schedule(kept).cards
    for old, new in zip(before[:2], after[:2], strict=True):
        pd.testing.assert_frame_equal(old, new)
    assert before[2] == after[2]


def test_mastery_counts_the_last_answer_of_each_question(kept):
    assert mastery(kept).empty and calibration(kept).empty
    answer(kept, "a", "sm-001", 0, success=False)
    answer(kept, "b", "sm-001", 1)
    frame = mastery(kept, START + timedelta(days=400))
    objective = bank()[lambda f: f["id"] == "sm-001"].iloc[0]["objective"]
    row = frame[frame["objective"] == objective].iloc[0]
    assert (row["answered"], row["right"], row["due"], row["last_right"]) == (2, 1, 1, START + timedelta(days=1))
    assert 0 < row["mastery"] <= 1
    assert set(frame["state"]) == {"new", row["state"]} and row["state"] in {"learning", "steady"}
    assert (frame[frame["state"] == "new"]["answered"] == 0).all()


def test_an_objective_is_steady_when_its_questions_will_be_remembered_for_three_weeks(kept):
    objective = bank()[lambda f: f["id"] == "sm-001"].iloc[0]["objective"]
    items = bank().query("objective == @objective")["id"]
    for item in items:
        answer(kept, f"first {item}", item, 0, confidence="Fairly sure")
    state = lambda: mastery(kept, START).set_index("objective").loc[objective, "state"]  # noqa: E731
    assert state() == "learning"
    for n, day in enumerate((3, 14, 60)):
        for item in items:
            answer(kept, f"{n} {item}", item, day, confidence="Fairly sure")
    assert state() == "steady"


def test_calibration_has_a_row_for_each_level_given(kept):
    for n in range(10):
        answer(kept, f"a{n}", "sm-001", n, success=n < 8, confidence="Sure")
    (row,) = calibration(kept).to_dict("records")
    assert (row["confidence"], row["answered"], row["correct"]) == ("sure", 10, 0.8)


@pytest.mark.parametrize(("right", "answered"), [(81, 263), (15, 148), (1, 29), (0, 20), (20, 20)])
def test_a_wilson_bound_is_a_share_from_which_the_answers_lie_just_1_96_standard_errors_away(right, answered):
    seen = right / answered
    for bound in wilson(right, answered):
        error = (bound * (1 - bound) / answered) ** 0.5
        assert abs(seen - bound) == pytest.approx(1.96 * error, rel=1e-3, abs=1e-9)
    low, high = wilson(right, answered)
    assert 0 <= low <= seen <= high <= 1
    assert high > low
