"""What a rule of the program builder must name, so that it does something and can be carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spasmed.tables._enforce import split
from spasmed.tables._errors import hint
from spasmed.tables._problem import Problem

# Action -> the columns it cannot do without.
NEEDS = {
    "stop": ("target",),
    "note": ("target",),
    "fallback": ("target",),
    "dose": ("target",),
    "slot": ("target", "exercise_ids", "amount"),
    "exclude-ids": ("exercise_ids",),
    "exclude-position": ("targets",),
    "exclude-direction": ("targets",),
    "exclude-category": ("targets",),
    "order": ("targets",),
    "cap-load": ("target",),
    "cap-level": ("amount",),
    "cap-count": ("amount",),
    "minutes": ("amount",),
}
# Action -> the column of the exercises whose words it takes.
_WORDS = {
    "exclude-position": "positions",
    "exclude-direction": "directions",
    "exclude-category": "category",
    "order": "category",
    "cap-load": "spine_load_level",
}
DOSES = ("full", "half", "two-sets", "step-up")


def problems(
    paths: dict[str, str], records: dict[str, list[dict[str, str]]], resources: list[dict[str, Any]]
) -> Iterator[Problem]:
    """Rules with an argument missing or unknown, a cause nobody has, and categories without a place in the order."""
    words = _words_of_exercises(resources)
    causes = {row["id"] for row in records.get("causes", [])}
    for number, row in enumerate(records.get("program_rules", []), 2):
        place: dict[str, Any] = {"file": paths["program_rules"], "row": number}
        action = row["action"]
        for column in NEEDS.get(action, ()):
            if not row[column]:
                wrong = f"the cell is empty and the action {action} needs it"
                yield Problem(**place, column=column, wrong=wrong, cure="Fill it in, or choose another action.")
        allowed = DOSES if action == "dose" else words.get(_WORDS.get(action, ""), ())
        column = "target" if action in ("dose", "cap-load") else "targets"
        yield from _unknown(place, column, row[column], allowed)
        if row["if_field"] == "cause" and causes:
            yield from _unknown(place, "if_values", row["if_values"], sorted(causes))
        if action == "order" and (missing := [word for word in allowed if word not in split(row["targets"])]):
            wrong = f"gives no place to {', '.join(missing)}"
            yield Problem(**place, column="targets", value=row["targets"], wrong=wrong, cure="Name every category.")


def _words_of_exercises(resources: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Column of the exercises -> the words it knows."""
    fields: list[dict[str, Any]] = next((r["schema"]["fields"] for r in resources if r["name"] == "exercises"), [])
    return {f["name"]: tuple(f.get("listEnum") or f.get("constraints", {}).get("enum", ())) for f in fields}


def _unknown(place: dict[str, Any], column: str, cell: str, allowed: tuple[str, ...] | list[str]) -> Iterator[Problem]:
    for word in split(cell) if allowed else ():
        if word not in allowed:
            cure = f"Use one of: {', '.join(allowed)}.{hint(word, allowed)}"
            yield Problem(**place, column=column, value=word, wrong="is a word this rule does not know", cure=cure)
