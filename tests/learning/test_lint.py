"""The bank keeps the rules of good questions, and each rule finds the fault that is planted for it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from spasmed import cli
from spasmed.learning import faults_of_the_bank
from spasmed.learning._lint import FEWEST, few, lint
from spasmed.tables import load, story

Item = dict[str, Any]
ITEMS: list[Item] = story("items")["items"]
SOURCES = frozenset(load("sources", unverified=True)["id"])


def test_the_bank_is_sound() -> None:
    assert faults_of_the_bank() == []


def test_every_lesson_that_is_asked_about_has_enough_questions() -> None:
    assert few(ITEMS) == {}


def option(item: Item, *, correct: bool) -> dict[str, Any]:
    return next(o for o in item["options"] if o["correct"] is correct)


# what is planted in the first item of a kind: kind, how, what is said
PLANTED: dict[str, tuple[str, Callable[[Item], Any], str]] = {
    "no tags": ("single", lambda i: i.update(tags=[]), "has no tags"),
    "no source": ("single", lambda i: i.update(source_ids=[]), "has no source_ids"),
    "a source that no table has": ("single", lambda i: i.update(source_ids=["nobody2030"]), "cites nobody2030"),
    "a level that is none": ("single", lambda i: i.update(bloom="analyse"), "its level is not one of"),
    "a difficulty of 1": ("single", lambda i: i.update(difficulty_guess=1), "difficulty_guess is not between"),
    "a small not": ("single", lambda i: i.update(stem="Which one is not a sign?"), "asks for what is not so"),
    "the same option twice": (
        "single",
        lambda i: i["options"][0].update(text=i["options"][1]["text"].upper()),
        "two options read the same",
    ),
    "no reason": ("single", lambda i: i["options"][0].update(feedback=" "), "an option has no reason"),
    "all of the above": (
        "single",
        lambda i: option(i, correct=False).update(text="All of the above"),
        "points to others",
    ),
    "none of these": ("multiple", lambda i: option(i, correct=False).update(text="None of these."), "points to others"),
    "three options": ("single", lambda i: i["options"].remove(option(i, correct=False)), "has not four options"),
    "a long key": ("single", lambda i: option(i, correct=True).update(text="word " * 60), "stands out by its length"),
    "a short key": ("single", lambda i: option(i, correct=True).update(text="Yes"), "stands out by its length"),
    "no number in the stem": ("multiple", lambda i: i.update(stem="Select those that fit."), "how many to choose"),
    "another number": ("multiple", lambda i: i.update(stem="Select the FOUR that fit."), "how many to choose"),
    "nothing wrong to choose": (
        "multiple",
        lambda i: i.update(answer=[o["id"] for o in i["options"]]),
        "needs at least two right options and one wrong",
    ),
    "no common error": ("numeric", lambda i: i.update(common_errors=[]), "names no common error"),
    "a number without a reason": ("numeric", lambda i: i.update(feedback=""), "a number has no reason"),
    "an error that is right": (
        "numeric",
        lambda i: i["common_errors"][0].update(value=i["answer"]["value"] + i["answer"]["tolerance"]),
        "cannot be told apart",
    ),
    "two errors side by side": (
        "numeric",
        lambda i: i["common_errors"][0].update(value=i["common_errors"][1]["value"] * 1.01),
        "cannot be told apart",
    ),
    "the same error twice": (
        "numeric",
        lambda i: i["common_errors"][0].update(value=i["common_errors"][1]["value"]),
        "two of its numbers are the same",
    ),
    "an answer in another order": ("ordering", lambda i: i["answer"].reverse(), "its answer is not its sequence"),
    "three steps": ("ordering", lambda i: i.update(sequence=i["sequence"][:3]), "has not four to 6 steps"),
    "seven steps": ("ordering", lambda i: i.update(sequence=list("abcdefg")), "has not four to 6 steps"),
    "the same step twice": (
        "ordering",
        lambda i: i["sequence"].__setitem__(0, i["sequence"][1]),
        "two steps read the same",
    ),
    "an order without a reason": ("ordering", lambda i: i.update(feedback=""), "has no reason for its order"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_of_one_item_is_found(fault: str) -> None:
    kind, plant, says = PLANTED[fault]
    bank = deepcopy(ITEMS)
    spoiled = next(item for item in bank if item["type"] == kind)
    plant(spoiled)
    found = lint(bank, SOURCES)
    assert any(line.startswith(f"{spoiled['id']}: ") and says in line for line in found), found
    assert all(line.startswith(f"{spoiled['id']}: ") for line in found), found


@pytest.mark.parametrize("stem", ["Why should the two not be drawn on one axis?", "What has at least one flag?"])
def test_a_plain_question_is_no_negative_one(stem: str) -> None:
    bank = deepcopy(ITEMS)
    bank[0]["stem"] = stem
    assert lint(bank, SOURCES) == []


def singles(bank: list[Item]) -> list[Item]:
    return [item for item in bank if item["type"] == "single"]


def keys_longest(bank: list[Item]) -> None:
    for item in singles(bank):
        option(item, correct=True)["text"] = max((o["text"] for o in item["options"]), key=len) + "+"


def keys_shortest(bank: list[Item]) -> None:
    for item in singles(bank):
        option(item, correct=True)["text"] = min((o["text"] for o in item["options"]), key=len)[:-2] + "+"


def keys_a(bank: list[Item]) -> None:
    for item in singles(bank):
        key = option(item, correct=True)
        item["options"][0]["id"], key["id"] = key["id"], item["options"][0]["id"]
        item["answer"] = [key["id"]]


def never(bank: list[Item]) -> None:
    for item in singles(bank):
        for one in item["options"]:
            one["text"] = one["text"] if one["correct"] else f"{one['text'][:-6]} never"


def one_stem(bank: list[Item]) -> None:
    bank[1]["stem"] = f"{bank[0]['stem'].upper()} "
    bank[1]["answer"], bank[1]["type"], bank[1]["options"] = bank[0]["answer"], bank[0]["type"], bank[0]["options"]


def few_left(bank: list[Item]) -> None:
    gone = [item for item in bank if item["lesson"] == "screening"][FEWEST - 1 :]
    for item in gone:
        bank.remove(item)


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        (keys_longest, "the bank: the right option is the longest in 100% of the single items"),
        (keys_shortest, "the bank: the right option is the shortest in 100% of the single items"),
        (keys_a, "the bank: a is right in 100% of the single items"),
        (never, "the bank: absolute words"),
        (one_stem, f"{ITEMS[1]['id']}: asks what {ITEMS[0]['id']} asks"),
        (few_left, f"screening: has {FEWEST - 1} of at least {FEWEST} questions"),
    ],
)
def test_a_planted_habit_of_the_bank_is_found(plant: Callable[[list[Item]], None], says: str) -> None:
    bank = deepcopy(ITEMS)
    plant(bank)
    found = lint(bank, SOURCES)
    assert any(line.startswith(says) for line in found), found


def test_check_says_what_is_wrong_with_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check", list)
    assert cli.main(["check"]) == 0
    monkeypatch.setattr(cli, "faults_of_the_bank", lambda: ["sm-001: has not four options. Write four."])
    assert cli.main(["check"]) == 1
    assert "data/learning/items.yaml, sm-001: has not four options." in capsys.readouterr().out
