"""What a reader can set in a model: the range of each control, and the reason for it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from spasmed.tables import SpasmedError, load, records, unknown

Setting = float | str


@dataclass(frozen=True, kw_only=True)
class Control:
    """One slider (`low`, `high`, `step` in `unit`) or one choice (`options`) of a model.

    `why` is the reason for the range, as a sentence; `primary` marks the slider whose every position is drawn ahead.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    options: tuple[str, ...]
    default: Setting
    primary: bool
    why: str

    def positions(self) -> list[Setting]:
        """Every position of the control, in order."""
        if self.options:
            return list(self.options)
        count = round((self.high - self.low) / self.step) + 1
        return [self._position(number) for number in range(count)]

    def nearest(self, value: Setting) -> Setting:
        """The position nearest to a checked value; of a choice, the value itself."""
        if isinstance(value, str):
            return value
        return self._position(round((value - self.low) / self.step))

    def check(self, value: Any) -> Setting:
        """The value in its own type; raises SpasmedError that names the range and why it is so."""
        if self.options:
            if str(value) not in self.options:
                raise unknown(self.name, value, self.options)
            return str(value)
        if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not np.isfinite(value):
            raise SpasmedError(f"{self.name} must be a number{self._in_unit}, and is {value!r}. {self._range}")
        if not self.low <= value <= self.high:
            raise SpasmedError(f"{self.name} = {value:g}{self._in_unit} is outside the model. {self._range}")
        return _plain(float(value))

    def say(self, value: Setting) -> str:
        """A value with its unit, as a reader reads it."""
        return value if isinstance(value, str) else f"{value:g}{self._in_unit}"

    def _position(self, number: int) -> float:
        return _plain(round(self.low + self.step * number, 6))

    @property
    def _in_unit(self) -> str:
        return f" {self.unit}" if self.unit else ""

    @property
    def _range(self) -> str:
        return f"Choose from {self.low:g} to {self.high:g}{self._in_unit}: {self.why}"


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else float(value)


@cache
def controls(model_id: str) -> Mapping[str, Control]:
    """The controls of a model by name, the primary one first (data/mechanism/controls.csv)."""
    rows = [row for row in records(load("controls")) if row["model_id"] == model_id]
    made = {row["name"]: _control(row) for row in sorted(rows, key=lambda row: not row["primary"])}
    if sum(control.primary for control in made.values()) != 1:
        raise SpasmedError(f'data/mechanism/controls.csv: the model "{model_id}" needs exactly one primary control.')
    return made


def _control(row: dict[str, Any]) -> Control:
    low, high, step = (float("nan") if pd.isna(row[end]) else float(row[end]) for end in ("low", "high", "step"))
    control = Control(
        name=row["name"],
        label=row["label"],
        unit=row["unit"],
        low=low,
        high=high,
        step=step,
        options=row["options"],
        default=row["default"] if row["options"] else float(row["default"]),
        primary=bool(row["primary"]),
        why=row["why"],
    )
    control.check(control.default)
    return control


def settings(model_id: str, given: Mapping[str, Any]) -> dict[str, Setting]:
    """Every control of the model with the value given for it, checked, at the nearest position, or else its default.

    Raises SpasmedError for a control the model does not have, and for a value outside its range.
    """
    known = controls(model_id)
    for name in given:
        if name not in known:
            raise unknown("control", name, known)
    return {name: control.nearest(control.check(given.get(name, control.default))) for name, control in known.items()}


def within(model_id: str) -> Callable[[Callable[..., pd.DataFrame]], Callable[..., pd.DataFrame]]:
    """Holds a `simulate` to the controls of its model.

    What is left out takes its default. What is given is checked, and a number moves to the nearest position of its
    control: `simulate` computes only positions.
    """

    def wrap(simulate: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
        wanted = set(inspect.signature(simulate).parameters)

        @functools.wraps(simulate)
        def checked(**given: Any) -> pd.DataFrame:
            full = settings(model_id, given)
            if set(full) != wanted:
                odd = sorted(set(full) ^ wanted)
                raise SpasmedError(f"data/mechanism/controls.csv and {model_id} differ in {', '.join(odd)}.")
            return simulate(**full)

        return checked

    return wrap
