"""One exercise whole, as HTML from the tables: precautions first, then pictures, steps, dose, and what was measured."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from spasmed.drawing._emg_chart import LEVELS, how_said, value_said
from spasmed.drawing._exercise_picture import MOMENTS, below, moments_of, stills, tiles
from spasmed.drawing._figures import MINUS, TIE, sentence, sources
from spasmed.drawing._table import show
from spasmed.reasoning import emg, exercise_id, exercises, label, lengthening, movement, short_names
from spasmed.tables import load, records

IN_SIGHT = 6  # measured numbers shown at once; more are folded below them
MUSCLES = 8  # of the table of lengths
_WARN = "border-left:6px solid #a3152a;padding:0.4em 0.8em;margin:0 0 1em 0"


def exercise_row(exercise: str) -> dict[str, Any]:
    """Everything the catalog says of one exercise: the row of the table with its muscles by role and its dose in words.

    Raises SpasmedError with the closest match for an unknown name.
    """
    one = exercise_id(exercise)
    found = exercises()
    (said,) = records(found[found["id"] == one])
    table = load("exercises")
    (row,) = records(table[table["id"] == one])
    return {**row, **said}


def exercise_card(exercise: str) -> str:
    """One exercise as HTML that reads in an untrusted notebook: everything but its name, the screen and its neighbors.

    Raises SpasmedError with the closest match for an unknown name.
    """
    row = exercise_row(exercise)
    parts = [
        ("Kind, level, direction", escape(_kind(row))),
        ("Start position", escape(sentence(row["start_position"]))),
        ("Steps", _list(row["steps"], "ol")),
        ("Cues", _list(row["cues"])),
        ("Common errors", _list(row["common_errors"])),
        ("Starting dose", f"{escape(sentence(row['dose']))} Basis: {escape(sentence(row['dose_basis']))}"),
        ("Equipment", escape(sentence(row["equipment"]))),
        ("Load on the spine", f"{row['spine_load_level'].capitalize()}. {escape(row['spine_load_note'])}"),
        ("Sources", sources(row["source_ids"])),
    ]
    told = "".join(
        f'<div><dt style="font-weight:600">{heading}</dt><dd style="margin:0 0 0.8em 0">{text}</dd></div>'
        for heading, text in parts
        if text
    )
    return (
        f'<div class="warn" style="{_WARN}"><strong>Precautions.</strong> {escape(row["precautions"])}</div>'
        f'{tiles(row["id"])}<div class="below">{below({row["id"]: stills(row["id"])})}</div>'
        f'<dl class="parts">{told}</dl>'
        f"{_measured(row['id'])}{_changes(row['id'])}"
    )


def _kind(row: dict[str, Any]) -> str:
    ways = ", ".join(label("direction", way).split(":")[0].lower() for way in row["directions"])
    return f"{label('category', row['category'])}; level {row['level']} of 5; direction of the spine: {ways}."


def _list(lines: Iterable[str], tag: str = "ul") -> str:
    inside = "".join(f"<li>{escape(line.split('. ', 1)[-1] if tag == 'ol' else line)}</li>" for line in lines)
    return f'<{tag} style="margin:0;padding-left:1.4em">{inside}</{tag}>' if inside else ""


def _measured(exercise: str) -> str:
    """The numbers EMG studies read, each with its people, its normalization and its source; never averaged."""
    acts = load("exercise_muscles").query("exercise_id == @exercise and role == 'strengthen'")
    rows = [row for row in records(emg(exercise=exercise)) if row["use"] in LEVELS]
    # What one study measured stands before ranges of several, the muscles to strengthen before others.
    rows.sort(key=lambda row: (row["use"], row["muscle_id"] not in set(acts["muscle_id"])))
    if not rows:
        return "<p><strong>Measured activity (EMG).</strong> No number of this exercise was read in a study.</p>"
    columns = ["Muscle", "How much", "In what", "People, electrode", "source_id"]
    frame = pd.DataFrame([_reading(row) for row in rows[:IN_SIGHT]], columns=columns)
    first = show(frame, caption="Measured activity (EMG)", columns=columns).html
    if len(rows) <= IN_SIGHT:
        return first
    more = "".join(f"<li>{_sentence(row)}</li>" for row in rows[IN_SIGHT:])  # a list: half the bytes of a table
    return f"{first}<details><summary>{len(rows) - IN_SIGHT} more numbers</summary><ul>{more}</ul></details>"


def _reading(row: dict[str, Any]) -> tuple[str, str, str, str, str]:
    how = how_said(row).replace(TIE, " ")
    side = "" if row["side"] in ("", "unspecified") else f", {row['side']}"
    people = ", ".join(filter(None, (row["population"], row["electrode"])))
    muscle = short_names()[row["muscle_id"]]
    size = f"{value_said(row)} of {row['normalization']} ({how})"
    return f"{muscle}{side}", size, row["exercise_label"], people, row["source_id"]


def _sentence(row: dict[str, Any]) -> str:
    muscle, size, activity, people, source = _reading(row)
    return f"{escape(f'{muscle}: {size} in {activity}; {people}.')} {sources([source])}"


def _changes(exercise: str) -> str:
    """The length changes of the muscles that change most: against standing, and made by the movement."""
    moments = [frame for frame in moments_of(exercise) if frame != "start"]
    facts = [fact for frame in moments for fact in movement(exercise, frame, most=MUSCLES)]
    names = dict(list({fact.muscle_id: fact.name for fact in facts}.items())[:MUSCLES])
    if not names:
        return (
            "<p><strong>Change of length.</strong> No named muscle changes its length by 3 points or more in this "
            "movement.</p>"
        )
    rows = records(lengthening(exercise=exercise, frame=moments))
    sizes = {(r["muscle_id"], r["frame"], r["side"]): r for r in rows if r["part"] != "lumbar-strands"}
    table: dict[str, list[str]] = {"Muscle": list(names.values())}
    for frame in moments:
        for column, what in (("change_pct", "against standing"), ("moved_pct", "made by the movement")):
            table[f"{MOMENTS[frame]}, {what}"] = [
                _sides(*(sizes[muscle, frame, side][column] for side in ("left", "right"))) for muscle in names
            ]
    caption = "Change of muscle-tendon path length, in percent of the length in standing"
    return show(pd.DataFrame(table), caption=caption, columns=list(table)).html


def _sides(left: float, right: float) -> str:
    """One number where the sides are alike, else both with their side."""
    one, other = (f"{round(size):+d}%".replace("-", MINUS).replace("+0", "0") for size in (left, right))
    return one if one == other else f"left{TIE}{one}, right{TIE}{other}"
