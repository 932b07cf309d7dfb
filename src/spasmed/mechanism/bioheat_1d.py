"""Ice or heat on skin, fat and muscle: conduction and blood flow in one dimension (Pennes).

    rho c dT/dt = d/dx (k dT/dx) + flow w rho_b c_b (T_core - T) + q        x = depth below the skin

A pack or room air exchanges heat at the skin (conductance h); deep muscle stays at core temperature. A skinfold is
twice skin plus fat. Conduction constants are published [tissue-code], and resting blood flow of skin [prestus-doc];
that of fat and muscle, and all metabolic heat, nobody here has read [itis-perf]. Ours: the conductance of an ice bag
and how far blood flow closes in the cold, fitted to cooling times [otte2002], and how far it has opened again after
the ice, fitted to rewarming [myrer2001]; towels, hot pack and room are guesses. `_tissue` solves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import inf
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Told, within
from spasmed.mechanism._tissue import CELLS, PACKS, Array, P, at, before, body, flows, profile, run

DEPTHS = (1.0, 2.0, 3.0)  # cm below the fat, where needles measured
LAST = 60  # min on the clock


@lru_cache(maxsize=64)
def course(skinfold: float, on: float, pack: str, blood: str) -> tuple[Array, ...]:
    """Minutes of the clock, then temperature (degrees C) at 1, 2 and 3 cm below the fat at each of them."""
    minutes = np.union1d(np.arange(0, LAST + 1, 2), [on])
    all_of_it = profile(minutes, skinfold, on, pack, blood)
    tissue = body(skinfold, P.h_air, 1.0)
    return (minutes, *(at(tissue, all_of_it, skinfold / 2000 + d / 100) for d in DEPTHS))


@lru_cache(maxsize=64)
def minutes_to_goal(skinfold: float, pack: str, blood: str) -> float:
    """Minutes of the pack until muscle 1 cm below the fat is `goal` degrees colder; infinite beyond three hours."""
    h, outside = PACKS[pack]
    tissue = body(skinfold, h, flows(pack, blood)[0])
    t = np.linspace(0, 180, 361)
    fall = -at(tissue, run(tissue, before(skinfold), outside, 60 * t) - before(skinfold), skinfold / 2000 + 0.01)
    return float(np.interp(P.goal, fall, t)) if fall[-1] >= P.goal else inf  # it falls all the way: no overshoot


@within("bioheat-1d")
def simulate(*, minutes: float, skinfold: float, on: float, pack: str, blood: str) -> pd.DataFrame:
    """Temperature against depth at one moment ("now"), and against time 1, 2 and 3 cm below the fat ("course")."""
    tissue = body(skinfold, P.h_air, 1.0)
    t, *lines = course(skinfold, on, pack, blood)
    now = profile(minutes, skinfold, on, pack, blood)[0]
    deep = np.repeat([skinfold / 2 + 10 * d for d in DEPTHS], len(t))
    depth = np.concatenate([1000 * tissue.depth, deep])
    temperature = np.concatenate([now, *lines])
    begun = np.concatenate([before(skinfold), np.repeat([line[0] for line in lines], len(t))])
    return pd.DataFrame(
        {
            "view": ["now"] * len(now) + ["course"] * len(deep),
            "minutes": np.concatenate([np.full(len(now), float(minutes)), *[t] * len(lines)]),
            "depth": depth,
            "below_fat": (depth - skinfold / 2) / 10,
            "temperature": temperature,
            "change": temperature - begun,
        }
    )


def tell(frame: pd.DataFrame, *, minutes: float, skinfold: float, on: float, pack: str, blood: str) -> Told:
    """What one state says."""
    where = sum(CELLS)
    below, temperature, changed = (frame[name].to_numpy()[:where] for name in ("below_fat", "temperature", "change"))
    one, three = (float(np.interp(d, below, changed)) for d in (1, 3))
    thing = "heat" if pack == "hot pack" else "ice"
    if minutes == 0:
        sentence = f"Before the {thing}: muscle 1 cm below the fat is at {np.interp(1, below, temperature):.1f} °C."
    elif minutes <= on:
        sentence = (
            f"After {minutes:g} min of {thing} over {skinfold / 2 - P.skin:g} mm of fat, the muscle 1 cm below it is "
            f"{_by(one)}, 3 cm below it {_by(three)}."
        )
    else:
        t, _, _, deep = course(skinfold, on, pack, blood)
        off = float(np.interp(on, t, deep) - deep[0])
        sentence = (
            f"The {thing} has been off for {minutes - on:g} min. Muscle 1 cm below the fat is {_by(one)}, "
            f"3 cm below it {_by(three)}"
        )
        if abs(three - off) >= 0.05:
            sentence += f"; when the {thing} came off, the deeper place was {_by(off)}"
        sentence += "."
    need = minutes_to_goal(skinfold, pack, blood)
    readings = (
        ("Muscle 1 cm below the fat", f"{np.interp(1, below, temperature):.1f} °C ({_by(one)})"),
        ("Muscle 3 cm below the fat", f"{np.interp(3, below, temperature):.1f} °C ({_by(three)})"),
        ("Skin", f"{temperature[0]:.1f} °C"),
        (f"Time to cool 1 cm by {P.goal:g} °C", f"{need:.0f} min" if need < inf else "not in three hours"),
    )
    return Told(sentence, readings)


def _by(change: float) -> str:
    if abs(change) < 0.05:
        return "unchanged"
    return f"{abs(change):.1f} °C {'colder' if change < 0 else 'warmer'}"


def _drops(depth: float, off: float, radius: float = inf) -> list[float]:
    """Change (degrees C) `off` minutes after 20 min of ice in the three groups of Myrer: thin, middle and thick fat."""
    found = []
    for skinfold in (7, 14, 24):
        tissue = body(skinfold, P.h_air, 1.0, radius=radius)
        now = profile(20 + off, skinfold, 20, "ice bag", "closes in the cold", radius=radius)[0]
        found.append(float(at(tissue, now - before(skinfold, radius=radius), skinfold / 2000 + depth / 100)))
    return found


def _rewarmed(depth: float) -> list[float]:
    """Change (degrees C) in the 30 min after 20 min of ice, for thin, middle and thick fat."""
    return [after - during for during, after in zip(_drops(depth, 0), _drops(depth, 30), strict=True)]


def _below_skin(pack: str, depth: float) -> float:
    """Change (degrees C) in 20 min at a depth in cm below the skin, under a middling skinfold."""
    now = profile(20, 14, 20, pack, "closes in the cold")[0] - before(14)
    return float(at(body(14, P.h_air, 1.0), now, depth / 100))


def _thin_warms_most_and_thick_still_cools() -> bool:
    thin, middle, thick = _rewarmed(1)
    return thin > middle > 0 > thick


def _grid() -> float:
    """How much (degrees C) four times as many cells change the fall 1 cm below the fat."""
    fall = []
    for finer in (1, 4):
        tissue, start = body(14, P.h_ice, P.flow_cold, finer=finer), before(14, finer=finer)
        fall.append(at(tissue, run(tissue, start, P.ice, 1200)[0] - start, 0.017))
    return float(abs(fall[0] - fall[1]))


def _to_goal(skinfold: float) -> Any:
    return lambda: minutes_to_goal(skinfold, "ice bag", "closes in the cold")


REFERENCES: Mapping[str, Any] = {
    "bioheat-1d-ref-01": _to_goal(5),  # each band of skinfolds by its middle
    "bioheat-1d-ref-02": _to_goal(15.5),
    "bioheat-1d-ref-03": _to_goal(25.5),
    "bioheat-1d-ref-04": _to_goal(35.5),
    "bioheat-1d-ref-05": lambda: -_drops(1, 0, radius=P.radius)[0],
    "bioheat-1d-ref-06": lambda: -_drops(1, 0, radius=P.radius)[1],
    "bioheat-1d-ref-07": lambda: -_drops(1, 0, radius=P.radius)[2],
    "bioheat-1d-ref-08": _thin_warms_most_and_thick_still_cools,
    "bioheat-1d-ref-09": lambda: all(change < 0 for change in _rewarmed(3)),
    "bioheat-1d-ref-10": lambda: [-change for change in _drops(3, 0, radius=P.radius)],
    "bioheat-1d-ref-11": lambda: -_below_skin("ice, damp towel", 3),
    "bioheat-1d-ref-12": lambda: [_below_skin("hot pack", 1), _below_skin("hot pack", 3)],
    "bioheat-1d-ref-13": _grid,
    "bioheat-1d-ref-14": lambda: -_below_skin("ice, damp towel", 2),
}

MODEL = Model(
    id="bioheat-1d",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "view": '"now" (against depth, at one moment) or "course" (against time, at three depths)',
        "minutes": "since the pack went on (min)",
        "depth": "below the skin (mm)",
        "below_fat": "depth in the muscle, from the lower side of the fat (cm)",
        "temperature": "of the tissue (°C)",
        "change": "since the pack went on (°C)",
    },
    references=REFERENCES,
)
