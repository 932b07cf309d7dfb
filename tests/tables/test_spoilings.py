"""Each way a spreadsheet or a hurried edit spoils a table is named: file, row, column, value and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmed import tables
from spasmed.cli import main

EXERCISES = "exercise/exercises.csv"
Spoil = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/, the longest tables cut short so that a check takes a second."""
    copy = Path(shutil.copytree(tables.root(), tmp_path / "data"))
    for name in ("poses", "muscle_lengthening", "review_log"):
        path = copy / tables.resource(name)["path"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:20]), encoding="utf-8", newline="\n")
    return copy


def swap(old: str, new: str, count: int = 1) -> Spoil:
    def spoil(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"the table no longer holds {old!r}; choose another cell to spoil"
        path.write_text(text.replace(old, new, count), encoding="utf-8", newline="\n")

    return spoil


def raw(change: Callable[[bytes], bytes]) -> Spoil:
    return lambda path: path.write_bytes(change(path.read_bytes())) and None


def twice(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="\n")


def semicolons(data: bytes) -> bytes:
    import csv
    import io

    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


def cell(table: str, row: int, column: str, value: str) -> Spoil:
    """Write `value` into one cell; `row` as a spreadsheet counts it."""
    import csv

    def spoil(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[row - 1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return spoil


# name -> (table, how it is spoiled, what the message must say)
SPOILINGS: dict[str, tuple[str, Spoil, list[str]]] = {
    "a byte-order mark": (EXERCISES, raw(lambda b: b"\xef\xbb\xbf" + b), ["row 1", "byte-order mark", "--fix"]),
    "Windows line ends": (EXERCISES, raw(lambda b: b.replace(b"\n", b"\r\n")), ["row 1", "CR LF", "--fix"]),
    "semicolons between cells": (EXERCISES, raw(semicolons), ["row 1", "semicolons", "--fix"]),
    "another encoding": (EXERCISES, raw(lambda b: b + "naïve".encode("cp1252")), ["not in UTF-8", "--fix"]),
    "a space after a word": (EXERCISES, cell(EXERCISES, 3, "category", "stretch "), ["row 3", "column category", '"stretch "', "space", "--fix"]),
    "curly quotes": (EXERCISES, cell(EXERCISES, 2, "cues", "“breathe”"), ["row 2", "column cues", "curly quotes", "--fix"]),
    "a list that became a date": (EXERCISES, cell(EXERCISES, 4, "reps", "5-Aug"), ["row 4", "column reps", '"5-Aug"', "date", "text"]),
    "an id used twice": (EXERCISES, twice, ["row 47", "column id", "not unique", "id of its own"]),
    "a missing file": (EXERCISES, lambda path: path.unlink(), ["missing", "git checkout data"]),
    "an empty file": (EXERCISES, lambda path: path.write_bytes(b"\n") and None, ["empty", "git checkout data"]),
    "a word the column does not know": (EXERCISES, cell(EXERCISES, 5, "category", "stretchh"), ["row 5", "column category", '"stretchh"', 'Did you mean "stretch"?']),
    "a source that is not there": ("clinical/claims.csv", cell("", 2, "source_ids", "hartvigsen2019"), ["row 2", "column source_ids", '"hartvigsen2019"', 'Did you mean "hartvigsen2018"?']),
    "a cause that is not there": ("clinical/links.csv", cell("", 2, "cause_id", "overuse-stain"), ["row 2", "column cause_id", '"overuse-stain"', 'Did you mean "overuse-strain"?']),
    "a decimal comma": ("clinical/effects.csv", cell("", 2, "estimate", "1,06"), ["row 2", "column estimate", '"1,06"', "point, not a comma"]),
    "an empty cell that must be filled": (EXERCISES, cell("", 6, "precautions", ""), ["row 6", "column precautions", "Fill it in"]),
    "a renamed column": (EXERCISES, swap("precautions", "precaution"), ["row 1", "column precautions", 'Rename "precaution"']),
    "a number outside its interval": ("clinical/effects.csv", cell("", 2, "ci_low", "5"), ["row 2", "column estimate", "outside its interval", "source"]),
    "a list with the wrong separator": (EXERCISES, cell("", 2, "directions", "flexion; extension"), ["row 2", "column directions", "flexion; extension"]),
    "a row with a cell too many": ("clinical/causes.csv", raw(lambda b: b + b"a,b,c,d,e,f,g,h,i\n"), ["row 11", "9 cells", "quotes"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILINGS)
def test_check_names_file_row_column_and_cure_of(name: str, folder: Path) -> None:
    file, spoil, words = SPOILINGS[name]
    spoil(folder / file)
    said = [str(problem) for problem in tables.check(folder)]
    mine = [line for line in said if line.startswith(f"data/{file}")]
    assert any(all(word in line for word in words) for line in mine), "\n".join(said) or "nothing was said"


def test_the_tables_as_they_are_have_no_problem() -> None:
    assert [str(problem) for problem in tables.check()] == []


def test_the_command_ends_with_1_and_says_how_many_when_a_table_is_spoiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cell("", 5, "category", "stretchh")(folder / EXERCISES)
    monkeypatch.setattr("spasmed.tables._check.root", lambda: folder)
    assert main(["check"]) == 1
    assert "1 problem in data/" in capsys.readouterr().out


def test_fix_mends_form_without_changing_a_fact(folder: Path) -> None:
    path = folder / EXERCISES
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + semicolons(before).replace(b"\n", b"\r\n"))
    assert tables.fix(folder) == [EXERCISES]
    assert path.read_bytes() == before


def test_fix_leaves_a_sound_folder_alone(folder: Path) -> None:
    assert tables.fix(folder) == []


def test_a_broken_lesson_file_is_named_with_its_line(folder: Path) -> None:
    path = folder / "learning/lessons.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n  : [\n", encoding="utf-8")
    said = [str(problem) for problem in tables.check(folder)]
    assert any("data/learning/lessons.yaml, row" in line and "YAML" in line for line in said), said


def test_a_citation_in_a_lesson_that_no_table_has_is_named(folder: Path) -> None:
    path = folder / "learning/lessons.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[swain2020]", "[swain2021]", 1), encoding="utf-8")
    said = [str(problem) for problem in tables.check(folder)]
    assert any('"swain2021"' in line and 'Did you mean "swain2020"?' in line for line in said), said


def test_the_dictionary_lists_every_spoiling_that_is_planted_here() -> None:
    from spasmed.tables._dictionary import SPOILINGS as LISTED

    assert [name.rstrip("*") for name in LISTED] == list(SPOILINGS)


@pytest.mark.parametrize("name", SPOILINGS)
def test_fix_mends_what_the_dictionary_marks_with_a_star(name: str, folder: Path) -> None:
    from spasmed.tables._dictionary import SPOILINGS as LISTED

    file, spoil, _ = SPOILINGS[name]
    if f"{name}*" in LISTED and name != "another encoding":
        before = tables.check(folder)
        spoil(folder / file)
        assert tables.check(folder) != before
        tables.fix(folder)
        assert tables.check(folder) == before == []
