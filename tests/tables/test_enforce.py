"""The loader refuses a cell that breaks the rules of its column: no traceback, and no red flag that goes missing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import spasmed as sp
from spasmed import tables
from spasmed.tables import _rows, checking

RED_FLAGS = "clinical/red_flags.csv"


def put(column: str, value: str, row: int = 3) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[row - 1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return spoil


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        text = change(path.read_text(encoding="utf-8").splitlines(keepends=True))
        path.write_text("".join(text), encoding="utf-8", newline="\n")

    return spoil


# what happened -> (file, how, what is said)
SPOILED: dict[str, tuple[str, Callable[[Path], None], list[str]]] = {
    "a word that is not known": (RED_FLAGS, put("urgency", "emergency-same-dya"), ["row 3", "column urgency", '"emergency-same-dya"', 'Did you mean "emergency-same-day"?']),
    "a space after a word": (RED_FLAGS, put("urgency", "context "), ["row 3", "column urgency", '"context "']),
    "an empty cell": (RED_FLAGS, put("action", ""), ["row 3", "column action", "empty"]),
    "an empty list": (RED_FLAGS, put("source_ids", " | "), ["row 3", "column source_ids", "empty"]),
    "an id used twice": (RED_FLAGS, put("id", "rf-00"), ["row 3", "column id", '"rf-00"', "row 2 has it too"]),
    "a source that is not there": (RED_FLAGS, put("source_ids", "finucane2021"), ["row 3", "column source_ids", '"finucane2021"', 'Did you mean "finucane2020"?']),
    "a cause that is not there": ("clinical/links.csv", put("cause_id", "poor-postrue"), ["row 3", "column cause_id", 'Did you mean "poor-posture"?']),
    "an own id that is not there": ("exercise/exercises.csv", put("progression_id", "bird-dogg"), ["row 3", "column progression_id", 'Did you mean "bird-dog"?']),
    "a word of a list": ("exercise/exercises.csv", put("positions", "supine | proone"), ["row 3", "column positions", '"proone"', 'Did you mean "prone"?']),
    "a word for a number": ("exercise/exercises.csv", put("level", "hard"), ["row 3", "column level", '"hard" is not an integer']),
    "a decimal comma": ("clinical/effects.csv", put("estimate", "1,06"), ["row 3", "column estimate", "point, not a comma"]),
    "yes for true": ("clinical/interventions.csv", put("in_seed", "yes"), ["row 3", "column in_seed", '"yes" is not true or false']),
    "a number too large": ("exercise/exercises.csv", put("level", "9"), ["row 3", "column level", "at most 5"]),
    "an id with a capital": (RED_FLAGS, put("id", "RF-02"), ["row 3", "column id", '"RF-02"', "small letters"]),
    "a row with a cell too many": (RED_FLAGS, lines(lambda all_: [*all_[:2], "x," + all_[2], *all_[3:]]), ["row 3 has 11 cells and should have 10"]),
    "every row with a cell too many": (RED_FLAGS, lines(lambda all_: [all_[0], *("x," + line for line in all_[1:])]), ["row 2 has 11 cells"]),
    "a row with a cell too few": (RED_FLAGS, lines(lambda all_: [*all_, "rf-99,x\n"]), ["2 cells"]),
    "a renamed column": (RED_FLAGS, lines(lambda all_: [all_[0].replace("urgency", "Urgency"), *all_[1:]]), ["headings"]),
    "no rows": (RED_FLAGS, lines(lambda all_: all_[:1]), ["has no rows"]),
    "an empty file": (RED_FLAGS, lines(lambda all_: []), ["headings"]),
    "an open quote": (RED_FLAGS, lines(lambda all_: [*all_, '"rf-99,x\n']), ["unexpected end of data"]),
    "a NUL byte": (RED_FLAGS, put("flag", "\0"), ["NUL"]),
    "another encoding": (RED_FLAGS, lambda path: path.write_bytes(path.read_bytes() + b"\xe9") and None, ["utf-8"]),
    "a missing file": (RED_FLAGS, lambda path: path.unlink(), ["cannot be read"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_student_is_told_in_a_sentence_about(name: str, course: Path) -> None:
    file, spoil, words = SPOILED[name]
    tables.load(Path(file).stem)
    for cache in (_rows.rows, _rows.ids, tables._load._read, tables._load._read_in_source):
        cache.cache_clear()
    spoil(course / file)
    with pytest.raises(tables.SpasmedError) as raised:
        tables.load(Path(file).stem)
    said = str(raised.value)
    assert all(word in said for word in [f"data/{file}", "python start.py check", *words]), said


def test_no_red_flag_goes_missing_through_a_typing_error(course: Path) -> None:
    put("urgency", "emergency-same-dya")(course / RED_FLAGS)
    with pytest.raises(tables.SpasmedError, match="row 3, column urgency"):
        sp.red_flags()


def test_what_a_spreadsheet_makes_of_true_is_still_true(course: Path) -> None:
    before = list(tables.load("interventions")["in_seed"])
    for cache in (_rows.rows, tables._load._read, tables._load._read_in_source):
        cache.cache_clear()
    path = course / "clinical/interventions.csv"
    text = path.read_text(encoding="utf-8").replace(",true,", ",TRUE,").replace(",false,", ",FALSE,")
    assert "TRUE" in text
    path.write_text(text, encoding="utf-8", newline="\n")
    assert list(tables.load("interventions")["in_seed"]) == before
    assert checking.check(course) == []


def test_a_long_cell_is_read_and_the_limit_of_others_is_not_lowered(course: Path) -> None:
    put("action", "a" * 200_000)(course / RED_FLAGS)
    assert tables.load("red_flags")["action"].str.len().max() == 200_000
    was = csv.field_size_limit(2**30)
    try:
        assert list(_rows.read(["a,b"])) == [["a", "b"]]
        assert csv.field_size_limit() == 2**30
    finally:
        csv.field_size_limit(was)


def test_a_lost_reference_is_not_followed_into_a_broken_table_in_a_circle(course: Path) -> None:
    (course / "sources.csv").unlink()
    with pytest.raises(tables.SpasmedError, match=r"data/sources\.csv"):
        tables.load("red_flags")
