"""Rules of good questions: nothing in the form of an item may give its answer away, and every answer gets a reason.

Whether an item can be shown at all (its keys, an answer that fits the options) is checked with the tables; here it is
judged as a question. Some rules hold for one item, some only for the bank as a whole: a key may be the longest option
here and there, but not as a habit that a test-wise student can use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations
from typing import Any

from spasmed.tables import load, story

Item = dict[str, Any]

FEWEST = 6  # questions of a lesson, so that a second round is not the first again
ORIENTATION = frozenset({"start-here"})  # teaches how to use the course, and is asked one question
HABIT = 0.35  # of the single items; by chance it would be a quarter
STANDS_OUT = 1.35  # how much longer or shorter than every other option
ENOUGH = 20  # single items, from where on shares mean something
LONGEST_ORDER = 6  # steps; every order is marked ahead, and 7 steps have 5040

BLOOM = ("remember", "understand", "apply", "analyze", "evaluate", "create")
_ABSOLUTE = re.compile(
    r"\b(always|never|all|every|only|nobody|nothing|none|everyone|any|whatever|proven|must|cannot)\b", re.IGNORECASE
)
_ABOVE = re.compile(r"\b(all|none|both|either|neither) of (the above|these|them)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?<!at )\b(not|except|least)\b")
_HOW_MANY = {"TWO": 2, "THREE": 3, "FOUR": 4}


def lint(items: Iterable[Item], sources: Collection[str]) -> list[str]:
    """Every broken rule as one sentence that begins with the item or the lesson; [] for a sound bank.

    `items` have the shape that the check of the tables asks for; `sources` are the ids that may be cited.
    """
    bank = list(items)
    found = [f"{item['id']}: {wrong}" for item in bank for wrong in _item(item, sources)]
    for rule in (_stems, _lessons, _lengths, _letters, _absolutes):
        found += rule(bank)
    return found


def faults_of_the_bank() -> list[str]:
    """`lint` for the questions of the course, data/learning/items.yaml. Raises SpasmedError when it cannot be read."""
    return lint(story("items")["items"], frozenset(load("sources", unverified=True)["id"]))


def few(items: Iterable[Item]) -> dict[str, int]:
    """The lessons with fewer questions than a lesson needs, and how many each has; orientation needs no more."""
    counts = Counter(item["lesson"] for item in items)
    return {name: n for name, n in counts.items() if n < FEWEST and name not in ORIENTATION}


# -- one item


def _item(item: Item, sources: Collection[str]) -> Iterator[str]:
    for part in ("lesson", "objective", "tags", "stem", "source_ids"):
        if not item.get(part):
            yield f"has no {part}. Write it."
    if item.get("bloom") not in BLOOM:
        yield f"its level is not one of {', '.join(BLOOM)}."
    if not 0 < item.get("difficulty_guess", 0) < 1:
        yield "its difficulty_guess is not between 0 and 1."
    yield from (f"cites {name}, which data/sources.csv does not have." for name in _lost(item, sources))
    if _negative(item["stem"]):
        yield "asks for what is not so. Turn the question around, or write NOT in capitals."
    yield from _OF_KIND[item["type"]](item)


def _lost(item: Item, sources: Collection[str]) -> list[str]:
    return [name for name in item.get("source_ids", []) if name not in sources]


def _negative(stem: str) -> bool:
    """Whether the last question turns on a small "not". "At least" does not, and "why not" asks for a reason."""
    asked = [s for s in re.split(r"(?<=[.!?:\"])\s+", stem) if s.endswith("?")]
    return bool(asked and not asked[-1].startswith("Why") and _NEGATIVE.search(asked[-1]))


def _choice(item: Item) -> Iterator[str]:
    texts = [_plain(option["text"]) for option in item["options"]]
    if len(set(texts)) < len(texts):
        yield "two options read the same. Write another."
    if any(not option["feedback"].strip() for option in item["options"]):
        yield "an option has no reason. Say why it is right or wrong."
    if any(_ABOVE.search(text) for text in texts):
        yield 'an option points to others ("all of the above"). Write it out, or ask for several.'


def _single(item: Item) -> Iterator[str]:
    yield from _choice(item)
    if len(item["options"]) != 4:
        yield "has not four options. Write four."
    key, others = _sizes(item)
    if others and (key > STANDS_OUT * max(others) or STANDS_OUT * key < min(others)):
        yield f"its right option stands out by its length ({key} letters against {sorted(others)}). Even them out."


def _multiple(item: Item) -> Iterator[str]:
    yield from _choice(item)
    keys = len(item["answer"])
    if not 2 <= keys < len(item["options"]):
        yield "needs at least two right options and one wrong one."
    said = [_HOW_MANY[word] for word in re.findall(r"\b(TWO|THREE|FOUR)\b", item["stem"])]
    if said != [keys]:
        yield f"its stem does not say how many to choose. Write the number ({keys}) as a word in capitals, once."


def _numeric(item: Item) -> Iterator[str]:
    answer, errors = item["answer"], item.get("common_errors") or []
    if not item.get("feedback") or any(not error.get("feedback") for error in errors):
        yield "a number has no reason. Say how it comes about."
    if not errors:
        yield "names no common error. Write one, with its reason."
    value, tolerance = answer["value"], answer["tolerance"]
    reach = {value: tolerance} | {
        e["value"]: tolerance * abs(e["value"] / value) if value else tolerance for e in errors
    }
    if len(reach) <= len(errors):
        yield "two of its numbers are the same."
    for one, other in combinations(reach, 2):
        if abs(one - other) <= reach[one] + reach[other]:
            yield f"{one:g} and {other:g} cannot be told apart with this tolerance. Narrow it, or leave one out."


def _ordering(item: Item) -> Iterator[str]:
    if item["answer"] != item["sequence"]:
        yield "its answer is not its sequence. Write both in the right order."
    if not 4 <= len(item["sequence"]) <= LONGEST_ORDER:
        yield f"has not four to {LONGEST_ORDER} steps."
    if len({_plain(step) for step in item["sequence"]}) < len(item["sequence"]):
        yield "two steps read the same. Write another."
    if not item.get("feedback"):
        yield "has no reason for its order. Write the feedback."


_OF_KIND: dict[str, Callable[[Item], Iterator[str]]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "ordering": _ordering,
}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _sizes(item: Item) -> tuple[int, list[int]]:
    """How long the right option of a single item is, and each of the others."""
    sizes = {o["id"]: len(o["text"]) for o in item["options"]}
    key = sizes.pop(item["answer"][0])
    return key, list(sizes.values())


# -- the bank as a whole


def _stems(bank: list[Item]) -> Iterator[str]:
    first: dict[str, str] = {}
    for item in bank:
        same = first.setdefault(_plain(item["stem"]), item["id"])
        if same != item["id"]:
            yield f"{item['id']}: asks what {same} asks. Write another stem."


def _lessons(bank: list[Item]) -> Iterator[str]:
    for name, count in few(bank).items():
        yield f"{name}: has {count} of at least {FEWEST} questions. Write more."


def _lengths(bank: list[Item]) -> Iterator[str]:
    sizes = [_sizes(item) for item in _singles(bank)]
    for word, extreme in (("longest", [k > max(o) for k, o in sizes]), ("shortest", [k < min(o) for k, o in sizes])):
        if len(sizes) >= ENOUGH and sum(extreme) > HABIT * len(sizes):
            share = sum(extreme) / len(sizes)
            yield f"the bank: the right option is the {word} in {share:.0%} of the single items. Even them out."


def _letters(bank: list[Item]) -> Iterator[str]:
    """Options are shuffled when shown, but printed as they stand."""
    letters = Counter(item["answer"][0] for item in _singles(bank))
    for letter, count in letters.items():
        if letters.total() >= ENOUGH and count > HABIT * letters.total():
            yield f"the bank: {letter} is right in {count / letters.total():.0%} of the single items. Move some keys."


def _absolutes(bank: list[Item]) -> Iterator[str]:
    """Words such as "never" mark a wrong option for those who know tests and not the subject."""
    found = {True: [0, 0], False: [0, 0]}
    for option in (o for item in _singles(bank) for o in item["options"]):
        tally = found[option["correct"]]
        tally[0] += bool(_ABSOLUTE.search(option["text"]))
        tally[1] += 1
    if found[True][1] >= ENOUGH and found[False][0] > 0.30 * found[False][1]:
        right, wrong = (f"{n / of:.0%}" for n, of in (found[True], found[False]))
        yield f'the bank: absolute words ("never", "all") stand in {wrong} of wrong options and {right} of right ones.'


def _singles(bank: list[Item]) -> list[Item]:
    return [item for item in bank if item["type"] == "single" and len(item["options"]) > 1]
