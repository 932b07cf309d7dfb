"""Every question of the bank marked right and wrong, and the rules of partial credit."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmed.learning import every_response, item, mark, options
from spasmed.learning._shuffle import right
from spasmed.learning.marking import key
from spasmed.tables import SpasmedError, story

ITEMS: list[dict[str, Any]] = story("items")["items"]


def of_kind(*kinds: str) -> list[dict[str, Any]]:
    return [record for record in ITEMS if record["type"] in kinds]


def named(record: dict[str, Any]) -> str:
    return str(record["id"])


def right_answer(record: dict[str, Any]) -> Any:
    return record["answer"]["value"] if record["type"] == "numeric" else list(right(record))


@pytest.mark.parametrize("record", ITEMS, ids=named)
def test_the_right_answer_earns_everything_and_its_reason(record: dict[str, Any]) -> None:
    found = mark(record, right_answer(record))
    assert (found.correct, found.credit, found.right) == (True, 1.0, ())
    assert found.source_ids == tuple(record["source_ids"])
    reasons = (
        [record["feedback"]] if "feedback" in record else [o["feedback"] for o in record["options"] if o["correct"]]
    )
    assert len(found.says) == len(reasons)


@pytest.mark.parametrize("record", of_kind("single"), ids=named)
def test_each_wrong_option_gets_its_own_reason_and_the_right_one(record: dict[str, Any]) -> None:
    best = next(o for o in record["options"] if o["correct"])
    for option in record["options"]:
        found = mark(record, option["id"])
        assert found.says == (option["feedback"],)
        assert (found.correct, found.credit) == (option["correct"], float(option["correct"]))
        if not option["correct"]:
            assert found.right[0].startswith(best["text"].rstrip("."))
            assert not any(praise in found.right[0] for praise in (". Right. ", ". Yes. "))


@pytest.mark.parametrize("record", ITEMS, ids=named)
def test_no_sentence_ends_twice(record: dict[str, Any]) -> None:
    ahead = every_response(record)
    found = [*ahead.marks.values(), *(band for _, _, band in ahead.bands), *filter(None, [ahead.otherwise])]
    for sentence in {one for marked in found for one in (*marked.says, *marked.right)}:
        assert not re.search(r"""[.!?][)'"’”]*\s*[.!?]""", sentence)


@pytest.mark.parametrize("record", of_kind("numeric"), ids=named)
def test_each_common_wrong_number_gets_its_own_reason_and_the_right_one(record: dict[str, Any]) -> None:
    for error in record["common_errors"]:
        found = mark(record, error["value"])
        assert (found.correct, found.credit, found.says) == (False, 0.0, (error["feedback"],))
        assert found.right[1] == record["feedback"]
    unheard = mark(record, 1e6)
    assert (unheard.correct, unheard.says) == (False, ())


@pytest.mark.parametrize("record", of_kind("multiple"), ids=named)
def test_choosing_everything_or_only_wrong_options_earns_little(record: dict[str, Any]) -> None:
    ids = [o["id"] for o in record["options"]]
    wrong = [o["id"] for o in record["options"] if not o["correct"]]
    keys = len(ids) - len(wrong)
    assert mark(record, wrong) == mark(record, wrong[::-1])
    assert mark(record, wrong).credit == 0
    assert mark(record, ids).credit == max(0, keys - len(wrong)) / keys
    assert not mark(record, ids).correct


@pytest.mark.parametrize(
    ("response", "credit", "chosen", "missed"),
    [("a,c,e", 1, 3, 0), ("c", 1 / 3, 1, 2), ("a,c", 2 / 3, 2, 1), ("a,b,c", 1 / 3, 3, 1), ("b,d", 0, 2, 3)],
)
def test_several_options_by_hand(response: str, credit: float, chosen: int, missed: int) -> None:
    found = mark(item("sm-004"), response)  # the right ones are a, c, e of five
    assert found.credit == pytest.approx(credit)
    assert (len(found.says), len(found.right)) == (chosen, missed)
    assert found.correct == (credit == 1)


ORDER = {
    "id": "x",
    "type": "ordering",
    "sequence": ["Wash", "Peel", "Cut", "Cook", "Eat"],
    "feedback": "Dirt first.",
    "source_ids": ["editorial"],
}


@pytest.mark.parametrize(
    ("steps", "credit"),
    [
        ("Wash Peel Cut Cook Eat", 1),
        ("Peel Wash Cut Cook Eat", 3 / 4),
        ("Eat Wash Peel Cut Cook", 3 / 4),
        ("Peel Wash Cut Eat Cook", 2 / 4),
        ("Eat Cook Cut Peel Wash", 0),
    ],
)
def test_an_order_earns_the_share_of_neighbors_in_order(steps: str, credit: float) -> None:
    letters = {text: name for name, text in options(ORDER)}
    found = mark(ORDER, [letters[step] for step in steps.split()])
    assert (found.credit, found.correct) == (credit, credit == 1)
    if credit < 1:
        assert found.says[0].startswith(f"{credit * 4:.0f} of 4 ")
        assert found.right[0] == "1. Wash"
        assert found.right[-1] == "Dirt first."


def test_the_letters_of_an_order_do_not_tell_it() -> None:
    assert [text for _, text in options(ORDER)] == sorted(ORDER["sequence"])


@pytest.mark.parametrize(
    ("written", "correct"),
    [
        (35.6, True),
        (35.7, True),  # 35.6 + 0.1, which in binary falls short of 35.7
        (35.5, True),
        (35.71, False),
        (35.49, False),
        ("35.6", True),
        ("35,6", True),
        (" 35.6 % ", True),
        ("35.6percent", True),
        ("+35.6", True),
        ("\N{MINUS SIGN}35.6", False),
        ("36", False),
    ],
)
def test_a_number_as_hands_write_it(written: str | float, correct: bool) -> None:
    assert mark(item("sm-042"), written).correct is correct  # 35.6 % within 0.1


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "is not a number"),
        ("about 36", "is not a number"),
        ("35.6.1", "is not a number"),
        ("35 6", "is not a number"),
        (float("nan"), "is not a number"),
        (float("inf"), "is not a number"),
        (True, "is not a number"),
        (["35.6"], "is not a number"),
        ("35.6 points", 'asked in %, not in "points"'),
        ("35,600", "Write 35600 or 35.600"),
    ],
)
def test_what_is_no_number_of_this_question_is_said_and_not_marked(written: Any, says: str) -> None:
    with pytest.raises(SpasmedError) as raised:
        mark(item("sm-042"), written)
    assert says in str(raised.value)


def test_a_comma_after_zero_is_a_decimal_comma() -> None:
    assert mark(item("st-045"), "0,570").correct  # 0.57


@pytest.mark.parametrize(
    ("name", "response", "says"),
    [
        ("sm-001", "z", 'no option "z"'),
        ("sm-001", "", "no option"),
        ("sm-001", 2, 'no option "2"'),
        ("sm-001", "a,b", "is one option"),
        ("sm-004", [], "at least one option"),
        ("sm-004", ["a", "a"], "names an option twice"),
        ("sm-026", ["a", "b"], "needs all of its 5 steps"),
    ],
)
def test_what_is_no_answer_is_said_and_not_marked(name: str, response: Any, says: str) -> None:
    with pytest.raises(SpasmedError) as raised:
        mark(item(name), response)
    assert says in str(raised.value)


# -- marked ahead


@pytest.mark.parametrize("record", of_kind("single", "multiple", "ordering"), ids=named)
def test_what_is_marked_ahead_is_what_is_marked(record: dict[str, Any]) -> None:
    ahead = every_response(record)
    several, n = record["type"] == "multiple", len(options(record))
    if record["type"] != "ordering":
        assert len(ahead.marks) == (2**n - 1 if several else n)
    assert ahead.otherwise is None
    assert [name for name, found in ahead.marks.items() if found.correct] == [key(record, right(record))]
    for name in list(ahead.marks)[:: max(1, len(ahead.marks) // 40)]:
        assert ahead.marks[name] == mark(record, name)


@pytest.mark.parametrize("record", of_kind("numeric"), ids=named)
def test_every_number_falls_in_the_band_it_is_marked_by(record: dict[str, Any]) -> None:
    ahead = every_response(record)
    assert ahead.otherwise == mark(record, -1e6)
    for low, high, expected in ahead.bands:
        for number in (low, (low + high) / 2, high):
            assert mark(record, number) == expected
    edges = sorted((low, high) for low, high, _ in ahead.bands)
    assert all(high < low for (_, high), (low, _) in pairwise(edges))


def test_an_order_too_long_to_mark_ahead_knows_its_right_answer() -> None:
    record = {**ORDER, "sequence": list("HGFEDCBA")}
    ahead = every_response(record)
    assert list(ahead.marks) == [key(record, right(record))]
    assert ahead.otherwise is not None
    assert (ahead.otherwise.credit, ahead.otherwise.correct) == (0, False)


def a_choice(record: dict[str, Any]) -> st.SearchStrategy[list[str]]:
    ids = [name for name, _ in options(record)]
    return (
        st.permutations(ids)
        if record["type"] == "ordering"
        else st.lists(st.sampled_from(ids), min_size=1, unique=True)
    )


@given(st.sampled_from(of_kind("multiple", "ordering")).flatmap(lambda r: st.tuples(st.just(r), a_choice(r))))
def test_credit_is_between_0_and_1_and_1_is_correct(drawn: tuple[dict[str, Any], list[str]]) -> None:
    record, response = drawn
    found = mark(record, response)
    assert 0 <= found.credit <= 1
    in_order = record["type"] == "ordering"
    same = list(right(record)) == response if in_order else set(right(record)) == set(response)
    assert found.correct == (found.credit == 1) == same
    missed = not same if in_order else not set(right(record)) <= set(response)
    assert bool(found.right) == missed
