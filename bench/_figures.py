"""A figure is one number held against its bar; all of them are printed as one table."""

from __future__ import annotations

import math
import os
import platform
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Literal

PEERS = ("itables", "ipydatagrid", "plotly", "matplotlib")
PACKAGES = ("pandas", "anywidget", "jupyterlab", "ipywidgets", *PEERS, "playwright")


class MissingToolError(Exception):
    """Something a part needs is not installed; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number. `behind` says what it was made from; without a bar it is shown and not judged."""

    name: str
    value: float
    unit: Literal["x", "ms", "s", "frames", "%", "kB", "MB", "modules", "requests"]
    at_most: float | None = None
    at_least: float | None = None
    behind: str = ""
    within: tuple[float, float] | None = None  # the 95 % interval of a value that scatters

    @property
    def passed(self) -> bool | None:
        """Whether the value keeps the bar; None if there is none. A value that is not a number never passes.

        A value with an interval misses its upper bar only when the whole interval lies above it: "slower" must be
        more than the luck of the frame.
        """
        if self.at_most is not None:
            return (self.within[0] if self.within else self.value) <= self.at_most
        if self.at_least is not None:
            return self.value >= self.at_least
        return None

    @property
    def measured(self) -> str:
        """The value in words, with its unit, and its interval."""
        if math.isnan(self.value):
            return "not measured"
        number = f"{self.value:,.0f}" if self.value >= 1000 else f"{self.value:.3g}"
        return f"{number} {self.unit}" + (f" ({self.within[0]:.2f} to {self.within[1]:.2f})" if self.within else "")

    @property
    def bar(self) -> str:
        """The bar in words, with its unit."""
        if self.at_most is not None:
            return f"<= {self.at_most:g} {self.unit}"
        return "" if self.at_least is None else f">= {self.at_least:g} {self.unit}"


def p95(values: Sequence[float]) -> float:
    """The smallest value that at least 95 % of the values do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile, for reading."""
    return f"{median(values):.1f} (p95 {p95(values):.1f})"


def ratio_within(ours: Sequence[float], theirs: Sequence[float], draws: int = 2000) -> tuple[float, float]:
    """The 95 % interval of the ratio of two medians, by drawing both samples again (bootstrap, fixed seed)."""
    if not ours or not theirs:
        return math.nan, math.nan
    draw = random.Random(0)  # noqa: S311 - statistics, not secrets
    ratios = sorted(
        median(draw.choices(ours, k=len(ours))) / median(draw.choices(theirs, k=len(theirs))) for _ in range(draws)
    )
    return ratios[round(0.025 * draws)], ratios[round(0.975 * draws) - 1]


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of text as a Markdown table with aligned columns; the first row is the heading."""
    head, *body = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    lines = [head, ["-" * width for width in widths], *body]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table, with the verdict on each."""
    verdict = {True: "pass", False: "FAIL", None: ""}
    rows = [(f.name, f.measured, f.bar, verdict[f.passed], f.behind) for f in figures]
    return columns([("figure", "measured", "bar", "verdict", "made from"), *rows])


def machine() -> str:
    """Cores, system, versions and load: what a figure in milliseconds depends on."""
    system = f"{platform.system()} {platform.machine()}"
    parts = [f"{os.cpu_count()} cores", system, f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"no {package}")
    if hasattr(os, "getloadavg"):
        parts.append(f"load {os.getloadavg()[0]:.1f} at the start")
    return ", ".join(parts)
