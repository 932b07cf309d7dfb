"""The candidates as a notebook shows them: each draws the same three curves under one slider of 41 positions."""

from __future__ import annotations

import ipywidgets
import numpy as np
from _curves import LOADS, NAMES, START, TIME, X, Y, curves, picture, player
from IPython.display import display

from spasmed.mechanism import model
from spasmed.widgets import Mechanism

SIZE = (534, 312)  # of every picture: the room that our player gives it in a window of 1280 x 720


def ours() -> None:
    """The player."""
    _show(player())


def real() -> None:
    """A model of the course, with two charts, a sentence and its readings."""
    name = "fatigue-3cc"
    _show(Mechanism(name, guess=model(name).prediction.options[0]))


def html() -> None:
    """A slider, `observe`, and an HTML widget that gets the SVG our drawing function makes."""
    slider, box = _slider(), ipywidgets.HTML()

    def show(_: object = None) -> None:
        box.value = f'<div style="width:{SIZE[0]}px">{picture(LOADS[slider.value]).svg()}</div>'

    slider.observe(show, "value")
    show()
    _show(ipywidgets.VBox([slider, box]))


def plotly() -> None:
    """A FigureWidget whose three traces get new numbers in one batch."""
    from plotly import graph_objects  # type: ignore[import-untyped]

    slider = _slider()
    traces = [graph_objects.Scatter(x=TIME, y=y, name=name) for name, y in _start()]
    figure = graph_objects.FigureWidget(traces)
    figure.update_layout(width=SIZE[0], height=SIZE[1], xaxis_title=X.title, yaxis_title=Y.title)
    figure.update_xaxes(range=[X.low, X.high])
    figure.update_yaxes(range=[Y.low, Y.high])

    def show(_: object) -> None:
        with figure.batch_update():
            for trace, y in zip(figure.data, curves(LOADS[slider.value]), strict=True):
                trace.y = y

    slider.observe(show, "value")
    _show(ipywidgets.VBox([slider, figure]))


def matplotlib() -> None:
    """`interact` with a function that makes a figure, as every tutorial has it."""
    from matplotlib import pyplot as plt

    def show(position: int) -> None:
        _, axes = plt.subplots(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
        for name, y in zip(NAMES, curves(LOADS[position]), strict=True):
            axes.plot(TIME, y, label=name)
        axes.set(xlabel=X.title, ylabel=Y.title, xlim=(X.low, X.high), ylim=(Y.low, Y.high))
        axes.legend()
        plt.show()

    ipywidgets.interact(show, position=_slider())


def matplotlib_kept() -> None:
    """`interact` with one figure that is kept, so that only its lines get new numbers."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    lines = [axes.plot(TIME, y, label=name)[0] for name, y in _start()]
    axes.set(xlabel=X.title, ylabel=Y.title, xlim=(X.low, X.high), ylim=(Y.low, Y.high))
    axes.legend(loc="upper right")  # the best place is looked for anew in every picture
    plt.close(figure)

    def show(position: int) -> None:
        for drawn, y in zip(lines, curves(LOADS[position]), strict=True):
            drawn.set_ydata(y)
        display(figure)  # type: ignore[no-untyped-call]

    ipywidgets.interact(show, position=_slider())


def _start() -> list[tuple[str, np.ndarray]]:
    return list(zip(NAMES, curves(START["load"]), strict=True))


def _slider() -> ipywidgets.IntSlider:
    return ipywidgets.IntSlider(
        min=0, max=len(LOADS) - 1, value=LOADS.index(int(START["load"])), description="Load", readout=False
    )


def _show(widget: ipywidgets.DOMWidget) -> None:
    display(widget)  # type: ignore[no-untyped-call]
