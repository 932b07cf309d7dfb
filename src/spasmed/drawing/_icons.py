"""People as dots: natural frequencies that can be counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spasmed.drawing._chart import num
from spasmed.drawing._picture import Mark

STEP = 22


def icons(
    groups: Sequence[tuple[int, str]],
    *,
    left: float,
    top: float,
    total: int = 100,
    columns: int = 10,
    step: float = STEP,
) -> Iterator[Mark]:
    """`total` small dots in rows of `columns`; each group (how many, tone) covers the next of them with large dots.

    Large and small differ in size as well as in color. Always 1 + len(groups) marks, so that frames share a structure.
    """
    yield _dots(0, total, "x", 3, left, top, columns, step)
    begun = 0
    for count, tone in groups:
        yield _dots(begun, begun + count, f"l{tone}", 0.64 * step, left, top, columns, step)
        begun += count


def _dots(begin: int, end: int, style: str, size: float, left: float, top: float, columns: int, step: float) -> Mark:
    """Dots `begin` to `end` as one path: dashes of no length with round ends."""
    runs = []
    at = begin
    while at < end:
        row, first = divmod(at, columns)
        last = min(columns - 1, first + end - at - 1)
        y, x = top + step * (row + 0.5), left + step * (first + 0.5)
        runs.append(f"M{num(x)} {num(y)}h{num(step * (last - first) + 0.1)}")
        at += last - first + 1
    look = f"stroke-width:{num(size)};stroke-linecap:round;stroke-dasharray:0 {num(step)}"
    return Mark("path", {"class": style, "style": look, "d": "".join(runs) or "M0 0"})
