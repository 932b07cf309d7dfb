"""The steps of a question player as print: every question with its options, its answer folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from spasmed.widgets._cells import Cell, Story, html_cell
from spasmed.widgets._step import Mark, Step


def reached(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps a reader comes to who answers everything right."""
    for step in steps:
        yield step
        mark, _ = _right(step)
        if mark and mark.ends:
            return


def printed(number: int, step: Step) -> str:
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
    asked = f"<p><strong>{number}.</strong> {escape(step.stem)}</p>"
    return f'<div style="margin-top:1.2em">{asked}{before}{listed}{folded}</div>'


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
