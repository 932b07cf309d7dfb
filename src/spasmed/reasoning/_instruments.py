"""Outcome instruments: a score with its band, and whether a change is more than noise and enough to matter.

Ranges, bands, thresholds and licenses are the rows of `data/learning/instruments.csv`. An instrument whose scoring
rule was only remembered is not scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from spasmed.reasoning._choose import fold
from spasmed.reasoning._scorers import SCORERS, number
from spasmed.tables import SpasmedError, load, records, unknown


@dataclass(frozen=True, repr=False)
class Score:
    """One score. `low` and `high` are the ends of the range; `direction` says which end is worse.

    `band` is the published band, empty where there is none. `missing` says what was not answered and which rule was
    applied; `parts` is what the instrument says beside its score. `mic` is for a rating of change alone: whether it
    reaches the minimal important change, None otherwise. `terms` says whether the form may be printed.
    """

    instrument: str
    value: float
    low: float
    high: float
    direction: str
    band: str
    missing: str
    parts: Mapping[str, Any]
    mic: bool | None
    pitfalls: str
    terms: str
    source_ids: tuple[str, ...]

    def frame(self) -> pd.DataFrame:
        """The same as one row; a column a field."""
        return pd.DataFrame([vars(self)])

    def __str__(self) -> str:
        band = f", {self.band}" if self.band else ""
        missing = f" ({self.missing})" if self.missing else ""
        return f"{self.instrument} {self.value:g} of {self.low:g} to {self.high:g}{band}{missing}"

    __repr__ = __str__  # what is left in a notebook says what it means


@dataclass(frozen=True, repr=False)
class Change:
    """Two scores of one person on one instrument.

    `change` is after minus before, in points. `percent` is the improvement in percent of the first score, negative
    for a change for the worse, None where the first score is 0. `mic`: the improvement reaches the minimal important
    change, in points or in percent; `mdc`: the change, in either direction, reaches the minimal detectable one; None
    where no threshold was read. `mic_source` and `mdc_source` say the thresholds as they were published.
    """

    instrument: str
    before: float
    after: float
    change: float
    percent: float | None
    mic: bool | None
    mdc: bool | None
    mic_source: str
    mdc_source: str
    source_ids: tuple[str, ...]

    def frame(self) -> pd.DataFrame:
        """The same as one row; a column a field."""
        return pd.DataFrame([asdict(self)])

    def __str__(self) -> str:
        share = "percent not defined at a first score of 0" if self.percent is None else f"{self.percent:g}% better"
        if self.percent is not None and self.percent < 0:
            share = f"{-self.percent:g}% worse"
        told = [f"{self.instrument}: {self.change:+g} points, {share}"]
        for what, reached in (("important", self.mic), ("detectable", self.mdc)):
            if reached is None:
                told.append(f"no minimal {what} change was read")
            else:
                told.append(f"{'reaches' if reached else 'does not reach'} the minimal {what} change")
        return "; ".join(told)

    __repr__ = __str__


def instruments() -> pd.DataFrame:
    """The instruments that can be scored, as the table has them: one row each, with ranges, bands and thresholds.

    A questionnaire itself is not here; `may_reproduce` and `license_note` say on what terms its owner gives it.
    """
    return load("instruments")


def _row(instrument: str) -> dict[str, Any]:
    """The row of an instrument by its id or abbreviation; an error says why one that is there is not scored."""
    rows = {
        fold(row[key]): row for row in records(load("instruments", unverified=True)) for key in ("id", "abbreviation")
    }
    ready = set(load("instruments")["id"])
    row = rows.get(fold(str(instrument)))
    if row is None:
        raise unknown("instrument", instrument, sorted(ready))
    if row["id"] not in ready:
        raise SpasmedError(
            f"{row['abbreviation']} is not scored here: its scoring rule was remembered and not read in a source. "
            f"Use one of: {', '.join(sorted(ready))}."
        )
    return row


def score(instrument: str, *, answers: Any) -> Score:
    """The score of one questionnaire, with its band and what the rule for missing answers did.

    `answers` by instrument: nprs, vas100: one number. odi: 10 answers 0-5, None for a missing one. rmdq: how many of
    the 24 statements were ticked, or 24 answers of 1, 0 or None. qbpds: 20 answers 0-5. psfs: 1 to 5 answers 0-10.
    fabq-pa, fabq-w: answers 0-6 by item number, or all 16. start-back: 1 or 0 by name (leg, comorbid, walk, dress,
    fear, worry, catastrophize, mood) and bother in words. groc: {"value": 3, "scale": "11"}. asas-ibp: 5 answers of 1,
    0 or None.

    Returns a frozen Score (points; percent for odi). Raises SpasmedError with a sentence for an unknown instrument,
    an answer outside its scale, and answers that cannot be scored. Sources: `data/learning/instruments.csv`.
    """
    row = _row(instrument)
    counted = SCORERS[row["id"]](row["abbreviation"], answers)
    low, high = row["score_low"], row["score_high"]
    mic: bool | None = None
    if row["id"] == "groc":
        high = {"11": 5.0, "15": 7.0}[counted.parts["scale"]]
        low = -high
        mic = counted.value >= row["mic_points"] if counted.parts["scale"] == "11" else None  # read for 11 points only
    return Score(
        instrument=row["abbreviation"],
        value=counted.value,
        low=low,
        high=high,
        direction=row["direction"],
        band=counted.band or _band(row["band_limits"], counted.value),
        missing=counted.missing,
        parts=MappingProxyType(dict(counted.parts)),
        mic=mic,
        pitfalls=row["pitfalls"],
        terms=f"{row['may_reproduce']}; {row['license_note']}",
        source_ids=row["source_ids"] or row["seen_at_urls"],
    )


def _band(limits: tuple[str, ...], value: float) -> str:
    """The first band whose highest score is not below `value`."""
    for limit in limits:
        highest, _, name = limit.partition(" ")
        if value <= float(highest):
            return name
    return ""


def change(instrument: str, *, before: Any, after: Any) -> Change:
    """What changed between two scores of one person, and whether that is detectable and important.

    `before` and `after` are scores, or answers as `score` takes them (the same activities in the same order for psfs).
    Returns a frozen Change. Raises SpasmedError with a sentence for an unknown instrument, one that measures no change
    over time, and scores outside the range. Thresholds and sources: `data/learning/instruments.csv`.
    """
    row = _row(instrument)
    if row["id"] in ("start-back", "groc", "asas-ibp"):
        raise SpasmedError(
            f"{row['abbreviation']} is not compared before and after: {row['mcid'] or row['pitfalls']}. Use sp.score."
        )
    name = row["abbreviation"]
    if isinstance(before, list | tuple) and isinstance(after, list | tuple) and len(before) != len(after):
        raise SpasmedError(f"{name}: {len(before)} answers before and {len(after)} after. Follow the same ones.")
    first, second = (_points(row, when, value) for when, value in (("before", before), ("after", after)))
    moved = round(second - first, 2)
    better = moved if row["direction"] == "higher-is-better" else 0.0 - moved  # never a minus before a zero
    percent = round(100 * better / first, 1) if first else None
    return Change(
        instrument=name,
        before=first,
        after=second,
        change=moved,
        percent=percent,
        mic=_reaches(better, row["mic_points"], percent, row["mic_percent"]),
        mdc=_reaches(abs(moved), row["mdc_points"]),
        mic_source=row["mcid"],
        mdc_source=row["mdc"],
        source_ids=row["source_ids"] or row["seen_at_urls"],
    )


def _points(row: dict[str, Any], when: str, value: Any) -> float:
    if isinstance(value, list | tuple | Mapping):
        return SCORERS[row["id"]](row["abbreviation"], value).value
    return number(row["abbreviation"], when, value, row["score_low"], row["score_high"])


def _reaches(moved: float, points: float, percent: float | None = None, least: float = float("nan")) -> bool | None:
    """Whether a change reaches a threshold in points or one in percent; None where there is no threshold."""
    if pd.isna(points):
        return None
    return moved >= points or (percent is not None and percent >= least)  # nothing reaches a threshold of NaN
