"""How many people must take part so that one is spared an episode, and why that depends on who they are.

    risk ratio:  p = RR c            odds ratio:  p = OR o / (1 + OR o),  o = c / (1 - c)
    spared in 100 = 100 (c - p),     number needed to treat = 1 / (c - p)

c is the risk without the program, p the risk with it. The ratios are pooled in two reviews: risk ratios [steffens2016]
and odds ratios [huang2020]. Ours is only the arithmetic, and that one ratio is used at every baseline. A limit of the
interval beyond "no effect" makes the number needed pass through infinity to the number for one episode more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, chosen, quantities, quantity, within

# What a reader chooses -> the middle of the ids of its rows, which begin with the kind of ratio.
TRIALS = {
    "exercise + education (risk ratio)": "rr-exed",
    "exercise alone (risk ratio)": "rr-ex",
    "education alone (risk ratio)": "rr-ed",
    "exercise + education (odds ratio)": "or-exed",
    "exercise alone (odds ratio)": "or-ex",
}


@dataclass(frozen=True)
class Parameters:
    """The ratio of each review with the ends of its 95 % interval, and the recurrence within a year (%)."""

    ratio: dict[str, Quantity] = field(default_factory=lambda: quantities("nnt-baseline-{}-mid", TRIALS))
    low: dict[str, Quantity] = field(default_factory=lambda: quantities("nnt-baseline-{}-low", TRIALS))
    high: dict[str, Quantity] = field(default_factory=lambda: quantities("nnt-baseline-{}-high", TRIALS))
    recurrence_low: Quantity = quantity("nnt-baseline-cer-low")
    recurrence_high: Quantity = quantity("nnt-baseline-cer-high")


P = Parameters()


def with_program(baseline: Any, ratio: float, *, odds: bool) -> Any:
    """Risk (0 to 1) with the program from the risk without it; a risk cannot pass 1."""
    if not odds:
        return np.minimum(1.0, ratio * np.asarray(baseline, float))
    scaled = ratio * np.asarray(baseline, float) / (1 - np.asarray(baseline, float))
    return scaled / (1 + scaled)


def needed(spared: float) -> float:
    """People for one episode fewer, from the people spared in 100; below 0 for one more, infinite for none."""
    return 100 / spared if spared else np.inf


@within("nnt-baseline")
def simulate(*, baseline: float, trial: str) -> pd.DataFrame:
    """People spared in 100 at every baseline; `chosen` marks the baseline that is set."""
    baselines = np.array(MODEL.primary.positions(), dtype=float)
    risks = baselines / 100
    odds = TRIALS[trial].startswith("or")
    kinds = {"spared": (P.ratio, odds), "low": (P.high, odds), "high": (P.low, odds), "misread": (P.ratio, not odds)}
    spared = {name: 100 * (risks - with_program(risks, r[trial], odds=kind)) for name, (r, kind) in kinds.items()}
    return pd.DataFrame({"baseline": baselines, **spared, "chosen": baselines == baseline})


def _people(spared: float) -> str:
    size = f"{abs(needed(spared)):.1f}" if abs(spared) >= 1 else f"{abs(needed(spared)):.0f}"
    return f"{size} people for one episode {'fewer' if spared > 0 else 'more'}"


def _interval(low: float, high: float) -> str:
    """The interval of the number needed, from the ends of the people spared; through infinity in words."""
    if low > 0:
        return f"{needed(high):.1f} to {needed(low):.1f}"
    return f"from {_people(high)}, through no effect, to {_people(low)}"


def tell(frame: pd.DataFrame, *, baseline: float, trial: str, **_: Any) -> Told:
    """What one state says."""
    here = chosen(frame)
    spared, low, high, misread = (frame[name].to_numpy()[here] for name in ("spared", "low", "high", "misread"))
    kind, other = ("odds ratio", "risk ratio") if "odds" in trial else ("risk ratio", "odds ratio")
    sentence = (
        f"Where {baseline:g} of 100 would have an episode anyway, {baseline - spared:.1f} have one with the program"
    )
    if low > 0:
        sentence += (
            f": {needed(spared):.1f} people take part for each one spared (95 % interval {_interval(low, high)})."
        )
    else:
        sentence += f". The 95 % interval runs {_interval(low, high)}: it cannot tell help from harm."
    readings = (
        ("Ratio, with its kind (95 % interval)", f"{kind} {P.ratio[trial]:g} ({P.low[trial]:g} to {P.high[trial]:g})"),
        ("Spared, of 100 who take part", f"{spared:.1f} ({low:.1f} to {high:.1f})"),
        ("Number needed to treat", _people(spared)),
        ("Its 95 % interval", _interval(low, high)),
        ("If the ratio is misread as the other kind", f"{_people(misread)}, read as {other}"),
    )
    return Told(sentence, readings)


def _numbers(trial: str) -> list[float]:
    frame = simulate(trial=trial)
    return [needed(frame.loc[frame["baseline"] == baseline, "spared"].item()) for baseline in (30, 50, 70)]


REFERENCES: Mapping[str, Any] = {
    "nnt-baseline-ref-01": lambda: _numbers("exercise + education (risk ratio)"),
    "nnt-baseline-ref-02": lambda: _numbers("exercise + education (odds ratio)"),
    "nnt-baseline-ref-03": lambda: float(
        with_program(0.7, P.ratio["exercise + education (odds ratio)"], odds=True) / 0.7
    ),
}

MODEL = Model(
    id="nnt-baseline",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "baseline": "people of 100 with an episode without the program",
        "spared": "people of 100 spared an episode by the program; below 0: episodes more",
        "low": "the same at the worse end of the 95 % interval",
        "high": "the same at the better end",
        "misread": "the same if the ratio is taken for the other kind of ratio",
        "chosen": "whether this is the baseline that is set",
    },
    references=REFERENCES,
)
