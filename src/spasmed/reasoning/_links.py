"""From cause to intervention and back: the 9 x 20 matrix of reasoned links."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from spasmed.reasoning._choose import Words, chosen, holds
from spasmed.tables import load, records, words

_COLUMNS = [
    "id",
    "cause_id",
    "cause",
    "intervention_id",
    "intervention",
    "subpopulation",
    "stages",
    "recommendation",
    "certainty",
    "directness",
    "parent_certainty",
    "rationale",
    "source_ids",
]
# The order in which a reader should meet them: what to do first, what to leave out last.
_RANK = {"recommended": 0, "consider": 1, "caution": 2, "avoid": 3, "not-applicable": 4}


@cache
def cause_names() -> Mapping[str, tuple[str, ...]]:
    """Every name of a cause (id, label, the article's heading) -> its id."""
    names = ("id", "label", "seed_section")
    return MappingProxyType({row[name]: (row["id"],) for row in records(load("causes")) for name in names})


@cache
def intervention_names() -> Mapping[str, tuple[str, ...]]:
    """Every name of an intervention (id, label) -> its id."""
    rows = records(load("interventions"))
    return MappingProxyType({row[name]: (row["id"],) for row in rows for name in ("id", "label")})


@cache
def _matrix() -> pd.DataFrame:
    frame = load("links")
    frame["cause"] = frame["cause_id"].map(load("causes").set_index("id")["label"])
    frame["intervention"] = frame["intervention_id"].map(load("interventions").set_index("id")["label"])
    return frame[_COLUMNS]


def links(
    *,
    cause: Words = None,
    intervention: Words = None,
    stage: Words = None,
    recommendation: Words = None,
    certainty: Words = None,
    directness: Words = None,
) -> pd.DataFrame:
    """Rows of the cause-to-intervention matrix, in the table's order.

    Each argument takes one word or several (any of them); arguments narrow one another. One row a link. Columns:
    id, cause_id, cause, intervention_id, intervention, subpopulation, stages (tuple), recommendation, certainty
    (of this link), directness, parent_certainty (of the source in its own population), rationale, source_ids (tuple).
    Recommendations are this project's reasoned judgment, not a guideline; no trial selected people by back spasm.
    Raises SpasmedError with the closest match for an unknown word.
    """
    frame = _matrix()
    keep = pd.Series(data=True, index=frame.index)
    if ids := chosen("cause", cause, cause_names()):
        keep &= frame["cause_id"].isin(ids)
    if ids := chosen("intervention", intervention, intervention_names()):
        keep &= frame["intervention_id"].isin(ids)
    if asked := chosen("stage", stage, words("links", "stages")):
        keep &= holds(frame["stages"], asked)
    for column, value in (
        ("recommendation", recommendation),
        ("certainty", certainty),
        ("directness", directness),
    ):
        if asked := chosen(column, value, words("links", column)):
            keep &= frame[column].isin(asked)
    return frame[keep].reset_index(drop=True)


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("recommendation", key=lambda c: c.map(_RANK), kind="stable").reset_index(drop=True)


def interventions(
    *,
    cause: Words = None,
    intervention: Words = None,
    stage: Words = None,
    recommendation: Words = None,
    certainty: Words = None,
    directness: Words = None,
) -> pd.DataFrame:
    """What may be done for a cause, what is recommended first.

    `sp.interventions(cause="poor-posture", stage="chronic")`. Filters and columns as in `links()`. Raises
    SpasmedError with the closest match for an unknown word.
    """
    return _ranked(
        links(
            cause=cause,
            intervention=intervention,
            stage=stage,
            recommendation=recommendation,
            certainty=certainty,
            directness=directness,
        )
    )


def causes(*, intervention: Words = None, stage: Words = None) -> pd.DataFrame:
    """The nine causes in the article's order, or, for an intervention, the causes it is linked with.

    Without arguments: one row a cause (id, label, seed_section, order, lesson_id, summary).
    With `intervention="heat"`: the rows of `links()` for it, what is recommended first. Raises SpasmedError for an
    unknown word.
    """
    if intervention is None and stage is None:
        return load("causes")
    return _ranked(links(intervention=intervention, stage=stage))
