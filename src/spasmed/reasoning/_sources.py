"""The list of references, made from ids."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from spasmed.reasoning._choose import chosen
from spasmed.reasoning._evidence import lesson_ids
from spasmed.tables import load, records

# What a lesson shows: the lists of its brief, and the table each of them names rows of.
_SHOWN = {
    "claim_ids": "claims",
    "red_flag_ids": "red_flags",
    "link_ids": "links",
    "effect_ids": "effects",
    "recommendation_ids": "recommendations",
    "dose_ids": "dosage_safety",
}


@cache
def lesson_sources(lesson: str) -> tuple[str, ...]:
    """The ids of every source behind a lesson: those its text cites and those of the rows its tables show."""
    ids = set(lesson_ids(lesson, "source_ids"))
    for key, table in _SHOWN.items():
        frame = load(table, unverified=True)
        rows = records(frame[frame["id"].isin(lesson_ids(lesson, key))])
        ids.update(source for row in rows for source in row.get("source_ids", (row.get("source_id", ""),)))
    return tuple(sorted(ids - {""}))


def _reference(row: dict[str, Any]) -> str:
    """Author (year). Title. Journal. A page without an author is named by its title, as the style guides have it."""
    year = "n.d." if pd.isna(row["year"]) else str(row["year"])
    title = row["title"].rstrip(".")
    head = f"{row['first_author']} ({year}). {title}." if row["first_author"] else f"{title} ({year})."
    return f"{head} {row['journal']}." if row["journal"] else head


def link(row: dict[str, Any]) -> str:
    """The address a source opens at: its DOI where there is one, else PubMed, else the page that was read."""
    if row["doi"]:
        return f"https://doi.org/{row['doi']}"
    if row["pmid"]:
        return f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"
    url = str(row["url"])
    return url if url.startswith(("https://", "http://")) and " " not in url else ""


@cache
def _references() -> pd.DataFrame:
    frame = load("sources")
    rows = records(frame)
    return pd.DataFrame(
        {
            "id": frame["id"],
            "reference": [_reference(row) for row in rows],
            "study_type": frame["study_type"],
            "seen": frame["seen"],
            "link": [link(row) for row in rows],
        }
    )


def cite(*ids: str, lesson: str | None = None) -> pd.DataFrame:
    """The references behind ids, or behind a whole lesson: `sp.cite("swain2020")`, `sp.cite(lesson="cause-posture")`.

    Without either, every source.

    One row a source. Columns: id, reference (author, year, title, journal), study_type, seen (whether its results
    were read: yes, secondary, no), link. Raises SpasmedError with the closest match for an unknown id.
    """
    frame = _references()
    if not ids and lesson is None:
        return frame.copy(deep=False)
    wanted = chosen("source", ids, list(frame["id"])) | set(lesson_sources(lesson) if lesson is not None else ())
    return frame[frame["id"].isin(wanted)].reset_index(drop=True)
