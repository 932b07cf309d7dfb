"""Read a table as a typed DataFrame, or a YAML file of stories as plain lists and dictionaries."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pandas as pd

from spasmed.tables._enforce import faults, split
from spasmed.tables._errors import SpasmedError, unknown
from spasmed.tables._package import names, own_resource, root
from spasmed.tables._rows import CHECK, ids, rows
from spasmed.tables._stories import SHAPES, parse, unusable

SEPARATOR = " | "


@cache
def _read(name: str) -> pd.DataFrame:
    resource = own_resource(name)
    if "schema" not in resource:
        raise unknown("table", name, [other for other in names() if "schema" in own_resource(other)])
    table = rows(name)
    for fault in faults(resource, table, ids):
        raise SpasmedError(f"{fault} {CHECK}")
    cells = zip(*table[1:], strict=True)
    return pd.DataFrame(
        {
            field["name"]: _typed(field, column)
            for field, column in zip(resource["schema"]["fields"], cells, strict=True)
        }
    )


def _typed(field: dict[str, Any], cells: tuple[str, ...]) -> pd.Series[Any]:
    """A column of its own type; the cells are known to fit."""
    if field.get("list"):
        return pd.Series(list(map(split, cells)), dtype="object")
    if field["type"] == "number":
        return pd.Series([float(cell) if cell else None for cell in cells], dtype="float64")
    if field["type"] == "integer":
        return pd.Series([int(cell) if cell else None for cell in cells], dtype="Int64")
    if field["type"] == "boolean":
        return pd.Series([cell.lower() == "true" if cell else None for cell in cells], dtype="boolean")
    return pd.Series(cells, dtype="str")


@cache
def _read_in_source(name: str) -> pd.DataFrame:
    frame = _read(name)
    if "seen" not in frame or name == "sources":
        return frame
    return frame[frame["seen"] != "no"].reset_index(drop=True)


def load(name: str, *, unverified: bool = False) -> pd.DataFrame:
    """A table of `data/` as a DataFrame with a plain RangeIndex.

    Columns are those of `datapackage.json` (see data/README.md): text as str with "" for an empty cell, numbers as
    float64, whole numbers as Int64, list cells as tuples of str. Rows whose `seen` is "no" were never read in
    their source and are left out, unless `unverified=True`; `sources` keeps them, since a record may be cited
    whose results are not. The frame is the caller's own: changing it changes no later answer.

    Raises SpasmedError for an unknown table, and for a table with a cell that breaks the rules of its column: the
    message names file, row, column and value.
    """
    frame = _read(name) if unverified else _read_in_source(name)
    return frame.copy(deep=False)  # pandas copies on write, so this is the caller's own and costs nothing


@cache
def _story(name: str) -> Any:
    import yaml  # only the stories need it, and importing spasmed must stay quick

    if name not in SHAPES:
        raise unknown("story", name, SHAPES)
    file = own_resource(name)["path"]
    try:
        tree = parse((root() / file).read_text(encoding="utf-8-sig"))
    except (OSError, yaml.YAMLError, ValueError) as problem:
        where = getattr(problem, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise SpasmedError(
            f"data/{file}{line} cannot be read as YAML in UTF-8. Check the indentation and the quotes there."
        ) from problem
    for where, wrong, cure in unusable(name, tree):
        raise SpasmedError(f"data/{file}{f', {where}' if where else ''}: {wrong}. {cure}")
    return tree


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries by column."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def story(name: str) -> Any:
    """A YAML file of `data/` (lessons, items, cases, faq ...) as plain lists and dictionaries, the caller's own.

    Raises SpasmedError for an unknown story, or a file that is no list of records.
    """
    return deepcopy(_story(name))
