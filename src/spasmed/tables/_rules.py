"""Rules that hold between cells and between tables, which no single column's schema can state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spasmed.tables._errors import nearest
from spasmed.tables._load import parse, split
from spasmed.tables._problem import Problem

# Table name -> its rows, cells as text.
Records = dict[str, list[dict[str, str]]]
_INTERVALS = (
    ("effects", "ci_low", "estimate", "ci_high"),
    ("effects", "plot_low", "plot_estimate", "plot_high"),
    ("natural_history", "ci_low", "estimate", "ci_high"),
)
_CITED = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\](?!\()")


def problems(folder: Path, descriptor: dict[str, Any], records: Records) -> Iterator[Problem]:
    """Every broken rule in the tables that could be read."""
    for resource in descriptor["resources"]:
        if rows := records.get(resource["name"]):
            for field in resource["schema"]["fields"]:
                if field.get("list"):
                    yield from _list_column(resource["path"], field, rows, records)
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    yield from _intervals(paths, records)
    yield from _claims_have_sources(paths, records)
    yield from _exercises_are_complete(paths, records)
    yield from _stories(folder, descriptor, records)


def lost(file: str, row: int | None, column: str, value: str, table: str, records: Records) -> Problem:
    """A reference to a row that is not there, with the nearest id that is."""
    near = nearest(value, [record["id"] for record in records.get(table, [])])
    did = f' Did you mean "{near}"?' if near else ""
    return Problem(
        file,
        row,
        column,
        value,
        f"is not an id of the table {table}",
        f"Use an id of data/**/{table}.csv, or add the row there.{did}",
    )


def _list_column(file: str, field: dict[str, Any], rows: list[dict[str, str]], records: Records) -> Iterator[Problem]:
    column, target = field["name"], field.get("references", {}).get("resource")
    ids = {record["id"] for record in records[target]} if target in records else None
    words = set(field.get("listEnum", []))
    for number, row in enumerate(rows, 2):
        entries = split(row[column])
        if row[column] != " | ".join(entries):
            yield Problem(
                file,
                number,
                column,
                row[column],
                "is not written as a list",
                "Separate entries with a bar and one space on each side: a | b.",
            )
        if twice := {e for e in entries if entries.count(e) > 1}:
            yield Problem(
                file,
                number,
                column,
                row[column],
                f"names {', '.join(sorted(twice))} twice",
                "Keep one of them.",
            )
        for entry in entries:
            if ids is not None and entry not in ids:
                yield lost(file, number, column, entry, target, records)
            if words and entry not in words:
                near = nearest(entry, words)
                did = f' Did you mean "{near}"?' if near else ""
                yield Problem(
                    file,
                    number,
                    column,
                    entry,
                    "is not one of the words this column knows",
                    f"Use one of: {', '.join(field['listEnum'])}.{did}",
                )


def _intervals(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """An estimate lies inside its interval, and the lower end below the upper one."""
    for table, low, middle, high in _INTERVALS:
        for number, row in enumerate(records.get(table, []), 2):
            try:
                ends = float(row[low]), float(row[middle]), float(row[high])
            except ValueError:  # an empty cell has no interval to break, and the schema names a cell that is no number
                continue
            if not ends[0] <= ends[1] <= ends[2]:
                wrong = f"lies outside its interval {row[low]} to {row[high]}"
                yield Problem(
                    paths[table], number, middle, row[middle], wrong, "Compare the three numbers with the source."
                )


def _claims_have_sources(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    for number, row in enumerate(records.get("claims", []), 2):
        if not row["source_ids"] and row["verdict"] != "omission":
            yield Problem(
                paths["claims"],
                number,
                "source_ids",
                None,
                f"the claim {row['id']} has no source",
                "Name at least one id of data/sources.csv.",
            )


def _exercises_are_complete(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    acting = {row["exercise_id"] for row in records.get("exercise_muscles", [])}
    for number, row in enumerate(records.get("exercises", []), 2):
        if not row["precautions"]:
            yield Problem(
                paths["exercises"],
                number,
                "precautions",
                None,
                f"{row['id']} has no precautions",
                "Say what to watch for; safety text is never empty.",
            )
        if acting and row["id"] not in acting:
            yield Problem(
                paths["exercises"],
                number,
                "id",
                row["id"],
                "acts on no muscle",
                "Add its rows to data/exercise/exercise_muscles.csv.",
            )


def _stories(folder: Path, descriptor: dict[str, Any], records: Records) -> Iterator[Problem]:
    """Lessons, items and cases: readable YAML, every id and every citation in the prose known."""
    import yaml

    known = {row["id"] for rows in records.values() for row in rows if "id" in row}
    trees: dict[str, Any] = {}
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        if resource["path"].endswith(".yaml") and path.is_file():
            try:
                trees[resource["path"]] = parse(path.read_text(encoding="utf-8"))
            except (yaml.YAMLError, UnicodeDecodeError) as problem:
                mark = getattr(problem, "problem_mark", None)
                yield Problem(
                    resource["path"],
                    mark.line + 1 if mark else None,
                    None,
                    None,
                    "cannot be read as YAML",
                    "Check the indentation and the quotes there.",
                )
    known |= {str(record["id"]) for tree in trees.values() for _, record in _records(tree)}
    if "sources" not in records:  # already named; without it every citation would look lost
        return
    for file, tree in trees.items():
        for where, record in _records(tree):
            for key, value in _texts(record):
                cited = value if key.endswith("_ids") else _CITED.findall(value) if isinstance(value, str) else []
                for name in cited if isinstance(cited, list) else []:
                    if name not in known:
                        near = nearest(str(name), known)
                        did = f' Did you mean "{near}"?' if near else ""
                        yield Problem(
                            file,
                            None,
                            f"{where} > {key}",
                            str(name),
                            "is an id that no table has",
                            f"Correct it, or add the row.{did}",
                        )


def _records(tree: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The top records of a story (lessons, items, cases), each with the id by which a person finds it."""
    for rows in tree.values() if isinstance(tree, dict) else [tree]:
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and "id" in row:
                yield str(row["id"]), row


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every text, and every list of ids, inside a record, each with its own key."""
    if isinstance(value, dict):
        for inner, v in value.items():
            yield from _texts(v, str(inner))
    elif isinstance(value, list) and key.endswith("_ids"):
        yield key, value
    elif isinstance(value, list):
        for v in value:
            yield from _texts(v, key)
    elif isinstance(value, str):
        yield key, value
