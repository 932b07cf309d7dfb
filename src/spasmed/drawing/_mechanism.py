"""The picture of one state of a model: its chart between the badge of its grade and the place where it breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

import pandas as pd

from spasmed.drawing._chart import num
from spasmed.drawing._picture import HEIGHT, Mark, Picture
from spasmed.mechanism import GRADES, Model, Setting, Told

Draw = Callable[..., list[Mark]]
_TONE = {"A": "c", "B": "a", "C": "b"}
# Module of spasmed.drawing.mechanisms -> the models whose charts it draws, each by the function of the same name.
_HOMES = {
    "_load": """
        fatigue-3cc nle-1991 creep-flexion disc-load-static neck-lever exercise-dose stress-lowload""",
    "_nerve": """
        motoneuron-bistable hh-excitability reflex-delay hypertonia-kv pain-spasm-loop sweat-balance rsa-resonance""",
    "_change": """
        stretch-relax bioheat-1d disuse-log aging-rates healing-curve fitness-fatigue canal-posture""",
    "_chance": """
        imaging-age bayes-update nnt-baseline natural-history responder-mic mg-ci""",
}


def drawer(name: str) -> Draw:
    """The function that draws the chart of a model: its frame and its settings -> marks."""
    home = next(home for home, models in _HOMES.items() if name in models.split())
    draw: Draw = getattr(import_module(f"spasmed.drawing.mechanisms.{home}"), name.replace("-", "_"))
    return draw


def model_picture(model: Model, frame: pd.DataFrame, settings: Mapping[str, Setting], told: Told) -> Picture:
    """The chart of one state, under the badge of the model's grade and above the place where it breaks."""
    marks = [*_badge(model), *drawer(model.id)(frame, **settings), *_foot(str(model.about["breaks"]))]
    return Picture(tuple(marks), f"{model.about['title']}. {told.sentence}")


def _badge(model: Model) -> list[Mark]:
    words, tone = GRADES[model.grade], _TONE[model.grade]
    width = sum(10.4 if letter.isupper() else 7.9 for letter in words) + 24
    size = {"x": "10", "y": "7", "width": num(width), "height": "23", "rx": "6"}
    return [
        Mark("rect", {"class": f"f{tone}", **size}),
        Mark("text", {"class": "w s", "x": "22", "y": "23"}, words),
        Mark(
            "text",
            {"class": "m s", "x": num(width + 22), "y": "23"},
            _short(str(model.about["grade_note"]), 78 - len(words)),
        ),
    ]


def _short(note: str, room: int) -> str:
    """The note where there is room for it; it also stands whole below the picture."""
    return note if len(note) <= room else ""


def _foot(breaks: str) -> list[Mark]:
    """At most two lines, the first of which says what they are."""
    lines = ["", ""]
    for word in f"Where it breaks: {breaks}".split():
        at = 0 if not lines[1] and len(lines[0]) + len(word) < 96 else 1
        lines[at] = f"{lines[at]} {word}".strip()
    return [
        Mark("text", {"class": "m s", "x": "12", "y": num(HEIGHT - 22 + 16 * i)}, text) for i, text in enumerate(lines)
    ]
