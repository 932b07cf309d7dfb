"""Questions in a real JupyterLab: answers reach Python, keys stay in the player, and the record hears each answer once."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from asking import DONE, said, said_at_last, start

pytestmark = pytest.mark.browser
PLAYER = "[data-player=question]"
PLANETS = """from planets import planets
told = []
p = planets(heard=lambda step, given, mark: told.append([step.id, given["response"]]) or ("The disk is full." if step.id == "rings" else ""))
p"""
ASK = "import json\nprint(json.dumps([p.value['answers'], told, p.text(), p.result['credit'].tolist()]))"


@pytest.fixture(autouse=True)
def _planets(lab, pytestconfig):
    shutil.copy(pytestconfig.rootpath / "tests/widgets/planets.py", lab.folder)


def opened(lab, page, name: str) -> None:
    lab.write(name, PLANETS, ASK)
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    page.locator(PLAYER).get_by_text("Python listens.").wait_for()


def press(page, name: str) -> None:
    page.locator(PLAYER).get_by_role("button", name=name, exact=True).click()


def label(page, text: str):
    return page.locator(PLAYER).get_by_label(text, exact=True)


def asked(page) -> list:
    """What Python says now: the second cell is run again."""
    return json.loads(said(page))


def test_answers_reach_python_once_and_what_could_not_be_kept_is_said(lab, page):
    opened(lab, page, "answers")
    press(page, "Go on")
    label(page, "Venus").check()
    label(page, "Sure").check()
    press(page, "Check")
    label(page, "I slipped").check()
    press(page, "Next")
    label(page, "Saturn").check()
    label(page, "Uranus").check()
    label(page, "Guessing").check()
    press(page, "Check")
    page.locator(PLAYER).get_by_text("The disk is full.").wait_for()
    assert page.locator(f"{PLAYER} .verdict").inner_text() == "✓ Right.", "the lesson goes on"
    given, told, text, credit = asked(page)
    assert 0 < given["red"].pop("seconds") < 600
    assert given["red"] == {"response": "a", "confidence": "Sure", "slip": "I slipped"}
    assert told == [["red", "a"], ["rings", ["a", "c"]]]
    assert text == "Planets: 2 of 4 answered, 1 right"
    assert credit == [0, 1]


def test_keys_answer_and_leave_the_notebook_alone(lab, page):
    opened(lab, page, "keys")
    page.locator(PLAYER).get_by_role("button", name="Go on").focus()
    keys = page.keyboard
    keys.press("Enter")
    keys.press("Tab")
    keys.press("ArrowDown")
    for key in ("x", "d", "d", "m"):
        keys.press(key)
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Enter")
    assert page.locator(f"{PLAYER} .verdict").inner_text() == "✓ Right."
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 2
    assert page.locator(".jp-Notebook .jp-MarkdownCell").count() == 0
    given, told, *_ = asked(page)
    assert told == [["red", "b"]]
    assert given["red"]["confidence"] == "Fairly sure"


SLOW = """import time
from planets import SINGLE, planets
told = []
def heard(step, given, mark):
    time.sleep(3)
    told.append(given["response"])
    return ""
p = planets(SINGLE, heard=heard)
p"""


def test_a_slow_kernel_hears_of_every_attempt(lab, page):
    lab.write("slow", SLOW, "print(told, p.value['attempt'])")
    lab.open(page, "slow")
    page.wait_for_function(DONE, arg=[0, start(page, 0)])
    for planet in ("Venus", "Mars"):
        label(page, planet).check()
        label(page, "Sure").check()
        press(page, "Check")
        press(page, "Try again in another order")
    assert said_at_last(page, lambda text: "'b'] 2" in text).strip() == "['a', 'b'] 2"


BROKEN = """from planets import SINGLE, planets
def heard(*told):
    raise RuntimeError("the drawer is stuck")
p = planets(SINGLE, heard=heard)
p"""
QUIZ = """import os
os.environ["SPASMED_HOME"] = {home!r}
import spasmed as sp
sp.Quiz(items=["sm-027", "sm-001"])"""


def test_an_error_while_an_answer_is_kept_is_a_sentence_and_the_lesson_goes_on(lab, page):
    lab.write("broken", BROKEN, "print(p.text())")
    lab.open(page, "broken")
    lab.run_all(page, PLAYER)
    label(page, "Mars").check()
    label(page, "Sure").check()
    press(page, "Check")
    assert page.locator(f"{PLAYER} .verdict").inner_text() == "✓ Right."
    told = page.locator(f"{PLAYER} .problem", has_text="could not be kept (the drawer is stuck). Go on")
    told.wait_for()
    assert told.is_visible()
    assert said(page).strip() == "Planets: 1 of 1 answered, 1 right"


def test_the_sentence_below_is_true_again_when_the_reader_comes_back(lab, page, tmp_path):
    lab.write("awake", QUIZ.format(home=str(tmp_path)), "sp.record().start()", "sp.record().stop()")
    lab.open(page, "awake")
    page.wait_for_function(DONE, arg=[0, start(page, 0)])
    below = page.locator(f"{PLAYER} .foot")
    below.get_by_text("Your answers are not kept.").wait_for()
    said(page, 1)
    page.locator(PLAYER).get_by_role("button", name="1 of 2").focus()
    below.get_by_text("Your answers are kept in your record").wait_for()
    said(page, 2)
    page.locator(f"{PLAYER} .title").hover()
    below.get_by_text("Your answers are not kept.").wait_for()


def test_an_untrusted_unrun_notebook_shows_the_questions_and_folds_their_answers(lab, page, pytestconfig, monkeypatch):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    from planets import planets

    player = planets()
    shown = {"text/html": player.html(), "text/plain": player.text()}
    output = nbformat.v4.new_output("execute_result", data=shown, execution_count=1)
    lab.write("unrun", PLANETS, outputs={0: [output]})
    lab.open(page, "unrun")
    stored = page.locator(".jp-OutputArea-output")
    stored.get_by_text("Which planets have rings?").wait_for()
    assert not stored.get_by_text("Mars has rust").first.is_visible()
    stored.locator("summary").first.click()
    assert stored.get_by_text("Mars has rust").first.is_visible()
