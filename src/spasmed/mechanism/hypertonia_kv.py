"""A stiff arm, moved slowly and fast, and which part of its resistance grew.

    T = K (q - q0)+ + Kr (q - (qs - mu w))+ + B w + T_rigid + T_guard
        spring          reflex, from an angle    damping  the same   changes from
        of tissue       that speed brings nearer          throughout  try to try

The words behind it are published: spasticity depends on speed [lance-spasticity], rigidity is constant and does not
[rigidity-enc2018]. The terms as sums of straight lines, and every number, are ours: a drawing, not a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within

POINTS = 41
TERMS = ("spring", "reflex", "damping", "constant", "guarding")
WORDS = {"reflex": "the stretch reflex", "damping": "the drag of speed itself, and that only a little"}
LEAST = 0.05  # N m: less is not felt
# Degrees, and degrees a second, for one radian of the bumps of guarding. They say nothing of an arm: they only put a
# few bumps into the range, at other angles for each position of the speed.
BUMP_ANGLE, BUMP_SPEED = 11, 17


@dataclass(frozen=True)
class Parameters:
    """Spring, reflex, damping, rigidity and guarding, and the range and the slow speed of the test; all ours."""

    k: Quantity = quantity("hypertonia-kv-k")
    k_contracture: Quantity = quantity("hypertonia-kv-k-contracture")
    q0: Quantity = quantity("hypertonia-kv-q0")
    q0_contracture: Quantity = quantity("hypertonia-kv-q0-contracture")
    kr: Quantity = quantity("hypertonia-kv-kr")
    qs: Quantity = quantity("hypertonia-kv-qs")
    mu: Quantity = quantity("hypertonia-kv-mu")
    b: Quantity = quantity("hypertonia-kv-b")
    rigid: Quantity = quantity("hypertonia-kv-rigid")
    guard: Quantity = quantity("hypertonia-kv-guard")
    end: Quantity = quantity("hypertonia-kv-range")
    slow: Quantity = quantity("hypertonia-kv-slow")


P = Parameters()


def terms(angle: Any, speed: float, condition: str, severity: float) -> dict[str, Any]:
    """Each part of the torque (N m) at an angle (degrees) and a speed (degrees a second)."""
    zero = np.zeros_like(angle)
    short = condition == "contracture"
    k, q0 = (P.k_contracture * severity, P.q0_contracture) if short else (float(P.k), P.q0)
    spastic, rigid, guarded = (severity * (condition == name) for name in ("spasticity", "rigidity", "guarding"))
    # Guarding follows what the person expects, so it rises and falls along the way and differs between two speeds.
    wave = (1 + np.sin(angle / BUMP_ANGLE + speed / BUMP_SPEED)) / 2
    return {
        "spring": k * np.maximum(angle - q0, 0),
        "reflex": zero + spastic * P.kr * np.maximum(angle - (P.qs - P.mu * speed), 0),
        "damping": zero + P.b * speed,
        "constant": zero + rigid * P.rigid,
        "guarding": zero + guarded * P.guard * wave,
    }


@within("hypertonia-kv")
def simulate(*, speed: float, condition: str, severity: float) -> pd.DataFrame:
    """Torque over the range, term by term, once at the slow speed of the test and once at the speed that is set."""
    angle = np.linspace(0, P.end, POINTS)
    passes = [(name, terms(angle, w, condition, severity)) for name, w in (("slow", float(P.slow)), ("set", speed))]
    columns: dict[str, Any] = {"angle": np.tile(angle, 2), "speed": np.repeat([name for name, _ in passes], POINTS)}
    for term in TERMS:
        columns[term] = np.concatenate([parts[term] for _, parts in passes])
    return pd.DataFrame({**columns, "torque": sum(columns[term] for term in TERMS)})


def parts(frame: pd.DataFrame) -> Any:
    """The largest torque (N m) of each term: a row for the slow pass, a row for the pass at the set speed."""
    return frame[list(TERMS)].to_numpy().reshape(2, POINTS, len(TERMS)).max(axis=1)


def tell(frame: pd.DataFrame, *, speed: float, condition: str, **_: Any) -> Told:
    """What one state says."""
    torque = frame["torque"].to_numpy()
    slow, fast = torque[:POINTS].max(), torque[POINTS:].max()
    grown = np.diff(parts(frame), axis=0)[0]
    grew = TERMS[int(np.argmax(grown))] if grown.max() > LEAST else "nothing"
    why = f"What grew most is {WORDS[grew]}." if grew in WORDS else "Nothing grew."
    if condition == "guarding":
        why = "The bumps come at other angles: they follow the person, not the arm."
    sentence = (
        f"{condition.capitalize()}: at {speed:g} degrees a second the arm resists {fast / slow:.1f} times as much as "
        f"when moved slowly. {why}"
    )
    readings = (
        ("Most torque, slowly", f"{slow:.1f} N m"),
        ("Most torque, at the set speed", f"{fast:.1f} N m"),
        ("What grew most", grew),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {}  # the table holds no number for this drawing

MODEL = Model(
    id="hypertonia-kv",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "angle": "angle of the joint from where the movement begins (degrees)",
        "speed": "slow: the first pass; set: the pass at the chosen speed",
        "spring": "torque of stretched tissue (N m)",
        "reflex": "torque of the stretch reflex (N m)",
        "damping": "torque that grows with speed alone (N m)",
        "constant": "torque that is the same throughout (N m)",
        "guarding": "torque of protecting, which changes from try to try (N m)",
        "torque": "their sum (N m)",
    },
    references=REFERENCES,
)
