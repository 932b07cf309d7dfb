"""`Mechanism`: a published model a student predicts, moves and explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from spasmed.drawing import model_picture
from spasmed.learning import lesson as _brief
from spasmed.mechanism import GRADES, Control, Model, Quantity, model, settings
from spasmed.tables import SpasmedError, load, records
from spasmed.widgets._cells import Story
from spasmed.widgets._cited import cited
from spasmed.widgets._frames import Frame, Frames, Guess, Slider

LIMITS, MISSED = "What it does not show", "Measurements it does not reproduce"


class Mechanism(Frames):
    """Move a model by hand: `sp.Mechanism("stretch-relax", hold=90)`; the beginning of its id is enough ("stretch").

    With `lesson` the guess is the one that lesson asks. Every control is an attribute (`m.hold = 90`). `m.result` is
    the model's table for these settings, `m.readings` the numbers beside the picture, `m.guess` what the reader
    committed to. `sp.models()` lists the models with their grades. Raises SpasmedError for an unknown model, control
    or choice, and for a number outside its range, with the reason.
    """

    def __init__(self, name: str, *, lesson: str | None = None, **value: float | str) -> None:
        self._model = found = model(str(name))
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
            limits=(LIMITS, MISSED),
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
            drawn = model_picture(self._model, frame, state, told)
            frames.append(Frame(picture=drawn, sentence=told.sentence, readings=told.readings))
        return frames


def _guess(found: Model) -> Guess:
    """The guess that comes with the model."""
    asked = found.prediction
    because = [asked.because, " ", *cited(asked.source_ids)]
    return Guess(question=asked.question, options=asked.options, answer=asked.answer, because=because)


def _lesson_guess(found: Model, name: str) -> Guess:
    """The guess a lesson asks before its model moves; SpasmedError when the lesson is about another model."""
    brief = _brief(name).get("mechanism") or {}
    moves = [one for one in (brief.get("model_id"), *brief.get("also_model_ids", ())) if one]
    if found.id not in moves:
        raise SpasmedError(f"The lesson {name} moves {' and '.join(moves) or 'no model'}. Leave `lesson` out.")
    asked = brief["prediction"]
    options = {option["id"]: option["text"] for option in asked["options"]}
    because = [brief["they_see"], " ", brief["explanation_after"], " ", *cited(tuple(brief["source_ids"]))]
    return Guess(
        question=asked["question"], options=list(options.values()), answer=options[asked["answer"]], because=because
    )


def _slider(control: Control) -> Slider:
    positions = control.positions()
    return Slider(name=control.name, label=control.label, positions=positions, said=[control.say(p) for p in positions])


def _notes(found: Model) -> Story:
    """What a reader should know before trusting the curve: grade, limits, what it fails to reproduce, constants."""
    note = f" ({found.about['grade_note']})" if found.about["grade_note"] else ""
    notes: list[tuple[str, Any]] = [("Grade", f"{GRADES[found.grade]}{note}."), (LIMITS, list(found.limits))]
    if failures := _failures(found):
        notes.append((MISSED, failures))
    return [
        *notes,
        ("Its constants, as far as they were read", _constants(found)),
        ("Sources of the equations", cited(tuple(found.about["source_ids"]))),
    ]


def _failures(found: Model) -> list[str]:
    """Each published value the model misses, beside what the model gives."""
    rows = records(load("reference_values"))
    missed = [row for row in rows if row["model_id"] == found.id and row["role"] == "expected-failure"]
    return [
        f"{row['case']}: measured {_with_unit(row['expected'], row['unit'])}, "
        f"model {_said(found.references[row['id']]())}."
        for row in missed
    ]


def _constants(found: Model) -> list[str]:
    """Each constant with its unit, basis and source; what nobody has read in its source stays off screen."""
    seen = [one for one in _quantities(found.parameters) if one.seen != "no"]
    return [
        f"{one.meaning}: {_with_unit(f'{one:g}', one.unit)} ({one.basis}; {', '.join(one.source_ids)})" for one in seen
    ]


def _quantities(parameters: Any) -> Iterator[Quantity]:
    """The constants of a parameter object, families opened."""
    for field in fields(parameters):
        value = getattr(parameters, field.name)
        family = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
        yield from family


def _with_unit(number: str, unit: str) -> str:
    return number if unit in ("", "dimensionless") else f"{number} {unit}"


def _said(computed: Any) -> str:
    return " / ".join(f"{value:.3g}" for value in np.atleast_1d(np.asarray(computed, dtype=float)))
