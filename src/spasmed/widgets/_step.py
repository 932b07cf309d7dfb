"""One step of a sequence: what is asked, and what every response earns, marked ahead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from spasmed.tables import SpasmedError, unknown
from spasmed.widgets._cells import Cell, Story, plain_cell, story_data

Kind = Literal["single", "multiple", "numeric", "ordering", "read"]
Tone = Literal["right", "partly", "wrong"]
Response = str | float | list[str]

READ = "read"  # the response to a step that is only read


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What one response earns: `credit` from 0 to 1, a `title`, reasons, what it reveals; `ends` stops the sequence."""

    tone: Tone
    title: str
    credit: float
    says: Sequence[Cell] = ()
    after: Story = ()
    ends: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question, or a page that is only read.

    `options` are (id, text) pairs in the order shown. `marks` are found by `response_key`; a number is looked up in
    `bands` (low, high, mark), the first that holds it; what is found nowhere earns `otherwise`.
    """

    id: str
    kind: Kind
    stem: str
    before: Story = ()
    options: Sequence[tuple[str, str]] = ()
    unit: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    bands: Sequence[tuple[float, float, Mark]] = ()
    otherwise: Mark | None = None

    def mark(self, response: Response) -> Mark | None:
        """What this response earns; None for a step that is only read."""
        if self.kind == "numeric":
            number = float(response)  # type: ignore[arg-type]  # `check` let only numbers in
            return next((mark for low, high, mark in self.bands if low <= number <= high), self.otherwise)
        return self.marks.get(response_key(self.kind, response), self.otherwise)

    def best(self) -> Response:
        """The response of `marks` that earns most."""
        key = max(self.marks, key=lambda key: self.marks[key].credit)
        return key.split(",") if self.kind in ("multiple", "ordering") else key

    def check(self, response: Any) -> Response:
        """The response in its own type, or a ValueError that says what can be answered."""
        known = [name for name, _ in self.options]
        if self.kind == "read":
            return READ
        if self.kind == "numeric":
            if isinstance(response, bool) or not isinstance(response, int | float) or response != response:
                raise SpasmedError(f"The answer to {self.id} is a number; {response!r} is none.")
            return response
        chosen = [response] if isinstance(response, str) else list(response)
        if lost := [name for name in chosen if name not in known]:
            raise unknown("answer", str(lost[0]), known)
        if self.kind == "single" and len(chosen) != 1:
            raise SpasmedError(f"The answer to {self.id} is one option of {', '.join(known)}.")
        if self.kind == "ordering" and sorted(chosen) != sorted(known):
            raise SpasmedError(f"The answer to {self.id} puts each of {', '.join(known)} in order, once.")
        if self.kind == "multiple" and (not chosen or len(set(chosen)) < len(chosen)):
            raise SpasmedError(f"The answer to {self.id} is one or more of {', '.join(known)}, each once.")
        return chosen[0] if self.kind == "single" else chosen


def response_key(kind: Kind, response: Response) -> str:
    """Under which key of `Step.marks` a response is found: ids with commas, in order only where order is asked."""
    if isinstance(response, list):
        return ",".join(response if kind == "ordering" else sorted(response))
    return str(response)


def step_data(step: Step) -> dict[str, Any]:
    """A step for the browser. Many responses earn much the same: every mark and every reason is written once."""
    pool: dict[str, int] = {}  # JSON of a cell, a story or a mark -> its place

    def place(thing: Any) -> int:
        return pool.setdefault(json.dumps(thing, ensure_ascii=False), len(pool))

    def marked(mark: Mark) -> int:
        says = [place(plain_cell(cell)) for cell in mark.says]
        after = place(story_data(mark.after)) if mark.after else None
        return place({"tone": mark.tone, "title": mark.title, "says": says, "after": after, "ends": mark.ends})

    data: dict[str, Any] = {
        "id": step.id,
        "kind": step.kind,
        "stem": step.stem,
        "before": story_data(step.before),
        "options": [{"id": name, "text": text} for name, text in step.options],
        "unit": step.unit,
        "marks": {key: marked(mark) for key, mark in step.marks.items()},
        "bands": [[low, high, marked(mark)] for low, high, mark in step.bands],
        "otherwise": marked(step.otherwise) if step.otherwise else None,
    }
    return {**data, "pool": [json.loads(thing) for thing in pool]}
