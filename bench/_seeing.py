"""What is seen: the map under the mouse, the finder with its pictures, and one exercise rendered again."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from _figures import Figure
from _pointing import pointing
from _repository import ROOT, files
from _scrolling import scrolling

EXERCISE = "bird-dog"
PARTS = ("data/", "src/", "tools/")
NEEDED = ("mujoco", "pyvista")  # what the build environment has and the course's own has not


def seeing(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """Milliseconds and frames of the map, bytes and frames of the page with the finder, seconds of one rendering."""
    return [*pointing(rounds, repeats, only), *scrolling(), _rendering()]


def _rendering() -> Figure:
    """Seconds to render the stills of one exercise again, with the Python that RENDER_PYTHON names, or this one."""
    name, python = f"{EXERCISE} rendered again", os.environ.get("RENDER_PYTHON", sys.executable)
    imports = "; ".join(f"import {package}" for package in NEEDED)
    if subprocess.run([python, "-c", imports], capture_output=True, check=False).returncode:
        return Figure(name=name, value=math.nan, unit="s", behind="build environment absent")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        for file in filter(lambda file: file.startswith(PARTS), files()):  # a copy: nothing here is drawn over
            (Path(scratch) / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, Path(scratch) / file)
        environment = os.environ | {"PYTHONPATH": str(Path(scratch) / "src")}
        begun = perf_counter()
        command = [python, "-m", "tools.render_pictures", "pictures", EXERCISE, "--again"]
        done = subprocess.run(command, cwd=scratch, env=environment, capture_output=True, encoding="utf-8", check=False)
        seconds = perf_counter() - begun
    last = (done.stderr.strip() or "no word").splitlines()[-1]
    behind = f"it ended with code {done.returncode}: {last}" if done.returncode else "start of the process included"
    return Figure(name=name, value=math.nan if done.returncode else seconds, unit="s", at_most=30, behind=behind)
