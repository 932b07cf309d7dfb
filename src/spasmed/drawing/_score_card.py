"""A score, or a change between two, as something to read: what it says, what it means, and on what terms the form is.

Every word about an instrument is a cell of `data/learning/instruments.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from spasmed.drawing._figures import sentence
from spasmed.drawing._scale import WORSE_OR_BETTER, change_scale, score_scale
from spasmed.drawing._table import source_link
from spasmed.reasoning import Change, Score, instruments
from spasmed.reasoning import change as _change
from spasmed.reasoning import score as _score
from spasmed.tables import records

_BOX = "max-width:54em;margin:0 0 1em;padding:0.2em 1em 0.6em;border:1px solid gray;border-radius:8px"
_STUDY = "Practice with invented answers: a score is one finding among others, and this page keeps none."
_NO_MIC = "No minimal important change was read for this instrument."
_NO_MDC = "No minimal detectable change was read for this instrument."


class ScoreCard(Score):
    """A Score that shows itself in a notebook; `str()` is the same in one line."""

    def _repr_html_(self) -> str:
        row = _rows()[self.instrument]
        limits = [float(limit.partition(" ")[0]) for limit in row["band_limits"]]
        beside = "; ".join(
            f"{name} {value}" for name, value in self.parts.items() if not isinstance(value, bool | None)
        )
        told = [
            ("Scored", row["scoring_rule"]),
            ("Beside the score", beside),
            ("Read it", "; ".join(filter(None, (WORSE_OR_BETTER.get(self.direction), row["bands"])))),
            ("Not answered", _unanswered(self, row)),
            ("A change that matters (MIC)", row["mcid"] or _NO_MIC),
            ("More than noise (MDC)", row["mdc"] or _NO_MDC),
            *_terms(row),
        ]
        return _card(row, str(self), score_scale(self, limits).img(), told, self.source_ids)


class ChangeCard(Change):
    """A Change that shows itself in a notebook; `str()` is the same in one line."""

    def _repr_html_(self) -> str:
        row = _rows()[self.instrument]
        told = [
            ("Does it matter (MIC)?", _reached(self.mic, self.mic_source or _NO_MIC)),
            ("Is it more than noise (MDC)?", _reached(self.mdc, self.mdc_source or _NO_MDC)),
            ("Read it", "; ".join(filter(None, (WORSE_OR_BETTER[row["direction"]], row["bands"])))),
            *_terms(row),
        ]
        return _card(row, str(self), change_scale(self, row, _important(self, row)).img(), told, self.source_ids)


def score(instrument: str, *, answers: Any) -> ScoreCard:
    """The score of one questionnaire, with its scale, its band, and what a change of it means.

    `answers` by instrument: nprs, vas100: one number. odi: 10 answers 0-5, None for a missing one. rmdq: how many of
    the 24 statements were ticked, or 24 answers of 1, 0 or None. qbpds: 20 answers 0-5. psfs: 1 to 5 answers 0-10.
    fabq-pa, fabq-w: answers 0-6 by item number, or all 16. start-back: 1 or 0 by name (leg, comorbid, walk, dress,
    fear, worry, catastrophize, mood) and bother in words. groc: {"value": 3, "scale": "11"}. asas-ibp: 5 answers of 1,
    0 or None.

    Returns a frozen record: instrument, value (points; percent for odi), low, high, direction, band, missing, parts,
    mic, pitfalls, terms, source_ids; `.frame()` is the same as one row. Raises SpasmedError with a sentence for an
    unknown instrument and for answers that cannot be scored. Sources: `data/learning/instruments.csv`.
    """
    return ScoreCard(**vars(_score(instrument, answers=answers)))


def change(instrument: str, *, before: Any, after: Any) -> ChangeCard:
    """What changed between two scores of one person: whether it is important (MIC), and more than noise (MDC).

    `before` and `after` are scores, or answers as `score` takes them (the same activities in the same order for psfs).
    Returns a frozen record: instrument, before, after, change (after minus before, in points), percent (improvement in
    percent of the first score), mic, mdc (True, False, or None where no threshold was read), mic_source, mdc_source,
    source_ids; `.frame()` is the same as one row. Raises SpasmedError with a sentence for an unknown instrument, one
    that measures no change, and scores outside the range. Sources: `data/learning/instruments.csv`.
    """
    return ChangeCard(**vars(_change(instrument, before=before, after=after)))


@cache
def _rows() -> Mapping[str, dict[str, Any]]:
    return {row["abbreviation"]: row for row in records(instruments())}


def _card(
    row: dict[str, Any], said: str, picture: str, told: Iterable[tuple[str, str]], source_ids: Iterable[str]
) -> str:
    """The name, the result in words and as a picture, what is to know, and the sources."""
    entries = [(what, escape(sentence(text))) for what, text in told if text]
    entries.append(("Sources", ", ".join(map(_linked, source_ids))))
    # Paragraphs and no <dl>: Lab sets a term of two lines into the next entry.
    listed = "".join(
        f'<p style="margin:0 0 0.5em"><strong>{what}{"" if what.endswith("?") else "."}</strong> {text}</p>'
        for what, text in entries
    )
    return (
        f'<div style="{_BOX}"><p>{escape(row["name"])}<br><strong>{escape(sentence(said))}</strong></p>{picture}'
        f'<div style="margin:0.6em 0 0">{listed}</div><p style="margin:0"><small>{_STUDY}</small></p></div>'
    )


def _unanswered(score: Score, row: dict[str, Any]) -> str:
    """What was left blank and what was made of it; the rule alone where all was answered."""
    rule = row["missing_rule"]
    return f"{score.missing}. The rule: {rule}" if score.missing and rule else score.missing or rule


def _terms(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Watch out", row["pitfalls"]),
        ("May the form be printed?", f"{row['may_reproduce']}; {row['license_note']}"),
    ]


def _reached(reached: bool | None, threshold: str) -> str:
    return threshold if reached is None else f"{'Yes' if reached else 'No'}. The threshold: {threshold}"


def _important(change: Change, row: dict[str, Any]) -> float | None:
    """The score from which on an improvement is important: either threshold is enough, so the nearer one."""
    points, percent = row["mic_points"], row["mic_percent"]
    if pd.isna(points):
        return None
    needed = points if pd.isna(percent) or not change.before else min(points, change.before * percent / 100)
    score = change.before + (needed if row["direction"] == "higher-is-better" else -needed)
    return round(score, 2) if row["score_low"] <= score <= row["score_high"] else None  # else nothing can reach it


def _linked(source: str) -> str:
    """A source as a link; a page that stands in the table by its address alone is named by its host."""
    if not source.startswith("http"):
        return source_link(source)
    return f'<a href="{escape(source)}" target="_blank">{escape(urlsplit(source).netloc)}</a>'
