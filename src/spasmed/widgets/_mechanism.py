"""`Mechanism`: a published model a student predicts, moves and explains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from spasmed.drawing import picture, source_part
from spasmed.learning import lesson as _brief
from spasmed.mechanism import GRADES, Control, Model, model, settings
from spasmed.tables import SpasmedError, load, records
from spasmed.widgets._cells import Part, Story
from spasmed.widgets._frames import Frame, Frames, Guess, Slider


class Mechanism(Frames):
    """Move a model by hand: `sp.Mechanism("stretch-relax", hold=90)`; the beginning of its id is enough ("stretch").

    With `lesson` the guess is the one that lesson asks. Every control is an attribute (`m.hold = 90`). `m.result` is
    the model's table for these settings, `m.readings` the numbers beside the picture, `m.guess` what the reader
    committed to. `sp.models()` lists the models with their grades. Raises SpasmedError for an unknown model, control
    or choice, and for a number outside its range, with the reason.
    """

    def __init__(self, name: str, *, lesson: str | None = None, **value: float | str) -> None:
        self._model = found = model(name)
        super().__init__(
            name=found.id,
            caption=str(found.about["title"]),
            lead=str(found.about["question"]),
            sliders=[_slider(control) for control in found.controls.values()],
            sweep=self._sweep,
            answer=found.simulate,
            check=self._checked,
            guess=_guess(found) if lesson is None else _lesson_guess(found, lesson),
            notes=_notes(found),
            value=value,
        )

    def _checked(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        return settings(self._model.id, value)

    def _sweep(self, value: Mapping[str, Any]) -> list[Frame]:
        frames = []
        for position in self._model.primary.positions():
            state = {**value, self._model.primary.name: position}
            frame = self._model.simulate(**state)
            told = self._model.tell(frame, **state)
            frames.append(
                Frame(picture=picture(self._model, frame, state, told), sentence=told.sentence, readings=told.readings)
            )
        return frames


def _guess(found: Model) -> Guess:
    """The guess that comes with the model."""
    asked = found.prediction
    because = [asked.because, " ", *_sources(asked.source_ids)]
    return Guess(question=asked.question, options=asked.options, answer=asked.answer, because=because)


def _lesson_guess(found: Model, name: str) -> Guess:
    """The guess a lesson asks before its model moves; SpasmedError when the lesson is about another model."""
    brief = _brief(name)["mechanism"]
    if found.id not in (brief["model_id"], *brief["also_model_ids"]):
        raise SpasmedError(f"The lesson {name} moves {brief['model_id']}, not {found.id}. Leave `lesson` out.")
    asked = brief["prediction"]
    options = {option["id"]: option["text"] for option in asked["options"]}
    because = [brief["they_see"], " ", brief["explanation_after"], " ", *_sources(tuple(brief["source_ids"]))]
    return Guess(
        question=asked["question"], options=list(options.values()), answer=options[asked["answer"]], because=because
    )


def _slider(control: Control) -> Slider:
    positions = control.positions()
    return Slider(name=control.name, label=control.label, positions=positions, said=[control.say(p) for p in positions])


def _sources(ids: tuple[str, ...]) -> list[str | Part]:
    parts: list[str | Part] = []
    for source in ids:
        address, reference = source_part(source)
        parts += [Part(text=source, href=address, title=reference), " "]
    return parts[:-1]


def _notes(found: Model) -> Story:
    """What a reader should know before trusting the curve: grade, limits, what it fails to reproduce, sources."""
    grade = (
        f"{GRADES[found.grade]} ({found.about['grade_note']})."
        if found.about["grade_note"]
        else f"{GRADES[found.grade]}."
    )
    notes: list[tuple[str, Any]] = [("Grade", grade), ("What it does not show", list(found.limits))]
    if failures := _failures(found):
        notes.append(("Measurements it does not reproduce", failures))
    return [*notes, ("Sources of the equations", _sources(tuple(found.about["source_ids"])))]


def _failures(found: Model) -> list[str]:
    """Each published value the model misses, beside what the model gives."""
    rows = records(load("reference_values"))
    missed = [row for row in rows if row["model_id"] == found.id and row["role"] == "expected-failure"]
    return [
        f"{row['case']}: measured {row['expected']} {_unit(row)}, model {_said(found.references[row['id']]())}."
        for row in missed
    ]


def _unit(row: Mapping[str, Any]) -> str:
    return "" if row["unit"] == "dimensionless" else str(row["unit"])


def _said(computed: Any) -> str:
    return " / ".join(f"{value:.3g}" for value in np.atleast_1d(np.asarray(computed, dtype=float)))
