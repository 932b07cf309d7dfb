"""The maps as a notebook shows them: one sheet of the atlas; a region is named when pointed at, chosen by a click."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

import ipywidgets
from IPython.display import HTML, display

from spasmed.widgets import BackMap

HEIGHT = 500  # of the picture, in pixels: about what our player gives it in a window of 1280 x 720
ACCENT, CHOSEN = "#0a58a6", "#b3261e"


@dataclass(frozen=True)
class Spot:
    """A region: its number, what it is called, and its center in the units of the sheet."""

    nth: int
    name: str
    x: float
    y: float


@cache
def _map() -> BackMap:
    return BackMap()


def spots() -> list[Spot]:
    """The regions of the first sheet."""
    names = {thing["id"]: thing["label"] for thing in _map().data["things"]}
    regions = _map().data["layers"][0]["regions"]
    said = [f"{names[r['thing']]}, {r['side']}" if r.get("side") else names[r["thing"]] for r in regions]
    return [Spot(nth, name, r["x"], r["y"]) for nth, (name, r) in enumerate(zip(said, regions, strict=True))]


def ours() -> None:
    """The player, with seven sheets."""
    display(BackMap())  # type: ignore[no-untyped-call]


def svg() -> None:
    """The floor: the same outlines over the same picture, and three listeners. No Python hears of it."""
    layer, (width, height) = _map().data["layers"][0], _map().data["size"]
    paths = "".join(
        f'<path d="{escape(region["path"])}" data-name="{escape(spot.name)}" aria-pressed="false"/>'
        for region, spot in zip(layer["regions"], spots(), strict=True)
    )
    text = f"""<div class="bare-map"><p>&nbsp;</p><svg viewBox="0 0 {width} {height}" height="{HEIGHT}">
<image href="{layer["picture"]}" width="{width}" height="{height}"/>{paths}</svg></div>
<style>.bare-map path {{ fill: transparent }} .bare-map .here {{ stroke: {ACCENT}; stroke-width: 3 }}
.bare-map [aria-pressed=true] {{ fill: {CHOSEN}40 }}</style>
<script>for (const path of document.querySelectorAll(".bare-map path")) {{
  path.onpointerenter = () => {{
    path.classList.add("here"); document.querySelector(".bare-map p").textContent = path.dataset.name; }};
  path.onpointerleave = () => path.classList.remove("here");
  path.onclick = () => path.setAttribute("aria-pressed", path.getAttribute("aria-pressed") !== "true");
}}</script>"""
    display(HTML(text))  # type: ignore[no-untyped-call]


def plotly() -> None:
    """A FigureWidget: the picture behind it, a named marker on every region, and Python that colors the one clicked."""
    from plotly import graph_objects  # type: ignore[import-untyped]

    layer, (width, height) = _map().data["layers"][0], _map().data["size"]
    all_spots = spots()
    marks = graph_objects.Scatter(
        x=[spot.x for spot in all_spots],
        y=[spot.y for spot in all_spots],
        text=[spot.name for spot in all_spots],
        mode="markers",
        hovertemplate="%{text}<extra></extra>",
        marker={"size": 14, "color": [ACCENT] * len(all_spots)},
    )
    figure = graph_objects.FigureWidget([marks])
    picture = {"source": layer["picture"], "xref": "x", "yref": "y", "x": 0, "y": 0, "layer": "below"}
    figure.add_layout_image(picture | {"sizex": width, "sizey": height})
    figure.update_layout(width=HEIGHT * width / height, height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    figure.update_xaxes(range=[0, width], visible=False)
    figure.update_yaxes(range=[height, 0], visible=False)

    def choose(trace: object, points: object, _: object) -> None:
        colors = list(trace.marker.color)  # type: ignore[attr-defined]
        for nth in points.point_inds:  # type: ignore[attr-defined]
            colors[nth] = ACCENT if colors[nth] == CHOSEN else CHOSEN
        trace.marker.color = colors  # type: ignore[attr-defined]

    figure.data[0].on_click(choose)
    display(ipywidgets.VBox([figure]))  # type: ignore[no-untyped-call]
