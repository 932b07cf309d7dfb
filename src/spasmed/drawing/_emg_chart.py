"""Measured muscle activity: every number beside its study, statistic and n, never averaged."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from spasmed.drawing._figures import TIE, number, plain, shown, sources
from spasmed.drawing._panels import Panel, Row, panels_figure, round_ticks
from spasmed.drawing._picture import TONES
from spasmed.drawing._table import Shown
from spasmed.reasoning import chosen, emg, muscle_names
from spasmed.reasoning._choose import Words
from spasmed.tables import SpasmedError, load, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 34  # more rows cannot be read on one screen
# What may be compared with what: levels of one study share an axis, everything else has its own.
LEVELS = {"absolute", "range", "threshold"}
_KINDS = {
    "change-score": "change against rest, not a level",
    "own-reference": "not percent of a maximum",
    "ratio": "a ratio of two muscles, no unit",
    "shared-site": "one electrode over two muscles, belongs to neither alone",
}
_COLOR = TONES["a"][0]
_SHAPES = {"mean-peak": "^", "median-iqr": "D", "pooled-mean": "s"}


def emg_rows(*, muscle: Words, exercises: Words = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `emg` the chart draws, and those without a number. Raises SpasmedError as `emg_chart` does."""
    if not chosen("muscle", muscle, muscle_names()):
        raise SpasmedError('Say which muscle to draw, as in sp.emg_chart(muscle="multifidus").')
    frame = emg(muscle=muscle, exercise=exercises)
    if frame.empty:
        named = f" in {exercises}" if exercises is not None else ""
        raise SpasmedError(f"No measured activity of {muscle}{named} was read. sp.emg() has all that was.")
    drawn = frame[["pct_mvic", "low", "high"]].notna().any(axis=1)
    if drawn.sum() > MOST:
        raise SpasmedError(
            f"{drawn.sum()} numbers do not fit on one picture (at most {MOST}). Name one muscle, or exercises."
        )
    return frame[drawn], frame[~drawn]


def scale(row: dict[str, Any]) -> tuple[str, str, str, str]:
    """Which axis a row belongs on: muscle, study, normalization, and what kind of number it is."""
    kind = "level" if row["use"] in LEVELS else row["use"]
    return row["muscle_id"], row["source_id"], row["normalization"], kind


@plain
def emg_figure(frame: pd.DataFrame) -> Figure:
    """Rows of `emg` in panels by study and normalization; each mark carries its row's id as gid."""
    groups: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in records(frame):
        groups.setdefault(scale(row), []).append(row)
    levels = [n for key, rows in groups.items() if key[3] == "level" for row in rows for n in _extent(row)]
    names = load("muscles", unverified=True).set_index("id")["name"]
    muscles = list(dict.fromkeys(names[key[0]] for key in groups))
    panels = []
    for key, rows in sorted(groups.items(), key=lambda item: (item[0][0], item[0][3] != "level")):
        inside = levels if key[3] == "level" else [n for row in rows for n in _extent(row)]
        low, high = 1.12 * min(*inside, 0), 1.12 * max(*inside, 0)
        above = f"{names[key[0]]}, {key[1]}" if len(muscles) > 1 else key[1]
        panels.append(
            Panel(
                key=", ".join(key),
                title=f"{above}: {_unit(key)}",
                rows=[_row(row, low, high) for row in rows],
                low=low,
                high=high,
                ticks=round_ticks(low, high),
                null=0,
            )
        )
    return panels_figure(f"Measured activity (EMG): {', '.join(muscles)}", panels)


def _unit(key: tuple[str, str, str, str]) -> str:
    _, _, normalization, kind = key
    unit = normalization if kind == "ratio" or normalization.startswith("%") else f"% of {normalization}"
    return f"{unit} ({_KINDS[kind]})" if kind in _KINDS else unit


def _extent(row: dict[str, Any]) -> list[float]:
    """All that is drawn of a row: its number, its ends, one standard deviation either side."""
    known = [row[c] for c in ("pct_mvic", "low", "high") if pd.notna(row[c])]
    if pd.notna(row["pct_mvic"]) and pd.notna(row["sd"]):
        known += [row["pct_mvic"] - row["sd"], row["pct_mvic"] + row["sd"]]
    return known


def value_said(row: dict[str, Any]) -> str:
    unit = "" if row["use"] == "ratio" else "%"
    if pd.notna(row["pct_mvic"]):
        return f"{number(row['pct_mvic'])}{unit}"
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        return f"{number(row['low'])} to {number(row['high'])}{unit}"
    return f"over {number(row['low'])}{unit}" if pd.notna(row["low"]) else f"under {number(row['high'])}{unit}"


def how_said(row: dict[str, Any]) -> str:
    """The statistic with its spread and the number of people."""
    stat = row["stat"].replace("-iqr", "").replace("-", " ")
    spread = ""
    if pd.notna(row["sd"]):
        spread = f", SD{TIE}{number(row['sd'])}"
        if pd.notna(row["low"]):
            spread += f", range {number(row['low'])} to {number(row['high'])}"
    elif pd.notna(row["pct_mvic"]) and pd.notna(row["low"]):
        spread = f", IQR {number(row['low'])} to {number(row['high'])}"
    return f"{stat}{spread}, " + (f"n={row['n']}" if pd.notna(row["n"]) else f"n{TIE}not{TIE}read")


def _row(row: dict[str, Any], low: float, high: float) -> Row:
    side = "" if row["side"] == "unspecified" else f", {row['side'].replace('-', ' ')}"
    wire = ", fine wire" if row["electrode"] == "fine-wire" else ""
    return Row(
        row["id"], f"{row['exercise_label']}{side}{wire}", value_said(row), _drawn(row, low, high), small=how_said(row)
    )


def _drawn(row: dict[str, Any], low: float, high: float) -> Callable[[Axes, float], None]:
    mean, left, right, sd = (None if pd.isna(row[c]) else float(row[c]) for c in ("pct_mvic", "low", "high", "sd"))

    def draw(axes: Axes, y: float) -> None:
        if mean is None:
            _span(axes, y, row["id"], left, right, low, high)
            return
        if sd is not None:
            axes.plot([mean - sd, mean + sd], [y, y], color=_COLOR, lw=1.2, gid=f"{row['id']} sd")
        elif left is not None and right is not None:
            axes.plot([left, right], [y, y], color=_COLOR, lw=3, gid=f"{row['id']} spread")
        face = "white" if row["stat"] == "mean-approx" else _COLOR
        shape = _SHAPES.get(row["stat"], "o")
        axes.plot([mean], [y], shape, ms=8, mfc=face, mec=_COLOR, mew=1.6, gid=row["id"], zorder=4)

    return draw


def _span(axes: Axes, y: float, name: str, left: float | None, right: float | None, low: float, high: float) -> None:
    """A range between two bars, or a bound with an arrow to the side the number may lie on."""
    if left is not None and right is not None:
        axes.plot([left, right], [y, y], color=_COLOR, lw=3, marker="|", ms=11, mew=2, gid=name)
    elif left is not None:
        axes.plot([left, left + 0.3 * (high - left)], [y, y], color=_COLOR, lw=2, dashes=(4, 3), gid=f"{name} open")
        axes.plot([left], [y], ">", ms=9, mfc="white", mec=_COLOR, mew=1.6, gid=name)
    elif right is not None:
        axes.plot([max(low, 0), right], [y, y], color=_COLOR, lw=2, dashes=(4, 3), gid=f"{name} open")
        axes.plot([right], [y], "<", ms=9, mfc="white", mec=_COLOR, mew=1.6, gid=name)


def emg_chart(*, muscle: Words, exercises: Words = None) -> Shown:
    """Measured activity of a muscle, exercise by exercise: each number with its study, statistic and n.

    `muscle` and `exercises` take one name or several. A panel holds one study and one reference contraction; changes
    against rest, ratios and other references have panels that say so. Nothing is averaged. A filled sign is a mean,
    a bar with ends a range, an open arrow a bound. From `data/exercise/emg.csv`. Raises SpasmedError for an unknown
    word, when nothing was measured, or when more than 34 numbers would be drawn.
    """
    drawn, listed = emg_rows(muscle=muscle, exercises=exercises)
    told = ["Panels are not to be compared: each study placed electrodes and took its maximum in its own way."]
    told.append("Round: mean; triangle: mean of peaks; diamond: median; square: pooled mean; thin line: one SD;")
    told.append("bar with ends: range; open arrow: only a bound was printed.")
    told.append("Certainty is not graded.")
    told += [f"<br>Not drawn: {escape(row['summary'])}." for row in records(listed)]
    told.append(f"Sources: {sources(drawn['source_id'])}.")
    text = f"Measured activity: {len(drawn)} numbers from {drawn['source_id'].nunique()} studies, {len(listed)} without"
    if drawn.empty:
        return Shown(f'<figure style="margin:0"><figcaption>{" ".join(told)}</figcaption></figure>', text)
    return shown(emg_figure(drawn), alt=_alt(drawn), caption=" ".join(told), text=text)


def _alt(frame: pd.DataFrame) -> str:
    names = load("muscles", unverified=True).set_index("id")["name"]
    told = [f"Measured muscle activity, {len(frame)} numbers, each on the scale of its own study."]
    for row in records(frame):
        what = f"{names[row['muscle_id']]}, {row['exercise_label']}: {value_said(row)} ({_unit(scale(row))})"
        told.append(f"{what}; {how_said(row).replace(TIE, ' ')}; {row['source_id']}.")
    return " ".join(told)
