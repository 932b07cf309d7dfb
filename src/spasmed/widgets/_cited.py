"""Sources inside a cell: each id as a link to the work it names."""

from __future__ import annotations

from collections.abc import Iterable

from spasmed.drawing import source_part
from spasmed.widgets._cells import Part


def cited(ids: Iterable[str]) -> list[str | Part]:
    """The sources as parts of a cell, a space between them; an id that opens nowhere stays plain."""
    parts: list[str | Part] = []
    for source in ids:
        address, reference = source_part(source)
        parts += [Part(text=source, href=address, title=reference), " "]
    return parts[:-1]
