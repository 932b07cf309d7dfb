"""A program on paper: each exercise with its picture, dose, reason and stop sign; what was left out, and what if.

Nothing about safety is folded away: stop signs, notes and what a precaution took out stand in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from spasmed.drawing._figures import sentence, sources
from spasmed.drawing._stored import picture_uri
from spasmed.drawing._table import Shown
from spasmed.reasoning import Prescribed, Program, label
from spasmed.tables import load, records

_WARN = "border-left:6px solid #a3152a;padding:0.4em 0.8em;margin:0 0 1em 0"
_BOX = "display:flex;flex-wrap:wrap;align-items:flex-start;gap:1em;max-width:64em;margin:0 0 1em;padding:0.6em 1em;"
_BOX += "border:1px solid gray;border-radius:8px"
_THUMB = "width:9em;height:auto;background:#fff;border-radius:6px"
_STUDY = (
    "This is a study of reasoning on an invented patient. It is no prescription: a person who hurts is examined first."
)
_SAID = {
    "red_flag_urgency": "screen finding",
    "direction_preference": "direction",
    "next_day": "the morning after",
    "subtype": "condition",
}


def program_sheet(program: Program) -> Shown:
    """A program as HTML that reads in an untrusted notebook: `.html` for people, `.text` in one line."""
    head = f"<p><strong>{escape(_STUDY)}</strong></p><p>{escape(sentence(_inputs(program)))}</p>"
    if program.stop:
        return Shown(f"{head}{_stop(program)}{_notes(program)}", repr(program))  # a stop is no riddle to get around
    cards = "".join(_card(number, one) for number, one in enumerate(program.exercises, 1))
    ceiling = (
        f"<p>At most {program.most} {'exercise' if program.most == 1 else 'exercises'} here, and never over five.</p>"
    )
    return Shown(f"{head}{_notes(program)}{ceiling}{cards}{_left_out(program)}{_changes(program)}", repr(program))


def _word(name: str, word: str) -> str:
    if name == "cause":
        return _cause_labels()[word]
    return label(name, word)


@cache
def _cause_labels() -> Mapping[str, str]:
    return {row["id"]: row["label"] for row in records(load("causes"))}


def _inputs(program: Program) -> str:
    """What the program was made for: "Stage: acute; irritability: high; ..."."""
    asked = {name: words for name, words in program.inputs.items() if name not in ("always", "screen_done")}
    if "no" in program.inputs["screen_done"]:
        asked["red_flag_urgency"] = ()
    return "; ".join(
        f"{_SAID.get(name, name.replace('_', ' '))}: {', '.join(_word(name, w) for w in words) or 'not asked'}"
        for name, words in asked.items()
    )


def _stop(program: Program) -> str:
    assert program.stop  # noqa: S101 - asked by the caller
    rule = program.stop
    return (
        f'<div class="warn" style="{_WARN}"><p><strong>Stop: {escape(rule.target)}.</strong> {escape(rule.reason)}</p>'
        f"<p>No exercise is offered. {_grade(rule.certainty)} {sources(rule.source_ids)} "
        f"<small>{rule.id}</small></p></div>"
    )


def _grade(certainty: str) -> str:
    """A certainty as a sentence; "expert" is no grade of evidence and says so."""
    if certainty == "expert":
        return "Clinical reasoning, no study behind it."
    return f"Certainty: {certainty.replace('-', ' ')}."


def _notes(program: Program) -> str:
    if not program.notes:
        return ""
    lines = "".join(
        f"<li><strong>{escape(sentence(rule.target))}</strong> {escape(rule.reason)} {_grade(rule.certainty)} "
        f"{sources(rule.source_ids)} <small>{rule.id}</small></li>"
        for rule in program.notes
    )
    return f'<div class="warn" style="{_WARN}"><strong>Before and beside the exercises</strong><ul>{lines}</ul></div>'


@cache
def _thumbs() -> Mapping[str, dict[str, Any]]:
    rows = records(load("pictures"))
    return {row["exercise_id"]: row for row in rows if row["kind"] == "thumb" and row["ready"] == "yes"}


@cache
def _names() -> Mapping[str, str]:
    return {row["id"]: row["name"] for row in records(load("exercises"))}


def _picture(exercise: str) -> str:
    if exercise not in _thumbs():
        return ""
    row = _thumbs()[exercise]
    return f'<img src="{picture_uri(row["id"])}" alt="{escape(row["alt"])}" style="{_THUMB}">'


def _card(number: int, one: Prescribed) -> str:
    muscles = "; ".join(f"{role} {', '.join(names).lower()}" for role, names in one.targets.items() if names)
    steps = [("Next step", one.next_step), ("One step back", one.step_back)]
    parts = [
        ("Muscles", escape(sentence(muscles)) if muscles else ""),
        ("Starting dose (editorial)", escape(sentence(str(one.dose)))),
        ("Why", _why(one)),
        *((what, escape(_names()[exercise])) for what, exercise in steps if exercise),
        ("Sources", sources(one.source_ids)),
    ]
    told = "".join(
        f'<div style="margin:0 0 0.5em"><strong>{what}</strong><br>{said}</div>'  # JupyterLab floats a dl
        for what, said in parts
        if said
    )
    return (
        f'<div style="{_BOX}">{_picture(one.exercise_id)}<div style="flex:1 1 20em">'
        f'<p style="margin-top:0"><strong>{number}. {escape(one.name)}</strong></p>'
        f'<div class="warn" style="{_WARN}"><strong>Stop sign.</strong> {escape(one.stop_sign)}</div>'
        f"{told}</div></div>"
    )


def _why(one: Prescribed) -> str:
    """Every reason with its rule and its certainty; what it stands in for keeps the rule that took the other out."""
    first, *more = one.rules
    lost = [(f"Stands in for {_names()[exercise]}: {rule.reason}", rule) for exercise, rule in one.in_place_of.items()]
    told = [(first.reason, first), *lost, *((rule.reason, rule) for rule in more)]
    lines = (f"<li>{escape(reason)} {_grade(rule.certainty)} <small>{rule.id}</small></li>" for reason, rule in told)
    return f'<ul style="margin:0;padding-left:1.4em">{"".join(lines)}</ul>'


def _left_out(program: Program) -> str:
    """What was taken out, by rule; precautions in sight, all else folded."""
    by_rule: dict[str, list[str]] = {}
    for exercise, rule in program.left_out.items():
        by_rule.setdefault(rule.id, []).append(exercise)
    rules = {rule.id: rule for rule in program.left_out.values()}
    lines: dict[bool, list[str]] = {True: [], False: []}
    for name, rule in sorted(rules.items()):
        gone = ", ".join(_names()[exercise] for exercise in by_rule[name])
        line = f"<li>{escape(rule.reason)} {_grade(rule.certainty)} {sources(rule.source_ids)} <small>{name}</small>"
        lines[rule.layer == "precaution"].append(f"{line}<br>{escape(gone)}</li>")
    seen, folded = (f"<ul>{''.join(lines[here])}</ul>" if lines[here] else "" for here in (True, False))
    if seen:
        seen = f'<div class="warn" style="{_WARN}"><strong>Left out for a precaution</strong>{seen}</div>'
    return seen + (_fold("Left out by the other rules", folded) if folded else "")


def _fold(summary: str, inside: str) -> str:
    return (
        f'<details style="margin:0.4em 0"><summary style="cursor:pointer;font-weight:600">{summary}</summary>'
        f"{inside}</details>"
    )


def _changes(program: Program) -> str:
    rows = [row for row in records(program.changes) if row["stops"] or row["comes_in"] or row["goes_out"]]
    if not rows:
        return ""
    lines = "".join(f"<li>{escape(_change(row))} <small>{', '.join(row['rule_ids'])}</small></li>" for row in rows)
    return _fold("What would change the choice", f"<ul>{lines}</ul>")


def _change(row: dict[str, Any]) -> str:
    name = str(row["input"])
    now, instead = ([w for w in row[key].split(" | ") if w != "none"] for key in ("now", "instead"))
    said = _SAID.get(name, name.replace("_", " "))
    if len(instead) == len(now) or name == "direction_preference":
        how = f"{said} {_word(name, row['instead'])}"
    elif len(instead) > len(now):
        how = f"with {said} {_word(name, next(w for w in instead if w not in now))}"
    else:
        how = f"without {said} {_word(name, next(w for w in now if w not in instead))}"
    effects = [f"stop, {row['stops']}" if row["stops"] else "", _listed("in", row["comes_in"])]
    effects.append("" if row["stops"] else _listed("out", row["goes_out"]))
    return f"{how[:1].upper()}{how[1:]}: {'; '.join(filter(None, effects))}."


def _listed(way: str, exercises: Iterable[str]) -> str:
    names = ", ".join(_names()[exercise] for exercise in exercises)
    return f"{way} {names}" if names else ""
