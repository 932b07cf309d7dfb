"""A copy of data/ to spoil, and a way to let spasmed read it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from spasmed import tables
from spasmed.tables import _load, _package, _rows

CACHES = [
    _load._read,
    _load._read_in_source,
    _load._story,
    _rows.rows,
    _rows.ids,
    _package.own_package,
    _package._resources,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/, the longest tables cut short so that a check takes a second, with the pictures still listed."""
    films = shutil.ignore_patterns("*.webp", "*.mp4")
    copy = Path(shutil.copytree(tables.root(), tmp_path / "data", ignore=films))
    for name in ("poses", "muscle_lengthening", "review_log"):
        path = copy / tables.resource(name)["path"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:20]), encoding="utf-8", newline="\n")
    pictures = copy / tables.resource("pictures")["path"]
    with pictures.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    whole = {row["exercise_id"] for row in rows[:18]} - {rows[18]["exercise_id"]}  # an exercise has all its frames
    rows = [row for row in rows[:18] if row["exercise_id"] in whole]
    with pictures.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    listed = [row["file"] for row in rows]
    notes = copy / tables.resource("picture_notes")["path"]  # they name pictures that were cut away
    notes.write_text(f"id,note,picture_ids,ready\none,A note.,{rows[0]['id']},yes\n", encoding="utf-8", newline="\n")
    for one in listed:
        (pictures.parent / one).parent.mkdir(exist_ok=True)
        shutil.copy(tables.root() / "pictures" / one, pictures.parent / one)
    return copy


@pytest.fixture
def course(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same copy, from which spasmed now reads; nothing it read stays behind."""
    for one in CACHES:
        one.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(_package, "_PLACES", (folder,))
        yield folder
    for one in CACHES:
        one.cache_clear()
