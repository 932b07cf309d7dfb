"""Where values stand on the sheet: axes, the space between them, and curves as few points as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, inf, log10
from typing import Any, NamedTuple

from spasmed.drawing._picture import HEIGHT, WIDTH

Numbers = Any  # a Series, an array or a list of numbers
TOLERANCE = 0.2  # of a unit of the picture: how far a thinned curve may lie from the computed one


class Box(NamedTuple):
    """The part of the sheet a chart fills: left, top, right, bottom, axis labels included."""

    left: float = 0
    top: float = 34
    right: float = WIDTH
    bottom: float = HEIGHT - 34


@dataclass(frozen=True)
class Axis:
    """What is on an axis, from where to where, in which unit; `ticks` at 4 to 7 round numbers unless given."""

    label: str
    low: float
    high: float
    unit: str = ""
    log: bool = False
    ticks: Sequence[float] | None = None
    words: Sequence[str] | None = None  # what stands at the ticks instead of their numbers

    @property
    def title(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def marks(self) -> list[tuple[float, str]]:
        """Where the ticks stand, and what they say."""
        places = list(self.ticks) if self.ticks is not None else _round_numbers(self)
        return list(zip(places, self.words or [f"{place:,.10g}" for place in places], strict=True))

    def share(self, values: Numbers) -> list[float]:
        """Where values lie between low (0) and high (1), held to just beyond the ends; None-like stays NaN."""
        low, high = (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)
        width = high - low
        plain = [float(value) for value in values]
        if self.log:
            plain = [log10(value) if value > 0 else value if value != value else -inf for value in plain]
        return [value if value != value else min(max((value - low) / width, -0.02), 1.02) for value in plain]


def _round_numbers(axis: Axis) -> list[float]:
    if axis.log:
        first, last = floor(log10(axis.low) + 1e-9), floor(log10(axis.high) + 1e-9)
        return [10.0**n for n in range(first, last + 1) if 10.0**n >= axis.low * 0.999]
    span = axis.high - axis.low
    power = 10 ** floor(log10(span / 4))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if span / (power * n) <= 6)
    first = -floor(-axis.low / step + 1e-9)
    return [round((first + i) * step, 10) for i in range(int((axis.high - first * step) / step + 1e-9) + 1)]


@dataclass(frozen=True)
class Space:
    """The room between the axes, in units of the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    x: Axis
    y: Axis

    def xs(self, values: Numbers) -> list[float]:
        """Where values lie from left to right."""
        return [self.left + share * (self.right - self.left) for share in self.x.share(values)]

    def ys(self, values: Numbers) -> list[float]:
        """Where values lie from top to bottom."""
        return [self.bottom - share * (self.bottom - self.top) for share in self.y.share(values)]


def num(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def thin(xs: Sequence[float], ys: Sequence[float], tolerance: float = TOLERANCE) -> Iterator[tuple[float, float]]:
    """The fewest points a cone of `tolerance` lets through, in one pass; `xs` must not go back."""
    at = 0
    yield xs[0], ys[0]
    while at < len(xs) - 1:
        low, high, last = -inf, inf, at + 1
        for i in range(at + 1, len(xs)):
            run, rise = xs[i] - xs[at], ys[i] - ys[at]
            if run <= 0:  # a step straight up or down is a corner
                last = i if i == at + 1 else i - 1
                break
            slope = rise / run
            if not low <= slope <= high:
                break
            low, high, last = max(low, (rise - tolerance) / run), min(high, (rise + tolerance) / run), i
        yield xs[last], ys[last]
        at = last


def path(xs: Sequence[float], ys: Sequence[float]) -> str:
    """A curve as path data; NaN lifts the pen."""
    parts, run = [], []
    for x, y in [*zip(xs, ys, strict=True), (0, float("nan"))]:
        if x == x and y == y:
            run.append((x, y))
        elif run:
            kept = thin([p[0] for p in run], [p[1] for p in run])
            parts.append("M" + " ".join(f"{num(a)} {num(b)}" for a, b in kept))
            run = []
    return "".join(parts) or "M0 0"
