"""`CauseLinker`: from cause to intervention, with certainty and directness beside every recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from spasmed.reasoning import (
    interventions,
    label,
    links,
)
from spasmed.tables import records
from spasmed.widgets._cells import Cell, Part
from spasmed.widgets._cited import cited
from spasmed.widgets._facets import Facet, Facets
from spasmed.widgets._options import labeled, worded
from spasmed.widgets._screen import screen

_TONES: dict[str, Literal["", "good", "info", "warn", "stop"]] = {
    "recommended": "good",
    "consider": "info",
    "caution": "warn",
    "avoid": "stop",
    "not-applicable": "",
}


class CauseLinker(Facets):
    """Reason from cause to intervention by hand: `sp.CauseLinker(cause="poor-posture", stage="chronic")`.

    Every filter is an attribute: cause, stage, recommendation, certainty, directness, intervention. `linker.result` is
    what `sp.interventions` answers for the same words. Raises SpasmedError with the closest match for an unknown word.
    """

    def __init__(self, **value: str | list[str]) -> None:
        frame = interventions()
        super().__init__(
            name="cause-linker",
            caption="From cause to intervention",
            noun="links",
            rows=_rows(frame),
            facets=_facets(causes_open="cause" not in value),  # a lesson has chosen its cause; the next words show
            select=_select,
            answer=interventions,
            wide=["Recommendation and certainty", "Why"],
            gate=screen(),
            value=value,
        )


def _select(**words: list[str]) -> Iterable[str]:
    return links(**words)["id"]


def _facets(*, causes_open: bool) -> list[Facet]:
    return [
        Facet(id="cause", label="Cause", options=labeled("causes"), open=causes_open),
        Facet(id="stage", label="Stage", options=worded("stage"), open=True),
        Facet(id="recommendation", label="Recommendation", options=worded("recommendation"), open=True),
        Facet(id="certainty", label="Certainty", options=worded("certainty")),
        Facet(id="directness", label="Directness", options=worded("directness")),
        Facet(id="intervention", label="Intervention", options=labeled("interventions")),
    ]


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    rows = records(frame)
    return pd.DataFrame(
        {
            "Intervention": [row["intervention"] for row in rows],
            "Recommendation and certainty": [_advice(row) for row in rows],
            "Why": [_why(row) for row in rows],
        },
        index=frame["id"],
    )


def _advice(row: dict[str, Any]) -> Cell:
    badge = Part(text=label("recommendation", row["recommendation"]), tone=_TONES[row["recommendation"]])
    who = f"{row['cause']}: {row['subpopulation']}" if row["subpopulation"] else row["cause"]
    certainty, directness = (
        label("certainty", row["certainty"]).lower(),
        label("directness", row["directness"]).lower(),
    )
    return [badge, f": {who}; {', '.join(row['stages'])}. Certainty {certainty}, {directness}."]


def _why(row: dict[str, Any]) -> Cell:
    return [row["rationale"], " ", *cited(row["source_ids"])]
