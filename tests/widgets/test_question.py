"""Question: responses marked ahead, steps in order, what is told once, and the three forms of the answer."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmed.widgets import Step, pages
from spasmed.widgets._cells import plain_cell

steady = settings(deadline=None, max_examples=40)
RESPONSES = {
    "red": ["a", "b", "c"],
    "rings": [list(chosen) for n in (1, 2, 3) for chosen in combinations("abc", n)],
    "order": [list(order) for order in permutations("emv")],
}
numbers = st.floats(-1000, 1000) | st.integers(-5, 5)


@pytest.fixture
def lenient(monkeypatch):
    monkeypatch.delenv("SPASMED_STRICT", raising=False)


def looked_up(step: dict, response) -> dict | None:
    """What players.js does with a step and a response, done again."""
    if step["kind"] == "numeric":
        place = next((at for low, high, at in step["bands"] if low <= response <= high), step["otherwise"])
    else:
        ids = [response] if isinstance(response, str) else response
        key = ",".join(ids if step["kind"] == "ordering" else sorted(ids))
        place = step["marks"].get(key, step["otherwise"])
    return None if place is None else step["pool"][place]


def same(sent: dict, step: dict, mark) -> None:
    assert (sent["tone"], sent["title"], sent["ends"]) == (mark.tone, mark.title, mark.ends)
    for place, cell in zip(sent["says"], mark.says, strict=True):
        assert step["pool"][place] == plain_cell(cell)
    assert (sent["after"] is None) == (not mark.after)


@pytest.mark.parametrize("name", RESPONSES)
def test_the_browser_finds_the_mark_python_gives_for_every_response(planets, name):
    player = planets.planets()
    step = next(step for step in planets.STEPS if step.id == name)
    sent = next(step for step in json.loads(json.dumps(player.data))["steps"] if step["id"] == name)
    for response in RESPONSES[name]:
        mark = step.mark(step.check(response))
        assert mark is not None
        same(looked_up(sent, response), sent, mark)


@steady
@given(numbers)
def test_a_number_finds_the_same_band_in_the_browser_and_in_python(planets, number):
    sent = json.loads(json.dumps(planets.planets(planets.NUMERIC).data))["steps"][0]
    mark = planets.NUMERIC.mark(planets.NUMERIC.check(number))
    assert mark is not None
    assert looked_up(sent, number)["title"] == mark.title
    assert (mark.tone == "right") == (1.5 <= number <= 2.5)


def test_every_mark_and_reason_is_sent_once(planets):
    for step in planets.planets().data["steps"]:
        written = [json.dumps(thing) for thing in step["pool"]]
        assert len(written) == len(set(written))
    order = planets.planets(planets.ORDERING).data["steps"][0]
    assert len(order["marks"]) == 6
    assert sum("tone" in thing for thing in order["pool"] if isinstance(thing, dict)) == 2


def through(player, *answers):
    for answer in answers:
        player.answer(answer, confidence="Sure")
    return player


def test_the_result_has_a_row_for_each_answered_question(planets):
    player = through(planets.planets(), "read", "b", ["c", "b"], 1)
    found = player.result
    assert list(found.columns) == ["item_id", "response", "correct", "credit", "confidence", "slip"]
    assert found["item_id"].tolist() == ["red", "rings", "moons"], "what is only read is no question"
    assert found["response"].tolist() == ["b", ["c", "b"], 1]
    assert found["correct"].tolist() == [True, False, False]
    assert found["credit"].tolist() == [1, 0, 0]
    assert set(found["confidence"]) == {"Sure"}
    assert player.value["at"] == 4
    assert player.text() == "Planets: 3 of 4 answered, 1 right"


def test_nothing_answered_is_an_empty_table(planets):
    assert planets.planets().result.empty
    assert planets.planets().text() == "Planets: 0 of 4 answered, 0 right"


def test_a_mark_that_ends_leaves_nothing_to_answer(planets):
    player = through(planets.planets(), "read", "c")
    assert player.value["at"] == 1, "it stays where its ending is read"
    with pytest.raises(ValueError, match="after the end"):
        player.value = {**player.value, "answers": {**player.value["answers"], "rings": {"response": ["a"]}}}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"red": {"response": "b"}}, "Question red comes after one that was not answered"),
        ({"look": {"response": "read"}, "orde": {"response": "b"}}, 'no question "orde". Did you mean "order"'),
        ({"look": {"response": "read"}, "red": {"response": "z"}}, 'no answer "z"'),
        ({"look": {"response": "read"}, "red": {"response": ["a", "b"]}}, "is one option of a, b, c"),
        ({"look": {"response": "read"}, "red": {"response": "b", "confidence": "Surely"}}, 'no confidence "Surely"'),
        ({"look": {"response": "read"}, "red": {"response": "b", "slip": "Tired"}}, 'no slip "Tired"'),
        ({"look": {"response": "read"}, "red": {"response": "b", "seconds": -1}}, "seconds of red are a number from 0"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_and_changes_nothing(planets, lenient, answers, said):
    player = planets.planets()
    before = player.value
    with pytest.raises(ValueError, match=re.escape(said)):
        player.value = {"answers": answers}
    assert player.value == before
    player.set_state({"value": {"answers": answers}})
    assert said in player.problem
    assert player.value == before


@pytest.mark.parametrize(
    ("step", "response"),
    [("NUMERIC", "two"), ("NUMERIC", float("nan")), ("NUMERIC", True), ("ORDERING", ["e", "m"]), ("ORDERING", ["e", "e", "m"]), ("MULTIPLE", []), ("MULTIPLE", ["a", "a"])],
)  # fmt: skip
def test_each_kind_refuses_what_is_no_response_to_it(planets, step, response):
    with pytest.raises(ValueError, match="The answer to"):
        getattr(planets, step).check(response)


@steady
@given(at=st.integers(-3, 9))
def test_nobody_goes_further_than_was_answered(planets, at):
    player = through(planets.planets(), "read", "b")
    player.value = {**player.value, "at": at}
    assert player.value["at"] == min(max(at, 0), 2)


def test_each_new_answer_is_told_once(planets):
    told = []
    player = planets.planets(heard=lambda step, given, mark: told.append((step.id, given["response"], mark.tone)) or "")
    through(player, "read", "a")
    assert told == [("red", "a", "wrong")], "a page that was read is no answer"
    answers = player.value["answers"]
    player.value = {**player.value, "answers": {**answers, "red": {**answers["red"], "slip": "I slipped"}}}
    player.value = {**player.value, "at": 0}
    assert len(told) == 1, "neither a kind of slip nor looking back is an answer"
    player.value = {"answers": {}, "at": 0, "attempt": 1}
    through(player, "read", "a")
    assert len(told) == 2, "another attempt is another answer"


def test_each_kind_of_slip_is_told_when_it_is_chosen(planets):
    told = []
    player = planets.planets(
        planets.SINGLE, explained=lambda step, given: told.append((step.id, given["slip"])) or "The disk is full."
    )
    answer = {"response": "a", "confidence": "Sure", "slip": "", "seconds": 0}
    for slip in ("", "I slipped", "I slipped", "I did not know it"):
        player.set_state({"value": {"answers": {"red": {**answer, "slip": slip}}, "at": 0}})
    assert told == [("red", "I slipped"), ("red", "I did not know it")]
    assert player.problem == "The disk is full."


def test_an_attempt_that_was_over_before_python_heard_of_it_is_told(planets):
    told = []
    player = planets.planets(
        planets.SINGLE, heard=lambda step, given, mark: told.append((given["response"], given["slip"])) or ""
    )
    answer = {"response": "a", "confidence": "Sure", "slip": "", "seconds": 0}
    past = [
        {"attempt": 0, "answers": {"red": {**answer, "slip": "I slipped"}}},
        {"attempt": 1, "answers": {"red": answer}},
    ]
    player.set_state({"value": {"answers": {"red": {**answer, "response": "b"}}, "at": 0, "attempt": 2, "past": past}})
    assert told == [("a", "I slipped"), ("a", ""), ("b", "")], "in the order they were given"
    player.set_state({"value": {"answers": {}, "at": 0, "attempt": 3, "past": past[1:]}})
    assert len(told) == 3, "and none twice"
    assert player.result.empty, "a result is that of the open attempt"


def broken(*_):
    raise RuntimeError("the drawer is stuck")


@pytest.mark.parametrize(("teller", "slips"), [("heard", [""]), ("explained", ["", "I slipped"])])
def test_an_error_while_it_is_told_is_a_sentence_and_the_answer_stands(planets, lenient, monkeypatch, teller, slips):
    def answer(player):
        for slip in slips:
            given = {"response": "a", "confidence": "Sure", "slip": slip, "seconds": 0}
            player.set_state({"value": {"answers": {"red": given}, "at": 0}})
        return player

    player = answer(planets.planets(planets.SINGLE, **{teller: broken}))
    assert "is marked, but it could not be kept (the drawer is stuck)" in player.problem
    assert player.result["credit"].tolist() == [0]
    monkeypatch.setenv("SPASMED_STRICT", "1")
    with pytest.raises(RuntimeError, match="the drawer is stuck"):
        answer(planets.planets(planets.SINGLE, **{teller: broken}))


def test_an_answer_is_timed_to_a_tenth_of_a_second(planets):
    player = planets.planets(planets.SINGLE)
    player.value = {"answers": {"red": {"response": "b", "seconds": 4.26}}}
    assert player.value["answers"]["red"]["seconds"] == 4.3
    assert through(planets.planets(planets.SINGLE), "b").value["answers"]["red"]["seconds"] == 0


def test_what_could_not_be_kept_is_said_and_the_answer_stands(planets):
    player = planets.planets(planets.SINGLE, heard=lambda *_: "The disk is full.")
    player.set_state({"value": {"answers": {"red": {"response": "b", "confidence": "Sure", "slip": ""}}, "at": 0}})
    assert player.problem == "The disk is full."
    assert player.result["correct"].tolist() == [True]
    player.set_state({"value": {**player.value, "at": 0}})
    assert player.problem == "", "said of that answer, not of the next choice"


def test_the_twin_prints_every_question_and_folds_every_answer(planets):
    html = planets.planets().html()
    for step in planets.STEPS:
        assert step.stem in html
        assert all(text in unescape(html) for _, text in step.options)
    open_ = re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)
    folded = " ".join(re.findall(r"<details>(.*?)</details>", html, flags=re.DOTALL))
    assert "Mars has rust" in folded
    assert "<strong>Saturn; Uranus</strong>" in folded
    assert "<strong>Mercury → Venus → Earth</strong>" in folded
    assert "<strong>2 moons</strong>" in folded
    assert 'href="https://example.org/p?a=1&amp;b=2"' in folded
    assert "Mars has rust" not in open_
    assert "Fear and Dread" not in open_
    assert "<dwarf>" not in html
    assert "data-player-state" not in html


def test_the_page_form_carries_what_wakes_it(planets):
    with pages():
        html = planets.planets().html()
    state = json.loads(re.search(r"data-player-state>(.*?)</script>", html, re.DOTALL)[1])
    assert state["kind"] == "question"
    assert state["value"] == {"answers": {}, "at": 0, "attempt": 0, "past": []}
    assert [step["id"] for step in state["data"]["steps"]] == [step.id for step in planets.STEPS]


def test_a_player_without_questions_or_with_one_twice_is_refused(planets):
    with pytest.raises(ValueError, match="asks a question twice"):
        planets.planets(planets.SINGLE, planets.SINGLE)
    with pytest.raises(ValueError, match="has no question"):
        planets.Question(name="none", caption="None", steps=[])


def test_all_answered_is_a_sentence(planets):
    player = through(planets.planets(planets.SINGLE), "b")
    with pytest.raises(ValueError, match="Every question was answered"):
        player.answer("b")


def test_a_step_says_no_more_than_it_was_given():
    assert Step(id="x", kind="read", stem="Read").mark("read") is None
