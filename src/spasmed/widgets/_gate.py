"""What must be asked before anything is shown: the reply opens the player or ends the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from spasmed.tables import unknown


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What must be asked first: `clear` leads to what stands behind it, `stop` to the sentence `stopped` alone."""

    title: str
    lead: str
    items: Sequence[str]
    clear: str
    stop: str
    stopped: str

    @staticmethod
    def reply(value: Mapping[str, Any]) -> str:
        """The reply in the `value` of a player: "" before there is one, "clear" or "stop"; others raise ValueError."""
        said = str(value.get("gate", ""))
        if said not in ("", "clear", "stop"):
            raise unknown("gate", said, ["clear", "stop"])
        return said

    def html(self, reply: str) -> str:
        """The questions for a page that cannot ask them, and the sentence of a gate that said stop."""
        signs = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        stopped = f"<p><strong>{escape(self.stopped)}</strong></p>" if reply == "stop" else ""
        return f"<p><strong>{escape(self.title)}.</strong> {escape(self.lead)}</p><ul>{signs}</ul>{stopped}"
