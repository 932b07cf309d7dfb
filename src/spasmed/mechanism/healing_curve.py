"""A strained muscle: weaker after a day than at once, nearly whole after a week (a rabbit's leg).

    force(t) = a smooth curve through 70.5, 51.1, 74.5 and 92.5 % of normal at 0, 1, 2 and 7 days

The four points are measured [nikolaou1987]. Between them we draw a monotone cubic (Fritsch and Carlson), which adds no
high and no low of its own; the smoothness is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, within

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parameters:
    """When force was measured (days), and what was measured (% of the other leg)."""

    day: tuple[Quantity, ...] = tuple(quantities("healing-curve-day-{}", "1234").values())
    force: tuple[Quantity, ...] = tuple(quantities("healing-curve-force-{}", "1234").values())


P = Parameters()


def monotone(x: Array, y: Array, at: npt.ArrayLike) -> Array:
    """A cubic through the points (x, y) that turns only where they turn, at the places `at`."""
    h = np.diff(x)
    slope = np.diff(y) / h
    inner = np.zeros(len(slope) - 1)
    same = slope[:-1] * slope[1:] > 0
    early, late = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
    inner[same] = (early + late)[same] / (early / slope[:-1] + late / slope[1:])[same]
    tangent = np.concatenate([[slope[0]], inner, [_end(h[-1], h[-2], slope[-1], slope[-2])]])
    where = np.atleast_1d(np.asarray(at, dtype=float))
    i = np.clip(np.searchsorted(x, where, side="right") - 1, 0, len(h) - 1)
    s = (where - x[i]) / h[i]
    rise: Array = y[i] * (1 + 2 * s) * (1 - s) ** 2 + y[i + 1] * s**2 * (3 - 2 * s)
    return rise + h[i] * s * (1 - s) * (tangent[i] * (1 - s) - tangent[i + 1] * s)


def _end(last: float, former: float, slope: float, before: float) -> float:
    """The slope at the last point by the three-point rule, held so that the curve does not turn."""
    guess = ((2 * last + former) * slope - last * before) / (last + former)
    return min(max(guess, min(0.0, 3 * slope)), max(0.0, 3 * slope))


def force(days: npt.ArrayLike) -> Array:
    """Force (% of normal) `days` after the strain."""
    return monotone(np.array(P.day, dtype=float), np.array(P.force, dtype=float), days)


@within("healing-curve")
def simulate(*, days: float, asked: float) -> pd.DataFrame:
    """Force until now, and whether it reaches what is asked of it."""
    t = np.union1d(np.arange(0, days, 1 / 8), [days])  # eighths of a day meet every measurement
    given = force(t)
    return pd.DataFrame({"days": t, "force": given, "enough": (given >= asked).astype(float)})


def tell(frame: pd.DataFrame, *, days: float, asked: float) -> Told:
    """What one state says."""
    now, first = frame["force"].to_numpy()[-1], P.force[0]
    against = now - first
    than = f": {abs(against):.0f} points {'less' if against < 0 else 'more'} than right after the strain"
    can = "can" if now >= asked else "cannot"
    sentence = (
        f"{_day(days)} the rabbit's muscle gives {now:.1f} % of its normal force{than if days else ''}. "
        f"It {can} give the {asked:g} % asked of it."
    )
    t = np.linspace(P.day[0], P.day[-1], 337)
    short = float(np.mean(force(t) < asked) * (P.day[-1] - P.day[0]))
    readings = (
        ("Force now", f"{now:.1f} % of normal"),
        ("Against right after the strain", f"{against:+.1f} points"),
        ("Time in this week below what is asked", f"{short:.1f} days"),
    )
    return Told(sentence, readings)


def _day(days: float) -> str:
    return "Right after the strain" if days == 0 else f"After {days:g} {'day' if days == 1 else 'days'}"


REFERENCES: Mapping[str, Any] = {"healing-curve-ref-01": lambda: [float(value) for value in force(P.day)]}

MODEL = Model(
    id="healing-curve",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "days": "since the strain (d)",
        "force": "contractile force (% of the other leg)",
        "enough": "whether the force reaches what is asked: 1 yes, 0 no (no unit)",
    },
    references=REFERENCES,
)
