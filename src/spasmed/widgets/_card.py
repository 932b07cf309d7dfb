"""One page at a time, drawn by Python: buttons ask for its neighbors, a film runs when it is told to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd
import traitlets

from spasmed.tables import unknown
from spasmed.widgets._gate import Gate
from spasmed.widgets._player import Player

ASLEEP = "The buttons to other cards need Python: open this page in JupyterLab and run the cell."


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to another card: `label` says what it is ("Easier"), `name` its title, `value` what to choose for it."""

    label: str
    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Film:
    """A short film without sound. `src` is a data URI; `alt` says what is seen; the size is in pixels."""

    src: str
    alt: str
    label: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One card: a title, HTML that reads in an untrusted notebook, the ways to others, perhaps a film.

    The film joins the pictures: the element of class `tiles` in `html`.
    """

    title: str
    html: str
    ways: Sequence[Way] = ()
    film: Film | None = None


class Card(Player):
    """Cards of one kind, one open at a time.

    Args:
        name: kebab-case name of the player.
        caption: what a card is, for those who hear the page.
        choice: the name of the control that says which card is open.
        known: what was asked for -> the value of a card; raises ValueError for what is none.
        turn: the value of a card -> its `Sheet`.
        answer: the pure function behind `.result`, called with the value.
        gate: asked before the first card is shown; its reply holds for those that are opened from it.
        value: the card that is open at first.
    """

    # Apart from `page`, so that a page without a kernel carries its pictures once: in the twin, which the player takes.
    sheet = traitlets.Unicode(help="the HTML of the open card; written by Python only").tag(sync=True)
    page = traitlets.Dict(help="the rest of the open card; written by Python only").tag(sync=True)
    _page_traits = ("kind", "data", "value", "page")

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        choice: str,
        known: Callable[[str], str],
        turn: Callable[[str], Sheet],
        answer: Callable[[str], pd.DataFrame],
        value: str,
        gate: Gate | None = None,
    ) -> None:
        self._gate = gate
        self._choice, self._known, self._turn, self._answer = choice, known, turn, answer
        data: dict[str, Any] = {"name": name, "caption": caption, "choice": choice, "asleep": ASLEEP}
        if gate is not None:
            data["gate"] = asdict(gate)
        super().__init__(kind="card", data=data, value={choice: value})
        self._draw()
        self.observe(self._moved, "value")
        self.on_msg(self._asked)

    # -- choosing

    def _controls(self) -> Collection[str]:
        return (self._choice,)

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` with the id of a card; an unknown one raises ValueError."""
        for name in value:
            if name != self._choice and not (name == "gate" and self._gate):
                raise unknown(self._kind_of_control, name, self._controls())
        reply = {"gate": self._gate.reply(value)} if self._gate else {}
        return {self._choice: self._known(value.get(self._choice, "")), **reply}

    @property
    def _open(self) -> str:
        return str(self.value[self._choice])

    def _moved(self, _: object) -> None:
        if self.page["for"] == self._open:
            return
        try:
            self._draw()
        except Exception:
            # The control never says something else than the card.
            self.value = {**self.value, self._choice: self.page["for"]}
            raise

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("ping"):  # the browser asks whether there is a Python to speak to
            self.send({"pong": True})

    def _draw(self) -> None:
        self._sheet = drawn = self._turn(self._open)
        page: dict[str, Any] = {"for": self._open, "title": drawn.title, "ways": [asdict(way) for way in drawn.ways]}
        if drawn.film:
            page["film"] = asdict(drawn.film)
        with self.hold_sync():
            self.sheet, self.page = drawn.html, page

    # -- the answer and its forms

    @property
    def result(self) -> pd.DataFrame:
        """What the pure function returns for the open card; no row after the gate said stop."""
        found = self._answer(self._open)
        return found.iloc[:0] if self.value.get("gate") == "stop" else found

    def text(self) -> str:
        """The open card and where to go from it, in one line."""
        return "; ".join([f"{self.data['caption']}: {self._sheet.title}", *self._ways()])

    def twin(self) -> str:
        """The title, the gate's questions, and the card; the player takes what is of class `sp-sheet`."""
        ways = f" {escape('; '.join(self._ways()))}." if self._sheet.ways else ""
        title = f'<figcaption style="text-align:left"><strong>{escape(self._sheet.title)}.</strong>{ways}</figcaption>'
        first = self._gate.html(self.value["gate"]) if self._gate else ""
        stopped = self.value.get("gate") == "stop"
        return f"{title}{first}" if stopped else f'{title}{first}<div class="sp-sheet">{self._sheet.html}</div>'

    def _ways(self) -> list[str]:
        return [f"{way.label}: {way.name}" for way in self._sheet.ways]
