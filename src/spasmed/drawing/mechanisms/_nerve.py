"""Charts of nerves, reflexes, loops and the water around them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing._chart import Axis, Box, area, bars, chart, label, line, marker, points, rule
from spasmed.drawing._picture import Mark
from spasmed.mechanism import chosen

TERM_WORDS = ("tissue", "reflex", "drag", "rigidity", "guard")
LEFT, RIGHT = Box(0, 34, 360, 386), Box(360, 34, 720, 386)


def motoneuron_bistable(frame: pd.DataFrame, **_: Any) -> list[Mark]:
    """What goes in, above what comes out."""
    from spasmed.mechanism.motoneuron_bistable import stays

    time, rate = frame["time"].to_numpy(), frame["rate"].to_numpy()
    end = float(time[-1])
    after = float(rate[5])
    lasts = stays(rate[0], after)
    return [
        *chart(
            line(time, frame["input"], tone="b", name="input: excitation, then inhibition"),
            x=Axis("", 0, end, ticks=[]),
            y=Axis("Input", -30, 40, ticks=[-20, 0, 20]),
            box=Box(0, 34, 720, 186),
        ),
        *chart(
            rule(y=float(rate[0]), name="as before"),
            line(time, rate, name="firing rate"),
            marker(3.0, after, f"{after:.0f} Hz stays" if lasts else f"{after:.0f} Hz", tone="a"),
            x=Axis("Time", 0, end, "s"),
            y=Axis("Firing rate", 0, 160, "Hz", ticks=[0, 50, 100, 150]),
            box=Box(0, 152, 720, 386),
        ),
    ]


def hh_excitability(frame: pd.DataFrame, *, calcium: float, **_: Any) -> list[Mark]:
    """The current it takes, and what the fiber does in a fifth of a second."""
    axis, needed, here = frame["calcium"].to_numpy(), frame["threshold"].to_numpy(), chosen(frame)
    alone = axis[needed == 0]
    top = 4 if np.nanmax(needed, initial=0) <= 4 else 20
    ends = [float(alone[0]), float(alone[-1])] if len(alone) else [20.0, 20.0]
    fires = float(frame["rate"].to_numpy()[here])
    beats = np.arange(0.005, 0.2, 1 / fires) if fires else np.zeros(0)
    time = np.concatenate([[0.0], np.repeat(beats, 3) + np.tile([0, 0.001, 0.002], len(beats)), [0.2]])
    volts = np.concatenate([[0.0], np.tile([0.0, 1.0, 0.0], len(beats)), [0.0]])
    ca = Axis("Calcium, of normal", 20, 200, "%", ticks=[20, 50, 100, 150, 200])
    return [
        *chart(
            area(ends, [0, 0], [top, top], tone="b", name="fires by itself", shown=len(alone) > 0),
            line(axis, needed, name="current needed"),
            marker(
                calcium,
                float(needed[here]),
                f"{needed[here]:.1f}" if needed[here] else "none",
                tone="a",
                shown=not np.isnan(needed[here]),
            ),
            label(60, top / 2, "blocked: no current fires it", shown=bool(np.isnan(needed[here])), style="w s"),
            x=ca,
            y=Axis("Current needed", 0, top, "µA/cm²"),
            box=LEFT,
        ),
        *chart(
            line(time, volts),
            label(0.01, 1.3, f"{fires:.0f} impulses a second" if fires else "no lasting impulses", style="w s"),
            x=Axis("Time", 0, 0.2, "s", ticks=[0, 0.1, 0.2]),
            y=Axis("Voltage", -0.2, 1.5, ticks=[0], words=["rest"]),
            box=RIGHT,
        ),
    ]


def reflex_delay(
    frame: pd.DataFrame, *, gain: float, delay: float, lag: float, stiffness: float, inertia: float, **_: Any
) -> list[Mark]:
    """The answer to one tap, beside the map of which loops beat."""
    from spasmed.mechanism.reflex_delay import DELAYS, edge

    edges = [edge(ms / 1000, lag / 1000, stiffness, inertia)[0] for ms in DELAYS]
    beats = gain > frame["critical"].iloc[0]
    return [
        *chart(
            line(frame["time"], frame["angle"], name="angle after one tap"),
            x=Axis("Time", 0, 1, "s", ticks=[0, 0.5, 1]),
            y=Axis("Angle", -15, 15, "degrees"),
            box=LEFT,
        ),
        *chart(
            area(DELAYS, edges, np.full(len(DELAYS), 30), tone="b", name="beats by itself"),
            line(DELAYS, edges, tone="b"),
            marker(delay, gain, "beats" if beats else "dies out", tone="a"),
            x=Axis("Delay", 10, 60, "ms"),
            y=Axis("Gain of the reflex", 0, 30),
            box=RIGHT,
        ),
    ]


def hypertonia_kv(frame: pd.DataFrame, *, condition: str, severity: float, **_: Any) -> list[Mark]:
    """Slow and fast over the range, beside the largest torque of each part."""
    from spasmed.mechanism.hypertonia_kv import POINTS, TERMS, parts

    angle, torque = frame["angle"].to_numpy()[:POINTS], frame["torque"].to_numpy()
    top = 12 if severity <= 1 else 20
    at = [i + side for i in range(len(TERMS)) for side in (-0.2, 0.2)]
    return [
        *chart(
            line(angle, torque[:POINTS], tone="b", name="slow"),
            line(angle, torque[POINTS:], name="at the set speed"),
            x=Axis("Angle", 0, 120, "degrees", ticks=[0, 40, 80, 120]),
            y=Axis("Resistance", 0, top, "N m", ticks=range(0, top + 1, 4)),
            box=LEFT,
        ),
        *chart(
            bars(parts(frame).T.ravel(), tones="ba", at=at, width=0.36),
            x=Axis(f"Largest share of each part: {condition}", -0.5, 4.5, ticks=range(5), words=TERM_WORDS),
            y=Axis("Part", 0, top, "N m", ticks=range(0, top + 1, 4)),
            box=RIGHT,
        ),
    ]


def pain_spasm_loop(
    frame: pd.DataFrame, *, to_muscle: float, to_pain: float, cause: float, tone: float, **_: Any
) -> list[Mark]:
    """Pain and muscle over the rounds, beside where it settles for every gain."""
    from spasmed.mechanism.pain_spasm_loop import P, settles

    top = float(P.top)
    gains = np.arange(-0.5, 1.501, 0.05)
    ends = np.array([settles(g, to_pain, cause, tone) for g in gains])
    inside = np.where(ends <= top, ends, np.nan)
    pain, muscle = (np.where(frame[name] <= top, frame[name], np.nan) for name in ("pain", "muscle"))
    end, edge = settles(to_muscle, to_pain, cause, tone), 1 / to_pain if to_pain else 9.0
    away = end > top
    return [
        *chart(
            line(frame["time"], pain, name="pain"),
            line(frame["time"], muscle, tone="b", name="muscle activity"),
            x=Axis("Rounds of the loop", 0, 12, ticks=[0, 4, 8, 12]),
            y=Axis("Points", -1, top, ticks=[0, 5, 10]),
            box=LEFT,
        ),
        *chart(
            area([min(edge, 1.5), 1.5], [0, 0], [top, top], tone="b", name="runs away", shown=edge < 1.5),
            line(gains, inside, name="pain settles at"),
            marker(to_muscle, min(end, top), f"{end:.1f}", tone="a", shown=not away),
            label(-0.42, 0.92 * top, "off the scale", shown=away, style="w s"),
            x=Axis("Pain to muscle, G1", -0.5, 1.5, ticks=[-0.5, 0, 0.5, 1, 1.5]),
            y=Axis("Pain in the end", 0, top, ticks=[0, 5, 10]),
            box=RIGHT,
        ),
    ]


def sweat_balance(
    frame: pd.DataFrame, *, sweat: float, sweat_na: float, drink_na: float, hours: float, **_: Any
) -> list[Mark]:
    """Sodium over the hours, beside the cramp threshold that a loss of water did not move."""
    from spasmed.mechanism.sweat_balance import MODEL, P, plasma

    sodium, mass = frame["sodium"].to_numpy(), float(frame["mass"].iloc[-1])
    drink = MODEL.controls["drink"]
    ends = [plasma(hours, liters, sweat, sweat_na, drink_na) for liters in (drink.low, drink.high)]
    low, high = 5 * np.floor(min(*ends, 125) / 5), 5 * np.ceil(max(*ends, 155) / 5)
    far, near = (max(8.0, 100 * liters * hours / P.mass) for liters in (sweat, drink.high - sweat))
    return [
        *chart(
            rule(y=float(sodium[0])),
            label(
                hours * 0.4,
                float(sodium[0]) + (-0.07 if sodium[-1] > sodium[0] else 0.03) * (high - low),
                "start (assumed)",
            ),
            line(frame["time"], sodium, name="sodium in plasma"),
            marker(hours, float(sodium[-1]), tone="a"),
            label(
                0.04 * hours, low + 0.05 * (high - low), f"in the end {sodium[-1] - sodium[0]:+.1f} mmol/L", style="w s"
            ),
            x=Axis("Time", 0, hours, "h", ticks=range(int(hours) + 1)),
            y=Axis("Sodium", low, high, "mmol/L"),
            box=LEFT,
        ),
        *chart(
            line([-far, near], [P.threshold, P.threshold], name="no term moves it"),
            points([0, -P.loss], [P.threshold, P.threshold_after], name="measured"),
            rule(x=mass),
            label(0.6 if mass < 0 else -0.6, 3, f"now {mass:+.1f} %", style="w s" if mass < 0 else "w s e"),
            x=Axis("Change of body mass", -far, near, "%"),
            y=Axis("Cramp threshold", 0, 40, "Hz", ticks=[0, 10, 20, 30]),
            box=RIGHT,
        ),
    ]


def rsa_resonance(frame: pd.DataFrame, *, breaths: float, **_: Any) -> list[Mark]:
    """The swing at every pace, beside half a minute of breath and heart."""
    from spasmed.mechanism.rsa_resonance import P

    paces, size, here = frame["breaths"].to_numpy(), frame["swing"].to_numpy(), chosen(frame)
    time = np.linspace(0, 15, 2 + round(3.75 * breaths))  # 15 points a breath
    turn = 2 * np.pi * breaths / 60 * time
    heart = size[here] * np.sin(turn + np.radians(frame["phase"].to_numpy()[here]))
    return [
        *chart(
            line(paces, size, name="swing of the heart rate"),
            marker(breaths, float(size[here]), f"{size[here]:.1f}", tone="a"),
            x=Axis("Breaths a minute", 3, 20, ticks=[3, 6, 10, 15, 20]),
            y=Axis("Swing each way", 0, 20, "beats/min", ticks=[0, 5, 10, 15, 20]),
            box=LEFT,
        ),
        *chart(
            line(time, P.push * np.sin(turn), tone="b", name="breath"),
            line(time, heart, name="heart rate"),
            x=Axis("Time", 0, 15, "s", ticks=[0, 5, 10, 15]),
            y=Axis("Change", -20, 20, "beats/min", ticks=[-10, 0, 10]),
            box=RIGHT,
        ),
    ]
