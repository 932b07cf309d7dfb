"""The printed rules of the program builder, and what they choose for one set of inputs.

Layers run in the order screen, precaution, direction, stage, cause and goal, response. `Outcome.left_out` only ever
grows: nothing takes an exercise out of it again, so no later layer brings back what an earlier one took out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pandas as pd

from spasmed.tables import load, records, words

# Input of the builder -> the words it holds; an input that says nothing holds "none".
Inputs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """One row of `data/learning/program_rules.csv`."""

    id: str
    layer: str
    layer_order: int
    if_field: str
    if_values: tuple[str, ...]
    and_field: str
    and_values: tuple[str, ...]
    action: str
    target: str
    targets: tuple[str, ...]
    exercise_ids: tuple[str, ...]
    amount: float
    reason: str
    certainty: str
    source_ids: tuple[str, ...]

    def holds(self, inputs: Inputs) -> bool:
        """Whether the inputs meet the condition of this rule, and its second one where it has two."""
        asked = [(self.if_field, self.if_values)]
        if self.and_field:
            asked.append((self.and_field, self.and_values))
        return all(not set(inputs[name]).isdisjoint(wanted) for name, wanted in asked)


@dataclass(frozen=True)
class Dose:
    """How much to start with: sets of repeats, held for seconds or not; or minutes of walking."""

    frequency: str
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None

    def __str__(self) -> str:
        if self.minutes is not None:
            return f"{self.minutes} minutes; {self.frequency}"
        held = f", hold {self.hold_s} s" if self.hold_s is not None else ""
        return f"{self.sets} {'set' if self.sets == 1 else 'sets'} of {self.reps}{held}; {self.frequency}"

    def halved(self) -> Dose:
        """One set, half the repeats and half the hold, rounded down but never to nothing."""
        reps, hold = (None if n is None else max(1, n // 2) for n in (self.reps, self.hold_s))
        return replace(self, sets=1, reps=reps, hold_s=hold)

    def two_sets(self) -> Dose:
        """Two sets at most."""
        return replace(self, sets=min(2, self.sets or 1))

    def stepped_up(self) -> Dose:
        """A quarter more repeats, rounded up."""
        return replace(self, reps=math.ceil((self.reps or 1) * 1.25))


@dataclass
class Choice:
    """One chosen exercise: the rules that put it there, and what would have stood in its place but for a rule."""

    exercise_id: str
    rules: list[Rule]
    in_place_of: dict[str, Rule]
    dose: Dose


@dataclass
class Outcome:
    """What the rules say: a stop and no exercise, or exercises in order with what was left out and by which rule."""

    stop: Rule | None = None
    choices: list[Choice] = field(default_factory=list)
    left_out: dict[str, Rule] = field(default_factory=dict)
    notes: list[Rule] = field(default_factory=list)
    cap: Rule | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are applied: by layer, then as the table has them."""
    return tuple(sorted((Rule(**row) for row in records(load("program_rules"))), key=lambda rule: rule.layer_order))


@cache
def catalog() -> Mapping[str, dict[str, Any]]:
    """Exercise id -> its row of `data/exercise/exercises.csv`."""
    return {row["id"]: row for row in records(load("exercises"))}


def decide(inputs: Inputs) -> Outcome:
    """Run the rules. `inputs` names every input a rule looks at; the words are known to exist."""
    fired = [rule for rule in rules() if rule.holds(inputs)]
    notes = _doing(fired, "note")
    if stops := _doing(fired, "stop"):
        return Outcome(stop=stops[0], notes=[note for note in notes if note.layer == stops[0].layer])
    left_out = _left_out(fired)
    cap = _tightest(fired, "cap-count")
    chosen = _filled(fired, left_out, most=int(cap.amount))
    (order,) = _doing(fired, "order")
    chosen.sort(key=lambda choice: _rank(choice.exercise_id, order.targets))
    _dose(chosen, fired)
    if not chosen:
        notes = [*notes, *_doing(fired, "fallback")]
    return Outcome(choices=chosen, left_out=left_out, notes=notes, cap=cap)


def _doing(fired: Iterable[Rule], action: str) -> list[Rule]:
    return [rule for rule in fired if rule.action == action]


def _tightest(fired: Iterable[Rule], action: str) -> Rule:
    """The rule with the smallest number; of equals the one of the earlier layer."""
    return min(_doing(fired, action), key=lambda rule: rule.amount)


def _left_out(fired: list[Rule]) -> dict[str, Rule]:
    """Exercise -> the first rule that takes it out. What names it goes before what limits load or level."""
    out: dict[str, Rule] = {}
    for rule in fired:
        for exercise, row in catalog().items():
            if _takes_out(rule, exercise, row):
                out.setdefault(exercise, rule)
    for exercise, row in catalog().items():
        for limits, size in (("cap-load", _load(row["spine_load_level"])), ("cap-level", row["level"])):
            rules_of_it = sorted(_doing(fired, limits), key=_limit)
            if rules_of_it and size > _limit(rules_of_it[0]):
                out.setdefault(exercise, rules_of_it[0])
    return out


def _limit(rule: Rule) -> float:
    return _load(rule.target) if rule.action == "cap-load" else rule.amount


def _load(level: str) -> int:
    return words("exercises", "spine_load_level").index(level)  # from low to high


def _takes_out(rule: Rule, exercise: str, row: dict[str, Any]) -> bool:
    named: Collection[str]
    match rule.action:
        case "exclude-ids":
            return exercise in rule.exercise_ids
        case "exclude-position":  # a rule about positions looks at the start alone
            named = row["positions"][:1]
        case "exclude-direction":
            named = row["directions"]
        case "exclude-category":
            named = (row["category"],)
        case _:
            return False
    return not set(named).isdisjoint(rule.targets)


def _filled(fired: list[Rule], left_out: Mapping[str, Rule], *, most: int) -> list[Choice]:
    """One exercise a slot, slots in their order, until the cap; a second rule for a slot adds its reason only."""
    filled: dict[str, Choice] = {}
    for rule in sorted(_doing(fired, "slot"), key=lambda rule: rule.amount):
        if rule.target in filled:
            filled[rule.target].rules.append(rule)
            continue
        taken = {choice.exercise_id for choice in filled.values()}
        pick = next((e for e in rule.exercise_ids if e not in left_out and e not in taken), None)
        if pick is None or len(filled) >= most:
            continue
        wanted = rule.exercise_ids[: rule.exercise_ids.index(pick)]
        lost = {e: left_out[e] for e in wanted if e in left_out}
        filled[rule.target] = Choice(pick, [rule], lost, _starting_dose(pick))
    return list(filled.values())


def _rank(exercise: str, categories: tuple[str, ...]) -> tuple[int, int, str]:
    row = catalog()[exercise]
    return categories.index(row["category"]), row["level"], exercise


def _starting_dose(exercise: str) -> Dose:
    row = catalog()[exercise]
    hold = None if pd.isna(row["hold_s"]) else int(row["hold_s"])
    return Dose(row["frequency"], sets=int(row["sets"]), reps=int(row["reps"]), hold_s=hold)


def _dose(chosen: list[Choice], fired: list[Rule]) -> None:
    """Turn starting doses into the doses of this program; one thing at a time grows."""
    asked = {rule.target for rule in _doing(fired, "dose")}
    grown = False
    for choice in chosen:
        category = catalog()[choice.exercise_id]["category"]
        if category == "aerobic":
            minutes = int(_tightest(fired, "minutes").amount)
            choice.dose = Dose(choice.dose.frequency, minutes=minutes)
            continue
        if "half" in asked:
            choice.dose = choice.dose.halved()
        elif "two-sets" in asked:
            choice.dose = choice.dose.two_sets()
        if "step-up" in asked and category == "strength" and not grown:
            choice.dose, grown = choice.dose.stepped_up(), True
