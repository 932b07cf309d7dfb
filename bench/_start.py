"""The front door in a fresh copy of the project: the first start, and what a second one adds to JupyterLab's own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from _figures import Figure
from _lab import free_port, wait_for
from _repository import ROOT, files

AGAIN = 5


def start() -> list[Figure]:
    """Seconds until JupyterLab answers: the first time, with an empty cache of packages, then beside Lab alone."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        course = Path(scratch) / "course"
        for name in files():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, course / name)
        door = [sys.executable, "start.py", "--no-browser", "--port"]
        first = _until_lab_answers(door, course)
        python = course / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        bare = [str(python), "-m", "jupyterlab", "--no-browser", "--allow-root", "--port"]
        pairs = [(_until_lab_answers(door, course), _until_lab_answers(bare, course)) for _ in range(AGAIN)]
    second, alone = (median(times) for times in zip(*pairs, strict=True))
    added = median(a - b for a, b in pairs)
    behind = f"{second:.1f} s to an answer, JupyterLab alone {alone:.1f} s; {AGAIN} pairs"
    return [
        Figure(name="first start to a serving Lab", value=first, unit="s", at_most=240, behind="empty package cache"),
        Figure(name="what a second start adds", value=added, unit="s", at_most=2, behind=behind),
    ]


def _until_lab_answers(command: list[str], folder: Path) -> float:
    """Seconds from the start of `command`, which gets a port as its last word, until that port answers."""
    port = free_port()
    begun = perf_counter()
    with _running([*command, str(port)], folder) as job:
        try:
            wait_for(f"http://127.0.0.1:{port}/api", job, 900)
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{_log(folder).read_text(encoding='utf-8', errors='replace')}") from None
        return perf_counter() - begun


def _log(folder: Path) -> Path:
    return folder.parent / "start.log"


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command with the settings that `start.py` gives JupyterLab, and with a cache of packages of its own."""
    settings = {"PATH": str(folder / "deploy" / "lab"), "DIR": str(folder / ".venv" / "jupyter")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {f"JUPYTER_CONFIG_{name}": value for name, value in settings.items()}
    environment["PIP_CACHE_DIR"] = str(folder.parent / "packages")
    with _log(folder).open("wb") as log:
        job = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield job
    finally:
        job.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            job.wait(20)
        except subprocess.TimeoutExpired:
            job.kill()
            job.wait()
