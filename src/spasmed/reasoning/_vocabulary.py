"""The words filters use, as people say them."""

from __future__ import annotations

from functools import cache

import pandas as pd

from spasmed.tables import load, records


def vocabulary(field: str) -> pd.DataFrame:
    """The words one filter knows, in the order to offer them. Columns: word, label, meaning."""
    frame = load("vocabulary")
    return frame.loc[frame["field"] == field, ["word", "label", "meaning"]].reset_index(drop=True)


@cache
def _labels() -> dict[tuple[str, str], str]:
    return {(row["field"], row["word"]): row["label"] for row in records(load("vocabulary"))}


def label(field: str, word: object) -> str:
    """How a word of a filter is said: `label("position", "supine")` -> "Lying on the back (supine)"."""
    return _labels().get((field, str(word)), str(word).replace("-", " "))
