"""A case in the page form by keyboard alone: one that is treated to its debrief, one that is referred and ends."""

from __future__ import annotations

import pytest
from asking import page_of

from spasmed.widgets._case import Case

pytestmark = pytest.mark.browser
PLAYER = "[data-player=question]"


@pytest.fixture
def faults(page):
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


def opened(page, path, player) -> None:
    page.goto(page_of(path, player, title="Case"))


def shadow(page, selector: str):
    return page.locator(f"{PLAYER} {selector}")


def enter(page, name: str) -> None:
    """Tab from where the focus is to a button, and press it."""
    here = f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.textContent"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(here) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {name}")


def choose(page, ids: list[str]) -> None:
    """Choose by keys: a radio by arrows, boxes by space; then say "Sure" and check."""
    now = f"document.querySelector('{PLAYER}').shadowRoot.activeElement"
    for wanted in ids:
        for _ in range(40):
            if page.evaluate(f"{now}?.value") == wanted:
                break
            radio = page.evaluate(f"{now}?.type") == "radio" and page.evaluate(f"!!{now}.closest('.choice')")
            page.keyboard.press("ArrowDown" if radio else "Tab")
        assert page.evaluate(f"{now}?.value") == wanted
        if not page.evaluate(f"{now}.checked"):
            page.keyboard.press("Space")
    while not page.evaluate(f"!!{now}?.closest('.row')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


def test_a_case_that_is_referred_ends_by_keyboard(page, tmp_path, faults):
    opened(page, tmp_path / "refer.html", Case("sm-c10", version="solo"))
    assert "emergency transfer" not in page.locator(PLAYER).inner_text()
    choose(page, ["treat"])
    assert shadow(page, ".verdict").inner_text() == "✗ Stop. This case is referred."
    text = shadow(page, ".feedback").inner_text()
    assert "New saddle numbness" in text
    assert "Rehearse the handover sentence aloud" in text
    assert page.locator(PLAYER).get_by_role("button", name="Next").count() == 0


def test_a_case_that_is_treated_reaches_its_debrief_by_keyboard(page, tmp_path, faults):
    player = Case("sm-c01", version="solo")
    opened(page, tmp_path / "treat.html", player)
    teaching = "One sudden load does not mean structural damage"
    for step in player._steps.values():
        assert teaching not in page.locator(PLAYER).inner_text()
        if step.kind == "read":
            break
        best = max(step.marks, key=lambda key: step.marks[key].credit)
        choose(page, sorted(best.split(","), key=[name for name, _ in step.options].index))
        assert shadow(page, ".verdict").inner_text().startswith("✓")
        if step.id.endswith("week6"):
            break
        enter(page, "Next")
    enter(page, "Next")
    page.locator(PLAYER).get_by_text(teaching).wait_for()
