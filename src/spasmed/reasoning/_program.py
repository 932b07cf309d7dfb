"""A program of at most five exercises for an invented patient, with the rule behind each choice.

It teaches reasoning. There is no parameter that overrides a contraindication, and none that skips the screen: a screen
that is not stated counts as not done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

import pandas as pd

from spasmed.reasoning._choose import Words, chosen, listed
from spasmed.reasoning._exercises import ROLES, exercises
from spasmed.reasoning._links import cause_names
from spasmed.reasoning._program_changes import difference, turned
from spasmed.reasoning._program_rules import Choice, Dose, Inputs, Rule, catalog, decide, rules
from spasmed.reasoning._vocabulary import vocabulary
from spasmed.tables import SpasmedError, records

NONE = ("none",)
SEVERAL = ("goal", "precaution", "red_flag_urgency", "subtype")  # inputs that take several words


@dataclass(frozen=True)
class Prescribed:
    """One exercise of a program.

    `targets` are muscles by role ({"strengthens": names, ...}); `next_step` and `step_back` are exercise ids, empty
    where there is none that the rules allow; `stop_sign` is the precaution of the exercise; `rules` put it there, the
    choosing one first; `in_place_of` names what was wanted more, with the rule that took it out. `certainty` is that
    of the choosing rule; each further rule keeps its own. `source_ids` are those of the rules, then of the exercise.
    """

    exercise_id: str
    name: str
    targets: Mapping[str, tuple[str, ...]]
    dose: Dose
    next_step: str
    step_back: str
    stop_sign: str
    rules: tuple[Rule, ...]
    in_place_of: Mapping[str, Rule]
    certainty: str
    source_ids: tuple[str, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """Ids of the rules, and after the first of them what the exercise stands in for."""
        lost = (f"in place of {exercise}, taken out by {rule.id}" for exercise, rule in self.in_place_of.items())
        first, *more = (rule.id for rule in self.rules)
        return (first, *lost, *more)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences of the rules, in the order of their ids in `because`."""
        lost = (
            f"Stands in for {catalog()[exercise]['name']}: {rule.reason}" for exercise, rule in self.in_place_of.items()
        )
        first, *more = (rule.reason for rule in self.rules)
        return (first, *lost, *more)


@dataclass(frozen=True)
class Program:
    """What the rules choose for one set of inputs.

    `stop` is the rule that ends the path to exercise, or None; with a stop there is no exercise. `exercises` are at
    most five, in the order to do them. `left_out` is every exercise taken out with the first rule that did it; `notes`
    are advice printed with the program, each a rule with its reason, certainty and sources; `most` is the ceiling of
    the number of exercises, None after a stop.
    """

    inputs: Inputs
    stop: Rule | None
    exercises: tuple[Prescribed, ...]
    left_out: Mapping[str, Rule]
    notes: tuple[Rule, ...]
    most: int | None

    def frame(self) -> pd.DataFrame:
        """One row an exercise; no row after a stop.

        Columns: exercise_id, name, strengthens, stretches, stabilizes (tuples of muscle names), dose (words),
        next_step, step_back, stop_sign, rule_ids, reasons (tuples), certainty, source_ids (tuple).
        """
        columns = "exercise_id name strengthens stretches stabilizes dose next_step step_back stop_sign "
        columns += "rule_ids reasons certainty source_ids"
        rows = [
            {
                **{name: getattr(one, name) for name in columns.split() if hasattr(one, name)},
                **one.targets,
                "dose": str(one.dose),
                "rule_ids": one.because,
            }
            for one in self.exercises
        ]
        return pd.DataFrame(rows, columns=columns.split())

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Every single change of one input that alters the program, found by running the rules with it.

        Columns: input, now, instead (words, "none" for nothing), stops (the advice if the change ends the path to
        exercise, else ""), comes_in, goes_out, new_dose (tuples of exercise ids), rule_ids (tuple: the rules that hold
        now or after the change, but not both).
        """
        columns = ["input", "now", "instead", "stops", "comes_in", "goes_out", "new_dose", "rule_ids"]
        before = decide(self.inputs)
        rows = []
        for name, words in _single_changes(self.inputs):
            after = decide({**self.inputs, name: words})
            if altered := difference(before, after):
                now, instead = " | ".join(self.inputs[name]), " | ".join(words)
                rows.append((name, now, instead, *altered, turned(self.inputs, name, words)))
        return pd.DataFrame(rows, columns=columns)

    def __repr__(self) -> str:
        if self.stop:
            return f"Program: stop, {self.stop.target} ({self.stop.id})"
        return f"Program: {', '.join(one.exercise_id for one in self.exercises) or 'no exercise fits'}"


@cache
def program_words() -> Mapping[str, tuple[str, ...]]:
    """Every input of `program()` -> the words it takes, in the order to offer them.

    Words come from the rules, stages from the vocabulary, causes from the table of causes.
    """
    found: dict[str, list[str]] = {}
    for rule in rules():
        found.setdefault(rule.if_field, []).extend(rule.if_values)
    found = {name: list(dict.fromkeys(words)) for name, words in found.items()}
    del found["always"], found["screen_done"]  # not asked: the first always holds, the second is what the screen says
    found["stage"] = list(vocabulary("stage")["word"])
    found["cause"] = list(dict.fromkeys(word for meant in cause_names().values() for word in meant))
    for name in ("direction_preference", *SEVERAL):
        found[name] = [*NONE, *found[name]]
    return MappingProxyType({name: tuple(words) for name, words in found.items()})


def program(
    *,
    stage: Words,
    irritability: Words,
    cause: Words,
    red_flag_urgency: Words = None,
    precaution: Words = (),
    direction_preference: Words = "none",
    subtype: Words = (),
    goal: Words = (),
    next_day: Words = "first-visit",
) -> Program:
    """A program of at most five exercises for an invented patient; each choice and each omission names its rule.

    `stage` (acute, subacute, chronic, prevention), `irritability` (high, moderate, low), `cause` (any name of one of
    the nine), `direction_preference` and `next_day` (first-visit, green, amber, red) take one word; `precaution`,
    `subtype`, `goal` and `red_flag_urgency` one or several. `program_words()` lists all. `red_flag_urgency` is what
    the screen found: [] or "none" for nothing, None (the default) for a screen that was not done, which stops the path.

    Rules, reasons, certainties and sources are the rows of `data/learning/program_rules.csv`. Raises SpasmedError with
    the closest match for an unknown word, and for several words where one is asked.
    """
    asked: dict[str, Words] = {
        "stage": stage,
        "irritability": irritability,
        "cause": cause,
        "red_flag_urgency": red_flag_urgency,
        "precaution": precaution,
        "direction_preference": direction_preference,
        "subtype": subtype,
        "goal": goal,
        "next_day": next_day,
    }
    inputs = {name: _words(name, value) for name, value in asked.items()}
    inputs["screen_done"] = ("no",) if red_flag_urgency is None else ("yes",)
    inputs["always"] = ("yes",)
    return _program(inputs)


def _words(name: str, value: Words) -> tuple[str, ...]:
    """The words of one input in the order of its list; "none" where several are allowed and nothing is said."""
    allowed = program_words()[name]
    found = chosen(name.replace("_", " "), value, cause_names() if name == "cause" else allowed)
    if name in SEVERAL:
        return tuple(word for word in allowed if word in found and word != "none") or NONE
    if len(found) != 1:
        given = ", ".join(listed(value)) or "nothing"
        raise SpasmedError(f"{name} takes one word, and this is {given}. Choose from: {', '.join(allowed)}.")
    return tuple(found)


def _program(inputs: Inputs) -> Program:
    outcome = decide(inputs)
    return Program(
        inputs=MappingProxyType(dict(inputs)),
        stop=outcome.stop,
        exercises=tuple(_prescribed(choice, outcome.left_out) for choice in outcome.choices),
        left_out=MappingProxyType(outcome.left_out),
        notes=tuple(outcome.notes),
        most=int(outcome.cap.amount) if outcome.cap else None,
    )


@cache
def _targets() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Exercise -> the muscles it acts on, by role."""
    return {row["id"]: MappingProxyType({role: row[role] for role in ROLES.values()}) for row in records(exercises())}


def _prescribed(choice: Choice, left_out: Collection[str]) -> Prescribed:
    row = catalog()[choice.exercise_id]
    next_step, step_back = ("" if row[k] in left_out else row[k] for k in ("progression_id", "regression_id"))
    behind = [*choice.rules, *choice.in_place_of.values()]
    cited = [*(source for rule in behind for source in rule.source_ids), *row["source_ids"]]
    return Prescribed(
        exercise_id=choice.exercise_id,
        name=row["name"],
        targets=_targets()[choice.exercise_id],
        dose=choice.dose,
        next_step=next_step,
        step_back=step_back,
        stop_sign=row["precautions"],
        rules=tuple(choice.rules),
        in_place_of=MappingProxyType(choice.in_place_of),
        certainty=choice.rules[0].certainty,
        source_ids=tuple(dict.fromkeys(cited)),
    )


def _single_changes(inputs: Inputs) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each input with another word, or where it takes several with one word more or one word less."""
    for name, allowed in program_words().items():
        now = inputs[name]
        for word in allowed:
            if name not in SEVERAL:
                if word not in now:
                    yield name, (word,)
            elif word != "none":
                kept = tuple(w for w in allowed if (w in now) != (w == word) and w != "none")
                yield name, kept or NONE
