"""What a finding is worth: odds after = odds before x likelihood ratio (Bayes), and two findings in a row.

    LR+ = sensitivity / (1 - specificity),  LR- = (1 - sensitivity) / specificity
    odds after both = odds before x LR1 x LR2^(1 - d)

Published: sensitivity, specificity or LR of each finding [vanderwindt2010, fritz2005, flynn2002, childs2004,
ed-redflags-esj, sieper2009], and how many patients carry a red flag and have serious disease [henschke2009]: even if
every one of these had a flag, the flag is worth at most 1 / P(flag without disease). Ours: the dependence d (0 two
strangers, 1 the same witness twice), and a worth of 1 where an independent trial found no difference [hancock2008].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, chosen, quantities, quantity, within

_LEG, _TESTS = ("slr", "xslr"), ("slr", "xslr", "fritz", "ibp")


@dataclass(frozen=True)
class Parameters:
    """Accuracy of each test (0 to 1), likelihood ratios, and how common red flags and serious disease are (0 to 1)."""

    sensitivity: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-sens", _TESTS))
    sensitivity_low: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-sens-low", _LEG))
    sensitivity_high: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-sens-high", _LEG))
    specificity: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-spec", _TESTS))
    specificity_low: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-spec-low", _LEG))
    specificity_high: dict[str, Quantity] = field(default_factory=lambda: quantities("bayes-update-{}-spec-high", _LEG))
    fritz_low: Quantity = quantity("bayes-update-fritz-low")
    fritz_high: Quantity = quantity("bayes-update-fritz-high")
    flynn: Quantity = quantity("bayes-update-lr-flynn4")
    flynn_prior: Quantity = quantity("bayes-update-flynn-prior")
    childs: Quantity = quantity("bayes-update-lr-childs")
    hancock: Quantity = quantity("bayes-update-hancock-lr")
    hancock_low: Quantity = quantity("bayes-update-hancock-low")
    hancock_high: Quantity = quantity("bayes-update-hancock-high")
    saddle: Quantity = quantity("bayes-update-saddle")
    fever: Quantity = quantity("bayes-update-fever")
    serious: Quantity = quantity("bayes-update-prev-serious")
    any_flag: Quantity = quantity("bayes-update-anyflag")


P = Parameters()


def positive(test: str) -> float:
    """LR+ of a test with a published sensitivity and specificity."""
    return P.sensitivity[test] / (1 - P.specificity[test])


def negative(test: str) -> float:
    """LR- of the same."""
    return (1 - P.sensitivity[test]) / P.specificity[test]


def any_flag() -> float:
    """The most that "has any red flag" can be worth: the LR+ if every serious case carried a flag."""
    return 1 / ((P.any_flag - P.serious) / (1 - P.serious))


def update(prior: Any, lr: Any) -> Any:
    """Probability (0 to 1) after a finding with this likelihood ratio, from one before it."""
    odds = prior / (1 - prior) * lr
    return odds / (1 + odds)


class Finding(NamedTuple):
    """Which condition a finding speaks of, its likelihood ratio, and how sure that is, in words."""

    about: str
    lr: float
    basis: str


def _accuracy(test: str) -> str:
    told = []
    for name, mid, low, high in (
        ("sensitivity", P.sensitivity, P.sensitivity_low, P.sensitivity_high),
        ("specificity", P.specificity, P.specificity_low, P.specificity_high),
    ):
        told.append(f"{name} {100 * mid[test]:.0f} % ({100 * low[test]:.0f} to {100 * high[test]:.0f})")
    return ", ".join(told)


_DISK, _QUICK = "a disk herniation", "a quick success with manipulation"
FINDINGS = {
    "leg raise positive": Finding(_DISK, positive("slr"), _accuracy("slr")),
    "leg raise negative": Finding(_DISK, negative("slr"), _accuracy("slr")),
    "crossed leg raise positive": Finding(_DISK, positive("xslr"), _accuracy("xslr")),
    "crossed leg raise negative": Finding(_DISK, negative("xslr"), _accuracy("xslr")),
    "any red flag": Finding("serious disease", any_flag(), "at most, if every serious case had a flag"),
    "saddle numbness (emergency)": Finding("serious spinal disease", P.saddle, "one series; its interval was not read"),
    "fever (emergency)": Finding("any serious disease", P.fever, "one series; its interval was not read"),
    "inflammatory features, 4 of 5": Finding("inflammatory back pain", positive("ibp"), "its interval was not read"),
    "manipulation rule, first study": Finding(_QUICK, P.flynn, "first study; its interval was not read"),
    "manipulation rule, second study": Finding(_QUICK, P.childs, "second study; its interval was not read"),
    "manipulation rule, two factors": Finding(
        _QUICK, positive("fritz"), f"95 % interval {P.fritz_low:g} to {P.fritz_high:g}"
    ),
    "manipulation rule, independent trial": Finding(
        _QUICK, P.hancock, "our reading of a difference that includes none"
    ),
}


def chained(test: str, second: str, dependence: float) -> float:
    """Likelihood ratio of both findings; a second one about another condition adds nothing. `dependence` in percent."""
    first = FINDINGS[test]
    other = first if second == "the same again" else FINDINGS.get(second)
    if other is None or other.about != first.about:
        return first.lr
    return float(first.lr * other.lr ** (1 - dependence / 100))


@within("bayes-update")
def simulate(*, prior: float, test: str, second: str, dependence: float) -> pd.DataFrame:
    """Probability after one finding and after both, by the one before; `chosen` marks the one that is set."""
    priors = np.array(MODEL.primary.positions(), dtype=float)
    first, both = (update(priors / 100, lr) for lr in (FINDINGS[test].lr, chained(test, second, dependence)))
    return pd.DataFrame({"prior": priors, "first": 100 * first, "both": 100 * both, "chosen": priors == prior})


def tell(frame: pd.DataFrame, *, prior: float, test: str, second: str, dependence: float, **_: Any) -> Told:
    """What one state says."""
    here = chosen(frame)
    first, both = (frame[name].to_numpy()[here] for name in ("first", "both"))
    one = FINDINGS[test]
    most = "at most " if test == "any red flag" else ""
    sentence = (
        f"Before any finding is known, {10 * prior:g} of 1000 people are expected to have {one.about}; "
        f'of 1000 with "{test}" it is {most}{10 * first:.0f}.'
    )
    if test.endswith("(emergency)"):
        sentence += " Do not wait for a number: one such sign is enough to act."
    other = FINDINGS.get(second)
    if other is not None and other.about != one.about:
        sentence += " The second finding is about another condition and is left out."
    elif second != "none":
        repeats = f"the second repeats {dependence:g} % of the first" if dependence else "neither repeats the other"
        sentence += f" After both findings it is {10 * both:.0f}, if {repeats}."
    readings = (
        ("Before", f"{10 * prior:g} of 1000"),
        ("After the first finding", f"{10 * first:.0f} of 1000"),
        ("After both", f"{10 * both:.0f} of 1000"),
        ("Worth of the first (LR)", f"{one.lr:.2f}: {one.basis}"),
        ("Worth of both (LR)", f"{chained(test, second, dependence):.2f}"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {
    "bayes-update-ref-01": lambda: float(update(P.flynn_prior, P.flynn)),
    "bayes-update-ref-02": lambda: [positive("slr"), negative("slr")],
    "bayes-update-ref-03": lambda: [positive("xslr"), negative("xslr")],
    "bayes-update-ref-04": lambda: positive("fritz"),
    "bayes-update-ref-05": lambda: float(update(P.serious, any_flag())),
    # The trial's interval has to hold "no difference", or the worth of 1 above would be wrong.
    "bayes-update-ref-06": lambda: bool(P.hancock_low < 0 < P.hancock_high),
}

MODEL = Model(
    id="bayes-update",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "prior": "probability before any finding (%)",
        "first": "probability after the first finding (%)",
        "both": "probability after both findings (%)",
        "chosen": "whether this is the probability that is set",
    },
    references=REFERENCES,
)
