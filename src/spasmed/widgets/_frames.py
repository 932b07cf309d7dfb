"""A picture that follows a slider: Python draws every position ahead, the browser flips them.

The other controls ask Python for a new sweep; the reader commits to a guess before anything may be moved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd
import traitlets

from spasmed.drawing import Picture, scene
from spasmed.tables import unknown
from spasmed.widgets._cells import Part, Story, plain_cell, story_data
from spasmed.widgets._player import Player

ASLEEP = "These controls need Python: open this page in JupyterLab and run the cell. The first slider works without it."


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A control: `positions` (numbers, or words for a choice) in order, and how each is `said`."""

    name: str
    label: str
    positions: Sequence[float | str]
    said: Sequence[str]

    def nearest(self, value: float | str) -> float | str:
        """The position at or next to a value that was checked already."""
        if value in self.positions:
            return value
        return min(self.positions, key=lambda position: abs(float(position) - float(value)))

    def say(self, value: float | str) -> str:
        """How a position is said."""
        return self.said[list(self.positions).index(value)]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One position of the first slider: its picture, what it says in a sentence, and (what, how much) readings."""

    picture: Picture
    sentence: str
    readings: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Guess:
    """The question that unlocks the controls. `because` is shown when the reader compares."""

    question: str
    options: Sequence[str]
    answer: str
    because: Sequence[str | Part]


class Frames(Player):
    """Pictures of a sweep, flipped by the first slider.

    Args:
        name: kebab-case name of the player.
        caption: the heading a reader sees; `lead` is the question under it.
        sliders: the first flips frames, the others ask Python for a new sweep.
        sweep: settings of the others -> one `Frame` for each position of the first.
        answer: the pure function behind `.result`, called with all settings.
        check: all settings, some perhaps missing -> all of them, checked.
        guess: what the reader commits to first.
        notes: what stands folded below: limits, failures, sources.
        limits: the headings of those notes that the twin prints too.
        value: settings at first.

    Every control is an attribute: `m.hold = 90` sets, `m.hold` reads. `m.guess` is what the reader committed to.
    """

    sweep = traitlets.Dict(help="the frames of one setting of the other controls; written by Python only").tag(
        sync=True
    )
    _page_traits = ("kind", "data", "value", "sweep")

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        lead: str,
        sliders: Sequence[Slider],
        sweep: Callable[[Mapping[str, Any]], Sequence[Frame]],
        answer: Callable[..., pd.DataFrame],
        check: Callable[[Mapping[str, Any]], Mapping[str, Any]],
        guess: Guess,
        notes: Story = (),
        limits: Collection[str] = (),
        value: Mapping[str, Any] | None = None,
    ) -> None:
        self._make, self._answer, self._check_settings, self._guess, self._notes = sweep, answer, check, guess, notes
        self._limits = limits
        self._sliders = {slider.name: slider for slider in sliders}
        self._first = sliders[0]
        if taken := sorted(set(self._sliders) & ({"compared"} | set(dir(type(self))))):
            raise ValueError(f"A control cannot be called {taken[0]!r}: the widget already uses this name. Rename it.")
        start = check({})
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "lead": lead,
            "sliders": [asdict(slider) for slider in sliders],
            "start": {name: slider.nearest(start[name]) for name, slider in self._sliders.items()},
            "guess": {**asdict(guess), "because": plain_cell(guess.because)},
            "notes": story_data(notes),
            "asleep": ASLEEP,
        }
        super().__init__(kind="frames", data=data, value=dict(value or {}))
        self._draw()
        self.observe(self._moved, "value")
        self.on_msg(self._asked)

    # -- choosing

    def _controls(self) -> Collection[str]:
        return self._sliders

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` with every control in it; what is unknown or out of range raises ValueError."""
        full = self._check_settings({k: v for k, v in value.items() if k not in ("guess", "compared")})
        guess = value.get("guess", "")
        if guess and guess not in self._guess.options:
            raise unknown("guess", guess, self._guess.options)
        full = {name: slider.nearest(full[name]) for name, slider in self._sliders.items()}
        return {"guess": guess, "compared": bool(guess and value.get("compared")), **full}

    @property
    def guess(self) -> str:
        """What the reader committed to; "" before."""
        return str(self.value["guess"])

    @guess.setter
    def guess(self, option: str) -> None:
        self.value = {**self.value, "guess": option}

    @property
    def _settings(self) -> dict[str, Any]:
        return {name: self.value[name] for name in self._sliders}

    @property
    def _others(self) -> dict[str, Any]:
        return {name: self.value[name] for name in list(self._sliders)[1:]}

    def _moved(self, _: object) -> None:
        if self.sweep["for"] == self._others:
            return
        try:
            self._draw()
        except Exception:
            self.value = {**self.value, **self.sweep["for"]}  # the controls never say something else than the picture
            raise

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("ping"):  # the browser asks whether there is a Python to speak to
            self.send({"pong": True})

    def _draw(self) -> None:
        frames = list(self._make(self._settings))
        base, slots, values = scene([frame.picture for frame in frames])
        names = [what for what, _ in frames[0].readings]
        self._frames = frames
        self.sweep = {
            "for": self._others,
            "base": base,
            "slots": slots,
            "values": values,
            "says": [frame.sentence for frame in frames],
            "readings": [{"what": what, "values": [f.readings[i][1] for f in frames]} for i, what in enumerate(names)],
        }

    # -- the answer and its forms

    @property
    def result(self) -> pd.DataFrame:
        """What the pure function returns for the settings shown."""
        return self._answer(**self._settings)

    @property
    def readings(self) -> pd.DataFrame:
        """The numbers beside the picture. Columns: reading, value."""
        return pd.DataFrame(self.frame.readings, columns=["reading", "value"])

    @property
    def frame(self) -> Frame:
        """The frame shown."""
        return self._frames[list(self._first.positions).index(self.value[self._first.name])]

    def text(self) -> str:
        """The settings and the sentence, in one line."""
        return f"{self.data['caption']} ({self._words()}): {self.frame.sentence}"

    def twin(self) -> str:
        """Heading, question, the guess on offer, the picture, what it says, its readings, and what limits it."""
        readings = "".join(
            f"<li>{escape(what)}: <strong>{escape(value)}</strong></li>" for what, value in self.frame.readings
        )
        options = "".join(f"<li>{escape(option)}</li>" for option in self._guess.options)
        limits = "".join(
            f"<p><em>{escape(heading)}.</em> {escape(' '.join(map(str, text)))}</p>"
            for heading, text in self._notes
            if heading in self._limits
        )
        return (
            f'<figcaption style="text-align:left"><strong>{escape(self.data["caption"])}.</strong> '
            f"{escape(self.data['lead'])}</figcaption>"
            f"<p><em>Guess first.</em> {escape(self._guess.question)}</p><ul>{options}</ul>"
            f"{self.frame.picture.img()}<p>{escape(self.frame.sentence)}</p>"
            f"<p>{escape(self._words())}:</p><ul>{readings}</ul>"
            f"{limits}"
        )

    def _words(self) -> str:
        """The settings as a reader would say them."""
        return ", ".join(f"{slider.label} {slider.say(self.value[slider.name])}" for slider in self._sliders.values())
