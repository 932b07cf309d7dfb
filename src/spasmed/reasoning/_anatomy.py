"""Muscles, by any name a clinician or a patient would use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from spasmed.reasoning._choose import Words, chosen, fold
from spasmed.tables import load, records


@cache
def muscle_names() -> Mapping[str, tuple[str, ...]]:
    """Every name one may use for muscles -> the ids it stands for.

    Ids, full names, common names ("lats"), groups ("erector spinae"), body regions ("low back"); a whole stands
    for itself and its parts ("hamstrings").
    """
    rows = {row["id"]: row for row in records(load("muscles", unverified=True))}
    meant: dict[str, list[str]] = {}
    for muscle, row in rows.items():
        names = {row["group"], row["region"]}
        for one in (row, rows.get(row["part_of_id"])):  # what names the whole names its parts too
            names |= {one["id"], one["name"], *one["common_names"]} if one else set()
        for name in map(fold, names):
            meant.setdefault(name, []).append(muscle)
    return MappingProxyType({name: tuple(ids) for name, ids in meant.items()})


def muscles(*, muscle: Words = None) -> pd.DataFrame:
    """Muscles of the back, trunk and hip: one row a muscle, with its anatomy and where that was read.

    `muscle` takes ids, common names, groups or body regions ("multifidus", "lats", "erector spinae", "low back").
    Columns: id, name, group, region, common_names, layer, origin, insertion, innervation, roots, action, ... (see
    data/README.md). Raises SpasmedError with the closest match for an unknown name.
    """
    frame = load("muscles")
    wanted = chosen("muscle", muscle, muscle_names())
    return frame[frame["id"].isin(wanted)].reset_index(drop=True) if wanted else frame
