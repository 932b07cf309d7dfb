"""From a matplotlib Figure to something on the page: alt text, white paper, a caption with its sources.

matplotlib is imported inside the functions: `import spasmed` must stay quick, and most lessons draw nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from spasmed.drawing._picture import INK, img
from spasmed.drawing._table import Shown, source_link
from spasmed.tables import SpasmedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")
T = TypeVar("T")

WIDTH = 7.2  # inches; at the 54 em a page gives it, 11 points are read from the back of a room
SIZE = 11.0  # points
LINE = 0.19  # inches from one line of words to the next
EDGE = 0.14  # inches of paper around everything
MINUS = "\N{MINUS SIGN}"
TIE = "\N{NO-BREAK SPACE}"


def plain(make: Callable[P, T]) -> Callable[P, T]:
    """Draw with matplotlib's defaults and these few, whatever a reader's own settings are."""

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        import matplotlib as mpl

        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(
                {
                    "font.size": SIZE,
                    "text.color": INK,
                    "axes.edgecolor": INK,
                    "xtick.color": INK,
                    "ytick.color": INK,
                    "path.simplify": False,
                    "lines.scale_dashes": False,
                    "text.parse_math": False,  # a dollar sign is a dollar sign
                }
            )
            return make(*args, **kwargs)

    return made


def sheet(height: float) -> tuple[Figure, Axes]:
    """An empty figure, and axes over all of it in inches from its upper left corner, for words and small signs."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=72)
    figure.patch.set_visible(False)
    desk = figure.add_axes((0, 0, 1, 1), label="desk")
    desk.set(xlim=(0, WIDTH), ylim=(height, 0))
    desk.set_axis_off()
    return figure, desk


def axes_at(figure: Figure, left: float, top: float, width: float, height: float, *, label: str) -> Axes:
    """Bare axes at a place in inches from the upper left corner."""
    wide, high = figure.get_size_inches()
    axes = figure.add_axes((left / wide, 1 - (top + height) / high, width / wide, height / high), label=label)
    axes.patch.set_visible(False)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0, labelleft=False)
    return axes


def write(
    axes: Axes,
    x: float,
    y: float,
    words: str | Iterable[str],
    *,
    side: str = "left",
    bold: bool = False,
    color: str = INK,
    order: float = 3,
) -> float:
    """Lines of words with the first baseline at `y`; comes back with the place of the next line (inches).

    Words of one column and look are written shortest when they share an `order` (of drawing) of their own.
    """
    for line in [words] if isinstance(words, str) else words:
        axes.text(
            x, y, line, ha=side, va="baseline", fontweight="bold" if bold else "normal", color=color, zorder=order
        )
        y += LINE
    return y


@cache
def wide(words: str, bold: bool = False) -> float:
    """How wide words are in inches, in the font matplotlib brings along: wider than most, so that nothing is cut."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family="DejaVu Sans", size=SIZE, weight="bold" if bold else "normal")
    return float(TextToPath().get_text_width_height_descent(words, font, ismath=False)[0]) / 72


def wrapped(words: str, width: float, *, bold: bool = False) -> list[str]:
    """Words in lines no wider than `width` inches; a single word is parted only after a slash.

    A `TIE` between words keeps them on one line, and is written as a plain space.
    """
    lines: list[str] = []
    for word in re.findall(r"[^ /]+/?|/", words):
        glue = "" if lines and lines[-1].endswith("/") and f"{lines[-1].split()[-1]}{word}" in words else " "
        longer = f"{lines[-1]}{glue}{word}" if lines else word
        if lines and wide(longer, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace(TIE, " ") for line in lines]


def number(value: float) -> str:
    """A number as it is read aloud: no trailing zeros, a true minus sign."""
    return f"{value:.10g}".replace("-", MINUS)


def sentence(words: str) -> str:
    """The same words with a capital first and a full stop last."""
    return words[:1].upper() + words[1:].rstrip(".") + "."


def sources(ids: Iterable[str]) -> str:
    """Sources as links, each once, in the order given."""
    return ", ".join(source_link(source) for source in dict.fromkeys(ids))


@plain
def image(figure: Figure, *, alt: str, style: str = "width:100%;max-width:54em") -> str:
    """A figure as <img>: an untrusted notebook drops inline SVG and keeps images.

    `alt` says in words what the figure shows, with its numbers. Raises SpasmedError when it is empty.
    """
    from spasmed.drawing._renderer import svg

    if not alt.strip():
        raise SpasmedError("A figure needs a sentence that says what it shows (alt).")
    return img(svg(figure), alt, style)


def shown(figure: Figure, *, alt: str, caption: str, text: str) -> Shown:
    """A figure with its caption (HTML) below; `text` is its one line for a plain screen.

    Raises SpasmedError when `alt` or the caption is empty: a figure without either is no part of a course.
    """
    if not caption.strip():
        raise SpasmedError("A figure needs a caption that says where its numbers come from.")
    picture = image(figure, alt=alt)
    return Shown(
        f'<figure style="margin:0">{picture}<figcaption style="max-width:54em">{caption}</figcaption></figure>', text
    )
