"""A lesson that keeps every law passes; with one law broken, that law is named and a cure is given."""

from __future__ import annotations

import copy
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from _lesson_laws import Course, problems
from _normal_form import VIEW, dumps, normalise

Json = dict[str, Any]
Spoil = Callable[[Json], object]

COURSE = Course(
    citable={"swain2020", "slater2019", "pos-04"},
    sources={"swain2020", "slater2019"},
    lesson_sources={"14": {"swain2020"}},
    explaining={"14"},
    order=("13_spine.ipynb", "14_posture.ipynb", "20_stretching.ipynb"),
)
TABLE = {"text/html": ["<table></table>"], "text/plain": ["  name\n", "0 rest"]}


def words(slug: str, source: str, *tags: str) -> Json:
    return {"cell_type": "markdown", "id": slug, "metadata": {"tags": list(tags)}, "source": source}


def code(slug: str, source: str, data: Json | None, *tags: str) -> Json:
    outputs = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}] if data else []
    return {
        "cell_type": "code", "id": slug, "metadata": {"tags": list(tags)}, "source": source,
        "outputs": outputs, "execution_count": 1,
    }  # fmt: skip


GOOD = normalise(
    {
        "cells": [
            words("posture", "# Posture\n\nBy the end you can explain why no posture is the right one.\n\n"
                  "Before: [spine](13_spine.ipynb) · Next: [stretching](20_stretching.ipynb)"),
            words("before-you-treat", "## Before you treat\n\nA new hump: think of a fracture.", "safety"),
            code("setup", "import spasmed as sp", None, "setup"),
            words("known", "## What is going on\n\nNo [[swain2020]](#Sources), see [pos-04] and `[ ]`.\n\n"
                  "![A person sitting](seat.svg) Read on in [stretching](20_stretching.ipynb) [pos-04]."),
            code("finder", "finder = sp.ExerciseFinder()\nfinder", TABLE, "explore"),
            code("finder-set", 'finder.muscle = ["multifidus"]\nsp.show(finder.result)', TABLE, "check"),
            code("claims", 'sp.claims(section="Poor posture")', TABLE, "check"),
            words("sources", "## Sources"),
            code("cite", 'sp.cite(lesson="cause-posture")', TABLE),
            words("teachers", "## For instructors\n\n### Minutes\n\nTen.", "instructor"),
        ]
    }
)  # fmt: skip
BIG = {"slideshow": {"slide_type": "big"}}
WORDS, FINDER, SET, CLAIMS = 3, 4, 5, 6


def named(nb: Json, *, name: str = "14_posture.ipynb", size: int = 10_000) -> list[str]:
    there = {"seat.svg", "13_spine.ipynb", "20_stretching.ipynb"}
    return [str(problem) for problem in problems(nb, COURSE, name=name, size=size, exists=there.__contains__)]


def test_a_lesson_that_keeps_the_laws_has_no_problem() -> None:
    assert named(GOOD) == []


def test_a_statement_needs_a_source_only_where_a_lesson_explains() -> None:
    elsewhere = deepcopy(GOOD)
    elsewhere["cells"][WORDS]["source"] = "## Move it\n\nNo posture protects a back."
    assert not [one for one in named(elsewhere) if "without a source" in one]


def set_source(cell: int, source: str) -> Spoil:
    return lambda nb: nb["cells"][cell].update(source=source)


def add_words(text: str) -> Spoil:
    return lambda nb: nb["cells"][WORDS].update(source="## What is going on\n\n" + text)


def set_output(cell: int, **changes: Any) -> Spoil:
    return lambda nb: nb["cells"][cell]["outputs"][0].update(changes)


def many(kind: str, count: int) -> Spoil:
    def spoil(nb: Json) -> None:
        for i in range(count):
            new = words(f"more-{i}", "More.") if kind == "words" else code(f"more-{i}", "sp.claims()", TABLE)
            nb["cells"].insert(CLAIMS, new)

    return spoil


IN_CODE = {
    "def f():\n    return 1\nf": "defines a function",
    "class A:\n    pass\nA": "defines a class",
    "for i in [1]:\n    i": "has a loop (for)",
    "while True:\n    sp.claims()": "has a loop (while)",
    "[x for x in [1]]": "a loop in one line",
    "try:\n    sp.claims()\nexcept ValueError:\n    sp.cite()": "has a try",
    "with sp.claims() as c:\n    c": "has a with",
    "sp.show(lambda: 1)": "has a lambda",
    "if True:\n    sp.claims()": "has an if",
    "1 + 1": "calculates",
    'sp.show(f"{1}")': "builds a text",
    'sp.claims(section="../data/claims.csv")': "holds a path or an address",
    'sp.claims(section="https://example.org")': "holds a path or an address",
    "!pip install pandas": "an install",
    "%matplotlib inline": "a magic",
    "sp.claims?": "a magic",
    "print(sp.claims())": "has a print",
    "import pandas as pd\nsp.claims()": "imports something",
    "from spasmed import claims\nsp.claims()": "imports something",
    "sp.claims(": "is not Python",
    "sp.claims().head()": "calls `sp.claims().head`",
    "sp.tables.load('claims')": "calls `sp.tables.load`",
    "sp._hidden": "a private name",
    "a = b = sp.claims()\na": "names two things at once",
    "a, b = sp.claims()\na": "names two things at once",
    "# NBVAL_IGNORE_OUTPUT\nsp.claims()": "switches the check of its output off",
    "sp.claims()\n" * 8 + "sp.claims()": "has 9 lines of code",
    "a = sp.claims()": "shows nothing",
    "sp.BackMap()": "shows sp.BackMap, and no cell sets one",
}


@pytest.mark.parametrize(("source", "expected"), IN_CODE.items(), ids=IN_CODE.values())
def test_what_a_code_cell_may_not_hold_is_named_under_its_heading(source: str, expected: str) -> None:
    assert_named(set_source(CLAIMS, source), expected, 'under "What is going on", cell 7')


IN_WORDS = {
    "cites [swayn2020], which no table knows. Did you mean swain2020?": "As shown [swayn2020].",
    "cites [swain2020 p3], which no table knows": "As shown [[swain2020 p3]](#Sources).",
    "cites [slater2019], which is not among the sources of this lesson": "As shown [swain2020; slater2019].",
    "a heading that is not here (#Source). Did you mean #Sources?": "As shown [[swain2020]](#Source).",
    "links to the network": "See [this](https://example.org).",
    "shows a network address": "See https://example.org for more.",
    "a file that is not here (21_strength.ipynb)": "Next: [strength](21_strength.ipynb#Sources).",
    "a picture without words": "![](seat.svg)",
    "a picture that is not here": "![A chair](chair.svg)",
    "a picture that is no file of the project": "![A chair](https://example.org/chair.png)",
    "HTML that loads": 'Look: <img src="seat.svg">',
    "jumps from heading level 2 to 4": "#### Deep",
    "exactly one # title": "text\n\n# A second title",
    'says "No posture protects a back. …" without a source': "No posture protects a back.",
    'says "It never did. …" without a source': "None does [pos-04]. So move. It never did.",
}


@pytest.mark.parametrize(("expected", "text"), IN_WORDS.items(), ids=IN_WORDS)
def test_what_the_words_may_not_hold_is_named_under_its_heading(expected: str, text: str) -> None:
    assert_named(add_words(text), expected)


IN_THE_FORM: dict[str, Spoil] = {
    "has 32 cells, 30 are allowed": many("words", 22),
    "has 11 code cells, 10 are allowed": many("code", 6),
    "does not begin with `import spasmed as sp`": set_source(2, "import spasmed"),
    "must be tagged setup": lambda nb: nb["cells"][2]["metadata"].clear(),
    "no other, must be tagged setup": lambda nb: nb["cells"][CLAIMS]["metadata"].update(tags=["setup"]),
    "the red flags do not come second": lambda nb: nb["cells"].pop(1),
    "red flags, tagged safety": lambda nb: nb["cells"][1]["metadata"].clear(),
    "does not have exactly one # title": lambda nb: nb["cells"].pop(0),
    "parts after those for instructors": lambda nb: nb["cells"].append(words("end", "The end.")),
    "does not link to the lesson before it (13_spine.ipynb)": set_source(0, "# Posture"),
    "does not link to the lesson after it (20_stretching.ipynb)": set_source(0, "# Posture"),
    "reads like school year": set_source(0, f"# Posture\n\n{'Nevertheless, multidimensional considerations ' * 9}."),
    "is a raw cell": lambda nb: nb["cells"][WORDS].update(cell_type="raw"),
    "no readable id (1f0c5a3e)": lambda nb: nb["cells"][WORDS].update(id="1f0c5a3e"),
    "has the id of a cell above (finder)": lambda nb: nb["cells"][SET].update(id="finder"),
    "the unknown tag nbval-skip": lambda nb: nb["cells"][SET]["metadata"].update(tags=["nbval-skip"]),
    "the unknown slide mark big": lambda nb: nb["cells"][SET].update(metadata=BIG),
    "stores widget state": lambda nb: nb["metadata"].update(widgets={"state": {}}),
    "stores a widget view": set_output(FINDER, data={**TABLE, VIEW: {}}),
    "stores image/png, which the strict": set_output(CLAIMS, data={**TABLE, "image/png": "iVBO"}),
    "a widget without its text/html twin": set_output(FINDER, data={"text/plain": ["Finder"]}),
    "an output without a text form": set_output(CLAIMS, data={"text/html": ["<p>"]}),
    "an address in memory": set_output(CLAIMS, data={"text/plain": ["<Finder at 0x7f3a01>"]}),
    "ends in an error (KeyError)": set_output(CLAIMS, output_type="error", ename="KeyError"),
    "shows a warning or a log line": set_output(CLAIMS, output_type="stream", name="stderr", text="careful"),
    "has no stored output": lambda nb: nb["cells"][CLAIMS].update(outputs=[]),
    "is stored as run 9, but is code cell 4": lambda nb: nb["cells"][CLAIMS].update(execution_count=9),
    "was not run": lambda nb: nb["cells"][CLAIMS].update(execution_count=None),
    "no cell sets it and shows its result": set_source(SET, "finder.result"),
    "ends in `finder.result`": set_source(SET, 'finder.muscle = ["multifidus"]\nfinder'),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "spoil"), IN_THE_FORM.items(), ids=IN_THE_FORM)
def test_each_broken_law_of_form_and_outputs_is_named(expected: str, spoil: Spoil) -> None:
    assert_named(spoil, expected)


@pytest.mark.parametrize("name", ["Untitled.ipynb", "14 posture.ipynb", "14_Posture.ipynb", "posture.ipynb"])
def test_a_file_name_out_of_pattern_is_named(name: str) -> None:
    assert any("its name is not of the form" in line for line in named(GOOD, name=name))


def test_a_notebook_above_150_kb_is_named_with_its_size() -> None:
    assert any("has 151 kB beside its pictures, 150 are allowed" in line for line in named(GOOD, size=150_600))
    assert named(GOOD, size=150_000) == []


def test_pictures_are_counted_apart_and_have_a_limit_of_their_own() -> None:
    nb = deepcopy(GOOD)
    picture = f'<img alt="A." src="data:image/svg+xml,{"x" * 100_000}"/>'
    code = [cell for cell in nb["cells"] if cell["cell_type"] == "code"][-1]
    code["outputs"][0]["data"]["text/html"] = [picture]
    assert named(nb, size=250_000) == []
    assert any("has 151 kB beside its pictures" in line for line in named(nb, size=250_700))
    code["outputs"][0]["data"]["text/html"] = [picture * 4]
    assert any("has 401 kB in all, 400 are allowed" in line for line in named(nb, size=400_700))
    film = picture.replace("img alt", "video title").replace("image/svg+xml,", "video/mp4,")
    code["outputs"][0]["data"]["text/html"] = [film]
    assert named(nb, size=250_000) == []


def test_a_lesson_without_a_brief_may_cite_any_known_source() -> None:
    nb = copy.deepcopy(GOOD)
    add_words("As shown [slater2019].")(nb)
    assert named(nb, name="77_other.ipynb") == []


def test_a_good_lesson_is_in_normal_form() -> None:
    assert dumps(normalise(GOOD)) == dumps(GOOD)


def assert_named(spoil: Spoil, *expected: str) -> None:
    nb = copy.deepcopy(GOOD)
    spoil(nb)
    lines = named(nb)
    assert any(all(part in line for part in expected) for line in lines), "\n".join(lines) or "no problem named"
    assert all(line.startswith("14_posture.ipynb: ") and line.endswith((".", "?")) for line in lines), lines
