"""Age: leg strength falls about three times as fast as the muscle that makes it.

    left after t years = (1 - k)^t

The yearly rates k of strength (four groups) and of lean mass were measured for three years in people in their 70s
[goodpaster2006]. That a rate stays the same for decades is our assumption, and so is the margin a person starts with:
it is a control.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, quantity, within

# What a reader chooses -> the end of the id of its row.
_GROUPS = {
    "white men": "m-white",
    "Black men": "m-black",
    "white women": "f-white",
    "Black women": "f-black",
}


@dataclass(frozen=True)
class Parameters:
    """Yearly rate of loss of leg strength by group, and of leg lean mass (1/y)."""

    strength: Mapping[str, Quantity] = field(default_factory=lambda: quantities("aging-rates-k-{}", _GROUPS))
    lean: Quantity = quantity("aging-rates-k-lean")


P = Parameters()


def years_until(share: float, rate: float) -> float:
    """Years until `share` (0 to 1) of the start is left, at a yearly rate (1/y)."""
    return log(share) / log(1 - rate)


@within("aging-rates")
def simulate(*, years: float, group: str, margin: float) -> pd.DataFrame:
    """What is left of strength, lean mass and strength per mass, in percent of the start, up to `years`."""
    t = np.linspace(0, years, 13)
    strength, mass = 100 * (1 - P.strength[group]) ** t, 100 * (1 - P.lean) ** t
    quality = 100 * strength / mass
    return pd.DataFrame(
        {"years": t, "strength": strength, "mass": mass, "quality": quality, "need": np.full(len(t), 100 / margin)}
    )


def tell(frame: pd.DataFrame, *, years: float, group: str, margin: float) -> Told:
    """What one state says."""
    strength, mass, quality, need = (frame[name].to_numpy()[-1] for name in ("strength", "mass", "quality", "need"))
    until = years_until(1 / margin, P.strength[group])
    spent = "is no longer enough" if strength < need - 1e-9 else "is still enough"
    sentence = f"After {years:g} years, {strength:.0f} % of leg strength is left and {mass:.0f} % of the muscle. " + (
        f"For someone who began with {margin:g} times the strength that rising from a chair takes, that {spent}."
        if years
        else f"{group[0].upper()}{group[1:]} in their 70s lose {100 * P.strength[group]:.1f} % of leg strength a year."
    )
    readings = (
        ("Strength left", f"{strength:.1f} %"),
        ("Lean mass left", f"{mass:.1f} %"),
        ("Strength for each kilogram of muscle", f"{quality:.1f} % of the start"),
        ("The margin is used up after", f"{until:.1f} years"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {
    "aging-rates-ref-01": lambda: [years_until(0.7, P.strength[group]) for group in ("white men", "white women")],
    "aging-rates-ref-02": lambda: float(np.mean(list(P.strength.values())) / P.lean),
}

MODEL = Model(
    id="aging-rates",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "years": "since the start, in the 70s (y)",
        "strength": "knee extension strength (% of the start)",
        "mass": "leg lean mass (% of the start)",
        "quality": "strength for each kilogram of lean mass (% of the start)",
        "need": "strength that rising from a chair takes, by the margin chosen (% of the start)",
    },
    references=REFERENCES,
)
