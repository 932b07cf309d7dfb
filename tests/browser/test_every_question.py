"""Every question of the bank, answered right and answered wrong in a real JupyterLab, by keyboard alone, and recorded.

One notebook and one kernel serve all lessons; each lesson is a run of the same cell.
"""

from __future__ import annotations

import json

import pytest
from asking import DONE, Keyboard, reply, said_at_last, start

import spasmed as sp
from spasmed.learning import bank, item, mark
from spasmed.learning.record import Record
from spasmed.widgets._question import CONFIDENCE, SLIPS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LESSONS = list(bank()["lesson"].unique())
SETUP = """import json, os
os.environ["SPASMED_HOME"] = {home!r}
import spasmed as sp
sp.record().start()
problems = []"""
QUIZ = """quiz = sp.Quiz("{lesson}")
quiz.observe(lambda change: problems.append(change["new"]) if change["new"] else None, "problem")
quiz"""
PLANTED = """swap = {"right": "wrong", "wrong": "right"}
quiz = sp.Quiz(items=["sm-027"])
for thing in quiz.data["steps"][0]["pool"]:
    if "tone" in thing:
        thing["tone"] = swap[thing["tone"]]
quiz.send_state("data")
quiz"""
ASK = "print(json.dumps([problems, quiz.text()]))"


class Desk:
    """The open notebook of a student whose record is on."""

    def __init__(self, page, home) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)

    def run(self, source: str, name: str) -> Keyboard:
        """Run the cell that shows the player `name`."""
        self.page.wait_for_function(DONE, arg=[2, start(self.page, 2, source)])
        self.page.locator(f'[data-player=question][data-name="{name}"]').wait_for()
        self.faults.clear()
        return Keyboard(self.page, name)


@pytest.fixture(scope="module")
def desk(lab, shared_page, tmp_path_factory):
    home = tmp_path_factory.mktemp("record")
    lab.write("everything", SETUP.format(home=str(home)), ASK, "")
    lab.open(shared_page, "everything")
    shared_page.wait_for_function(DONE, arg=[0, start(shared_page, 0)])
    assert Record.open(home).on
    return Desk(shared_page, home)


def answer(keys: Keyboard, name: str, *, right: bool) -> None:
    """Answer the open question, and read what is said to it."""
    record = item(name)
    response, sure = reply(record, right), CONFIDENCE[2 if right else 0]
    keys.respond(record, response)
    keys.choose("sure", sure, list(CONFIDENCE))
    keys.reach("Check")
    keys.press("Enter")
    seen, marked = keys.seen(), mark(record, response)
    assert seen["verdict"] == ("✓ Right." if right else "✗ Not right."), name
    assert keys.focused() == seen["verdict"], f"{name}: after Check the focus is on what is said"
    assert seen["on_screen"], f"{name}: the feedback stands outside of what is seen"
    for sentence in (*marked.says, *marked.right):
        assert " ".join(sentence.split()) in seen["feedback"], name
    assert "Sources" in seen["feedback"], name
    assert seen["problem"] == "", name


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_question_of_a_lesson_right_and_wrong_by_keyboard_alone(desk, lesson):
    asked = [step["id"] for step in sp.Quiz(lesson).data["steps"]]
    slip = SLIPS[LESSONS.index(lesson) % len(SLIPS)]
    keys = desk.run(QUIZ.format(lesson=lesson), f"quiz-{lesson}")
    for right in (True, False):
        for n, name in enumerate(asked):
            answer(keys, name, right=right)
            if n == 0 and not right:
                keys.choose("slip", slip, list(SLIPS))
            if name != asked[-1]:
                keys.reach("Next")
                keys.press("Enter")
                assert keys.focused() == item(asked[n + 1])["stem"], f"after {name} the focus is on the next question"
        if right:
            keys.reach("Try again in another order")
            keys.press("Enter")
            assert keys.focused() == item(asked[0])["stem"], "another attempt begins with the first question"

    done = f"{len(asked)} of {len(asked)} answered, 0 right"
    problems, text = json.loads(said_at_last(desk.page, lambda text: done in text))
    assert problems == []
    assert text.endswith(done)
    assert desk.faults == []
    kept = Record.open(desk.home).frame()
    for name in asked:
        own = kept[kept["item_id"] == name]
        assert own["correct"].tolist() == [True, False], name
        assert own["score"].tolist() == [1, 0], name
        assert own["confidence"].tolist() == ["sure", "guessing"], name
    assert kept[kept["item_id"] == asked[0]]["error_kind"].fillna("").tolist() == ["", slip]


def test_a_mark_that_is_wrong_in_the_browser_does_not_pass(desk):
    keys = desk.run(PLANTED, "quiz-items-sm-027")
    with pytest.raises(AssertionError, match="✗ Right"):
        answer(keys, "sm-027", right=True)
