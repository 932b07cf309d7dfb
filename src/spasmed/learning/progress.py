"""What the record says about the learner: mastery of each objective, and how far sureness can be trusted."""

from __future__ import annotations

from datetime import UTC, datetime
from math import nan, sqrt
from typing import TYPE_CHECKING

from spasmed.learning.record import Record
from spasmed.learning.schedule import SURE, Schedule

if TYPE_CHECKING:
    import pandas as pd

MASTERY = ("objective", "lesson", "answered", "right", "mastery", "last_right", "due", "state")
CALIBRATION = ("confidence", "answered", "correct", "low", "high")
STEADY = 2  # State.Review of FSRS: past the first short steps, asked again in days or weeks
Z = 1.959964  # of a 95 % interval


def mastery(record: Record, now: datetime | None = None) -> pd.DataFrame:
    """One row an objective of the item bank, answered or not; no row without any answer.

    Columns: objective, lesson, answered and right (numbers of answers), mastery (share of its questions whose last
    answer was right, 0 to 1), last_right (UTC, NaT if never), due (questions due now), state (new: never answered;
    learning; steady: every question of it was answered, is past the first steps, and was right last time).
    """
    import pandas as pd

    from spasmed.learning.bank import bank

    answers = record.frame()
    if answers.empty:
        return pd.DataFrame(columns=list(MASTERY))
    schedule = Schedule(record)
    due = {one.item_id for one in schedule.due(now or datetime.now(UTC))}
    answers = answers.sort_values("timestamp", kind="stable")
    last = answers.groupby("item_id")["correct"].last()
    rows = []
    for (lesson, objective), items in bank().groupby(["lesson", "objective"], sort=False)["id"]:
        own = answers[answers["item_id"].isin(items)]
        right = own[own["correct"].isin([True])]
        done = [item for item in items if item in last]
        steady = all(item in last and last[item] and schedule.cards[item]["state"] == STEADY for item in items)
        rows.append({
            "objective": objective,
            "lesson": lesson,
            "answered": len(own),
            "right": len(right),
            "mastery": sum(bool(last[item]) for item in done) / len(items),
            "last_right": right["timestamp"].max(),
            "due": sum(item in due for item in items),
            "state": "new" if own.empty else "steady" if steady else "learning",
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(MASTERY))


def calibration(record: Record) -> pd.DataFrame:
    """One row a level of confidence that was given, from guessing to sure; no row without any answer.

    Columns: confidence, answered (number), correct (share right, 0 to 1), low and high (its 95 % interval, Wilson).
    """
    import pandas as pd

    answers = record.frame()
    said = answers["confidence"].astype(str).str.casefold()
    rows = []
    for level in SURE:
        own = answers.loc[said == level, "correct"]
        if len(own):
            right = int(own.isin([True]).sum())
            rows.append((level, len(own), right / len(own), *wilson(right, len(own))))
    return pd.DataFrame(rows, columns=list(CALIBRATION))


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, right of n (Wilson's score interval); not numbers for n = 0."""
    if not n:
        return nan, nan
    share, spread = right / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
