"""The head that "weighs 60 pounds": one lever ratio, chosen to fit, and nothing measured in anyone.

    F = W (cos t + lambda sin t)

W is the head's weight, t how far it leans forward, lambda how much longer the head's arm is than the muscle's. W and
the four forces are published, as results of a computer model [hansraj2014]. The formula and lambda are ours: 4.46 is
the least-squares fit to those four forces. The slider shows what the headline would be with another arm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within
from spasmed.tables import load, records

ANGLES = (15.0, 30.0, 45.0, 60.0)  # of the published forces, in the order of neck-lever-ref-01
HEADLINE = ANGLES[-1]


@dataclass(frozen=True)
class Parameters:
    """The head's weight (lb) and the lever ratio that fits the published forces best."""

    weight: Quantity = quantity("neck-lever-w")
    ratio: Quantity = quantity("neck-lever-lambda")


P = Parameters()


def force(angle: Any, ratio: float = P.ratio, weight: float = P.weight) -> npt.NDArray[np.float64]:
    """The pull on the neck in the unit of `weight`, with the head leaning `angle` degrees forward."""
    t = np.radians(angle)
    pull: npt.NDArray[np.float64] = weight * (np.cos(t) + ratio * np.sin(t))
    return pull


@cache
def published() -> tuple[float, ...]:
    """The four forces of the article (lb) at `ANGLES`."""
    row = next(row for row in records(load("reference_values")) if row["id"] == "neck-lever-ref-01")
    return tuple(float(word) for word in row["expected"].split(" / "))


@within("neck-lever")
def simulate(*, ratio: float, angle: float, weight: float) -> pd.DataFrame:
    """The pull (lb) with the ratio set and with the one that fits the article best; the angle set is last."""
    angles = np.append(np.arange(0, HEADLINE + 1, 5), angle)
    return pd.DataFrame({"angle": angles, "force": force(angles, ratio, weight), "fitted": force(angles)})


def tell(frame: pd.DataFrame, *, ratio: float, weight: float, **_: Any) -> Told:
    """What one state says."""
    headline, here = frame["force"].to_numpy()[-2:]
    sentence = (
        f"With a lever ratio of {ratio:g}, the famous 60 pounds would be {headline:.0f} pounds. "
        f"Nobody measured this ratio: the headline follows from the number put in."
    )
    readings = (
        (f"Pull at {HEADLINE:g} degrees", f"{headline:.1f} lb"),
        ("Pull at the angle set", f"{here:.1f} lb"),
        ("In weights of the head", f"{here / weight:.1f} times"),
        ("Ratio that fits the article best", f"{P.ratio:g}"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {"neck-lever-ref-01": lambda: list(force(ANGLES))}

MODEL = Model(
    id="neck-lever",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "angle": "how far the head leans forward (degrees); the last row is the angle set",
        "force": "pull with the ratio and the weight set (lb)",
        "fitted": "pull with the ratio that fits the article best (lb)",
    },
    references=REFERENCES,
)
