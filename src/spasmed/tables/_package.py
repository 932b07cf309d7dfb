"""Where the data lies and what its descriptor, `datapackage.json`, says of it."""

from __future__ import annotations

import json
from copy import deepcopy
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


def descriptor(folder: Path) -> dict[str, Any]:
    """What `folder/datapackage.json` says; SpasmedError with line and column when it cannot be read."""
    try:
        read = json.loads((folder / "datapackage.json").read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as problem:
        raise SpasmedError(
            f"data/datapackage.json, line {problem.lineno}, column {problem.colno}: {problem.msg}. "
            "Look there for a comma, a bracket or a quote too many or too few."
        ) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise SpasmedError(
            f"data/datapackage.json cannot be read ({problem}). `git checkout data` restores the last version."
        ) from problem
    listed = read.get("resources") if isinstance(read, dict) else None
    if not listed or not all(isinstance(one, dict) and {"name", "path"} <= set(one) for one in listed):
        raise SpasmedError(
            'data/datapackage.json must hold a list "resources", each with a name and a path. '
            "`git checkout data` restores the last version."
        )
    return dict(read)


@cache
def own_package() -> dict[str, Any]:
    """The descriptor that this room reads and never changes; everybody else is given a copy."""
    return descriptor(root())


@cache
def _resources() -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in own_package()["resources"]}


def own_resource(name: str) -> dict[str, Any]:
    """As `resource`, not copied: for reading inside this room."""
    try:
        return _resources()[name]
    except KeyError:
        raise unknown("table", name, names()) from None


def package() -> dict[str, Any]:
    """The descriptor as a dictionary (Frictionless Data Package): `resources`, each with path and schema.

    It is the caller's own, as are the answers of `resource`, `fields` and `words`.
    """
    return deepcopy(own_package())


def names() -> list[str]:
    """The names of all tables and stories, sorted."""
    return sorted(_resources())


def resource(name: str) -> dict[str, Any]:
    """The descriptor of one table or story; SpasmedError with the closest match for an unknown name."""
    return deepcopy(own_resource(name))


def fields(name: str) -> dict[str, dict[str, Any]]:
    """Column name -> its field descriptor, in the order of the table."""
    return {field["name"]: field for field in resource(name)["schema"]["fields"]}


def words(name: str, column: str) -> list[str]:
    """The words a column may hold, in the order the schema gives them; for a list column, each single word."""
    field = next(field for field in own_resource(name)["schema"]["fields"] if field["name"] == column)
    return list(field.get("listEnum") or field.get("constraints", {}).get("enum") or [])
