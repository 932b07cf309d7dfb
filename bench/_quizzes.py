"""Questions as a notebook shows them: ours, and the widgets that a course would write by hand. All say the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ipywidgets
from IPython.display import display

from spasmed.learning import bank, item, mark
from spasmed.learning.record import Record
from spasmed.widgets import Quiz

SURE = ("Guessing", "Fairly sure", "Sure")


@dataclass(frozen=True)
class Asked:
    """A question, the id and the place of its right option as ours shows it, and the first reason of its answer."""

    stem: str
    choices: list[tuple[str, str]]
    right: str
    nth: int
    says: str


def _ids(many: int) -> list[str]:
    return list(bank(kind="single")["id"][:many])


@cache
def asked(many: int) -> list[Asked]:
    """The first questions of the bank that have one right option."""
    found = []
    for step in Quiz(items=_ids(many)).data["steps"]:
        record = item(step["id"])
        right = next(one["id"] for one in record["options"] if one["correct"])
        choices = [(one["id"], one["text"]) for one in step["options"]]
        nth = [name for name, _ in choices].index(right)
        found.append(Asked(record["stem"], choices, right, nth, mark(record, right).says[0]))
    return found


def ours(many: int) -> None:
    """The player; Python keeps each answer in a record, through to the disk."""
    os.environ["SPASMED_HOME"] = str(Path.cwd() / "record")
    Record.open().start()
    display(Quiz(items=_ids(many)))  # type: ignore[no-untyped-call]


def widgets(many: int) -> None:
    """Radio buttons, a button and an HTML widget: Python marks each answer when the button is pressed."""
    turn = iter(asked(many))
    stem, says = ipywidgets.HTML(), ipywidgets.HTML()
    choice, sure = ipywidgets.RadioButtons(layout={"width": "auto"}), ipywidgets.RadioButtons(options=SURE, value=None)
    check, onward = ipywidgets.Button(description="Check"), ipywidgets.Button(description="Next")
    now: list[Asked] = []

    def go(_: object = None) -> None:
        now[:] = [next(turn)]
        stem.value, says.value = now[0].stem, ""
        choice.options, choice.value, sure.value = [(text, name) for name, text in now[0].choices], None, None

    def tell(_: object) -> None:
        says.value = f"<p>Right.</p><p>{now[0].says}</p>" if choice.value == now[0].right else "<p>Not right.</p>"

    check.on_click(tell)
    onward.on_click(go)
    go()
    display(ipywidgets.VBox([stem, choice, sure, check, says, onward]))  # type: ignore[no-untyped-call]
