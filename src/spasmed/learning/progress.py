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
STEADY = 21  # days for which 9 of 10 such questions are remembered (stability in FSRS): three weeks, as Anki counts
Z = 1.959964  # of a 95 % interval


def mastery(record: Record, now: datetime | None = None, *, answers: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an objective of the item bank, answered or not; no row without any answer.

    Columns: objective, lesson, answered and right (numbers of answers), mastery (share of its questions whose last
    answer was right, 0 to 1), last_right (UTC, NaT if never), due (questions due now), state (new: never answered;
    learning; steady: every question of it was right last time and is expected to be remembered for three weeks).
    Decisions in cases, and questions that left the bank, count nowhere here. `answers` is `record.frame()`, where the
    caller has it already.
    """
    import pandas as pd

    from spasmed.learning.bank import bank

    answers = record.frame() if answers is None else answers
    if answers.empty:
        return pd.DataFrame(columns=list(MASTERY))
    schedule = Schedule(record)
    due = {one.item_id for one in schedule.due(now or datetime.now(UTC))}
    items = bank()[["id", "lesson", "objective"]].join(_by_item(answers), on="id")
    items = items.assign(
        answered=items["answered"].fillna(0).astype(int),
        right=items["right"].fillna(0).astype(int),
        last=items["last"].eq(True),  # noqa: FBT003  (never answered is not right)
        due=items["id"].isin(due),
    )
    held = {item for item, card in schedule.cards.items() if (card.get("stability") or 0) >= STEADY}
    items["steady"] = items["last"] & items["id"].isin(held)
    rows = items.groupby(["lesson", "objective"], sort=False, as_index=False).agg(
        answered=("answered", "sum"),
        right=("right", "sum"),
        mastery=("last", "mean"),
        last_right=("last_right", "max"),
        due=("due", "sum"),
        steady=("steady", "all"),
    )
    rows["state"] = rows["steady"].map({True: "steady", False: "learning"}).mask(rows["answered"] == 0, "new")
    return rows[list(MASTERY)]


def calibration(record: Record, *, answers: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a level of confidence that was given, from guessing to sure; no row without any answer.

    Columns: confidence, answered (number), correct (share right, 0 to 1), low and high (its 95 % interval, Wilson).
    Every answer counts of which it was said how sure it is, also decisions in cases and questions that left the bank:
    it is about the learner, not about what was asked. `answers` as in `mastery`.
    """
    import pandas as pd

    answers = record.frame() if answers is None else answers
    said = answers["confidence"].astype(str).str.casefold()
    right = answers["correct"].eq(True)  # noqa: FBT003
    rows = []
    for level in SURE:
        own = right[said == level]
        if len(own):
            rows.append((level, len(own), own.mean(), *wilson(int(own.sum()), len(own))))
    return pd.DataFrame(rows, columns=list(CALIBRATION))


def _by_item(answers: pd.DataFrame) -> pd.DataFrame:
    """For each item: answered and right (numbers), last (whether the last answer was right), last_right (when)."""
    answers = answers.sort_values("timestamp", kind="stable")
    answers = answers.assign(right=answers["correct"].eq(True))  # noqa: FBT003
    answers["last_right"] = answers["timestamp"].where(answers["right"])
    return answers.groupby("item_id").agg(
        answered=("right", "size"), right=("right", "sum"), last=("right", "last"), last_right=("last_right", "max")
    )


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, right of n (Wilson's score interval); not numbers for n = 0."""
    if not n:
        return nan, nan
    share, spread = right / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
