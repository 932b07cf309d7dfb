"""What stands in a cell of a player's table, as JSON for the browser and as HTML for the twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a cell: a link when it has `href`, a badge when it has a `tone` (the text must say the same)."""

    text: str
    href: str = ""
    title: str = ""
    tone: Literal["", "good", "info", "warn", "stop"] = ""


Cell = str | Part | Sequence[str | Part]
"""What stands in a column of `rows`: text, a part, or several of them in a row."""

Story = Sequence[tuple[str, str | Sequence[str | Part]]]
"""The details of one row: (heading, text) pairs; texts alone become a numbered list, texts with parts one line."""


def _parts(cell: Cell) -> list[str | Part]:
    return [cell] if isinstance(cell, str | Part) else list(cell)


def plain_cell(cell: Cell) -> str | list[str | dict[str, str]]:
    """A cell as JSON: text, or a list of texts and parts without their empty fields."""
    if isinstance(cell, str):
        return cell
    return [p if isinstance(p, str) else {k: v for k, v in asdict(p).items() if v} for p in _parts(cell)]


def story_data(story: Story) -> list[tuple[str, str | list[str | dict[str, str]]]]:
    """A story as JSON."""
    return [(heading, plain_cell(text)) for heading, text in story]


def html_cell(cell: Cell) -> str:
    """A cell as HTML for the static twin; a badge becomes bold, since its color may be lost."""
    return "".join(escape(p) if isinstance(p, str) else _html_part(p) for p in _parts(cell))


def _html_part(part: Part) -> str:
    if part.href:
        return f'<a href="{escape(part.href)}" target="_blank">{escape(part.text)}</a>'
    return f"<strong>{escape(part.text)}</strong>" if part.tone else escape(part.text)
