"""Steps a reader answers one after another: Python marked every response ahead, the browser looks up the one given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from spasmed.tables import SpasmedError, unknown
from spasmed.widgets._cells import Cell, Story, html_cell
from spasmed.widgets._player import Player
from spasmed.widgets._step import Mark, Step, step_data

CONFIDENCE = ("Guessing", "Fairly sure", "Sure")
SLIPS = ("I did not know it", "I misread the question", "I slipped")
COLUMNS = ("item_id", "response", "correct", "credit", "confidence", "slip")

Heard = Callable[[Step, Mapping[str, Any], Mark], str]
"""Called once for each answer that is given; the sentence it returns is shown to the reader ("" when all is well)."""


class Question(Player):
    """Steps that are answered one at a time; nothing of a later one is shown before.

    Args:
        name: kebab-case name of the player.
        caption: the heading a reader sees; `lead` is a sentence under it.
        steps: in the order they are asked.
        confidence: what a reader says about an answer before its mark is shown; () asks nothing.
        slips: kinds of mistake to choose from after an answer that was not right; () asks nothing.
        heard: what is told of each new answer.
        awake: what stands below while Python listens, `asleep` when there is no Python.

    `.result` has a row for each answered step: item_id, response, correct, credit (0 to 1), confidence, slip.
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
        awake: str = "",
        asleep: str = "",
    ) -> None:
        if not steps:
            raise SpasmedError(f"{caption} has no question. Choose other words.")
        self._steps = {step.id: step for step in steps}
        if len(self._steps) < len(steps):
            raise SpasmedError(f"{caption} asks a question twice. Name each once.")
        self._confidence, self._slips, self._heard, self._trouble = confidence, slips, heard, ""
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "lead": lead,
            "steps": [step_data(step) for step in steps],
            "confidence": list(confidence),
            "slips": list(slips),
            "awake": awake,
            "asleep": asleep,
        }
        super().__init__(kind="question", data=data, value={})
        self.observe(self._tell, "value")
        self.on_msg(self._asked)

    # -- answering

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` in its full form; a step cannot be answered before the one that leads to it."""
        given, full, over = dict(value.get("answers", {})), {}, False
        for step in self._steps.values():
            if step.id not in given or over:
                break
            answer = given.pop(step.id)
            response = step.check(answer["response"])
            full[step.id] = {
                "response": response,
                "confidence": _one_of("confidence", answer.get("confidence", ""), self._confidence),
                "slip": _one_of("slip", answer.get("slip", ""), self._slips),
            }
            mark = step.mark(response)
            over = bool(mark and mark.ends)
        for name in given:
            if name not in self._steps:
                raise unknown("question", name, self._steps)
            raise SpasmedError(f"Question {name} comes after one that was not answered, or after the end.")
        furthest = len(full) - (over or len(full) == len(self._steps))
        at = min(max(int(value.get("at", 0)), 0), furthest)
        return {"answers": full, "at": at, "attempt": max(int(value.get("attempt", 0)), 0)}

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
        """Tell `heard` of each answer that was not there before; its sentence goes to the reader."""
        old, new = (change["old"] or {}), change["new"]
        before = old.get("answers", {}) if old.get("attempt", 0) == new["attempt"] else {}
        self._trouble = ""
        for name, given in new["answers"].items():
            mark = self._steps[name].mark(given["response"])
            if self._heard and mark and name not in before:
                self._trouble = self._heard(self._steps[name], given, mark) or self._trouble
        self.problem = self._trouble

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the browser sent; what could not be kept of it is said in the player."""
        self._trouble = ""
        super().set_state(sync_data)
        self.problem = self.problem or self._trouble

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("ping"):  # the browser asks whether there is a Python that keeps the answers
            self.send({"pong": True})

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
        """Every question with its options, and its answer folded."""
        lead = f" {escape(self.data['lead'])}" if self.data["lead"] else ""
        head = (
            f'<figcaption style="text-align:left"><strong>{escape(self.data["caption"])}.</strong>{lead}</figcaption>'
        )
        return head + "".join(_printed(n, step) for n, step in enumerate(self._steps.values(), 1))


def _one_of(what: str, word: str, words: Sequence[str]) -> str:
    if word and word not in words:
        raise unknown(what, word, words)
    return word


def _printed(number: int, step: Step) -> str:
    """A step of the twin: what is known before, the question, its options, and the right answer folded."""
    before = _dl(step.before)
    options = "".join(f"<li>{escape(text)}</li>" for _, text in step.options)
    mark, words = _right(step)
    folded = ""
    if mark:
        says = "".join(f"<p>{html_cell(cell)}</p>" for cell in mark.says)
        answer = f"<p><strong>{escape(words)}</strong></p>" if words else ""
        folded = f"<details><summary>Commit to an answer, then open.</summary>{answer}{says}{_dl(mark.after)}</details>"
    listed = f'<ol style="list-style-type: upper-alpha">{options}</ol>' if options else ""
    return f"<div><p><strong>{number}.</strong> {escape(step.stem)}</p>{before}{listed}{folded}</div>"


def _right(step: Step) -> tuple[Mark | None, str]:
    """The mark with the most credit, and in words the response that earns it."""
    texts = dict(step.options)
    found = [(mark, [texts.get(one, one) for one in key.split(",")]) for key, mark in step.marks.items()]
    found += [(mark, [f"{(low + high) / 2:g} {step.unit}".strip()]) for low, high, mark in step.bands]
    if not found:
        return step.otherwise, ""
    mark, words = max(found, key=lambda pair: pair[0].credit)
    return mark, (" → " if step.kind == "ordering" else "; ").join(words)


def _dl(story: Story) -> str:
    """A story as paragraphs that begin with their heading."""
    return "".join(f"<p><em>{escape(heading)}.</em> {html_cell(_line(text))}</p>" for heading, text in story)


def _line(text: Any) -> Cell:
    """Texts alone are a list in the browser; printed they follow one another."""
    if isinstance(text, str):
        return text
    if all(isinstance(one, str) for one in text):
        return "; ".join(text)
    return list(text)
