"""The program builder in a real JupyterLab: screen, guess, free choice answered by Python, keys kept out of the notebook."""

from __future__ import annotations

import ast

import pytest
from asking import said

pytestmark = pytest.mark.browser
PLAYER = "[data-player=form]"
BUILDER = 'import spasmed as sp\nb = sp.ProgramBuilder(case="sm-c01")\nb'
ASK = "print([b.stage, b.precaution, list(b.result['exercise_id']), b.value['guess'], b.problem])"
CLEAR = "I asked; none is present"
ACTIVE = f"document.querySelector('{PLAYER}').shadowRoot.activeElement"


def opened(lab, page, name: str):
    lab.write(name, BUILDER, ASK)
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    player = page.locator(PLAYER)
    player.get_by_role("button", name=CLEAR).click()
    page.wait_for_function(f"() => !document.querySelector('{PLAYER}').shadowRoot.querySelector('select').disabled")
    return player


def committed(player) -> None:
    player.get_by_label("Mobility", exact=True).check()
    player.get_by_label("Strength", exact=True).check()
    player.get_by_role("button", name="Commit to my guess").click()


def status(player, words: str) -> None:
    player.locator(".status", has_text=words).wait_for()


def test_no_program_is_shown_before_the_screen_and_the_guess(lab, page):
    lab.write("builder-guess", BUILDER, ASK)
    lab.open(page, "builder-guess")
    lab.run_all(page, PLAYER)
    player = page.locator(PLAYER)
    assert player.locator(".split").is_hidden()
    player.get_by_role("button", name=CLEAR).click()
    assert player.locator(".sheet").is_hidden()
    assert player.locator(".sheet").inner_text() == ""
    assert player.get_by_role("button", name="Commit to my guess").is_disabled()
    committed(player)
    status(player, "3 exercises")
    assert "You and the rules chose: Mobility" in player.locator(".kept").inner_text()
    assert "Only you: Strength" in player.locator(".kept").inner_text()
    assert "Pelvic tilt" in player.locator(".sheet").inner_text()
    assert ast.literal_eval(said(page))[2:4] == [
        ["pelvic-tilt", "knee-to-chest-single", "walking"],
        ["mobility", "strength"],
    ]


def test_a_free_choice_is_answered_by_python_and_nothing_around_it_moves(lab, page):
    player = opened(lab, page, "builder-choice")
    committed(player)
    status(player, "3 exercises")
    before = player.bounding_box()
    player.locator("summary", has_text="Precautions").click()
    player.get_by_label("Cannot get to the floor", exact=True).check()
    status(player, "1 exercise,")
    assert player.bounding_box() == before
    assert player.get_by_label("Worked example").input_value() == "", "it is no longer the worked example"
    assert ast.literal_eval(said(page))[:3] == ["acute", ["cannot-get-to-floor"], ["walking"]]
    player.get_by_label("Unstable heart disease", exact=True).check()
    status(player, "Stop: medical clearance first")
    assert ast.literal_eval(said(page))[2] == []


def test_another_worked_example_asks_for_another_guess(lab, page):
    player = opened(lab, page, "builder-example")
    committed(player)
    status(player, "3 exercises")
    player.get_by_label("Worked example").select_option("px-12")
    status(player, "Guess before you see it")
    assert player.locator(".sheet").is_hidden()
    assert not player.get_by_label("Strength", exact=True).is_checked()
    player.get_by_label("No exercise now", exact=True).check()
    player.get_by_role("button", name="Commit to my guess").click()
    status(player, "Stop: ")
    assert "You and the rules chose: No exercise now" in player.locator(".kept").inner_text()


def test_the_keyboard_alone_guesses_and_chooses_and_no_key_edits_the_notebook(lab, page):
    player = opened(lab, page, "builder-keys")
    count = page.locator(".jp-Notebook .jp-CodeCell").count()
    player.get_by_label("Aerobic", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # No exercise now
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.textContent") == "Commit to my guess"
    page.keyboard.press("Enter")
    status(player, "3 exercises")
    assert page.evaluate(f"{ACTIVE}.getAttribute('aria-label')").endswith("answer"), "the focus goes to the answer"
    player.locator("summary", has_text="Stage").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.value") == "acute"
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{ACTIVE}.value === 'subacute'")
    status(player, "4 exercises")
    for key in ["x", "d", "d", "m", "y", "a", "b", "c", "v", "z"]:
        page.keyboard.press(key)
        page.wait_for_timeout(50)
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == count
    assert ast.literal_eval(said(page))[0] == "subacute"


def test_every_control_can_be_hit_and_is_named(lab, page):
    player = opened(lab, page, "builder-targets")
    for summary in player.locator("summary").all():
        summary.click()
    small = page.evaluate(
        f"""[...document.querySelector('{PLAYER}').shadowRoot.querySelectorAll('.option, button, select, summary')]
        .filter(n => n.checkVisibility() && !n.classList.contains('skip'))
        .map(n => [n.textContent, n.getBoundingClientRect()]).filter(([, b]) => b.height < 24 || b.width < 24).map(([t]) => t)"""
    )
    assert small == []
    legends = player.locator("fieldset legend").all_text_contents()
    assert "Stage" in legends
    assert "Goal" in legends


def test_when_python_restarts_the_choices_close_with_a_sentence(lab, page):
    player = opened(lab, page, "builder-restart")
    committed(player)
    status(player, "3 exercises")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel…").first.click()
    page.locator(".jp-Dialog .jp-mod-warn, .jp-Dialog .jp-mod-accept").last.click()
    player.get_by_text("Free choice needs the live course").wait_for(timeout=30_000)
    assert player.get_by_label("Worked example").is_disabled()
    assert "Pelvic tilt" in player.locator(".sheet").inner_text(), "what was answered stays"
