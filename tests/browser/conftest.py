"""A JupyterLab of its own and a Chromium that may speak to this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "browser-test"  # noqa: S105  (a server on this machine, for as long as the tests run)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LOCAL = ("http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "data:", "blob:", "file:")


def missing(reason: str) -> None:
    """Skip with a printed reason; where CI=true nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    with api.sync_playwright() as play:
        own = Path(play.chromium.executable_path)
        found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
        if found is None and not own.exists():
            missing("No Chromium was found. Install it, name it in CHROMIUM, or run `playwright install chromium`.")
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def guarded(chromium):
    """Make pages that reach this machine only; at the end, no page may have asked for anything else."""
    asked: list[str] = []
    contexts = []

    def guard(route):
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    def make(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 720}, **options})
        context.route("**/*", guard)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert asked == [], "a page asked the network for something"


@pytest.fixture
def new_page(chromium):
    with guarded(chromium) as make:
        yield make


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="module")
def shared_page(chromium):
    """One page for all tests of a file, where a kernel for each of them would take minutes."""
    with guarded(chromium) as make:
        yield make()


@dataclass
class Lab:
    """A running JupyterLab: `write` a notebook, `open` it, `run_all`."""

    url: str
    folder: Path

    def write(self, name: str, *cells: str, outputs: dict[int, list] | None = None) -> None:
        """A notebook of code cells, unrun, or with the stored `outputs` of some of them."""
        book = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        for i, source in enumerate(cells):
            cell = nbformat.v4.new_code_cell(source, id=f"cell-{i}")
            if outputs and i in outputs:
                cell.update(outputs=outputs[i], execution_count=i + 1)
            book.cells.append(cell)
        nbformat.write(book, self.folder / f"{name}.ipynb")

    def open(self, page, name: str) -> None:
        """Open the notebook and wait for its kernel; again if Lab asks for one, as it does when its list is late."""
        kernel, question = page.locator(".jp-KernelName", has_text="Python 3"), page.locator(".jp-Dialog")
        for _ in range(3):
            page.goto(f"{self.url}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
            kernel.or_(question).first.wait_for(timeout=60_000)
            if not question.count():
                break
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=60_000)

    def run_all(self, page, ready: str, tries: int = 4) -> None:
        """Run All, and once more if no prompt changed: Lab drops the command in its first moments."""
        for _ in range(tries):
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            page.wait_for_timeout(1_500)
            prompts = page.locator(".jp-Notebook .jp-InputPrompt").all_inner_texts()
            if any(prompt.strip() not in ("", "[ ]:") for prompt in prompts):
                break
        page.locator(ready).first.wait_for(timeout=60_000)


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed.")
    home, folder = tmp_path_factory.mktemp("jupyter"), tmp_path_factory.mktemp("notebooks")
    shutil.copy(ROOT / "tests/widgets/dishes.py", folder)
    quiet = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false"}', encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    command = [sys.executable, "-m", "jupyterlab", "--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
               f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    with (home / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 90
            while not answers(
                f"{url}/api/kernelspecs?token={TOKEN}"
            ):  # asked first: Lab asks which kernel if these come late
                if time.monotonic() > deadline or server.poll() is not None:
                    pytest.fail((home / "log.txt").read_text(encoding="utf-8")[-2_000:])
                time.sleep(0.3)
            yield Lab(url, folder)
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:  # it waits for kernels that a busy machine has not ended yet
                server.kill()
                server.wait()


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        with urllib.request.urlopen(url, timeout=30):  # noqa: S310  (this machine)
            return True
    except (urllib.error.URLError, OSError):
        return False
