"""What the index of the course must name: entries that stand in their tables, notebooks that belong to a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spasmed.tables._enforce import split
from spasmed.tables._errors import hint
from spasmed.tables._problem import Problem

TABLES = {"exercise": "exercises", "muscle": "muscles", "claim": "claims", "model": "models", "term": "glossary"}
_CURE = "Run `python tools/index.py`, which writes the index anew."


def problems(
    paths: dict[str, str], records: dict[str, list[dict[str, str]]], lessons: dict[str, dict[str, Any]]
) -> Iterator[Problem]:
    """Every entry that its table does not have, and every notebook that no brief in `lessons` names."""
    known = {kind: {row["id"] for row in records[table]} for kind, table in TABLES.items() if table in records}
    notebooks = {str(brief.get("notebook")) for brief in lessons.values()}
    for number, row in enumerate(records.get("index", []), 2):
        kind, entry = row["kind"], row["entry_id"]
        place: dict[str, Any] = {"file": paths["index"], "row": number}
        if kind in known and entry not in known[kind]:
            wrong = f"is not an id of the table {TABLES[kind]}"
            cure = f"{_CURE}{hint(entry, known[kind])}"
            yield Problem(**place, column="entry_id", value=entry, wrong=wrong, cure=cure)
        for notebook in split(row["notebooks"]):
            if notebook not in notebooks:
                cure = f"{_CURE}{hint(notebook, notebooks)}"
                yield Problem(
                    **place, column="notebooks", value=notebook, wrong="is the notebook of no lesson", cure=cure
                )
