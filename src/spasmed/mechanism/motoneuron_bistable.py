"""A motoneuron that goes on firing after the input has ended (two compartments; Booth, Rinzel and Kiehn).

    soma      C Vs' = I - INa - IKdr - ICaN - IKCa - IL - (gc / p) (Vs - Vd)
    dendrite  C Vd' =       - ICaN - ICaL - IKCa - IL - (gc / (1 - p)) (Vd - Vs)
    gates     x' = (x_inf(V) - x) / tau,  x_inf = 1 / (1 + exp((V - half) / slope))
    calcium   Ca' = f (-alpha ICa - kCa Ca),  IKCa = gKCa Ca / (Ca + Kd) (V - EK)

Every constant is published [booth1997] and read in public model files [brk-code]. Ours: two pulses of half a second,
the straight line between the canonical and the serotonin values of gKCa, and the raised gCaL. `integrate` solves many
settings at once; `python tools/surfaces.py` writes data/mechanism/motoneuron_surface.csv, which `simulate` reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from spasmed.mechanism import Model, Quantity, Told, quantities, quantity, within
from spasmed.tables import load

Numbers = NDArray[np.float64]
DT = 0.05  # ms
WAIT, COUNTED = (
    1500.0,
    1000.0,
)  # ms: before the first pulse and after each, and the last part of it in which spikes count
PUBLISHED, RAISED = "as published", "raised (ours)"
STRETCHES = ("before", "excitation", "after it", "inhibition", "after both")
RATES = ("before_hz", "excitation_hz", "after_excitation_hz", "inhibition_hz", "after_inhibition_hz")


def _some(*names: str) -> dict[str, Quantity]:
    return quantities("motoneuron-bistable-{}", names)


@dataclass(frozen=True)
class Parameters:
    """Conductances, reversal potentials, gates and calcium of the published cell, and what is ours."""

    g: dict[str, Quantity]
    e: dict[str, Quantity]
    half: dict[str, Quantity]
    slope: dict[str, Quantity]
    tau: dict[str, Quantity]
    tau_form: dict[str, Quantity]
    kca: dict[str, Quantity]
    rest: dict[str, Quantity]
    raised: Quantity = quantity("motoneuron-bistable-gcal-cramp")
    pulse: Quantity = quantity("motoneuron-bistable-pulse")
    start: Quantity = quantity("motoneuron-bistable-start")


_GATES = ("m", "h", "n", "mn", "hn", "ml")
P = Parameters(
    g=_some("gna", "gkdr", "gcan-s", "gcan-d", "gcal", "gl", "gc"),
    e=_some("ena", "ek", "eca", "el"),
    half=quantities("motoneuron-bistable-{}-half", _GATES),
    slope=quantities("motoneuron-bistable-{}-slope", _GATES),
    tau=_some("tau-mn", "tau-hn", "tau-ml"),
    tau_form=_some(*(f"tau-{g}-{part}" for g in "hn" for part in ("top", "at", "up", "down"))),
    kca=_some("gkca-s-canonical", "gkca-s-5ht", "gkca-d-canonical", "gkca-d-5ht"),
    rest=_some("p", "c", "kd", "f", "alpha", "kca"),
)


# One row a gate: h, n, N-type (soma), N-type inactivation (soma), both in the dendrite, L-type (dendrite).
_ROWS = ("h", "n", "mn", "hn", "mn", "hn", "ml")
_SOMA = 4  # the first four see the voltage of the soma


def _column(values: list[Quantity]) -> Numbers:
    return np.array([float(value) for value in values])[:, None]


def integrate(drive: Any, pulse: Any, serotonin: Any, gcal: Any) -> Numbers:
    """Firing rates (Hz) of many cells: columns before, during excitation, after it, during inhibition, after it.

    drive and pulse (µA/cm²), serotonin (0 to 1) and gcal (mS/cm2) are numbers or arrays of one length. Exponential
    Euler with gates between the steps and a midpoint for the voltages: second order, so 0.05 ms gives rates to 1 Hz.
    """
    drive, pulse, m5, gcal = np.broadcast_arrays(
        *(np.asarray(x, dtype=float).ravel() for x in (drive, pulse, serotonin, gcal))
    )
    g, e, r = ({name: float(value) for name, value in family.items()} for family in (P.g, P.e, P.rest))
    gk_s, gk_d = (float(P.kca[f"gkca-{s}-canonical"]) * (1 - m5) + float(P.kca[f"gkca-{s}-5ht"]) * m5 for s in "sd")
    half, slope = _column([P.half[gate] for gate in _ROWS]), _column([P.slope[gate] for gate in _ROWS])
    m_half, m_slope = float(P.half["m"]), float(P.slope["m"])
    top, at, up, down = (_column([P.tau_form[f"tau-{x}-{part}"] for x in "hn"]) for part in ("top", "at", "up", "down"))
    kept = np.exp(-DT / _column([P.tau[f"tau-{gate}"] for gate in _ROWS[2:]])) * np.ones(len(drive))
    to_d, to_s = g["gc"] / r["p"], g["gc"] / (1 - r["p"])
    vs = np.full(len(drive), float(P.start))
    vd = vs.copy()
    ca_s, ca_d, ca_keep = np.zeros_like(vs), np.zeros_like(vs), np.exp(-DT * r["f"] * r["kca"])
    gates = 1 / (1 + np.exp((vs - half) / slope))
    rates = []
    for sign, lasts in ((0, WAIT), (1, float(P.pulse)), (0, WAIT), (-1, float(P.pulse)), (0, WAIT)):
        spikes, counted = np.zeros(len(drive)), min(COUNTED, lasts)
        current = drive + sign * pulse
        for step in range(round(lasts / DT)):
            seen = np.concatenate([np.broadcast_to(v, (k, len(v))) for v, k in ((vs, _SOMA), (vd, 3))])
            slow = np.exp(-DT / top * (np.exp((vs - at) / up) + np.exp(-(vs - at) / down)))
            gates = _toward(1 / (1 + np.exp((seen - half) / slope)), gates, np.concatenate([slow, kept]))
            h, n, mn_s, hn_s, mn_d, hn_d, ml = gates
            kdr, n_s = g["gkdr"] * n**4, g["gcan-s"] * mn_s**2 * hn_s
            in_d = g["gcan-d"] * mn_d**2 * hn_d + gcal * ml
            k_s, k_d = gk_s * ca_s / (ca_s + r["kd"]), gk_d * ca_d / (ca_d + r["kd"])
            ca_s = _toward(-r["alpha"] / r["kca"] * n_s * (vs - e["eca"]), ca_s, ca_keep)
            ca_d = _toward(-r["alpha"] / r["kca"] * in_d * (vd - e["eca"]), ca_d, ca_keep)
            all_d, own_d = in_d + k_d + g["gl"] + to_s, in_d * e["eca"] + k_d * e["ek"] + g["gl"] * e["el"]
            own_s = (kdr + k_s) * e["ek"] + n_s * e["eca"] + g["gl"] * e["el"] + current
            rest_s = kdr + n_s + k_s + g["gl"] + to_d
            new_s, new_d = vs, vd
            for part in (DT / 2, DT):  # to the midpoint, then the whole step with what holds there
                na = g["gna"] * h / (1 + np.exp((new_s - m_half) / m_slope)) ** 3
                goal_s = (own_s + na * e["ena"] + to_d * new_d) / (rest_s + na)
                goal_d = (own_d + to_s * new_s) / all_d
                new_s = _toward(goal_s, vs, np.exp(-part / r["c"] * (rest_s + na)))
                new_d = _toward(goal_d, vd, np.exp(-part / r["c"] * all_d))
            if lasts - step * DT <= counted:
                spikes += (vs < 0) & (new_s >= 0)
            vs, vd = new_s, new_d
        rates.append(spikes * 1000 / counted)
    return np.stack(rates, axis=1)


def _toward(goal: Numbers, value: Numbers, keep: Any) -> Numbers:
    return np.asarray(goal + (value - goal) * keep)


@cache
def _surface() -> dict[tuple[float, float, float, float], tuple[float, ...]]:
    """(drive, pulse, serotonin, gCaL) -> the five rates of data/mechanism/motoneuron_surface.csv."""
    table = load("motoneuron_surface")
    keys = zip(*(table[name].to_list() for name in ("drive", "pulse", "serotonin", "gcal")), strict=True)
    return dict(zip(keys, zip(*(table[name].to_list() for name in RATES), strict=True), strict=True))


def rates(drive: float, pulse: float, serotonin: float, channel: str) -> tuple[float, ...]:
    """The five rates (Hz) of one setting, read from the surface."""
    gcal = P.raised if channel == RAISED else P.g["gcal"]
    return _surface()[float(drive), float(pulse), float(serotonin), float(gcal)]


@within("motoneuron-bistable")
def simulate(*, pulse: float, drive: float, serotonin: float, channel: str) -> pd.DataFrame:
    """Input and firing rate in the five stretches of one trial: two rows (begin and end) each."""
    lasts = [WAIT / 1000, P.pulse / 1000, WAIT / 1000, P.pulse / 1000, WAIT / 1000]
    ends = np.cumsum(lasts)
    times = np.stack([ends - lasts, ends], axis=1).ravel()
    current = np.repeat([drive, drive + pulse, drive, drive - pulse, drive], 2)
    found = np.repeat(np.array(rates(drive, pulse, serotonin, channel)), 2)
    return pd.DataFrame({"time": times, "input": current, "rate": found, "stretch": np.repeat(STRETCHES, 2)})


def tell(frame: pd.DataFrame, *, pulse: float, **_: Any) -> Told:
    """What one state says."""
    before, _, excited, _, inhibited = frame["rate"].to_numpy()[::2]
    if stays(before, excited):
        begun = "silent" if before == 0 else f"firing at {before:.0f} Hz"
        left = (
            f"The cell was {begun}; half a second of excitation leaves it firing at {excited:.0f} Hz, though the input "
            f"is back where it was. "
        )
        ended = not stays(before, inhibited)
        left += (
            f"Half a second of inhibition brings it back to {inhibited:.0f} Hz."
            if ended
            else f"Half a second of inhibition does not end that: {inhibited:.0f} Hz."
        )
    elif pulse == 0:
        left = f"Without a pulse the cell goes on as it was, at {before:.0f} Hz."
    else:
        left = f"The excitation passes and leaves nothing that lasts: {before:.0f} Hz before, {excited:.0f} Hz after."
    readings = (
        ("Before", f"{before:.0f} Hz"),
        ("After the excitation", f"{excited:.0f} Hz"),
        ("After the inhibition", f"{inhibited:.0f} Hz"),
    )
    return Told(left, readings)


def stays(before: float, after: float) -> bool:
    """Whether a pulse left the cell in another state of firing: by more than the count of spikes can err."""
    return bool(after > 1.25 * before + 4)


def _canonical() -> bool:
    """Whether no drive from 0 up leaves a lasting change without serotonin."""
    trials = [rates(drive, 20, 0, PUBLISHED) for drive in (0, 2, 4, 6, 8, 10, 12)]
    return not any(stays(before, after) for before, _, after, _, _ in trials)


def _switches() -> bool:
    """Whether excitation starts lasting firing and inhibition ends it, with serotonin."""
    before, _, excited, _, inhibited = rates(8, 20, 1, PUBLISHED)
    return stays(before, excited) and not stays(before, inhibited)


REFERENCES: Mapping[str, Any] = {
    "motoneuron-bistable-ref-01": lambda: rates(8, 20, 1, PUBLISHED)[::2],
    "motoneuron-bistable-ref-02": lambda: rates(10, 20, 1, PUBLISHED)[::2],
    "motoneuron-bistable-ref-03": _canonical,
    "motoneuron-bistable-ref-04": _switches,
    "motoneuron-bistable-ref-05": lambda: rates(-4, 20, 0, RAISED)[:3:2],
}

MODEL = Model(
    id="motoneuron-bistable",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since the trial began (s)",
        "input": "current into the cell body (µA/cm²)",
        "rate": "firing rate in this stretch (Hz); before and after a pulse, in its last second",
        "stretch": "before, excitation, after it, inhibition, after both",
    },
    references=REFERENCES,
)
