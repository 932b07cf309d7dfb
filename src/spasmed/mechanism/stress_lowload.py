"""Two percent of tension all day: the whole muscle never tires, a few units that never rest do.

The model of fatigue (fatigue-3cc, trunk) at 1 to 8 % of maximum, twice: once as if all units took turns, so that the
load u is that of the whole muscle, and once as if the same few units carried it all, each at u / share of its own
maximum. One gap comes each minute. The model is published; that a fixed share of the units carries a low load, and
how large it is, is our illustration. That stress raises the tension of a shoulder muscle is measured [lundberg1999,
rissen2000].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isinf
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantity, within
from spasmed.mechanism.fatigue_3cc import endless, fatigued, gives_out, say


@dataclass(frozen=True)
class Parameters:
    """The share of the units that carries a low load (%), how often a gap comes (s), and recovery at rest."""

    share: Quantity = quantity("stress-lowload-share")
    minute: Quantity = quantity("stress-lowload-minute")
    multiplier: Quantity = quantity("fatigue-3cc-r")


P = Parameters()


def lasts(tension: float, gap: float = 0.0, share: float = 100.0) -> float:
    """How long `share` % of the units carry `tension` % of maximum with one `gap` (s) a minute, in s, or for ever."""
    return gives_out(tension / share, P.minute - gap, gap, P.multiplier)


@within("stress-lowload")
def simulate(*, tension: float, gap: float, share: float, hours: float) -> pd.DataFrame:
    """What the whole muscle and the few units can still do through the day, in % of their own maximum."""
    turns = np.unique(np.round(np.geomspace(1, 60 * hours, 28)))
    rows = {"time": turns}
    for name, part in (("whole", 100.0), ("few", share)):
        u, end = tension / part, lasts(tension, gap, part)
        tired = fatigued(turns, u, P.minute - gap, gap, P.multiplier)
        # Once the units cannot do what is asked, they are shown where they gave out.
        rows[name] = 100 * np.where(turns * P.minute > end, u, 1 - tired)
    return pd.DataFrame({**rows, "asked": 100 * tension / share})


def tell(frame: pd.DataFrame, *, tension: float, gap: float, share: float, **_: Any) -> Told:
    """What one state says."""
    whole, few, without = lasts(tension, gap), lasts(tension, gap, share), lasts(tension, 0, share)
    all_day = "never gives out in this model" if isinf(whole) else f"gives out after {say(whole)}"
    each = float(frame["asked"].to_numpy()[0])
    some = "hold on without end" if isinf(few) else f"give out after {say(few)}"
    rests = f"a gap of {gap:g} s in each minute" if gap else "no gap at all"
    units = f"But if the same {share:g} %" if share < 100 else "If all"
    sentence = (
        f"At {tension:g} % tension the muscle as a whole {all_day}. {units} of its motor units carry it, each works at "
        f"{each:.0f} % of its own maximum, and with {rests} they {some}."
    )
    readings = (
        ("Whole muscle", say(whole)),
        ("The few units", say(few)),
        ("The few units without a gap", say(without)),
        ("Endless below", f"{100 * endless('trunk'):.1f} % of maximum"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {
    "stress-lowload-ref-01": lambda: lasts(3),
    "stress-lowload-ref-02": lambda: lasts(2, share=P.share),
}

MODEL = Model(
    id="stress-lowload",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "time": "since work began (min), at the end of the work before each gap",
        "whole": "what the whole muscle can still do (% of its maximum)",
        "few": "what the few units that carry the load can still do (% of their own maximum)",
        "asked": "what is asked of the few units (% of their own maximum)",
    },
    references=REFERENCES,
)
