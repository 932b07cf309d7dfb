"""Findings on the scans of people without pain, by age, and what one of them is worth in a patient.

    logit p(age) = logit p(20) + (age - 20) (logit p(80) - logit p(20)) / 60
    odds with pain = OR x odds without;  LR+ = p with / p without;  odds after = odds before x LR+

The shares at 20 and 80 years are published [brinjikji2015a]; the cells between them are not used, so they test the
curve. The odds ratios compare people up to 50 years with and without pain [brinjikji2015b]; turning one into a
likelihood ratio (the same reader, the same threshold) is ours. Past 50, and without an odds ratio, none is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, chosen, quantities, quantity, within
from spasmed.mechanism.bayes_update import update

# What a reader chooses -> the middle of the ids of its rows.
FINDINGS = {
    "disk degeneration": "degeneration",
    "disk bulge": "bulge",
    "disk protrusion": "protrusion",
    "annular fissure": "fissure",
}
_WITH_RATIO = {finding: short for finding, short in FINDINGS.items() if short != "fissure"}


@dataclass(frozen=True)
class Parameters:
    """Shares of pain-free people with each finding at both ends, and odds ratios with their 95 % intervals."""

    young: dict[str, Quantity] = field(default_factory=lambda: quantities("imaging-age-{}-20", FINDINGS))
    old: dict[str, Quantity] = field(default_factory=lambda: quantities("imaging-age-{}-80", FINDINGS))
    ratio: dict[str, Quantity] = field(default_factory=lambda: quantities("imaging-age-or-{}", _WITH_RATIO))
    ratio_low: dict[str, Quantity] = field(default_factory=lambda: quantities("imaging-age-or-{}-low", _WITH_RATIO))
    ratio_high: dict[str, Quantity] = field(default_factory=lambda: quantities("imaging-age-or-{}-high", _WITH_RATIO))
    youngest: Quantity = quantity("imaging-age-youngest")
    oldest: Quantity = quantity("imaging-age-oldest")
    ratio_oldest: Quantity = quantity("imaging-age-or-oldest")


P = Parameters()


def share(finding: str, age: Any) -> Any:
    """Share (0 to 1) of pain-free people of an age in years, or of an array of ages, with the finding."""
    young, old = (np.log(p / (100 - p)) for p in (float(P.young[finding]), float(P.old[finding])))
    slope = (old - young) / (P.oldest - P.youngest)
    return 1 / (1 + np.exp(-(young + slope * (np.asarray(age, float) - P.youngest))))


def likelihood_ratio(ratio: float, without: Any) -> Any:
    """LR+ of a finding that a share `without` (0 to 1) of pain-free people has, from an odds ratio."""
    odds = ratio * without / (1 - without)
    return odds / (1 + odds) / without


@within("imaging-age")
def simulate(*, age: float, finding: str, prior: float) -> pd.DataFrame:
    """The share with the finding and the guess after it, at each age; `chosen` marks the age that is set."""
    ages = np.array(MODEL.primary.positions(), dtype=float)
    without = share(finding, ages)
    known = (ages <= P.ratio_oldest) & (finding in P.ratio)
    ratios = [float(end.get(finding, 1)) for end in (P.ratio, P.ratio_low, P.ratio_high)]
    worth = [np.where(known, likelihood_ratio(ratio, without), 1.0) for ratio in ratios]
    columns = {name: 100 * update(prior / 100, lr) for name, lr in zip(("after", "low", "high"), worth, strict=True)}
    lrs = dict(zip(("lr", "lr_low", "lr_high"), worth, strict=True))
    found = {"age": ages, "share": 100 * without, "known": known, **lrs, **columns}
    return pd.DataFrame({**found, "chosen": ages == age})


def tell(frame: pd.DataFrame, *, age: float, finding: str, prior: float, **_: Any) -> Told:
    """What one state says."""
    here = chosen(frame)
    now = {name: frame[name].to_numpy()[here] for name in frame.columns}
    named = {"disk degeneration": finding, "annular fissure": f"an {finding}"}.get(finding, f"a {finding}")
    sentence = f"Of 100 people aged {age:g} whose backs do not hurt, {now['share']:.0f} have {named}."
    if now["known"]:
        lr = f"{now['lr']:.2f} ({now['lr_low']:.2f} to {now['lr_high']:.2f})"
        guess = f"{now['after']:.0f} % ({now['low']:.0f} to {now['high']:.0f} %)"
        sentence += f" In someone with pain, seeing it moves a guess of {prior:g} % that it matters to {guess}."
    else:
        lr = guess = "not studied past 50" if finding in P.ratio else "no odds ratio read"
        sentence += f" What it is worth in someone with pain is not known here: {lr}."
    readings = (
        ("Pain-free people with it", f"{now['share']:.0f} of 100"),
        ("Guess before the scan", f"{prior:g} %"),
        ("Guess after it (95 % interval)", guess),
        ("Worth of the finding, LR+ (95 % interval)", lr),
    )
    return Told(sentence, readings)


def _cell_check(finding: str) -> Any:
    return lambda: [float(value) for value in 100 * share(finding, [20, 30, 40, 50])]


def _worth_at_40(finding: str) -> Any:
    return lambda: float(likelihood_ratio(P.ratio[finding], share(finding, 40)))


REFERENCES: Mapping[str, Any] = {
    "imaging-age-ref-01": _cell_check("disk degeneration"),
    "imaging-age-ref-02": _cell_check("disk bulge"),
    "imaging-age-ref-03": _cell_check("disk protrusion"),
    "imaging-age-ref-04": _cell_check("annular fissure"),
    "imaging-age-ref-05": _worth_at_40("disk protrusion"),
    "imaging-age-ref-06": _worth_at_40("disk degeneration"),
}

MODEL = Model(
    id="imaging-age",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "age": "age (years)",
        "share": "pain-free people with the finding (%)",
        "known": "whether an odds ratio was published for this finding and age",
        "lr": "worth of the finding, LR+; 1 where it is not known",
        "lr_low": "the same at the lower end of the 95 % interval of the odds ratio",
        "lr_high": "the same at the upper end",
        "after": "guess after the finding (%); the guess before it where its worth is not known",
        "low": "the same at the lower end of the interval (%)",
        "high": "the same at the upper end (%)",
        "chosen": "whether this is the age that is set",
    },
    references=REFERENCES,
)
