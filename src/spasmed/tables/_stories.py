"""The YAML files of `data/`, where a row is a story: lessons, items, cases, frequent questions, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

# Story -> the key its records stand under, then the keys each record must have; the first of them names the record.
SHAPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "lessons": ("lessons", ("id", "title", "promise", "objectives", "opening_patient", "source_ids")),
    "items": ("items", ("id", "type", "stem", "answer", "source_ids")),
    "cases": ("cases", ("id", "title", "vignette", "program", "source_ids")),
    "faq": ("faqs", ("id", "question", "short", "fuller", "source_ids")),
    "program_examples": ("examples", ("id", "title", "input", "expected")),
    "instrument_tests": ("instruments", ("instrument_id", "vectors")),
}
_NOTEBOOK = re.compile(r"\d\d(_[a-z0-9]+)+")  # as tools/notebooks.py wants it, without .ipynb
_OPTION = {"id": str, "text": str, "correct": bool, "feedback": str}
Fault = tuple[str | None, str, str]  # where in the file, what is wrong, what to do


def parse(text: str) -> Any:
    """YAML as plain lists and dictionaries; raises yaml.YAMLError, or ValueError for a date that is none."""
    import yaml  # only the stories need it, and importing spasmed must stay quick

    # The reader written in C is ten times as quick and comes with most installations of PyYAML.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def unusable(name: str, tree: Any) -> list[Fault]:
    """What keeps a story from being read at all: no list of records, or a record without a name or with another's."""
    key, (name_key, *_) = SHAPES[name]
    found = tree.get(key) if isinstance(tree, dict) else None
    if not isinstance(found, list) or not found:
        return [(None, f'holds no list "{key}"', f'Start the list of records with the line "{key}:".')]
    said: list[Fault] = []
    named: set[str] = set()
    for number, record in enumerate(found, 1):
        own = record.get(name_key) if isinstance(record, dict) else None
        if not isinstance(own, str) or not own:
            said.append((f"{key} > {number}", f"the record has no {name_key}", f"Give it an {name_key} of its own."))
        elif own in named:
            said.append(
                (f"{key} > {own}", f"the {name_key} stands twice", f"Give every record an {name_key} of its own.")
            )
        named.add(str(own))
    return said


def records(name: str, tree: Any) -> dict[str, dict[str, Any]]:
    """The records of a usable story by their name."""
    key, (name_key, *_) = SHAPES[name]
    return {record[name_key]: record for record in tree[key]}


def incomplete(name: str, tree: Any) -> Iterator[Fault]:
    """Where a usable story lacks a key that the lessons show, or an answer does not fit its options."""
    for own, record in records(name, tree).items():
        for key in SHAPES[name][1]:
            if key not in record:
                yield f"{own} > {key}", "is missing", f"Write the line {key}: in the record {own}."
            elif key in {"title", "stem", "question"} and not (isinstance(record[key], str) and record[key]):
                yield f"{own} > {key}", "is not a text", "Write a sentence; put quotes around one that holds a colon."
        if name == "items":
            yield from ((f"{own} > {where}", *rest) for where, *rest in _item(record))  # type: ignore[misc]
        if name == "lessons" and not _named(record):
            yield f"{own} > notebook", "is not the name of its notebook", "Write notebook: and a name as 14_posture."
        for part, faults in _PARTS.items() if name == "lessons" else ():
            if (held := record.get(part)) is not None:
                yield from ((f"{own} > {part} > {where}", *rest) for where, *rest in faults(held))  # type: ignore[misc]


def _named(brief: dict[str, Any]) -> bool:
    """Whether a lesson says which notebook it is, and that notebook bears its number."""
    notebook = str(brief.get("notebook"))
    return bool(_NOTEBOOK.fullmatch(notebook)) and notebook[:2] == str(brief.get("number"))


def _item(record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The four kinds of question: options with one or several right, a number, an order."""
    kind, answer = record.get("type"), record.get("answer")
    if kind == "numeric":
        yield from _number(answer, record.get("common_errors"))
    elif kind == "ordering":
        steps = record.get("sequence")
        if not _same(steps, answer):
            yield "sequence", "does not hold the steps of the answer", "List the same steps in sequence and in answer."
    elif kind in {"single", "multiple"}:
        options = record.get("options")
        yield from _options(options, _OPTION)
        right = [o.get("id") for o in options or [] if isinstance(o, dict) and o.get("correct") is True]
        if not _same(answer, right) or (kind == "single" and len(right) != 1):
            yield (
                "answer",
                "is not what the options mark as correct",
                "Make answer list the options with correct: true.",
            )
    else:
        yield "type", "is not a kind of question", "Use one of: single, multiple, numeric, ordering."
    if kind in {"numeric", "ordering"} and not (isinstance(record.get("feedback"), str) and record["feedback"]):
        yield "feedback", "is not a text", "Say how the right answer comes about."


def _number(answer: Any, errors: Any) -> Iterator[tuple[str, str, str]]:
    """A number that is right, within a tolerance and in a unit, and the wrong ones that students find."""
    held = answer if isinstance(answer, dict) else {}
    if not _is_number(held.get("value")):
        yield "answer", "has no value", "Write the right number as value: 20, its tolerance and its unit."
    if not _is_number(held.get("tolerance")) or held["tolerance"] <= 0:
        yield "answer > tolerance", "is not a number above 0", "Write how far off an answer may be, as tolerance: 0.5."
    if not isinstance(held.get("unit"), str) or not held["unit"]:
        yield "answer > unit", "is not a text", "Write the unit the number is asked in, as unit: people."
    for number, error in enumerate(errors if isinstance(errors, list) else [None], 1):
        if not isinstance(error, dict) or not _is_number(error.get("value")) or not error.get("feedback"):
            yield f"common_errors > {number}", "is no wrong number with a reason", "Write value: 33 and feedback: why."


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _same(one: Any, other: Any) -> bool:
    """Two lists with the same entries, in whatever order."""
    return isinstance(one, list) and isinstance(other, list) and sorted(map(str, one)) == sorted(map(str, other))


def _patient(patient: Any) -> Iterator[tuple[str, str, str]]:
    """The patient that opens a lesson: a guess among options, one of which is the answer."""
    if not isinstance(patient, dict):
        yield "vignette", "is missing", "Write vignette, question, options, answer and reveal, or null for no patient."
        return
    yield from _guess(patient)


def _mechanism(moved: Any) -> Iterator[tuple[str, str, str]]:
    """The model of a lesson and the guess before it; a lesson that moves no model may guess without an answer."""
    if not isinstance(moved, dict):
        yield "model_id", "is missing", "Write model_id, also_model_ids and prediction, or null for no model."
        return
    moves, asked = moved.get("model_id") or moved.get("also_model_ids"), moved.get("prediction")
    if isinstance(asked, dict):
        without = not moves and asked.get("answer") is None
        yield from ((f"prediction > {where}", *rest) for where, *rest in _guess(asked, without_answer=without))  # type: ignore[misc]
    elif moves or asked is not None:
        yield "prediction", "is missing", "Write question, options and answer: a guess comes before a model moves."


_PARTS = {"opening_patient": _patient, "mechanism": _mechanism}  # of a lesson


def _guess(asked: dict[str, Any], *, without_answer: bool = False) -> Iterator[tuple[str, str, str]]:
    """Options, and an answer that is one of them."""
    options = asked.get("options")
    yield from _options(options, {"id": str, "text": str})
    there = options if isinstance(options, list) else []
    if not without_answer and asked.get("answer") not in [o.get("id") for o in there if isinstance(o, dict)]:
        yield "answer", "is not the id of an option", "Write the id of one of the options."


def _options(options: Any, wanted: dict[str, type]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(options, list) or not options:
        yield "options", "is not a list of options", f"Write a list, each option with {', '.join(wanted)}."
        return
    for number, option in enumerate(options, 1):
        for key, kind in wanted.items():
            if not isinstance(option, dict) or not isinstance(option.get(key), kind):
                form = "true or false" if kind is bool else "a text"
                yield f"options > {number} > {key}", f"is not {form}", f"Write {key}: and {form}."
