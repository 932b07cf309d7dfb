"""Is `data/` sound? Bytes and cells first, then each table against its schema, then the tables against one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spasmed.tables import _rules
from spasmed.tables._enforce import faults
from spasmed.tables._errors import SpasmedError, nearest
from spasmed.tables._file import cells, decoded, parsed, tidy, uneven
from spasmed.tables._package import descriptor, root
from spasmed.tables._pictures import sizes
from spasmed.tables._problem import Problem
from spasmed.tables._rows import columns
from spasmed.tables._stories import SHAPES

_RESTORE = "Put {} back: `git checkout data` restores the last version."


def check(folder: Path | None = None) -> list[Problem]:
    """Everything wrong with the tables in `folder` (by default those the course uses), ordered by file and row.

    Faults of an id come before all others, since a reference is lost by them. An empty list means sound.
    Needs the extra `check` (Frictionless). Raises SpasmedError when `folder/datapackage.json` cannot be read.
    """
    folder = folder or root()
    resources = descriptor(folder)["resources"]
    found: list[Problem] = []
    tables: dict[str, list[list[str]]] = {}
    stories: dict[str, bytes] = {}
    for resource in resources:
        raw, missing = _bytes(folder, resource["path"])
        found += missing
        if raw is not None and "schema" in resource:
            problems, table = _readable(resource["path"], raw, resource)
            found += problems
            if table is not None:
                tables[resource["name"]] = table
        elif raw is not None and resource["name"] in SHAPES:
            stories[resource["name"]] = raw
    known = {name: {row[table[0].index("id")] for row in table[1:]} for name, table in tables.items()}
    records = {name: [dict(zip(table[0], row, strict=True)) for row in table[1:]] for name, table in tables.items()}
    sound = [resource for resource in resources if resource["name"] in tables]
    for resource in sound:
        found += faults(resource, tables[resource["name"]], known.get)
    found += _second_reading(folder, sound, {(p.file, p.row, p.column) for p in found})
    pictures = next((sizes(folder / r["path"]) for r in resources if r["name"] == "pictures"), {})
    found += _rules.problems(resources, records, stories, pictures)
    return sorted(set(found), key=lambda p: (p.column != "id", p.file, p.row or 0, p.column or "", p.wrong))


def _bytes(folder: Path, file: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a file, or why there are none."""
    try:
        raw = (folder / file).read_bytes()
    except FileNotFoundError:
        return None, [Problem(file, "the file is missing", _RESTORE.format("it"))]
    except OSError as problem:
        return None, [Problem(file, f"the file cannot be opened ({problem.strerror})", "Close it in other programs.")]
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        return None, [Problem(file, "the file is empty", _RESTORE.format("its rows"), row=1)]
    return raw, []


def _readable(file: str, raw: bytes, resource: dict[str, Any]) -> tuple[list[Problem], list[list[str]] | None]:
    """What is wrong with a file before its cells mean anything, and the cells once nothing is.

    A table whose shape is broken is not judged further: every later message would only repeat the first.
    """
    text, found = decoded(file, raw)
    if text is None:
        return found, None
    table, separator = parsed(file, text)
    found += separator
    if table is None:
        return found, None
    broken = _headings(file, table[0], columns(resource)) or uneven(file, table)
    if not broken and len(table) == 1:
        broken = [Problem(file, "the table has no rows", _RESTORE.format("them"), row=1)]
    if not broken and not separator:
        broken = cells(file, table)
    found += broken
    return found, None if found else table


def _headings(file: str, there: list[str], wanted: list[str]) -> list[Problem]:
    found: list[Problem] = []

    def say(column: str | None, wrong: str, cure: str) -> None:
        found.append(Problem(file, wrong, cure, row=1, column=column))

    missing, strange = [c for c in wanted if c not in there], [c for c in there if c not in wanted]
    if len(missing) == len(wanted):
        say(None, "the first row does not hold the headings of this table", f"It must read: {','.join(wanted)}.")
        return found
    for column in missing:
        near = nearest(column, strange)
        cure = f'Rename "{near}" to "{column}".' if near else f'Add a column "{column}".'
        say(column, "the column is missing", cure)
    for column in strange:
        near = nearest(column, missing)
        cure = f'Name it "{near}", or delete it.' if near else "Delete it, or describe it in data/datapackage.json."
        say(column or "(no name)", "the column is not described", cure)
    for column in sorted({c for c in there if there.count(c) > 1}):
        say(None, f"the column {column} stands twice", "Delete one of the two.")
    if not found and there != wanted:
        say(None, "the columns stand in another order", f"Put them back in this order: {', '.join(wanted)}.")
    return found


def _second_reading(
    folder: Path, resources: list[dict[str, Any]], named: set[tuple[str, int | None, str | None]]
) -> Iterator[Problem]:
    """What Frictionless, which knows the standard better than we do, finds beyond what is `named` already."""
    try:
        from frictionless import Package, system
    except ImportError as problem:
        raise SpasmedError(
            "Checking the tables needs Frictionless. Run `python start.py check`, which installs it."
        ) from problem
    if not resources:
        return
    # References are followed here, where a table that could not be read is known and asks for nothing.
    alone = [{**r, "schema": {**r["schema"], "foreignKeys": []}} for r in resources]
    with system.use_context(trusted=True):
        report = Package.from_descriptor({"name": "spasmed", "resources": alone}, basepath=str(folder)).validate()
    for task in report.tasks:
        for error in (one.to_descriptor() for one in task.errors):
            file, row, column = str(task.place), error.get("rowNumber"), error.get("fieldName") or "id"
            if (file, row, column) not in named:
                wrong = f"breaks a rule of this column ({error.get('note') or error['type']})"
                cure = "See data/README.md for what it may hold."
                yield Problem(file, wrong, cure, row=row, column=column, value=error.get("cell"))


def fix(folder: Path | None = None) -> list[str]:
    """Mend in place what a spreadsheet did that changes no fact; the files that changed."""
    folder = folder or root()
    paths = [resource["path"] for resource in descriptor(folder)["resources"] if "schema" in resource]
    return [path for path in paths if (folder / path).is_file() and tidy(folder / path)]
