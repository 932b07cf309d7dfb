"""Read one CSV file as a spreadsheet may have left it: name every sin, mend those that change no fact."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from spasmed.tables._problem import Problem
from spasmed.tables._rows import read

_FIX = "Run `spasmed check --fix`, or save it again as"
_BOM = b"\xef\xbb\xbf"
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SMART = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_EXCEL_DATE = re.compile(
    rf"\d{{1,2}}[-/ ]{_MONTH}|{_MONTH}[-/ ]\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d( 00:00:00)?",
    re.IGNORECASE,
)
_EXCEL_ERROR = re.compile(r"#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
_EXCEL_POWER = re.compile(r"\d(\.\d+)?E\+\d+")


def decoded(file: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file, and what is wrong with its bytes; no text where nobody can tell what was meant."""
    found: list[Problem] = []
    if (nul := raw.find(b"\0")) >= 0:
        wrong = "the file holds a NUL byte: it was saved as UTF-16, or it is damaged"
        return None, [Problem(file, wrong, 'Save it again as "CSV UTF-8".', row=raw[:nul].count(b"\n") + 1)]
    if raw.startswith(_BOM):
        found.append(Problem(file, "the file starts with a byte-order mark", f'{_FIX} plain "UTF-8".', row=1))
        raw = raw[len(_BOM) :]
    text: str | None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        text = _western(raw)
        wrong = "the file is not in UTF-8, so accents and dashes would be lost"
        if text is None:
            wrong = "this row holds a character that is not in UTF-8, as the rest of the file is"
        cure = "Type the character again and save as UTF-8." if text is None else f'{_FIX} "CSV UTF-8".'
        found.append(Problem(file, wrong, cure, row=raw[: problem.start].count(b"\n") + 1))
    if text is not None and "\r" in text:
        wrong = "the lines end as Windows ends them (CR LF)"
        found.append(Problem(file, wrong, f"{_FIX} with Unix line ends (LF).", row=1))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, found


def _western(raw: bytes) -> str | None:
    """The text of a file in the old Windows encoding; None for one that is partly in UTF-8, or in neither."""
    try:
        return None if _UTF8.search(raw) else raw.decode("cp1252")
    except UnicodeDecodeError:
        return None


def parsed(file: str, text: str) -> tuple[list[list[str]] | None, list[Problem]]:
    """The cells of a file (first row: headings), and what is wrong with separator and quotes; no cells if unreadable.

    Rows may still differ in length: see `uneven`.
    """
    head = text.split("\n", 1)[0]
    found: list[Problem] = []
    separator = next((s for s in ";\t" if head.count(s) > head.count(",")), ",")
    if separator != ",":
        wrong = f"the cells are separated by {'semicolons' if separator == ';' else 'tabs'}, not commas"
        found.append(Problem(file, wrong, f"{_FIX} comma-separated values.", row=1, value=head))
    rows: list[list[str]] = []
    try:
        rows.extend(read(io.StringIO(text), separator))
    except csv.Error as problem:
        cure = "Close the quotes that this row opens, and write a quote inside a text twice."
        found.append(Problem(file, f"the row cannot be read ({problem})", cure, row=len(rows) + 1))
        return None, found
    return rows, found


def uneven(file: str, rows: list[list[str]]) -> list[Problem]:
    """The first rows that are longer or shorter than the heading: three show how the rest are broken."""
    width = len(rows[0])
    cure = "Put quotes around a text that holds a comma, and delete empty rows."
    found = [
        Problem(file, f"the row has {len(row)} cells and should have {width}", cure, row=number, value=",".join(row))
        for number, row in enumerate(rows, 1)
        if len(row) != width
    ]
    return found[:3]


def cells(file: str, rows: list[list[str]]) -> list[Problem]:
    """What spreadsheets do to single cells: stray spaces, curly quotes, dates and errors that were never typed."""
    return [
        Problem(file, wrong, cure, row=number, column=column, value=cell)
        for number, row in enumerate(rows[1:], 2)
        for column, cell in zip(rows[0], row, strict=True)
        for wrong, cure in _cell(cell)
    ]


def _cell(cell: str) -> list[tuple[str, str]]:
    sins = []
    if cell != cell.strip():
        sins.append(("has a space before or after it", "Delete the space, or run `spasmed check --fix`."))
    if cell.translate(_SMART) != cell:
        sins.append(("holds curly quotes or a fixed space", "Type straight quotes, or run `spasmed check --fix`."))
    if "\ufffd" in cell:
        sins.append(("holds a character that was lost in saving (�)", "Type the character again and save as UTF-8."))
    typed = "Format the column as text and type the entry again."
    if _EXCEL_DATE.fullmatch(cell.strip()):
        sins.append(("looks like a date that a spreadsheet made of something else", typed))
    if _EXCEL_ERROR.match(cell) or _EXCEL_POWER.fullmatch(cell):
        sins.append(("is what a spreadsheet leaves of an entry it tried to compute", typed))
    return sins


def tidied(raw: bytes) -> bytes:
    """The same table without the sins that change no fact: bytes, line ends, separator, stray spaces, curly quotes.

    A file that cannot be read with certainty (a NUL byte, two encodings, an open quote, rows of different length)
    comes back as it is.
    """
    text, _ = decoded("", raw)
    rows = parsed("", text)[0] if text is not None else None
    if not rows or uneven("", rows):
        return raw
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[cell.translate(_SMART).strip() for cell in row] for row in rows])
    return out.getvalue().encode("utf-8")


def tidy(path: Path) -> bool:
    """Mend one file in place; True when it changed. A file that cannot be read is left alone."""
    raw = path.read_bytes()
    better = tidied(raw)
    if better == raw:
        return False
    beside = path.with_suffix(".csv.new")
    beside.write_bytes(better)
    beside.replace(path)
    return True
