"""What every player shares: one script, a static twin, one line of text, and a page form that needs no kernel."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from spasmed.tables import unknown

_HERE = Path(__file__).parent
_building_pages: ContextVar[bool] = ContextVar("building_pages", default=False)


def _module() -> str:
    """The text of players.js with the style sheet put in its place, so that one module carries everything."""
    style = json.dumps((_HERE / "players.css").read_text(encoding="utf-8"), ensure_ascii=False)
    return (_HERE / "players.js").read_text(encoding="utf-8").replace('"players.css"', style, 1)


MODULE = _module()


@contextmanager
def pages() -> Iterator[None]:
    """Inside this block players are shown in their page form: the twin carries its state and wakes without a kernel.

    The environment variable SPASMED_PAGE=1 does the same for a whole process.
    """
    token = _building_pages.set(True)
    try:
        yield
    finally:
        _building_pages.reset(token)


def page_script() -> str:
    """The <script> that wakes every player of a page; write it once, at the end of the page's body."""
    return f'<script type="module">\n{MODULE}\nhydrate();\n</script>\n'


class Player(anywidget.AnyWidget):
    """A widget whose brains are in Python and whose hands are in the browser.

    Python computes all that can be shown ahead and sends it as `data`; the browser writes only `value`, what the reader
    chose. `.result` is the pure function of `value`. A player can be nested, observed and linked like any ipywidget.
    """

    _esm = MODULE
    kind = traitlets.Unicode(help="which player of players.js draws this").tag(sync=True)
    data = traitlets.Dict(help="everything that can be shown; written by Python only").tag(sync=True)
    value = traitlets.Dict(help="what the reader chose").tag(sync=True)
    _page_traits: tuple[str, ...] = ("kind", "data", "value")
    problem = traitlets.Unicode(help="a sentence for the reader, empty when all is well").tag(sync=True)

    @property
    def result(self) -> Any:
        """What the pure function returns for the current `value`."""
        raise NotImplementedError

    def twin(self) -> str:
        """The result as HTML that reads in an untrusted notebook that was never run."""
        raise NotImplementedError

    def text(self) -> str:
        """The result in one line."""
        raise NotImplementedError

    # -- choosing: every control is an attribute as well

    _kind_of_control = "control"

    def _controls(self) -> Collection[str]:
        """The names of the controls in `value`."""
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._controls():
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}.")
        return copy(self.value[name])

    def __setattr__(self, name: str, new: Any) -> None:
        if name.startswith("_") or hasattr(type(self), name):
            super().__setattr__(name, new)
        elif name in self._controls():
            self.value = {**self.value, name: new}
        else:
            raise unknown(self._kind_of_control, name, self._controls())

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._controls()]

    def check(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return `value` in its full form, or raise a ValueError that says what is allowed."""
        return value

    @traitlets.validate("value")
    def _check_value(self, proposal: dict[str, Any]) -> dict[str, Any]:
        return self.check(proposal["value"])

    @traitlets.observe("value")
    def _chosen_again(self, _: object) -> None:
        self.problem = ""  # a sentence about an older choice; `set_state` writes its own after this

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the browser sent. An error becomes a sentence in the player; SPASMED_STRICT=1 also raises it."""
        try:
            if "value" in sync_data:
                sync_data = {**sync_data, "value": self.check(sync_data["value"])}
            super().set_state(sync_data)
        except Exception as error:
            self.problem = f"This choice could not be used: {error} Choose again, or run the cell again."
            self.send_state("value")
            if os.environ.get("SPASMED_STRICT") == "1":
                raise
        else:
            self.problem = ""

    def html(self) -> str:
        """The static twin; in page form with the state that wakes it."""
        state = ""
        if _building_pages.get() or os.environ.get("SPASMED_PAGE") == "1":
            traits = {name: getattr(self, name) for name in self._page_traits}
            text = json.dumps(traits, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            state = f'<script type="application/json" data-player-state>{text}</script>'
        return f'<figure class="sp-twin" style="margin:0">{self.twin()}{state}</figure>'

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        live, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        if "data-player-state" in (html := self.html()):
            live = {}  # a page has no kernel to speak to
        return {**live, "text/html": html, "text/plain": self.text()}, metadata
