"""Forest plots: what trials found, one panel for each scale, never two scales on one axis."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from spasmed.drawing._figures import number, plain, shown
from spasmed.drawing._forest_words import alt, caption, important, scale, when
from spasmed.drawing._panels import Panel, Row, panels_figure, round_ticks
from spasmed.drawing._picture import INK, TONES
from spasmed.drawing._table import Shown
from spasmed.reasoning import chosen, effects
from spasmed.reasoning._choose import Words
from spasmed.tables import SpasmedError, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 17  # more rows cannot be read on one screen
_EFFECT, _CHANCE = TONES["a"][0], TONES["b"][0]
_RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


@cache
def _outcomes() -> dict[str, tuple[str, ...]]:
    """Every outcome by its full name, and by what comes before a bracket, a comma or a colon ("pain")."""
    names: dict[str, tuple[str, ...]] = {}
    for outcome in effects()["outcome"].unique():
        short = re.split(r"\s*[(:,]", outcome)[0]
        for name in dict.fromkeys((outcome, short)):
            names[name] = (*names.get(name, ()), outcome)
    return names


def forest_rows(
    *, intervention: Words = None, outcome: Words = None, lesson: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The effects a forest plot draws, and those it only lists. Raises SpasmedError as `forest` does."""
    if intervention is None and outcome is None and lesson is None:
        raise SpasmedError(
            'Say what to draw: an intervention, an outcome or a lesson, as in sp.forest(intervention="heat").'
        )
    frame = effects(intervention=intervention, lesson=lesson)
    if asked := chosen("outcome", outcome, _outcomes()):
        frame = frame[frame["outcome"].isin(asked)]
    if frame.empty:
        words = [
            f'{k} "{v}"' for k, v in (("intervention", intervention), ("outcome", outcome), ("lesson", lesson)) if v
        ]
        raise SpasmedError(f"No effect was read for {' and '.join(words)}. sp.effects() has all that were.")
    drawn = frame["plot_ok"] & frame[["plot_estimate", "plot_low", "plot_high"]].notna().all(axis=1)
    if drawn.sum() > MOST:
        raise SpasmedError(f"{drawn.sum()} effects do not fit on one picture (at most {MOST}). Ask for fewer.")
    return frame[drawn], frame[~drawn]


@plain
def forest_figure(frame: pd.DataFrame) -> Figure:
    """The rows of `effects` that may be drawn, as a Figure: a row's interval and estimate carry its id as gid."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(frame):
        groups.setdefault(scale(row), []).append(row)
    head = _shared(records(frame))
    panels = [_panel(key, rows, set(head)) for key, rows in groups.items()]
    return panels_figure(", ".join(["What trials found", *head.values()]), panels)


def _shared(rows: list[dict[str, Any]]) -> dict[str, str]:
    """What is the same in all rows is said once, above them."""
    same = {c: rows[0][c] for c in ("intervention", "population_stage") if len({row[c] for row in rows}) == 1}
    return {c: word.replace("-", " ") if c == "intervention" else word for c, word in same.items()}


def _panel(key: tuple[str, str], rows: list[dict[str, Any]], head: set[str]) -> Panel:
    family, unit = key
    shared = _shared(rows)
    numbers = [row[c] for row in rows for c in ("plot_low", "plot_high", "plot_estimate")]
    numbers += [-size for row in rows if (size := important(row)) is not None]
    title = {"MD": "Mean difference, ", "SMD": "Standardized mean difference, no unit", "ratio": ""}[family]
    title += "" if family == "SMD" else unit.removesuffix(" (native)")
    above = ", ".join(word for column, word in shared.items() if column not in head)
    title += f": {above}" if above else ""
    low, high, null, ticks = _reach(numbers, log=family == "ratio")
    return Panel(
        key=f"{family}: {unit}",
        title=title[:1].upper() + title[1:],
        rows=[_row(row, shared) for row in rows],
        low=low,
        high=high,
        ticks=ticks,
        null=null,
        log=family == "ratio",
        ends=("\N{LEFTWARDS ARROW} favors the intervention", "favors the comparator \N{RIGHTWARDS ARROW}"),
    )


def _reach(numbers: list[float], *, log: bool) -> tuple[float, float, float, list[float]]:
    """From where to where an axis goes, its null line, its ticks: all numbers are inside, and both sides of null."""
    if log:
        low, high = min(*numbers, 0.8) / 1.15, max(*numbers, 1.25) * 1.15
        ticks = [tick for tick in _RATIO_TICKS if low <= tick <= high]
        if len(ticks) < 3:
            ticks = [tick for tick in (0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5) if low <= tick <= high]
        while len(ticks) > 4:  # more would touch
            ticks = [a for a in ticks if a == 1 or (ticks.index(1) - ticks.index(a)) % 2 == 0]
        return low, high, 1, ticks
    span = max(*numbers, 0) - min(*numbers, 0)
    low, high = min(*numbers, 0) - 0.12 * span, max(*numbers, 0) + 0.12 * span
    return low, high, 0, round_ticks(low, high)


def _row(row: dict[str, Any], shared: dict[str, Any]) -> Row:
    parts = [row["intervention"].replace("-", " ") + ":" if "intervention" not in shared else "", row["outcome"] + ";"]
    parts += [
        row["population_stage"] + ";" if "population_stage" not in shared else "",
        f"vs {row['comparator']},",
    ]
    parts += [when(row) + ";", row["source_id"]]
    value = number(row["plot_estimate"]) + (" \N{DAGGER}" if row["plot_derived"] else "")
    spread = f"{number(row['plot_low'])} to {number(row['plot_high'])}"
    return Row(row["id"], " ".join(filter(None, parts)), value, _drawn(row), small=spread, certainty=row["certainty"])


def _drawn(row: dict[str, Any]) -> Callable[[Axes, float], None]:
    null = 1 if row["plot_family"] == "ratio" else 0
    clear = not row["plot_low"] <= null <= row["plot_high"]

    def draw(axes: Axes, y: float) -> None:
        color = _EFFECT if clear else _CHANCE
        over = clear / 4  # all of one look in one go
        ends = [row["plot_low"], row["plot_high"]]
        axes.plot(ends, [y, y], color=color, lw=2.2, gid=f"{row['id']} interval", zorder=3 + over)
        # Filled where the interval leaves out "no difference", open where it does not: the shape says it too.
        face = color if clear else "white"
        square: dict[str, Any] = {"ms": 8, "mec": color, "mew": 1.8, "mfc": face}
        axes.plot([row["plot_estimate"]], [y], "s", gid=row["id"], zorder=4 + over, **square)
        if (size := important(row)) is not None:
            across = [y - 0.2, y + 0.2]
            axes.plot([-size] * 2, across, color=INK, lw=1.4, dashes=(2, 2), gid=f"{row['id']} important", zorder=5)

    return draw


def forest(*, intervention: Words = None, outcome: Words = None, lesson: str | None = None) -> Shown:
    """A forest plot of what trials found (rows of `effects`), one panel with its own axis for each scale.

    `intervention` and `outcome` take one word or several ("heat"; "pain" takes every kind of pain outcome); `lesson`
    takes the effects of that lesson. Left of the null line always favors the intervention; a square is filled where
    the 95% interval leaves the null line out; a dotted mark is the difference the review itself calls important.
    Effects without an interval, or that may not stand in a forest plot, are listed below and not drawn. Numbers,
    certainty and sources come from `data/clinical/effects.csv`. Raises SpasmedError for an unknown word, when nothing
    matches, or when more than 17 effects do.
    """
    drawn, listed = forest_rows(intervention=intervention, outcome=outcome, lesson=lesson)
    told = caption(drawn, listed)
    text = f"Forest plot: {len(drawn)} drawn, {len(listed)} listed and not drawn"
    if drawn.empty:
        return Shown(f'<figure style="margin:0"><figcaption>{told}</figcaption></figure>', text)
    return shown(forest_figure(drawn), alt=alt(drawn), caption=told, text=text)
