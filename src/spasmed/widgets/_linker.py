"""`CauseLinker`: from cause to intervention, with certainty and directness beside every recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import pandas as pd

from spasmed.drawing import source_part
from spasmed.reasoning import (
    cause_names,
    chosen,
    intervention_names,
    interventions,
    label,
    links,
    vocabulary,
)
from spasmed.tables import load, records
from spasmed.widgets._cells import Cell, Part
from spasmed.widgets._facets import Facet, Facets, Option
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
            facets=_facets(),
            select=_select,
            answer=interventions,
            wide=["Recommendation and certainty", "Why"],
            gate=screen(),
            value=value,
        )

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """As in `Facets`, and causes and interventions may have any name the course uses for them ("Posture")."""
        cause = chosen("cause", value.get("cause"), cause_names())
        intervention = chosen("intervention", value.get("intervention"), intervention_names())
        return super().check({**value, "cause": sorted(cause), "intervention": sorted(intervention)})


def _select(**words: list[str]) -> Iterable[str]:
    return links(**words)["id"]


def _options(field: str) -> list[Option]:
    known = vocabulary(field)
    return [Option(id=w, label=said) for w, said in zip(known["word"], known["label"], strict=True)]


def _facets() -> list[Facet]:
    def named(table: str) -> list[Option]:
        return [Option(id=row["id"], label=row["label"]) for row in records(load(table))]

    return [
        Facet(id="cause", label="Cause", options=named("causes"), open=True),
        Facet(id="stage", label="Stage", options=_options("stage"), open=True),
        Facet(id="recommendation", label="Recommendation", options=_options("recommendation")),
        Facet(id="certainty", label="Certainty", options=_options("certainty")),
        Facet(id="directness", label="Directness", options=_options("directness")),
        Facet(id="intervention", label="Intervention", options=named("interventions")),
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
    parts: list[str | Part] = [row["rationale"], " "]
    for source in row["source_ids"]:
        address, reference = source_part(source)
        parts += [Part(text=source, href=address, title=reference), " "]
    return parts[:-1]
