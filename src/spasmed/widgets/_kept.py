"""Between a player and the learner's record: one statement for each answer, and a sentence when it cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from spasmed.learning import item
from spasmed.learning._statement import iso_duration
from spasmed.learning.record import Record, RecordError
from spasmed.widgets._step import Mark, Step

About = Callable[[str], Mapping[str, Any]]
"""What the record says of the step with this id, beside its answer: where it belongs."""


def of_the_bank(name: str) -> dict[str, str]:
    """The lesson and the objective of a question of the bank."""
    asked = item(name)
    return {"lesson": asked["lesson"], "objective": asked["objective"]}


class Keeper:
    """The record as one player sees it: whether it is on, what is due, and where each answer goes.

    It is looked up anew each time, since a reader may start or stop it while the player stands open. `about` gives the
    context of an answer; a case gives {"lesson": ..., "case": ..., "version": ...}, and needs no objective.
    """

    def __init__(self, about: About = of_the_bank) -> None:
        self._about, self._session = about, uuid4().hex
        self._kept: dict[str, tuple[str, str]] = {}  # step -> id of the statement on its last answer, and the slip said

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
        self._kept.pop(step.id, None)  # of an earlier attempt: a slip that is said now is not about that
        if not (record := Record.open()).on:
            return ""
        slip = given.get("slip", "")
        context = {**self._about(step.id), "confidence": given["confidence"].casefold(), "session": self._session}
        result = {"success": mark.tone == "right", "score": mark.credit, "response": given["response"]}
        if slip:
            context["error_kind"] = slip
        if seconds := given.get("seconds", 0):
            result["duration"] = iso_duration(seconds)
        try:
            kept = record.append({"object": {"id": step.id}, "result": result, "context": context})
        except RecordError as error:
            return str(error)
        self._kept[step.id] = (kept, slip)
        return ""

    def explain(self, step: Step, given: Mapping[str, Any]) -> str:
        """Note what kind of slip the answer kept last was; what went wrong comes back as a sentence.

        Nothing is noted twice, and nothing about an answer that was not kept.
        """
        answer, before = self._kept.get(step.id, ("", ""))
        slip = given.get("slip", "")
        if not answer or slip == before or not (record := Record.open()).on:
            return ""
        try:
            record.annotate(answer, slip)
        except RecordError as error:
            return str(error)
        self._kept[step.id] = (answer, slip)
        return ""
