"""What an interval says: magnesium against placebo for cramps at rest in older adults.

    interval = center -/+ half width x (z(confidence) / z(95 %)) / sqrt(size)

Center and 95 % interval of the difference in cramps a week are published [garrison2020]. The smallest difference worth
having is the reader's own. Other sizes and confidences are ours: the center stays, the published half widths change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within


@dataclass(frozen=True)
class Parameters:
    """Differences of magnesium from placebo with the ends of their 95 % intervals, and who took part."""

    difference: Quantity = quantity("mg-ci-md-mid")
    low: Quantity = quantity("mg-ci-md-low")
    high: Quantity = quantity("mg-ci-md-high")
    percent: Quantity = quantity("mg-ci-pct-mid")
    percent_low: Quantity = quantity("mg-ci-pct-low")
    percent_high: Quantity = quantity("mg-ci-pct-high")
    responders: Quantity = quantity("mg-ci-rr-mid")
    responders_low: Quantity = quantity("mg-ci-rr-low")
    responders_high: Quantity = quantity("mg-ci-rr-high")
    people: Quantity = quantity("mg-ci-people")


P = Parameters()


def interval(size: float, confidence: float) -> tuple[float, float]:
    """Ends of the difference in cramps a week, with `size` times the people, at a confidence in percent."""
    z, z95 = (NormalDist().inv_cdf(0.5 + level / 200) for level in (confidence, 95))
    shrink = z / z95 / size**0.5
    return P.difference - (P.difference - P.low) * shrink, P.difference + (P.high - P.difference) * shrink


def verdict(low: float, high: float, worthwhile: float) -> str:
    """What an interval says of a benefit of `worthwhile` cramps a week fewer (a difference of -worthwhile)."""
    if high <= -worthwhile and high < 0:
        return "the benefit is at least that large"
    if low > -worthwhile:
        return "a benefit that large is unlikely"
    return "still open" if high >= 0 else "some benefit, but perhaps less than that"


@within("mg-ci")
def simulate(*, worthwhile: float, size: float, confidence: str) -> pd.DataFrame:
    """The published interval and yours; `excluded` holds both to what is worth having."""
    level = float(confidence.split(maxsplit=1)[0])
    ends = [(float(P.low), float(P.high)), interval(size, level)]
    return pd.DataFrame(
        {
            "interval": ["published", "yours"],
            "people": [float(P.people), P.people * size],
            "difference": [float(P.difference)] * 2,
            "low": [low for low, _ in ends],
            "high": [high for _, high in ends],
            "excluded": [low > -worthwhile for low, _ in ends],
        }
    )


def _fewer(value: float) -> str:
    return f"{abs(value):.2f} {'fewer' if value < 0 else 'more'}"


def tell(frame: pd.DataFrame, *, worthwhile: float, confidence: str, **_: Any) -> Told:
    """What one state says."""
    low, high = (float(frame[name].to_numpy()[1]) for name in ("low", "high"))
    says = verdict(low, high, worthwhile)
    sentence = (
        f"With magnesium there were {_fewer(P.difference)} cramps a week than with placebo ({confidence} interval: "
        f"{_fewer(low)} to {_fewer(high)}). If {worthwhile:g} fewer would be worth having, the answer is: {says}."
    )
    readings = (
        ("Published: cramps a week", f"{P.difference:g} ({P.low:g} to {P.high:g})"),
        ("Your interval", f"{low:.2f} to {high:.2f}, about {frame['people'].to_numpy()[1]:.0f} people"),
        ("What it says of your line", says),
        ("Percent change, published", f"{P.percent:.1f} % ({P.percent_low:.1f} to {P.percent_high:.1f})"),
        (
            "A quarter fewer cramps, published",
            f"risk ratio {P.responders:g} ({P.responders_low:g} to {P.responders_high:g})",
        ),
    )
    return Told(sentence, readings)


def _published_says() -> bool:
    """Whether the published interval holds no difference, and excludes one cramp a week fewer."""
    frame = simulate(worthwhile=1)
    first = frame.iloc[0]
    return bool(first["low"] < 0 < first["high"] and first["excluded"])


REFERENCES: Mapping[str, Any] = {"mg-ci-ref-01": _published_says}

MODEL = Model(
    id="mg-ci",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "interval": "whose interval it is",
        "people": "people behind it",
        "difference": "magnesium minus placebo (cramps a week)",
        "low": "lower end (cramps a week)",
        "high": "upper end (cramps a week)",
        "excluded": "whether a benefit that is worth having lies outside",
    },
    references=REFERENCES,
)
