"""Where a lesson makes widgets, sets them and shows their answers: a strict run can only see what is printed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import _code_laws
from _code_laws import Complaint
from _normal_form import Json, text_of

# Their result is what a reader answers; that every answer is marked as it should be is tested with the bank.
ANSWERED = frozenset({"Case", "Progress", "Quiz", "Review", "Trial", "WarmUp"})


class Widgets:
    """The widgets the code makes (a word of sp with a capital), where each is shown, set and read."""

    def __init__(self, cells: list[Json]) -> None:
        self.made: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        self.shown: set[int] = set()
        self._nameless: dict[int, set[str]] = {}
        self._checked: set[str] = set()
        for i, cell in enumerate(cells):
            if cell.get("cell_type") == "code" and (tree := _code_laws.parse(text_of(cell.get("source")))):
                self._read(i, tree)

    def _read(self, i: int, tree: ast.Module) -> None:
        controls = set()
        for statement in tree.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if kind := _makes_widget(value):
                    self.made.setdefault(name, i)
                    self._kinds[name] = kind
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name))]):
                    controls.add(name)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            return
        things = _shown_together(last.value)
        if kinds := {kind for thing in things if (kind := _makes_widget(thing))}:
            self._nameless[i] = kinds
        if kinds or any(isinstance(thing, ast.Name) and thing.id in self.made for thing in things):
            self.shown.add(i)
        for node in ast.walk(last):
            match node:
                case ast.Attribute(value=ast.Name(id=name), attr="result" | "readings") if name in controls:
                    self._checked.add(name)

    def complaints(self, i: int) -> Iterator[Complaint]:
        # The one on the page stays as the student left it; a second one of its kind is set, and shows its result.
        for kind in sorted(self._nameless.get(i, set()) - ANSWERED - {self._kinds[name] for name in self._checked}):
            do = f"Set another one in a later cell: `answer = sp.{kind}()`, `answer.… = …`, and end in `answer.result`."
            yield Complaint(f"shows sp.{kind}, and no cell sets one and shows its result", do)
        for name, cell in self.made.items():
            if cell == i and name not in self._checked and self._kinds[name] not in ANSWERED:
                do = f"Add a cell that sets a control (`{name}.… = …`) and ends in `{name}.result`."
                yield Complaint(f"makes the widget `{name}`, but no cell sets it and shows its result", do)


def _shown_together(value: ast.expr) -> list[ast.expr]:
    """What the last line of a cell shows: itself, or each thing in `sp.together(...)`."""
    match value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="sp"), attr="together"), args=things):
            return things
    return [value]


def _makes_widget(value: ast.expr) -> str:
    """The kind of widget the expression makes, or nothing."""
    match value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="sp"), attr=attr)) if attr[:1].isupper():
            return attr
    return ""
