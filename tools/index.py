"""Writes the index of the course (data/learning/index.csv): what stands in which notebook.

    python tools/index.py

One row an exercise, a muscle, a claim of the article, a model or a term of the glossary, with the notebooks that
treat it. The index is generated so that it cannot drift: a test holds the file equal to what `index` returns.

A thing stands in a notebook when a reader who opens that page finds it treated there:

- its name, or another name for it, is in the prose (a claim by its id in brackets);
- its name or its id is a text in a code cell, as in `sp.Mechanism("creep-flexion")` or a caption;
- it heads a row of a stored table of `sp.show`.

What a widget offers does not count: the exercise finder holds every exercise, wherever it stands. Nor does a title
in a list of sources. A name that is an everyday word, as "walking", counts in tables only, and its id in code.
"""

from __future__ import annotations

import ast
import csv
import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _normal_form import text_of
from spasmed import tables

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS, FILE = ROOT / "notebooks", ROOT / "data" / "learning" / "index.csv"
KINDS = {"exercise": "exercises", "muscle": "muscles", "claim": "claims", "model": "models", "term": "glossary"}
# Names that prose uses without meaning the exercise or the muscle.
EVERYDAY = frozenset({"walking", "breathing muscle", "chest", "front of the thigh", "side of the low back"})
FAMILY = 3  # so many muscles may share a common name (the glutes); more is a region (the core)

_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_ROW = re.compile(r'<th scope="row"[^>]*>(.*?)(?:<br><small>(.*?)</small>)?</th>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TABLE = '<table class="sp-table"'
_WORD = r"[\w%-]"  # what may not touch a name: "guarding" is not in "safeguarding", nor "spasm" in "pain-spasm loop"


@dataclass(frozen=True)
class Page:
    """What counts in a notebook: its prose, the texts in its code, the heads of its table rows with their ids."""

    prose: str
    code: frozenset[str]
    rows: frozenset[tuple[str, str]]


class Names:
    """Every name of the things of one kind, and where they stand on a page. `ids` are theirs, in order."""

    def __init__(self, kind: str) -> None:
        rows = [row for row in tables.records(tables.load(KINDS[kind])) if row.get("title") != ""]  # a model in use
        common = [name for row in rows for name in row.get("common_names", ())]
        self.kind, self.ids = kind, [row["id"] for row in rows]
        self._meant: dict[str, set[str]] = {}
        for row in rows:
            for name in _names(kind, row):
                if common.count(name) <= FAMILY:
                    self._meant.setdefault(_folded(name), set()).add(row["id"])
        # The longest name first: a side plank is no plank.
        names = sorted(self._meant.keys() - EVERYDAY, key=len, reverse=True)
        one = "|".join(map(re.escape, names))
        self._in_prose = re.compile(rf"(?<!{_WORD})(?:{one})(?=s?(?!{_WORD}))")

    def on(self, page: Page) -> set[str]:
        """The ids of what stands on the page."""
        found = self._said(page.prose).union(*map(self._said, page.code))
        for head, row_id in page.rows:
            found |= self._meant.get(_folded(head), set())
            found |= self._meant.get(row_id, set()) if self.kind == "claim" else set()
        # A term may share its id with a model, and no code names a term without showing it in a table.
        return found if self.kind == "term" else found | (page.code & set(self.ids))

    def _said(self, text: str) -> set[str]:
        return {one for name in self._in_prose.findall(_folded(text)) for one in self._meant[name]}


def page(notebook: dict[str, Any]) -> Page:
    """A parsed notebook file taken apart."""
    prose: list[str] = []
    code: set[str] = set()
    rows: set[tuple[str, str]] = set()
    for cell in notebook["cells"]:
        source = text_of(cell["source"])
        if cell["cell_type"] == "markdown":
            prose.append(source)
            continue
        constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
        code |= {value for value in constants if isinstance(value, str)}
        shown = (text_of(output.get("data", {}).get("text/html")) for output in cell.get("outputs", []))
        rows |= {pair for text in shown if text.startswith(_TABLE) for pair in _heads(text)}
    return Page(_plain("\n".join(prose)), frozenset(code), frozenset(rows))


def index(folder: Path = NOTEBOOKS) -> str:
    """The index as CSV; the same notebooks always give the same text.

    Raises ValueError for a notebook that no brief in data/learning/lessons.yaml names.
    """
    pages = dict(_pages(folder))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "kind", "entry_id", "notebooks"])
    for kind in KINDS:
        names = Names(kind)
        found = {name: names.on(one) for name, one in pages.items()}
        for own in names.ids:
            there = [name for name, ids in found.items() if own in ids]
            writer.writerow([f"{kind}-{own}", kind, own, tables.SEPARATOR.join(there)])
    return out.getvalue()


def _pages(folder: Path) -> Iterator[tuple[str, Page]]:
    """The lessons in reading order; the index itself, which names everything, is none of them."""
    kinds = {brief["notebook"]: brief["kind"] for brief in tables.story("lessons")["lessons"]}
    for path in sorted(folder.glob("*.ipynb")):
        if path.stem not in kinds:
            do = f"Write notebook: {path.stem} in the brief it belongs to."
            raise ValueError(f"{path.name} is the notebook of no lesson in data/learning/lessons.yaml. {do}")
        if kinds[path.stem] != "index":
            yield path.stem, page(json.loads(path.read_text(encoding="utf-8")))


def _names(kind: str, row: dict[str, Any]) -> Iterable[str]:
    """What a thing is called: its id as words, its name without brackets and up to a comma, its other names."""
    if kind == "claim":
        return {row["id"]}  # a claim is a sentence: nobody quotes it whole
    name = row.get("name") or row.get("term") or row["title"]
    if kind == "model":
        return {name}
    bare = _BRACKETS.sub("", name)
    short = {inside for inside in _BRACKETS.findall(name) if inside.isupper()}  # electromyography (EMG)
    also = {alias for alias in row.get("aliases", ()) if " " in alias}  # a cobra may be a snake
    parts = bare.split(" / ") if kind == "exercise" else [bare.split(",")[0]]
    return {row["id"].replace("-", " "), name, bare, *parts, *short, *also, *row.get("common_names", ())}


def _heads(table: str) -> Iterator[tuple[str, str]]:
    for head, row_id in _ROW.findall(table):
        yield html.unescape(_TAG.sub("", head)).strip(), row_id


def _plain(markdown: str) -> str:
    """Prose without the addresses of its links, its tags and its marks of emphasis."""
    return re.sub(r"[*`]+", "", _TAG.sub(" ", re.sub(r"\]\([^)\s]*\)", "]", markdown)))


def _folded(text: str) -> str:
    """One case and one space, except that words in capitals stay so: GRADE is a method, a grade is not."""
    words = text.replace("\u2019", "'").split()
    return " ".join(word if word.strip(".,;:()[]%").isupper() and len(word) > 2 else word.casefold() for word in words)


def main() -> None:
    """Write data/learning/index.csv anew."""
    FILE.write_text(index(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
