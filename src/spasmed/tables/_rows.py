"""The cells of a table as text, straight from its CSV file, refused when they do not stand under their headings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from spasmed.tables._errors import SpasmedError
from spasmed.tables._package import own_resource, root

# The limit is one for the whole process: never lower it, and stay below what a C long of Windows holds.
_LONGEST_CELL = 2**24
CHECK = "Run `python start.py check`: it names the row and column and says what to do."


def read(lines: Iterable[str], separator: str = ",") -> Iterator[list[str]]:
    """The rows of a CSV text; raises csv.Error for an unclosed quote, a NUL byte or a cell without end."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    for row in csv.reader(lines, delimiter=separator, strict=True):
        if any("\0" in cell for cell in row):
            raise csv.Error("it holds a NUL byte")
        yield row


def columns(resource: dict[str, Any]) -> list[str]:
    """The headings a table must have, in order."""
    return [field["name"] for field in resource["schema"]["fields"]]


@cache
def rows(name: str) -> list[list[str]]:
    """The cells of a table, the heading first: at least one row beside it, all as long as the heading.

    Raises SpasmedError for a file that cannot be read, or whose cells do not stand under the described headings.
    """
    resource = own_resource(name)
    wanted = columns(resource)
    try:
        with (root() / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            table = list(read(file))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise _refused(resource, str(problem)) from problem
    if not table or table[0] != wanted:
        raise _refused(resource, "its first row does not hold the headings of this table")
    for number, row in enumerate(table, 1):
        if len(row) != len(wanted):
            raise _refused(resource, f"row {number} has {len(row)} cells and should have {len(wanted)}")
    if len(table) == 1:
        raise _refused(resource, "it has no rows")
    return table


@cache
def ids(name: str) -> frozenset[str]:
    """The ids of a table as they stand in the file, whether or not its other cells are sound."""
    place = columns(own_resource(name)).index("id")
    return frozenset(row[place] for row in rows(name)[1:])


def _refused(resource: dict[str, Any], why: str) -> SpasmedError:
    return SpasmedError(f"The table data/{resource['path']} cannot be read: {why}. {CHECK}")
