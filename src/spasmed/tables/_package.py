"""Where the data lies and what its descriptor, `datapackage.json`, says of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from spasmed.tables._errors import SpasmedError, unknown

# In a wheel the tables lie inside the package; in a checkout they lie at the top, where people edit them.
_PLACES = (Path(__file__).parents[1] / "data", Path(__file__).parents[3] / "data")


def root() -> Path:
    """The folder that holds `datapackage.json` and all tables."""
    for place in _PLACES:
        if (place / "datapackage.json").is_file():
            return place
    raise SpasmedError("The tables of spasmed are missing: no data/datapackage.json. Install the package again.")


@cache
def package() -> dict[str, Any]:
    """The descriptor as a dictionary (Frictionless Data Package): `resources`, each with path and schema."""
    descriptor: dict[str, Any] = json.loads((root() / "datapackage.json").read_text(encoding="utf-8"))
    return descriptor


@cache
def _resources() -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in package()["resources"]}


def names() -> list[str]:
    """The names of all tables and stories, sorted."""
    return sorted(_resources())


def resource(name: str) -> dict[str, Any]:
    """The descriptor of one table or story; SpasmedError with the closest match for an unknown name."""
    try:
        return _resources()[name]
    except KeyError:
        raise unknown("table", name, names()) from None


def fields(name: str) -> dict[str, dict[str, Any]]:
    """Column name -> its field descriptor, in the order of the table."""
    return {field["name"]: field for field in resource(name)["schema"]["fields"]}


def words(name: str, column: str) -> list[str]:
    """The words a column may hold, in the order the schema gives them; for a list column, each single word."""
    field = fields(name)[column]
    return list(field.get("listEnum") or field.get("constraints", {}).get("enum") or [])
