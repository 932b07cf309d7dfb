"""From the answers of a questionnaire to its score. Item texts are nowhere here: a form is got from its owner.

A scorer takes answers in the form its docstring names and returns what it counted. Each raises SpasmedError with a
sentence for answers that cannot be scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from spasmed.tables import SpasmedError, unknown

# From little to much, as the form has them; the last two count (keele-startback-scoring, in the row of the table).
BOTHERED = ("not at all", "slightly", "moderately", "very much", "extremely")
START_BACK = ("leg", "comorbid", "walk", "dress", "fear", "worry", "catastrophize", "mood", "bother")
_DISTRESS = ("fear", "worry", "catastrophize", "mood", "bother")
_GROC = {"11": 5, "15": 7}  # points of the scale -> its largest answer


@dataclass(frozen=True)
class Counted:
    """A score, what was missing and how that was treated, and what else the instrument says beside its score."""

    value: float
    missing: str = ""
    band: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)


def number(name: str, what: str, value: Any, low: float, high: float) -> float:
    """A number from `low` to `high`; SpasmedError says what was given instead."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= float(value) <= high:
        raise SpasmedError(f"{name}: {what} is {value!r}. Give a number from {low:g} to {high:g}.")
    return float(value)


def _list(name: str, answers: Any, fewest: int, most: int) -> list[Any]:
    size = str(most) if fewest == most else f"{fewest} to {most}"
    if isinstance(answers, str | Mapping) or not isinstance(answers, Sequence):
        raise SpasmedError(f"{name}: give a list of {size} answers, with None for one that is missing.")
    if not fewest <= len(answers) <= most:
        raise SpasmedError(f"{name}: these are {len(answers)} answers, and the form has {size}. None is a missing one.")
    return list(answers)


def single(high: float) -> Callable[[str, Any], Counted]:
    """A scale of one item from 0: the answer is the score."""
    return lambda name, answers: Counted(number(name, "the answer", answers, 0, high))


def odi(name: str, answers: Any) -> Counted:
    """Ten sections, 0 to 5 each: percent of what the answered sections could give."""
    given = _list(name, answers, 10, 10)
    scores = [number(name, f"section {n}", a, 0, 5) for n, a in enumerate(given, 1) if a is not None]
    if not scores:
        raise SpasmedError(f"{name}: no section was answered, so there is no score.")
    blank = len(given) - len(scores)
    missing = f"{blank} unanswered: scored from {len(scores)} sections" if blank else ""
    return Counted(round(100 * sum(scores) / (5 * len(scores)), 1), missing)


def rmdq(name: str, answers: Any) -> Counted:
    """How many of the 24 statements were ticked: the number, {"ticked": number}, or 24 answers of 1, 0 or None."""
    if isinstance(answers, Mapping):
        answers = answers.get("ticked")
    if isinstance(answers, Real) or answers is None:
        ticked = number(name, "the number of statements ticked", answers, 0, 24)
        if not ticked.is_integer():
            raise SpasmedError(f"{name}: {ticked:g} statements cannot be ticked. Give a whole number from 0 to 24.")
        return Counted(ticked)
    given = _list(name, answers, 24, 24)
    blank = given.count(None)
    return Counted(
        float(sum(_agreed(name, f"statement {n}", a or 0) for n, a in enumerate(given, 1))),
        f"{blank} blank: counted as not ticked" if blank else "",
    )


def qbpds(name: str, answers: Any) -> Counted:
    """Twenty activities, 0 (not difficult at all) to 5 (unable to do): their sum."""
    given = _list(name, answers, 20, 20)
    if blank := [str(n) for n, answer in enumerate(given, 1) if answer is None]:
        raise SpasmedError(f"{name}: no answer to activity {', '.join(blank)}. The form asks to skip none.")
    return Counted(sum(number(name, f"activity {n}", answer, 0, 5) for n, answer in enumerate(given, 1)))


def psfs(name: str, answers: Any) -> Counted:
    """One to five activities, 0 (unable) to 10 (as before): the mean of those scored."""
    given = _list(name, answers, 1, 5)
    scores = [number(name, f"activity {n}", a, 0, 10) for n, a in enumerate(given, 1) if a is not None]
    if not scores:
        raise SpasmedError(f"{name}: no activity was scored, so there is no mean.")
    blank = len(given) - len(scores)
    return Counted(round(sum(scores) / len(scores), 1), f"{blank} not scored: mean of the others" if blank else "")


def fabq(*scored: int) -> Callable[[str, Any], Counted]:
    """One subscale: answers 0 to 6 by the number of the item on the form, or all 16 in order."""

    def score(name: str, answers: Any) -> Counted:
        if isinstance(answers, Mapping):
            by_item = {str(item): answer for item, answer in answers.items()}
        else:
            by_item = {str(n): answer for n, answer in enumerate(_list(name, answers, 16, 16), 1)}
        if blank := [str(n) for n in scored if by_item.get(str(n)) is None]:
            raise SpasmedError(f"{name}: no answer to item {', '.join(blank)}. No rule for missing items was read.")
        return Counted(sum(number(name, f"item {n}", by_item[str(n)], 0, 6) for n in scored))

    return score


def start_back(name: str, answers: Any) -> Counted:
    """Nine items by what they ask (the order differs between forms): 1 or 0, and how bothersome in words."""
    if not isinstance(answers, Mapping):
        raise SpasmedError(f"{name}: give the answers by name, since forms differ in order: {', '.join(START_BACK)}.")
    for item in answers:
        if item not in START_BACK:
            raise unknown(f"{name} item", item, START_BACK)
    if blank := [item for item in START_BACK if answers.get(item) is None]:
        raise SpasmedError(f"{name}: no answer to {', '.join(blank)}. No rule for missing items was read.")
    if answers["bother"] not in BOTHERED:
        raise unknown(f"{name} answer to bother", answers["bother"], BOTHERED)
    positive = {item: _agreed(name, item, answers[item]) for item in START_BACK[:-1]}
    positive["bother"] = int(answers["bother"] in BOTHERED[-2:])
    total, distress = sum(positive.values()), sum(positive[item] for item in _DISTRESS)
    group = "low" if total <= 3 else "medium" if distress <= 3 else "high"
    return Counted(float(total), band=group, parts={"distress": distress})


def groc(name: str, answers: Any) -> Counted:
    """The answer with the scale it was given on: {"value": 3, "scale": "11"} (-5 to 5) or "15" (-7 to 7)."""
    if not isinstance(answers, Mapping) or not {"value", "scale"} <= set(answers):
        raise SpasmedError(f'{name}: name the scale beside the answer: {{"value": 3, "scale": "11"}}.')
    scale = str(answers["scale"])
    if scale not in _GROC:
        raise unknown(f"{name} scale", scale, _GROC)
    most = _GROC[scale]
    return Counted(number(name, "the answer", answers["value"], -most, most), parts={"scale": scale})


def asas_ibp(name: str, answers: Any) -> Counted:
    """Five criteria, 1 or 0, None for unknown: present from four; the range where unknown ones decide."""
    given = _list(name, answers, 5, 5)
    yes = sum(_agreed(name, f"criterion {n}", a) for n, a in enumerate(given, 1) if a is not None)
    most = yes + given.count(None)
    present = True if yes >= 4 else False if most < 4 else None
    missing = f"{most - yes} unknown: from {yes} to {most} criteria" if most > yes else ""
    band = {True: "present", False: "not present", None: "open until the unknown ones are asked"}[present]
    return Counted(float(yes), missing, band, {"present": present})


def _agreed(name: str, what: str, answer: Any) -> int:
    if answer not in (0, 1):
        raise SpasmedError(f"{name}: {what} is {answer!r}. Give 1 for yes and 0 for no.")
    return int(answer)


SCORERS: dict[str, Callable[[str, Any], Counted]] = {
    "nprs": single(10),
    "vas100": single(100),
    "odi": odi,
    "rmdq": rmdq,
    "qbpds": qbpds,
    "psfs": psfs,
    "fabq-pa": fabq(2, 3, 4, 5),
    "fabq-w": fabq(6, 7, 9, 10, 11, 12, 15),
    "start-back": start_back,
    "groc": groc,
    "asas-ibp": asas_ibp,
}
