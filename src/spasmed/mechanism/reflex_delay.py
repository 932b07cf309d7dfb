"""Why a reflex can beat: gain and delay in a loop (a limb, a spindle, a delay, a muscle).

    J x'' + B x' + K x + m = 0,  m = limit tanh(r / limit),  r = g (kp x + kv x')(t - delay) through two lags
    edge of oscillation:  g (kp + s kv) exp(-s delay) / ((1 + s lag)^2 (J s^2 + B s + K)) = -1  at s = i omega

The structure and its direction (a longer delay or a stronger reflex gives clonus) are published [hidler1999]; every
number is ours. The limit of the torque is ours too: without it an unstable line grows for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, pi, tanh
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from spasmed.mechanism import Model, Quantity, Told, quantity, within

Numbers = NDArray[np.float64]
DT, TIME, EVERY = 0.0025, 1.0, 5  # s, s, steps
_OMEGA = np.linspace(4, 120, 1500)  # rad/s
DELAYS = np.arange(10, 61, 5)  # ms: the map


@dataclass(frozen=True)
class Parameters:
    """The limb, the weights of the spindle, the muscle, the loop, and the tap; all ours."""

    j: Quantity = quantity("reflex-delay-j")
    b: Quantity = quantity("reflex-delay-b")
    k: Quantity = quantity("reflex-delay-k")
    kp: Quantity = quantity("reflex-delay-kp")
    kv: Quantity = quantity("reflex-delay-kv")
    lag: Quantity = quantity("reflex-delay-tau-m")
    delay: Quantity = quantity("reflex-delay-delay")
    limit: Quantity = quantity("reflex-delay-limit")
    tap: Quantity = quantity("reflex-delay-tap")


P = Parameters()


@lru_cache(maxsize=4096)
def edge(delay: float, lag: float, stiffness: float, inertia: float) -> tuple[float, float]:
    """The gain at which the loop begins to beat, and the frequency (Hz) at which it does; delay and lag in s."""
    s = 1j * _OMEGA
    loop = (P.kp + s * float(P.kv)) * np.exp(-s * delay)
    loop = loop / ((1 + s * lag) ** 2 * (inertia * s**2 + float(P.b) * s + stiffness))
    cross = np.flatnonzero((loop.imag[:-1] * loop.imag[1:] < 0) & (loop.real[:-1] < 0))
    share = loop.imag[cross] / (loop.imag[cross] - loop.imag[cross + 1])
    gains = -1 / (loop.real[cross] + share * (loop.real[cross + 1] - loop.real[cross]))
    first = int(np.argmin(gains))
    omega = _OMEGA[cross[first]] + share[first] * (_OMEGA[1] - _OMEGA[0])
    return float(gains[first]), float(omega / (2 * pi))


def tapped(gain: float, delay: float, lag: float, stiffness: float, inertia: float, time: float = TIME) -> Numbers:
    """The angle (degrees) after a tap, every `DT` s up to `time`: exact lags, a midpoint step, a list of signals."""
    back, steps = round(delay / DT), round(time / DT)
    kp, kv, b, limit = (float(x) for x in (P.kp, P.kv, P.b, P.limit))
    keep, half, signals = exp(-DT / lag), DT / 2, [0.0] * (back + steps + 1)
    x, v, first, second = 0.0, float(P.tap), 0.0, 0.0
    out: list[float] = []
    for step in range(steps):
        out.append(x)
        signals[step + back] = gain * (kp * x + kv * v)
        into = (signals[step] + signals[step + 1]) / 2  # a delay is 4 steps or more, so both are known
        was, first = first, into + (first - into) * keep
        into = (was + first) / 2
        was, second = second, into + (second - into) * keep
        m = limit * tanh((was + second) / 2 / limit)
        v_mid, x_mid = v - half / inertia * (b * v + stiffness * x + m), x + half * v
        x, v = x + DT * v_mid, v - DT / inertia * (b * v_mid + stiffness * x_mid + m)
    return np.degrees(np.array(out, dtype=np.float64))


@within("reflex-delay")
def simulate(*, gain: float, delay: float, lag: float, stiffness: float, inertia: float) -> pd.DataFrame:
    """The angle after a tap at the loop that is set, with the gain at which that loop begins to beat."""
    angle = tapped(gain, delay / 1000, lag / 1000, stiffness, inertia)[::EVERY]
    critical, frequency = edge(delay / 1000, lag / 1000, stiffness, inertia)
    time = np.arange(len(angle)) * EVERY * DT
    return pd.DataFrame({"time": time, "angle": angle, "critical": critical, "frequency": frequency})


def tell(frame: pd.DataFrame, *, gain: float, delay: float, **_: Any) -> Told:
    """What one state says."""
    critical, frequency = float(frame["critical"].iloc[0]), float(frame["frequency"].iloc[0])
    angle = frame["angle"].to_numpy()
    late = float(np.abs(angle[-len(angle) // 4 :]).max() / np.abs(angle).max())
    if gain > critical:
        does = f"one tap sets it beating at about {frequency:.1f} times a second, and it goes on: clonus"
    else:
        does = f"the swings after one tap die out; it would take a gain of {critical:.1f} to keep them going"
    readings = (
        ("Gain at which it beats", f"{critical:.1f}"),
        ("Frequency there", f"{frequency:.1f} Hz"),
        ("Swing left after a second", f"{100 * late:.0f} % of the largest"),
    )
    return Told(f"With a gain of {gain:g} and a delay of {delay:g} ms, {does}.", readings)


def _edges() -> list[tuple[float, float]]:
    return [edge(delay / 1000, float(P.lag), float(P.k), float(P.j)) for delay in (10, 20, 30, 40, 50)]


REFERENCES: Mapping[str, Any] = {
    "reflex-delay-ref-01": lambda: bool(np.all(np.diff(np.array(_edges()), axis=0) < 0)),
    "reflex-delay-ref-02": lambda: all(3 <= frequency <= 7 for _, frequency in _edges()),
    "reflex-delay-ref-03": lambda: edge(float(P.delay), float(P.lag), float(P.k), float(P.j))[1],
}

MODEL = Model(
    id="reflex-delay",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the tap (s)",
        "angle": "angle from rest (degrees)",
        "critical": "gain at which this loop begins to beat",
        "frequency": "frequency at that gain (Hz)",
    },
    references=REFERENCES,
)
