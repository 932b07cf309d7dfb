"""How far calcium or potassium must change before a nerve fiber fires by itself (Hodgkin-Huxley axon).

    C V' = I - gNa m^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL);  m, h, n follow the 1952 rate functions
    calcium:   every rate function sees V - k ln(Ca / normal) instead of V (surface charge)
    potassium: EK = EK0 + (RT/F) ln(K / normal)

The axon and its constants are published [hh-gist, hh-neuron]. That ONE shift k stands for all that calcium does is a
simplification: one gate was measured at about 4.3 mV per e-fold [squid-ca-h], and the abstract says that the kinetics
do not simply shift. So k is a control. `integrate` solves many axons at once; `python tools/surfaces.py` writes what it
gives into data/mechanism/hh_surface.csv, and `simulate` reads that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from spasmed.mechanism import Model, Quantity, Told, chosen, quantities, quantity, within
from spasmed.tables import load

Numbers = NDArray[np.float64]
DT = 0.02  # ms
CURRENTS = (0, 5, 10, 15, 20)  # µA/cm²: those of the surface
SETTLE, STEP = 300.0, 100.0  # ms: until a membrane has come to rest, and how long a current is tried


_RATES = ("alpha-m", "alpha-h", "alpha-n", "beta-m", "beta-h", "beta-n")


@dataclass(frozen=True)
class Parameters:
    """Conductances and reversal potentials, the six rate functions, the Nernst slope of a squid axon at 6.3 C."""

    g: dict[str, Quantity]
    e: dict[str, Quantity]
    rate: dict[str, Quantity]
    at: dict[str, Quantity]
    slope: dict[str, Quantity]
    c: Quantity = quantity("hh-excitability-c")
    rt_f: Quantity = quantity("hh-excitability-rt-f-axon")
    k_measured: Quantity = quantity("hh-excitability-k-ca-measured")


P = Parameters(
    g=quantities("hh-excitability-{}", ("gna", "gk", "gl")),
    e=quantities("hh-excitability-{}", ("ena", "ek", "el")),
    rate=quantities("hh-excitability-{}-rate", _RATES),
    at=quantities("hh-excitability-{}-at", _RATES),
    slope=quantities("hh-excitability-{}-slope", _RATES),
)


class State(NamedTuple):
    """Membrane potential (mV) and the three gates (0 to 1) of many axons."""

    v: Numbers
    m: Numbers
    h: Numbers
    n: Numbers


def shift(calcium: float, k: float) -> float:
    """Shift of all gates (mV) at a calcium concentration (% of normal), when an e-fold change shifts them by `k` mV."""
    return float(k * np.log(calcium / 100))


def _opening(name: str, v: Numbers) -> Numbers:
    """One of the six rate functions, 1/ms."""
    rate, x = float(P.rate[name]), (v - float(P.at[name])) / float(P.slope[name])
    if name in ("alpha-m", "alpha-n"):
        near = np.abs(x) < 1e-6
        x = np.where(near, 1e-6, x)
        return np.asarray(rate * float(P.slope[name]) * x / -np.expm1(-x))
    return np.asarray(rate / (1 + np.exp(-x))) if name == "beta-h" else np.asarray(rate * np.exp(-x))


def rest(shape: int) -> State:
    """A normal axon at rest: its gates in balance at the leak-free resting potential of the 1952 convention."""
    v = np.full(shape, float(P.at["beta-m"]))
    gates = (_opening(f"alpha-{g}", v) / (_opening(f"alpha-{g}", v) + _opening(f"beta-{g}", v)) for g in "mhn")
    return State(v, *gates)


def _after_step(gate: Numbers, opens: Numbers, closes: Numbers) -> Numbers:
    balance = opens / (opens + closes)
    return np.asarray(balance + (gate - balance) * np.exp(-DT * (opens + closes)))


def integrate(
    current: Any, shift: Any, potassium: Any, time: float, start: State | None = None, count_from: float = 0
) -> tuple[State, Numbers]:
    """Many axons at once by exponential Euler: the last state, and how many spikes came after `count_from` (ms).

    current (µA/cm²), shift of the gates (mV) and potassium (ratio to normal) are numbers or arrays of one length.
    """
    i, s, k = np.broadcast_arrays(*(np.asarray(x, dtype=float).ravel() for x in (current, shift, potassium)))
    ek = float(P.e["ek"]) + float(P.rt_f) * np.log(k)
    gna, gk, gl = (float(P.g[name]) for name in ("gna", "gk", "gl"))
    ena, el, c = float(P.e["ena"]), float(P.e["el"]), float(P.c)
    v, m, h, n = start or rest(len(i))
    spikes = np.zeros(len(i))
    for step in range(round(time / DT)):
        u = v - s
        rates = [(_opening(f"alpha-{g}", u), _opening(f"beta-{g}", u)) for g in "mhn"]
        m, h, n = (_after_step(x, a, b) for x, (a, b) in zip((m, h, n), rates, strict=True))
        na, kk = gna * m**3 * h, gk * n**4
        g = na + kk + gl
        goal = (na * ena + kk * ek + gl * el + i) / g
        new = goal + (v - goal) * np.exp(-DT * g / c)
        if step * DT >= count_from:
            spikes += (v < 0) & (new >= 0)
        v = new
    return State(v, m, h, n), spikes


def membranes(shift: Any, potassium: Any) -> tuple[State, Numbers]:
    """Membranes left alone for `SETTLE` ms: their state, and the spikes in its last half."""
    return integrate(0, shift, potassium, SETTLE, count_from=SETTLE / 2)


def threshold(shift: Any, potassium: Any) -> Numbers:
    """The least lasting current (µA/cm²) that fires a spike; 0: none is needed, NaN: the highest is too weak."""
    shift, potassium = np.broadcast_arrays(*(np.asarray(x, dtype=float).ravel() for x in (shift, potassium)))
    state, alone = membranes(shift, potassium)
    low, high = np.zeros(len(shift)), np.full(len(shift), float(CURRENTS[-1]))
    never = integrate(high, shift, potassium, STEP, state)[1] == 0
    for _ in range(11):
        middle = (low + high) / 2
        fires = integrate(middle, shift, potassium, STEP, state)[1] > 0
        low, high = np.where(fires, low, middle), np.where(fires, middle, high)
    return np.where(alone > 0, 0.0, np.where(never, np.nan, high))


def rate(current: Any, shift: Any, potassium: Any, time: float = 1000) -> Numbers:
    """The lasting rate (Hz) under a current that begins after the membrane came to rest."""
    current, shift, potassium = np.broadcast_arrays(
        *(np.asarray(x, dtype=float).ravel() for x in (current, shift, potassium))
    )
    state, _ = membranes(shift, potassium)
    _, spikes = integrate(current, shift, potassium, time + 2 * STEP, state, 2 * STEP)
    return spikes * 1000 / time


@cache
def _surface() -> dict[float, tuple[Numbers, Numbers, Numbers]]:
    """Potassium ratio -> shifts (mV, rising), thresholds, rates by current (data/mechanism/hh_surface.csv)."""
    table = load("hh_surface")
    made = {}
    for potassium, rows in table.groupby("potassium"):
        rates = rows[[f"rate_{current}_hz" for current in CURRENTS]].to_numpy()
        made[float(potassium)] = (rows["shift_mv"].to_numpy(), rows["threshold"].to_numpy(), rates)  # type: ignore[arg-type]
    return made


@within("hh-excitability")
def simulate(*, calcium: float, k: float, potassium: float, current: float) -> pd.DataFrame:
    """Threshold and lasting rate over the whole range of calcium; `chosen` marks the calcium that is set."""
    shifts, thresholds, rates = _surface()[float(potassium)]
    axis = np.array(MODEL.primary.positions(), dtype=float)
    at = k * np.log(axis / 100)
    nearest = np.clip(np.searchsorted(shifts, at - (shifts[1] - shifts[0]) / 2), 0, len(shifts) - 1)
    fires = rates[nearest, CURRENTS.index(int(current))]
    # Between a membrane that needs a current and one that needs none there is a step, so nothing is drawn across it.
    between = np.interp(at, shifts, np.where(thresholds == 0, np.nan, thresholds))
    needed = np.where(np.isnan(between), thresholds[nearest], between)
    return pd.DataFrame({"calcium": axis, "threshold": needed, "rate": fires, "chosen": axis == calcium})


def _alone(potassium: float, k: float) -> float | None:
    """The calcium (% of normal) below which a membrane fires by itself, or None when nothing in the surface does."""
    shifts, thresholds, _ = _surface()[float(potassium)]
    firing = np.flatnonzero(thresholds == 0)
    return 100 * float(np.exp((shifts[firing[-1]] + (shifts[1] - shifts[0]) / 2) / k)) if len(firing) else None


def tell(frame: pd.DataFrame, *, calcium: float, k: float, potassium: float, current: float) -> Told:
    """What one state says."""
    here = chosen(frame)
    needed, fires = float(frame["threshold"].to_numpy()[here]), float(frame["rate"].to_numpy()[here])
    alone = _alone(potassium, k)
    if np.isnan(needed):
        does = "is blocked: no current up to 20 µA/cm² fires it, as its sodium gates stay shut"
    elif needed == 0:
        does = "fires by itself, with no current at all"
    else:
        does = f"stays quiet until a current of {needed:.1f} µA/cm² reaches it"
    driven = f" Under {current:g} µA/cm² it goes on firing at {fires:.0f} Hz." if current and fires else ""
    with_potassium = "" if potassium == 1 else f" and {potassium:g} times the potassium"
    low, high = frame["calcium"].iloc[0], frame["calcium"].iloc[-1]
    edge = f"{alone:.0f} % of normal" if alone else f"nowhere from {low:g} to {high:g} %"
    if alone and not low <= alone <= high:
        edge = f"below {low:g} %" if alone < low else f"above {high:g} %"
    readings = (
        ("Current that fires it", "none does" if np.isnan(needed) else f"{needed:.1f} µA/cm²"),
        ("Lasting rate", f"{fires:.0f} Hz"),
        ("Highest calcium at which it fires by itself", edge),
    )
    return Told(f"At {calcium:g} % of the normal calcium{with_potassium} this squid axon {does}.{driven}", readings)


@cache
def _critical() -> float:
    """The shift of the gates (mV) at which a membrane begins to fire by itself."""
    shifts = np.arange(-6.5, -5, 0.02)
    return float(shifts[membranes(shifts, 1)[1] > 0].max())


def _window() -> list[float]:
    """The lowest and the highest potassium ratio at which a membrane fires by itself."""
    ratios = np.arange(1.3, 2.6, 0.01)
    fire = ratios[membranes(0, ratios)[1] > 0]
    return [float(fire.min()), float(fire.max())]


def _lasting() -> float:
    """The least current (µA/cm²) that keeps a normal axon firing."""
    currents = np.arange(6, 6.6, 0.02)
    return float(currents[rate(currents, 0, 1, 300) > 0].min())


REFERENCES: Mapping[str, Any] = {
    "hh-excitability-ref-01": lambda: float(threshold(0, 1)[0]),
    "hh-excitability-ref-02": _lasting,
    "hh-excitability-ref-03": lambda: float(rate(10, 0, 1)[0]),
    "hh-excitability-ref-04": lambda: bool(np.all(np.diff(threshold([-4, -2, 0, 2], 1)) > 0)),
    "hh-excitability-ref-05": _critical,
    "hh-excitability-ref-06": lambda: [float(np.exp(_critical() / k)) for k in (5, 7, 9, 12, 15)],
    "hh-excitability-ref-07": lambda: float(np.exp(_critical() / P.k_measured)),
    "hh-excitability-ref-08": _window,
}

MODEL = Model(
    id="hh-excitability",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "calcium": "calcium outside the fiber (% of normal)",
        "threshold": "least lasting current that fires it (µA/cm²); 0: fires by itself; empty: none up to 20 does",
        "rate": "lasting rate under the chosen current (Hz)",
        "chosen": "whether this is the calcium that is set",
    },
    references=REFERENCES,
)
