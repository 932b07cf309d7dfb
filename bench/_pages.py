"""A page with no kernel: six mechanisms wake on it, loaded over loopback."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import NamedTuple

from _figures import Figure, spread
from _page import chromium
from playwright.sync_api import Browser, Response

from spasmed.mechanism import names
from spasmed.widgets import Mechanism, page_script, pages

PLAYERS = 6
VISITS = 9
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Six models</title><main><h1>Six models</h1>"
# Milliseconds from the start of the navigation to the paint of the first frame in which so many players are live: each
# has drawn its picture in its own root, and its guess can be chosen.
WATCH = """(() => {
  const players = () => [...document.querySelectorAll("[data-player=frames]")].map((host) => host.shadowRoot);
  const live = (root) => root?.querySelector(".stage svg") && root.querySelector("input[type=radio]:enabled");
  const tick = () => {
    if (players().filter(live).length < COUNT) { requestAnimationFrame(tick); return; }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.awake = performance.now(); };
    channel.port2.postMessage(0);
  };
  requestAnimationFrame(tick);
})();"""
# Each player does its work: a guess opens it, and its first slider changes the picture. Returns those that do not.
WORKS = """() => [...document.querySelectorAll("[data-player=frames]")].filter((host) => {
  const root = host.shadowRoot, input = root.querySelector(".hand input");
  const picture = () => root.querySelector(".stage").innerHTML;
  root.querySelector("input[type=radio]").click();
  root.querySelector(".guess button").click();
  const before = picture();
  input.value = input.value === input.max ? input.min : input.max;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return input.matches(":disabled") || picture() === before;
}).map((host) => host.dataset.name)"""


class Visit(NamedTuple):
    """One opening of the page: milliseconds from its start, bytes of all answers, and what was asked for."""

    live: float
    load: float
    paint: float
    weight: int
    asked: list[str]


def page() -> list[Figure]:
    """From the start of the navigation to six live mechanisms; bytes; requests."""
    six, text = _six()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        (folder / "six.html").write_text(text, encoding="utf-8", newline="\n")
        with served(folder) as (address, heard), chromium() as browser:
            visits = [_visit(browser, f"{address}/six.html") for _ in range(VISITS + 1)][1:]
            at_server = len(heard) / (VISITS + 1)
    live, load, paint = (median(times) for times in zip(*(visit[:3] for visit in visits), strict=True))
    asked = max((visit.asked for visit in visits), key=len)
    times = spread([visit.live for visit in visits])
    behind = f"{times} ms, n = {VISITS}; load event at {load:.0f} ms, first paint at {paint:.0f} ms"
    parts = f"the {PLAYERS} heaviest models: {', '.join(six)}; {len(page_script()) / 1e3:.0f} kB are the script"
    seen = f"at the server {at_server:g} a visit" + (f"; {', '.join(asked)}" if len(asked) > 1 else "")
    return [
        Figure(name="page to six live mechanisms", value=live / 1e3, unit="s", at_most=0.5, behind=behind),
        Figure(name="that page", value=max(v.weight for v in visits) / 1e6, unit="MB", at_most=0.5, behind=parts),
        Figure(name="its requests", value=len(asked), unit="requests", at_most=1, behind=seen),
    ]


def _six() -> tuple[list[str], str]:
    """The models whose figures weigh most, and a page of them."""
    with pages():
        figures = {name: Mechanism(name).html() for name in names()}
    six = sorted(figures, key=lambda name: len(figures[name]), reverse=True)[:PLAYERS]
    return six, f"{HEAD}{''.join(figures[name] for name in six)}</main>{page_script()}"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and keeps what was asked for, but the icon that a browser asks for by itself."""

    def __init__(self, *args: object, heard: list[str], **kwargs: object) -> None:
        self._heard = heard
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in http.server
        pass

    def log_request(self, code: object = "-", size: object = "-") -> None:  # noqa: ARG002 - as above
        if not self.path.startswith("/favicon.ico"):
            self._heard.append(self.path)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a server for `folder` on this computer, and the list of what it was asked for."""
    heard: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder), heard=heard))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


def _visit(browser: Browser, address: str) -> Visit:
    """One opening in a context of its own, so that nothing is in a cache; then every player is tried."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(WATCH.replace("COUNT", str(PLAYERS)))
    asked: list[str] = []
    answers: list[Response] = []
    try:
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright takes no method of a list
        tab.goto(address)
        tab.wait_for_function("window.awake", timeout=30_000)
        load = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        paint = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
        live = tab.evaluate("window.awake")
        weight = sum(len(answer.body()) for answer in answers if not answer.url.endswith("/favicon.ico"))
        if asleep := tab.evaluate(WORKS):
            raise RuntimeError(f"These players were drawn and do not move: {', '.join(asleep)}")
    finally:
        context.close()
    asked = [url for url in asked if not url.endswith("/favicon.ico") and not url.startswith(("data:", "blob:"))]
    return Visit(live, load, paint, weight, asked)
