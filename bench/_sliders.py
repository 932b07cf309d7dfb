"""From an event on a slider to the painted picture, in JupyterLab: ours and its peers, round by round in one run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from _curves import LOADS, RECOVERIES, START, paths, picture
from _figures import Figure, columns, p95, ratio_within
from _lab import Lab
from _page import notebook
from _rounds import visit_in_rounds
from playwright.sync_api import Browser, Page

WARM_UP = 2  # times that the slider goes to both ends before the clock counts
ENDS = ("End", "Home")
FRAME = 16.7
Seen = tuple[str, dict[str, float]]  # the end it went to, and what slide.time() says of it


@dataclass
class Candidate:
    """A function of `_slider_peers`, how its slider and picture are read (see slide.js), and what is asked of it."""

    label: str
    builder: str
    kind: str
    bar: float | None = None
    seen: list[Seen] = field(default_factory=list)
    box: str = ""

    @property
    def name(self) -> str:
        """What `--only` looks into."""
        return f"{self.builder}_{self.kind}"

    def times(self, until: str = "picture") -> list[float]:
        """Milliseconds from each event until the picture, or the end of its handlers."""
        return [seen[until] for _, seen in self.seen]

    def median(self, until: str = "picture") -> float:
        """Their median; not a number, which passes no bar, if every visit was lost."""
        return median(self.times(until) or [math.nan])


def candidates() -> list[Candidate]:
    """All candidates; `bar` is what a peer must take at least, in times of ours."""
    return [
        Candidate("ours, first slider", "ours", "first"),
        Candidate("ours, other slider: 41 new frames", "ours", "other"),
        Candidate("ours, fatigue-3cc, first slider", "real", "first"),
        Candidate("ours, fatigue-3cc, other slider", "real", "other"),
        Candidate("IntSlider + observe + HTML(svg)", "html", "svg", 3),
        Candidate("plotly FigureWidget + IntSlider", "plotly", "plotly", 4),
        Candidate("matplotlib + interact", "matplotlib", "img", 7),
        Candidate("matplotlib + interact, one figure kept", "matplotlib_kept", "img"),
    ]


def sliders(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """Times `repeats` moves to each end per candidate and round; prints them, returns the judged figures."""
    measured = [c for c in candidates() if any(part in c.name for part in only)]
    code = {f"{c.name}.ipynb": f"import _slider_peers; _slider_peers.{c.builder}()" for c in measured}
    visit_in_rounds(measured, rounds, code, lambda *a: _visit(*a, repeats), lambda c: c.label)
    print(_table(measured))
    return _figures(measured)


def _visit(candidate: Candidate, browser: Browser, served: Lab, repeats: int) -> list[Seen]:
    """What the clock says of each move in one opening of the notebook."""
    kind = candidate.kind
    with notebook(browser, served, f"{candidate.name}.ipynb", clock="slide.js") as page:
        ready = "(kind) => slide.open(kind) && slide.read(kind).length > 0"
        page.wait_for_function(ready, arg=kind, timeout=90_000)
        page.wait_for_timeout(2000)
        box = page.evaluate("(kind) => slide.box(kind)", kind)
        candidate.box = f"{box['width']:.0f} x {box['height']:.0f}"
        if not box["inSight"]:
            raise RuntimeError(f"{candidate.label}: its picture, {candidate.box}, is not all in sight.")
        right = _learned(candidate, page)
        seen = []
        for turn in range(-WARM_UP, repeats):
            phase = (turn % repeats + 0.5) / repeats  # of a frame; in a visit every phase comes once for each end
            for end in ENDS:
                seen.append((end, page.evaluate("(a) => slide.time(...a)", [kind, end, right[end], phase])))
                page.wait_for_timeout(100)
    return seen[WARM_UP * len(ENDS) :]


def _learned(candidate: Candidate, page: Page) -> dict[str, list[str]]:
    """The picture at each end, once it is at rest; twice, to see that it is always the same.

    What our drawing function makes is compared with what it makes here, so that the page and Python say the same.
    """
    looks: dict[str, list[list[str]]] = {end: [] for end in ENDS}
    for end in ENDS * 2:
        page.evaluate("(a) => slide.act(...a)", [candidate.kind, end])
        page.wait_for_timeout(1500)
        looks[end].append(page.evaluate("(kind) => slide.read(kind)", candidate.kind))
    (a, again), (b, b_again) = looks.values()
    if a != again or b != b_again or a == b or not a:
        raise RuntimeError(f"{candidate.label}: the pictures of the two ends are not two, or do not come again.")
    if candidate.builder in ("ours", "html"):
        last, first = _drawn(candidate.kind)
        if (a, b) != (last, first):
            raise RuntimeError(f"{candidate.label}: the page shows something else than Python draws.")
    elif candidate.kind == "plotly" and {len(a), len(b)} != {3}:
        raise RuntimeError(f"{candidate.label}: there are {len(a)} curves, not 3.")
    return {end: seen[0] for end, seen in looks.items()}


def _drawn(kind: str) -> tuple[list[str], list[str]]:
    """What Python draws at the last and at the first position of the slider that moves."""
    if kind == "other":
        return paths(picture(START["load"], RECOVERIES[-1])), paths(picture(START["load"], RECOVERIES[0]))
    return paths(picture(LOADS[-1])), paths(picture(LOADS[0]))


def _table(measured: list[Candidate]) -> str:
    """Every candidate, with its ratio to our first slider: above 1 it is slower."""
    ours = _ours(measured)
    rows = [["candidate", "picture", "n", "median, ms", "p95", "to the end", "to the start", "handler", "x ours"]]
    for c in measured:
        ends = [median([seen["picture"] for to, seen in c.seen if to == end] or [math.nan]) for end in ENDS]
        times = [c.median(), p95(c.times() or [math.nan]), *ends, c.median("handler")]
        row = [c.label, c.box, str(len(c.seen)), *(f"{time:.1f}" for time in times)]
        rows.append([*row, f"{c.median() / ours.median():.2f}"])
    return columns(rows)


def _ours(measured: list[Candidate]) -> Candidate:
    return next((c for c in measured if c.name == "ours_first"), Candidate("not run", "", ""))


def _figures(measured: list[Candidate]) -> list[Figure]:
    """Ours in milliseconds, and how many times longer the peers take."""
    ours, figures = _ours(measured), []
    for c in measured:
        n, late = f"n = {len(c.seen)}", p95(c.times() or [math.nan])
        if c.name in ("ours_first", "real_first"):
            bar, bar_late = (FRAME, 2 * FRAME) if c is ours else (None, None)
            handler = f"{n}; the handler takes {c.median('handler'):.1f} ms of it"
            figures += [
                Figure(name=c.label, value=c.median(), unit="ms", at_most=bar, behind=handler),
                Figure(name=f"{c.label}, p95", value=late, unit="ms", at_most=bar_late, behind=n),
            ]
        elif c.kind == "other":
            bar = 100 if c.builder == "ours" else None
            behind = f"{n}; p95 {late:.1f} ms"
            figures.append(Figure(name=c.label, value=c.median(), unit="ms", at_most=bar, behind=behind))
        else:
            behind = f"{ours.median():.1f} against {c.median():.1f} ms"
            within = ratio_within(c.times(), ours.times())
            ratio = c.median() / ours.median()
            figures.append(
                Figure(name=f"{c.label} / ours", value=ratio, unit="x", at_least=c.bar, behind=behind, within=within)
            )
    return figures
