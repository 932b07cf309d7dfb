"""Each model, moved by hand: in JupyterLab, and on a page from disk with no kernel and no network."""

from __future__ import annotations

import pytest

from spasmed.mechanism import names
from spasmed.widgets import Mechanism, page_script, pages

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLAYER = "[data-player=frames]"


def state(player) -> tuple[str, str]:
    """The picture and the sentence on screen."""
    return player.locator(".stage svg").first.inner_html(), player.locator(".says").inner_text()


def drive(player, page) -> None:
    """Locked until committed; then the first slider moves picture and sentence, from the keyboard alone."""
    first = player.locator("input[type=range]").first
    assert first.is_disabled(), "the controls are locked until the reader commits"
    player.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    player.get_by_role("button", name="Commit to my guess").press("Enter")
    assert first.is_enabled()
    assert first.evaluate("n => n.getRootNode().activeElement === n"), "the slider is at hand after the guess"
    page.keyboard.press("Home")
    low = state(player)
    page.keyboard.press("End")
    high = state(player)
    assert low[0] != high[0], "the slider moves the picture"
    assert low[1] != high[1], "the slider moves the sentence"
    player.get_by_role("button", name="Compare with my guess").press("Enter")
    assert player.locator(".verdict").inner_text().strip()


def test_on_a_page_from_disk_with_no_kernel(page, tmp_path):
    with pages():
        figures = "".join(Mechanism(name).html() for name in names())
    file = tmp_path / "models.html"
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>Models</title>"
    file.write_text(f"{head}<main><h1>Models</h1>{figures}</main>{page_script()}", encoding="utf-8")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    assert page.locator(PLAYER).count() == len(names())
    for name in names():
        drive(page.locator(f"{PLAYER}[data-name={name}]"), page)
    assert errors == []


def test_in_jupyterlab(lab, page):
    lab.write("models", "import spasmed as sp", *(f"sp.Mechanism({name!r})" for name in names()))
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 20_000})  # JupyterLab draws what is in sight
    lab.open(page, "models")
    lab.run_all(page, f"{PLAYER}[data-name={names()[-1]}]")
    for name in names():
        drive(page.locator(f"{PLAYER}[data-name={name}]"), page)
    assert errors == []
