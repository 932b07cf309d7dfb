"""Read a table as a typed DataFrame, or a YAML file of stories as plain lists and dictionaries."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pandas as pd

from spasmed.tables._errors import SpasmedError
from spasmed.tables._package import fields, resource, root

SEPARATOR = " | "
_DTYPES: dict[str, Any] = {"integer": "Int64", "number": "float64", "boolean": "boolean"}


def split(cell: str) -> tuple[str, ...]:
    """The entries of a list cell: `a | b` -> ("a", "b"); an empty cell has none."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def _read(name: str) -> pd.DataFrame:
    path = root() / resource(name)["path"]
    columns = fields(name)
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        frame = frame[list(columns)]
        for column, field in columns.items():
            if field.get("list"):
                frame[column] = pd.Series(list(map(split, frame[column])), dtype="object")
            elif dtype := _DTYPES.get(field["type"]):
                cells = frame[column].replace("", pd.NA)
                if dtype == "boolean":
                    cells = cells.map({"true": True, "false": False})
                elif dtype == "float64":
                    cells = pd.to_numeric(cells)
                frame[column] = cells.astype(dtype)
    except (OSError, KeyError, ValueError, TypeError) as problem:
        raise SpasmedError(
            f"The table data/{resource(name)['path']} cannot be read ({problem}). "
            "Run `python start.py check`: it names the row and column and says what to do."
        ) from problem
    return frame


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

    Raises SpasmedError for an unknown table, or a file that a spreadsheet has spoiled.
    """
    frame = _read(name) if unverified else _read_in_source(name)
    return frame.copy(deep=False)  # pandas copies on write, so this is the caller's own and costs nothing


def parse(text: str) -> Any:
    """YAML as plain lists and dictionaries; raises yaml.YAMLError."""
    import yaml

    # The reader written in C is ten times as quick and comes with most installations of PyYAML.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


@cache
def _story(name: str) -> Any:
    import yaml  # only the stories need it, and importing spasmed must stay quick

    path = root() / resource(name)["path"]
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        where = getattr(problem, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise SpasmedError(
            f"data/{resource(name)['path']}{line} cannot be read as YAML. Check the indentation there."
        ) from problem


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries by column."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def story(name: str) -> Any:
    """A YAML file of `data/` (lessons, items, cases, faq ...) as plain lists and dictionaries, the caller's own."""
    return deepcopy(_story(name))
