"""The choices that more than one widget offers, with the words and labels of the tables."""

from __future__ import annotations

from spasmed.reasoning import vocabulary
from spasmed.tables import load, records
from spasmed.widgets._facets import Option


def worded(field: str) -> list[Option]:
    """The words of one filter as choices, in the order of data/learning/vocabulary.csv."""
    return [Option(id=row["word"], label=row["label"]) for row in records(vocabulary(field))]


def labeled(table: str) -> list[Option]:
    """The rows of a table that has labels (causes, interventions) as choices, in its order."""
    return [Option(id=row["id"], label=row["label"]) for row in records(load(table))]
