"""One strict nbval run of one notebook: every code cell is run again and compared with its stored output.

Nothing of the user or of the project reaches the run but the installed package: it has its own empty pytest
settings, its own IPython profile, no record of answers and no other plugin. There is no sanitize file: what a
lesson stores is the same in every run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

CELL_TIMEOUT = 60


@dataclass(frozen=True)
class Run:
    """What nbval saw: which code cells (from 0) passed, why others failed, and the seconds the cells took."""

    passed: tuple[int, ...]
    failed: dict[int, str]
    seconds: float
    log: str


def strict(notebook: Path, *, startup: Sequence[Path] = (), lax: bool = False) -> Run:
    """Run `notebook` under strict nbval in a process of its own, with SPASMED_STRICT=1.

    `startup` are Python files that the kernel runs before the first cell; `lax` looks for errors only and
    compares nothing. Both exist for the tests that plant faults.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        here = Path(scratch)
        (here / "pytest.ini").write_text("[pytest]\njunit_duration_report = call\n", encoding="utf-8")
        profile = here / "profile_default" / "startup"
        profile.mkdir(parents=True)
        for fault in startup:
            shutil.copy(fault, profile)
        mode = "--nbval-lax" if lax else "--nbval"
        command = [
            *(sys.executable, "-m", "pytest", "-p", "nbval.plugin", "-p", "no:cacheprovider", "--color=no"),
            *("-c", str(here / "pytest.ini"), f"--junit-xml={here / 'cells.xml'}"),
            *(mode, "--nbval-current-env", f"--nbval-cell-timeout={CELL_TIMEOUT}", str(notebook)),
        ]
        settings = {"SPASMED_STRICT": "1", "IPYTHONDIR": scratch, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        settings["SPASMED_HOME"] = scratch
        environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"} | settings
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=600)
        log = done.stdout + done.stderr
        if not (here / "cells.xml").is_file():
            return Run((), {}, 0.0, log)
        cells = list(ET.parse(here / "cells.xml").iter("testcase"))
    failed = {
        _number(cell): why.text or "" for cell in cells for why in cell if why.tag in ("failure", "error", "skipped")
    }
    passed = tuple(number for number in map(_number, cells) if number not in failed)
    return Run(passed, failed, sum(float(cell.get("time", 0)) for cell in cells), log)


def _number(cell: ET.Element) -> int:
    return int(str(cell.get("name")).removeprefix("Cell "))
