"""Is `data/` sound? Bytes and cells first, then each table against its schema, then the tables against one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spasmed.tables import _rules
from spasmed.tables._errors import SpasmedError, nearest
from spasmed.tables._file import cells, decoded, parsed, tidy
from spasmed.tables._package import package, root
from spasmed.tables._problem import Problem


def _tables(descriptor: dict[str, Any]) -> list[dict[str, Any]]:
    return [resource for resource in descriptor["resources"] if "schema" in resource]


def check(folder: Path | None = None) -> list[Problem]:
    """Everything wrong with the tables in `folder` (by default those the course uses), ordered by file and row.

    An empty list means sound. Needs the extra `check` (Frictionless).
    """
    folder = folder or root()
    descriptor = package()
    found: list[Problem] = []
    rows: dict[str, list[list[str]]] = {}
    for resource in descriptor["resources"]:
        file, path = resource["path"], folder / resource["path"]
        if not path.is_file():
            found.append(
                Problem(
                    file,
                    None,
                    None,
                    None,
                    "the file is missing",
                    "Put it back: `git checkout data` restores the last version.",
                )
            )
        elif not path.read_bytes().strip():
            found.append(
                Problem(
                    file,
                    1,
                    None,
                    None,
                    "the file is empty",
                    "Put its rows back: `git checkout data` restores the last version.",
                )
            )
        elif "schema" in resource:
            problems, table = _readable(file, path.read_bytes(), resource)
            found += problems
            if table is not None:
                rows[resource["name"]] = table
    sound = {name for name in rows if not any(p.file == _path(descriptor, name) for p in found)}
    records = {
        name: [dict(zip(table[0], row, strict=True)) for row in table[1:]]
        for name, table in rows.items()
        if name in sound
    }
    found += _schema_problems(folder, descriptor, records)
    found += _rules.problems(folder, descriptor, records)
    return sorted(set(found), key=lambda p: (p.file, p.row or 0, p.column or ""))


def _path(descriptor: dict[str, Any], name: str) -> str:
    return next(str(r["path"]) for r in descriptor["resources"] if r["name"] == name)


def _readable(file: str, raw: bytes, resource: dict[str, Any]) -> tuple[list[Problem], list[list[str]] | None]:
    text, found = decoded(file, raw)
    table, shape = parsed(file, text)
    found += shape
    wanted, headings = [f["name"] for f in resource["schema"]["fields"]], table[0]
    for column in [c for c in wanted if c not in headings]:
        near = nearest(column, [h for h in headings if h not in wanted])
        cure = f'Rename "{near}" to "{column}".' if near else f'Add a column "{column}".'
        found.append(Problem(file, 1, column, None, "the column is missing", cure))
    for column in [h for h in headings if h not in wanted]:
        near = nearest(column, wanted)
        cure = f'Name it "{near}", or delete it.' if near else "Delete it, or describe it in data/datapackage.json."
        found.append(Problem(file, 1, column or "(no name)", None, "the column is not described", cure))
    if not found and headings != wanted:
        found.append(
            Problem(
                file,
                1,
                None,
                None,
                "the columns stand in another order",
                f"Put them back in this order: {', '.join(wanted)}.",
            )
        )
    found += cells(file, table)
    # A table whose shape is broken is not judged further: every later message would only repeat the first.
    return found, None if found else table


def _schema_problems(folder: Path, descriptor: dict[str, Any], records: _rules.Records) -> Iterator[Problem]:
    try:
        from frictionless import Package, system
    except ImportError as problem:
        raise SpasmedError(
            "Checking the tables needs Frictionless. Run `python start.py check`, which installs it."
        ) from problem
    resources = [_without_lost_keys(r, set(records)) for r in _tables(descriptor) if r["name"] in records]
    if not resources:
        return
    with system.use_context(trusted=True):
        report = Package.from_descriptor({"name": "spasmed", "resources": resources}, basepath=str(folder)).validate()
    for task in report.tasks:
        fields = {f["name"]: f for r in resources if r["path"] == task.place for f in r["schema"]["fields"]}
        for error in task.errors:
            yield _said(str(task.place), error.to_descriptor(), fields, records)


def _without_lost_keys(resource: dict[str, Any], sound: set[str]) -> dict[str, Any]:
    """A foreign key into a table that could not be read says nothing: leave it out."""
    keys = resource["schema"].get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] in {"", *sound}]
    return {**resource, "schema": {**resource["schema"], "foreignKeys": kept}}


def _said(file: str, error: dict[str, Any], fields: dict[str, Any], records: _rules.Records) -> Problem:
    kind, note = error["type"], str(error.get("note", ""))
    row, column, value = error.get("rowNumber"), str(error.get("fieldName", "")), error.get("cell")
    constraints = fields.get(column, {}).get("constraints", {})
    if kind == "type-error":
        wanted = fields[column]["type"] if column in fields else "another kind"
        comma = " Decimals take a point, not a comma." if wanted == "number" and "," in str(value) else ""
        return Problem(
            file,
            row,
            column,
            value,
            f"is not of the type {wanted}",
            f"Type a {wanted}, or leave the cell empty.{comma}",
        )
    if kind == "constraint-error" and "enum" in note:
        words = list(map(str, constraints["enum"]))
        near = nearest(str(value), words)
        did = f' Did you mean "{near}"?' if near else ""
        return Problem(
            file,
            row,
            column,
            value,
            "is not one of the words this column knows",
            f"Use one of: {', '.join(words)}.{did}",
        )
    if kind == "constraint-error" and "required" in note:
        return Problem(file, row, column, None, "the cell is empty and must not be", "Fill it in, or delete the row.")
    if kind == "constraint-error":
        return Problem(
            file,
            row,
            column,
            value,
            f"breaks the rule of this column ({note})",
            "See data/README.md for what it may hold.",
        )
    if kind in {"unique-error", "primary-key"}:
        return Problem(
            file,
            row,
            column or "id",
            value,
            f"the id is not unique or is empty: {note}",
            "Give every row an id of its own; never reuse one.",
        )
    if kind == "foreign-key" and len(parts := note.split('"')) > 5:
        # Frictionless says: for "cause_id": values "posture" not found in the lookup table "causes" as "id"
        return _rules.lost(file, row, parts[1], parts[3], parts[5], records)
    return Problem(
        file,
        row,
        column,
        value,
        str(error.get("message", kind)),
        "See data/README.md for what the table may hold.",
    )


def fix(folder: Path | None = None) -> list[str]:
    """Mend in place what a spreadsheet did that changes no fact; the files that changed."""
    folder = folder or root()
    paths = [resource["path"] for resource in _tables(package())]
    return [path for path in paths if (folder / path).is_file() and tidy(folder / path)]
