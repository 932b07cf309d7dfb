"""From the mouse on a map to the painted answer, in JupyterLab: ours, a bare SVG and plotly, round by round."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from _figures import Figure, columns, p95, ratio_within, spread
from _lab import Lab
from _maps import spots
from _page import notebook
from _rounds import visit_in_rounds
from playwright.sync_api import Browser, Page

FRAME = 16.7
WARM_UP = 4
REST = 300  # milliseconds before the next input, so that what Python still says is said
Seen = tuple[str, float]  # "pressed", "set up", "hover" or "select", and its milliseconds


@dataclass
class Candidate:
    """A function of `_maps`, and how its map is read (see see.js)."""

    label: str
    builder: str
    kind: str
    seen: list[Seen] = field(default_factory=list)

    def times(self, what: str) -> list[float]:
        """Milliseconds of every sample of one kind."""
        return [ms for one, ms in self.seen if one == what]

    def median(self, what: str) -> float:
        """Their median; not a number, which passes no bar, if every visit was lost."""
        return median(self.times(what) or [math.nan])


def candidates() -> list[Candidate]:
    """The bare SVG is the floor: what the browser itself needs. plotly is what notebooks have for marks on a map."""
    return [
        Candidate("BackMap", "ours", "player"),
        Candidate("bare SVG and three listeners", "svg", "svg"),
        Candidate("plotly FigureWidget, markers on an image", "plotly", "plotly"),
    ]


def pointing(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """Points at regions and clicks them `repeats` times per candidate and round; prints all, returns the figures."""
    measured = [c for c in candidates() if any(part in c.builder for part in only)]
    code = {f"{c.builder}.ipynb": f"import _maps\n\n_maps.{c.builder}()" for c in measured}
    visit_in_rounds(measured, rounds, code, lambda *a: _visit(*a, repeats), lambda c: c.label)
    print(_table(measured))
    return _figures(measured)


def _visit(candidate: Candidate, browser: Browser, served: Lab, repeats: int) -> list[Seen]:
    """What the clock says in one opening of the notebook."""
    kind, asked = candidate.kind, [asdict(spot) for spot in spots()]
    with notebook(browser, served, f"{candidate.builder}.ipynb", clock="see.js") as page:
        page.wait_for_function("window.ready", timeout=90_000)
        seen: list[Seen] = list(page.evaluate("window.ready").items())
        page.wait_for_timeout(2000)
        if not page.evaluate("(kind) => see.inSight(kind)", kind):
            raise RuntimeError(f"{candidate.label}: its picture is not all in sight.")
        for turn in range(-WARM_UP, repeats):
            spot = asked[turn % len(asked)]
            pair = [("hover", _hover(page, kind, spot)), ("select", _select(page, kind))]
            seen += pair if turn >= 0 else []
    return seen


def _hover(page: Page, kind: str, spot: dict[str, Any]) -> float:
    page.evaluate("(a) => see.hover(...a)", [kind, spot])
    page.mouse.move(*page.evaluate("(a) => see.place(...a)", [kind, spot]))
    return _told(page)


def _select(page: Page, kind: str) -> float:
    page.evaluate("(kind) => see.select(kind)", kind)
    page.mouse.down()
    page.mouse.up()
    return _told(page)


def _told(page: Page) -> float:
    ms = float(page.evaluate("window.answer"))
    page.wait_for_timeout(REST)
    return ms


def _table(measured: list[Candidate]) -> str:
    rows = [["map", "n", "hover, ms", "p95", "select, ms", "p95", "ready, ms", "with the set-up"]]
    for c in measured:
        row = [c.label, str(len(c.times("hover")))]
        for what in ("hover", "select"):
            row += [f"{c.median(what):.1f}", f"{p95(c.times(what) or [math.nan]):.1f}"]
        rows.append([*row, f"{c.median('set up'):.0f}", f"{c.median('pressed'):.0f}"])
    return columns(rows)


def _figures(measured: list[Candidate]) -> list[Figure]:
    """Ours against one frame, the peers as multiples of ours."""
    ours = next((c for c in measured if c.builder == "ours"), Candidate("not run", "", ""))
    figures = []
    for what in ("hover", "select"):
        times = ours.times(what)
        behind = f"n = {len(times)}; {spread(times) if times else 'lost'} ms from the time stamp of the input"
        figures.append(
            Figure(
                name=f"BackMap: {what} to paint",
                value=ours.median(what) / FRAME,
                unit="frames",
                at_most=1,
                behind=behind,
            )
        )
        for c in measured:
            if c is not ours:
                ratio, within = c.median(what) / ours.median(what), ratio_within(c.times(what), times)
                behind = f"{ours.median(what):.1f} against {c.median(what):.1f} ms"
                name = f"{c.label} / BackMap: {what}"
                figures.append(Figure(name=name, value=ratio, unit="x", behind=behind, within=within))
    n = f"n = {len(ours.times('set up'))}"
    others = ", ".join(f"{c.label} {c.median('set up'):.0f} ms" for c in measured if c is not ours)
    first, all_in = "BackMap ready after the set-up cell of Run All", "BackMap ready after Run All, imports included"
    return [
        *figures,
        Figure(name=first, value=ours.median("set up"), unit="ms", at_most=500, behind=f"{n}; {others}"),
        Figure(name=all_in, value=ours.median("pressed"), unit="ms", behind=f"{n}; the kernel had started"),
    ]
