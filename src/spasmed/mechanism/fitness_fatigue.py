"""Training leaves two traces: a small one that lasts (fitness) and a large one that fades (fatigue).

    fitness(n) = fitness(n-1) exp(-1/42) + load     n in days
    fatigue(n) = fatigue(n-1) exp(-1/7) + load
    performance - start = 1 fitness - 2 fatigue

The form and its usual constants are public [banister-calc]; they must be fitted to each person, and nobody has done so
in back pain. Load and performance have no unit here: read the shape, not the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

Array = npt.NDArray[np.float64]
LAST = 84  # days drawn: twelve weeks


@dataclass(frozen=True)
class Parameters:
    """How long each trace lasts (days), and how strongly it counts."""

    tau_fitness: Quantity = quantity("fitness-fatigue-tau1")
    tau_fatigue: Quantity = quantity("fitness-fatigue-tau2")
    gain_fitness: Quantity = quantity("fitness-fatigue-k1")
    gain_fatigue: Quantity = quantity("fitness-fatigue-k2")
    lighter: Quantity = quantity("fitness-fatigue-lighter")


P = Parameters()


def step(fitness: float, fatigue: float, load: float) -> tuple[float, float]:
    """Fitness and fatigue a day later, after that day's load."""
    return fitness * exp(-1 / P.tau_fitness) + load, fatigue * exp(-1 / P.tau_fatigue) + load


def net(fitness: Any, fatigue: Any) -> Any:
    """Performance above or below the start."""
    return P.gain_fitness * fitness - P.gain_fatigue * fatigue


def loads(dose: float, sessions: float, weeks: float, lighter: str) -> Array:
    """The load of each day, from day 0 (none) to `LAST`: `sessions` spread over each week, then rest."""
    day = np.arange(LAST)
    spread = np.ceil((day % 7 + 1) * sessions / 7) > np.ceil(day % 7 * sessions / 7)
    load = np.where(spread & (day < 7 * weeks), dose, 0.0)
    if lighter == "every fourth week":
        load = np.where(day // 7 % 4 == 3, P.lighter * load, load)
    return np.concatenate([[0.0], load])


@within("fitness-fatigue")
def simulate(*, day: float, dose: float, sessions: float, weeks: float, lighter: str) -> pd.DataFrame:
    """Both traces and what is left of them, each day of twelve weeks; `now` is 1 up to the day looked at."""
    load = loads(dose, sessions, weeks, lighter)
    traces = [(0.0, 0.0)]
    for one in load[1:]:
        traces.append(step(*traces[-1], float(one)))
    fitness, fatigue = np.array(traces).T
    days = np.arange(len(load))
    return pd.DataFrame(
        {
            "day": days,
            "load": load,
            "fitness": P.gain_fitness * fitness,
            "fatigue": P.gain_fatigue * fatigue,
            "performance": net(fitness, fatigue),
            "now": (days <= day).astype(float),
        }
    )


def tell(frame: pd.DataFrame, *, day: float, weeks: float, **_: Any) -> Told:
    """What one state says."""
    i = int(day)
    fitness, fatigue, performance = (frame[name].to_numpy() for name in ("fitness", "fatigue", "performance"))
    now = performance[i]
    if i == 0:
        sentence = "Before the first session: no fitness gained, no fatigue, performance at its start."
    else:
        what = (
            "worse than at the start" if now < -0.5 else "better than at the start" if now > 0.5 else "as at the start"
        )
        why = (
            "fatigue hides a fitness that is growing"
            if now < 0 and i <= 7 * weeks
            else "the fitness that lasts outweighs the fatigue"
            if i <= 7 * weeks
            else "the load has stopped, fatigue fades first and fitness later"
        )
        sentence = f"On day {i} performance is {what}: {why}."
    best = int(np.argmax(performance))
    readings = (
        ("Fitness", f"{fitness[i]:.0f} (no unit)"),
        ("Fatigue", f"{fatigue[i]:.0f} (no unit)"),
        ("Performance against the start", f"{now:+.0f} (no unit)"),
        ("Best day of the twelve weeks", f"day {best}"),
    )
    return Told(sentence, readings)


def _one_day() -> list[float]:
    """The worked example: fitness 100, fatigue 60, load 50."""
    fitness, fatigue = step(100, 60, 50)
    return [fitness, fatigue, net(fitness, fatigue)]


REFERENCES: Mapping[str, Any] = {"fitness-fatigue-ref-01": _one_day}

MODEL = Model(
    id="fitness-fatigue",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "day": "since the start (d)",
        "load": "of that day (no unit)",
        "fitness": "what training has added, as it counts (no unit)",
        "fatigue": "what training has taken, as it counts (no unit)",
        "performance": "above or below the start (no unit)",
        "now": "1 up to the day looked at, then 0 (no unit)",
    },
    references=REFERENCES,
)
