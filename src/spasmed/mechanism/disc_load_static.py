"""What a load at arm's length does to the lowest disc: one lever, one muscle, standing still.

    moment      M = m g (d sin t + o cos t) + L g b
    muscle      Fm = M / r
    disc        C = Fm + (m + L) g cos t

t trunk angle, L load at a horizontal reach b, m the upper body with its center d up the trunk and o in front of it, r
the moment arm of the one back muscle. Every constant of the body is ours and unverified, and so are the angles and
reaches set for the measured postures [wilke1999]. So results are told as multiples of standing, never in newtons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import cos, radians, sin
from typing import Any, NamedTuple

import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, quantity, within
from spasmed.tables import load as table
from spasmed.tables import records

# Measured posture -> its row of data/exercise/spine_loads.csv.
_ROWS = {"bent": "load-004", "close": "load-010", "knees": "load-009", "round": "load-008", "slump": "load-007"}
_LIFTS = ("close", "knees", "round")


@dataclass(frozen=True)
class Parameters:
    """The body, gravity, and the angles and reaches guessed for the measured postures."""

    upper: Quantity = quantity("disc-load-static-m-ub")
    center: Quantity = quantity("disc-load-static-d-ub")
    offset: Quantity = quantity("disc-load-static-off")
    shoulder: Quantity = quantity("disc-load-static-d-sh")
    lever: Quantity = quantity("disc-load-static-r-es")
    gravity: Quantity = quantity("disc-load-static-g")
    arm: Quantity = quantity("disc-load-static-arm")
    mass: Quantity = quantity("disc-load-static-mass")
    held: Quantity = quantity("disc-load-static-held")
    standing: Quantity = quantity("disc-load-static-p-stand")
    angle: dict[str, Quantity] = field(default_factory=lambda: quantities("disc-load-static-t-{}", list(_ROWS)))
    reach: dict[str, Quantity] = field(default_factory=lambda: quantities("disc-load-static-b-{}", _LIFTS))


P = Parameters()


class Load(NamedTuple):
    """Moments of the trunk and of the load (N m), the muscle's pull and the compression of the disc (N)."""

    trunk: float
    held: float
    muscle: float
    disc: float


def lever(angle: float, held: float = 0.0, reach: float = 0.0, mass: float = P.mass, arm: float = P.lever) -> Load:
    """The forces at a trunk `angle` (degrees) with `held` kg at `reach` m; `mass` in kg, muscle `arm` in m."""
    t, upper = radians(angle), P.upper * mass
    trunk = upper * P.gravity * (P.center * sin(t) + P.offset * cos(t))
    carried = held * P.gravity * reach
    muscle = (trunk + carried) / arm
    return Load(trunk, carried, muscle, muscle + (upper + held) * P.gravity * cos(t))


def ratio(angle: float, held: float = 0.0, reach: float = 0.0, mass: float = P.mass, arm: float = P.lever) -> float:
    """Compression as a multiple of that in standing."""
    return lever(angle, held, reach, mass, arm).disc / lever(0, mass=mass, arm=arm).disc


def postures(arm: float = P.lever) -> dict[str, float]:
    """The measured postures as multiples of standing, computed with our guesses of their angles and reaches."""
    held = {name: float(P.held) if name in _LIFTS else 0.0 for name in _ROWS}
    return {name: ratio(P.angle[name], held[name], P.reach.get(name, 0.0), arm=arm) for name in _ROWS}


@cache
def measured() -> Mapping[str, float]:
    """The same postures as multiples of standing, from the pressures measured in one disc."""
    rows = {row["id"]: row for row in records(table("spine_loads"))}
    return {name: float(rows[row]["value"]) / P.standing for name, row in _ROWS.items()}


@within("disc-load-static")
def simulate(*, reach: float, angle: float, load: float, mass: float, arm: float) -> pd.DataFrame:
    """The state as set, with half the reach, with half the load, and bare standing, as multiples of standing."""
    cases = {
        "as set": (angle, load, reach / 100),
        "half the reach": (angle, load, reach / 200),
        "half the load": (angle, load / 2, reach / 100),
        "standing": (0.0, 0.0, 0.0),
    }
    found = [lever(*case, mass, arm / 100) for case in cases.values()]
    columns = {
        "case": list(cases),
        "trunk": [one.trunk for one in found],
        "held": [one.held for one in found],
        "muscle": [one.muscle / found[-1].disc for one in found],
        "disc": [one.disc / found[-1].disc for one in found],
    }
    return pd.DataFrame(columns)


def tell(frame: pd.DataFrame, *, reach: float, angle: float, load: float, **_: Any) -> Told:
    """What one state says."""
    disc, muscle = frame["disc"].to_numpy(), frame["muscle"].to_numpy()
    trunk, held = frame["trunk"].to_numpy()[0], frame["held"].to_numpy()[0]
    sentence = (
        f"Bent {angle:g} degrees with {load:g} kg at {reach:g} cm, the disc carries {disc[0]:.1f} times what it "
        f"carries in standing, in this model. With half the reach it is {disc[1]:.1f} times, with half the load "
        f"{disc[2]:.1f} times."
    )
    readings = (
        ("Disc, compared with standing", f"{disc[0]:.1f} times"),
        ("Of which the back muscle", f"{100 * muscle[0] / disc[0]:.0f} %"),
        ("Load's share of the bending moment", f"{100 * held / (trunk + held):.0f} %"),
        ("With half the reach", f"{disc[1]:.1f} times"),
    )
    return Told(sentence, readings)


def _in_order() -> bool:
    found = postures()
    return found["close"] < found["knees"] < found["round"]


REFERENCES: Mapping[str, Any] = {
    "disc-load-static-ref-01": lambda: postures()["bent"],
    "disc-load-static-ref-02": lambda: postures()["round"],
    "disc-load-static-ref-03": lambda: postures()["knees"],
    "disc-load-static-ref-04": lambda: postures()["close"],
    "disc-load-static-ref-05": _in_order,
    "disc-load-static-ref-07": lambda: postures()["slump"],
}

MODEL = Model(
    id="disc-load-static",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "case": "as set, with half the reach, with half the load, and bare standing",
        "trunk": "bending moment of the upper body (N m, unverified body constants)",
        "held": "bending moment of the load (N m)",
        "muscle": "pull of the back muscle (times the disc load in standing)",
        "disc": "compression of the lowest disc (times that in standing)",
    },
    references=REFERENCES,
)
