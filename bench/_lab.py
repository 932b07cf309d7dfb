"""A JupyterLab of its own, on this computer only."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, job: subprocess.Popen[bytes], seconds: float) -> None:
    """Returns when something answers at `url`; raises RuntimeError if `job` ends first, or too much time passes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if job.poll() is not None:
            raise RuntimeError(f"JupyterLab ended before it answered, with code {job.returncode}.")
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - loopback
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"JupyterLab did not answer within {seconds:.0f} s.")


def write(file: Path, code: str) -> None:
    """A notebook of few short cells, so that its output begins at the same height for all candidates.

    A blank line in `code` begins the next cell.
    """
    empty: dict[str, object] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**empty, "id": f"cell-{nth}", "source": source} for nth, source in enumerate(code.split("\n\n"))]
    about = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells}
    file.write_text(json.dumps(book), encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str

    def end_kernels(self) -> None:
        """Ends every session, so that the kernel of one candidate takes nothing from the next."""
        for session in json.loads(self._ask("GET", "/api/sessions")):
            self._ask("DELETE", f"/api/sessions/{session['id']}")

    def _ask(self, method: str, path: str) -> str:
        head = {"Authorization": f"token {self.token}"}
        with urlopen(Request(self.url + path, headers=head, method=method), timeout=30) as reply:  # noqa: S310 - loopback
            return str(reply.read().decode("utf-8"))


@contextmanager
def lab(folder: Path) -> Iterator[Lab]:
    """Serves `folder`, with the settings of the course and no others; kernels can import what is in bench/."""
    port, token = free_port(), secrets.token_hex(8)
    home = folder / ".jupyter"
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    own = {"PYTHONPATH": path, "JUPYTER_CONFIG_PATH": str(HERE.parent / "deploy" / "lab"), "IPYTHONDIR": str(home)}
    own |= {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"),
        *("--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"),
    ]
    with (folder / "lab.log").open("wb") as log:
        job = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log, cwd=folder)
    running = Lab(f"http://127.0.0.1:{port}", token)
    try:
        wait_for(f"{running.url}/api", job, 60)
        yield running
        with suppress(OSError):
            running.end_kernels()
    finally:
        job.terminate()
        job.wait(20)
