"""The same picture for every slider: a muscle that holds a load, three curves over two minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing import Picture
from spasmed.drawing._chart import Axis, chart, line
from spasmed.widgets import Frame, Frames, Guess, Slider

NAMES = ("still able", "effort", "fatigued")
LOADS = [10 + 2 * i for i in range(41)]  # % of maximum
RECOVERIES = [0.5 + 0.5 * i for i in range(21)]
START = {"load": 50, "recovery": 1.0}
TIME = np.linspace(0, 120, 200)
X, Y = Axis("Time", 0, 120, "s"), Axis("Share of the muscle", 0, 100, "%")


def curves(load: float, recovery: float = START["recovery"]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is still able, the effort it takes and what is fatigued, each in % at every time."""
    tire, rest = 0.0004 * load, 0.004 * recovery
    fatigued = 100 * tire / (tire + rest) * (1 - np.exp(-(tire + rest) * TIME))
    able = 100 - fatigued
    return able, np.minimum(100 * load / able, 100), fatigued


def picture(load: float, recovery: float = START["recovery"]) -> Picture:
    """Ours, and the string the HTML widget gets."""
    three = zip("abc", NAMES, curves(load, recovery), strict=True)
    marks = chart(*(line(TIME, y, tone=tone, name=name) for tone, name, y in three), x=X, y=Y)
    return Picture(tuple(marks), f"Holding {load:g} % of maximum, recovery {recovery:g}.")


def paths(drawn: Picture) -> list[str]:
    """The lines of a picture as they stand in the page: what the stopwatch compares."""
    return [mark.attributes["d"] for mark in drawn.marks if mark.tag == "path"]


@cache
def player() -> Frames:
    """Ours: 41 frames of the load; the other slider asks Python for a new sweep. The guess is committed already."""

    def sweep(value: Mapping[str, Any]) -> Sequence[Frame]:
        return [_frame(load, value["recovery"]) for load in LOADS]

    return Frames(
        name="three-curves",
        caption="Holding a load",
        lead="How much of the muscle is still able?",
        sliders=[
            Slider(name="load", label="Load", positions=LOADS, said=[f"{x} % of maximum" for x in LOADS]),
            Slider(name="recovery", label="Recovery", positions=RECOVERIES, said=[f"{x:g} times" for x in RECOVERIES]),
        ],
        sweep=sweep,
        answer=lambda load, recovery: pd.DataFrame(dict(zip(NAMES, curves(load, recovery), strict=True))),
        check=lambda value: {**START, **value},
        guess=Guess(question="Twice the load?", options=["half as long", "less"], answer="less", because=["It tires."]),
        value={"guess": "less"},
    )


def _frame(load: float, recovery: float) -> Frame:
    drawn = picture(load, recovery)
    able, effort, _ = (y[-1] for y in curves(load, recovery))
    return Frame(picture=drawn, sentence=drawn.alt, readings=[("Able", f"{able:.0f} %"), ("Effort", f"{effort:.0f} %")])
