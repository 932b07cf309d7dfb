"""Scans of people without pain: one hundred dots an age, so that a percentage can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from spasmed.drawing._figures import EDGE, LINE, WIDTH, number, plain, sheet, shown, sources, wrapped, write
from spasmed.drawing._picture import INK, MUTED, TONES
from spasmed.drawing._picture import LINE as RULE
from spasmed.drawing._table import Shown
from spasmed.reasoning import chosen
from spasmed.tables import load, records, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FEW = 25  # people of one age; below that the source's own age model carries the value
_SPOTTED, _CLEAR = TONES["b"][0], "#8a9099"
_NAMES = 1.5  # inches for the names of findings


def _dots(desk: Axes, left: float, top: float, step: float, begin: int, end: int, name: str, *, spotted: bool) -> None:
    """Dots `begin` to `end` of a hundred, row by row from below: dashes of no length with round ends."""
    size = (0.86 if spotted else 0.4) * step * 72
    for row in range(10):
        first, last = max(begin, 10 * row), min(end, 10 * row + 10) - 1
        if first > last:
            continue
        y = top + step * (9.5 - row)
        xs = [left + step * (dot % 10 + 0.5) for dot in (first, last)]
        desk.plot(
            xs,
            [y, y],
            color=_SPOTTED if spotted else _CLEAR,
            lw=size,
            linestyle=(0, (0, step * 72 - 0.01)),  # a hair short, so that the last dot is inside
            dash_capstyle="round",
            gid=name if spotted else f"{name} clear",
            zorder=3 if spotted else 2,  # all of one look in one go
        )


def _note(row: dict[str, Any]) -> str:
    return "*" if row["n_people"] == 0 else "\N{DAGGER}" if row["n_people"] < FEW else ""


@plain
def imaging_figure(frame: pd.DataFrame) -> Figure:
    """Rows of `imaging_by_age` as icon arrays: a line a finding, a block of 100 dots an age; gid is the row's id."""
    findings = list(dict.fromkeys(frame["finding"]))
    ages = sorted(set(frame["age_years"]))
    alone = len(findings) == 1
    left = EDGE + (0.72 if alone else _NAMES)
    block = (WIDTH - EDGE - left) / len(ages)
    points = (block - 0.075) * 7.2
    step = (int(2 * points) / 2 if alone else int(points)) / 72  # whole points are short to write
    line = 10 * step + LINE + 0.16 + (2 * LINE if alone else 0)
    head = _said(findings[0]) if alone else "Findings on the scan"
    title = wrapped(f"{head} in people WITHOUT back pain, of 100 people of each age", WIDTH - 2 * EDGE, bold=True)
    figure, desk = sheet(EDGE + len(title) * LINE + 0.12 + LINE + len(findings) * line + 0.1 + EDGE)
    y = write(desk, EDGE, EDGE + 0.14, title, bold=True) + 0.08
    write(desk, EDGE, y, "age", color=MUTED)
    for i, age in enumerate(ages):
        write(desk, left + block * i + 5 * step, y, str(age), side="center", color=MUTED)
    y += 0.1
    for finding in findings:
        rows = {row["age_years"]: row for row in records(frame[frame["finding"] == finding])}
        desk.plot([EDGE, WIDTH - EDGE], [y - 0.02] * 2, color=RULE, lw=0.8)
        if not alone:
            write(desk, EDGE, y + 0.3, wrapped(_said(finding), _NAMES - 0.1))
        for i, age in enumerate(ages):
            _block(desk, left + block * i, y + 0.05, step, rows[age], alone=alone)
        if alone:
            write(desk, EDGE, y + 10 * step + 0.24, "of 100", color=MUTED)
            write(desk, EDGE, y + 10 * step + 0.24 + 1.2 * LINE, ["people", "imaged"], color=MUTED)
        y += line
    return figure


def _block(desk: Axes, left: float, top: float, step: float, row: dict[str, Any], *, alone: bool) -> None:
    share = round(row["prevalence_pct"])
    _dots(desk, left, top, step, 0, share, row["id"], spotted=True)
    _dots(desk, left, top, step, share, 100, row["id"], spotted=False)
    middle = left + 5 * step
    below = top + 10 * step + 0.19
    write(desk, middle, below, number(row["prevalence_pct"]) + _note(row), side="center", bold=True, color=INK)
    if alone:
        write(desk, middle, below + 1.2 * LINE, number(row["n_people"]), side="center", color=MUTED)


def _said(finding: str) -> str:
    return finding.replace("-", " ").capitalize()


def imaging_by_age(*, finding: str | None = None) -> Shown:
    """What scans show in people without back pain, by age: large dots are people with the finding, of 100.

    `finding` draws one finding large, with how many people were imaged; without it all eight are drawn. Values are
    smoothed by the source's own age model and marked where few people (under 25) or none of that age were imaged.
    From `data/clinical/imaging_by_age.csv`. Raises SpasmedError with the closest match for an unknown finding.
    """
    frame = load("imaging_by_age")
    if asked := chosen("finding", finding, words("imaging_by_age", "finding")):
        frame = frame[frame["finding"].isin(asked)].reset_index(drop=True)
    findings = list(dict.fromkeys(frame["finding"]))
    told = ["People without back pain who show a finding on a scan, of 100 of each age."]
    for one in findings:
        rows = records(frame[frame["finding"] == one])
        told.append(
            f"{_said(one)}: " + ", ".join(f"{number(r['prevalence_pct'])} at {r['age_years']}" for r in rows) + "."
        )
    caption = [
        "Large dot: a pain-free person with the finding; small dot: one without.",
        "Values smoothed by the source&#x27;s own age model, no interval printed; certainty not graded.",
    ]
    if ((frame["n_people"] > 0) & (frame["n_people"] < FEW)).any():
        caption.append(f"\N{DAGGER}: fewer than {FEW} people of that age were imaged.")
    if (frame["n_people"] == 0).any():
        caption.append("*: nobody of that age was imaged; the model alone gives the value.")
    caption.append(f"Source: {sources(frame['source_id'])}.")
    text = f"Findings without pain, by age: {', '.join(map(_said, findings))}"
    return shown(imaging_figure(frame), alt=" ".join(told), caption=" ".join(caption), text=text)
