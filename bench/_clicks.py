"""From an event on a filter to the painted rows, in JupyterLab: ours and its peers, round by round in one run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from _contents import MUSCLE, REAL, wanted
from _figures import Figure, columns, p95, ratio_within
from _lab import Lab
from _page import notebook
from _rounds import visit_in_rounds
from playwright.sync_api import Browser, Page

MANY = 5000
ENOUGH = 40  # samples of a candidate from which the interval of its ratio is judged
WARM_UP = 2  # times that a muscle is chosen and cleared before the clock counts
STEPS = {"choose": MUSCLE, "clear": ""}
Seen = tuple[str, dict[str, float]]  # the step, and what stopwatch.time() says of it


@dataclass
class Candidate:
    """A function of `_peers`, the kind of control it has (see stopwatch.js), and the milliseconds of each step."""

    label: str
    builder: str
    kind: str
    rows: int
    seen: list[Seen] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The name of its notebook."""
        return f"{self.builder}_{self.rows}.ipynb"

    def times(self, step: str = "", until: str = "rows") -> list[float]:
        """Milliseconds from the event of one step (all if "") until the rows, the end of its handler, or all rows."""
        return [seen[until] for one, seen in self.seen if step in ("", one)]

    def median(self, step: str = "", until: str = "rows") -> float:
        """Their median; not a number, which passes no bar, if every visit was lost."""
        return median(self.times(step, until) or [math.nan])


def candidates() -> list[Candidate]:
    """All candidates at both sizes."""
    kinds = [
        ("ours, a check box", "ours", "box"),
        ("interact + frame", "interact", "select"),
        ("Dropdown + observe + HTML(to_html)", "dropdown", "select"),
        ("itables, search box, wrapped", "itables_wrapped", "search"),
        ("itables, search box, as it comes", "itables", "search"),
        ("ipydatagrid + Dropdown, new data", "datagrid", "canvas"),
        ("ipydatagrid + Dropdown, its own filter", "datagrid_filter", "canvas"),
    ]
    return [Candidate(*kind, n) for n in (REAL, MANY) for kind in kinds]


def clicks(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """Times `repeats` choices and as many clearings per candidate and round; prints them, returns the judged ratios."""
    measured = [c for c in candidates() if any(part in c.file for part in only)]
    code = {c.file: f"import _peers; _peers.{c.builder}({c.rows})" for c in measured}
    visit_in_rounds(measured, rounds, code, lambda *a: _visit(*a, repeats), lambda c: f"{c.label}, {c.rows:,} rows")
    print(_table(measured))
    return _figures(measured)


def _visit(candidate: Candidate, browser: Browser, served: Lab, repeats: int) -> list[Seen]:
    """What the clock says of each step in one opening of the notebook."""
    kind = candidate.kind
    with notebook(browser, served, candidate.file) as page:
        page.wait_for_function("(kind) => stopwatch.read(kind).length > 0", arg=kind, timeout=90_000)
        page.wait_for_timeout(2000)
        if not page.evaluate("(kind) => stopwatch.inSight(kind)", kind):
            raise RuntimeError(f"{candidate.label}: its rows are not in sight.")
        right = {step: wanted(candidate.rows, muscle) for step, muscle in STEPS.items()}
        if kind == "canvas":
            right = _learned(page)
        seen = []
        for turn in range(-WARM_UP, repeats):
            phase = (turn % repeats + 0.5) / repeats  # of a frame; in a visit every phase comes once for each step
            for step, muscle in STEPS.items():
                asked = [kind, muscle, right[step], phase]
                seen.append((step, page.evaluate("(a) => stopwatch.time(...a)", asked)))
                page.wait_for_timeout(100)
    return seen[WARM_UP * len(STEPS) :]


def _learned(page: Page) -> dict[str, list[str]]:
    """What a canvas looks like after each step, once it is at rest; twice, to see that it always looks so."""
    looks: dict[str, list[list[str]]] = {step: [] for step in STEPS}
    for step, muscle in [*STEPS.items()] * 2:
        page.evaluate("(muscle) => stopwatch.act('canvas', muscle)", muscle)
        page.wait_for_timeout(3000)
        looks[step].append(page.evaluate("stopwatch.read('canvas')"))
    (a, again), (b, b_again) = looks.values()
    if a != again or b != b_again or a == b:
        raise RuntimeError(f"The pixels of the canvas do not tell its answers apart: {looks}")
    return {step: seen[0] for step, seen in looks.items()}


def _table(measured: list[Candidate]) -> str:
    """Every candidate, with its ratio to ours: above 1 it is slower than ours."""
    rows = [["candidate", "rows", "n", "choose, ms", "p95", "clear, ms", "p95", "handler", "whole", "x ours", ""]]
    for candidate in measured:
        row = [candidate.label, f"{candidate.rows:,}", str(len(candidate.seen))]
        for step in STEPS:
            row += [f"{candidate.median(step):.1f}", f"{p95(candidate.times(step) or [math.nan]):.1f}"]
        row += [f"{candidate.median(until=until):.1f}" for until in ("handler", "whole")]
        ours = _ours(measured, candidate.rows)
        rows.append(
            [*row, *(f"{step} {ratio:.2f}" for step, ratio in zip(STEPS, _ratios(candidate, ours), strict=True))]
        )
    return columns(rows)


def _ours(measured: list[Candidate], rows: int) -> Candidate:
    return next((c for c in measured if c.builder == "ours" and c.rows == rows), Candidate("not run", "", "", rows))


def _ratios(candidate: Candidate, ours: Candidate) -> list[float]:
    return [candidate.median(step) / ours.median(step) for step in STEPS]


def _figures(measured: list[Candidate]) -> list[Figure]:
    """The judged ratios; of the two steps the one that is worse for us is taken."""
    figures = []
    for candidate in measured:
        if candidate.builder == "ours":
            continue
        ours, name = _ours(measured, candidate.rows), f"{candidate.label}, {candidate.rows:,} rows"
        ratios = _ratios(candidate, ours)
        worse = math.nan if any(map(math.isnan, ratios)) else min(ratios)
        both = (f"{step} {ours.median(step):.1f} against {candidate.median(step):.1f} ms" for step in STEPS)
        behind = "; ".join(both)
        if candidate.builder.startswith("itables"):
            step = min(STEPS, key=lambda step: candidate.median(step) / ours.median(step))
            enough = min(len(ours.seen), len(candidate.seen)) >= ENOUGH  # a wide interval must not pass a bar
            within = ratio_within(ours.times(step), candidate.times(step)) if enough else None
            figures.append(
                Figure(name=f"ours / {name}", value=1 / worse, unit="x", at_most=1, behind=behind, within=within)
            )
        else:
            bar = {"dropdown": 10, "datagrid": 5}.get(candidate.builder) if candidate.rows == MANY else None
            figures.append(Figure(name=f"{name} / ours", value=worse, unit="x", at_least=bar, behind=behind))
    return figures
