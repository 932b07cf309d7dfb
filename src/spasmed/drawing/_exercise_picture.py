"""An exercise as pictures: its moments and the muscles it is for, side by side, with legends in real text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from spasmed.drawing._legend import HONEST, assumed, moved_html, notes, roles_html, scale_html
from spasmed.drawing._stored import picture_uri
from spasmed.drawing._table import Shown
from spasmed.reasoning import chosen, exercise_id
from spasmed.tables import SpasmedError, load, records, words

# Inline blocks, not a grid: an untrusted notebook keeps few properties, and these flow at every width.
_TILE = "display:inline-block;width:20em;max-width:100%;vertical-align:top;margin:0 1.2em 1em 0"
_BLOCK = "display:inline-block;max-width:100%;vertical-align:top"
MOMENTS = {"start": "Start", "mid": "Middle", "end": "End"}


@cache
def moments_of(exercise: str) -> dict[str, dict[str, Any]]:
    """The moments of an exercise in order, each with its label and its assumed angles."""
    rows = {row["frame"]: row for row in records(load("frames")) if row["exercise_id"] == exercise}
    return {frame: rows[frame] for frame in MOMENTS if frame in rows}


def stills(exercise: str) -> list[dict[str, Any]]:
    """The rows of `pictures` that tell an exercise, in the order of looking: its moments, then the muscles by role.

    Where the movement is small there is a picture with the start as a dashed outline; it takes the place of the end.
    """
    rows = [row for row in records(load("pictures")) if row["exercise_id"] == exercise]
    compared = {row["frame"] for row in rows if row["kind"] == "compare"}
    order = list(MOMENTS)
    moments = [
        row for row in rows if row["kind"] == "compare" or (row["kind"] == "lengths" and row["frame"] not in compared)
    ]
    targets = [row for row in rows if row["kind"] == "targets"]
    return [*sorted(moments, key=lambda row: order.index(row["frame"])), *targets]


def tiles(exercise: str) -> str:
    """The pictures of an exercise as HTML: each an <img> with its sentence (alt), and below it a legend in words.

    A picture that may not be shown yet leaves its legend and the reason.
    """
    rows = stills(exercise)
    tall = " tall" if all(row["height"] > row["width"] for row in rows) else ""
    return f'<div class="tiles{tall}">{"".join(_tile(row) for row in rows)}</div>'


def _tile(row: dict[str, Any], name: str = "") -> str:
    exercise, frame = row["exercise_id"], row["frame"]
    moment = moments_of(exercise)[frame]
    if row["ready"] == "yes":
        picture = (
            f'<img src="{picture_uri(row["id"])}" alt="{escape(row["alt"])}" width="{row["width"]}" '
            f'style="width:100%;max-width:100%"/>'
        )
    else:
        picture = f"<p><em>This picture is not ready to be shown.</em> {escape(row['ready_note'])}</p>"
    if row["kind"] == "targets":
        head, legend = f"The muscles it is for ({moment['label']})", roles_html(exercise, frame)
    else:
        outline = '<p style="margin:0.25em 0">Dashed outline: the start.</p>' if row["kind"] == "compare" else ""
        angles = f'<p style="margin:0.25em 0">Assumed: {escape(assumed(moment))}.</p>'
        head, legend = f"{MOMENTS[frame]} ({moment['label']})", outline + moved_html(exercise, frame) + angles
    words = f"<strong>{escape(f'{name}: {head}' if name else head)}</strong>{legend}"
    caption = f'<figcaption style="text-align:left">{words}</figcaption>'
    return f'<figure class="tile" style="{_TILE}">{picture}{caption}</figure>'


def below(shown: Mapping[str, Iterable[dict[str, Any]]]) -> str:
    """What must be known of the pictures shown, by exercise: the scale, what they are not, what is special here."""
    said = {one: notes(rows) for one, rows in shown.items()}
    told = [f"{_names()[one]}: {note}" if len(said) > 1 else note for one, note in said.items() if note]
    return f"{scale_html()}<p>{escape(' '.join([HONEST, *told]))}</p>"


def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in records(load("exercises"))}


def picture(*exercises: str, frame: str | Collection[str] | None = None) -> Shown:
    """Exercises as pictures: `sp.picture("childs-pose")`, by id, name or alias.

    Its start, its end (and the middle, where there is one) and the muscles it is for, side by side. Under each stands a
    legend in words: what the movement does to the path length of muscles, with signed numbers from `sp.lengthening`;
    the muscles by role; the angles that were assumed. Several exercises stand side by side, and `frame` keeps some of
    the moments: `sp.picture("childs-pose", "cat-cow", frame=["mid", "end"])`. Raises SpasmedError with the closest
    match for an unknown name, and where no moment is left.
    """
    ids = [exercise_id(exercise) for exercise in exercises]
    frames = chosen("frame", frame, words("frames", "frame"))
    names = _names()
    told = {one: _kept(one, frames) for one in ids}
    if missing := [names[one] for one, rows in told.items() if not rows]:
        raise SpasmedError(f"{missing[0]} has no picture of this moment. Leave frame out to see all there are.")
    if not ids:
        raise SpasmedError('A picture needs an exercise. Name one: sp.picture("childs-pose").')
    title = ", ".join(names[one] for one in ids)
    # A block for each exercise: its pictures stay together, and blocks of one picture stand side by side.
    shown = "".join(
        f'<div class="tiles" style="{_BLOCK}">'
        f"{''.join(_tile(row, names[one] if len(ids) > 1 else '') for row in rows)}</div>"
        for one, rows in told.items()
    )
    html = (
        f'<figure class="sp-picture" style="margin:0"><p><strong>{escape(title)}</strong></p>'
        f'{shown}<figcaption style="max-width:64em;text-align:left">{below(told)}</figcaption></figure>'
    )
    return Shown(html, ". ".join(f"{names[one]}: {_in_line(one, rows, frames)}" for one, rows in told.items()))


def _kept(exercise: str, frames: Collection[str]) -> list[dict[str, Any]]:
    """The pictures of these moments, without those of the muscles by role; all pictures where no moment is named."""
    rows = stills(exercise)
    return [row for row in rows if row["kind"] != "targets" and row["frame"] in frames] if frames else rows


def _in_line(exercise: str, rows: list[dict[str, Any]], frames: Collection[str]) -> str:
    kept = {frame: row for frame, row in moments_of(exercise).items() if not frames or frame in frames}
    moments = ", ".join(f"{MOMENTS[frame].lower()} ({row['label']})" for frame, row in kept.items())
    return f"{len(rows)} {'picture' if len(rows) == 1 else 'pictures'}; {moments}"
