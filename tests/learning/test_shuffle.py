"""The order in which options are shown: a permutation, the same for one seed, new at every attempt."""

from __future__ import annotations

from math import factorial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from spasmed.learning import item, options, shuffled
from spasmed.learning._shuffle import right
from spasmed.tables import story

WITH_OPTIONS = [record for record in story("items")["items"] if record["type"] != "numeric"]
records = st.sampled_from(WITH_OPTIONS)
attempts = st.integers(0, 10_000)


@given(records, st.text(), attempts)
def test_it_is_a_permutation_and_stays(record: dict[str, Any], seed: str, attempt: int) -> None:
    shown = shuffled(record, seed=seed, attempt=attempt)
    assert sorted(shown) == sorted(options(record))
    assert shown == shuffled(record, seed=seed, attempt=attempt)


@given(records, st.text(), attempts)
def test_the_next_attempt_differs(record: dict[str, Any], seed: str, attempt: int) -> None:
    assert shuffled(record, seed=seed, attempt=attempt) != shuffled(record, seed=seed, attempt=attempt + 1)


@given(records)
def test_different_seeds_give_different_orders(record: dict[str, Any]) -> None:
    assert len({shuffled(record, seed=str(seed)) for seed in range(40)}) > 10


def test_no_order_comes_back_before_all_were_seen() -> None:
    record = item("sm-001")  # four options
    seen = {shuffled(record, attempt=attempt) for attempt in range(factorial(4))}
    assert len(seen) == factorial(4)


def test_the_right_option_stands_everywhere_equally_often() -> None:
    record = item("sm-001")
    places = [
        next(n for n, (name, _) in enumerate(shuffled(record, attempt=a)) if name in right(record))
        for a in range(factorial(4))
    ]
    assert [places.count(n) for n in range(4)] == [6, 6, 6, 6]


@given(st.sampled_from([r for r in WITH_OPTIONS if r["type"] == "ordering"]), st.text(), attempts)
def test_steps_to_be_ordered_never_stand_in_order(record: dict[str, Any], seed: str, attempt: int) -> None:
    assert tuple(name for name, _ in shuffled(record, seed=seed, attempt=attempt)) != right(record)


def test_the_order_is_the_same_on_every_machine() -> None:
    assert "".join(name for name, _ in shuffled(item("sm-001"), seed="class of 2026")) == "abcd"


def test_a_number_has_no_options() -> None:
    assert shuffled(item("sm-005")) == ()
