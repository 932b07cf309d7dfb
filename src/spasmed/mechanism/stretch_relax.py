"""Holding a stretch: tension falls while the length stays (stress relaxation of a standard linear solid).

    T(t) / T0 = 1 - a (1 - exp(-t / tau))

a and tau are solved from two published holds: 25 % in 30 s [peixoto2015] and 33 % in 90 s [magnusson1996]. What relaxed
comes back between repetitions with a time constant that no source gives: it is a control.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

POINTS = 16  # in a hold


@dataclass(frozen=True)
class Parameters:
    """The share of the torque that can relax, and the time constant of relaxation."""

    share: Quantity = quantity("stretch-relax-a")
    tau: Quantity = quantity("stretch-relax-tau")


P = Parameters()


def relaxed(hold: Any, already: float = 0.0) -> Any:
    """Share of the first torque (0 to 1) that is gone after `hold` seconds, when `already` was gone at their start."""
    return P.share + (already - P.share) * np.exp(-hold / P.tau)


@within("stretch-relax")
def simulate(*, hold: float, repeats: float, rest: float, recovery: float, person: str) -> pd.DataFrame:
    """Torque during each repetition, in percent of the first torque. No term depends on `person`: that is the point."""
    gone, frames = 0.0, []
    for repetition in range(1, int(repeats) + 1):
        start = (repetition - 1) * (hold + rest)
        t = hold * np.linspace(0, 1, POINTS) ** 2  # closest together where it bends most
        torque = 100 * (1 - relaxed(t, gone))
        frames.append({"time": start + t, "torque": torque, "repetition": np.full(POINTS, repetition)})
        gone = relaxed(hold, gone) * exp(-rest / recovery)
    return pd.DataFrame({name: np.concatenate([f[name] for f in frames]) for name in ("time", "torque", "repetition")})


def tell(frame: pd.DataFrame, *, hold: float, repeats: float, person: str, **_: Any) -> Told:
    """What one state says."""
    torque = frame["torque"].to_numpy()
    first, last = torque[POINTS - 1], torque[-1]
    kind = "the muscle of a healthy leg" if person == "healthy" else "the muscle of a leg with complete motor loss"
    sentence = f"Held at one length for {hold:g} s, {kind} is down to {first:.0f} % of its first tension"
    sentence += (
        f"; {100 * relaxed(15) / relaxed(hold):.0f} % of that fall comes in the first 15 s." if hold > 15 else "."
    )
    if repeats > 1:
        sentence += f" The last of {repeats:g} holds ends at {last:.0f} %."
    readings = (
        ("Tension after the first hold", f"{first:.1f} %"),
        ("Tension after the last hold", f"{last:.1f} %"),
        ("Time under stretch", f"{hold * repeats:g} s"),
    )
    return Told(sentence, readings)


def _plateau() -> bool:
    """Whether holds after the third of 30 s each lower the end tension by less than 1 % of the first torque."""
    frame = simulate(hold=30, repeats=6, rest=0)
    ends = frame.groupby("repetition")["torque"].last()
    return bool(ends[3] - ends[6] < 1)


REFERENCES: Mapping[str, Any] = {
    "stretch-relax-ref-01": lambda: 100 * relaxed(90),
    "stretch-relax-ref-02": lambda: 100 * relaxed(90),
    "stretch-relax-ref-03": lambda: 100 * relaxed(30),
    "stretch-relax-ref-04": lambda: 100 * relaxed(20) / relaxed(30),
    "stretch-relax-ref-05": _plateau,
}

MODEL = Model(
    id="stretch-relax",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the first hold began (s)",
        "torque": "passive torque at the held length (% of the first torque)",
        "repetition": "number of the hold, from 1",
    },
    references=REFERENCES,
)
