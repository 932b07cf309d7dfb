"""A number of a model that knows its unit and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from spasmed.tables import SpasmedError, hint, load, records


class Quantity(float):
    """A constant of a model: a plain float to calculate with, and what data/mechanism/parameters.csv says of it.

    Attributes: id, meaning, unit, basis (published, derived, calibrated, fitted, illustrative, physical-constant,
    assumed), source_ids (tuple), seen (yes, secondary, no).
    """

    id: str
    meaning: str
    unit: str
    basis: str
    source_ids: tuple[str, ...]
    seen: str

    def __new__(cls, row: dict[str, Any]) -> Quantity:
        """Makes the quantity of one row of the table."""
        made = super().__new__(cls, row["number"])
        for name in ("id", "meaning", "unit", "basis", "source_ids", "seen"):
            setattr(made, name, row[name])
        return made


@cache
def _rows(table: str) -> dict[str, dict[str, Any]]:
    # A model may need a constant that nobody has read in its source; its basis says "assumed", and it stays off screen.
    return {row["id"]: row for row in records(load(table, unverified=True))}


def _found(table: str, name: str) -> dict[str, Any]:
    row = _rows(table).get(name)
    if row is None:
        raise SpasmedError(f'data/mechanism/{table}.csv has no row "{name}".{hint(name, _rows(table))}')
    if pd.isna(row["number"]):
        raise SpasmedError(f'data/mechanism/{table}.csv, row "{name}": the column number is empty. Fill it in.')
    return row


@cache
def quantity(name: str) -> Quantity:
    """A constant by its id. Raises SpasmedError for an unknown id, or a row whose value is not one number."""
    return Quantity(_found("parameters", name))


def quantities(form: str, names: Iterable[str] | Mapping[str, str]) -> dict[str, Quantity]:
    """A family of constants by name: each id is `form` with the name in it, or with what a mapping gives for the name.

    `quantities("fatigue-3cc-f-{}", ("knee", "trunk"))`; `quantities("canal-posture-{}-flexed", PLACES)`. Errors as in
    `quantity`.
    """
    parts = names if isinstance(names, Mapping) else {name: name for name in names}
    return {name: quantity(form.format(part)) for name, part in parts.items()}


@cache
def reference(name: str) -> Quantity:
    """A measured or published value by its id in reference_values.csv; errors as in `quantity`."""
    row = _found("reference_values", name)
    return Quantity({**row, "meaning": row["case"]})
