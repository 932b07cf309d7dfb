"""Why a before-after difference proves nothing: time, regression to the mean, and what a treatment really adds.

    2012:  mean(t) = fast exp(-t / tau1) + slow exp(-t / tau2)      exactly through four published means [costa2012]
    2024:  straight lines between the published means [wallwork2024] (data/clinical/natural_history.csv)
    who comes in week s with pain >= c:  excess = E[pain | pain >= c] - mean(s),  pain normal around the mean
    untreated(t) = mean(t) + rho^((t - s) / 6 weeks) excess
    treated(t) = untreated(t) - effect x min(1, (t - s) / 6 weeks)

So after six weeks the fall without any effect is [mean(s) - mean(s + 6)] + (1 - rho) excess. The means are published;
the entry threshold, the spread between people, rho and the effect are ours, to be moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import erfc, exp, pi, sqrt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, quantity, within
from spasmed.tables import load

# What a reader chooses -> the cohort in natural_history.csv.
COHORTS = {
    "acute, 2012": "acute LBP (2012 review)",
    "persistent, 2012": "persistent LBP (2012 review)",
    "acute, 2024": "acute (<6 wk) LBP",
    "subacute, 2024": "subacute (6-<12 wk) LBP",
    "persistent, 2024": "persistent (12-<52 wk) LBP",
}
# Close together where the curves bend: after the first week of all, and after the first visit.
WEEKS = np.array([0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 32, 39, 46, 52.0])
VISITS = np.array([0, 1, 2, 3, 4, 6, 9, 12, 18, 26.0])


_PARTS = ("fast", "fast-tau", "slow", "slow-tau")


@dataclass(frozen=True)
class Parameters:
    """Both curves of 2012 (points on 0-100, weeks), the spread between people (points), and the follow-up (weeks)."""

    acute: dict[str, Quantity] = field(default_factory=lambda: quantities("natural-history-acute-{}", _PARTS))
    persistent: dict[str, Quantity] = field(default_factory=lambda: quantities("natural-history-persistent-{}", _PARTS))
    spread: Quantity = quantity("natural-history-sd")
    follow_up: Quantity = quantity("natural-history-follow-up")


P = Parameters()


@cache
def published(cohort: str) -> pd.DataFrame:
    """The published means of a cohort: time_weeks, estimate, ci_low and ci_high (empty where none was read)."""
    table = load("natural_history")
    chosen = (table["cohort"] == COHORTS[cohort]) & (table["outcome"] == "mean pain")
    return (
        table.loc[chosen, ["time_weeks", "estimate", "ci_low", "ci_high"]]
        .sort_values("time_weeks")
        .reset_index(drop=True)
    )


def mean(cohort: str, week: Any) -> Any:
    """Mean pain (0 to 100) of everybody in the cohort at a week or an array of weeks."""
    if cohort.endswith("2024"):
        means = published(cohort)
        return np.interp(week, means["time_weeks"].to_numpy(), means["estimate"].to_numpy())
    curve = P.acute if cohort.startswith("acute") else P.persistent
    t = np.asarray(week, float)
    return curve["fast"] * np.exp(-t / curve["fast-tau"]) + curve["slow"] * np.exp(-t / curve["slow-tau"])


def excess(center: float, threshold: float) -> float:
    """How far (points) the mean of those at or above the threshold lies above the mean of all; 0 lets everybody in."""
    if threshold <= 0:
        return 0.0
    z = (threshold - center) / P.spread
    return P.spread * exp(-z * z / 2) / sqrt(2 * pi) / (erfc(z / sqrt(2)) / 2)


class Fall(NamedTuple):
    """Pain at the first visit, and the points by which each cause has lowered it at follow-up."""

    first: float
    time: float
    regression: float
    effect: float


def fall(start: float, effect: float, threshold: float, rho: float, cohort: str) -> Fall:
    """What a clinic sees between the first visit in week `start` and the follow-up."""
    now, later = (float(mean(cohort, week)) for week in (start, start + P.follow_up))
    above = excess(now, threshold)
    return Fall(now + above, now - later, (1 - rho) * above, min(effect, later + rho * above))


@within("natural-history")
def simulate(*, start: float, effect: float, threshold: float, rho: float, cohort: str) -> pd.DataFrame:
    """Mean pain of everybody, and of the treated and their untreated twins from the first visit on."""
    weeks = np.unique(np.concatenate([WEEKS, start + VISITS]))
    everybody = mean(cohort, weeks)
    since = np.where(start <= weeks, weeks - start, np.nan)
    untreated = everybody + excess(float(mean(cohort, start)), threshold) * rho ** (since / P.follow_up)
    treated = np.maximum(0, untreated - effect * np.minimum(1, since / P.follow_up))
    return pd.DataFrame({"week": weeks, "everybody": everybody, "untreated": untreated, "treated": treated})


def tell(
    _frame: pd.DataFrame, *, start: float, effect: float, threshold: float, rho: float, cohort: str, **_: Any
) -> Told:
    """What one state says."""
    got = fall(start, effect, threshold, rho, cohort)
    total = got.time + got.regression + got.effect
    some = f"Those who come in week {start:g} with at least {threshold:g} points go"
    who = "Everybody goes" if threshold <= 0 else some
    does = "nothing" if effect == 0 else f"{got.effect:.0f}"
    sentence = (
        f"{who} from {got.first:.0f} to {got.first - total:.0f} in six weeks. Time and usual care give {got.time:.0f} "
        f"of these points, regression to the mean (a bad day, then a usual one) {got.regression:.0f}; the treatment "
        f"adds {does}."
    )
    year = published(cohort).iloc[-1]
    interval = (
        f" ({year['ci_low']:g} to {year['ci_high']:g})" if year["ci_low"] == year["ci_low"] else ", interval not read"
    )
    readings = (
        ("Before-after difference", f"{total:.1f} points"),
        ("of which time", f"{got.time:.1f} points"),
        ("of which regression to the mean", f"{got.regression:.1f} points"),
        ("Treated against untreated twin", f"{got.effect:.1f} points"),
        ("Published mean after one year", f"{year['estimate']:g} points{interval}"),
    )
    return Told(sentence, readings)


def _regression_identity() -> bool:
    """Whether the fall of those above a threshold, summed over the joint distribution, is (1 - rho) x excess."""
    center, threshold, rho = float(mean("acute, 2012", 0)), 60.0, float(quantity("natural-history-rho"))
    first = np.linspace(threshold, center + 10 * P.spread, 20_001)
    weight = np.exp(-(((first - center) / P.spread) ** 2) / 2)
    second = center + rho * (first - center)  # the mean of a second score given the first, in a bivariate normal
    seen = float(np.sum(weight * (first - second)) / np.sum(weight))
    return bool(abs(seen - (1 - rho) * excess(center, threshold)) < 0.02)


REFERENCES: Mapping[str, Any] = {
    "natural-history-ref-01": lambda: [float(value) for value in mean("acute, 2012", [0, 6, 26, 52])],
    "natural-history-ref-02": lambda: [float(value) for value in mean("persistent, 2012", [0, 6, 26, 52])],
    "natural-history-ref-03": lambda: float(mean("acute, 2024", 0)),
    "natural-history-ref-04": _regression_identity,
}

MODEL = Model(
    id="natural-history",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "week": "since the cohort began (weeks)",
        "everybody": "mean pain of the cohort (points on 0-100)",
        "untreated": "mean pain of those who came, had they not been treated (points on 0-100)",
        "treated": "mean pain of those who came and were treated (points on 0-100)",
    },
    references=REFERENCES,
)
