"""How certain: the words of the evidence tables as a shape and a word, never a color alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spasmed.drawing._figures import (
    EDGE,
    LINE,
    WIDTH,
    image,
    plain,
    sentence,
    sheet,
    shown,
    sources,
    wide,
    wrapped,
    write,
)
from spasmed.drawing._picture import INK, MUTED, PAPER
from spasmed.drawing._table import Shown
from spasmed.drawing._words import said
from spasmed.reasoning import chosen, vocabulary
from spasmed.tables import load, records, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# How many of four dots are filled; None where the source gives no grade, which is drawn as a dash and not as zero.
PIPS = {"high": 4, "moderate": 3, "low": 2, "very-low": 1, "not-graded": None}
STEP = 0.15
PIPS_WIDTH = 3 * STEP + 0.11
_UNGRADED = "The source grades nothing."


def pips(desk: Axes, x: float, y: float, word: str) -> None:
    """Four dots from `x` on, their middle just above the baseline `y`; as many filled as the certainty is high."""
    middle = y - 0.055
    filled = PIPS[word]
    if filled is None:
        desk.plot([x, x + 3 * STEP + 0.05], [middle, middle], color=MUTED, lw=1.5, dashes=(3, 3), gid=word)
        return
    places = [x + 0.055 + STEP * i for i in range(4)]
    # All filled dots of a figure are drawn in one go, then all open ones: that writes shorter.
    for order, some, face in ((3, places[:filled], INK), (4, places[filled:], PAPER)):
        desk.plot(some, [middle] * len(some), "o", ms=7, mfc=face, mec=INK, mew=1, gid=word, zorder=order)


def said_certainty(word: str) -> str:
    """`very-low` -> "very low"."""
    return said("certainty", word)


@plain
def badge_figure(word: str) -> Figure:
    """One certainty word behind its four dots."""
    figure, desk = sheet(0.3)
    figure.set_size_inches(0.1 + PIPS_WIDTH + 0.08 + wide(said_certainty(word), bold=True) + 0.1, 0.3)
    desk.set(xlim=(0, figure.get_size_inches()[0]))
    pips(desk, 0.1, 0.2, word)
    write(desk, 0.1 + PIPS_WIDTH + 0.08, 0.2, said_certainty(word), bold=True)
    return figure


def certainty_badge(word: str) -> Shown:
    """A certainty word with its sign: four dots, as many filled as it is high (a dash where nothing is graded).

    `word` is high, moderate, low, very-low or not-graded. Raises SpasmedError with the closest match for another.
    """
    known = next(iter(chosen("certainty", word, words("effects", "certainty"))))
    filled = PIPS[known]
    dots = "not graded" if filled is None else f"{filled} of 4 dots filled"
    alt = f"Certainty: {said_certainty(known)} ({dots})."
    return Shown(image(badge_figure(known), alt=alt, style="height:1.6em;vertical-align:middle"), alt)


def _meanings() -> dict[str, str]:
    said_so = {row["word"]: row["meaning"] for row in records(vocabulary("certainty"))}
    return {word: said_so.get(word, _UNGRADED) for word in words("effects", "certainty")}


@plain
def badges_figure() -> Figure:
    """The key of all certainty words: sign, word and meaning, one a line."""
    begin = EDGE + PIPS_WIDTH + 0.12
    column = begin + max(wide(said_certainty(word), bold=True) for word in PIPS) + 0.2
    told = {word: wrapped(meaning, WIDTH - column - EDGE) for word, meaning in _meanings().items()}
    high = sum(len(lines) * LINE + 0.12 for lines in told.values()) + 0.5
    figure, desk = sheet(high)
    y = write(desk, EDGE, EDGE + 0.16, "How certain is it?", bold=True) + 0.1
    for word, lines in told.items():
        pips(desk, EDGE, y, word)
        write(desk, begin, y, said_certainty(word), bold=True)
        y = write(desk, column, y, lines) + 0.12
    return figure


def badges() -> Shown:
    """The key of the certainty words used in every table and figure of the course: sign, word, meaning.

    The meanings come from the course's vocabulary, in the sense of GRADE.
    """
    told = _meanings()
    signs = {word: "a dash" if n is None else f"{n} of 4 dots" for word, n in PIPS.items()}
    alt = "How certain is it? " + " ".join(f"{said_certainty(w).capitalize()}, {signs[w]}: {told[w]}" for w in told)
    meant = next(row for row in records(load("glossary")) if row["id"] == "certainty-grade")
    caption = f"{escape(sentence(meant['definition']))} {sources(meant['source_ids'])}"
    return shown(badges_figure(), alt=alt, caption=caption, text=f"Certainty: {', '.join(map(said_certainty, told))}")
