"""Numbers that stand in the prose of a lesson are those of the tables."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from spasmed import tables

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
POSTURES = {
    "cat (rounded, on all fours)": "cat-cow-mid",
    "child's pose": "childs-pose-end",
    "both knees to chest": "knee-to-chest-double-end",
    "one knee to chest": "knee-to-chest-single-end",
    "pelvic tilt (flat back, lying)": "pelvic-tilt-end",
    "lower trunk rotation": "lower-trunk-rotation-end",
    "prone press-up": "prone-press-up-end",
}


def geometry() -> dict[str, tuple[int, str]]:
    """Posture -> percent and way, as the lesson on stretching tells them of multifidus."""
    cells = nbformat.read(NOTEBOOKS / "20_stretching.ipynb", as_version=4).cells
    text = next(cell.source for cell in cells if cell.id == "geometry")
    rows = re.findall(r"^\| ([^|]+) \| (?:yes|no) \| (?:up to )?(\d+)% \*?(longer|shorter)\*? \|$", text, re.MULTILINE)
    return {posture: (int(size), way) for posture, size, way in rows}


def test_the_lesson_tells_every_posture() -> None:
    assert geometry().keys() == POSTURES.keys()


@pytest.mark.parametrize("posture", POSTURES)
def test_the_lesson_on_stretching_tells_the_lengths_of_the_table(posture: str) -> None:
    lengths = tables.load("muscle_lengthening")
    here = (lengths["frame_id"] == POSTURES[posture]) & (lengths["muscle_id"] == "multifidus")
    most = max(lengths.loc[here, "mean_pct"], key=abs)
    size, way = geometry()[posture]
    assert size == round(abs(most))
    assert way == ("longer" if most > 0 else "shorter")


def test_the_trial_counts_the_verdicts_as_the_table_does() -> None:
    cells = nbformat.read(NOTEBOOKS / "45_article_on_trial.ipynb", as_version=4).cells
    prose = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.search(
        r"Of the (\d+) statements in our table (\d+) are \*supported\*\. Another (\d+) are \*qualified\*: .*?"
        r"(\d+) have no good evidence, (\d+) are contradicted, and (\d+) are gaps",
        prose,
    )
    assert found
    counts = tables.load("claims")["verdict"].value_counts()
    verdicts = ("supported", "qualified", "no-good-evidence", "contradicted", "omission")
    assert [int(n) for n in found.groups()] == [counts.sum(), *(counts[verdict] for verdict in verdicts)]
