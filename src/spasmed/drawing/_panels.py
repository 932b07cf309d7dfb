"""Rows of numbers in panels: words on the left, the mark in the middle, the number in words on the right.

One panel has one axis, and no number stands in a panel whose axis it was not measured on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmed.drawing._badges import PIPS_WIDTH, pips, said_certainty
from spasmed.drawing._figures import EDGE, LINE, WIDTH, axes_at, number, sheet, wide, wrapped, write
from spasmed.drawing._picture import INK, MUTED
from spasmed.drawing._picture import LINE as RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELS = 2.85  # inches for the words on the left
NUMBERS = 1.5  # inches for the numbers on the right
GAP = 0.14
PLOT_LEFT = EDGE + LABELS + GAP
PLOT_WIDTH = WIDTH - PLOT_LEFT - GAP - NUMBERS - EDGE
_ROW_GAP = 0.13


@dataclass(frozen=True)
class Row:
    """One number: its id, its words, and how it is drawn on the axes at height `y` (inches from the panel's top)."""

    id: str
    label: str
    value: str
    draw: Callable[[Axes, float], None]
    small: str = ""
    certainty: str = ""

    def lines(self) -> list[str]:
        """The label in lines that fit."""
        return wrapped(self.label, LABELS)

    def value_lines(self) -> list[str]:
        """The number, bold, in lines that fit."""
        return wrapped(self.value, NUMBERS, bold=True)

    def small_lines(self) -> list[str]:
        """What stands below the number."""
        return wrapped(self.small, NUMBERS) if self.small else []

    def height(self) -> float:
        """Inches this row needs."""
        right = len(self.value_lines()) + len(self.small_lines()) + bool(self.certainty)
        return max(len(self.lines()), right) * LINE + _ROW_GAP


@dataclass(frozen=True)
class Panel:
    """Rows that share one axis. `key` names the scale; `ends` is what lies left and right of the null line."""

    key: str
    title: str
    rows: Sequence[Row]
    low: float
    high: float
    ticks: Sequence[float]
    null: float | None = None
    log: bool = False
    ends: tuple[str, str] | None = None

    def title_lines(self) -> list[str]:
        """The title in lines that fit."""
        return wrapped(self.title, WIDTH - 2 * EDGE, bold=True)

    def height(self) -> float:
        """Inches this panel needs."""
        rows = sum(row.height() for row in self.rows)
        return len(self.title_lines()) * LINE + 0.1 + rows + 0.32 + (LINE if self.ends else 0) + 0.16


def panels_figure(title: str, panels: Sequence[Panel]) -> Figure:
    """All panels below one another, each on axes of its own (label `panel: ` and its key)."""
    head = wrapped(title, WIDTH - 2 * EDGE, bold=True)
    figure, desk = sheet(EDGE + len(head) * LINE + 0.12 + sum(panel.height() for panel in panels) + EDGE)
    top = write(desk, EDGE, EDGE + 0.14, head, bold=True) - 0.02
    for panel in panels:
        desk.plot([EDGE, WIDTH - EDGE], [top - 0.06] * 2, color=RULE, lw=1)
        _panel(figure, desk, panel, top)
        top += panel.height()
    return figure


def _panel(figure: Figure, desk: Axes, panel: Panel, top: float) -> None:
    y = write(desk, EDGE, top + 0.16, panel.title_lines(), bold=True, color=MUTED, order=2.9) - 0.06
    high = sum(row.height() for row in panel.rows)
    axes = axes_at(figure, PLOT_LEFT, y, PLOT_WIDTH, high, label=f"panel: {panel.key}")
    if panel.log:
        from matplotlib.ticker import NullLocator

        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(panel.low, panel.high), ylim=(high, 0))
    axes.set_yticks([])
    axes.set_xticks(panel.ticks, [number(tick) for tick in panel.ticks])
    if panel.null is not None:
        axes.plot([panel.null] * 2, [0, high], color=INK, lw=1.2, gid="null")
    at = 0.0
    for row in panel.rows:
        _words(desk, row, y + at)
        row.draw(axes, at + (row.height() - _ROW_GAP) / 2 + 0.03)
        at += row.height()
    if panel.ends and panel.null is not None:
        null = float(axes.transData.transform((panel.null, 0))[0]) / figure.dpi
        x = min(null + 0.1, WIDTH - EDGE - wide(panel.ends[1]))
        baseline = y + high + 0.32 + LINE - 0.04
        write(desk, x - 0.2, baseline, panel.ends[0], side="right", color=MUTED)
        write(desk, x, baseline, panel.ends[1], color=MUTED)


def _words(desk: Axes, row: Row, top: float) -> None:
    write(desk, EDGE, top + 0.17, row.lines())
    right = WIDTH - EDGE - NUMBERS
    y = write(desk, right, top + 0.17, row.value_lines(), bold=True, order=3.1)
    y = write(desk, right, y, row.small_lines(), color=MUTED, order=3.2)
    if row.certainty:
        pips(desk, right, y, row.certainty)
        write(desk, right + PIPS_WIDTH + 0.08, y, said_certainty(row.certainty), order=3.3)


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` + 1 round numbers from `low` to `high`."""
    from matplotlib.ticker import MaxNLocator

    places = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [float(place) for place in places if low <= place <= high]
