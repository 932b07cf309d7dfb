"""A form that asks Python: fieldsets on one side, and beside them the answer, which opens after a guess."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd
import traitlets

from spasmed.tables import unknown
from spasmed.widgets._facets import Option
from spasmed.widgets._gate import Gate
from spasmed.widgets._player import Player

ASLEEP = "Free choice needs the live course: open this page in JupyterLab and run the cell."
READY = "The worked examples open without it."
WAITS = "Python is working this out."
OWN = "Your own choice"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A fieldset: one of the `options` (radio buttons), or any number of them when `many` (check boxes)."""

    id: str
    label: str
    options: Sequence[Option]
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A filled form to start from; `value` has every field."""

    id: str
    label: str
    value: Mapping[str, str | list[str]]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What stands beside the form: `said` in one line, then `html`, and the options of the guess that it `holds`."""

    said: str
    html: str
    holds: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """The question that opens the answer, and how the reader's choice is set beside it."""

    question: str
    options: Sequence[Option]
    both: str
    mine: str
    theirs: str


class Form(Player):
    """Choices in fieldsets, each answered by Python.

    Args:
        name: kebab-case name of the player.
        caption: the heading a reader sees; `lead` is the sentence under it.
        fields: the fieldsets, in order.
        presets: filled forms to start from; a page without a kernel has their answers made ahead.
        reply: the choices -> what stands beside them.
        answer: the pure function behind `.result`, called with the choices as keywords.
        commitment: what the reader commits to before the first answer, and again for each preset.
        gate: asked before anything is shown.
        value: choices at first; those that are not named are those of the preset.
        preset: id of the preset to start from.

    Every fieldset is an attribute: `form.stage = "acute"` sets, `form.stage` reads.
    """

    view = traitlets.Dict(help="the answer to the choices it names; written by Python only").tag(sync=True)
    _page_traits = ("kind", "data", "value", "ahead")

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        lead: str,
        fields: Sequence[Field],
        presets: Sequence[Preset],
        reply: Callable[[Mapping[str, Any]], Answered],
        answer: Callable[..., pd.DataFrame],
        commitment: Commitment,
        preset: str,
        gate: Gate | None = None,
        value: Mapping[str, Any] | None = None,
    ) -> None:
        self._fields = {field.id: field for field in fields}
        self._presets = {one.id: one for one in presets}
        self._reply, self._answer, self._commitment, self._gate = reply, answer, commitment, gate
        if taken := sorted(set(self._fields) & ({"preset", "guess", "committed", "gate"} | set(dir(type(self))))):
            raise ValueError(f"A field cannot be called {taken[0]!r}: the widget already uses this name. Rename it.")
        if preset not in self._presets:
            raise unknown("worked example", preset, self._presets)
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "lead": lead,
            "fields": [asdict(field) for field in fields],
            "presets": [{"id": "", "label": OWN}, *({**asdict(one), "value": dict(one.value)} for one in presets)],
            "guess": asdict(commitment),
            "asleep": ASLEEP,
            "ready": READY,
            "waits": WAITS,
        }
        if gate is not None:
            data["gate"] = asdict(gate)
        start = {**self._presets[preset].value, **(value or {})}
        super().__init__(kind="form", data=data, value={"preset": preset, **start})
        self._draw()
        self.observe(self._moved, "value")
        self.on_msg(self._asked)

    # -- choosing

    def _controls(self) -> Collection[str]:
        return self._fields

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` with every field in it, each in the order of its options; an unknown word raises ValueError.

        The name of the preset goes when a choice differs from it.
        """
        own = {"preset", "guess", "committed", *(["gate"] if self._gate else [])}
        for name in value:
            if name not in self._fields and name not in own:
                raise unknown(self._kind_of_control, name, self._fields)
        choices = {name: _checked(field, value.get(name)) for name, field in self._fields.items()}
        preset = value.get("preset", "")
        if preset and preset not in self._presets:
            raise unknown("worked example", preset, self._presets)
        if preset and any(choices[name] != word for name, word in self._presets[preset].value.items()):
            preset = ""
        guess = _checked(Field(id="guess", label="", options=self._commitment.options, many=True), value.get("guess"))
        reply = {"gate": self._gate.reply(value)} if self._gate else {}
        return {
            "preset": preset,
            "guess": guess,
            "committed": bool(guess and value.get("committed")),
            **choices,
            **reply,
        }

    @property
    def _choices(self) -> dict[str, Any]:
        return {name: self.value[name] for name in self._fields}

    def _moved(self, _: object) -> None:
        if self.view["for"] == self._choices:
            return
        try:
            self._draw()
        except Exception:
            self.value = {**self.value, **self.view["for"]}  # the form never says something else than the answer
            raise

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("ping"):  # the browser asks whether there is a Python to speak to
            self.send({"pong": True})

    def _draw(self) -> None:
        self.view = self._view(self._choices)

    def _view(self, choices: Mapping[str, Any]) -> dict[str, Any]:
        return {"for": dict(choices), **asdict(self._reply(choices))}

    @property
    def ahead(self) -> dict[str, Any]:
        """The answers to all presets, and to what the form holds now, for a page without a kernel."""
        made = {one.id: self._view(one.value) for one in self._presets.values()}
        return {**made, self.value["preset"]: self.view}

    # -- the answer and its forms

    @property
    def _stopped(self) -> bool:
        return self.value.get("gate") == "stop"

    @property
    def result(self) -> pd.DataFrame:
        """What the pure function returns for the choices; no row after the gate said stop."""
        found = self._answer(**self._choices)
        return found.iloc[:0] if self._stopped else found

    def text(self) -> str:
        """The caption and the answer in one line."""
        return f"{self.data['caption']}: {'stopped by the screen' if self._stopped else self.view['said']}"

    def twin(self) -> str:
        """The caption, the gate's questions, the choices in words, and the answer to them."""
        head = (
            f'<figcaption style="text-align:left"><strong>{escape(self.data["caption"])}.</strong> '
            f"{escape(self.data['lead'])}</figcaption>"
        )
        first = self._gate.html(self.value["gate"]) if self._gate else ""
        if self._stopped:
            return head + first
        said = f"<p>{escape(self._words())}</p><p><strong>{escape(self.view['said'])}.</strong></p>"
        return f"{head}{first}{said}{self.view['html']}"

    def _words(self) -> str:
        """The choices as a reader would say them."""
        said = []
        for name, field in self._fields.items():
            labels = {option.id: option.label for option in field.options}
            words = self.value[name] if field.many else [self.value[name]]
            said.append(f"{field.label}: {', '.join(labels[word] for word in words) or 'none'}")
        preset = self.value["preset"]
        return f"{self._presets[preset].label if preset else OWN}. {'; '.join(said)}."


def _checked(field: Field, value: object) -> Any:
    """The word or words of a field; the first option where one is needed and none is given."""
    allowed = [option.id for option in field.options]
    words = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple | set) else []
    if value is not None and not isinstance(value, str | list | tuple | set):
        raise unknown(field.id, value, allowed)
    for word in words:
        if word not in allowed:
            raise unknown(field.id.replace("_", " "), word, allowed)
    if field.many:
        return [word for word in allowed if word in words]
    if len(words) > 1:
        raise ValueError(f"{field.label} takes one word. Choose from: {', '.join(allowed)}.")
    return words[0] if words else allowed[0]
