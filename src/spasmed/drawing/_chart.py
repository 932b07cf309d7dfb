"""One small vocabulary for every chart: an axis each way, and layers that stand between them.

    chart(
        line(frame["time"], frame["force"], name="force"),
        rule(y=50, name="half"),
        x=Axis("Time", 0, 60, "s"),
        y=Axis("Force", 0, 100, "%"),
    )

A layer is a function of the `Space` between the axes. It draws the same marks in every frame: `shown=False` hides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spasmed.drawing._axes import Axis, Box, Numbers, Space, num, path, thin
from spasmed.drawing._picture import Mark

__all__ = [
    "Axis",
    "Box",
    "Layer",
    "area",
    "band",
    "bars",
    "chart",
    "interval",
    "label",
    "line",
    "marker",
    "num",
    "points",
    "rule",
]


@dataclass(frozen=True)
class Layer:
    """Something that stands between the axes; `name` puts it in the legend beside a sample of its `kind` and `tone`."""

    draw: Callable[[Space], Iterator[Mark]]
    name: str = ""
    kind: str = "line"
    tone: str = "a"


def _hidden(shown: bool) -> str:
    return "" if shown else "none"


def line(x: Numbers, y: Numbers, *, tone: str = "a", name: str = "", shown: bool = True) -> Layer:
    """A curve; NaN lifts the pen."""

    def draw(space: Space) -> Iterator[Mark]:
        yield Mark("path", {"class": f"l{tone}", "d": path(space.xs(x), space.ys(y)), "display": _hidden(shown)})

    return Layer(draw, name, "line", tone)


def area(x: Numbers, low: Numbers, high: Numbers, *, tone: str = "a", name: str = "", shown: bool = True) -> Layer:
    """The room between two curves over the same x."""

    def draw(space: Space) -> Iterator[Mark]:
        xs = space.xs(x)
        up, down = list(thin(xs, space.ys(high))), list(thin(xs, space.ys(low)))
        d = "M" + " ".join(f"{num(a)} {num(b)}" for a, b in [*up, *reversed(down)]) + "Z"
        yield Mark("path", {"class": f"f{tone}", "d": d, "display": _hidden(shown)})

    return Layer(draw, name, "area", tone)


def band(
    *,
    x: tuple[float, float] | None = None,
    y: tuple[float, float] | None = None,
    tone: str = "c",
    name: str = "",
    shown: bool = True,
) -> Layer:
    """A stripe across the chart between two values of x or of y."""

    def draw(space: Space) -> Iterator[Mark]:
        left, right = space.xs(x) if x else (space.left, space.right)
        bottom, top = space.ys(y) if y else (space.bottom, space.top)
        size = {"width": num(max(right - left, 0)), "height": num(max(bottom - top, 0))}
        yield Mark("rect", {"class": f"f{tone}", "x": num(left), "y": num(top), **size, "display": _hidden(shown)})

    return Layer(draw, name, "area", tone)


def rule(*, x: float | None = None, y: float | None = None, name: str = "", shown: bool = True) -> Layer:
    """A straight thin line at a value of x or y, with its name beside it."""

    def draw(space: Space) -> Iterator[Mark]:
        if x is not None:
            (at,) = space.xs([x])
            d, place = f"M{num(at)} {num(space.top)}V{num(space.bottom)}", (at + 5, space.top + 14)
        else:
            (at,) = space.ys([y])
            d, place = f"M{num(space.left)} {num(at)}H{num(space.right)}", (space.left + 6, at - 5)
        yield Mark("path", {"class": "x", "d": d, "stroke-dasharray": "5 4", "display": _hidden(shown)})
        if name:
            yield _text(*place, name, "m s", shown)

    return Layer(draw)


def marker(x: float, y: float, label: str = "", *, tone: str = "b", shown: bool = True) -> Layer:
    """A point with a word beside it, on the side where there is room."""

    def draw(space: Space) -> Iterator[Mark]:
        (px,), (py,) = space.xs([x]), space.ys([y])
        there = shown and px == px and py == py
        px, py = (px, py) if there else (0.0, 0.0)
        circle = {"class": f"o{tone}", "cx": num(px), "cy": num(py), "r": "5.5", "display": _hidden(there)}
        yield Mark("circle", circle)
        if label:
            beside = px < space.left + 0.62 * (space.right - space.left)
            above = py - 9 if py > space.top + 22 else py + 21
            yield _text(px + 9 if beside else px - 9, above, label, "w s" if beside else "w s e", there)

    return Layer(draw)


def points(x: Numbers, y: Numbers, *, tone: str = "b", name: str = "") -> Layer:
    """Measured values: rings, so that they differ from a model's line in shape too."""

    def draw(space: Space) -> Iterator[Mark]:
        for px, py in zip(space.xs(x), space.ys(y), strict=True):
            there = px == px and py == py
            place = {"cx": num(px), "cy": num(py)} if there else {"cx": "0", "cy": "0"}
            ring = {"class": f"l{tone}", "style": "stroke-dasharray:none", **place, "r": "4.5"}
            yield Mark("circle", {**ring, "display": _hidden(there)})

    return Layer(draw, name, "points", tone)


def interval(x: float, low: float, high: float, *, tone: str = "a", shown: bool = True) -> Layer:
    """An upright line from a lower to an upper value, with short ends."""

    def draw(space: Space) -> Iterator[Mark]:
        (px,), (bottom, top) = space.xs([x]), space.ys([low, high])
        a, b = num(px - 5), num(px + 5)
        d = f"M{num(px)} {num(bottom)}V{num(top)}M{a} {num(bottom)}H{b}M{a} {num(top)}H{b}"
        yield Mark("path", {"class": f"l{tone}", "style": "stroke-dasharray:none", "d": d, "display": _hidden(shown)})

    return Layer(draw, "", "line", tone)


def bars(
    values: Numbers, *, tones: str = "a", labels: Sequence[str] = (), width: float = 0.62, at: Sequence[float] = ()
) -> Layer:
    """Bars up from zero at x = 0, 1, 2 ... (or `at`), with what they say above them; give the x axis `words`.

    `tones` has one letter for all bars, or one a bar.
    """

    def draw(space: Space) -> Iterator[Mark]:
        places = at or range(len(values))
        (zero,) = space.ys([0])
        for i, (place, top) in enumerate(zip(places, space.ys(values), strict=True)):
            left, right = space.xs([place - width / 2, place + width / 2])
            size = {"width": num(right - left), "height": num(abs(zero - top))}
            tone = tones[i % len(tones)]
            yield Mark("rect", {"class": f"o{tone}", "x": num(left), "y": num(min(zero, top)), **size})
            if labels:
                yield _text((left + right) / 2, min(zero, top) - 6, labels[i], "w s k")

    return Layer(draw, "", "area", tones[0])


def label(x: float, y: float, text: str, *, shown: bool = True, style: str = "s") -> Layer:
    """Words at a place of the chart."""

    def draw(space: Space) -> Iterator[Mark]:
        yield _text(space.xs([x])[0], space.ys([y])[0], text, style, shown)

    return Layer(draw)


def _text(x: float, y: float, text: str, style: str = "", shown: bool = True) -> Mark:
    return Mark("text", {"class": style, "x": num(x), "y": num(y), "display": _hidden(shown)}, text)


def chart(*layers: Layer, x: Axis, y: Axis, box: Box = Box()) -> list[Mark]:  # noqa: B008 - a tuple
    """The axes with their grid, the legend of the named layers, then the layers, later ones on top."""
    named = [layer for layer in layers if layer.name]
    wide = 8.2 * max((len(word) for _, word in y.marks()), default=0)
    space = Space(box.left + wide + 34, box.top + (26 if named else 8), box.right - 16, box.bottom - 46, x, y)
    marks = [*_grid(space, box), *_legend(named, space.left, box.top + 14)]
    for layer in layers:
        marks += layer.draw(space)
    return marks


def _grid(space: Space, box: Box) -> Iterator[Mark]:
    """Grid and ticks as one path each, then their words: few marks keep a picture small."""
    left, right, low = num(space.left), num(space.right), num(space.bottom)
    across, up = space.y.marks(), space.x.marks()
    ys, xs = space.ys([value for value, _ in across]), space.xs([value for value, _ in up])
    yield Mark("path", {"class": "g", "d": "".join(f"M{left} {num(y)}H{right}" for y in ys) or "M0 0"})
    yield Mark("path", {"class": "x", "d": f"M{left} {low}H{right}" + "".join(f"M{num(x)} {low}v5" for x in xs)})
    for y, (_, word) in zip(ys, across, strict=True):
        yield _text(space.left - 8, y + 5, word, "m s e")
    for x, (_, word) in zip(xs, up, strict=True):
        yield _text(x, space.bottom + 20, word, "m s k")
    yield _text((space.left + space.right) / 2, space.bottom + 40, space.x.title, "k")
    turned = f"translate({num(box.left + 18)} {num((space.top + space.bottom) / 2)}) rotate(-90)"
    yield Mark("text", {"class": "k", "transform": turned}, space.y.title)


def _legend(named: Sequence[Layer], left: float, y: float) -> Iterator[Mark]:
    for layer in named:
        if layer.kind == "area":
            yield Mark(
                "rect", {"class": f"f{layer.tone}", "x": num(left), "y": num(y - 11), "width": "22", "height": "12"}
            )
        elif layer.kind == "points":
            ring = {"class": f"l{layer.tone}", "style": "stroke-dasharray:none", "cx": num(left + 11), "cy": num(y - 5)}
            yield Mark("circle", {**ring, "r": "4.5"})
        else:
            yield Mark("path", {"class": f"l{layer.tone}", "d": f"M{num(left)} {num(y - 5)}h22"})
        yield _text(left + 28, y, layer.name, "s")
        left += 28 + 7.3 * len(layer.name) + 20
