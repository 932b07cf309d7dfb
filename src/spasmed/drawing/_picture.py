"""A picture as a flat list of marks: drawn once as SVG, or as one scene plus what differs between many frames.

The same marks serve the live player, the static twin, slides and print. Colors come from the player's tokens where they
are, and fall back to ink on paper, so that a picture standing alone reads in either theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from spasmed.tables import SpasmedError

WIDTH, HEIGHT = 720, 420
# Tone -> (color on paper, dashes): no meaning rests on color alone. Okabe and Ito's order, darkened to 4.5:1 on white.
TONES = {"a": ("#0a58a6", ""), "b": ("#a8480a", "9 4"), "c": ("#1a6334", "2 3"), "d": ("#7a3b8f", "9 3 2 3")}
INK, MUTED, LINE, PAPER = "#1b2026", "#545b64", "#d5d9de", "#ffffff"


_RULES = {
    "m": f"fill:var(--sp-muted,{MUTED})",
    "p": f"fill:var(--sp-paper,{PAPER})",
    "g": f"stroke:var(--sp-line,{LINE});fill:none",
    "x": f"stroke:var(--sp-muted,{MUTED});fill:none",
    "s": "font-size:13.5px",
    "w": "font-weight:650",
    "e": "text-anchor:end",
    "k": "text-anchor:middle",
}
for _tone, (_color, _dashes) in TONES.items():
    _ink = f"var(--sp-{_tone},{_color})"
    _dashed = f";stroke-dasharray:{_dashes}" if _dashes else ""
    _RULES[f"l{_tone}"] = f"fill:none;stroke:{_ink};stroke-width:2.6{_dashed}"
    _RULES[f"f{_tone}"] = f"fill:{_ink};fill-opacity:.2"
    _RULES[f"o{_tone}"] = f"fill:{_ink}"


def _sheet(used: set[str]) -> str:
    """The style of the classes a picture uses, and of its words."""
    words = f"text{{font:15px system-ui,sans-serif;fill:var(--sp-ink,{INK})}}"
    return words + "".join(f".{name}{{{rule}}}" for name, rule in _RULES.items() if name in used)


class Mark(NamedTuple):
    """One element of a picture. `text` is its content, already plain words."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def svg(self, number: int | None = None) -> str:
        """The element as SVG; with its number when something in it will change."""
        told = "".join(f" {name}='{escape(value)}'" for name, value in self.attributes.items() if value)
        key = "" if number is None else f" data-k='{number}'"
        if self.tag != "text":
            return f"<{self.tag}{key}{told}/>"
        return f"<text{key}{told}>{escape(self.text, quote=False)}</text>"


@dataclass(frozen=True)
class Picture:
    """Marks on a sheet of 720 x 420 units (or another `height`), and the sentence that says the same (`alt`)."""

    marks: tuple[Mark, ...]
    alt: str
    height: int = HEIGHT

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise SpasmedError("A picture needs a sentence that says what it shows (alt).")

    def svg(self) -> str:
        """The picture as an SVG document."""
        return _document(self.marks, [mark.svg() for mark in self.marks], self.height)

    def img(self) -> str:
        """The picture as <img>: an untrusted notebook drops inline SVG and keeps images."""
        return img(self.svg(), self.alt, "width:100%;max-width:54em")


def img(svg: str, alt: str, style: str) -> str:
    """An SVG document as <img>, with the sentence that says the same."""
    data = quote(svg, safe=" !*'();:@=+$,/?[]{}|^~.-_")
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{data}" style="{style}"/>'


def _document(marks: Sequence[Mark], drawn: Sequence[str], height: int = HEIGHT) -> str:
    used = {"p"}.union(*(mark.attributes.get("class", "").split() for mark in marks))
    paper = f"<rect class='p' width='{WIDTH}' height='{height}' rx='8'/>"
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}'><style>{_sheet(used)}</style>"
    return f"{head}{paper}{''.join(drawn)}</svg>"


class Scene(NamedTuple):
    """Many pictures of one shape: the first as SVG, the slots that differ, and each slot's value in every frame."""

    base: str
    slots: list[tuple[int, str]]  # number of the mark (data-k), attribute; "" is its text
    values: list[list[str]]


def scene(pictures: Sequence[Picture]) -> Scene:
    """What is the same in all pictures, once, and what differs.

    Raises SpasmedError when the pictures do not share one structure: draw the same marks in every frame, and hide
    one with display="none" instead of leaving it out.
    """
    slots: list[tuple[int, str]] = []
    values: list[list[str]] = []
    drawn = []
    lengths = {len(picture.marks) for picture in pictures}
    if len(lengths) != 1:
        raise SpasmedError(
            f"The frames have {min(lengths)} to {max(lengths)} marks; draw the same marks in every frame."
        )
    for number, same in enumerate(zip(*(picture.marks for picture in pictures), strict=True)):
        first = same[0]
        moves = any(mark != first for mark in same)
        drawn.append(first.svg(number if moves else None))
        if not moves:
            continue
        if any(mark.tag != first.tag or mark.attributes.keys() != first.attributes.keys() for mark in same):
            raise SpasmedError(f"Mark {number} ({first.tag}) changes its shape between frames; hide it instead.")
        for name in first.attributes:
            _slot(number, name, [mark.attributes[name] for mark in same], slots, values)
        _slot(number, "", [mark.text for mark in same], slots, values)
    return Scene(_document([mark for picture in pictures for mark in picture.marks], drawn), slots, values)


def _slot(number: int, name: str, got: list[str], slots: list[tuple[int, str]], values: list[list[str]]) -> None:
    if any(value != got[0] for value in got):
        slots.append((number, name))
        values.append(got)
