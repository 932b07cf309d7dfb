"""A score and a change as something to read: every word is one of the table, and nothing is told by color alone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

import spasmed as sp
from spasmed.drawing._figures import MINUS
from spasmed.reasoning import instruments
from spasmed.reasoning import score as numbers
from spasmed.tables import records

START_BACK = dict.fromkeys(("leg", "comorbid", "walk", "dress", "fear", "worry", "catastrophize", "mood"), 1)
ANSWERS: dict[str, Any] = {
    "nprs": 6,
    "vas100": 40,
    "odi": [2] * 9 + [None],
    "rmdq": 2,
    "qbpds": [3] * 20,
    "psfs": [2, 4, 3],
    "fabq-pa": [3] * 16,
    "fabq-w": [3] * 16,
    "start-back": {**START_BACK, "bother": "extremely"},
    "groc": {"value": 3, "scale": "11"},
    "asas-ibp": [1, 1, 1, None, 0],
}
CHANGED = {"nprs": (7, 4), "vas100": (60, 45), "odi": (40, 20), "rmdq": (14, 8), "qbpds": (60, 40), "psfs": (3, 5)}
CHANGED |= {"fabq-pa": (18, 14), "fabq-w": (30, 22)}
ROWS = {row["id"]: row for row in records(instruments())}


def words(html: str) -> str:
    """What is read, without the tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_every_instrument_is_looked_at() -> None:
    assert set(ANSWERS) == set(ROWS)


@pytest.mark.parametrize("instrument", ANSWERS)
def test_a_score_says_its_result_its_rule_its_thresholds_and_the_terms_of_its_form(instrument: str) -> None:
    card, row = sp.score(instrument, answers=ANSWERS[instrument]), ROWS[instrument]
    read = words(card._repr_html_())
    for told in (row["name"], row["scoring_rule"], row["bands"], row["missing_rule"], row["mcid"], row["mdc"]):
        assert told.lower().rstrip(".") in read.lower()
    assert row["pitfalls"].lower() in read.lower()
    assert row["license_note"] in read
    assert str(card) in read
    assert repr(card) == str(card) == str(numbers(instrument, answers=ANSWERS[instrument]))
    assert "\n" not in repr(card)


@pytest.mark.parametrize("instrument", CHANGED)
def test_a_change_says_whether_it_matters_and_whether_it_is_more_than_noise(instrument: str) -> None:
    before, after = CHANGED[instrument]
    card, row = sp.change(instrument, before=before, after=after), ROWS[instrument]
    read = words(card._repr_html_())
    assert f"Does it matter (MIC)? {'Yes' if card.mic else 'No'}. The threshold: {row['mcid']}" in read
    if row["mdc"]:
        assert f"more than noise (MDC)? {'Yes' if card.mdc else 'No'}. The threshold: {row['mdc']}" in read
    else:
        assert "No minimal detectable change was read" in read
    assert "\n" not in repr(card)


@pytest.mark.parametrize("instrument", ANSWERS)
def test_every_source_of_a_score_is_a_link(instrument: str) -> None:
    html = sp.score(instrument, answers=ANSWERS[instrument])._repr_html_()
    assert re.search(r"<strong>Sources\.</strong> <(a|span)", html)
    assert all(f">{source}</" in html for source in ROWS[instrument]["source_ids"])


def test_what_was_left_blank_stands_beside_the_rule() -> None:
    read = words(sp.score("odi", answers=ANSWERS["odi"])._repr_html_())
    assert "Not answered. 1 unanswered: scored from 9 sections. The rule: each unanswered section" in read


def picture(html: str) -> str:
    """The sentence that says what the picture shows."""
    (alt,) = re.findall(r'alt="([^"]+)"', html)
    return unescape(alt)


@pytest.mark.parametrize(
    ("instrument", "before", "after", "important"),
    [
        ("nprs", 7, 4, "5"),  # 2 points are nearer than 30% of 7, which are 2.1
        ("nprs", 3, 2, "2.1"),  # 30% of 3 are nearer than 2 points
        ("psfs", 3, 6, "5"),  # the other way up, and no percent
    ],
)
def test_the_line_stands_where_the_nearer_threshold_is_reached(
    instrument: str, before: float, after: float, important: str
) -> None:
    alt = picture(sp.change(instrument, before=before, after=after)._repr_html_())
    assert f"from {before} before to {after} after" in alt
    assert f"an important one from {important} on" in alt


def test_a_threshold_outside_the_scale_is_not_drawn() -> None:
    assert "important" not in picture(sp.change("psfs", before=9, after=10)._repr_html_())


def test_the_picture_of_a_score_says_the_scale_and_which_way_is_worse() -> None:
    assert picture(sp.score("odi", answers=[2] * 10)._repr_html_()) == (
        "ODI 40, moderate, on a scale from 0 to 100; higher is worse."
    )
    assert f"from {MINUS}5 to 5; higher is better" in picture(sp.score("groc", answers=ANSWERS["groc"])._repr_html_())


def test_a_card_is_the_record_it_shows() -> None:
    card = sp.score("odi", answers=[2] * 10)
    assert (card.value, card.band) == (40, "moderate")
    assert len(card.frame()) == 1
    with pytest.raises(AttributeError):
        card.value = 3  # type: ignore[misc]
