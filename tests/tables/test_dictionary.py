"""data/README.md is what datapackage.json says, and says it of every column."""

from __future__ import annotations

from pathlib import Path

import pytest

import dictionary as tool
from dictionary import dictionary
from spasmed import tables


def test_the_readme_of_data_is_generated_from_the_package() -> None:
    written = (tables.root() / "README.md").read_text(encoding="utf-8")
    assert written == dictionary(tables.package()), "run `python tools/dictionary.py`"


def test_every_column_is_described_and_named_in_the_readme() -> None:
    text = dictionary(tables.package())
    for name in tables.names():
        for column, field in tables.resource(name).get("schema", {}).items():
            if column == "fields":
                for one in field:
                    assert one["description"], (name, one["name"])
                    assert f"`{one['name']}`" in text


def test_every_file_of_data_is_described() -> None:
    described = {tables.resource(name)["path"] for name in tables.names()} | {"README.md", "datapackage.json"}
    described |= {f"pictures/{file}" for file in tables.load("pictures")["file"]}
    there = {path.relative_to(tables.root()).as_posix() for path in tables.root().rglob("*") if path.is_file()}
    assert there == described


def test_the_tool_writes_the_readme_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "datapackage.json").write_bytes((tables.root() / "datapackage.json").read_bytes())
    monkeypatch.setattr(tool, "_DATA", tmp_path)
    tool.main()
    assert (tmp_path / "README.md").read_bytes() == (tables.root() / "README.md").read_bytes()
