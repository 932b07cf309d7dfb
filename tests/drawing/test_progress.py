"""Progress as pictures: the weakest objectives first, shares with their intervals, and a sentence when there is nothing."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from spasmed.drawing._progress import IN_SIGHT, Progress, calibration_picture, mastery_picture, progress_html
from spasmed.learning import bank
from spasmed.learning.progress import CALIBRATION, MASTERY
from spasmed.learning.record import Record

OBJECTIVES = 14
MADE = pd.DataFrame(
    [(f"Objective <{i}>.", "cause-posture", 4, i % 4, (13 - i) / 13, pd.NaT, 1, "learning") for i in range(OBJECTIVES)],
    columns=list(MASTERY),
)
SURENESS = pd.DataFrame([("guessing", 4, 0.25, 0.05, 0.7), ("sure", 20, 0.95, 0.76, 0.99)], columns=list(CALIBRATION))


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path))
    return tmp_path


def answered(record: Record, *, success: bool, confidence: str = "sure", at: int = 0) -> None:
    asked = bank().iloc[at]
    record.append({
        "object": {"id": asked["id"]},
        "result": {"success": success, "score": float(success), "response": "a"},
        "context": {"lesson": asked["lesson"], "objective": asked["objective"], "confidence": confidence},
    })  # fmt: skip


def test_the_weakest_objectives_are_drawn_first_with_bars_as_long_as_their_mastery():
    picture = mastery_picture(MADE)
    bars = [float(mark.attributes["width"]) for mark in picture.marks if mark.attributes["class"] == "oa"]
    room = next(float(mark.attributes["width"]) for mark in picture.marks if mark.attributes["class"] == "fa")
    weakest = sorted(MADE["mastery"])[:IN_SIGHT]
    assert bars[0] == pytest.approx(0.1), "nothing is drawn as a hairline, not left out"
    assert bars[1:] == pytest.approx([room * share for share in weakest[1:]], abs=0.06)
    assert "Objective <13>: 0%" in picture.alt
    assert "Objective <0>" not in picture.alt
    assert "(the weakest 10)" in picture.alt
    bottoms = [float(mark.attributes["y"]) + 10 for mark in picture.marks if mark.attributes["class"] == "oa"]
    assert max(bottoms) <= 420, "the picture holds them"


def test_a_long_objective_is_cut_at_a_word_in_the_picture_and_whole_in_the_table():
    long = "Judge " + "very carefully " * 12 + "in the end."
    frame = MADE.head(1).assign(objective=long)
    drawn = [mark.text for mark in mastery_picture(frame).marks if mark.text.startswith("Judge")]
    assert drawn[0].endswith("…")
    assert len(drawn[0]) < 95
    assert drawn[0].removesuffix(" …").split()[-1] in ("very", "carefully")
    assert long in progress_html(frame, SURENESS)


def test_calibration_draws_each_share_and_its_interval():
    picture = calibration_picture(SURENESS)
    low, high = (float(mark.attributes["height"]) for mark in picture.marks if mark.attributes["class"] == "oa")
    assert low / high == pytest.approx(0.25 / 0.95, abs=0.002)
    assert sum(mark.attributes["class"] == "lb" for mark in picture.marks) == 2
    assert "guessing: 1 of 4 right, 25%; sure: 19 of 20 right, 95%" in picture.alt


def test_beside_each_picture_stands_its_table_and_words_are_escaped():
    html = progress_html(MADE, SURENESS)
    assert html.count("<img") == html.count("<table") == 2
    assert "Objective &lt;3&gt;." in html
    assert "Objective <3>" not in re.sub(r"<img[^>]*/>", "", html)
    assert "76% to 99%" in html
    assert [int(n) for n in re.findall(r"Objective <(\d+)>\.</th>", unescape(html))] == [*range(13, -1, -1)]


def test_objectives_that_were_not_asked_are_counted_and_not_drawn():
    frame = MADE.assign(answered=[4] * 3 + [0] * 11)
    html = progress_html(frame, SURENESS.head(0))
    assert "11 of 14 objectives not asked yet" in html
    assert "Mastery of 3 objectives" in html
    assert "no calibration to show" in html


def test_an_empty_record_is_answered_with_how_to_start(home):
    progress = Progress()
    assert progress.mastery.empty
    assert "sp.record().start()" in progress._repr_html_()
    assert "sp.record().start()" in repr(progress)
    assert list(home.iterdir()) == [], "looking writes nothing"


def test_progress_reads_the_record(home):
    record = Record.open().start()
    answered(record, success=True)
    answered(record, success=False, confidence="guessing", at=1)
    progress = Progress()
    assert progress.mastery["answered"].sum() == 2
    assert repr(progress).startswith("Progress: 2 answers on ")
    assert list(progress.calibration["answered"]) == [1, 1]
    assert "sure: 1 of 1" in unescape(progress._repr_html_()).lower()


def test_decisions_in_cases_alone_give_calibration_and_a_sentence_in_the_place_of_mastery(home):
    context = {"lesson": "practice-cases", "case": "sm-c01", "confidence": "sure"}
    Record.open().start().append({"object": {"id": "sm-c01-week2"}, "result": {"success": True}, "context": context})
    html = Progress()._repr_html_()
    assert html.count("<img") == html.count("<table") == 1
    assert "decisions in cases" in html and "Mastery of 0" not in html
