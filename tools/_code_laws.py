"""What a code cell of a lesson may hold: calls of `sp.…`, names for their answers, and controls that are set.

A clinician who has never programmed must be able to read each line aloud. Whatever needs more than that
belongs in the package, where it is named, tested and documented.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_LINES = 8
IMPORT = "import spasmed as sp"
MOVE = "Move it into the package and call it here as sp.something(...)."


class Complaint(NamedTuple):
    """What is wrong with a cell, and what to do about it, each as words for a person who does not program."""

    what: str
    do: str


_WORDS: dict[type[ast.AST], str] = {
    ast.FunctionDef: "defines a function (def)",
    ast.AsyncFunctionDef: "defines a function (def)",
    ast.ClassDef: "defines a class",
    ast.For: "has a loop (for)",
    ast.AsyncFor: "has a loop (for)",
    ast.While: "has a loop (while)",
    ast.ListComp: "has a loop in one line (a comprehension)",
    ast.SetComp: "has a loop in one line (a comprehension)",
    ast.DictComp: "has a loop in one line (a comprehension)",
    ast.GeneratorExp: "has a loop in one line (a comprehension)",
    ast.Try: "has a try",
    ast.With: "has a with",
    ast.AsyncWith: "has a with",
    ast.Lambda: "has a lambda",
    ast.If: "has an if",
    ast.IfExp: "has an if",
    ast.BinOp: "calculates",
    ast.Compare: "compares values",
    ast.JoinedStr: "builds a text (f-string)",
}
_ALLOWED = (
    *(ast.Expr, ast.Assign, ast.Import, ast.ImportFrom, ast.Call, ast.Attribute, ast.Name),
    *(ast.Subscript, ast.List, ast.Tuple, ast.Constant, ast.UnaryOp),
)
_MAGIC = re.compile(r"^\s*(%|!|\?)|\?\s*$|^\s*pip3? install", re.MULTILINE)
_CHECK_OFF = re.compile(r"#\s*(NBVAL_|PYTEST_VALIDATE_)", re.IGNORECASE)
_PLACE = re.compile(r"[\\/]|^www\.|\.(csv|ya?ml|json|ipynb|py|html?|png|svg)$")


def parse(source: str) -> ast.Module | None:
    """The syntax tree of a cell, or None where the cell is not plain Python."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def complaints(source: str, *, setup: bool) -> list[Complaint]:
    """Every law that the code breaks, each once; `setup` is whether this is the cell that imports."""
    found: dict[str, Complaint] = {}
    for complaint in [*_text_complaints(source), *_tree_complaints(source, setup)]:
        found.setdefault(complaint.what, complaint)
    return list(found.values())


def ends_in_expression(source: str) -> bool:
    """Whether the last line of the cell shows something."""
    tree = parse(source)
    return bool(tree and tree.body and isinstance(tree.body[-1], ast.Expr))


def _text_complaints(source: str) -> list[Complaint]:
    found = []
    count = source.count("\n") + 1
    if count > MAX_LINES:
        found.append(Complaint(f"has {count} lines of code, {MAX_LINES} are allowed", MOVE))
    if _CHECK_OFF.search(source):
        found.append(Complaint("switches the check of its output off (NBVAL mark)", "Delete that comment."))
    return found


def _tree_complaints(source: str, setup: bool) -> list[Complaint]:
    tree = parse(source)
    if tree is None:
        if _MAGIC.search(source):
            return [Complaint("has a magic, a shell command or an install (%, ! or ?)", "Delete that line.")]
        return [Complaint("is not Python", "Run the cell in JupyterLab and correct what it marks.")]
    found = []
    if setup and not (tree.body and ast.unparse(tree.body[0]) == IMPORT):
        found.append(Complaint(f"does not begin with `{IMPORT}`", f"Make `{IMPORT}` its first line."))
    for node in _nodes(tree):
        found += _node_complaints(node, setup)
    return found


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node of the tree, except those inside a thing that is forbidden as a whole."""
    yield node
    if not _is_forbidden(node):
        for child in ast.iter_child_nodes(node):
            yield from _nodes(child)


def _is_forbidden(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt | ast.expr) and not isinstance(node, _ALLOWED)


def _node_complaints(node: ast.AST, setup: bool) -> list[Complaint]:
    if _is_forbidden(node):
        more = f"uses more of Python than a lesson may ({type(node).__name__})"
        return [Complaint(_WORDS.get(type(node), more), MOVE)]
    match node:
        case ast.Import() | ast.ImportFrom() if not (setup and ast.unparse(node) == IMPORT):
            only = f"Keep `{IMPORT}` alone, in the setup cell."
            return [Complaint(f"imports something (`{ast.unparse(node)}`)", only)]
        case ast.Call(func=ast.Name(id="print")):
            return [Complaint("has a print", "End the cell with the thing itself: a cell shows its last line.")]
        case ast.Call(func=func) if not _is_word_of_sp(func):
            return [Complaint(f"calls `{ast.unparse(func)}`, which is not a word of sp", MOVE)]
        case ast.Assign(targets=targets) if len(targets) > 1 or isinstance(targets[0], ast.Tuple | ast.List):
            return [Complaint("names two things at once", "Write one `name = ...` a line.")]
        case ast.Attribute(attr=attr) if attr.startswith("_"):
            return [Complaint(f"reaches for a private name (`{attr}`)", "Use a public name of the package.")]
        case ast.Constant(value=str(text)) if _PLACE.search(text):
            return [Complaint(f"holds a path or an address ({text!r})", "Ask for it by its name through sp.")]
    return []


def _is_word_of_sp(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "sp"
