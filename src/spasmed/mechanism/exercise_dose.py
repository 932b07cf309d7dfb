"""From measured muscle activity to a hold time: what kind of training an exercise is for the back muscles.

    u = activation x (force per activation)        hold time = endurance of the trunk at u (fatigue-3cc)

The activations are measured [calatayud2019, konrad2001] and the endurance model is published. Reading electrical
activity as a share of maximal force is ours: the control `force` says how much force one percent of activity gives. The
edges between endurance and strength work are a convention of teaching, for which no source was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isinf
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within
from spasmed.mechanism.fatigue_3cc import endurance, say
from spasmed.tables import load, records


@dataclass(frozen=True)
class Parameters:
    """The edges between endurance work and strength work (% of maximum)."""

    low: Quantity = quantity("exercise-dose-low-edge")
    high: Quantity = quantity("exercise-dose-high-edge")


P = Parameters()
# Exercise as a reader names it -> its row of data/exercise/emg.csv: erector spinae, as a share of maximum.
_ROWS = {"bird dog": "emg-006", "bridge": "emg-143", "squat": "emg-005", "trunk + hip": "emg-145"}


class Activity(NamedTuple):
    """Measured activity of the back muscles in an exercise, in % of maximum; `bound` where only a limit was printed."""

    exercise: str
    middle: float
    low: float
    high: float
    bound: bool


@cache
def activities() -> tuple[Activity, ...]:
    """The measured exercises, quietest first; where only an upper bound was printed, it stands for the middle."""
    rows = {row["id"]: row for row in records(load("emg"))}
    found = []
    for name, row in _ROWS.items():
        middle, low, high = (float(rows[row][column]) for column in ("pct_mvic", "low", "high"))
        bound = middle != middle
        middle = high if bound else middle
        found.append(Activity(name, middle, low if low == low else middle, high if high == high else middle, bound))
    return tuple(sorted(found, key=lambda one: one.middle))


def zone(u: float) -> str:
    """What a hold at `u` (% of maximum) trains, by the convention of teaching."""
    if u <= P.low:
        return "endurance and control"
    return "strength" if u >= P.high else "something in between"


@within("exercise-dose")
def simulate(*, activity: float, force: float, hold: float) -> pd.DataFrame:
    """The hold time of every activity from 10 to 90 %, then that of the activity set (last row)."""
    shares = np.append(np.geomspace(10, 90, 24), activity)
    times = [endurance(min(0.99, share * force / 10_000)) for share in shares]
    capped = [time if not isinf(time) else float("nan") for time in times]
    return pd.DataFrame({"activity": shares, "time": capped, "used": [100 * hold / time for time in times]})


def tell(frame: pd.DataFrame, *, activity: float, force: float, hold: float) -> Told:
    """What one state says."""
    u = min(99.0, activity * force / 100)
    limit, used = endurance(u / 100), float(frame["used"].to_numpy()[-1])
    near = min(activities(), key=lambda one: abs(one.middle - activity))
    as_in = "about the most seen in" if near.bound else "about as in"
    like = f", {as_in} {near.exercise}," if abs(near.middle - activity) <= 3 else ""
    lasts = "without end" if isinf(limit) else f"for about {say(limit)}"
    share = f"{used:.0f}" if used >= 0.5 else "less than 1"
    end = f"Holding {hold:g} s uses {share} % of that" if hold < limit else f"{hold:g} s are more than that"
    sentence = (
        f"At {activity:g} % activity{like} the model holds {lasts}. {end}. By the convention of teaching this counts "
        f"as {zone(u)}."
    )
    readings = (
        ("Hold time in the model", say(limit)),
        ("One hold uses", f"{used:.0f} % of it"),
        ("Kind of work", zone(u)),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {"exercise-dose-ref-01": lambda: [endurance(u) for u in (0.29, 0.35, 0.50)]}

MODEL = Model(
    id="exercise-dose",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "activity": "activity of the back muscles (% of maximum)",
        "time": "how long it can be held in the model (s); empty where it is endless",
        "used": "share of that time used by one hold (%)",
    },
    references=REFERENCES,
)
