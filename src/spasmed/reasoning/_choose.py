"""Turn what a reader typed into the words a table uses, or say which words there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from spasmed.tables import unknown

# One word, several words (any of them), or None for "no filter".
Words = str | float | Iterable[str | float] | None


def listed(value: Words) -> list[str]:
    """One word or several -> a list of words; None -> []. A level may come as 2, 2.0 or "2"."""
    if value is None:
        return []
    several = [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)
    return [word if isinstance(word, str) else f"{word:g}" for word in several]


def fold(word: str) -> str:
    """The form in which words are compared: "Erector Spinae" and "erector-spinae" are the same word."""
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())


def chosen(what: str, value: Words, allowed: Collection[str] | Mapping[str, Collection[str]]) -> set[str]:
    """The table's own words for what was asked; the empty set means "no filter".

    `allowed` is the list of words, or a mapping from every name one may use to the words it stands for.
    Raises SpasmedError with the closest match for a word that is not there.
    """
    asked = listed(value)
    if not asked:
        return set()
    names = allowed if isinstance(allowed, Mapping) else {word: (word,) for word in allowed}
    meanings = {fold(name): meant for name, meant in names.items()}
    found: set[str] = set()
    for word in asked:
        if fold(word) not in meanings:
            raise unknown(what, word, sorted({w for meant in names.values() for w in meant}), names)
        found.update(meanings[fold(word)])
    return found


def holds(cells: pd.Series[Any], words: Collection[str]) -> pd.Series[bool]:
    """For a column of list cells: True where the cell holds any of the words."""
    wanted = set(words)
    return pd.Series([not wanted.isdisjoint(cell) for cell in cells], index=cells.index, dtype=bool)
