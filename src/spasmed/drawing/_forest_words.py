"""A forest plot in words: what it shows, what it leaves out, and on which axis a number belongs."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pandas as pd

from spasmed.drawing._figures import number, sources
from spasmed.drawing._table import source_link
from spasmed.drawing._words import said
from spasmed.tables import records

# The size a review itself calls important stands in the row's note, in words like these.
_IMPORTANT = re.compile(r"(\d+(?:\.\d+)?)-point (?:important difference|threshold)")


def important(row: dict[str, Any]) -> float | None:
    """The difference the row's own review calls important, in the unit of the plot; None where it names none."""
    named = _IMPORTANT.search(row["note"])
    return float(named[1]) if named else None


def scale(row: dict[str, Any]) -> tuple[str, str]:
    """Which axis a row belongs on: its family, and its unit; odds, risk, rate and hazard ratios are kept apart."""
    return row["plot_family"], (row["unit"] if row["plot_family"] == "ratio" else row["plot_unit"])


def when(row: dict[str, Any]) -> str:
    """When the outcome was measured."""
    return "when: not in the text read" if row["follow_up"] == "not in excerpt" else str(row["follow_up"])


def value(row: dict[str, Any]) -> str:
    """The estimate and its interval as they are drawn."""
    return f"{number(row['plot_estimate'])} ({number(row['plot_low'])} to {number(row['plot_high'])})"


def alt(frame: pd.DataFrame) -> str:
    """What the plot shows, number by number, panel by panel."""
    told = [f"Forest plot of {len(frame)} effects; negative, or below 1 for a ratio, favors the intervention."]
    before = None
    for row in sorted(records(frame), key=lambda r: list(dict.fromkeys(frame.apply(scale, axis=1))).index(scale(r))):
        if scale(row) != before:
            before = scale(row)
            told.append(f"{before[0]}, {before[1].removesuffix(' (native)')}:")
        mic = "" if important(row) is None else f", important difference {number(important(row) or 0)}"
        what = f"{row['intervention'].replace('-', ' ')}, {row['outcome']} against {row['comparator']}, {when(row)}"
        told.append(f"{what}: {value(row)}{mic}, certainty {said('certainty', row['certainty'])}.")
    return " ".join(told)


def caption(drawn: pd.DataFrame, listed: pd.DataFrame) -> str:
    """How to read it, what is not drawn and why, and the sources (HTML)."""
    told = []
    if not drawn.empty:
        told.append("Estimate and 95% interval; filled square: the interval leaves out no difference.")
        told.append("Dots: certainty as its source grades it (a dash where it grades none). LBP: low back pain.")
        if drawn["plot_derived"].any():
            told.append("\N{DAGGER}: sign turned or scale stretched for the plot; sp.effects() has it as printed.")
        if any(important(row) is not None for row in records(drawn)):
            told.append("Dotted mark: the difference the review itself calls important.")
        if (drawn["seen"] == "secondary").any():
            read = sources(drawn.loc[drawn["seen"] == "secondary", "source_id"])
            told.append(f"Read in a second source: {read}.")
        told.append(f"Sources: {sources(drawn['source_id'])}.")
    reasons: dict[str, list[str]] = {}
    for row in records(listed):
        reasons.setdefault(_why(row), []).append(_listed(row))
    told += [f"<br>Not drawn: {escape(why)}. {'; '.join(items)}." for why, items in reasons.items()]
    return " ".join(told)


def _why(row: dict[str, Any]) -> str:
    """Why a row is not drawn: no interval, or what the table says against it."""
    if pd.isna(row["ci_low"]) or pd.isna(row["ci_high"]):
        return "no interval printed"
    return row["note"] or "it marks a risk and is no effect of a treatment"


def _listed(row: dict[str, Any]) -> str:
    missing = pd.isna(row["ci_low"]) or pd.isna(row["ci_high"])
    spread = "" if missing else f" ({number(row['ci_low'])} to {number(row['ci_high'])})"
    what = f"{row['intervention'].replace('-', ' ')}, {row['outcome']} against {row['comparator']}"
    size = f"{number(row['estimate'])}{spread} {row['unit']}"
    certainty = said("certainty", row["certainty"])
    return f"{escape(what)}: {escape(size)}, certainty {certainty} ({source_link(row['source_id'])})"
