"""From the click on Check to the painted reason, in JupyterLab: ours with the record on, and hand-written widgets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

from _figures import Figure, columns, p95, ratio_within, spread
from _lab import Lab
from _page import notebook
from _rounds import visit_in_rounds
from playwright.sync_api import Browser

FRAME = 16.7
WARM_UP = 3
REST = 300  # milliseconds after an answer and after the next question, so that what Python still says is said


@dataclass
class Candidate:
    """A function of `_quizzes`, which is also its kind in answering.js; `seen` are milliseconds, one an answer."""

    label: str
    builder: str
    seen: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Their median; not a number, which passes no bar, if every visit was lost."""
        return median(self.seen or [math.nan])


def answering(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """Answers `repeats` questions per candidate and round, each right; prints all, returns the figures."""
    everyone = [Candidate("Quiz", "ours"), Candidate("RadioButtons + Button + HTML", "widgets")]
    measured = [one for one in everyone if any(part in one.builder for part in only)]
    many = WARM_UP + repeats
    code = {f"{one.builder}.ipynb": f"import _quizzes\n\n_quizzes.{one.builder}({many})" for one in measured}
    visit_in_rounds(measured, rounds, code, lambda *a: _visit(*a, many), lambda one: one.label)
    print(columns([["questions", "n", "median, ms", "p95"], *map(_row, measured)]))
    return _figures(measured)


def _visit(candidate: Candidate, browser: Browser, served: Lab, many: int) -> list[float]:
    """Milliseconds of each answer in one opening of the notebook."""
    from _quizzes import asked

    kind, seen = "player" if candidate.builder == "ours" else candidate.builder, []
    with notebook(browser, served, f"{candidate.builder}.ipynb", clock="answering.js") as page:
        for one in asked(many):
            it = [kind, asdict(one)]
            page.wait_for_function("(a) => answering.asks(...a)", arg=it, timeout=90_000)
            page.wait_for_timeout(REST)
            page.mouse.move(*page.evaluate("(a) => answering.ready(...a)", it))
            page.wait_for_timeout(REST)
            page.evaluate("(a) => answering.watch(...a)", it)
            page.mouse.down()
            page.mouse.up()
            seen.append(float(page.evaluate("window.answer")))
            page.wait_for_timeout(REST)
            if len(seen) < many:
                page.evaluate("(kind) => answering.next(kind)", kind)
    return seen[WARM_UP:]


def _row(one: Candidate) -> list[str]:
    return [one.label, str(len(one.seen)), f"{one.median:.1f}", f"{p95(one.seen or [math.nan]):.1f}"]


def _figures(measured: Sequence[Candidate]) -> list[Figure]:
    """Ours against one frame, the peer as a multiple of ours."""
    ours = next((one for one in measured if one.builder == "ours"), Candidate("not run", ""))
    figures = []
    for one in measured:
        if one is ours:
            behind = (
                f"n = {len(ours.seen)}; {spread(ours.seen) if ours.seen else 'lost'} ms, each answer kept with fsync"
            )
            value = ours.median / FRAME
            figures.append(Figure(name="Quiz: answer to paint", value=value, unit="frames", at_most=1, behind=behind))
        else:
            behind = f"{ours.median:.1f} against {one.median:.1f} ms"
            within, ratio = ratio_within(one.seen, ours.seen), one.median / ours.median
            figures.append(Figure(name=f"{one.label} / Quiz", value=ratio, unit="x", behind=behind, within=within))
    return figures
