"""How back pain goes on by itself: two poolings of cohorts, side by side and never mixed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from spasmed.drawing._figures import (
    EDGE,
    LINE,
    axes_at,
    number,
    plain,
    sentence,
    sheet,
    shown,
    sources,
    wrapped,
    write,
)
from spasmed.drawing._picture import INK, MUTED, TONES
from spasmed.drawing._table import Shown
from spasmed.drawing._words import said
from spasmed.tables import load, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# First word of a cohort -> tone, marker, dashes: the same people look the same in both poolings.
_LOOKS = {"acute": ("a", "o", ()), "subacute": ("c", "s", (2, 2)), "persistent": ("b", "^", (6, 3))}
_ASIDE = {"acute": -3.0, "subacute": 0.0, "persistent": 3.0}  # points
_PLOT = 2.72  # inches


def course_rows() -> pd.DataFrame:
    """The rows of `natural_history` that are mean pain at a number of weeks: what the figure draws."""
    frame = load("natural_history")
    return frame[(frame["outcome"] == "mean pain") & frame["time_weeks"].notna()].reset_index(drop=True)


def _clock(row: dict[str, Any]) -> str:
    """From when the weeks are counted, as the row's note says it: `time since pain onset`."""
    return str(row["note"].split(";")[0].split("(")[0].strip())


def _years() -> dict[str, int]:
    return {row["id"]: row["year"] for row in records(load("sources", unverified=True))}


@plain
def natural_history_figure(frame: pd.DataFrame) -> Figure:
    """Mean pain over weeks, an axes for each pooling; every point carries its row's id as gid."""
    years = _years()
    poolings = sorted(set(frame["source_id"]), key=years.__getitem__)
    figure, desk = sheet(4.75)
    write(desk, EDGE, EDGE + 0.14, "Mean pain over a year (points on 0-100)", bold=True)
    for i, source in enumerate(poolings):
        rows = frame[frame["source_id"] == source]
        left = 0.55 + i * (_PLOT + 0.72)
        first = records(rows)[0]
        head = [f"{years[source]}: {first['sample']}", f"weeks: {_clock(first)}"]
        y = write(desk, left - 0.1, 0.62, [line for one in head for line in wrapped(one, _PLOT + 0.55)], color=MUTED)
        axes = axes_at(figure, left, y, _PLOT, 2.9 - (y - 0.62) + LINE, label=f"pooling: {source}")
        axes.set(xlim=(-2, 54), ylim=(0, 70))
        axes.set_xticks(sorted(set(rows["time_weeks"])), [number(w) for w in sorted(set(rows["time_weeks"]))])
        axes.set_yticks([0, 20, 40, 60])
        axes.tick_params(axis="y", length=3, labelleft=True)
        axes.spines["left"].set_visible(True)
        for cohort, some in rows.groupby("cohort", sort=False):
            _curve(axes, str(cohort), some)
        write(desk, left + _PLOT / 2, 4.16, "weeks", side="center")
    _key(desk, 4.56)
    return figure


def _curve(axes: Axes, cohort: str, rows: pd.DataFrame) -> None:
    kind = cohort.split(maxsplit=1)[0]
    tone, marker, dashes = _LOOKS[kind]
    color = TONES[tone][0]
    # Moved aside on paper only, so that marks at one week do not hide one another; the numbers stay what they are.
    aside: dict[str, Any] = {"transform": axes.transData + _moved(_ASIDE[kind], 0)}
    line: dict[str, Any] = {"color": color, "lw": 1.6, "dashes": dashes or (None, None)}
    axes.plot(rows["time_weeks"], rows["estimate"], gid=f"{cohort} line", **line, **aside)
    for row in records(rows):
        bare = pd.isna(row["ci_low"])
        if not bare:
            ends = [row["ci_low"], row["ci_high"]]
            axes.plot([row["time_weeks"]] * 2, ends, color=color, lw=3, gid=f"{row['id']} interval", **aside)
        look: dict[str, Any] = {"mfc": "white" if bare else color, "mec": color, "mew": 1.6}
        axes.plot([row["time_weeks"]], [row["estimate"]], marker, ms=7.5, gid=row["id"], **look, **aside)
    last = records(rows)[-1]
    axes.text(55, last["estimate"], number(last["estimate"]), va="center", fontweight="bold", color=color)


def _moved(x: float, y: float) -> Any:
    from matplotlib.transforms import Affine2D

    return Affine2D().translate(x, y)


def _key(desk: Axes, y: float) -> None:
    x = EDGE + 0.1
    for kind, (tone, marker, dashes) in _LOOKS.items():
        color = TONES[tone][0]
        desk.plot([x, x + 0.42], [y - 0.05] * 2, color=color, lw=1.6, dashes=dashes or (None, None))
        desk.plot([x + 0.21], [y - 0.05], marker, ms=7.5, mfc=color, mec=color)
        write(desk, x + 0.5, y, kind)
        x += 1.5
    desk.plot([x], [y - 0.05], "o", ms=7.5, mfc="white", mec=INK, mew=1.6)
    write(desk, x + 0.14, y, "open: no interval read")


def natural_history() -> Shown:
    """How pain goes on by itself over a year: the pooled cohorts of 2012 and of 2024, side by side.

    Bars are 95% intervals where one was read; an open mark has none. The two count their weeks from different days
    and divide people differently, so they never share an axis. From `data/clinical/natural_history.csv`.
    """
    frame = course_rows().sort_values("source_id", key=lambda ids: ids.map(_years()), kind="stable")
    told = ["Mean pain, points on 0-100, at weeks since the start of each count."]
    caption = ["Bar: 95% interval; open mark: none was read. The numbers at the right are those after 52 weeks."]
    for source, rows in frame.groupby("source_id", sort=False):
        first = records(rows)[0]
        told.append(f"{source} ({first['sample']}; weeks are {_clock(first)}).")
        for cohort, some in rows.groupby("cohort", sort=False):
            points = "; ".join(
                f"{number(r['estimate'])}{_spread(r)} at {number(r['time_weeks'])}" for r in records(some)
            )
            told.append(f"{cohort}, certainty {said('certainty', records(some)[0]['certainty'])}: {points}.")
        read = ", read in a second source" if first["seen"] == "secondary" else ""
        graded = ", ".join(
            f"{str(cohort).split()[0]} {said('certainty', str(some.iloc[0]))}"
            for cohort, some in rows.groupby("cohort", sort=False)["certainty"]
        )
        caption.append(f"{sources([str(source)])}{read}; certainty: {graded}.")
        if rows["note"].nunique() == 1 and "; " in first["note"]:  # what the table says of the whole pooling
            caption.append(escape(sentence(first["note"].split("; ", 1)[1])))
    everything = load("natural_history")
    untried = everything.loc[everything["unit"] == "words", "note"]
    caption.append("Averages: single people differ. " + escape(" ".join(map(sentence, untried))))
    text = f"Natural history: {len(frame)} points from {frame['source_id'].nunique()} poolings"
    return shown(natural_history_figure(frame), alt=" ".join(told), caption=" ".join(caption), text=text)


def _spread(row: dict[str, Any]) -> str:
    return "" if pd.isna(row["ci_low"]) else f" ({number(row['ci_low'])} to {number(row['ci_high'])})"
