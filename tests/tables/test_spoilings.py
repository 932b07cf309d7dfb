"""Each way a spreadsheet or a hurried edit spoils a table is named: file, row, column, value and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dictionary import SPOILINGS as LISTED
from spasmed import tables
from spasmed.cli import main
from spasmed.tables import checking

EXERCISES = "exercise/exercises.csv"
EMG = "exercise/emg.csv"  # holds a sign beyond ASCII
PICTURES = "pictures/manifest.csv"
FIRST = (tables.root() / "pictures" / tables.records(tables.load("pictures"))[0]["file"]).stat().st_size  # bytes
CONTROLS, PREDICTIONS, MODELS = "mechanism/controls.csv", "mechanism/predictions.csv", "mechanism/models.csv"
LESSONS = "learning/lessons.yaml"
RULES = "learning/program_rules.csv"
Spoil = Callable[[Path], None]


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


def separated(by: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=by, lineterminator="\n").writerows(csv.reader(io.StringIO(data.decode("utf-8"))))
        return out.getvalue().encode("utf-8")

    return change


def cell(row: int, column: str, value: str) -> Spoil:
    """Write `value` into one cell; `row` as a spreadsheet counts it."""

    def spoil(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[row - 1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return spoil


def lost(path: Path) -> None:
    (path.parent / "exercises/pelvic-tilt--end.webp").unlink()


def stray(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"RIFF")


# name -> (table, how it is spoiled, what the message must say)
SPOILINGS: dict[str, tuple[str, Spoil, list[str]]] = {
    "a byte-order mark": (EXERCISES, raw(lambda b: b"\xef\xbb\xbf" + b), ["row 1", "byte-order mark", "--fix"]),
    "Windows line ends": (EXERCISES, raw(lambda b: b.replace(b"\n", b"\r\n")), ["row 1", "CR LF", "--fix"]),
    "semicolons between cells": (EXERCISES, raw(separated(";")), ["row 1", "semicolons", "--fix"]),
    "another encoding": (EMG, raw(lambda b: b.decode("utf-8").encode("cp1252")), ["row", "not in UTF-8", "--fix"]),
    "one letter of another encoding": (EMG, raw(lambda b: b"na\xefve" + b), ["row 1", "not in UTF-8", "Type the character again"]),
    "a space after a word": (EXERCISES, cell(3, "category", "motor-control "), ["row 3", "column category", '"motor-control "', "space", "--fix"]),
    "curly quotes": (EXERCISES, cell(2, "cues", "“breathe”"), ["row 2", "column cues", "curly quotes", "--fix"]),
    "a list that became a date": (EXERCISES, cell(4, "reps", "5-Aug"), ["row 4", "column reps", '"5-Aug"', "date", "text"]),
    "an id used twice": (EXERCISES, twice, ["row 47", "column id", "row 2 has it too", "id of its own"]),
    "a missing file": (EXERCISES, lambda path: path.unlink(), ["missing", "git checkout data"]),
    "an empty file": (EXERCISES, lambda path: path.write_bytes(b"\n") and None, ["empty", "git checkout data"]),
    "a word the column does not know": (EXERCISES, cell(5, "category", "stretchh"), ["row 5", "column category", '"stretchh"', 'Did you mean "stretch"?']),
    "a source that is not there": ("clinical/claims.csv", cell(2, "source_ids", "hartvigsen2019"), ["row 2", "column source_ids", '"hartvigsen2019"', 'Did you mean "hartvigsen2018"?']),
    "a cause that is not there": ("clinical/links.csv", cell(2, "cause_id", "overuse-stain"), ["row 2", "column cause_id", '"overuse-stain"', 'Did you mean "overuse-strain"?']),
    "a decimal comma": ("clinical/effects.csv", cell(2, "estimate", "1,06"), ["row 2", "column estimate", '"1,06"', "point, not a comma"]),
    "an empty cell that must be filled": (EXERCISES, cell(6, "precautions", ""), ["row 6", "column precautions", "Fill it in"]),
    "a renamed column": (EXERCISES, swap("precautions", "precaution"), ["row 1", "column precautions", 'Rename "precaution"']),
    "a number outside its interval": ("clinical/effects.csv", cell(2, "ci_low", "5"), ["row 2", "column estimate", "outside its interval", "source"]),
    "a list with the wrong separator": (EXERCISES, cell(2, "directions", "flexion; extension"), ["row 2", "column directions", "flexion; extension"]),
    "a row with a cell too many": ("clinical/causes.csv", raw(lambda b: b + b"a,b,c,d,e,f,g,h,i\n"), ["row 11", "9 cells", "quotes"]),
    "tabs between cells": (EXERCISES, raw(separated("\t")), ["row 1", "tabs", "--fix"]),
    "a column that stands twice": ("clinical/causes.csv", raw(lambda b: b"\n".join(line and line + b",label" for line in b.split(b"\n"))), ["row 1", "the column label stands twice"]),
    "a heading without rows": ("clinical/causes.csv", raw(lambda b: b.split(b"\n")[0] + b"\n"), ["row 1", "the table has no rows"]),
    "an id with a capital": (EXERCISES, cell(31, "id", "Bird-dog"), ["column id", '"Bird-dog"', "small letters"]),
    "a quote that is never closed": (EXERCISES, swap(",Abdominal drawing-in", ',"Abdominal drawing-in'), ["row 3", "quotes"]),
    "a NUL byte": (EXERCISES, cell(3, "name", "\x00"), ["row 3", "NUL"]),
    "UTF-16": (EXERCISES, raw(lambda b: b.decode("utf-8").encode("utf-16")), ["row 1", "UTF-16"]),
    "nothing but a byte-order mark": (EXERCISES, raw(lambda b: b"\xef\xbb\xbf"), ["row 1", "empty"]),
    "a merge that was not finished": (EXERCISES, raw(lambda b: b"<<<<<<< HEAD\n" + b), ["row 1", "headings"]),
    "an empty lesson file": (LESSONS, raw(lambda b: b"# nothing\n"), ['no list "lessons"']),
    "a picture that is not there": (PICTURES, lost, ["row 9", "column file", '"exercises/pelvic-tilt--end.webp"', "not there", "git checkout data"]),
    "a picture of another size": (PICTURES, cell(2, "bytes", f"{FIRST + 1}"), ["row 2", "column bytes", f'"{FIRST + 1}"', f"which has {FIRST} bytes", f"Write {FIRST}"]),
    "a picture that no row describes": ("pictures/targets/my-bridge.webp", stray, ["no row describes", "data/pictures/manifest.csv", "delete it"]),
    "an exercise without its end picture": (PICTURES, cell(9, "ready", "no"), ["row 8", "column exercise_id", '"pelvic-tilt"', "none of its end"]),
    "a slider without a step": (CONTROLS, cell(2, "step", ""), ["row 2", "column step", "the cell is empty", "Write low, high and step, or options."]),
    "a slider that ends below its start": (CONTROLS, cell(2, "high", "2"), ["row 2", "column high", '"2" is not above low, which is 5', "smaller number"]),
    "a step of 0": (CONTROLS, cell(2, "step", "0"), ["row 2", "column step", '"0" is not a step from low to high', "above 0"]),
    "a step that does not divide its range": (CONTROLS, cell(2, "step", "7"), ["row 2", "column step", '"7" does not lead from 5 to 120 in whole steps', "divides 115, or end the range at 117"]),
    "a slider that starts outside its range": (CONTROLS, cell(2, "default", "121"), ["row 2", "column default", '"121" lies outside the range 5 to 120', "Type a number from 5 to 120."]),
    "a choice of one": (CONTROLS, cell(6, "options", "healthy"), ["row 6", "column options", '"healthy" leaves nothing to choose', "a | b"]),
    "a choice that names an option twice": (CONTROLS, cell(6, "options", "healthy | healthy"), ["row 6", "column options", "names healthy twice", "Keep one"]),
    "a default that is no option": (CONTROLS, cell(6, "default", "healty"), ["row 6", "column default", '"healty" is not one of the options', 'Did you mean "healthy"?']),
    "a choice with a range beside it": (CONTROLS, cell(6, "low", "3"), ["row 6", "column low", '"3" stands beside options', "Empty the one"]),
    "a model without a primary control": (CONTROLS, cell(2, "primary", "false"), ["row 2", "column primary", '"false" leaves the model stretch-relax without', "Write true"]),
    "a model with two primary controls": (CONTROLS, cell(3, "primary", "true"), ["row 3", "column primary", '"true" gives the model stretch-relax a second', "row 2 is one too", "Write false"]),
    "a primary control with too many positions": (CONTROLS, cell(2, "step", "1"), ["row 2", "column step", '"1" gives the primary control 116 positions, and at most 101', "wider steps"]),
    "a control named twice in its model": (CONTROLS, cell(3, "name", "hold"), ["row 3", "column name", '"hold" is the name of two controls', "row 2 has it too", "name of its own"]),
    "a model without a prediction": (CONTROLS, raw(lambda b: b + b"lumbar-rhythm-bend,lumbar-rhythm,bend,Bend,,0,9,1,,5,true,ours.\n"), ["row", "column model_id", '"lumbar-rhythm" is a model without a prediction', "predictions.csv"]),
    "a prediction without controls": (PREDICTIONS, raw(lambda b: b + b"lumbar-rhythm,Which?,a | b,a,So.,swain2020\n"), ["row", "column id", '"lumbar-rhythm" is a model without controls', "controls.csv"]),
    "an answer that is none of its options": (PREDICTIONS, cell(2, "answer", "About the same in bothh"), ["row 2", "column answer", "is not one of the options", 'Did you mean "About the same in both"?']),
    "a model without its question": (MODELS, cell(2, "question", ""), ["row 2", "column question", "the cell is empty and the model has controls", "Fill it in"]),
    "a model with a single limit": (MODELS, cell(2, "limits", "It is small."), ["row 2", "column limits", '"It is small." names fewer than two limits', "a | b"]),
    "a model of grade D with controls": (MODELS, cell(2, "grade", "D"), ["row 2", "column grade", '"D" is not the grade', "Use one of: A, B, C."]),
    "a lesson that moves a model nobody has": (LESSONS, swap("model_id: stretch-relax", "model_id: stretch-relx"), ["column start-here > mechanism > model_id", '"stretch-relx" is not an id of the table models', 'Did you mean "stretch-relax"?']),
    "a lesson whose second model nobody has": (LESSONS, swap("    - pain-spasm-loop", "    - swain2020"), ["column what-is-spasm > mechanism > also_model_ids", '"swain2020" is not an id of the table models', "models.csv"]),
    "a lesson whose guess has no answer": (LESSONS, swap("answer: b\n      answer_note", "answer: z\n      answer_note"), ["column start-here > mechanism > prediction > answer", "is not the id of an option", "Write the id"]),
    "a rule that offers an exercise nobody has": (RULES, swap("knee-to-chest-single | pelvic-tilt | childs-pose |", "knee-to-chest-single | pelvic-tlt | childs-pose |"), ["row 44", "column exercise_ids", '"pelvic-tlt"', 'Did you mean "pelvic-tilt"?']),
    "a rule that leaves out a position nobody has": (RULES, swap("exclude-position,,prone,", "exclude-position,,pron,"), ["row 15", "column targets", '"pron" is a word this rule does not know', 'Did you mean "prone"?']),
    "a rule without the number it needs": (RULES, swap("cap-count,,,,3,First weeks", "cap-count,,,,,First weeks"), ["column amount", "the action cap-count needs it", "Fill it in"]),
    "a rule with a dose nobody knows": (RULES, swap("dose,two-sets", "dose,two-set"), ["column target", '"two-set"', 'Did you mean "two-sets"?']),
    "a rule for a cause nobody has": (RULES, swap("cause,injury,stage", "cause,injry,stage"), ["column if_values", '"injry"', 'Did you mean "injury"?']),
    "an order that forgets a category": (RULES, swap('motor-control | strength | aerobic,,,"Easy', 'motor-control | strength,,,"Easy'), ["column targets", "gives no place to aerobic", "Name every category."]),
}  # fmt: skip


STARRED = [name for name in SPOILINGS if f"{name}*" in LISTED]
# A broken shape is one fault, not one for each of its cells.
SHAPES = ["UTF-16", "a NUL byte", "a quote that is never closed", "a merge that was not finished", "a heading without rows", "tabs between cells", "a row with a cell too many"]  # fmt: skip
# Nobody can say with certainty what such a file held.
UNCERTAIN = ["UTF-16", "a NUL byte", "a quote that is never closed", "one letter of another encoding", "a row with a cell too many", "a merge that was not finished", "nothing but a byte-order mark", "an empty file"]  # fmt: skip


@pytest.mark.parametrize("name", SPOILINGS)
def test_check_names_file_row_column_and_cure_of(name: str, folder: Path) -> None:
    file, spoil, words = SPOILINGS[name]
    spoil(folder / file)
    said = [str(problem) for problem in checking.check(folder)]
    mine = [line for line in said if line.startswith(f"data/{file}")]
    assert any(all(word in line for word in words) for line in mine), "\n".join(said) or "nothing was said"
    if name in SHAPES:
        assert len(said) == 1, "\n".join(said)


def test_the_tables_as_they_are_have_no_problem() -> None:
    assert [str(problem) for problem in checking.check()] == []


def test_the_command_ends_with_1_and_says_how_many_when_a_table_is_spoiled(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell(5, "category", "stretchh")(course / EXERCISES)
    assert main(["check"]) == 1
    assert "1 problem in data/. Nothing was changed." in capsys.readouterr().out


def test_the_command_does_not_say_nothing_was_changed_after_it_mended_a_file(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell(5, "category", "stretchh ")(course / EXERCISES)
    assert main(["check", "--fix"]) == 1
    said = capsys.readouterr().out
    assert f"data/{EXERCISES}: mended" in said and "1 problem in data/. Correct the table" in said


def test_a_broken_description_is_named_with_line_and_column(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "datapackage.json").write_text('{"resources": [\n  {"name": "causes",}]}', encoding="utf-8")
    with pytest.raises(tables.SpasmedError, match=r"data/datapackage.json, line 2, column \d+"):
        tables.package()
    with pytest.raises(tables.SpasmedError, match="line 2"):
        checking.check(course)
    assert main(["check"]) == 1
    assert "data/datapackage.json, line 2" in capsys.readouterr().err
    (course / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(tables.SpasmedError, match='must hold a list "resources"'):
        checking.check(course)


def test_the_fault_of_an_id_comes_before_the_references_lost_by_it(folder: Path) -> None:
    file, spoil, _ = SPOILINGS["an id with a capital"]
    spoil(folder / file)
    said = checking.check(folder)
    assert len(said) > 1
    assert (said[0].file, said[0].column, said[0].value) == (EXERCISES, "id", "Bird-dog")


def test_type_and_range_are_said_in_words(folder: Path) -> None:
    cell(2, "level", "hard")(folder / EXERCISES)
    cell(3, "level", "9")(folder / EXERCISES)
    cell(4, "sets", "0")(folder / EXERCISES)
    said = "\n".join(map(str, checking.check(folder)))
    assert '"hard" is not an integer. Type an integer.' in said
    assert '"9" is too large. Type a number that is at most 5.' in said
    assert '"0" is too small. Type a number that is at least 1.' in said
    assert said.count("\n") == 2


def test_an_empty_table_is_named_once_and_references_into_it_are_not_followed(folder: Path) -> None:
    raw(lambda b: b.split(b"\n")[0] + b"\n")(folder / "anatomy/muscles.csv")
    assert [problem.wrong for problem in checking.check(folder)] == ["the table has no rows"]


def test_what_only_the_second_reader_knows_is_said_too(folder: Path) -> None:
    cell(2, "url", "no address")(folder / "sources.csv")
    said = [str(problem) for problem in checking.check(folder)]
    assert len(said) == 1 and 'data/sources.csv, row 2, column url: "no address" breaks a rule' in said[0]


def test_fix_mends_form_without_changing_a_fact(folder: Path) -> None:
    path = folder / EXERCISES
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + separated(";")(before).replace(b"\n", b"\r\n"))
    assert checking.fix(folder) == [EXERCISES]
    assert path.read_bytes() == before


def test_fix_leaves_a_sound_folder_alone(folder: Path) -> None:
    assert checking.fix(folder) == []


@pytest.mark.parametrize("name", STARRED)
def test_fix_mends_what_the_dictionary_marks_with_a_star(name: str, folder: Path) -> None:
    file, spoil, _ = SPOILINGS[name]
    path = folder / file
    before = path.read_bytes()
    spoil(path)
    spoiled = path.read_bytes()
    assert spoiled != before
    assert checking.fix(folder) == [file]
    # Curly quotes stand where a fact stood before, so there the spoiled text itself is what is mended.
    assert path.read_bytes() == (straight(spoiled) if name == "curly quotes" else before)


def straight(data: bytes) -> bytes:
    return data.decode("utf-8").replace(",“breathe”,", ',"""breathe""",').encode("utf-8")


@pytest.mark.parametrize("name", UNCERTAIN)
def test_fix_leaves_a_file_alone_that_cannot_be_read_with_certainty(name: str, folder: Path) -> None:
    file, spoil, _ = SPOILINGS[name]
    spoil(folder / file)
    spoiled = (folder / file).read_bytes()
    assert checking.fix(folder) == []
    assert (folder / file).read_bytes() == spoiled


def test_the_dictionary_lists_every_spoiling_that_is_planted_here() -> None:
    assert [name.rstrip("*") for name in LISTED] == list(SPOILINGS)
