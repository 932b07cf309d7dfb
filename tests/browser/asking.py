"""What several browser tests do alike: write a page without a kernel, count cells, run a cell and read its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spasmed.widgets import page_script, pages

DONE = """([n, was]) => {
    const prompt = document.querySelectorAll(".jp-Notebook .jp-Cell")[n].querySelector(".jp-InputPrompt").innerText;
    return prompt !== was && !prompt.includes("*");
}"""


def page_of(path: Path, *players: Any, title: str, rival: str = "", script: str | None = None) -> str:
    """Write a page that holds these players, beside a style sheet that would spoil them, and return its address."""
    with pages():
        figures = "".join(player.html() for player in players)
    script = page_script() if script is None else script
    path.write_text(
        '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">'
        f"<title>{title}</title>{rival}<main><h1>{title}</h1>{figures}</main>{script}",
        encoding="utf-8",
    )
    return path.as_uri()


def cells(page: Any) -> tuple[int, int]:
    """How many cells of code and of text the open notebook has."""
    return page.locator(".jp-Notebook .jp-CodeCell").count(), page.locator(".jp-Notebook .jp-MarkdownCell").count()


def start(page: Any, cell: int) -> str:
    """Run a cell of the open notebook; what its prompt was before."""
    asking = page.locator(".jp-Notebook .jp-Cell").nth(cell)
    before: str = asking.locator(".jp-InputPrompt").inner_text()
    asking.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    return before


def said(page: Any, cell: int = 1) -> str:
    """Run a cell of the open notebook and read what it says."""
    page.wait_for_function(DONE, arg=[cell, start(page, cell)])
    output = page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-OutputArea-output")
    return output.first.inner_text() if output.count() else ""
