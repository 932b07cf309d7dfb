"""What a change of one input does to a program."""

from __future__ import annotations

from spasmed.reasoning._program_rules import Inputs, Outcome, rules


def difference(before: Outcome, after: Outcome) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None:
    """The stop after a change, and what comes in, goes out or has another dose; None if the program stays the same."""
    old, new = ({choice.exercise_id: choice.dose for choice in outcome.choices} for outcome in (before, after))
    stops = after.stop.target if after.stop and after.stop is not before.stop else ""
    comes_in = tuple(e for e in new if e not in old)
    goes_out = tuple(e for e in old if e not in new)
    new_dose = tuple(e for e in new if e in old and new[e] != old[e])
    return (stops, comes_in, goes_out, new_dose) if stops or comes_in or goes_out or new_dose else None


def turned(inputs: Inputs, name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that hold now or with other words for one input, but not both."""
    after = {**inputs, name: words}
    return tuple(rule.id for rule in rules() if rule.holds(inputs) != rule.holds(after))
