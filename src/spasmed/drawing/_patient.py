"""The patient who opens a lesson, on paper: the answer folded away, so that a reader can commit to a guess first.

`<details>` opens with no kernel, in a notebook that is not trusted, on a page and in slides.
"""

from __future__ import annotations

from html import escape
from string import ascii_uppercase
from typing import Any

from spasmed.drawing._table import Shown
from spasmed.learning import lesson as _brief
from spasmed.tables import SpasmedError

_BOX = "max-width:64em;margin:1em 0;padding:0.2em 1em 0.6em;border:1px solid gray;border-radius:8px"
_LETTERS = '<ol style="list-style-type:upper-alpha">'


def _options(options: list[dict[str, Any]]) -> str:
    return "".join(f"<li>{escape(o['text'])}</li>" for o in options)


def _fold(summary: str, body: str) -> str:
    head = f'<summary style="cursor:pointer;font-weight:600">{summary}</summary>'
    return f'<details style="margin:0.4em 0">{head}{body}</details>'


def patient(*, lesson: str) -> Shown:
    """The patient who opens a lesson, and a guess to commit to before anything is shown.

    Raises SpasmedError with the closest match for an unknown lesson.
    """
    opening = _brief(lesson).get("opening_patient")
    if not opening:
        raise SpasmedError(f"The lesson {lesson} opens without a patient. Choose another lesson.")
    options = opening["options"]
    right = next(i for i, o in enumerate(options) if o["id"] == opening["answer"])
    answer = f"{ascii_uppercase[right]}. {options[right]['text']}"
    reveal = escape(opening.get("reveal") or "")
    body = f"<p><strong>{escape(answer)}</strong> {reveal}</p>"
    html = (
        f'<div style="{_BOX}"><p>{escape(opening["vignette"])}</p><p><strong>{escape(opening["question"])}</strong></p>'
        f"{_LETTERS}{_options(options)}</ol>" + _fold("Commit to one letter, then open.", body) + "</div>"
    )
    return Shown(html, f"A patient and a guess: {len(options)} options")
