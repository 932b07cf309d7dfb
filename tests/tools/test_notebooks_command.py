"""`fix` runs, normalises and never loses a file; `check` says what is wrong with a file it cannot read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import notebooks
import spasmed as sp
from _lesson_laws import Course
from _strict import strict

NOTHING = Course(frozenset(), frozenset(), {})


def write(path: Path, *sources: str) -> Path:
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": "# A heading"}]
    cells += [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for source in sources
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def outputs(path: Path) -> list[str]:
    nb = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(o["data"]["text/plain"]) for c in nb["cells"] for o in c.get("outputs", []) if "data" in o]


def test_a_second_fix_changes_no_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "01_a.ipynb", "import ipywidgets as w;", "w.IntSlider(3)", "print(1)\nprint(2)\n{'a': 1}")
    assert notebooks.main(["fix", str(path)]) == 0
    once = path.read_bytes()
    assert notebooks.main(["fix", str(path)]) == 0
    assert path.read_bytes() == once
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("01_a.ipynb: 4 cells, ")
    assert first.endswith("written")
    assert second.endswith("unchanged")
    assert b"\r" not in once
    assert list(tmp_path.iterdir()) == [path], "something was left beside the notebook"


def test_lessons_run_strictly_and_in_their_own_folder(tmp_path: Path) -> None:
    source = "import os, pathlib\n[os.environ['SPASMED_STRICT'], pathlib.Path.cwd().name]"
    path = write(tmp_path / "01_a.ipynb", source)
    assert notebooks.main(["fix", str(path)]) == 0
    assert outputs(path) == [str(["1", tmp_path.name])]


def test_the_record_of_the_person_who_runs_a_lesson_does_not_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "home"))
    assert sp.record().start().on
    path = write(tmp_path / "01_a.ipynb", "import spasmed as sp\nsp.record().on")
    assert notebooks.main(["fix", str(path)]) == 0
    assert outputs(path) == ["False"]
    assert strict(path).passed == (0,), "nbval saw the record"


def test_a_lesson_that_fails_is_left_as_it_was_and_its_heading_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "01_a.ipynb", "1", "{}['multifidus']")
    before = path.read_bytes()
    assert notebooks.main(["fix", str(path)]) == 1
    assert path.read_bytes() == before
    assert """01_a.ipynb: under "A heading": KeyError: 'multifidus'""" in capsys.readouterr().out


def test_a_kernel_that_dies_once_is_given_a_second_try(tmp_path: Path) -> None:
    source = "import os, pathlib\nmark = pathlib.Path('died')\nmark.exists() or (mark.touch(), os._exit(1))"
    path = write(tmp_path / "01_a.ipynb", source)
    assert notebooks.main(["fix", str(path)]) == 0
    assert outputs(path) == ["True"]


def test_a_kernel_that_dies_twice_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "01_a.ipynb", "import os\nos._exit(1)")
    assert notebooks.main(["fix", str(path)]) == 1
    assert "01_a.ipynb: twice the kernel died" in capsys.readouterr().out


def test_a_merge_left_in_the_middle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_text('{\n<<<<<<< HEAD\n"cells": []\n', encoding="utf-8")
    (problem,) = notebooks.check(path, NOTHING)
    assert "is not a notebook file" in problem.what
    assert "line 2" in problem.what


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw[:-1], lambda raw: raw + b"\n"]
)
def test_a_file_out_of_normal_form_is_named_with_the_command_to_run(tmp_path: Path, spoil: Any) -> None:
    path = write(tmp_path / "01_a.ipynb", "1")
    path.write_text(notebooks.dumps(notebooks.normalise(json.loads(path.read_text(encoding="utf-8")))), newline="\n")
    wanted = "the file is not in normal form. Run `python tools/notebooks.py fix 01_a.ipynb`."
    assert not any(wanted in str(problem) for problem in notebooks.check(path, NOTHING))
    path.write_bytes(spoil(path.read_bytes()))
    assert any(wanted in str(problem) for problem in notebooks.check(path, NOTHING))


def test_a_name_that_does_not_exist_is_said_with_the_place_of_the_lessons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert notebooks.main(["check", "99_nowhere.ipynb"]) == 1
    assert "99_nowhere.ipynb does not exist. The lessons are in " in capsys.readouterr().out


def test_a_spoiled_table_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def course() -> Course:
        message = "The table data/sources.csv cannot be read. Run `python start.py check`."
        raise ValueError(message)

    monkeypatch.setattr(notebooks, "course", course)
    assert notebooks.main(["check"]) == 1
    assert capsys.readouterr().out.startswith("The table data/sources.csv cannot be read.")


def test_checking_does_not_load_what_runs_a_notebook() -> None:
    code = "import sys, notebooks; notebooks.main(['check']); print({'nbclient', 'nbval'} & set(sys.modules))"
    folder = Path(notebooks.__file__).parent
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["set()"], done.stdout + done.stderr
