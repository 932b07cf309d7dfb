"""Several things to look at in one cell."""

from __future__ import annotations

from typing import Any


def together(*things: Any) -> None:
    """Shows each thing under the one before, as a cell of its own would show it."""
    from IPython.display import display  # a script that only asks the tables never needs it

    for thing in things:
        display(thing)  # type: ignore[no-untyped-call]
