"""The laws of a whole lesson: its parts, its size, its outputs, and that a strict run can see its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import _code_laws
import _prose_laws
import _reading_laws
from _code_laws import Complaint
from _normal_form import SLIDES, TAGS, VIEW, Json, is_slug, text_of
from _widget_laws import Widgets

MAX_CELLS, MAX_CODE, MAX_BYTES = 30, 10, 150_000
MAX_WITH_PICTURES = 400_000  # the gallery of all models, and lessons with a card or several pictures of exercises
TOP = 2  # the level of the headings of a lesson's parts
FIX = "Run `python tools/notebooks.py fix {name}`."
_NAME = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)*\.ipynb")
_PICTURE = re.compile(r'src="(data:(?:image|video)/[^"]*)"')
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{8,}\b")


@dataclass(frozen=True)
class Problem:
    """One broken law, where it is broken, and what to do."""

    notebook: str
    heading: str
    cell: int | None
    what: str
    do: str

    def __str__(self) -> str:
        where = f'under "{self.heading}", cell {self.cell}' if self.cell else "the notebook"
        return f"{self.notebook}: {where}: {self.what}. {self.do}"


@dataclass(frozen=True)
class Course:
    """What a lesson may refer to: ids in data/, the sources of each lesson by its number, the lessons in order.

    `explaining` are the numbers of the lessons that state clinical facts, `order` the files of the course, `terms` the
    single words of its glossary and of its muscles, in lower case.
    """

    citable: Collection[str]
    sources: Collection[str]
    lesson_sources: Mapping[str, Collection[str]]
    explaining: Collection[str] = ()
    order: Sequence[str] = ()
    terms: Collection[str] = ()


def problems(nb: Json, course: Course, *, name: str, size: int, exists: Callable[[str], bool]) -> list[Problem]:
    """Every law that the notebook breaks, in reading order.

    `name` and `size` (bytes) are those of its file; `exists` says whether a file that it links to is there.
    """
    cells = nb.get("cells", [])
    prose = {i: _prose_laws.read(_source(c)) for i, c in enumerate(cells) if c.get("cell_type") == "markdown"}
    found = [Problem(name, "", None, *complaint) for complaint in _whole(nb, prose, name, size)]
    found += [
        Problem(name, "", None, *complaint) for complaint in _reading_laws.complaints(prose.values(), course.terms)
    ]
    found += [Problem(name, "", None, *complaint) for complaint in _neighbors(prose.get(0), course.order, name)]
    anchors = {_prose_laws.anchor(text) for part in prose.values() for _, text in part.headings}
    widgets, fix = Widgets(cells), FIX.format(name=name)
    code_seen, level, heading, part_of = 0, 0, "the top", ""
    for i, cell in enumerate(cells):
        complaints = list(_any_cell(cell, cells[:i], fix))
        if i in prose:
            part = prose[i]
            for deeper, text in part.headings:
                if deeper > level + 1:
                    complaints.append(
                        Complaint(f"jumps from heading level {level} to {deeper} ({text})", "Use one # less.")
                    )
                level, heading = deeper, text
                part_of = text if deeper == TOP else part_of
            complaints += _prose_laws.complaints(part, anchors=anchors, exists=exists)
            if part_of == _reading_laws.EXPLAINS and name[:2] in course.explaining:
                complaints += _reading_laws.source_complaints(part)
            allowed = course.lesson_sources.get(name[:2])
            complaints += _prose_laws.citation_complaints(
                part, citable=course.citable, sources=course.sources, allowed=allowed
            )
        elif cell.get("cell_type") == "code":
            code_seen += 1
            complaints += _code_laws.complaints(_source(cell), setup=code_seen == 1)
            complaints += _output_complaints(cell, code_seen, shows_widget=i in widgets.shown, fix=fix)
            complaints += widgets.complaints(i)
        else:
            complaints.append(Complaint("is a raw cell", "Make it a markdown cell."))
        found += [Problem(name, heading, i + 1, *complaint) for complaint in complaints]
    return found


def _whole(nb: Json, prose: Mapping[int, _prose_laws.Prose], name: str, size: int) -> Iterator[Complaint]:
    cells = nb.get("cells", [])
    code = [cell for cell in cells if cell.get("cell_type") == "code"]
    if not _NAME.fullmatch(name):
        yield Complaint("its name is not of the form 14_posture.ipynb", "Rename it: two digits, _, lower-case words.")
    bare = size - picture_bytes(nb)
    for what, there, most in (("beside its pictures", bare, MAX_BYTES), ("in all", size, MAX_WITH_PICTURES)):
        if there > most:
            do = "Show fewer rows or a smaller picture."
            yield Complaint(f"has {there / 1000:.0f} kB {what}, {most // 1000} are allowed", do)
    if len(cells) > MAX_CELLS:
        yield Complaint(f"has {len(cells)} cells, {MAX_CELLS} are allowed", "Join or cut some.")
    if len(code) > MAX_CODE:
        yield Complaint(f"has {len(code)} code cells, {MAX_CODE} are allowed", "Join or cut some.")
    if nb.get("metadata", {}).get("widgets"):
        yield Complaint("stores widget state", FIX.format(name=name))
    titles = [i for i, part in prose.items() for level, _ in part.headings if level == 1]
    if titles != [0]:
        yield Complaint(
            "does not have exactly one # title, in its first cell", "Begin with `# Title`; use ## for parts."
        )
    second = prose.get(1, _prose_laws.Prose())
    if (2, "Before you treat") not in second.headings or "safety" not in _tags(cells[1] if len(cells) > 1 else {}):
        do = "Make the second cell `## Before you treat` with the red flags, tagged safety."
        yield Complaint("the red flags do not come second", do)
    if [cell for cell in code if "setup" in _tags(cell)] != code[:1]:
        yield Complaint(
            "the first code cell, and no other, must be tagged setup",
            "Set the tag in the property inspector.",
        )
    teaching = ["instructor" in _tags(cell) for cell in cells]
    if teaching != sorted(teaching):
        yield Complaint("has parts after those for instructors", "Move the cells tagged instructor to the end.")


def _neighbors(title: _prose_laws.Prose | None, order: Sequence[str], name: str) -> Iterator[Complaint]:
    """The first cell links to the lesson before and the one after, so that nobody is lost."""
    if name not in order or title is None:
        return
    at = list(order).index(name)
    for where, near in (("before", order[max(at - 1, 0) : at]), ("after", order[at + 1 : at + 2])):
        for file in near:
            if file not in title.links:
                yield Complaint(f"does not link to the lesson {where} it ({file})", "Add the link to its first cell.")


def picture_bytes(nb: Json) -> int:
    """The bytes of the pictures stored in the outputs, as they stand in the file."""
    cells = (cell for cell in nb.get("cells", []) if cell.get("cell_type") == "code")
    shown = (text_of(output.get("data", {}).get("text/html")) for cell in cells for output in cell.get("outputs", []))
    return sum(len(picture.encode()) for html in shown for picture in _PICTURE.findall(html))


def _any_cell(cell: Json, before: list[Json], fix: str) -> Iterator[Complaint]:
    slug = cell.get("id")
    if not is_slug(slug):
        yield Complaint(f"has no readable id ({slug})", fix)
    elif any(slug == other.get("id") for other in before):
        yield Complaint(f"has the id of a cell above ({slug})", fix)
    for tag in _tags(cell):
        if tag not in TAGS:
            yield Complaint(f"has the unknown tag {tag}", f"Use one of: {', '.join(TAGS)}.")
    slide = cell.get("metadata", {}).get("slideshow", {}).get("slide_type", "slide")
    if slide not in SLIDES:
        yield Complaint(f"has the unknown slide mark {slide}", f"Use one of: {', '.join(SLIDES)}.")


def _output_complaints(cell: Json, number: int, *, shows_widget: bool, fix: str) -> Iterator[Complaint]:
    outputs = cell.get("outputs", [])
    if cell.get("execution_count") is None:
        yield Complaint("was not run", fix)
    elif cell["execution_count"] != number:
        yield Complaint(f"is stored as run {cell['execution_count']}, but is code cell {number}", fix)
    elif not outputs and _code_laws.ends_in_expression(_source(cell)):
        yield Complaint("has no stored output", fix)
    if number > 1 and not _code_laws.ends_in_expression(_source(cell)):
        do = "End it with the thing to look at, so that its output can be checked."
        yield Complaint("shows nothing", do)
    for output in outputs:
        kind, data = output.get("output_type"), output.get("data", {})
        if kind == "error":
            yield Complaint(f"ends in an error ({output.get('ename')})", f"Correct it. {fix}")
        elif kind == "stream" and output.get("name") == "stderr":
            yield Complaint("shows a warning or a log line (stderr)", f"Cure its cause in the package. {fix}")
        elif kind != "stream":
            yield from _bundle_complaints(data, shows_widget, fix)


def _bundle_complaints(data: Mapping[str, Any], shows_widget: bool, fix: str) -> Iterator[Complaint]:
    plain = text_of(data.get("text/plain"))
    if not plain.strip():
        yield Complaint("has an output without a text form", "Give the class a one-line text form.")
    if _ADDRESS.search(plain):
        yield Complaint("stores an address in memory, which changes with every run", "Give the class a __repr__.")
    if shows_widget and not text_of(data.get("text/html")).strip():
        yield Complaint("shows a widget without its text/html twin", "Give the widget a twin (see Player).")
    for mime in data:
        if mime == VIEW:
            yield Complaint("stores a widget view", fix)
        elif mime not in ("text/html", "text/plain"):
            do = "Show it as text/html with a text form (a picture as <img> with alt)."
            yield Complaint(f"stores {mime}, which the strict check cannot compare or a reader cannot see", do)


def _source(cell: Json) -> str:
    return text_of(cell.get("source"))


def _tags(cell: Json) -> list[str]:
    return list(cell.get("metadata", {}).get("tags") or [])
