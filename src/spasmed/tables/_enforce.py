"""What `datapackage.json` says of each column, held against the cells: by the loader, and by the check."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from spasmed.tables._errors import hint
from spasmed.tables._problem import Problem

# The ids of a table, or None for a table that cannot be read and so cannot be asked.
Ids = Callable[[str], Collection[str] | None]
_FORMS = {
    "integer": ("an integer", re.compile(r"[+-]?[0-9]+")),
    "number": ("a number", re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")),
    "boolean": ("true or false", re.compile(r"true|false", re.IGNORECASE)),  # a spreadsheet writes TRUE
}


def split(cell: str) -> tuple[str, ...]:
    """The entries of a list cell: `a | b` -> ("a", "b"); an empty cell has none."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def faults(resource: dict[str, Any], rows: list[list[str]], ids: Ids) -> Iterator[Problem]:
    """Every cell of a table that breaks the rules of its column, column by column.

    `rows` are the cells as text, the heading first, all rows of the same length.
    """
    schema = resource["schema"]
    targets = {key["fields"][0]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
    for field, (column, *cells) in zip(schema["fields"], zip(*rows, strict=True), strict=True):
        rules, key = field.get("constraints", {}), column in schema.get("primaryKey", ())
        target = field["references"]["resource"] if "references" in field else targets.get(column)
        known = None if target is None else ids(target or resource["name"])
        place: dict[str, Any] = {"file": resource["path"], "column": column}
        first: dict[str, int] = {}
        judged: dict[str, list[tuple[str, str]]] = {}
        for number, cell in enumerate(cells, 2):
            entries = split(cell) if field.get("list") else (cell,) if cell.strip() else ()
            if not entries and (key or rules.get("required")):
                wrong = "the cell is empty and must not be"
                yield Problem(**place, row=number, wrong=wrong, cure="Fill it in, or delete the row.")
            if entries and (key or rules.get("unique")) and first.setdefault(cell, number) != number:
                wrong = f"is not unique: row {first[cell]} has it too"
                cure = f"Give every row {'an id' if key else 'a ' + column} of its own; never reuse one."
                yield Problem(**place, row=number, value=cell, wrong=wrong, cure=cure)
            for entry in entries:
                if entry not in judged:  # most words of a column come again and again
                    judged[entry] = list(_broken(entry, field, known, target or resource["name"]))
                for wrong, cure in judged[entry]:
                    yield Problem(**place, row=number, value=entry, wrong=wrong, cure=cure)


def _broken(entry: str, field: dict[str, Any], known: Collection[str] | None, table: str) -> Iterator[tuple[str, str]]:
    """What is wrong with one entry that is there, and what to do."""
    rules, (kind, form) = field.get("constraints", {}), _FORMS.get(field["type"], ("", None))
    if form and not form.fullmatch(entry):
        empty = "" if rules.get("required") else ", or leave the cell empty"
        comma = " Decimals take a point, not a comma." if kind == "a number" and "," in entry else ""
        yield f"is not {kind}", f"Type {kind}{empty}.{comma}"
        return
    words = list(map(str, field.get("listEnum") or rules.get("enum") or ()))
    if words and entry not in words:
        yield "is not one of the words this column knows", f"Use one of: {', '.join(words)}.{hint(entry, words)}"
    if known is not None and entry not in known:
        cure = f"Use an id of data/**/{table}.csv, or add the row there.{hint(entry, known)}"
        yield f"is not an id of the table {table}", cure
    if "pattern" in rules and not re.fullmatch(rules["pattern"], entry):
        form_of_ids = " in small letters with hyphens," if field["name"] == "id" else ""
        yield "is not written as this column asks", f'Write it{form_of_ids} to fit the pattern "{rules["pattern"]}".'
    if "minimum" in rules and float(entry) < rules["minimum"]:
        yield "is too small", f"Type a number that is at least {rules['minimum']}."
    if "maximum" in rules and float(entry) > rules["maximum"]:
        yield "is too large", f"Type a number that is at most {rules['maximum']}."
