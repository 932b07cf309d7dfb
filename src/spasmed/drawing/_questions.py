"""Questions on paper: the answer folded away, so that a reader can commit to a guess before looking.

`<details>` opens with no kernel, in a notebook that is not trusted, on a page and in slides.
"""

from __future__ import annotations

from html import escape
from string import ascii_uppercase
from typing import Any

from spasmed.drawing._table import Shown, source_link
from spasmed.learning import item
from spasmed.learning import lesson as _brief
from spasmed.tables import SpasmedError

_BOX = "max-width:64em;margin:0 0 1em;padding:0.2em 1em 0.6em;border:1px solid gray;border-radius:8px"
_LETTERS = '<ol style="list-style-type:upper-alpha">'


def _options(options: list[dict[str, Any]]) -> str:
    return "".join(f"<li>{escape(o['text'])}</li>" for o in options)


def _fold(summary: str, body: str) -> str:
    head = f'<summary style="cursor:pointer;font-weight:600">{summary}</summary>'
    return f'<details style="margin:0.4em 0">{head}{body}</details>'


def _reason(option: dict[str, Any]) -> str:
    verdict = "Right" if option["correct"] else "Not this one"
    return f"<li><strong>{verdict}:</strong> {escape(option['text'])}<br>{escape(option['feedback'])}</li>"


def _asked(record: dict[str, Any]) -> tuple[str, str]:
    """What the reader sees before choosing, and what the fold holds."""
    if "options" in record:
        reasons = "".join(map(_reason, record["options"]))
        return f"{_LETTERS}{_options(record['options'])}</ol>", f"{_LETTERS}{reasons}</ol>"
    if record["type"] == "ordering":
        mixed = "".join(f"<li>{escape(step)}</li>" for step in sorted(record["sequence"]))
        order = "".join(f"<li>{escape(step)}</li>" for step in record["sequence"])
        return f"<ul>{mixed}</ul>", f"<ol>{order}</ol><p>{escape(record['feedback'])}</p>"
    answer = f"<strong>{record['answer']['value']:g} {escape(record['answer']['unit'])}.</strong>"
    slips = "".join(f"<li>{e['value']:g}: {escape(e['feedback'])}</li>" for e in record.get("common_errors", []))
    return "", f"<p>{answer} {escape(record['feedback'])}</p>" + (f"<ul>{slips}</ul>" if slips else "")


def _card(number: int, record: dict[str, Any]) -> str:
    choices, reasons = _asked(record)
    sources = ", ".join(map(source_link, record.get("source_ids", [])))
    small = f"<p><small>{escape(record['id'])} · {sources}</small></p>"
    return (
        f'<div style="{_BOX}"><p><strong>{number}.</strong> {escape(record["stem"])}</p>{choices}'
        f"{_fold('Answered? Then open the reasons.', reasons + small)}</div>"
    )


def recall(*, lesson: str) -> Shown:
    """The warm-up of a lesson: its questions from earlier lessons, each with a reason for every option.

    Raises SpasmedError with the closest match for an unknown lesson.
    """
    ids = _brief(lesson).get("recall_item_ids") or []
    if not ids:
        return Shown("<p>This lesson has no warm-up: nothing comes before it.</p>", "Warm-up: no questions")
    return Shown(
        "".join(_card(n, item(i)) for n, i in enumerate(ids, 1)),
        f"Warm-up: {len(ids)} questions ({', '.join(ids)})",
    )


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
