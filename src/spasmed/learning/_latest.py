"""The last statement of each item, found without parsing the others: 100,000 answers are scanned in a blink."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any, NamedTuple

from spasmed.learning._journal import Journal, parsed

# Quotes inside a JSON text are escaped, so an answer that quotes these words is not taken for an item. A note on an
# answer is none either: its object begins with its type (see `_statement.note`), or has it next, where another program
# sorted the keys.
_ITEM = re.compile(rb'"object":\s*\{\s*"id":\s*"((?:[^"\\]|\\.)*)"(?!\s*,\s*"objectType":\s*"StatementRef")')


def item_of(line: bytes) -> str | None:
    """The id of the item that a line answers; None for a line that answers none, as a note on another statement."""
    match = _ITEM.search(line)
    return json.loads(b'"' + match[1] + b'"') if match else None


class Last(NamedTuple):
    """How many answers an item has, and the last of them."""

    answers: int
    statement: dict[str, Any]


class Latest:
    """Follows a journal: what was scanned once is not read again while the file only grows."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._forget()

    def by_item(self) -> dict[str, Last]:
        """Item id -> its last statement in the file."""
        self._scan()
        if None in (found := {item: parsed(line) for item, (_, line) in self._lines.items()}).values():
            with suppress(OSError):
                self._journal.sift()
            self._forget()
            self._scan()
            found = {item: parsed(line) for item, (_, line) in self._lines.items()}
        return {item: Last(self._lines[item][0], said) for item, said in found.items() if said is not None}

    def of(self, item: str) -> Last | None:
        """The last statement of one item; None when it was never answered."""
        self._scan()
        answers, line = self._lines.get(item, (0, b""))
        said = parsed(line) if answers else None
        return Last(answers, said) if said else None

    def answers(self) -> int:
        """How many answers there are, to all items together."""
        self._scan()
        return sum(answers for answers, _ in self._lines.values())

    def history(self, items: set[str]) -> list[dict[str, Any]]:
        """Every statement of these items, in the order of the file; the lines of others are not parsed."""
        names = {json.dumps(item, ensure_ascii=False)[1:-1].encode() for item in items}
        data, found = self._journal.read(), []
        for match in _ITEM.finditer(data):
            if match[1] in names:
                start, end = data.rfind(b"\n", 0, match.start()) + 1, data.find(b"\n", match.end())
                found.append(parsed(data[start:end]))
        return [said for said in found if said is not None and said["object"]["id"] in items]

    def _forget(self) -> None:
        self._lines: dict[str, tuple[int, bytes]] = {}
        self._end = 0
        self._seen = b""  # the last line that was scanned: if it is still where it was, the file only grew

    def _scan(self) -> None:
        start = self._end - len(self._seen)
        data = self._journal.read(start)
        if not data.startswith(self._seen):
            self._forget()
            start, data = 0, self._journal.read()
        known = len(self._seen)
        counts: dict[bytes, int] = {}
        places: dict[bytes, int] = {}
        for match in _ITEM.finditer(data, known):
            name = match[1]
            counts[name] = counts.get(name, 0) + 1
            places[name] = match.start()
        for name, place in places.items():
            item = json.loads(b'"' + name + b'"')
            line = data[data.rfind(b"\n", 0, place) + 1 : data.find(b"\n", place)]
            self._lines[item] = (self._lines.get(item, (0, b""))[0] + counts[name], line)
        self._end = start + len(data)
        self._seen = data[data.rfind(b"\n", 0, max(0, len(data) - 1)) + 1 :]
