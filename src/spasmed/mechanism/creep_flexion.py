"""A bent back slowly gives way, and takes longer to come back than it took to give.

    bent:     x -> A + (x - A) exp(-t / tauL)        of what is added, f goes to a quick part and 1 - f to a slow part
    upright:  quick -> quick exp(-t / tauf)          slow -> slow exp(-t / taus)

x is the extra bend (degrees) beyond the first full bend. Published: tauL, and the extra bend after 20 min, which
gives A [mcgillbrown1992]. Fitted by us: f and tauf so that about half is back in 2 min (published for stiffness, used
here for the angle), taus so that 30 min are not enough. Schedules are compared by their PEAK: what remains at the end
depends on how long ago the last bend was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

PIECES = (1, 2, 5, 10)  # into how many turns the same minutes are cut for comparison
POINTS = 10  # of a bout, close together where it begins


@dataclass(frozen=True)
class Parameters:
    """The limit (degrees), the time constants (min) and the split of what is added."""

    most: Quantity = quantity("creep-flexion-a")
    loading: Quantity = quantity("creep-flexion-tau-l")
    split: Quantity = quantity("creep-flexion-f")
    quick: Quantity = quantity("creep-flexion-tau-f")
    slow: Quantity = quantity("creep-flexion-tau-s")


P = Parameters()
State = tuple[float, float]  # extra bend (degrees) in the quick and in the slow part


def bent(state: State, minutes: float, split: float = P.split) -> State:
    """The extra bend after `minutes` of full flexion."""
    added = (P.most - sum(state)) * (1 - exp(-minutes / P.loading))
    return state[0] + split * added, state[1] + (1 - split) * added


def upright(state: State, minutes: float) -> State:
    """The extra bend after `minutes` upright."""
    return state[0] * exp(-minutes / P.quick), state[1] * exp(-minutes / P.slow)


def peak(flexed: float, rest: float, turns: int, split: float = P.split) -> float:
    """The largest extra bend (degrees) of `turns` of `flexed` and `rest` minutes: it stands at the end of the last."""
    state: State = (0.0, 0.0)
    for turn in range(turns):
        state = bent(upright(state, rest) if turn else state, flexed, split)
    return sum(state)


def time_back(state: State, share: float) -> float:
    """Minutes upright until only `share` of the extra bend is left."""
    low, high, left = 0.0, P.slow * 10, share * sum(state)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(upright(state, middle)) > left else (low, middle)
    return high


@within("creep-flexion")
def simulate(*, flexed: float, rest: float, cycles: float, split: float) -> pd.DataFrame:
    """The extra bend against the clock, as the quick and the slow part."""
    at, state, turns = 0.0, (0.0, 0.0), int(cycles)
    rows: list[tuple[float, float, float, bool]] = []
    parts = np.linspace(0, 1, POINTS if turns <= 5 else 3) ** 3
    for _ in range(turns):
        for minutes, is_bent in ((flexed, True), (rest, False)):
            for part in (minutes * parts).tolist() if minutes else ():
                quick, slow = bent(state, part, split / 100) if is_bent else upright(state, part)
                rows.append((at + part, quick, slow, is_bent))
            state = rows[-1][1], rows[-1][2]
            at = rows[-1][0]
    time, quicks, slows, flags = zip(*rows, strict=True)
    whole = np.array(quicks) + np.array(slows)
    return pd.DataFrame({"time": time, "creep": whole, "slow": slows, "bent": flags})


def tell(frame: pd.DataFrame, *, flexed: float, rest: float, cycles: float, split: float) -> Told:
    """What one state says."""
    creep, slow = frame["creep"].to_numpy(), frame["slow"].to_numpy()
    top = int(np.argmax(creep))
    state = (float(creep[top] - slow[top]), float(slow[top]))
    two, half_hour = (100 * sum(upright(state, minutes)) / creep[top] for minutes in (2, 30))
    last = time_back(state, 0.2)
    often = peak(flexed * cycles / PIECES[-1], rest * cycles / PIECES[-1], PIECES[-1], split / 100)
    turns = "once" if cycles == 1 else f"{cycles:g} times"
    sentence = (
        f"Bent for {flexed:g} min, {turns}: the back gives way by {creep[top]:.1f} degrees. After 2 min upright "
        f"{two:.0f} % of that is still there, and it takes {last:.0f} min until only a fifth is left."
    )
    readings = (
        ("Largest extra bend", f"{creep[top]:.1f} degrees"),
        ("Still there after 2 min upright", f"{two:.0f} %"),
        ("Still there after 30 min upright", f"{half_hour:.0f} %"),
        (f"Peak in {PIECES[-1]} pieces", f"{often:.1f} degrees"),
    )
    return Told(sentence, readings)


def _ratio() -> float:
    """Peak of 4 turns of 3 min bent and 12 upright over that of 12 turns of 1 and 4."""
    return peak(3, 12, 4) / peak(1, 4, 12)


def _after_twenty() -> State:
    return bent((0.0, 0.0), 20)


REFERENCES: Mapping[str, Any] = {
    "creep-flexion-ref-01": lambda: peak(20, 0, 1),
    "creep-flexion-ref-02": lambda: peak(P.loading, 0, 1),
    "creep-flexion-ref-03": lambda: 1 - sum(upright(_after_twenty(), 2)) / sum(_after_twenty()),
    "creep-flexion-ref-04": lambda: sum(upright(_after_twenty(), 30)) > 0.01 * sum(_after_twenty()),
    "creep-flexion-ref-05": lambda: _ratio() > 1,
    "creep-flexion-ref-06": _ratio,
}

MODEL = Model(
    id="creep-flexion",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the first bend began (min)",
        "creep": "extra bend beyond the first full bend (degrees)",
        "slow": "the part of it that comes back slowly (degrees)",
        "bent": "whether the back is bent just then",
    },
    references=REFERENCES,
)
