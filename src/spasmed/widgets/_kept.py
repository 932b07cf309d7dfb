"""Between the player and the learner's record: one statement for each answer, and a sentence when it cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from spasmed.learning import item
from spasmed.learning.record import Record, RecordError
from spasmed.widgets._step import Mark, Step


class Keeper:
    """The record as one player sees it: whether it is on, what is due, and where each answer goes.

    It is looked up anew each time, since a reader may start or stop it while the player stands open.
    """

    def __init__(self) -> None:
        self._session = uuid4().hex

    @property
    def on(self) -> bool:
        """Whether answers are kept."""
        return Record.open().on

    def due(self, many: int) -> list[str]:
        """The ids of at most so many questions whose time has come, the most urgent first."""
        if not (record := Record.open()).on:
            return []
        from spasmed.learning.schedule import due  # the scheduler is not needed by a reader without a record

        return due(record)[:many]

    def keep(self, step: Step, given: Mapping[str, Any], mark: Mark) -> str:
        """Append this answer; what went wrong comes back as a sentence, "" when nothing did."""
        if not (record := Record.open()).on:
            return ""
        asked = item(step.id)
        context = {
            "lesson": asked["lesson"],
            "objective": asked["objective"],
            "confidence": given["confidence"].casefold(),
            "session": self._session,
        }
        result = {"success": mark.tone == "right", "score": mark.credit, "response": given["response"]}
        try:
            record.append({"object": {"id": step.id}, "result": result, "context": context})
        except RecordError as error:
            return str(error)
        return ""
