"""The item bank as a table, filtered."""

from __future__ import annotations

from typing import Any

import pytest

from spasmed.learning import bank, item, lesson
from spasmed.learning.bank import COLUMNS
from spasmed.tables import SpasmedError, story


def test_without_a_filter_it_is_the_whole_bank_in_order() -> None:
    whole = bank()
    assert list(whole.columns) == list(COLUMNS)
    assert list(whole["id"]) == [record["id"] for record in story("items")["items"]]
    first = whole.iloc[0]
    assert first["tags"] == tuple(item(first["id"])["tags"])
    assert first["kind"] == item(first["id"])["type"]


@pytest.mark.parametrize(
    ("asked", "column", "words"),
    [
        ({"lesson": "screening"}, "lesson", {"screening"}),
        ({"lesson": ["screening", "symptoms"]}, "lesson", {"screening", "symptoms"}),
        ({"bloom": "evaluate"}, "bloom", {"evaluate"}),
        ({"kind": "numeric"}, "kind", {"numeric"}),
    ],
)
def test_a_filter_keeps_what_it_says_and_all_of_it(asked: dict[str, Any], column: str, words: set[str]) -> None:
    kept, whole = bank(**asked), bank()
    assert set(kept[column]) == words
    assert len(kept) == whole[column].isin(words).sum()


def test_a_tag_is_one_of_several() -> None:
    kept = bank(tag="red-flag", kind="numeric")
    assert len(kept) > 0
    assert all("red-flag" in tags for tags in kept["tags"])
    assert set(kept["kind"]) == {"numeric"}


def test_an_objective_is_a_sentence_or_the_number_its_lesson_gives_it() -> None:
    sentence = item("sm-003")["objective"]
    assert "sm-003" in set(bank(objective=sentence)["id"])
    numbered = lesson("practice-exercise-finder")["objectives"][2]
    found = bank(lesson="practice-exercise-finder", objective=numbered["id"])
    assert set(found["id"]) == set(numbered["item_ids"])
    assert set(found["lesson"]) > {"practice-exercise-finder"}


def test_words_may_come_one_after_another() -> None:
    assert bank(lesson=iter(["screening"])).equals(bank(lesson="screening"))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"lesson": "screenin"}, 'There is no lesson "screenin". Did you mean "screening"?'),
        ({"tag": "red flag"}, 'There is no tag "red flag". Did you mean "red-flag"?'),
        ({"kind": "number"}, 'There is no kind "number".'),
        ({"objective": "o1"}, 'There is no objective "o1".'),
        ({"bloom": []}, "A filter with no word finds nothing."),
    ],
)
def test_an_unknown_word_is_said_with_the_closest(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(SpasmedError) as raised:
        bank(**asked)
    assert says in str(raised.value)
