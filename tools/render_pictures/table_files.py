"""The tables of ``data/`` as text, so that a cell that is not written again keeps every byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
SEPARATOR = " | "  # between the entries of a cell

Row = dict[str, str]


def read_rows(table: str) -> list[Row]:
    """The rows of a table such as ``exercise/poses.csv``, as text by column."""
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(table: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Writes a table whose columns are those of its first row; True when the file changed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return write_if_changed(DATA / table, out.getvalue().encode())


def write_if_changed(path: Path, content: bytes) -> bool:
    """Writes a file at once or not at all; True when its content changed."""
    if path.exists() and path.read_bytes() == content:
        return False
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def fixed(value: float, decimals: int) -> str:
    """A number as it is written in a cell; zero has no sign, which would differ between machines."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def entries(cell: str) -> list[str]:
    """The entries of a cell that holds several."""
    return [entry.strip() for entry in cell.split(SEPARATOR.strip()) if entry.strip()]


def by_frame(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each frame, in order."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["frame_id"], []).append(row)
    return grouped
