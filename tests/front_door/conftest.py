"""start.py as a module over a folder of its own, and as the program a person types."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with what start.py reads, and no .venv."""
    folder = tmp_path / "a course"
    folder.mkdir()
    for name in ("start.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def start(course: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the scratch course's start.py."""
    spec = importlib.util.spec_from_file_location("start", course / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.chdir(course)
    return module


@pytest.fixture
def front(course: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """The scratch course's start.py as a program; pip knows only an index that nobody serves."""

    def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        clean = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
        lonely = {
            "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_CACHE_DIR": "1",
        }
        return subprocess.run(
            [sys.executable, "start.py", *words],
            cwd=course,
            env=clean | lonely | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
