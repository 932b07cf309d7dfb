"""Writes data/mechanism/hh_surface.csv and data/mechanism/motoneuron_surface.csv: what the two nerve models compute.

    python tools/surfaces.py

Both models are solved for every setting a reader can choose (a few minutes). On one machine the same constants give the
same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from spasmed.mechanism import hh_excitability as hh
from spasmed.mechanism import motoneuron_bistable as motoneuron

_FOLDER = Path(__file__).parents[1] / "data" / "mechanism"
SHIFTS = np.arange(-24, 10.51, 0.25)  # mV: calcium from 20 to 200 % at up to 14.8 mV per e-fold


def _text(value: float) -> str:
    return "" if value != value else f"{round(value, 2):g}"


def _name(value: float) -> str:
    """A number as part of an id: -0.25 -> m0-25."""
    return f"{value:g}".replace("-", "m").replace(".", "-")


def hh_rows() -> list[list[str]]:
    """One row a membrane: its threshold, and its lasting rate under each current."""
    ratios = hh.MODEL.controls["potassium"].positions()
    shift, potassium = (np.array(x, dtype=float) for x in zip(*product(SHIFTS, ratios), strict=True))
    needed = hh.threshold(shift, potassium)
    rates = [hh.rate(current, shift, potassium) for current in hh.CURRENTS]
    return [
        [f"hh-{_name(s)}-k{_name(k)}", *map(_text, (s, k, *numbers))]
        for s, k, *numbers in zip(shift, potassium, needed, *rates, strict=True)
    ]


def motoneuron_rows() -> list[list[str]]:
    """One row a setting: the five rates of its trial."""
    controls = motoneuron.MODEL.controls
    axes: list[Any] = [controls[name].positions() for name in ("drive", "pulse", "serotonin")]
    axes.append([float(motoneuron.P.g["gcal"]), float(motoneuron.P.raised)])
    drive, pulse, serotonin, gcal = (np.array(x, dtype=float) for x in zip(*product(*axes), strict=True))
    rates = motoneuron.integrate(drive, pulse, serotonin, gcal)
    return [
        [f"mn-d{_name(d)}-p{_name(p)}-s{_name(s)}-g{_name(g)}", *map(_text, (d, p, s, g, *found))]
        for d, p, s, g, found in zip(drive, pulse, serotonin, gcal, rates, strict=True)
    ]


def _write(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (_FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *rows])


def main() -> None:
    """Writes both tables."""
    rates = [f"rate_{current}_hz" for current in hh.CURRENTS]
    _write("hh_surface.csv", ["id", "shift_mv", "potassium", "threshold", *rates], hh_rows())
    heads = ["id", "drive", "pulse", "serotonin", "gcal", *motoneuron.RATES]
    _write("motoneuron_surface.csv", heads, motoneuron_rows())


if __name__ == "__main__":
    main()
