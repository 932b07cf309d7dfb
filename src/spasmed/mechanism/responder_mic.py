"""How many reach a change that counts, with a treatment and with its comparison.

    change ~ Normal(before - after, s),   s^2 = s0^2 + s1^2 - 2 rho s0 s1,   reached = P(change >= MIC)

Means and standard deviations before and after one month are published for 12 trials of manipulation against other
recommended care [smt-ipd]; 15 points as the change that counts is a published proposal [ostelo2008]. How well before
and after agree (rho) is not printed: it is a control. An extra effect, if added, moves the manipulation arm alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import erfc, sqrt
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, quantity, within

CHANGES = np.arange(-60, 101)
_SCORES = ("before", "before-sd", "after", "after-sd")


@dataclass(frozen=True)
class Parameters:
    """Pain (points on 0-100) at entry and at one month in both arms, and the published change that counts."""

    manipulation: dict[str, Quantity] = field(default_factory=lambda: quantities("responder-mic-smt-{}", _SCORES))
    recommended: dict[str, Quantity] = field(default_factory=lambda: quantities("responder-mic-rec-{}", _SCORES))
    mic: Quantity = quantity("responder-mic-mic")


P = Parameters()


def change(arm: Mapping[str, float], rho: float) -> tuple[float, float]:
    """Mean and standard deviation of the change (points; above 0 is better)."""
    before, after = arm["before-sd"], arm["after-sd"]
    return arm["before"] - arm["after"], sqrt(before**2 + after**2 - 2 * rho * before * after)


def reached(center: float, spread: float, mic: float) -> float:
    """Share (0 to 1) of people whose change is at least `mic` points."""
    return erfc((mic - center) / spread / sqrt(2)) / 2


def _bell(center: float, spread: float) -> Any:
    return 100 / (spread * sqrt(2 * np.pi)) * np.exp(-(((CHANGES - center) / spread) ** 2) / 2)


@within("responder-mic")
def simulate(*, mic: float, rho: float, effect: float) -> pd.DataFrame:
    """Both bells, and the share who change at least so much. `mic` only says which row is looked at."""
    columns = {"change": CHANGES.astype(float)}
    for name, arm, extra in (("manipulation", P.manipulation, effect), ("recommended", P.recommended, 0.0)):
        center, spread = change(arm, rho)
        columns[name] = _bell(center + extra, spread)
        columns[f"{name}_reached"] = np.array([100 * reached(center + extra, spread, float(c)) for c in CHANGES])
    return pd.DataFrame(columns)


def tell(frame: pd.DataFrame, *, mic: float, rho: float, effect: float, **_: Any) -> Told:
    """What one state says."""
    at = int(mic - CHANGES[0])
    one, other = (frame[f"{arm}_reached"].to_numpy()[at] for arm in ("manipulation", "recommended"))
    overlap = np.minimum(frame["manipulation"].to_numpy(), frame["recommended"].to_numpy()).sum()
    between = change(P.manipulation, rho)[0] + effect - change(P.recommended, rho)[0]
    extra = one - other
    treated = f"{100 / extra:.0f} people" if extra >= 0.05 else "more than 2000 people"
    sentence = (
        f"{one:.0f} of 100 improve by {mic:g} points or more with manipulation"
        f"{' and your extra effect' if effect else ''}, and {other:.0f} of 100 with other recommended care. "
        f"The means differ by {between:.1f} points: "
        f"{treated} are treated for one more who reaches the line."
    )
    readings = (
        ("Reach it with manipulation", f"{one:.1f} of 100"),
        ("Reach it with recommended care", f"{other:.1f} of 100"),
        ("Treated for one extra", treated),
        ("Difference between the means", f"{between:.1f} points"),
        ("The two bells overlap by", f"{overlap:.0f} %"),
    )
    return Told(sentence, readings)


def _both(rho: float) -> list[float]:
    return [reached(*change(arm, rho), P.mic) for arm in (P.manipulation, P.recommended)]


REFERENCES: Mapping[str, Any] = {
    "responder-mic-ref-01": lambda: [change(P.manipulation, 0.5)[0], change(P.recommended, 0.5)[0]],
    "responder-mic-ref-02": lambda: _both(quantity("responder-mic-rho")),
}

MODEL = Model(
    id="responder-mic",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "change": "fall in pain in one month (points on 0-100; below 0 is worse)",
        "manipulation": "people with this change, manipulation (% per point)",
        "manipulation_reached": "people with at least this change, manipulation (%)",
        "recommended": "people with this change, other recommended care (% per point)",
        "recommended_reached": "people with at least this change, other recommended care (%)",
    },
    references=REFERENCES,
)
