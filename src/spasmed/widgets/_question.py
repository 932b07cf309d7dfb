"""Steps a reader answers one after another: Python marked every response ahead, the browser looks up the one given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from math import isfinite
from typing import Any

import pandas as pd

from spasmed.tables import SpasmedError, unknown
from spasmed.widgets._player import Player
from spasmed.widgets._printed import printed, reached
from spasmed.widgets._step import Mark, Step, step_data

CONFIDENCE = ("Guessing", "Fairly sure", "Sure")
SLIPS = ("I did not know it", "I misread the question", "I slipped")
COLUMNS = ("item_id", "response", "correct", "credit", "confidence", "slip")

Heard = Callable[[Step, Mapping[str, Any], Mark], str]
"""Called once for each answer that is given; the sentence it returns is shown to the reader ("" when all is well)."""

Explained = Callable[[Step, Mapping[str, Any]], str]
"""Called when a kind of mistake is said of an answer that was given before, or said anew; as `Heard` otherwise."""


class Question(Player):
    """Steps that are answered one at a time; nothing of a later one is shown before.

    Args:
        name: kebab-case name of the player.
        caption: the heading a reader sees; `lead` is a sentence under it.
        steps: in the order they are asked.
        confidence: what a reader says about an answer before its mark is shown; () asks nothing.
        slips: kinds of mistake to choose from after an answer that was not right; () asks nothing.
        heard: what is told of each new answer; `explained`, of each kind of mistake that is chosen.
        awake: what stands below while Python listens, or a function that says it anew each time it is asked;
            `asleep` stands there when there is no Python.

    `.value["answers"]` holds response, confidence, slip and seconds (from the question being seen to its answer; 0 is
    unknown) for each answered step, `.value["past"]` those of earlier attempts. `.result` has a row for each answer of
    the open attempt: item_id, response, correct, credit (0 to 1), confidence, slip.
    """

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        steps: Sequence[Step],
        lead: str = "",
        confidence: Sequence[str] = CONFIDENCE,
        slips: Sequence[str] = SLIPS,
        heard: Heard | None = None,
        explained: Explained | None = None,
        awake: str | Callable[[], str] = "",
        asleep: str = "",
    ) -> None:
        if not steps:
            raise SpasmedError(f"{caption} has no question. Choose other words.")
        self._steps = {step.id: step for step in steps}
        if len(self._steps) < len(steps):
            raise SpasmedError(f"{caption} asks a question twice. Name each once.")
        self._confidence, self._slips, self._awake = confidence, slips, awake
        self._heard, self._explained, self._trouble = heard, explained, ""
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "lead": lead,
            "steps": [step_data(step) for step in steps],
            "confidence": list(confidence),
            "slips": list(slips),
            "asleep": asleep,
        }
        super().__init__(kind="question", data=data, value={})
        self.observe(self._tell, "value")
        self.on_msg(self._asked)

    # -- answering

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` in its full form; a step cannot be answered before the one that leads to it."""
        full, over = self._checked(value.get("answers", {}))
        past = [
            {"attempt": int(p["attempt"]), "answers": self._checked(p["answers"])[0]} for p in value.get("past", [])
        ]
        furthest = len(full) - (over or len(full) == len(self._steps))
        at = min(max(int(value.get("at", 0)), 0), furthest)
        return {"answers": full, "at": at, "attempt": max(int(value.get("attempt", 0)), 0), "past": past}

    def _checked(self, answers: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
        """The answers of one attempt in their full form, and whether the last of them ended it."""
        given, full, over = dict(answers), {}, False
        for step in self._steps.values():
            if step.id not in given or over:
                break
            answer = given.pop(step.id)
            response = step.check(answer["response"])
            full[step.id] = {
                "response": response,
                "confidence": _one_of("confidence", answer.get("confidence", ""), self._confidence),
                "slip": _one_of("slip", answer.get("slip", ""), self._slips),
                "seconds": _seconds(step, answer.get("seconds", 0)),
            }
            mark = step.mark(response)
            over = bool(mark and mark.ends)
        for name in given:
            if name not in self._steps:
                raise unknown("question", name, self._steps)
            raise SpasmedError(f"Question {name} comes after one that was not answered, or after the end.")
        return full, over

    def answer(self, response: Any, confidence: str = "", slip: str = "") -> None:
        """Answer the first open step from Python and go on to the next."""
        for step in self._steps.values():
            if step.id not in self.value["answers"]:
                given = {"response": response, "confidence": confidence, "slip": slip}
                answers = {**self.value["answers"], step.id: given}
                self.value = {**self.value, "answers": answers, "at": len(answers)}
                return
        raise SpasmedError("Every question was answered.")

    def _tell(self, change: Mapping[str, Any]) -> None:
        """Tell `heard` of each answer that was not there before, `explained` of each slip that was not."""
        before = dict(_attempts(change["old"] or {}))
        self._trouble = ""
        for attempt, answers in _attempts(change["new"]):
            for name, given in answers.items():
                self._tell_of(self._steps[name], given, before.get(attempt, {}).get(name))
        self.problem = self._trouble

    def _tell_of(self, step: Step, given: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        if (mark := step.mark(given["response"])) is None:
            return
        if before is None:
            if self._heard:
                self._hand_on(partial(self._heard, step, given, mark))
        elif self._explained and given["slip"] not in ("", before["slip"]):
            self._hand_on(partial(self._explained, step, given))

    def _hand_on(self, tell: Callable[[], str]) -> None:
        """Tell somebody of an answer. What comes back goes to the reader, and so does an error: the answer stands."""
        try:
            self._trouble = tell() or self._trouble
        except Exception as error:
            if os.environ.get("SPASMED_STRICT") == "1":
                raise
            self._trouble = f"This answer is marked, but it could not be kept ({error}). Go on, or run the cell again."

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the browser sent; what could not be kept of it is said in the player."""
        self._trouble = ""
        super().set_state(sync_data)
        self.problem = self.problem or self._trouble
        self._say_awake()

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("ping"):  # the browser asks whether there is a Python, and whether it keeps the answers
            self._say_awake()

    def _say_awake(self) -> None:
        """Say it anew: a record can be started and stopped while the player stands open."""
        said = self._awake() if callable(self._awake) else self._awake
        self.send({"awake": said, "attempt": self.value["attempt"]})

    # -- the answer and its forms

    @property
    def result(self) -> pd.DataFrame:
        """One row for each answered step; columns item_id, response, correct, credit, confidence, slip."""
        rows = []
        for name, given in self.value["answers"].items():
            if mark := self._steps[name].mark(given["response"]):
                row = {"item_id": name, **given, "correct": mark.tone == "right", "credit": mark.credit}
                rows.append([row[column] for column in COLUMNS])
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def text(self) -> str:
        """How many were answered and how many of them are right, in one line."""
        asked = sum(step.kind != "read" for step in self._steps.values())
        found = self.result
        return f"{self.data['caption']}: {len(found)} of {asked} answered, {int(found['correct'].sum())} right"

    def twin(self) -> str:
        """Every question with its options, and its answer folded; none that stands behind an end."""
        lead = f" {escape(self.data['lead'])}" if self.data["lead"] else ""
        head = (
            f'<figcaption style="text-align:left"><strong>{escape(self.data["caption"])}.</strong>{lead}</figcaption>'
        )
        return head + "".join(printed(n, step) for n, step in enumerate(reached(self._steps.values()), 1))


def _one_of(what: str, word: str, words: Sequence[str]) -> str:
    if word and word not in words:
        raise unknown(what, word, words)
    return word


def _attempts(value: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every attempt that a value holds, with its answers, the open one last."""
    for past in value.get("past", []):
        yield past["attempt"], past["answers"]
    yield value.get("attempt", 0), value.get("answers", {})


def _seconds(step: Step, seconds: Any) -> float:
    """How long an answer took, as a number that can be kept."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not isfinite(seconds) or seconds < 0:
        raise SpasmedError(f"The seconds of {step.id} are a number from 0 on; {seconds!r} is none.")
    return round(seconds, 1)
