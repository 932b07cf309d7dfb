"""The article on trial: its claims, the red flags, what trials found, what guidelines say."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from spasmed.reasoning._choose import Words, chosen, holds
from spasmed.reasoning._links import intervention_names
from spasmed.tables import load, story, unknown, words


@cache
def briefs() -> dict[str, dict[str, Any]]:
    """The brief of each lesson by its id; not to be changed."""
    return {lesson["id"]: lesson for lesson in story("lessons")["lessons"]}


def lesson_ids(lesson: str, key: str) -> list[str]:
    """The ids a lesson brief lists under `key` (claim_ids, red_flag_ids, source_ids ...), in its order."""
    if lesson not in briefs():
        raise unknown("lesson", lesson, briefs())
    return list(briefs()[lesson].get(key) or [])


def _in_order(frame: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    place = {name: i for i, name in enumerate(ids)}
    rows = frame[frame["id"].isin(place)]
    return rows.sort_values("id", key=lambda c: c.map(place)).reset_index(drop=True)


def claims(*, section: Words = None, verdict: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """What the article says, and what the evidence says of it.

    Columns: id, section (the article's heading), half, claim, verdict (supported, qualified, contradicted,
    no-good-evidence, omission), teach_instead, evidence_level, source_ids (tuple), seen_at_urls, note. `lesson`
    gives the claims that lesson discusses, in its order. Raises SpasmedError with the closest match for an unknown
    word.
    """
    frame = load("claims")
    if lesson is not None:
        frame = _in_order(frame, lesson_ids(lesson, "claim_ids"))
    if asked := chosen("section", section, sorted(set(load("claims")["section"]))):
        frame = frame[frame["section"].isin(asked)]
    if asked := chosen("verdict", verdict, words("claims", "verdict")):
        frame = frame[frame["verdict"].isin(asked)]
    return frame.reset_index(drop=True)


def red_flags(*, urgency: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """Signs to ask for before any exercise: what each may mean and what to do about it.

    Columns: id, flag, ask (the same in plain words), suspected_condition, evidence, action, urgency
    (emergency-same-day, urgent-days, soon-weeks, context), source_ids (tuple), seen, seen_note. All rows are given:
    safety text is never left out for want of a verified number. Raises SpasmedError with the closest match for an
    unknown word.
    """
    frame = load("red_flags", unverified=True)
    frame.loc[frame["seen"] == "no", "evidence"] = ""  # the sign stays; a number nobody read does not
    if lesson is not None:
        frame = _in_order(frame, lesson_ids(lesson, "red_flag_ids"))
    if asked := chosen("urgency", urgency, words("red_flags", "urgency")):
        frame = frame[frame["urgency"].isin(asked)]
    return frame.reset_index(drop=True)


def effects(*, intervention: Words = None, certainty: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """What trials and reviews found: one row an effect whose numbers were read in the source.

    Columns as in data/README.md; estimate, ci_low and ci_high are as printed, in `unit`. `plot_*` columns have one
    direction (negative favors the intervention) and may be drawn on one axis only within one `plot_family` and
    `plot_unit`. Raises SpasmedError with the closest match for an unknown word.
    """
    frame = load("effects")
    if lesson is not None:
        frame = _in_order(frame, lesson_ids(lesson, "effect_ids"))
    # Trials compare more things than the twenty interventions of the course: both kinds of name are known here.
    own = {name: (name,) for name in sorted(set(load("effects")["intervention"]) - {""})}
    if asked := chosen("intervention", intervention, {**intervention_names(), **own}):
        frame = frame[frame["intervention"].isin(asked)]
    if asked := chosen("certainty", certainty, words("effects", "certainty")):
        frame = frame[frame["certainty"].isin(asked)]
    return frame.reset_index(drop=True)


def recommendations(
    *, intervention: Words = None, guideline: Words = None, stage: Words = None, lesson: str | None = None
) -> pd.DataFrame:
    """What guidelines say, in our own short words: one row a recommendation, with its printed grade.

    Columns: id, guideline, topic, intervention_id, stages (tuple), population, grade, wording, source_id, seen,
    seen_note, seen_at_url. Raises SpasmedError with the closest match for an unknown word.
    """
    frame = load("recommendations")
    if lesson is not None:
        frame = _in_order(frame, lesson_ids(lesson, "recommendation_ids"))
    if asked := chosen("intervention", intervention, intervention_names()):
        frame = frame[frame["intervention_id"].isin(asked)]
    if asked := chosen("guideline", guideline, sorted(set(load("recommendations")["guideline"]))):
        frame = frame[frame["guideline"].isin(asked)]
    if asked := chosen("stage", stage, words("recommendations", "stages")):
        frame = frame[holds(frame["stages"], asked)]
    return frame.reset_index(drop=True)


def doses(*, intervention: Words = None, lesson: str | None = None) -> pd.DataFrame:
    """Dose, contraindications, adverse events and what to tell the patient, per intervention.

    Columns: id, topic, intervention_id, item_type, detail, source_ids (tuple), seen, seen_note. Contraindications,
    adverse events and precautions are always given, also where they rest on expert wording.
    """
    frame = load("dosage_safety", unverified=True)
    frame = frame[(frame["seen"] != "no") | (frame["item_type"] != "dose")]
    if lesson is not None:
        frame = _in_order(frame, lesson_ids(lesson, "dose_ids"))
    if asked := chosen("intervention", intervention, intervention_names()):
        frame = frame[frame["intervention_id"].isin(asked)]
    return frame.reset_index(drop=True)
