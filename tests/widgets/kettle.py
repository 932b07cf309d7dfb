"""Water in a kettle: a small model from another subject, so that frames are tested without ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing import Picture
from spasmed.drawing._chart import Axis, chart, label, line, marker, rule
from spasmed.tables import unknown
from spasmed.widgets import Frame, Frames, Guess, Part, Slider

LIDS = ["off", "on"]
MINUTES = [i / 2 for i in range(41)]
POWERS = list(range(500, 2501, 250))
RANGES = {"minutes": (0, 20), "power": (500, 2500)}
START: dict[str, Any] = {"minutes": 5, "power": 1490, "lid": "off"}  # 1490 W lies between two positions
GUESS = Guess(
    question="How long does a kettle of 1,500 W need?",
    options=["About 2 minutes", "About 8 minutes", "It never boils"],
    answer="About 8 minutes",
    because=["Heat in is power times time; see ", Part(text="the book", href="https://example.org/k?a=1&b=2")],
)


def heat(*, minutes: float, power: float, lid: str) -> pd.DataFrame:
    """How warm the water is until this minute."""
    time = np.linspace(0, minutes, 21)
    kept = 0.95 if lid == "on" else 0.85
    return pd.DataFrame({"minute": time, "warmth": np.minimum(100, 20 + kept * power * 60 * time / 8370)})


def check(value: Mapping[str, Any]) -> dict[str, Any]:
    """All settings; raises ValueError for what a kettle does not have."""
    for name in value:
        if name not in START:
            raise unknown("control", name, START)
    full = {**START, **value}
    for name, (low, high) in RANGES.items():
        if not low <= full[name] <= high:
            raise ValueError(f"{name} = {full[name]:g} is more than this kettle can. Choose from {low} to {high}.")
    if full["lid"] not in LIDS:
        raise unknown("lid", full["lid"], LIDS)
    return full


def frame(*, minutes: float, power: float, lid: str) -> Frame:
    """One state: some marks stay, some move, some hide, one changes its words and its style."""
    seen = heat(minutes=minutes, power=power, lid=lid)
    now = float(seen["warmth"].iloc[-1])
    state = "it boils" if now >= 100 else "it is <hot> & quiet" if now > 60 else "it is cool"
    sentence = f"After {minutes:g} min at {power:g} W the kettle's water has {now:.0f} °C: {state}."
    marks = chart(
        rule(y=100, name="boils"),
        line(seen["minute"], seen["warmth"], name="water"),
        marker(minutes, now, f"{now:.0f} °C", shown=minutes > 0),
        label(1, 108, state, style="w s" if now >= 100 else "s"),
        x=Axis("Time", 0, 20, "min"),
        y=Axis("Water", 0, 115, "°C"),
    )
    readings = [("Water", f"{now:.1f} °C"), ("Heat given", f"{power * minutes * 60 / 1000:.0f} kJ"), ("State", state)]
    return Frame(picture=Picture(tuple(marks), f"Kettle. {sentence}"), sentence=sentence, readings=readings)


def frames(settings: Mapping[str, Any]) -> list[Frame]:
    """A frame for each minute."""
    return [frame(**{**settings, "minutes": minutes}) for minutes in MINUTES]


def player(
    sweep: Callable[[Mapping[str, Any]], Sequence[Frame]] = frames,
    *,
    answer: Callable[..., pd.DataFrame] = heat,
    sliders: int = 3,
    **value: Any,
) -> Frames:
    """The player; `sweep` can be one that counts, fails or takes its time."""
    return Frames(
        name="kettle",
        caption="Water in a kettle",
        lead="How fast does it get hot?",
        sliders=[
            Slider(name="minutes", label="Minutes", positions=MINUTES, said=[f"{m:g} min" for m in MINUTES]),
            Slider(name="power", label="Power of the plate", positions=POWERS, said=[f"{p:,} W" for p in POWERS]),
            Slider(name="lid", label="Lid", positions=LIDS, said=LIDS),
        ][:sliders],
        sweep=sweep,
        answer=answer,
        check=check,
        guess=GUESS,
        notes=[
            ("Grade", "A toy."),
            ("What it does not show", ["Steam.", "Noise < 60 dB."]),
            ("Sources", ["see ", Part(text="the book", href="https://example.org/k")]),
        ],
        value=value,
    )
