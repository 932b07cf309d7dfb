"""Candidates visited round by round in one JupyterLab, in turning order, so that none gets the better hour."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from _lab import Lab, lab, write
from _page import chromium
from playwright.sync_api import Browser, Error


def visit_in_rounds(
    measured: Sequence[Any],
    rounds: int,
    notebooks: Mapping[str, str],
    visit: Callable[[Any, Browser, Lab], list[Any]],
    said: Callable[[Any], str],
) -> None:
    """Writes `notebooks` (file -> its code) and adds to each candidate's `seen` what a visit saw."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        for file, code in notebooks.items():
            write(folder / file, code)
        with lab(folder) as served, chromium() as browser:
            for turn in range(rounds):
                for candidate in measured[:: -1 if turn % 2 else 1]:
                    outcome = "done"
                    try:
                        candidate.seen += visit(candidate, browser, served)
                    except (Error, RuntimeError) as error:  # one lost visit is not a reason to lose the hour
                        outcome = f"LOST, {str(error).splitlines()[0]}"
                    served.end_kernels()
                    print(f"   round {turn + 1}: {said(candidate)}: {outcome}", flush=True)
