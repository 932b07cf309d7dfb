"""What pip installs is what the repository holds."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def data_files(root: Path) -> dict[str, bytes]:
    """Every file in data/, by its path under data/."""
    files = (path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root / "data").as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def outside(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Runs code on the installed wheel in a fresh environment that borrows only its dependencies."""
    place = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True)
    python = place / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*install, str(next(built.glob("*.whl")))], check=True)
    borrowed = importlib.metadata.distribution("pandas").locate_file("")

    def run(code: str) -> str:
        # Appended last and without its .pth files, so that an install of the repository in place is not seen.
        borrow = f"import sys; sys.path.append({str(borrowed)!r}); "
        command = [str(python), "-I", "-c", borrow + code]
        done = subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.slow
def test_the_installed_tables_are_those_of_the_repository_byte_for_byte(
    outside: Callable[[str], str], root: Path
) -> None:
    here = outside("from spasmed import tables; print(tables.root())").strip()
    installed = {path.relative_to(here).as_posix(): path for path in Path(here).rglob("*") if path.is_file()}
    assert not Path(here).is_relative_to(root)
    assert {name: path.read_bytes() for name, path in installed.items()} == data_files(root)


@pytest.mark.slow
def test_the_installed_package_answers_as_the_repository_does(outside: Callable[[str], str]) -> None:
    import spasmed as sp

    question = "sp.exercises(muscle='multifidus')['id'].tolist()"
    answer = json.loads(outside(f"import json, spasmed as sp; print(json.dumps({question}))"))
    assert answer == sp.exercises(muscle="multifidus")["id"].tolist()
    assert answer


@pytest.mark.slow
def test_both_archives_hold_the_package_its_types_and_its_licenses(built: Path, root: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        wheel = set(archive.namelist())
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        source = {name.partition("/")[2] for name in archive.getnames()}
    package = [
        path.relative_to(root / "src").as_posix()
        for path in (root / "src" / "spasmed").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert "spasmed/py.typed" in package
    assert set(package) <= wheel
    assert {f"src/{name}" for name in package} <= source
    assert {f"data/{name}" for name in data_files(root)} <= source
    assert {f"spasmed/data/{name}" for name in data_files(root)} <= wheel
    assert {"LICENSE", "LICENSE-CONTENT"} <= {name.split("licenses/")[-1] for name in wheel}


@pytest.mark.slow
def test_the_pictures_travel_and_the_wheel_stays_light(built: Path) -> None:
    from spasmed import tables

    wheel = next(built.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        pictures = [name for name in archive.namelist() if name.endswith((".webp", ".mp4"))]
    assert len(pictures) == len(tables.load("pictures"))
    assert wheel.stat().st_size < 12_000_000


@pytest.mark.slow
def test_the_installed_package_hands_out_a_picture(outside: Callable[[str], str]) -> None:
    from spasmed import tables

    asked = "from spasmed import tables; print(len(tables.picture_file('lengths-bird-dog-end')))"
    assert int(outside(asked)) == len(tables.picture_file("lengths-bird-dog-end"))


def test_the_version_stands_in_pyproject_only(root: Path, pyproject: dict[str, Any]) -> None:
    version = pyproject["project"]["version"]
    assert importlib.metadata.version("spasmed") == version
    others = [*(root / "src").rglob("*.py"), root / "CITATION.cff", root / "start.py"]
    assert not [path.name for path in others if version in path.read_text(encoding="utf-8")]
