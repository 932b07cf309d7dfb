"""Normalising is idempotent, drops what is chance, and keeps what a reader sees."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from _normal_form import VIEW, dumps, is_slug, normalise, text_of

Json = dict[str, Any]

_values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
_text = st.text(alphabet=" \t\r\n;#ab\u2028\u00a0", max_size=20)
_source = _text | st.lists(_text, max_size=3)
_metadata = st.fixed_dictionaries(
    {},
    optional={
        "tags": st.lists(st.sampled_from(["check", "setup", "nbval-skip", "x"]), max_size=4),
        "slideshow": st.fixed_dictionaries({}, optional={"slide_type": st.sampled_from(["slide", "-", "big", None])}),
        "trusted": st.booleans(),
        "execution": _values,
        "jupyter": _values,
    },
)
_output = st.one_of(
    st.fixed_dictionaries(
        {"output_type": st.just("stream"), "name": st.sampled_from(["stdout", "stderr"]), "text": _source}
    ),
    st.fixed_dictionaries(
        {"output_type": st.sampled_from(["display_data", "execute_result"]), "metadata": _metadata},
        optional={"data": st.dictionaries(st.sampled_from(["text/plain", "text/html", VIEW]), _source)},
    ),
)
_cell = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown"]), "source": _source},
    optional={
        "id": st.sampled_from(["setup", "check", "part", "1f0c5a3e", "Ab_c", "x-2", ""]) | st.none(),
        "metadata": _metadata,
        "outputs": st.lists(_output, max_size=4),
        "execution_count": st.none() | st.integers(0, 99),
    },
)
messy_notebooks = st.fixed_dictionaries(
    {
        "cells": st.lists(_cell, max_size=6),
        "metadata": st.dictionaries(st.text(max_size=5), _values, max_size=3),
    }
)


@settings(deadline=None)  # the first example imports the schema of notebooks
@given(messy_notebooks)
def test_normalising_twice_is_normalising_once_and_the_ids_are_unique_slugs(nb: Json) -> None:
    before = copy.deepcopy(nb)
    once = normalise(nb)
    assert nb == before, "the notebook passed in was changed"
    assert dumps(normalise(once)) == dumps(once)
    assert dumps(normalise(json.loads(dumps(once)))) == dumps(once)
    ids = [cell["id"] for cell in once["cells"]]
    assert all(map(is_slug, ids))
    assert len(set(ids)) == len(ids)
    nbformat.validate(nbformat.from_dict(once))


def code(source: str = "sp.claims()", **more: Any) -> Json:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        **more,
    }


def words(source: str, **more: Any) -> Json:
    return {"cell_type": "markdown", "source": source, "metadata": {}, **more}


def first(cell: Json) -> Json:
    return dict(normalise({"cells": [cell]})["cells"][0])


def test_who_ran_it_when_and_where_is_dropped() -> None:
    messy = {
        "cells": [code(metadata={"trusted": True, "execution": {"iopub": "2026"}, "tags": ["check", "nbval-skip"]})],
        "metadata": {
            "widgets": {"state": {}},
            "kernelspec": {"name": "my-env"},
            "language_info": {"version": "3.13"},
        },
    }
    clean = normalise(messy)
    assert clean["metadata"]["kernelspec"]["name"] == "python3"
    assert clean["metadata"]["language_info"] == {"name": "python"}
    assert set(clean["metadata"]) == {"kernelspec", "language_info"}
    assert clean["cells"][0]["metadata"] == {"tags": ["check"]}


def test_slide_marks_are_kept() -> None:
    assert first(words("a", metadata={"slideshow": {"slide_type": "slide"}}))["metadata"] == {
        "slideshow": {"slide_type": "slide"}
    }


def test_a_widget_keeps_its_twin_and_loses_its_view() -> None:
    data = {VIEW: {"model_id": "4f"}, "text/html": "<b>1</b>", "text/plain": "One\ntwo"}
    output = {"output_type": "execute_result", "data": data, "metadata": {VIEW: 1}, "execution_count": 7}
    cell = first(code(outputs=[output], execution_count=7))
    assert cell["outputs"][0]["data"] == {"text/html": ["<b>1</b>"], "text/plain": ["One\n", "two"]}
    assert (cell["execution_count"], cell["outputs"][0]["execution_count"]) == (1, 1)


def test_cells_that_were_run_are_counted_from_one_and_others_stay_without_a_count() -> None:
    nb = normalise({"cells": [code(execution_count=12), words("a"), code(), code(execution_count=14)]})
    assert [c["execution_count"] for c in nb["cells"] if c["cell_type"] == "code"] == [1, None, 3]


def test_text_printed_in_pieces_becomes_one_piece_for_each_stream() -> None:
    pieces = [("stdout", "a"), ("stderr", "!"), ("stdout", "b\n")]
    outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in pieces]
    kept = first(code(outputs=outputs, execution_count=1))["outputs"]
    assert [(o["name"], text_of(o["text"])) for o in kept] == [("stdout", "ab\n"), ("stderr", "!")]


@pytest.mark.parametrize(("messy", "clean"), [("a = 1;\r\nb ; ;  ", "a = 1;\nb"), ("\n\nsp.x()\t\n\n", "sp.x()")])
def test_code_loses_trailing_spaces_semicolons_and_blank_ends(messy: str, clean: str) -> None:
    assert text_of(first(code(messy))["source"]) == clean


def test_a_sentence_may_end_in_a_semicolon() -> None:
    assert text_of(first(words("first this;"))["source"]) == "first this;"


def test_empty_cells_are_dropped() -> None:
    assert len(normalise({"cells": [code(""), words(" \n"), words("a")]})["cells"]) == 1


def test_ids_made_of_words_stay_and_random_ones_are_named_after_tag_or_heading() -> None:
    random = "4f6c1f5e-0a1b-4c2d-9e3f-123456789abc"
    cells = [
        words("# Posture", id=random),
        code(id="1f0c5a3e", metadata={"tags": ["setup"]}),
        words("## 20 minutes: Größe", id="a b"),
        words("Some words.", id=None),
        code(id="mechanism-table"),
        code(id="mechanism-table"),
        code(id="setup-2", metadata={"tags": ["setup"]}),
    ]
    assert [cell["id"] for cell in normalise({"cells": cells})["cells"]] == [
        "posture", "setup", "part-20-minutes-groe", "part-20-minutes-groe-2", "mechanism-table",
        "part-20-minutes-groe-3", "setup-2",
    ]  # fmt: skip


def test_the_file_is_written_as_jupyter_writes_it() -> None:
    nb = normalise({"cells": [words("# Größe\n\ntext"), code()]})
    assert dumps(nb) == nbformat.writes(nbformat.from_dict(nb)) + "\n"
    assert "Größe" in dumps(nb)
