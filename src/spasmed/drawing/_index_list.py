"""The index as at the back of a book: one line an entry, the numbers of its lessons as links."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from spasmed.drawing._words import said
from spasmed.tables import records

# Where to look for a muscle that no lesson treats by itself; what stands about a term explains it already.
_NOWHERE = {"muscle": '<i>in the finder</i> <a href="40_exercise_finder.ipynb">40</a>', "term": ""}
# A list and numbers, because a table of some 350 rows with titles would be more than a notebook may hold.
_LIST = "list-style:none;margin:0;padding:0;max-width:64em;line-height:1.9"


def index_list(frame: pd.DataFrame, caption: str) -> str:
    """What `sp.index` gives as HTML: the caption, which number opens which lesson, then the entries in their order.

    The links are relative: they lead to the notebooks beside the one that shows the list.
    """
    rows = records(frame)
    lessons = {
        notebook: title for row in rows for notebook, title in zip(row["notebooks"], row["lessons"], strict=True)
    }
    numbers = ", ".join(f"{_link(notebook)}&nbsp;{escape(lessons[notebook])}" for notebook in sorted(lessons))
    legend = f"<p>The numbers open lessons: {numbers}.</p>" if lessons else ""
    entries = "".join(f"<li>{_entry(row)}</li>" for row in rows)
    return f'<p><strong>{escape(caption)}</strong></p>{legend}<ul style="{_LIST}">{entries}</ul>'


def _entry(row: dict[str, Any]) -> str:
    """A name, a little about it, and where it stands; a claim is a sentence, so its verdict is what stands out."""
    name, about = escape(row["name"]), escape(row["about"])
    if row["kind"] == "claim":
        told = f"{name} <b>{escape(said('verdict', row['about']))}</b> <small>{escape(row['id'])}</small>"
    elif row["kind"] in ("model", "term"):  # what is stated has its sources beside it
        told = f"<b>{name}</b>: {about} <small>{escape(', '.join(row['source_ids']))}</small>"
    else:
        told = f"<b>{name}</b>: {about}"
    stands = ", ".join(map(_link, row["notebooks"]))
    return f"{told} {stands or _NOWHERE.get(row['kind'], '<i>in no lesson yet</i>')}"


def _link(notebook: str) -> str:
    return f'<a href="{escape(notebook)}.ipynb">{escape(notebook[:2])}</a>'
