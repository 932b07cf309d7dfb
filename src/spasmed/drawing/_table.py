"""A table a student can read: in Lab or on a page, in either theme, before anything is run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Protocol

import pandas as pd

from spasmed.drawing._index_list import index_list
from spasmed.drawing._words import LABELS, SENTENCES, STRONG, said
from spasmed.reasoning import cite
from spasmed.tables import SpasmedError, records

# JupyterLab drops <style> from a notebook it does not trust but keeps these properties, so each cell carries them:
# without them Lab sets tables in small type, right-aligned, with columns of equal width.
_TABLE = "width:100%;max-width:64em;table-layout:auto;font-size:1em;border-collapse:collapse;margin:0 0 1em"
_CELL = "text-align:left;vertical-align:top"  # the less the better: it stands in every cell of every table
_TITLE = re.compile(r' title="[^"]*"')
_CAPTION = "caption-side:top;text-align:left;font-weight:600;padding:0.4em 0.6em"


@dataclass(frozen=True)
class Shown:
    """Something to look at: `html` for people, `text` in one line for a plain screen and for the tests."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


class Framed(Protocol):
    """An answer that can be read as a table: a program, a score."""

    def frame(self) -> pd.DataFrame:
        """The answer as a table."""


@cache
def _sources() -> dict[str, tuple[str, str]]:
    frame = cite()
    return {row["id"]: (row["link"], row["reference"]) for row in records(frame)}


def source_part(source: str) -> tuple[str, str]:
    """Where a source id opens, and its full reference; two empty texts for an id that is no source."""
    return _sources().get(source, ("", ""))


def source_link(source: str) -> str:
    """A source id as a link to the work it names, with the full reference as its title."""
    address, reference = source_part(source)
    if not address:
        return f'<span title="{escape(reference)}">{escape(source)}</span>'
    # A browser opens `_blank` without a way back (noopener) by itself.
    return f'<a href="{escape(address)}" title="{escape(reference)}" target="_blank">{escape(source)}</a>'


def _cell(column: str, value: Any, row: dict[str, Any]) -> str:
    if isinstance(value, tuple):
        if column == "source_ids":
            return ", ".join(map(source_link, value))
        between = " " if column in SENTENCES else "; "
        return escape(between.join(said(column, v) for v in value))
    if pd.isna(value):
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if column == "source_id":
        return source_link(text)
    if column == "reference":
        address = escape(str(row.get("link", "")))
        return escape(text) + (f' <a href="{address}" target="_blank">Open</a>' if address else "")
    if column in STRONG:
        return f"<strong>{escape(said(column, text))}</strong>"
    return escape(said(column, text))


def show(
    frame: pd.DataFrame | pd.Series[Any] | Framed, *, caption: str, columns: str | list[str] | None = None
) -> Shown:
    """A frame as a clean table with a caption: readable columns, plain words, sources as links, ids in small print.

    An answer that has a `.frame()`, as `sp.program` gives it, is shown as that table.
    `columns` names the columns to show, in order; by default all that a reader needs. Certainty and directness stand
    beside a recommendation even when they are not named. What `sp.index` gives becomes a list of links, unless columns
    are named. An empty frame is said in words. Raises SpasmedError for
    something that is no table, or a column that is not there.
    """
    if not isinstance(frame, pd.DataFrame | pd.Series) and hasattr(frame, "frame"):
        frame = frame.frame()
    if not isinstance(frame, pd.DataFrame):
        raise SpasmedError(f"sp.show shows a table, and this is a {type(frame).__name__}. Give it the whole frame.")
    shown = _columns(frame, [columns] if isinstance(columns, str) else columns)
    text = f"{caption}: {len(frame)} {'row' if len(frame) == 1 else 'rows'}"
    if frame.empty:
        return Shown(
            f"<p><strong>{escape(caption)}.</strong> There is nothing to show here.</p>",
            text,
        )
    if columns is None and {"name", "about", "lessons", "notebooks"} <= set(frame):
        return Shown(index_list(frame, caption), text)
    head = "".join(f'<th scope="col" style="{_CELL}{_room(c)}">{escape(_heading(c))}</th>' for c in shown)
    body = _told_once("".join(f"<tr>{''.join(_row(row, shown))}</tr>" for row in records(frame)))
    return Shown(
        f'<table class="sp-table" cellpadding="6" style="{_TABLE}">'
        f'<caption style="{_CAPTION}">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
        text,
    )


def _columns(frame: pd.DataFrame, asked: list[str] | None) -> list[str]:
    """The columns to show: those asked for, else those a reader needs, else all."""
    if asked is None:
        return [
            c
            for c in LABELS
            if c in frame
            and (_worth_showing(frame[c]) or {c, "reference"} <= {"seen", *frame})
            and not (c in ("flag", "seen") and "ask" in frame)  # the question says it in plain words
        ] or list(frame.columns)
    if missing := [c for c in asked if c not in frame]:
        has = ", ".join(map(str, frame.columns))
        raise SpasmedError(f"This table has no column {', '.join(missing)}. It has: {has}.")
    beside = [c for c in ("certainty", "directness") if "recommendation" in asked and c in frame and c not in asked]
    at = asked.index("recommendation") + 1 if beside else 0
    return [*asked[:at], *beside, *asked[at:]]


def _told_once(html: str) -> str:
    """The same links, each full reference with the first link to its source only: a stored lesson has to stay small."""
    told: set[str] = set()

    def first(found: re.Match[str]) -> str:
        known = found[0] in told
        told.add(found[0])
        return "" if known else found[0]

    return _TITLE.sub(first, html)


def _room(column: str) -> str:
    """The room that a column of sentences keeps on a narrow screen; the longest sentences most."""
    return f";min-width:{13 if column == 'teach_instead' else 9}em" if column in SENTENCES else ""


def _heading(column: str) -> str:
    """What stands above a column; a column that has no label of its own is named by its own name."""
    plain = str(column).replace("_", " ")
    return LABELS.get(column, plain[:1].upper() + plain[1:])


def _worth_showing(column: pd.Series[Any]) -> bool:
    """Whether a column says anything: not empty, one cause or list for all, or that all was read at its source."""
    said = {str(value) for value in column if isinstance(value, tuple) or pd.notna(value)} - {"", "()"}
    if column.name in {"cause", "system"} and len(column) > 1:
        return len(said) > 1
    return bool(said - {"yes"}) if column.name == "seen" else bool(said)


def _row(row: dict[str, Any], shown: list[str]) -> list[str]:
    cells = [_cell(c, row[c], row) for c in shown]
    if "id" in row and "id" not in shown:
        cells[0] += f"<br><small>{escape(str(row['id']))}</small>"
    weight = 400 if shown[0] in SENTENCES else 600  # a sentence in bold tires the eye; a name in bold guides it
    return [
        f'<th scope="row" style="{_CELL};font-weight:{weight}">{cells[0]}</th>',
        *(f'<td style="{_CELL}">{c}</td>' for c in cells[1:]),
    ]
