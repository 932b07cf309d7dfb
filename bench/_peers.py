"""The candidates as a notebook shows them: each builds the same table and one way to filter it by muscle."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pandas as pd
from _contents import MUSCLE, finder, frame, muscles, positions
from IPython.display import display

pd.set_option("display.max_colwidth", None)  # else pandas cuts the sentences that the others show whole


def ours(n: int) -> None:
    """The player."""
    _show(finder(n))


def interact(n: int) -> None:
    """`interact` with a function that returns a frame; beyond 60 rows pandas prints ten of them."""
    ipywidgets.interact(lambda muscle: frame(n).iloc[positions(n)[muscle]], muscle=_dropdown(n))


def dropdown(n: int) -> None:
    """A dropdown, `observe`, and an HTML widget that gets `to_html` of every row."""
    choice, box = _dropdown(n), ipywidgets.HTML()

    def show(_: object = None) -> None:
        box.value = frame(n).iloc[positions(n)[choice.value]].to_html(index=False)

    choice.observe(show, "value")
    show()
    _show(ipywidgets.VBox([choice, box]))


def itables(n: int) -> None:
    """An itables table with its search box, as it comes: ten rows, one line each, sentences run out of sight."""
    _itables(n)


def itables_wrapped(n: int) -> None:
    """The same with its own setting that lets cells wrap, so that the sentences can be read."""
    _itables(n, classes="display")


def _itables(n: int, **settings: Any) -> None:
    import itables as package

    package.init_notebook_mode(connected=False)
    package.show(frame(n), maxBytes=0, order=[], **settings)


def datagrid(n: int) -> None:
    """A dropdown that gives an ipydatagrid new data."""
    from ipydatagrid import DataGrid  # type: ignore[import-untyped]

    choice, grid = _dropdown(n), DataGrid(frame(n))

    def show(_: object) -> None:
        grid.data = frame(n).iloc[positions(n)[choice.value]].reset_index(drop=True)

    choice.observe(show, "value")
    _show(ipywidgets.VBox([choice, grid]))


def datagrid_filter(n: int) -> None:
    """A dropdown that sets ipydatagrid's own filter, so that the data stay in the browser."""
    from ipydatagrid import DataGrid

    choice, grid = _dropdown(n), DataGrid(frame(n))
    column = next(name for name in frame(n) if frame(n)[name].str.contains(MUSCLE).any())

    def show(_: object) -> None:
        rule = {"type": "filter", "column": column, "operator": "contains", "value": choice.value}
        grid.transform([rule] if choice.value else [])

    choice.observe(show, "value")
    _show(ipywidgets.VBox([choice, grid]))


def _show(widget: ipywidgets.DOMWidget) -> None:
    display(widget)  # type: ignore[no-untyped-call]


def _dropdown(n: int) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=[("", ""), *muscles(n).items()], description="Muscle")
