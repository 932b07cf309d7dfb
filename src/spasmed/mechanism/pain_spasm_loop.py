"""The vicious cycle as a hypothesis that can be tested: pain raises muscle activity, which raises pain.

    M' = (M0 + G1 P - M) / lag,   P' = (P0 + G2 M - P) / lag,   loop gain L = G1 G2
    L < 1: settles at P = (P0 + G2 M0) / (1 - L);   L >= 1: runs away

No gain in this loop has been measured, and reviewers of the idea reject it [simons1998, mense2010]. A negative G1 is
its rival, in which pain quiets the muscle that hurts; neither fits all data [hodges2011a]. The numbers are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

DT, ROUNDS = 0.1, 12.0  # lags


@dataclass(frozen=True)
class Parameters:
    """The lag of each half of the loop, and the top of the scale."""

    lag: Quantity = quantity("pain-spasm-loop-lag")
    top: Quantity = quantity("pain-spasm-loop-top")


P = Parameters()


def settles(to_muscle: float, to_pain: float, cause: float, tone: float) -> float:
    """The pain at which the loop comes to rest; infinite at a loop gain of 1 or more."""
    loop = to_muscle * to_pain
    return (cause + to_pain * tone) / (1 - loop) if loop < 1 else float("inf")


def course(to_muscle: float, to_pain: float, cause: float, tone: float) -> tuple[Any, Any, Any]:
    """Time (rounds), pain and muscle activity after a cause appears in a painless muscle (Heun's method)."""
    pain, muscle, pains, muscles = 0.0, tone, [], []
    step, count = DT / float(P.lag), round(ROUNDS / DT) + 1
    for _ in range(count):
        pains.append(pain)
        muscles.append(muscle)
        dp, dm = cause + to_pain * muscle - pain, tone + to_muscle * pain - muscle
        p, m = pain + step * dp, muscle + step * dm
        dp, dm = dp + cause + to_pain * m - p, dm + tone + to_muscle * p - m
        pain, muscle = pain + step / 2 * dp, muscle + step / 2 * dm
    return np.arange(count) * DT, np.array(pains), np.array(muscles)


@within("pain-spasm-loop")
def simulate(*, to_muscle: float, to_pain: float, cause: float, tone: float) -> pd.DataFrame:
    """Pain and muscle activity over the rounds of the loop (arbitrary points)."""
    time, pain, muscle = course(to_muscle, to_pain, cause, tone)
    return pd.DataFrame({"time": time, "pain": pain, "muscle": muscle})


def tell(frame: pd.DataFrame, *, to_muscle: float, to_pain: float, cause: float, tone: float) -> Told:
    """What one state says."""
    loop, end = to_muscle * to_pain, settles(to_muscle, to_pain, cause, tone)
    level = f"at {end:.1f} points" if end <= P.top else f"only beyond the {P.top:g} points of the scale"
    if loop >= 1:
        does = "every round brings back as much as went in, or more: only here is it a vicious cycle, without an end"
    elif loop > 0:
        does = f"each round brings back {100 * loop:.0f} % of what went in: it dies down, and pain settles {level}"
    elif loop < 0:
        does = f"pain quiets the muscle that hurts, and pain settles {level}: the rival theory"
    else:
        does = f"there is no loop, and pain settles {level}"
    readings = (
        ("Loop gain", f"{loop:.2f}"),
        ("Pain settles at", f"{end:.1f} points" if loop < 1 else "no level"),
        ("Muscle activity at the end", f"{frame['muscle'].iloc[-1]:.1f} points"),
    )
    return Told(f"With a loop gain of {loop:.2f}, {does}.", readings)


REFERENCES: Mapping[str, Any] = {}  # nobody has measured this loop

MODEL = Model(
    id="pain-spasm-loop",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the cause appeared (rounds of the loop)",
        "pain": "pain (arbitrary points)",
        "muscle": "activity of the muscle that hurts (arbitrary points)",
    },
    references=REFERENCES,
)
