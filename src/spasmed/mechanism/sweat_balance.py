"""Water and sodium in a sweating body: bookkeeping, and what it does not do to cramp.

    TBW' = drink - sweat,   Na' = drink Na_drink - sweat Na_sweat,   [Na] = Na / TBW,   TBW(0) = share x mass

Sweating rates and sweat sodium are published ranges [baker2016, sweat2019]. The share of water and the sodium at the
start are assumed, and the body of 75 kg is ours. The cramp threshold is no result of the equations: it is the measured
one, which a loss of 3 % of body mass did not change [miller2010], drawn flat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

POINTS = 25


@dataclass(frozen=True)
class Parameters:
    """The body at the start, published means, and the cramp threshold (standard errors) around a loss of 3 %."""

    water: Quantity = quantity("sweat-balance-f-tbw")
    sodium: Quantity = quantity("sweat-balance-na0")
    mass: Quantity = quantity("sweat-balance-mass")
    sweat: Quantity = quantity("sweat-balance-sr-mean")
    sweat_na: Quantity = quantity("sweat-balance-na-sweat-mean")
    sweat_endurance: Quantity = quantity("sweat-balance-sr-endur-mean")
    loss_endurance: Quantity = quantity("sweat-balance-rssl-endur-mean")
    loss: Quantity = quantity("sweat-balance-loss")
    threshold: Quantity = quantity("sweat-balance-threshold-before")
    threshold_after: Quantity = quantity("sweat-balance-threshold-after")
    error: Quantity = quantity("sweat-balance-threshold-before-error")
    error_after: Quantity = quantity("sweat-balance-threshold-after-error")


P = Parameters()


def plasma(hours: Any, drink: float, sweat: float, sweat_na: float, drink_na: float, mass: float | None = None) -> Any:
    """Plasma sodium (mmol/L) after `hours`, from liters an hour and mmol/L; salt and water are kept by nothing else."""
    start = P.water * (P.mass if mass is None else mass)
    water = start + (drink - sweat) * hours
    return (start * P.sodium + (drink * drink_na - sweat * sweat_na) * hours) / water


@within("sweat-balance")
def simulate(*, drink: float, sweat: float, sweat_na: float, drink_na: float, hours: float) -> pd.DataFrame:
    """Body mass, plasma sodium and the (measured, unchanged) cramp threshold over the hours."""
    time = np.linspace(0, hours, POINTS)
    mass = 100 * (drink - sweat) * time / P.mass  # a liter weighs a kilogram
    sodium = plasma(time, drink, sweat, sweat_na, drink_na)
    return pd.DataFrame({"time": time, "mass": mass, "sodium": sodium, "threshold": float(P.threshold)})


def tell(frame: pd.DataFrame, *, drink: float, sweat: float, hours: float, **_: Any) -> Told:
    """What one state says."""
    mass, sodium = float(frame["mass"].iloc[-1]), frame["sodium"].to_numpy()
    change = sodium[-1] - sodium[0]
    way = "hardly moves" if abs(change) < 0.5 else f"{'rises' if change > 0 else 'falls'} by {abs(change):.1f} mmol/L"
    sentence = (
        f"Sweating {sweat:g} and drinking {drink:g} liters an hour for {hours:g} h changes body mass by {mass:+.1f} %; "
        f"the sodium in plasma {way}."
    )
    if drink > sweat:
        sentence += " Drinking more than is lost can be dangerous."
    readings = (
        ("Body mass", f"{mass:+.1f} %"),
        ("Plasma sodium", f"{sodium[-1]:.1f} mmol/L"),
        ("Change of sodium", f"{change:+.1f} mmol/L"),
        ("Cramp threshold, measured", f"{P.threshold:g} Hz before, {P.threshold_after:g} Hz after losing {P.loss:g} %"),
    )
    return Told(sentence, readings)


def _implied() -> float:
    """The sweat sodium (mmol/L) that the mean losses of endurance athletes imply."""
    return P.loss_endurance / P.sweat_endurance


def _flat() -> bool:
    """Whether the threshold after the loss lies within two standard errors of the one before it, which is drawn."""
    return abs(P.threshold_after - P.threshold) < 2 * hypot(P.error, P.error_after)


REFERENCES: Mapping[str, Any] = {
    "sweat-balance-ref-01": lambda: P.sweat * P.sweat_na,
    "sweat-balance-ref-02": _implied,
    "sweat-balance-ref-03": lambda: plasma(2, 0, P.sweat_endurance, _implied(), 0),
    "sweat-balance-ref-04": lambda: plasma(2, P.sweat_endurance, P.sweat_endurance, _implied(), 0),
    "sweat-balance-ref-05": _flat,
}

MODEL = Model(
    id="sweat-balance",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since sweating began (h)",
        "mass": "change of body mass (%)",
        "sodium": "sodium in plasma (mmol/L)",
        "threshold": "measured cramp threshold, which no term here moves (Hz)",
    },
    references=REFERENCES,
)
