"""Choose things in a picture: regions of layered pictures, and a list of the same things that does the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
import traitlets

from spasmed.reasoning import fold, listed
from spasmed.tables import unknown
from spasmed.widgets._cells import Story, html_cell, story_data
from spasmed.widgets._player import Player

HINT = "Point at a region, or press Tab and the arrow keys."
_SAFE = " !*'();:@=+$,/?[]{}|^~.-_"  # what may stand as it is in a data address
_INK = "#0a58a6"  # the accent of a light player: the twin stands alone
_CHOSEN = (
    f"fill='{_INK}' fill-opacity='.15' stroke='{_INK}' stroke-width='5' stroke-linejoin='round' fill-rule='evenodd'"
)


@dataclass(frozen=True, kw_only=True)
class Region:
    """A shape of a layer that stands for a thing: `path` is SVG path data, `x` and `y` its center, in the map's units.

    Several regions may stand for one thing and differ in `side` ("left"). `badge` is a word of warning about the shape.
    """

    thing: str
    path: str
    x: float
    y: float
    side: str = ""
    badge: str = ""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One picture: `picture` is its data URI, `alt` says what it shows. Layers of one `group` stand together."""

    id: str
    label: str
    picture: str
    alt: str
    regions: Sequence[Region]
    group: str = ""

    @property
    def title(self) -> str:
        """The label with its group."""
        return f"{self.group}, {self.label}" if self.group else self.label


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What can be chosen. `words` are other names to find it by, `whole` is the thing it is part of."""

    id: str
    label: str
    group: str = ""
    words: str = ""
    whole: str = ""
    details: Story = ()


class Map(Player):
    """Layered pictures whose regions choose things.

    Args:
        name: kebab-case name of the player.
        caption: the heading a reader sees.
        noun: what the things are, in the plural.
        lead: what stands in the details before anything is looked at.
        layers: the pictures, in the order offered.
        things: all that can be chosen, drawn or not, in the order of the list.
        size: width and height of every picture, the units of the regions.
        answer: the pure function behind `.result`, called with the ids chosen.
        key: the column of its frame that holds the ids of things.
        columns: the headings of `details` that the static table shows.
        value: what is shown and chosen at first, as {"layer": id, "chosen": ids}.

    A whole is chosen with its parts. Without a layer named, the first one that shows something chosen is shown.
    """

    note = traitlets.Unicode(help="a sentence about what is chosen; written by Python only").tag(sync=True)
    _page_traits = ("kind", "data", "value", "note")

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        noun: str,
        lead: str,
        layers: Sequence[Layer],
        things: Sequence[Thing],
        size: tuple[float, float],
        answer: Callable[[list[str]], pd.DataFrame],
        key: str = "id",
        columns: Sequence[str] = (),
        value: Mapping[str, Any] | None = None,
    ) -> None:
        self._answer, self._key, self._columns, self._size = answer, key, columns, size
        self._layers = {layer.id: layer for layer in layers}
        self._things = {thing.id: thing for thing in things}
        _refuse_loose_ends(self._layers, self._things)
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "noun": noun,
            "lead": lead,
            "hint": HINT,
            "size": size,
            "layers": [{**_full(layer), "regions": [_full(r) for r in layer.regions]} for layer in layers],
            "things": [{**_full(thing), "details": story_data(thing.details)} for thing in things],
        }
        super().__init__(kind="map", data=data, value=dict(value or {}))

    # -- choosing

    _choice = "chosen"

    def _controls(self) -> Collection[str]:
        return ("layer", self._choice)

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` with a layer and the ids chosen in the order of the list; unknown names raise ValueError."""
        for name in value:
            if name not in ("layer", "chosen"):
                raise unknown(self._kind_of_control, name, self._controls())
        named = {word for asked in listed(value.get("chosen")) for word in self._meant(asked)}
        ids = [thing.id for thing in self._things.values() if not named.isdisjoint((thing.id, thing.whole))]
        return {"layer": self._layer(value.get("layer") or "", ids), "chosen": ids}

    def _meant(self, word: str) -> Collection[str]:
        """The ids of the things a word names."""
        found = [t.id for t in self._things.values() if fold(word) in (fold(t.id), fold(t.label))]
        if not found:
            things = self._things.values()
            raise unknown("thing", word, list(self._things), [thing.label for thing in things])
        return found

    def _layer(self, word: str, ids: Sequence[str]) -> str:
        if not word:
            shows = (layer.id for layer in self._layers.values() if any(r.thing in ids for r in layer.regions))
            return next(shows, next(iter(self._layers)))
        names = {fold(name): layer.id for layer in self._layers.values() for name in (layer.id, layer.title)}
        if fold(word) not in names:
            raise unknown("layer", word, self._layers, [layer.title for layer in self._layers.values()])
        return names[fold(word)]

    # -- the answer and its forms

    @property
    def result(self) -> pd.DataFrame:
        """What the pure function returns for what is chosen."""
        return self._answer(list(self.value["chosen"]))

    def text(self) -> str:
        """The layer, the choice and how many that is, in one line."""
        choice = "+".join(self.value["chosen"]) or "none"
        layer = self._layers[self.value["layer"]].title
        return f"{self.data['caption']} ({layer}): {self._choice}={choice}; {self._status()}"

    def twin(self) -> str:
        """Heading, the picture with what is chosen outlined, and a table of what is chosen."""
        left, top = "text-align:left", "text-align:left; vertical-align:top"
        layer, shown = self._layers[self.value["layer"]], self._shown()
        head = "".join(f'<th scope="col" style="{top}">{escape(name)}</th>' for name in ("Name", *self._columns))
        body = "".join(
            f'<tr><th scope="row" style="{top}">{escape(thing.label)}</th>'
            + "".join(f'<td style="{top}">{html_cell(dict(thing.details).get(c, ""))}</td>' for c in self._columns)
            + "</tr>"
            for thing in shown
        )
        table = (
            f'<table><caption style="{left}">{escape(self._status())}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        caption = f"<strong>{escape(self.data['caption'])}.</strong> {escape(layer.title)}"
        parts = [f'<figcaption style="{left}">{caption}</figcaption>', self._img(layer), self._badges(layer)]
        parts.append(table if shown else f"<p>{escape(self._status())}</p>")
        if self.note:
            parts.append(f"<p>{escape(self.note)}</p>")
        return "".join([*parts, "<p>To choose for yourself, run this page.</p>"])

    def _img(self, layer: Layer) -> str:
        """The picture and the outlines as one <img>: an untrusted notebook drops inline SVG and keeps images."""
        width, height = self._size
        outlined = [r for r in layer.regions if r.thing in self.value["chosen"]]
        paths = "".join(f"<path d='{escape(r.path)}' {_CHOSEN}/>" for r in outlined)
        svg = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}'>"
            f"<image href='{escape(layer.picture)}' width='{width}' height='{height}'/>{paths}</svg>"
        )
        drawn = {r.thing for r in outlined}
        names = ", ".join(thing.label for thing in self._things.values() if thing.id in drawn)
        alt = f"{layer.alt} Outlined: {names}." if names else layer.alt
        return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{quote(svg, safe=_SAFE)}" style="max-width:24em"/>'

    def _badges(self, layer: Layer) -> str:
        """What must be known of the outlined shapes: each badge with the things it is about."""
        about: dict[str, dict[str, None]] = {}
        for region in layer.regions:
            if region.badge and region.thing in self.value["chosen"]:
                about.setdefault(region.badge, {})[self._things[region.thing].label] = None
        return "".join(
            f"<p><strong>{escape(badge[0].upper() + badge[1:])}:</strong> {escape(', '.join(names))}</p>"
            for badge, names in about.items()
        )

    def _shown(self) -> list[Thing]:
        ids = set(self.result[self._key])
        return [thing for thing in self._things.values() if thing.id in ids]

    def _status(self) -> str:
        return f"{len(self._shown())} of {len(self._things)} {self.data['noun']} chosen"


def _full(one: Layer | Region | Thing) -> dict[str, Any]:
    """The fields of a record that say something."""
    return {name: value for name, value in asdict(one).items() if value != ""}


def _refuse_loose_ends(layers: Mapping[str, Layer], things: Mapping[str, Thing]) -> None:
    for layer in layers.values():
        for region in layer.regions:
            if region.thing not in things:
                raise ValueError(f"A region of layer {layer.id!r} stands for {region.thing!r}, which is no thing.")
    for thing in things.values():
        if thing.whole and (thing.whole not in things or things[thing.whole].whole):
            raise ValueError(f"{thing.id!r} is part of {thing.whole!r}, which is no thing or is a part itself.")
