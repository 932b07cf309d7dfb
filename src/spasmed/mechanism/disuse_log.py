"""Bed rest: thigh strength goes before thigh size, both with the logarithm of time.

    size lost = s (ln t + b)        strength lost = s (A ln t + B)        % of the start, t in days, from day 5

A, B and b are solved from three pooled ratios of strength to size lost, 4.2, 2.4 and 1.9 at 5, 14 and 35 days, and s is
set by one study of five days [marusic2021]. The form holds where it was measured; at t -> 0 it means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within


@dataclass(frozen=True)
class Parameters:
    """Slope and start of strength (A, B) and of size (1, b) against ln(days), and their common scale in percent."""

    strength_slope: Quantity = quantity("disuse-log-a")
    strength_start: Quantity = quantity("disuse-log-b-strength")
    size_start: Quantity = quantity("disuse-log-b-size")
    scale: Quantity = quantity("disuse-log-s")
    first: Quantity = quantity("disuse-log-first-day")


P = Parameters()


def size_lost(days: Any) -> Any:
    """Thigh muscle area lost, in percent, after `days` in bed."""
    return P.scale * (np.log(days) + P.size_start)


def strength_lost(days: Any) -> Any:
    """Knee extension strength lost, in percent, after `days` in bed."""
    return P.scale * (P.strength_slope * np.log(days) + P.strength_start)


@within("disuse-log")
def simulate(*, days: float) -> pd.DataFrame:
    """Losses from the first day that was measured to `days`."""
    # Even steps of ln(days): the losses are straight in it, and the steep part gets most points.
    t = np.geomspace(P.first, max(days, P.first), 24)
    size, strength = size_lost(t), strength_lost(t)
    return pd.DataFrame({"days": t, "strength": strength, "size": size, "ratio": strength / size})


def tell(frame: pd.DataFrame, *, days: float) -> Told:
    """What one state says."""
    strength, size, ratio = (frame[name].to_numpy()[-1] for name in ("strength", "size", "ratio"))
    sentence = (
        f"After {days:g} days in bed the thigh has lost {strength:.0f} % of its strength but only {size:.0f} % of its "
        f"size: {ratio:.1f} times as much. Strength goes before size."
    )
    readings = (
        ("Strength lost", f"{strength:.1f} %"),
        ("Size lost", f"{size:.1f} %"),
        ("Strength lost for each 1 % of size", f"{ratio:.1f} %"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {
    "disuse-log-ref-01": lambda: [strength_lost(t) / size_lost(t) for t in (5, 14, 35)],
    "disuse-log-ref-02": lambda: size_lost(10),
    "disuse-log-ref-03": lambda: [strength_lost(10), strength_lost(14)],
}

MODEL = Model(
    id="disuse-log",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "days": "in bed (d)",
        "strength": "knee extension strength lost (% of the start)",
        "size": "thigh muscle cross-section lost (% of the start)",
        "ratio": "strength lost divided by size lost (no unit)",
    },
    references=REFERENCES,
)
