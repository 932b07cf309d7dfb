"""Read one CSV file as a spreadsheet may have left it: name every sin, mend those that change no fact."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from spasmed.tables._problem import Problem

_FIX = "Run `spasmed check --fix`, or save it again as"
_BOM = b"\xef\xbb\xbf"
_SMART = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_EXCEL_DATE = re.compile(
    rf"\d{{1,2}}[-/ ]{_MONTH}|{_MONTH}[-/ ]\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d( 00:00:00)?",
    re.IGNORECASE,
)
_EXCEL_ERROR = re.compile(r"#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
_EXCEL_POWER = re.compile(r"\d(\.\d+)?E\+\d+")


def decoded(file: str, raw: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, and what is wrong with its bytes: encoding, byte-order mark, line ends."""
    found: list[Problem] = []

    def say(wrong: str, cure: str) -> None:
        found.append(Problem(file, 1, None, None, wrong, cure))

    if raw.startswith(_BOM):
        say("the file starts with a byte-order mark", f'{_FIX} plain "UTF-8".')
        raw = raw[len(_BOM) :]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        row = raw[: problem.start].count(b"\n") + 1
        cure = f'{_FIX} "CSV UTF-8".'
        found.append(
            Problem(file, row, None, None, "the file is not in UTF-8, so accents and dashes would be lost", cure)
        )
        text = raw.decode("cp1252", errors="replace")
    if "\r" in text:
        say("the lines end as Windows ends them (CR LF)", f"{_FIX} with Unix line ends (LF).")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, found


def parsed(file: str, text: str) -> tuple[list[list[str]], list[Problem]]:
    """The cells of a file (first row: headings), and what is wrong with its shape: separator, row length."""
    head = text.split("\n", 1)[0]
    found: list[Problem] = []
    separator = next((s for s in ";\t" if head.count(s) > head.count(",")), ",")
    if separator != ",":
        name = "semicolons" if separator == ";" else "tabs"
        found.append(
            Problem(
                file,
                1,
                None,
                head,
                f"the cells are separated by {name}, not commas",
                f"{_FIX} comma-separated values.",
            )
        )
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    width = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            wrong = f"the row has {len(row)} cells and should have {width}"
            cure = "Put quotes around a text that holds a comma, and delete empty rows."
            found.append(Problem(file, number, None, ",".join(row), wrong, cure))
    return rows, found


def cells(file: str, rows: list[list[str]]) -> list[Problem]:
    """What spreadsheets do to single cells: stray spaces, curly quotes, dates and errors that were never typed."""
    found: list[Problem] = []
    for number, row in enumerate(rows[1:], 2):
        for column, cell in zip(rows[0], row, strict=False):
            for wrong, cure in _cell(cell):
                found.append(Problem(file, number, column, cell, wrong, cure))
    return found


def _cell(cell: str) -> list[tuple[str, str]]:
    sins = []
    if cell != cell.strip():
        sins.append(("has a space before or after it", "Delete the space, or run `spasmed check --fix`."))
    if cell.translate(_SMART) != cell:
        sins.append(("holds curly quotes or a fixed space", "Type straight quotes, or run `spasmed check --fix`."))
    if "\ufffd" in cell:
        sins.append(("holds a character that was lost in saving (�)", "Type the character again and save as UTF-8."))
    if _EXCEL_DATE.fullmatch(cell.strip()):
        sins.append(
            (
                "looks like a date that a spreadsheet made of something else",
                "Format the column as text and type the entry again.",
            )
        )
    if _EXCEL_ERROR.match(cell) or _EXCEL_POWER.fullmatch(cell):
        sins.append(
            (
                "is what a spreadsheet leaves of an entry it tried to compute",
                "Format the column as text and type the entry again.",
            )
        )
    return sins


def tidied(raw: bytes) -> bytes:
    """The same table without the sins that change no fact: bytes, line ends, separator, stray spaces, curly quotes."""
    text, _ = decoded("", raw)
    rows, _ = parsed("", text)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[cell.translate(_SMART).strip() for cell in row] for row in rows])
    return out.getvalue().encode("utf-8")


def tidy(path: Path) -> bool:
    """Mend one file in place; True when it changed. A file that cannot be read is left alone."""
    raw = path.read_bytes()
    better = tidied(raw) if raw.strip() else raw
    if better == raw:
        return False
    beside = path.with_suffix(".csv.new")
    beside.write_bytes(better)
    beside.replace(path)
    return True
