"""How long a muscle can hold, and what breaks buy: the three-compartment model of fatigue.

Shares of the muscle that are active a, resting s and fatigued z, with a + s + z = 1, under a load u (share of maximum):

    a' = c - F a        s' = -c + rho R z        z' = F a - rho R z        rho = r while u = 0, else 1

The controller c keeps a at u. Then z is linear, so a hold has a closed form, and so has any schedule of work and rest:

    work: z -> z* + (z - z*) exp(-R t), z* = F u / R        rest: z -> z exp(-r R t)
    it gives out when a + s < u, that is when z > 1 - u

Published: F, R and r by joint, and the power curve of measured endurance times [freylaw2012, through myosuite-val].
Ours: the closed form of schedules, and one r for every joint: it is published for ankle, knee and elbow only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, exp, inf, isinf, log
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, within

JOINTS = ("ankle", "knee", "trunk", "shoulder", "elbow", "grip", "general")
TURNS = 12  # turns of work and rest that are followed through; of more turns only ends of work are shown
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parameters:
    """Rates of fatigue and recovery (1/s) and the measured power curve (s, exponent) by joint."""

    fatigue: dict[str, Quantity]
    recovery: dict[str, Quantity]
    coefficient: dict[str, Quantity]
    exponent: dict[str, Quantity]


P = Parameters(*(quantities(f"fatigue-3cc-{symbol}-{{}}", JOINTS) for symbol in ("f", "r", "b0", "b1")))


def endless(joint: str) -> float:
    """The load (share of maximum) up to which the model holds for ever: R / (F + R)."""
    return P.recovery[joint] / (P.fatigue[joint] + P.recovery[joint])


def endurance(u: float, joint: str = "trunk") -> float:
    """How long a load `u` (share of maximum) is held without a break, in s; infinite at low loads."""
    if u <= endless(joint):
        return inf
    rate = P.recovery[joint]
    return -log(1 - rate * (1 - u) / (P.fatigue[joint] * u)) / rate


def measured(u: float, joint: str = "trunk") -> float:
    """The published power curve through measured endurance times, in s, at a load `u` (share of maximum)."""
    return P.coefficient[joint] * math.pow(u, P.exponent[joint])


def fatigued(turns: Array, u: float, work: float, rest: float, r: float, joint: str = "trunk") -> Array:
    """Share of the muscle that is fatigued at the end of the work of turn 1, 2, 3 ..."""
    rate = P.recovery[joint]
    kept, turn = exp(-rate * work), exp(-rate * (work + r * rest))
    gained: Array = P.fatigue[joint] * u / rate * (1 - kept) / (1 - turn) * (1 - turn**turns)
    return gained


def gives_out(u: float, work: float, rest: float, r: float, joint: str = "trunk") -> float:
    """When a schedule of `work` and `rest` (s) at a load `u` (share of maximum) is no longer met, in s, or never."""
    rate, most = P.recovery[joint], 1 - u
    level = P.fatigue[joint] * u / rate
    kept, turn = exp(-rate * work), exp(-rate * (work + r * rest))
    settled = level * (1 - kept) / (1 - turn)
    if settled <= most:
        return inf
    number = max(1, ceil(log(1 - most / settled) / log(turn) - 1e-9))
    begun = settled * (1 - turn ** (number - 1)) * exp(-r * rate * rest)
    return (number - 1) * (work + rest) + log((level - begun) / (level - most)) / rate


@within("fatigue-3cc")
def simulate(*, load: float, joint: str, work: float, rest: float, r: float, shift: float) -> pd.DataFrame:
    """Shares of the muscle through the shift, in percent; the table ends when the load can no longer be met."""
    u, end = load / 100, 60 * shift
    failed = gives_out(u, work, rest, r, joint)
    last = min(end, failed)
    if last / (work + rest) > TURNS:
        turns = np.unique(np.linspace(1, last // (work + rest), 60).astype(int)).astype(float)
        time = np.append(0.0, (turns - 1) * (work + rest) + work)
        tired = np.append(0.0, fatigued(turns, u, work, rest, r, joint))
        if failed <= end:
            time, tired = np.append(time, failed), np.append(tired, 1 - u)
        active = np.full(len(time), u)
    else:
        time, tired, active = _turn_by_turn(u, work, rest, r, joint, last)
    shares = {"active": active, "resting": 1 - active - tired, "fatigued": tired}
    return pd.DataFrame({"time": time / 60, **{name: 100 * share for name, share in shares.items()}})


def _turn_by_turn(u: float, work: float, rest: float, r: float, joint: str, last: float) -> tuple[Array, Array, Array]:
    """Time (s), fatigued and active share at five times of each bout of work and of rest."""
    rate = P.recovery[joint]
    level = P.fatigue[joint] * u / rate
    at, z = 0.0, 0.0
    times, tired, active = [], [], []
    while at < last - 1e-9:
        for long, now, toward, speed in ((work, u, level, rate), (rest, 0.0, 0.0, r * rate)):
            t = np.linspace(0, min(long, last - at), 5)
            if t[-1] <= 0:
                continue
            curve = toward + (z - toward) * np.exp(-speed * t)
            times.append(at + t)
            tired.append(curve)
            active.append(np.full(len(t), now))
            at, z = at + float(t[-1]), float(curve[-1])
    return np.concatenate(times), np.concatenate(tired), np.concatenate(active)


def say(seconds: float) -> str:
    """A time a reader reads: seconds to two minutes, then minutes, then hours."""
    if isinf(seconds):
        return "no end in this model"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.1f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def tell(frame: pd.DataFrame, *, load: float, joint: str, work: float, rest: float, r: float, shift: float) -> Told:
    """What one state says."""
    u = load / 100
    alone, people, broken = endurance(u, joint), measured(u, joint), gives_out(u, work, rest, r, joint)
    name = "a muscle" if joint == "general" else f"the {joint}"
    whole = f"lasts the whole {shift:g} min" if broken > 60 * shift else f"gives out after {say(broken)}"
    hold = "the model holds without end" if isinf(alone) else f"the model holds {say(alone)} without a break"
    sentence = (
        f"At {load:g} % of maximum, {name} works {work:g} s and rests {rest:g} s: it {whole}. "
        f"At this load {hold}; the curve through measured people says {say(people)}."
    )
    readings = (
        ("Without a break, model", say(alone)),
        ("Without a break, measured curve", say(people)),
        ("With these breaks", say(broken)),
        ("Fatigued at the end", f"{frame['fatigued'].to_numpy()[-1]:.0f} %"),
    )
    return Told(sentence, readings)


def _off(u: float) -> float:
    """How far the trunk's endurance lies from the measured curve, in %."""
    return 100 * (endurance(u) / measured(u) - 1)


REFERENCES: Mapping[str, Any] = {
    **{f"fatigue-3cc-ref-{n:02d}": lambda n=n: endurance(n / 10) for n in range(1, 10)},
    "fatigue-3cc-ref-11": lambda: endurance(0.5, "shoulder"),
    "fatigue-3cc-ref-12": lambda: endurance(0.2, "grip"),
    "fatigue-3cc-ref-13": lambda: endurance(0.4, "knee"),
    "fatigue-3cc-ref-14": lambda: [measured(u) for u in (0.2, 0.4, 0.6)],
    "fatigue-3cc-ref-15": lambda: endless("trunk"),
    "fatigue-3cc-ref-16": lambda: [_off(0.5), _off(0.9)],
    "fatigue-3cc-ref-17": lambda: [gives_out(0.5, 30, 30, r) for r in (1, 10, 15)],
    "fatigue-3cc-ref-18": lambda: [gives_out(0.5, turn, turn, 10) for turn in (60, 30, 10)],
}

MODEL = Model(
    id="fatigue-3cc",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the shift began (min)",
        "active": "share of the muscle that pulls (%)",
        "resting": "share that is ready to pull (%)",
        "fatigued": "share that cannot pull (%)",
    },
    references=REFERENCES,
)
