"""The invented patients as typed records, and what of each is asked in which version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from spasmed.tables import story, unknown

Version = Literal["worked", "faded", "solo"]
Stage = Literal["screen", "irritability", "stage", "hypothesis", "interventions", "program", "week2", "week6"]
VERSIONS: tuple[Version, ...] = get_args(Version)
STAGES: tuple[Stage, ...] = get_args(Stage)

# What a learner decides; the rest is shown when its turn comes. The red flags are asked in every version.
ASKED: dict[Version, tuple[Stage, ...]] = {
    "worked": ("screen", "hypothesis", "program", "week6"),  # one question at the end of each part
    "faded": ("screen", "hypothesis", "interventions", "program"),
    "solo": STAGES,
}
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """One invented patient of data/learning/cases.yaml; `disposition` says whether the case is treated or referred.

    `not_yet` are exercises that do not fit, each with its reason; `avoid` are (what, reason, source ids). The first of
    `differential` is what the case supports. Every reason with the source `editorial` is a judgment.
    """

    id: str
    title: str
    cause: str
    lesson: str
    disposition: Literal["treat", "refer-this-week", "refer-same-day", "refer-emergency"]
    vignette: str
    sinss: dict[str, str]
    red_flag_screen: dict[str, str]
    examination: tuple[str, ...]
    differential: tuple[dict[str, str], ...]
    icf: dict[str, str]
    interventions: tuple[Row, ...]
    program: tuple[Row, ...]
    not_yet: tuple[Row, ...]
    advice: tuple[str, ...]
    avoid: tuple[tuple[str, str, tuple[str, ...]], ...]
    measures: dict[str, Row]
    week2: dict[str, str]
    week6: dict[str, str]
    teaching: tuple[str, ...]
    source_ids: tuple[str, ...]

    @property
    def referred(self) -> bool:
        """Whether the red flags end the visit."""
        return self.disposition != "treat"

    def level(self, part: Literal["irritability", "stage"]) -> str:
        """The level in one word, as in "moderate"."""
        return self.sinss[part].replace(":", ",").split(",")[0].strip()

    def clue(self, part: Literal["irritability", "stage"]) -> str:
        """What the patient tells about it, without the level."""
        return self.sinss[part].replace(":", ",", 1).partition(",")[2].strip()


@cache
def _cases() -> dict[str, CaseRecord]:
    return {record["id"]: _record(record) for record in story("cases")["cases"]}


def _record(row: Row) -> CaseRecord:
    plain = {key: row[key] for key in ("id", "title", "cause", "lesson", "disposition", "vignette", "sinss")}
    plain |= {key: row[key] for key in ("red_flag_screen", "icf", "measures", "week2", "week6")}
    lists = ("examination", "differential", "interventions", "program", "advice", "teaching", "source_ids")
    plain |= {key: tuple(row[key]) for key in lists}
    # A case that is referred asks nothing about treatment, and gives no reasons against it but the referral.
    reasons = row.get("avoid_because") or [{"because": "", "source_ids": []}] * len(row["avoid"])
    avoid = tuple(
        (what, why["because"], tuple(why["source_ids"])) for what, why in zip(row["avoid"], reasons, strict=True)
    )
    return CaseRecord(**plain, not_yet=tuple(row.get("not_yet", ())), avoid=avoid)


def cases() -> tuple[CaseRecord, ...]:
    """Every invented patient, in the order of the file."""
    return tuple(_cases().values())


def case(name: str) -> CaseRecord:
    """One patient by id or title ("sm-c01", "The twelve-kilogram lift"); treat it as read-only.

    Raises SpasmedError with the closest match for an unknown name.
    """
    wanted = name.casefold().strip()
    for one in cases():
        if wanted in (one.id, one.title.casefold()):
            return one
    raise unknown("case", name, _cases(), [one.title for one in cases()])


def asked(version: str) -> tuple[Stage, ...]:
    """The stages a learner decides in this version, in order. Raises SpasmedError for an unknown version."""
    for name, stages in ASKED.items():
        if name == version:
            return stages
    raise unknown("version", version, VERSIONS)
