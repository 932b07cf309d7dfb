"""The tools that keep the code in order find nothing, and know their rules."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

CHECKS = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}


def tool(name: str) -> str:
    """The path of a tool in this environment; in CI it must be there, elsewhere its test is skipped."""
    path = shutil.which(name, path=sysconfig.get_path("scripts"))
    if path is None:
        message = f"{name} is not installed here: python start.py test installs it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKS)
def test_the_code_is_in_order(name: str, root: Path) -> None:
    command, *arguments = CHECKS[name]
    done = subprocess.run([tool(command), *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_every_floor_of_the_package_has_its_place_in_the_contract(root: Path, pyproject: dict[str, Any]) -> None:
    (contract,) = pyproject["tool"]["importlinter"]["contracts"]
    named = {floor.strip() for layer in contract["layers"] for floor in layer.split("|")}
    inside = {
        path.stem
        for path in (root / "src" / "spasmed").iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_")
    }
    assert named == {f"spasmed.{floor}" for floor in inside}


def test_an_arrow_that_points_up_is_caught(tmp_path: Path, pyproject: dict[str, Any], root: Path) -> None:
    package = tmp_path / "src" / "spasmed"
    shutil.copytree(root / "src" / "spasmed", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (package / "tables" / "__init__.py").open("a", encoding="utf-8", newline="\n") as file:
        file.write("from spasmed import widgets\n")
    done = subprocess.run(
        [tool("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "spasmed.tables is not allowed to import spasmed.widgets" in done.stdout


def test_what_pre_commit_runs_is_installed_with_the_test_tools(root: Path) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
