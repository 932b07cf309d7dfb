"""Charts of load: holding, lifting, bending, levers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing._chart import Axis, Box, area, band, bars, chart, label, line, marker, points, rule
from spasmed.drawing._picture import Mark
from spasmed.mechanism import creep_flexion as creep
from spasmed.mechanism import disc_load_static as disc
from spasmed.mechanism import exercise_dose as dose
from spasmed.mechanism import fatigue_3cc as fatigue
from spasmed.mechanism import neck_lever as neck
from spasmed.mechanism import stress_lowload as stress

LEFT, RIGHT = Box(0, 34, 360, 386), Box(360, 34, 720, 386)
LOADS = np.geomspace(5, 90, 40)  # % of maximum, along an endurance curve


def _finite(values: list[float]) -> list[float]:
    return [value if np.isfinite(value) else float("nan") for value in values]


def fatigue_3cc(frame: pd.DataFrame, *, load: float, joint: str, shift: float, **_: Any) -> list[Mark]:
    """The shares of the muscle through the shift; beside them how long each load is held without a break."""
    time, active, tired = (frame[name].to_numpy() for name in ("time", "active", "fatigued"))
    failed = tired[-1] >= 100 - load - 1e-6
    model, people = fatigue.endurance(load / 100, joint), fatigue.measured(load / 100, joint)
    shares = chart(
        area(time, 0 * time, active, name="pulls"),
        area(time, 100 - tired, 100 + 0 * time, tone="b", name="is fatigued"),
        rule(y=load),
        label(0.02 * shift, load + 2, "load", shown=not failed, style="m s"),
        marker(time[-1], load, f"gives out: {fatigue.say(60 * time[-1])}", shown=failed),
        x=Axis("Time", 0, shift, "min"),
        y=Axis("Share of the muscle", 0, 100, "%", ticks=[0, 50, 100]),
        box=LEFT,
    )
    curve = chart(
        line(LOADS, _finite([fatigue.endurance(u / 100, joint) for u in LOADS]), name="model"),
        line(LOADS, [fatigue.measured(u / 100, joint) for u in LOADS], tone="c", name="measured people"),
        marker(load, people, tone="c"),
        marker(load, model if np.isfinite(model) else 20_000, tone="a"),
        label(5.5, 16, f"model: {fatigue.say(model)}", style="w s"),
        label(5.5, 8.5, f"measured: {fatigue.say(people)}", style="w s"),
        x=Axis("Load without a break", 5, 90, "% of max.", log=True, ticks=[5, 10, 20, 50, 90]),
        y=Axis("Holding time", 5, 20_000, "s", log=True, ticks=[10, 100, 1000, 10_000]),
        box=RIGHT,
    )
    return shares + curve


def nle_1991(frame: pd.DataFrame, **_: Any) -> list[Mark]:
    """From 23 kg down, multiplier by multiplier; beside it the limit if only one thing were made ideal."""
    left, ideal, steps = frame["left"].to_numpy(), frame["ideal"].to_numpy()[1:], list(frame["step"])
    tones = "c" + "a" * (len(left) - 2) + "d"
    down = chart(
        bars(left, tones=tones, labels=[f"{value:.1f}" for value in left], width=0.7),
        label(0.6, 26, "What each step leaves", style="w s"),
        x=Axis("Multiplied in, one by one", -0.5, 6.5, ticks=range(7), words=steps),
        y=Axis("Weight left", 0, 27, "kg", ticks=[0, 10, 20]),
        box=Box(0, 34, 386, 386),
    )
    change = chart(
        bars(ideal, tones="c", labels=[f"{value:.1f}" for value in ideal], width=0.7),
        label(-0.3, 26, "If only this one were ideal", style="w s"),
        label(-0.3, 23.6, "dashed line: as it is now"),
        rule(y=float(left[-1])),
        x=Axis("The one thing made ideal", -0.5, 5.5, ticks=range(6), words=steps[1:]),
        y=Axis("Weight allowed", 0, 27, "kg", ticks=[0, 10, 20]),
        box=Box(386, 34, 720, 386),
    )
    return down + change


def creep_flexion(frame: pd.DataFrame, *, flexed: float, rest: float, cycles: float, split: float) -> list[Mark]:
    """The extra bend against the clock; beside it the peak when the same minutes are cut into more turns."""
    time, angle, slow = (frame[name].to_numpy() for name in ("time", "creep", "slow"))
    top = int(np.argmax(angle))
    longest = creep.MODEL.controls["flexed"].high
    against = chart(
        line(time, angle, name="extra bend"),
        area(time, 0 * time, slow, tone="b", name="slow part"),
        marker(time[top], angle[top], f"{angle[top]:.1f}°", tone="a"),
        x=Axis("Clock", 0, cycles * (longest + rest), "min"),
        y=Axis("Extra bend", 0, 7, "degrees", ticks=[0, 2, 4, 6]),
        box=Box(0, 34, 410, 386),
    )
    total, between = flexed * cycles, rest * cycles
    peaks = [creep.peak(total / n, between / n, n, split / 100) for n in creep.PIECES]
    cut = chart(
        bars(peaks, tones="a", labels=[f"{value:.1f}" for value in peaks]),
        x=Axis("Same minutes, cut into", -0.5, 3.5, "turns", ticks=range(4), words=[str(n) for n in creep.PIECES]),
        y=Axis("Peak", 0, 7, "degrees", ticks=[0, 2, 4, 6]),
        box=Box(410, 34, 720, 386),
    )
    return against + cut


def disc_load_static(
    frame: pd.DataFrame, *, reach: float, angle: float, load: float, mass: float, arm: float
) -> list[Mark]:
    """A figure at scale with its lever; beside it the disc now, and in measured postures, against standing."""
    t = np.radians(angle)
    x, y = 100 * disc.P.shoulder * np.sin(t), 100 * disc.P.shoulder * np.cos(t)
    hand = y - np.sqrt(max((100 * disc.P.arm) ** 2 - (reach - x) ** 2, 0))
    figure = chart(
        line([0, 0], [-80, 0]),
        line([0, 1.35 * x], [0, 1.35 * y]),
        line(sorted([x, reach]), [y, hand] if x <= reach else [hand, y]),
        line([0, reach], [0, 0], tone="b"),
        marker(1.35 * x, 1.35 * y, tone="a"),
        marker(reach, hand, f"{load:g} kg"),
        label(3, -74, f"reach {reach:g} cm", style="w s"),
        x=Axis("Forward from the disc", -25, 85, "cm", ticks=[0, 50]),
        y=Axis("Up from the disc", -85, 70, "cm", ticks=[-50, 0, 50]),
        box=Box(0, 34, 300, 386),
    )
    names = ("bent", "close", "knees", "round", "slump")
    ours, theirs, now = disc.postures(arm / 100), disc.measured(), float(frame["disc"].iloc[0])
    most = max(8.0, disc.ratio(angle, load, disc.MODEL.controls["reach"].high / 100, mass, arm / 100))
    pairs = list(range(2, 7))
    compared = chart(
        bars(
            [now, *(ours[n] for n in names)],
            labels=[f"{now:.1f}"] + [""] * 5,
            width=0.36,
            at=[0, *(i - 0.2 for i in pairs)],
        ),
        bars([theirs[n] for n in names], tones="b", width=0.36, at=[i + 0.2 for i in pairs]),
        label(0.8, 1.22 * most, "left bar: model, angles guessed"),
        label(0.8, 1.14 * most, "right bar: measured in one disc"),
        rule(y=1),
        x=Axis("Now, and five measured postures", -0.6, 6.5, ticks=[0, *pairs], words=["now", *names]),
        y=Axis("Disc load", 0, 1.3 * most, "times standing"),
        box=Box(300, 34, 720, 386),
    )
    return figure + compared


def neck_lever(frame: pd.DataFrame, *, ratio: float, angle: float, weight: float) -> list[Mark]:
    """The pull against the angle with the published numbers; beside it the headline against the ratio put in."""
    angles, pull = frame["angle"].to_numpy(), frame["force"].to_numpy()
    now, here = pull[-2:]
    ratios = np.array([1.0, 6.0])
    headline = [float(neck.force(neck.HEADLINE, r, weight)) for r in ratios]
    curve = chart(
        line(angles[:-1], pull[:-1], name="this ratio"),
        points(neck.ANGLES, neck.published(), name="published"),
        marker(angle, here, f"{here:.0f} lb", tone="a"),
        x=Axis("Head leans forward", 0, 65, "degrees", ticks=[0, 15, 30, 45, 60]),
        y=Axis("Pull on the neck", 0, 90, "lb", ticks=[0, 30, 60, 90]),
        box=LEFT,
    )
    choice = chart(
        line(ratios, headline, name=f"headline at {neck.HEADLINE:g} degrees"),
        rule(y=neck.published()[-1], name="the famous 60 lb"),
        marker(ratio, now, tone="a"),
        label(3.6, 8, f"headline: {now:.0f} lb", style="w s"),
        x=Axis("Lever ratio put in", 0.8, 6.2, ticks=range(1, 7)),
        y=Axis("Headline", 0, 90, "lb", ticks=[0, 30, 60, 90]),
        box=RIGHT,
    )
    return curve + choice


def exercise_dose(frame: pd.DataFrame, *, activity: float, hold: float, **_: Any) -> list[Mark]:
    """Hold time against activity; beside it the measured exercises, with the spread between patients where printed."""
    share, time = frame["activity"].to_numpy(), frame["time"].to_numpy()
    endless = time[-1] != time[-1]
    zones = [band(x=(10, dose.P.low), name="endurance"), band(x=(dose.P.high, 90), tone="d", name="strength")]
    ticks = [10, 30, 50, 70, 90]
    held = chart(
        *zones,
        line(share[:-1], time[:-1]),
        rule(y=hold, name=f"your hold, {hold:g} s"),
        marker(activity, 10_000 if endless else time[-1], "no end" if endless else fatigue.say(time[-1]), tone="a"),
        x=Axis("Activity of the back", 10, 90, "% of max.", ticks=ticks),
        y=Axis("Hold time", 1, 10_000, "s", log=True),
        box=Box(0, 34, 350, 386),
    )
    found = dose.activities()
    marks = [line([one.low, one.high], [i, i], tone="b") for i, one in enumerate(found)]
    exercises = chart(
        *(band(x=zone, tone=tone) for zone, tone in (((10, dose.P.low), "c"), ((dose.P.high, 90), "d"))),
        *marks,
        points([one.middle for one in found], range(len(found)), name="measured in exercises"),
        rule(x=activity),
        marker(activity, len(found) - 0.35, "set", tone="a"),
        x=Axis("Activity", 10, 90, "% of max.", ticks=ticks),
        y=Axis(
            "",
            -0.6,
            len(found),
            ticks=range(len(found)),
            words=[f"{one.exercise} up to" if one.bound else one.exercise for one in found],
        ),
        box=Box(350, 34, 720, 386),
    )
    return held + exercises


def stress_lowload(frame: pd.DataFrame, *, tension: float, gap: float, share: float, hours: float) -> list[Mark]:
    """What the whole muscle and the few units can still do; beside it what gaps buy the few."""
    time, whole, few = (frame[name].to_numpy() for name in ("time", "whole", "few"))
    here = stress.lasts(tension, gap, share) / 60
    ends, asked = np.isfinite(here), float(frame["asked"].iloc[0])
    gaps = [float(g) for g in stress.MODEL.controls["gap"].positions()]
    last = _finite([stress.lasts(tension, g, share) / 60 for g in gaps])
    through = chart(
        line(time, whole, name="whole muscle"),
        line(time, np.where(time <= here, few, np.nan), tone="b", name="few units"),
        rule(y=asked),
        label(1.2, 3, "dashed line: asked of the few"),
        marker(max(here, 1) if ends else 1, asked, shown=bool(ends and here <= 60 * hours)),
        x=Axis("Work", 1, 60 * hours, "min", log=True),
        y=Axis("Can still do", 0, 104, "% of own maximum", ticks=[0, 50, 100]),
        box=LEFT,
    )
    bought = chart(
        line(gaps, last, tone="b", name="the few give out"),
        rule(y=1000, name="no end"),
        marker(gap, here if ends else 1000),
        label(1, 0.16, f"set: {fatigue.say(60 * here)}", style="w s"),
        x=Axis("Gap in each minute", 0, gaps[-1], "s", ticks=[0, 5, 10, 15, 20]),
        y=Axis("Give out after", 0.1, 3000, "min", log=True, ticks=[0.1, 1, 10, 100]),
        box=RIGHT,
    )
    return through + bought
