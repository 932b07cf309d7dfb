"""Slow breathing and the heart rate: a loop with a delay has a pace at which it swings most (a toy).

    h = u - g h(t - delay) through a lag tau,   so   |h / u| = |1 / (1 + g exp(-i w delay) / (1 + i w tau))|

That there is one pace at which slow breathing swings the heart rate most is the premise of a review [shaffer2020]. The
loop here is the simplest that has such a pace; all its numbers are ours. That breathing at it does anything to a back
spasm has not been shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, chosen, quantity, within


@dataclass(frozen=True)
class Parameters:
    """The lag of the loop, and how far breathing alone would swing the heart rate; both ours."""

    tau: Quantity = quantity("rsa-resonance-tau")
    push: Quantity = quantity("rsa-resonance-push")


P = Parameters()


def swing(breaths: Any, delay: float, gain: float) -> Any:
    """The heart rate's complex answer to breathing at a pace (breaths a minute), as a multiple of its push."""
    s = 2j * pi * np.asarray(breaths, dtype=float) / 60
    return 1 / (1 + gain * np.exp(-s * delay) / (1 + s * float(P.tau)))


@within("rsa-resonance")
def simulate(*, breaths: float, delay: float, gain: float) -> pd.DataFrame:
    """The swing of the heart rate at every pace of the slider; `chosen` marks the pace that is set."""
    paces = np.array(MODEL.primary.positions(), dtype=float)
    answer = swing(paces, delay, gain)
    size, late = P.push * np.abs(answer), np.degrees(np.angle(answer))
    return pd.DataFrame({"breaths": paces, "swing": size, "phase": late, "chosen": paces == breaths})


def tell(frame: pd.DataFrame, *, breaths: float, gain: float, **_: Any) -> Told:
    """What one state says."""
    paces, size = frame["breaths"].to_numpy(), frame["swing"].to_numpy()
    here, best = float(size[chosen(frame)]), int(np.argmax(size))
    if gain:
        least = "the pace at which this toy swings most"
        where = f"the largest swing comes at {paces[best]:g}" if paces[best] != breaths else f"this is {least}"
    else:
        where = "without the loop the swing is the same at every pace"
    sentence = f"At {breaths:g} breaths a minute the heart rate swings by {here:.1f} beats a minute each way; {where}."
    readings = (
        ("Swing at this pace", f"{here:.1f} beats/min"),
        ("Pace of the largest swing", f"{paces[best]:g} breaths/min" if gain else "none"),
        ("Against breathing alone", f"{here / P.push:.2f} times"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {}  # the review gives no constants

MODEL = Model(
    id="rsa-resonance",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "breaths": "pace of breathing (breaths a minute)",
        "swing": "swing of the heart rate each way (beats a minute)",
        "phase": "by how much the heart rate runs ahead of breathing (degrees)",
        "chosen": "whether this is the pace that is set",
    },
    references=REFERENCES,
)
