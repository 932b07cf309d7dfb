"""A page with the finder and its thumbnails, and the same rows as others show them: its bytes, and how it scrolls."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from _contents import REAL, frame
from _figures import Figure, p95
from _page import chromium
from _pages import served
from playwright.sync_api import Browser, Response

import spasmed as sp
from spasmed.widgets import page_script, pages

VISITS = 5
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Exercises</title><main><h1>Exercises</h1>"
# Scrolls a box down and up again by 30 pixels a frame, as a hand on a wheel does, from its first sight on, and returns
# the milliseconds between frames and how many of its pictures were there at the end. A frame that came late shows as
# twice the time.
SCROLL = """async (find) => {
  const root = document.querySelector("[data-player]")?.shadowRoot ?? document, box = root.querySelector(find);
  const frame = () => new Promise(requestAnimationFrame), gaps = [];
  let last = await frame();
  for (const step of [30, -30]) {
    for (let at; at !== box.scrollTop;) {
      at = box.scrollTop;
      box.scrollTop += step;
      const now = await frame();
      gaps.push(now - last);
      last = now;
    }
  }
  return { gaps, pictures: [...box.querySelectorAll("img")].filter((i) => i.complete && i.naturalWidth > 0).length };
}"""


@dataclass(frozen=True)
class Candidate:
    """A page, and the box in it that scrolls."""

    label: str
    html: str
    box: str


class Visit(NamedTuple):
    """One opening: bytes of all answers, milliseconds between frames, pictures that had come."""

    weight: int
    gaps: list[float]
    pictures: int

    @property
    def late(self) -> float:
        """The share of frames that came later than the next of a screen of 60 Hz, in percent."""
        return 100 * sum(gap > 17.5 for gap in self.gaps) / len(self.gaps)  # frames are counted in whole 16.7 ms


def candidates() -> list[Candidate]:
    """The finder's page; a table with nothing but its rows is the floor; itables is what a notebook would show."""
    with pages():
        finder = sp.ExerciseFinder(gate="clear")
        ours = f"{HEAD}{finder.html()}</main>{page_script()}"
    return [
        Candidate("finder", ours, ".scroll"),
        Candidate("bare table", _bare(finder), ".box"),
        Candidate("itables", _itables(finder), ".dt-scroll-body"),
    ]


def _pictured(finder: sp.ExerciseFinder) -> Any:
    """The rows of the finder with their pictures, as a frame of HTML."""
    width, height = finder.pictures["size"]
    rows = frame(REAL).copy()
    pictures = [
        f'<img loading="lazy" decoding="async" width="{width}" height="{height}" alt="" src="{picture}">'
        if picture
        else ""
        for picture in finder.pictures["of_rows"]
    ]
    rows.iloc[:, 0] = [f"{name}<br>{picture}" for name, picture in zip(rows.iloc[:, 0], pictures, strict=True)]
    return rows


def _bare(finder: sp.ExerciseFinder) -> str:
    table = _pictured(finder).to_html(escape=False, index=False)
    return f'{HEAD}<div class="box" style="height:30rem;overflow:auto">{table}</div></main>'


def _itables(finder: sp.ExerciseFinder) -> str:
    from itables import options, to_html_datatable
    from itables.javascript import generate_init_offline_itables_html

    settings: dict[str, Any] = {"paging": False, "scrollY": "30rem", "order": [], "classes": "display", "maxBytes": 0}
    table = to_html_datatable(_pictured(finder), connected=False, allow_html=True, showIndex=False, **settings)
    return f"{HEAD}{generate_init_offline_itables_html(options.dt_bundle)}{table}</main>"


def scrolling() -> list[Figure]:
    """Bytes of each page, the share of late frames while it scrolls, and the longest wait between two frames."""
    pages_seen = candidates()
    visits: dict[str, list[Visit]] = {c.label: [] for c in pages_seen}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        for nth, candidate in enumerate(pages_seen):
            (folder / f"{nth}.html").write_text(candidate.html, encoding="utf-8", newline="\n")
        with served(folder) as (address, _), chromium() as browser:
            for turn in range(VISITS):
                for nth, candidate in list(enumerate(pages_seen))[:: -1 if turn % 2 else 1]:
                    visits[candidate.label].append(_visit(browser, f"{address}/{nth}.html", candidate.box))
    return [figure for label, seen in visits.items() for figure in _figures(label, seen)]


def _visit(browser: Browser, address: str, box: str) -> Visit:
    """One opening in a context of its own, so that nothing is in a cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    answers: list[Response] = []
    try:
        tab = context.new_page()
        tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright takes no method of a list
        tab.goto(address)
        tab.locator(box).wait_for()
        tab.wait_for_timeout(500)
        seen = tab.evaluate(SCROLL, box)
        weight = sum(len(answer.body()) for answer in answers if not answer.url.endswith("/favicon.ico"))
    finally:
        context.close()
    return Visit(weight, seen["gaps"], seen["pictures"])


def _figures(label: str, seen: list[Visit]) -> list[Figure]:
    ours = label == "finder"
    gaps = [gap for visit in seen for gap in visit.gaps]
    frames = f"{len(gaps)} frames in {len(seen)} visits; median {median(gaps):.1f}, p95 {p95(gaps):.1f}, longest"
    behind = f"{frames} {max(gaps):.0f} ms"
    return [
        Figure(
            name=f"page with the {label}",
            value=max(visit.weight for visit in seen) / 1e6,
            unit="MB",
            at_most=3 if ours else None,
            behind=f"{min(visit.pictures for visit in seen)} pictures came",
        ),
        Figure(
            name=f"{label}: frames over 16.7 ms while scrolling",
            value=median(visit.late for visit in seen),
            unit="%",
            at_most=5 if ours else None,
            behind=behind,
        ),
    ]
