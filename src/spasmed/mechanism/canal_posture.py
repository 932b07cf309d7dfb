"""Room in the lumbar canal from bending forward to bending back.

    area(posture) = flexed + posture (extended - flexed)        posture 0 = bent forward, 1 = bent back

Both ends are measured: the dural sac of patients with stenosis [kanbara2014], the bony and soft canal of people without
pain [ajr1999]. The straight line between them is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import pi, sqrt
from typing import Any

import numpy as np
import pandas as pd

from spasmed.mechanism import Model, Quantity, Told, quantities, within

PLACES = {"dural sac L3-4, stenosis": "l34", "dural sac L4-5, stenosis": "l45", "canal L4-5, no pain": "free"}


@dataclass(frozen=True)
class Parameters:
    """Cross-section bent forward and bent back (mm2), by what was measured where and in whom."""

    flexed: Mapping[str, Quantity] = field(default_factory=lambda: quantities("canal-posture-{}-flexed", PLACES))
    extended: Mapping[str, Quantity] = field(default_factory=lambda: quantities("canal-posture-{}-extended", PLACES))


P = Parameters()


def area(place: str, posture: float) -> float:
    """Cross-section (mm2) at a posture from 0 (bent forward) to 1 (bent back)."""
    return P.flexed[place] + posture * (P.extended[place] - P.flexed[place])


def lost(place: str) -> float:
    """Share of the room (%) that bending back takes from bending forward."""
    return 100 * (1 - P.extended[place] / P.flexed[place])


@within("canal-posture")
def simulate(*, posture: float, place: str) -> pd.DataFrame:
    """The room at each of the three places at this posture; `chosen` is 1 for the one looked at."""
    places = list(PLACES)
    now = np.array([area(one, posture / 100) for one in places])
    flexed = np.array([float(P.flexed[one]) for one in places])
    return pd.DataFrame(
        {
            "place": places,
            "area": now,
            "share": 100 * now / flexed,
            "radius": np.sqrt(now / pi),
            "chosen": [float(one == place) for one in places],
        }
    )


def tell(frame: pd.DataFrame, *, posture: float, place: str) -> Told:
    """What one state says."""
    i = list(PLACES).index(place)
    now, share = frame["area"].to_numpy()[i], frame["share"].to_numpy()[i]
    what = place.split(",", maxsplit=1)[0].replace(" L", " at L")
    ends: dict[float, str] = {0: "bent all the way forward", 100: "bent all the way back"}
    stands = ends.get(posture, f"{posture:g} % of the way from bent forward to bent back")
    kept = f"{share:.0f} % of what it has bent forward" if posture else "the most it has"
    sentence = f"With the spine {stands}, the {what} has {now:.0f} mm² of room: {kept}."
    readings = (
        ("Room now", f"{now:.1f} mm²"),
        ("Lost since bent forward", f"{100 - share:.1f} %"),
        ("Lost when bent all the way back", f"{lost(place):.1f} %"),
        ("Width of a circle of this area", f"{2 * sqrt(now / pi):.1f} mm"),
    )
    return Told(sentence, readings)


REFERENCES: Mapping[str, Any] = {
    "canal-posture-ref-01": lambda: [lost("dural sac L3-4, stenosis"), lost("dural sac L4-5, stenosis")],
    "canal-posture-ref-02": lambda: lost("canal L4-5, no pain"),
}

MODEL = Model(
    id="canal-posture",
    simulate=simulate,
    tell=tell,
    parameters=P,
    columns={
        "place": "what was measured, where, in whom",
        "area": "cross-section at this posture (mm2)",
        "share": "of the cross-section bent forward (%)",
        "radius": "of a circle of the same area (mm)",
        "chosen": "1 for the place looked at, else 0 (no unit)",
    },
    references=REFERENCES,
)
