"""The revised NIOSH lifting equation: how many kilograms a way of lifting leaves.

    RWL = LC HM VM DM AM FM CM        LI = load / RWL

    HM = 25/H    VM = 1 - 0.003 |V - 75|    DM = 0.82 + 4.5/D    AM = 1 - 0.0032 A    FM, CM by table

H reach (cm from the ankles), V height of the hands (cm), D path up or down (cm), A twist (degrees). H and D below 25 cm
count as 25; beyond 63, 175, 175 cm or 135 degrees the multiplier is 0. All is published [niosh94110, nle-code,
ergotool-rnle]. Printed examples round each multiplier to two places first: `rounding="manual"`. The US form has its own
load constant (51 lb), and the same multipliers with 2.5 cm to the inch. Ours: the path and the box that are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import floor, inf, prod
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within
from spasmed.tables import load, records

STEPS = ("start", "reach", "height", "path", "twist", "pace", "grip")
HOURS = {"up to 1 hour": 1, "1 to 2 hours": 2, "2 to 8 hours": 8}


@dataclass(frozen=True)
class Parameters:
    """The load constants, the formulas' numbers and limits, and the lift that is shown."""

    start: Quantity = quantity("nle-1991-lc")
    start_us: Quantity = quantity("nle-1991-lc-us")
    h_min: Quantity = quantity("nle-1991-h-min")
    h_max: Quantity = quantity("nle-1991-h-max")
    v_ideal: Quantity = quantity("nle-1991-vm-height")
    v_slope: Quantity = quantity("nle-1991-vm-slope")
    v_max: Quantity = quantity("nle-1991-v-max")
    d_base: Quantity = quantity("nle-1991-dm-base")
    d_slope: Quantity = quantity("nle-1991-dm-slope")
    d_min: Quantity = quantity("nle-1991-d-min")
    d_max: Quantity = quantity("nle-1991-d-max")
    a_slope: Quantity = quantity("nle-1991-am-slope")
    a_max: Quantity = quantity("nle-1991-a-max")
    f_min: Quantity = quantity("nle-1991-f-min")
    inch: Quantity = quantity("nle-1991-inch")
    path: Quantity = quantity("nle-1991-path")
    box: Quantity = quantity("nle-1991-box")


P = Parameters()


@cache
def _paces() -> Mapping[tuple[int, bool], tuple[list[float], list[float]]]:
    """(hours, whether the hands start low) -> lifts a minute and the multiplier at each."""
    rows = [
        row
        for row in records(load("nle_multipliers"))
        if row["multiplier"] == "FM" and row["frequency_rule"] != "above"
    ]
    found: dict[tuple[int, bool], tuple[list[float], list[float]]] = {}
    for row in sorted(rows, key=lambda row: float(row["lifts_per_min"])):
        at, value = found.setdefault((int(row["duration_h"]), row["height"] == "below-75cm"), ([], []))
        at.append(float(row["lifts_per_min"]))
        value.append(float(row["value"]))
    return found


@cache
def _grips() -> Mapping[tuple[str, bool], float]:
    rows = [row for row in records(load("nle_multipliers")) if row["multiplier"] == "CM"]
    return {(row["coupling"], row["height"] == "below-75cm"): float(row["value"]) for row in rows}


def reach_multiplier(h: float) -> float:
    """HM for hands `h` cm in front of the ankles."""
    return 0.0 if h > P.h_max else P.h_min / max(h, P.h_min)


def height_multiplier(v: float) -> float:
    """VM for hands `v` cm above the floor."""
    return 0.0 if v > P.v_max else 1 - P.v_slope * abs(v - P.v_ideal)


def path_multiplier(d: float) -> float:
    """DM for a path of `d` cm up or down."""
    return 0.0 if d > P.d_max else min(1.0, P.d_base + P.d_slope / max(d, P.d_min))


def twist_multiplier(a: float) -> float:
    """AM for a trunk turned by `a` degrees."""
    return 0.0 if a > P.a_max else 1 - P.a_slope * a


def pace_multiplier(pace: float, hours: int, v: float) -> float:
    """FM for `pace` lifts a minute over `hours` (1, 2 or 8); `v` is the height of the hands at the ORIGIN, in cm."""
    at, value = _paces()[hours, v < P.v_ideal]
    return 0.0 if pace > at[-1] else float(np.interp(max(pace, P.f_min), at, value))


def grip_multiplier(grip: str, v: float) -> float:
    """CM for a good, fair or poor grip at the height `v` cm."""
    return _grips()[grip, v < P.v_ideal]


def _rounded(value: float, places: int) -> float:
    scale: int = 10**places
    return floor(value * scale + 0.5 + 1e-9) / scale  # halves go up, as on paper


def limit(
    *,
    h: float,
    v: float,
    d: float,
    a: float,
    pace: float,
    hours: int,
    grip: str,
    units: str = "metric",
    rounding: str = "",
) -> tuple[float, list[float]]:
    """The recommended weight (kg, or lb with units="us" and inches) and its six multipliers.

    rounding="manual" rounds the multipliers to two places and the weight to one, as the printed examples do.
    """
    cm = P.inch if units == "us" else 1.0
    h, v, d = h * cm, v * cm, d * cm
    parts = [
        reach_multiplier(h),
        height_multiplier(v),
        path_multiplier(d),
        twist_multiplier(a),
        pace_multiplier(pace, hours, v),
        grip_multiplier(grip, v),
    ]
    start = P.start_us if units == "us" else P.start
    if rounding == "manual":
        parts = [_rounded(part, 2) for part in parts]
        return _rounded(start * prod(parts), 1), parts
    return start * prod(parts), parts


@within("nle-1991")
def simulate(*, reach: float, height: float, twist: float, pace: float, hours: str) -> pd.DataFrame:
    """Kilograms left after each multiplier in turn, and the limit if only this one thing were made ideal."""
    whole, parts = limit(h=reach, v=height, d=P.path, a=twist, pace=pace, hours=HOURS[hours], grip="fair")
    ideal = [P.start * prod(parts[:i] + parts[i + 1 :]) for i in range(len(parts))]
    left = P.start * np.cumprod([1.0, *parts])
    return pd.DataFrame({"step": STEPS, "multiplier": [1.0, *parts], "left": left, "ideal": [whole, *ideal]})


def tell(frame: pd.DataFrame, *, reach: float, height: float, pace: float, hours: str, **_: Any) -> Told:
    """What one state says."""
    ideal, whole = frame["ideal"].to_numpy(), float(frame["left"].to_numpy()[-1])
    best = int(np.argmax(ideal))
    named = {
        "reach": "bringing the box close",
        "height": "lifting from hip height",
        "twist": "not twisting",
        "pace": "lifting rarely",
    }
    what = named.get(STEPS[best], "a better " + STEPS[best])
    sentence = (
        f"Hands {reach:g} cm in front of the ankles and {height:g} cm high, {pace:g} lifts a minute for {hours}: "
        f"{P.start:g} kg becomes {whole:.1f} kg. Of single changes, {what} gives most back: the limit would then be "
        f"{ideal[best]:.1f} kg."
    )
    if whole == 0:
        sentence = (
            f"{pace:g} lifts a minute for {hours}, from {height:g} cm: the equation allows no weight at this pace."
        )
    index = P.box / whole if whole else inf
    readings = (
        ("Recommended limit", f"{whole:.1f} kg"),
        (f"Lifting index, {P.box:g} kg box", f"{index:.1f}" if whole else "no limit to divide by"),
        ("Only the reach made ideal", f"{ideal[1]:.1f} kg"),
        ("Only the twist removed", f"{ideal[4]:.1f} kg"),
    )
    return Told(sentence, readings)


def _case(**given: Any) -> float:
    return limit(**{"h": 25, "v": 75, "d": 25, "a": 0, "pace": 0.2, "hours": 1, "grip": "good", **given})[0]


REFERENCES: Mapping[str, Any] = {
    "nle-1991-ref-01": _case,
    "nle-1991-ref-02": lambda: _case(h=10, v=30, d=10, units="us"),
    "nle-1991-ref-03": lambda: pace_multiplier(4, 8, 75),
    "nle-1991-ref-04": lambda: [pace_multiplier(9, 8, 74), pace_multiplier(9, 8, 75)],
    "nle-1991-ref-05": lambda: [height_multiplier(0), height_multiplier(175)],
    "nle-1991-ref-06": lambda: twist_multiplier(90),
    "nle-1991-ref-07": lambda: _case(h=40, v=20, d=60, a=30, pace=4, hours=8, grip="fair"),
}

MODEL = Model(
    id="nle-1991",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "step": "what is multiplied in: start, reach, height, path, twist, pace, grip",
        "multiplier": "its multiplier (1 costs nothing, 0 forbids the lift)",
        "left": "weight left after it (kg)",
        "ideal": "limit if only this one thing were ideal (kg); at the start: the limit as it is",
    },
    references=REFERENCES,
)
