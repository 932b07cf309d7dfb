"""What several browser tests do alike: write a page, run a cell and read its answer, answer a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spasmed.learning import mark, options
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


def start(page: Any, cell: int, source: str = "") -> str:
    """Run a cell of the open notebook, with another `source` if one is given; what its prompt was before."""
    asking = page.locator(".jp-Notebook .jp-Cell").nth(cell)
    before: str = asking.locator(".jp-InputPrompt").inner_text()
    asking.locator(".cm-content").click()
    if source:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    return before


def said(page: Any, cell: int = 1) -> str:
    """Run a cell of the open notebook and read what it says."""
    page.wait_for_function(DONE, arg=[cell, start(page, cell)])
    output = page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-OutputArea-output")
    return output.first.inner_text() if output.count() else ""


def said_at_last(page: Any, wanted: Callable[[str], bool], cell: int = 1) -> str:
    """Run a cell until `wanted` holds: Lab sends its newest value once the kernel has dealt with the one before."""
    for _ in range(20):
        if wanted(text := said(page, cell)):
            break
        page.wait_for_timeout(500)
    return text


def reply(record: dict[str, Any], right: bool) -> Any:
    """The right answer to a question of the bank, or one that earns nothing."""
    kind = record["type"]
    if kind == "numeric":
        answer = record["answer"]["value"]
        given: Any = answer if right else answer * 3 + 1000
    elif kind == "ordering":
        letters = {text: name for name, text in options(record)}
        order = [letters[step] for step in record["sequence"]]
        given = order if right else order[::-1]
    else:
        chosen = [option["id"] for option in record["options"] if option["correct"] is right]
        given = chosen if kind == "multiple" else chosen[0]
    assert mark(record, given).credit == right, f"{record['id']}: the test answers otherwise than it means to"
    return given


FOCUSED = """() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    if (!node?.getRootNode().host?.dataset.player) return "";
    if (node.matches("[type=number]")) return "number";
    return node.matches("input") ? `${node.name} ${node.value}` : node.getAttribute("aria-label") ?? node.textContent;
}"""
SEEN = """(name) => {
    const root = document.querySelector(`[data-player=question][data-name="${name}"]`).shadowRoot;
    const verdict = root.querySelector(".verdict"), box = verdict.getBoundingClientRect();
    const top = root.elementFromPoint(box.left + 8, box.top + box.height / 2);
    return {
        verdict: verdict.textContent,
        on_screen: verdict.contains(top),
        feedback: root.querySelector(".feedback").innerText.replace(/\\s+/g, " "),
        problem: root.querySelector(".problem").textContent,
    };
}"""
SHOWN = """(name) => {
    const root = document.querySelector(`[data-player=question][data-name="${name}"]`).shadowRoot;
    const rows = [...root.querySelectorAll(".order li")].map((row) => row.dataset.id);
    return rows.length ? rows : [...root.querySelectorAll(".choice input")].map((input) => input.value);
}"""


class Keyboard:
    """Answers the question player `name` of a page as somebody without a mouse does: nothing here clicks or focuses."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self.name = page, name
        self.press = page.keyboard.press

    def focused(self) -> str:
        """What the focus is on, by its name; an input by its group and its value; "" outside of every player."""
        name: str = self.page.evaluate(FOCUSED)
        return name

    def reach(self, wanted: str) -> None:
        """Tab until the focus is on what is named so, or begins so."""
        passed = []
        for _ in range(60):
            self.press("Tab")
            passed.append(self.focused())
            if passed[-1].startswith(wanted):
                return
        raise AssertionError(f'No Tab leads to "{wanted}"; it went over {passed}.')

    def choose(self, group: str, value: str, values: list[str]) -> None:
        """Choose one of a row of radio buttons: Tab leads to the first, arrows to the others."""
        self.reach(f"{group} ")
        self.press("Space")
        for _ in range(values.index(value)):
            self.press("ArrowDown")
        assert self.focused() == f"{group} {value}"

    def respond(self, record: dict[str, Any], response: Any) -> None:
        """Put the response into the control of the question that is open."""
        shown: list[str] = self.page.evaluate(SHOWN, self.name)
        match record["type"]:
            case "numeric":
                self.reach("number")
                self.page.keyboard.type(str(response))
            case "ordering":
                self._sort(dict(options(record)), shown, response)
            case "multiple":
                for value in shown:
                    self.reach(f"{record['id']} {value}")
                    if value in response:
                        self.press("Space")
            case _:
                self.choose(record["id"], response, shown)

    def _sort(self, texts: dict[str, str], shown: list[str], order: list[str]) -> None:
        """Move the step of each place up to it, from the first place on: Tab never has to go back."""
        for place, step in enumerate(order):
            if climb := shown.index(step) - place:
                self.reach(f"Move up: {texts[step]}")
                for _ in range(climb):
                    self.press("Enter")
                shown.insert(place, shown.pop(shown.index(step)))

    def seen(self) -> dict[str, Any]:
        """What stands in the player after an answer: verdict, whether it is on the screen, feedback, problem."""
        found: dict[str, Any] = self.page.evaluate(SEEN, self.name)
        return found
