"""One thing wrong with a table, said so that the person who edited it can put it right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Where it is (file; row as a spreadsheet counts it, 1 = heading; column), what is wrong, what to do."""

    file: str
    wrong: str
    cure: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        value = f' "{_short(self.value)}"' if self.value is not None else ""
        return f"data/{self.file}{row}{column}:{value} {self.wrong}. {self.cure}"


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
