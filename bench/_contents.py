"""The same table for every candidate: the rows of the real exercise finder, as they are or repeated to more rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

import spasmed as sp
from spasmed.widgets import Facet, Facets, Option, Part

MUSCLE = "multifidus"  # the choice that is timed; its name is also the word typed into a search box
REAL = 45
SIGHT = 5  # rows compared: every candidate has at least these in sight
# stopwatch.js has both too: the check box it clicks and the rows it reads.


@cache
def finder(n: int) -> Facets:
    """Ours: the exercise finder itself, or plain `Facets` with its rows, units and options repeated up to `n` rows."""
    real = sp.ExerciseFinder(gate="clear")
    data = real.data
    if n == len(data["rows"]):
        return real
    copies = -(-n // len(data["rows"]))
    rows = list(_copies(data, copies))[:n]
    owner = list(enumerate(data["unit_row"]))
    units = pd.Series({f"u{k}-{u}": row + k * len(data["rows"]) for k in range(copies) for u, row in owner})
    units = units[units < n]
    options = {f["id"]: {o["id"]: o["units"] for o in f["options"]} for f in data["facets"]}
    modes = {f["id"]: f["mode"] for f in data["facets"]}

    stories = [[(heading, _cell(text)) for heading, text in story] for story in data["details"]]

    def select(**chosen: list[str]) -> list[str]:
        keep: set[int] = set(range(len(data["unit_row"])))
        for facet, words in chosen.items():
            sets = [set(options[facet][word]) for word in words]
            keep &= set.union(*sets) if modes[facet] == "any" else set.intersection(*sets)
        return [unit for k in range(copies) for u in keep if (unit := f"u{k}-{u}") in units.index]

    def answer(**chosen: list[str]) -> pd.DataFrame:
        shown = set(units[select(**chosen)]) if chosen else set(range(n))
        return pd.DataFrame({"id": [f"r{i}" for i in sorted(shown)]})

    return Facets(
        name="many-rows",
        caption="Exercise finder",
        noun="exercises",
        rows=pd.DataFrame(rows, columns=[c["label"] for c in data["columns"]], index=[f"r{i}" for i in range(n)]),
        facets=[Facet(**{**facet, "options": [*map(_option, facet["options"])]}) for facet in data["facets"]],
        select=select,
        answer=answer,
        units=units.map(lambda i: f"r{i}"),
        wide=[c["label"] for c in data["columns"] if c["wide"]],
        details={f"r{i}": stories[i % len(stories)] for i in range(n)},
    )


def _copies(data: dict[str, Any], copies: int) -> Iterator[list[object]]:
    """The rows as cells, once per copy; a copy's number stands behind the name of the row."""
    for k in range(copies):
        for first, *rest in data["rows"]:
            name = _plain(first)
            yield [f"{name} {k + 1}" if k else name, *map(_cell, rest)]


def _option(option: dict[str, Any]) -> Option:
    return Option(**{name: value for name, value in option.items() if name != "units"})


def _cell(cell: Any) -> object:
    return cell if isinstance(cell, str) else [p if isinstance(p, str) else Part(**p) for p in cell]


def _plain(cell: Any) -> str:
    return cell if isinstance(cell, str) else "".join(p if isinstance(p, str) else p["text"] for p in cell)


@cache
def frame(n: int) -> pd.DataFrame:
    """The words of the same rows as a plain frame, for the other candidates."""
    data = finder(n).data
    return pd.DataFrame([map(_plain, row) for row in data["rows"]], columns=[c["label"] for c in data["columns"]])


def muscles(n: int) -> dict[str, str]:
    """Label of each muscle in the finder -> its id."""
    return {option["label"]: option["id"] for option in _muscle_options(n)}


@cache
def positions(n: int) -> dict[str, list[int]]:
    """Muscle -> the positions of its rows, ready made, so that filtering costs the peers nothing; "" is every row."""
    owner = finder(n).data["unit_row"]
    found = {o["id"]: sorted({owner[u] for u in o["units"]}) for o in _muscle_options(n)}
    return {"": list(range(n)), **found}


def _muscle_options(n: int) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = next(f["options"] for f in finder(n).data["facets"] if f["id"] == "muscle")
    return options


def wanted(n: int, muscle: str) -> list[str]:
    """The names in the first rows of the right answer.

    Raises ValueError if searching the text for the muscle's name would answer otherwise than choosing the muscle: then
    the candidates would not be asked the same question.
    """
    text = frame(n).agg(" ".join, axis=1).str.lower()
    if muscle and list(text.index[text.str.contains(muscle)]) != positions(n)[muscle]:
        raise ValueError(f"A search for {muscle!r} does not find the rows of that muscle: choose another MUSCLE.")
    return list(frame(n).iloc[positions(n)[muscle][:SIGHT], 0])
