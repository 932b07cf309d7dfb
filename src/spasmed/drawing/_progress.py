"""What a learner's record says: mastery of each objective and calibration, each as a picture with a table beside it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from spasmed.drawing._chart import Axis, bars, chart, interval, num
from spasmed.drawing._picture import WIDTH, Mark, Picture
from spasmed.drawing._table import show
from spasmed.learning import lesson
from spasmed.tables import records

IN_SIGHT = 10  # objectives in the picture, the weakest first; the table has all that were asked
_ROW, _LETTERS = 37, 92
_START = (
    "Nothing is kept yet. Answers are kept only after you ask for it, and only on this computer: run "
    'sp.record().start(), then answer some questions with sp.Quiz("posture") or sp.Review().'
)
_UNASKED = "Your answers so far are decisions in cases. Mastery is shown once you answer a quiz or a review."
_UNSURE = "No answer says yet how sure you were, so there is no calibration to show."


def mastery_picture(frame: pd.DataFrame) -> Picture:
    """The objectives that need practice most, each as a bar: the share of its questions answered right last time.

    `frame` has the columns objective, answered and right (numbers of answers) and mastery (0 to 1), a row an objective.
    """
    weakest = records(frame.sort_values("mastery", kind="stable").head(IN_SIGHT))
    title = f"Mastery of {_counted(len(frame), 'objective')}, weakest first"
    marks = [_word(12, 24, title, "w")]
    for i, row in enumerate(weakest):
        marks += _bar(44 + i * _ROW, row)
    more = f" (the weakest {IN_SIGHT})" if len(frame) > IN_SIGHT else ""
    told = "; ".join(f"{row['objective'].rstrip('.')}: {_percent(row['mastery'])}" for row in weakest)
    return Picture(tuple(marks), f"{title}{more}. {told}.")


def calibration_picture(frame: pd.DataFrame) -> Picture:
    """How often an answer was right at each level of sureness, with the 95 % interval of each share.

    `frame` has the columns confidence, answered (number), correct, low and high (shares, 0 to 1), a row a level.
    """
    rows = records(frame)
    words = [f"{row['confidence']}: {round(row['correct'] * row['answered'])} of {row['answered']}" for row in rows]
    marks = chart(
        bars([100 * row["correct"] for row in rows], width=0.4),
        *(interval(i + 0.32, 100 * row["low"], 100 * row["high"], tone="b") for i, row in enumerate(rows)),
        x=Axis(
            "How sure I was: right of all answers (upright line: 95 % interval)",
            -0.5,
            len(rows) - 0.5,
            ticks=range(len(rows)),
            words=words,
        ),
        y=Axis("Right answers", 0, 100, "%", ticks=[0, 25, 50, 75, 100]),
    )
    told = "; ".join(f"{word} right, {_percent(row['correct'])}" for word, row in zip(words, rows, strict=True))
    return Picture(tuple(marks), f"Right answers by how sure the learner was, with 95 % intervals. {told}.")


class Progress:
    """Your own progress, from the record on this computer: `sp.Progress()`.

    `mastery` and `calibration` are the tables behind the pictures, as `spasmed.learning.progress` returns them. An
    empty record is answered with a sentence that says how to start one. Raises RecordError when the record cannot be
    read.
    """

    def __init__(self) -> None:
        from spasmed.learning.progress import calibration, mastery
        from spasmed.learning.record import Record

        record = Record.open()
        answers = record.frame()  # read once: it may be long
        self.mastery: pd.DataFrame = mastery(record, answers=answers)
        self.calibration: pd.DataFrame = calibration(record, answers=answers)

    def _repr_html_(self) -> str:
        return progress_html(self.mastery, self.calibration)

    def __repr__(self) -> str:
        if self.mastery.empty:
            return f"Progress: {_START}"
        asked = self.mastery.query("answered > 0")
        answers = _counted(int(asked["answered"].sum()), "answer")
        return f"Progress: {answers} on {len(asked)} of {_counted(len(self.mastery), 'objective')}"


def progress_html(mastery: pd.DataFrame, calibration: pd.DataFrame) -> str:
    """Both pictures, each with its table; an empty record as a sentence that says how to start one."""
    if mastery.empty:
        return f"<p>{escape(_START)}</p>"
    asked = mastery.query("answered > 0").sort_values("mastery", kind="stable")
    left = f"<p>{len(mastery) - len(asked)} of {_counted(len(mastery), 'objective')} not asked yet.</p>"
    first = f"<p>{_UNASKED}</p>" if asked.empty else _beside(mastery_picture(asked), _mastery_table(asked))
    second = f"<p>{_UNSURE}</p>"
    if not calibration.empty:
        second = _beside(calibration_picture(calibration), _calibration_table(calibration))
    return first + left + second


def _beside(picture: Picture, table: str) -> str:
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start;margin:0 0 1em">'
        f'<div style="flex:1 1 26em">{picture.img()}</div><div style="flex:1 1 24em;min-width:0">{table}</div></div>'
    )


def _mastery_table(asked: pd.DataFrame) -> str:
    said = pd.DataFrame({
        "Objective": asked["objective"],
        "Lesson": [lesson(one)["title"] for one in asked["lesson"]],
        "Right of all answers": [f"{right} of {n}" for right, n in zip(asked["right"], asked["answered"], strict=True)],
        "Mastery": asked["mastery"].map(_percent),
        "Due now": asked["due"],
        "State": asked["state"],
    })  # fmt: skip
    caption = "Mastery: the share of an objective's questions that were answered right last time"
    return show(said, caption=caption).html


def _calibration_table(calibration: pd.DataFrame) -> str:
    said = pd.DataFrame({
        "How sure": calibration["confidence"],
        "Answers": calibration["answered"],
        "Right": calibration["correct"].map(_percent),
        "95 % interval": [
            f"{_percent(low)} to {_percent(high)}"
            for low, high in zip(calibration["low"], calibration["high"], strict=True)
        ],
    })  # fmt: skip
    return show(said, caption="Calibration: how often you were right").html


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"


def _bar(top: float, row: dict[str, Any]) -> list[Mark]:
    words = str(row["objective"])
    words = words if len(words) <= _LETTERS else words[: _LETTERS - 1].rsplit(" ", 1)[0] + " …"
    room = WIDTH - 24 - 150
    size = {"y": num(top + 14), "height": "10", "rx": "3"}
    return [
        _word(12, top + 8, words, "s"),
        Mark("rect", {"class": "fa", "x": "12", "width": num(room), **size}),
        Mark("rect", {"class": "oa", "x": "12", "width": num(max(room * row["mastery"], 0.1)), **size}),
        _word(
            room + 24,
            top + 24,
            f"{_percent(row['mastery'])}; {row['right']} of {_counted(row['answered'], 'answer')}",
            "m s",
        ),
    ]


def _word(x: float, y: float, text: str, style: str) -> Mark:
    return Mark("text", {"class": style, "x": num(x), "y": num(y)}, text)
