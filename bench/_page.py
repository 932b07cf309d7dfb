"""A headless Chromium that reaches nothing but this computer, and notebooks run in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from _figures import MissingToolError
from _lab import HERE, Lab
from playwright.sync_api import Browser, Error, Page, sync_playwright

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
]
CONNECTED = "!/No Kernel/.test(document.querySelector('.jp-Toolbar-kernelName')?.textContent ?? 'No Kernel')"
PROMPTED = "[...document.querySelectorAll('.jp-InputPrompt')].some((prompt) => /[*0-9]/.test(prompt.textContent))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium for which no name but this computer's exists; CHROMIUM may say where it is."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            raise MissingToolError(
                "No Chromium could be started: install one with `playwright install chromium`, "
                f"or set CHROMIUM to its path, then try again. ({error.message.splitlines()[0]})"
            ) from error
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def notebook(browser: Browser, served: Lab, name: str, *, clock: str = "stopwatch.js") -> Iterator[Page]:
    """A fresh page with a clock, the notebook open and Run All pressed; the caller waits for what it needs to see."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(path=HERE / clock)
    try:
        page = context.new_page()
        page.goto(f"{served.url}/lab/tree/{name}?token={served.token}&reset")
        page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=60_000)
        page.wait_for_function(CONNECTED, timeout=60_000)
        _run_all(page)
        yield page
    finally:
        context.close()


def _run_all(page: Page) -> None:
    """Presses Run All until a prompt changes.

    JupyterLab can drop the first one of a notebook just opened, or answer it with the question which kernel to use.
    """
    for _ in range(4):
        page.wait_for_timeout(1000)
        if page.locator(".jp-Dialog .jp-mod-accept").is_visible():
            page.locator(".jp-Dialog .jp-mod-accept").click()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with suppress(Error):
            page.wait_for_function(PROMPTED, timeout=4000)
            return
    raise RuntimeError("JupyterLab took no Run All.")
