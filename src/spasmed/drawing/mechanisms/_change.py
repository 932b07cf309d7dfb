"""Charts of what time, cold, disuse, healing and training change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing._chart import Axis, Box, area, band, bars, chart, label, line, marker, points, rule
from spasmed.drawing._picture import Mark
from spasmed.mechanism import bioheat_1d as bioheat
from spasmed.mechanism import chosen, quantities, quantity, reference
from spasmed.mechanism import healing_curve as healing
from spasmed.mechanism import stretch_relax as stretch

LEFT, RIGHT = Box(0, 34, 360, 386), Box(360, 34, 720, 386)
SHOWN = 60  # mm of depth
CLOCK = [0, 20, 40, 60]
WIDE, NARROW = Box(0, 34, 440, 386), Box(440, 34, 720, 386)


def stretch_relax(frame: pd.DataFrame, *, repeats: float, rest: float, person: str, **_: Any) -> list[Mark]:
    """The sawtooth of tension, beside what was measured in 90 s in both kinds of people."""
    ends = np.flatnonzero(np.diff(frame["repetition"])) + 1
    time, torque = (np.insert(frame[name].to_numpy(), ends, np.nan) for name in ("time", "torque"))
    healthy, silent = reference("stretch-relax-ref-01"), reference("stretch-relax-ref-02")
    measured, longest = [float(healthy), float(silent), 100 * stretch.relaxed(90)], stretch.MODEL.controls["hold"].high
    saw = chart(
        line(time, torque, name=f"model, {torque[-1]:.0f} % at the end"),
        marker(time[-1], torque[-1], tone="a"),
        x=Axis("Time since the first hold began", 0, max(100, repeats * longest + (repeats - 1) * rest), "s"),
        y=Axis("Tension", 50, 100, "% of the first", ticks=[50, 75, 100]),
        box=WIDE,
    )
    told = chart(
        bars(measured, tones="cba", labels=[f"{value:.0f} %" for value in measured]),
        label(1, 47, "in one hold of 90 s", style="k"),
        label(1, 43.5, f"here: {'healthy' if person == 'healthy' else 'motor loss'}", style="w s k"),
        x=Axis("Two groups and the model", -0.6, 2.6, ticks=[0, 1, 2], words=["healthy", "motor loss", "model"]),
        y=Axis("Fall", 0, 50, "% of the first", ticks=[0, 20, 40]),
        box=NARROW,
    )
    return [*saw, *told]


def bioheat_1d(frame: pd.DataFrame, *, minutes: float, skinfold: float, on: float, pack: str, **_: Any) -> list[Mark]:
    """Temperature against depth at this moment, with the fat shaded; and the change at three depths against time."""
    depth, temperature, change, clock = (frame[c].to_numpy() for c in ("depth", "temperature", "change", "minutes"))
    cells = int(np.count_nonzero(frame["view"].to_numpy() == "now"))
    drawn = np.flatnonzero(depth[:cells] <= SHOWN)
    deep, now, start = depth[drawn], temperature[drawn], (temperature - change)[drawn]
    t, one, two, three = clock[cells:].reshape(3, -1)[0], *change[cells:].reshape(3, -1)
    seen, heat = _measured(skinfold, on, pack), pack == "hot pack"
    low = -5 * np.ceil(max(4, 0.5 - change[cells:].min(), *(0.5 - value for value in seen if value == value)) / 5)
    ticks = [0, 2, 4, 6] if heat else [0, low / 2, low]
    inside = chart(
        band(x=(bioheat.MODEL.parameters.skin, skinfold / 2), tone="c", name="fat"),
        band(x=(skinfold / 2 + 10, SHOWN), tone="d"),
        label(59, 2, "not to be trusted", style="m s e"),
        line(deep, start, tone="b", name="before"),
        line(deep, now, name=f"at {minutes:g} min"),
        x=Axis("Depth below the skin", 0, SHOWN, "mm", ticks=CLOCK),
        y=Axis("Temperature", 0, 45, "°C", ticks=[0, 20, 40]),
        box=LEFT,
    )
    course = chart(
        line(t, one, name="1 cm"),
        line(t, two, tone="c", name="2 cm"),
        line(t, three, tone="d", name="3 cm deep"),
        rule(x=on, name="off"),
        points([quantity("bioheat-1d-measured-at")], seen[:1], tone="a"),
        points([quantity("bioheat-1d-measured-at")], seen[1:], tone="d"),
        label(59, 5.4 if heat else 0.93 * low, "rings: measured", shown=seen[0] == seen[0], style="m s e"),
        *(
            marker(minutes, float(np.interp(minutes, t, values)), tone=tone)
            for values, tone in ((one, "a"), (two, "c"), (three, "d"))
        ),
        x=Axis("Time since the pack went on", 0, 60, "min", ticks=CLOCK),
        y=Axis("Change of muscle", -1 if heat else low, 6 if heat else 1, "°C", ticks=ticks),
        box=RIGHT,
    )
    return [*inside, *course]


def _measured(skinfold: float, on: float, pack: str) -> tuple[float, float]:
    """Measured change 1 and 3 cm deep for these settings, NaN where nobody measured."""
    thin, low, high, thick = quantities("bioheat-1d-band-{}", "1234").values()
    if on == quantity("bioheat-1d-measured-at") and pack == "hot pack":
        return quantity("bioheat-1d-measured-hot-1cm"), quantity("bioheat-1d-measured-hot-3cm")
    groups = (
        (skinfold <= thin, "thin", "05"),
        (low <= skinfold <= high, "middle", "06"),
        (skinfold >= thick, "thick", "07"),
    )
    for inside, group, row in groups:
        if on == quantity("bioheat-1d-measured-at") and pack == "ice bag" and inside:
            return -reference(f"bioheat-1d-ref-{row}"), -quantity(f"bioheat-1d-measured-3cm-{group}")
    return float("nan"), float("nan")


def disuse_log(frame: pd.DataFrame, *, days: float, **_: Any) -> list[Mark]:
    """Both losses against time with single studies; and strength lost at this day, split by what size explains."""
    t, strength, size = (frame[name].to_numpy() for name in ("days", "strength", "size"))

    def study(what: str, column: str) -> list[float]:
        return list(quantities(f"disuse-log-study-{what}-{column}-{{}}", "1234").values())

    curves = chart(
        line(t, strength, name=f"strength {strength[-1]:.0f} %"),
        line(t, size, tone="b", name=f"size {size[-1]:.0f} %"),
        points(study("strength", "day"), study("strength", "loss"), tone="a", name="measured"),
        points(study("size", "day"), study("size", "loss")),
        marker(t[-1], strength[-1], tone="a"),
        marker(t[-1], size[-1]),
        x=Axis("Days in bed", 4, 130, log=True, ticks=[5, 10, 20, 40, 80, 120]),
        y=Axis("Lost", 0, 20, "% of the start", ticks=[0, 5, 10, 15]),
        box=WIDE,
    )
    ratio = strength[-1] / size[-1]
    split = chart(
        bars([ratio, 1], tones="ab", labels=[f"{ratio:.1f} %", "1 %"]),
        x=Axis(f"Day {days:g}", -0.6, 1.6, ticks=[0, 1], words=["strength", "size"]),
        y=Axis("Lost for each 1 % of size", 0, 5, "%", ticks=[0, 2, 4]),
        box=NARROW,
    )
    return [*curves, *split]


def aging_rates(frame: pd.DataFrame, *, years: float, **_: Any) -> list[Mark]:
    """What is left of strength and of mass, and of strength for each kilogram."""
    t, strength, mass, quality, need = (frame[c].to_numpy() for c in ("years", "strength", "mass", "quality", "need"))
    curves = chart(
        band(x=(0, quantity("aging-rates-followed")), name="measured"),
        line(t, mass, tone="b", name="muscle"),
        line(t, strength, name="strength"),
        rule(y=need[-1]),
        label(29, 3, "dashed: what rising from a chair takes", style="m s e"),
        marker(t[-1], mass[-1]),
        marker(t[-1], strength[-1], tone="a"),
        x=Axis("Years passed", 0, 30, ticks=[0, 10, 20, 30]),
        y=Axis("Left", 0, 100, "% of the start", ticks=[0, 50, 100]),
        box=WIDE,
    )
    left = [mass[-1], strength[-1], quality[-1]]
    now = chart(
        bars(left, tones="bac", labels=[f"{value:.0f} %" for value in left]),
        x=Axis(f"After {years:g} years", -0.6, 2.6, ticks=[0, 1, 2], words=["muscle", "strength", "per kg"]),
        y=Axis("Left", 0, 110, "% of the start", ticks=[0, 50, 100]),
        box=NARROW,
    )
    return [*curves, *now]


def healing_curve(frame: pd.DataFrame, *, asked: float, **_: Any) -> list[Mark]:
    """Force until now, the four measurements, and what is asked."""
    t, force = frame["days"].to_numpy(), frame["force"].to_numpy()
    enough = force[-1] >= asked
    return chart(
        area(t, np.zeros(len(t)), force, name="force, drawn between"),
        line(t, force),
        points(healing.P.day, healing.P.force, name="measured in rabbits"),
        rule(y=asked),
        label(7.1, 3, f"dashed: {asked:g} % is asked of it", style="m s e"),
        marker(t[-1], force[-1], f"{force[-1]:.1f} %" + ("" if enough else ": not enough"), tone="a"),
        x=Axis("Days after the strain", 0, 7.2, ticks=range(8)),
        y=Axis("Force", 0, 100, "% of normal"),
    )


def fitness_fatigue(frame: pd.DataFrame, *, day: float, **_: Any) -> list[Mark]:
    """Performance of the whole plan with the day looked at; and the two traces it is made of."""
    days, fitness, fatigue, performance = (frame[c].to_numpy() for c in ("day", "fitness", "fatigue", "performance"))
    top = 50 * np.ceil(1.15 * max(fitness.max(), fatigue.max(), 50) / 50)
    low, high = 1.2 * min(performance.min(), -10), 1.15 * max(performance.max(), 10)
    i = int(day)
    than = "better than" if performance[i] > 0.5 else "worse than" if performance[i] < -0.5 else "as at"
    over = chart(
        line(days, performance, name=f"performance: {than} the start"),
        rule(y=0),
        label(83, 0.5 * low, "dashed: the start", style="m s e"),
        rule(x=day),
        marker(day, performance[i], tone="a"),
        x=Axis("Day", 0, 84, ticks=range(0, 85, 28)),
        y=Axis("Performance (no unit)", low, high, ticks=[0], words=["0"]),
        box=WIDE,
    )
    traces = chart(
        bars([fitness[i], fatigue[i]], tones="cb", labels=[f"{fitness[i]:.0f}", f"{fatigue[i]:.0f}"]),
        x=Axis(f"Day {i}", -0.6, 1.6, ticks=[0, 1], words=["fitness", "fatigue"]),
        y=Axis("What each counts (no unit)", 0, top, ticks=[0, top / 2, top]),
        box=NARROW,
    )
    return [*over, *traces]


def canal_posture(frame: pd.DataFrame, **_: Any) -> list[Mark]:
    """The room as a circle of its area, beside the room of all three places in percent of bent forward."""
    here = chosen(frame)
    radius, share, room = (frame[name].to_numpy() for name in ("radius", "share", "area"))
    now, most = radius[here], radius[here] / np.sqrt(share[here] / 100)
    turn = np.linspace(0, 2 * np.pi, 41)
    half = -np.cos(np.linspace(0, np.pi, 21))
    size = np.ceil(most + 0.5)
    circle = chart(
        area(now * half, -now * np.sqrt(1 - half**2), now * np.sqrt(1 - half**2), name="now"),
        line(most * np.cos(turn), most * np.sin(turn), tone="b", name="bent forward"),
        label(0, 0.5, f"{room[here]:.0f} mm²", style="w k"),
        x=Axis("A circle of the same area", -size, size, "mm", ticks=[-5, 0, 5]),
        y=Axis("Height", -size, size, "mm", ticks=[-5, 0, 5]),
        box=LEFT,
    )
    names = ["sac L3-4", "sac L4-5", "canal L4-5"]
    places = chart(
        bars(share, tones="".join("a" if i == here else "c" for i in range(3)), labels=[f"{s:.0f} %" for s in share]),
        rule(y=100, name="bent forward"),
        x=Axis("stenosis, stenosis, no pain", -0.6, 2.6, ticks=[0, 1, 2], words=names),
        y=Axis("Room", 0, 115, "% of bent forward", ticks=[0, 50, 100]),
        box=RIGHT,
    )
    return [*circle, *places]
