"""A drawing of words and shapes as a small SVG: styles said once, relative paths, one decimal, words as words.

The same parts give the same bytes. matplotlib's own SVG writer names its parts after hashes, repeats each style and
spells out every number: one forest plot is then 60 kB, and here 14.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple

from spasmed.drawing._picture import INK, PAPER

CORNER = 8
_USUAL = "font-size:11px"  # how most words look; they need no class


def short(value: float) -> str:
    """A number with one decimal at most, and no zero that need not be there."""
    text = f"{value:.1f}".removesuffix(".0")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text == "-0" else text


def joined(*values: float) -> str:
    """Numbers in a row; a minus sign already parts one from the next."""
    return " ".join(map(short, values)).replace(" -", "-")


class Text(NamedTuple):
    """Words at a place. Single letters on one line are written as one element with many places."""

    style: str
    words: str
    places: list[float]
    y: float
    turned: float

    def shared(self) -> tuple[str, str, float] | str:
        """What it shares with the words before and after it: look and column, or look and line if it is centered."""
        if self.turned or len(self.places) > 1:
            return self.words
        return (self.style, "y", self.y) if "middle" in self.style else (self.style, "x", self.places[0])

    def written(self, name: str, *, but: str = "") -> str:
        """The words as an element, without what its group says (`but`: "x" or "y", and the class)."""
        at = "" if but == "x" else f" x='{' '.join(map(short, self.places))}'"
        at += "" if but == "y" else f" y='{short(self.y)}'"
        look = f" class='{name}'" if name and not but else ""
        turn = f" transform='rotate({joined(-self.turned, self.places[0], self.y)})'" if self.turned else ""
        return f"<text{look}{at}{turn}>{escape(self.words, quote=False)}</text>"


def _grouped(texts: Iterable[Text], names: dict[str, str]) -> str:
    """Words one after another; three or more that share a look and a column or line share a group that says both."""
    out = []
    for shared, some in groupby(texts, key=Text.shared):
        together = list(some)
        name = names.setdefault(together[0].style, _name(len(names) - 1))
        if len(together) < 3 or isinstance(shared, str):
            out += [text.written(name) for text in together]
            continue
        _, but, place = shared
        look = f" class='{name}'" if name else ""
        moved = short(place) if but == "x" else f"0 {short(place)}"
        inside = "".join(text.written(name, but=but) for text in together)
        out.append(f"<g{look} transform='translate({moved})'>{inside}</g>")
    return "".join(out)


class Piece(NamedTuple):
    """A stroke of the pen: where it is set down, what it does from there, where it ends."""

    start: tuple[float, float]
    steps: str
    end: tuple[float, float]


class Path(NamedTuple):
    """Shapes of one style, drawn one after another."""

    style: str
    pieces: list[Piece]

    def written(self, name: str) -> str:
        at, out = (0.0, 0.0), []
        for piece in self.pieces:
            here = f"M{joined(*piece.start)}"
            moved = f"m{joined(*(round(b - a, 1) for a, b in zip(at, piece.start, strict=True)))}"
            out.append(min(here, moved, key=len) + piece.steps)
            at = piece.end
        return f"<path class='{name}' d='{''.join(out)}'/>"


def circle(x: float, y: float, radius: float) -> Piece:
    """Once around from the top, all but a tenth of a unit: one arc instead of matplotlib's eight curves."""
    top = (round(x, 1), round(y - radius, 1))
    return Piece(top, f"a{short(radius)} {short(radius)} 0 1 0 .1 0z", top)


def document(paths: Iterable[Path], texts: Iterable[Text], wide: float, high: float) -> str:
    """Shapes and then words, on white paper with round corners, as one SVG document."""
    names = {_USUAL: ""}
    body = [path.written(names.setdefault(path.style, _name(len(names) - 1))) for path in paths]
    body.append(_grouped(texts, names))
    sheet = f"svg{{font-family:system-ui,sans-serif;fill:{INK};{_USUAL}}}path{{stroke-linejoin:round;fill:none}}"
    sheet += "".join(f".{name}{{{style}}}" for style, name in names.items() if name)
    paper = f"<rect width='{short(wide)}' height='{short(high)}' rx='{CORNER}' fill='{PAPER}'/>"
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {joined(wide, high)}'><style>{sheet}</style>{paper}"
    return f"{head}{''.join(body)}</svg>"


def _name(number: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    more, last = divmod(number, 26)
    return (_name(more - 1) if more else "") + chr(ord("a") + last)
