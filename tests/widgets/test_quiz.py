"""Quiz and Review: which questions are asked, how they are marked, and what is kept of an answer."""

from __future__ import annotations

import pytest

import spasmed as sp
from spasmed.learning import bank, item, mark
from spasmed.learning.record import Record, RecordError
from spasmed.widgets import _quiz


@pytest.fixture(scope="module")
def everything():
    """Every question of the bank in one player."""
    return sp.Quiz(items=bank()["id"])


def responses(record: dict) -> list:
    """A right answer and a wrong one."""
    options = record.get("options", [])
    match record["type"]:
        case "numeric":
            return [record["answer"]["value"], record["answer"]["value"] * 3 + 1000]
        case "ordering":
            letters = {text: name for name, text in _quiz.step(record).options}
            right = [letters[text] for text in record["sequence"]]
            return [right, right[::-1]]
        case "multiple":
            return [[o["id"] for o in options if o["correct"] is keep] for keep in (True, False)]
        case _:
            return [next(o["id"] for o in options if o["correct"] is keep) for keep in (True, False)]


def test_every_question_of_the_bank_is_marked_as_python_marks_it(everything):
    for step in everything._steps.values():
        record = item(step.id)
        for response, right in zip(responses(record), (True, False), strict=True):
            found, marked = step.mark(step.check(response)), mark(record, response)
            assert found is not None
            assert (found.tone == "right") is marked.correct is right, (step.id, response)
            assert found.credit == marked.credit
            cells = [[cell] if isinstance(cell, str) else cell for cell in found.says]
            said = " ".join(getattr(part, "text", part) for cell in cells for part in cell)
            assert all(sentence in said for sentence in (*marked.says, *marked.right)), step.id
            assert [heading for heading, _ in found.after][:1] == ["Sources"], "every reason names its sources"


def test_a_lesson_is_found_by_its_id_its_title_and_its_short_name():
    wanted = set(bank(lesson="cause-posture")["id"])
    for name in ("cause-posture", "Posture", "posture"):
        quiz = sp.Quiz(name)
        assert {step["id"] for step in quiz.data["steps"]} == wanted
        assert quiz.data["caption"] == "Questions: Posture"


def test_an_unknown_lesson_or_question_names_the_closest():
    with pytest.raises(ValueError, match=r'no lesson "postur"\. Did you mean "Posture|posture"'):
        sp.Quiz("postur")
    with pytest.raises(ValueError, match=r'no item "sm-0277"'):
        sp.Quiz(items=["sm-0277"])


@pytest.mark.parametrize("words", [{}, {"lesson": "posture", "items": ["sm-027"]}])
def test_a_lesson_or_questions_are_named_and_not_both(words):
    with pytest.raises(ValueError, match="Name a lesson"):
        sp.Quiz(**words)


def order(quiz) -> list:
    return [(step["id"], [option["id"] for option in step["options"]]) for step in quiz.data["steps"]]


def test_a_seed_gives_one_order_and_another_seed_another():
    assert order(sp.Quiz("posture", seed=3)) == order(sp.Quiz("posture", seed=3))
    assert order(sp.Quiz("posture", seed=3)) != order(sp.Quiz("posture", seed=4))


def test_named_questions_are_asked_in_their_order():
    assert [one for one, _ in order(sp.Quiz(items=["sm-028", "sm-027"]))] == ["sm-028", "sm-027"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A place of its own for the record, which is off at first."""
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_review_mixes_lessons_and_says_how_to_start_a_record():
    review = sp.Review(many=12)
    lessons = [item(one)["lesson"] for one, _ in order(review)]
    assert len(lessons) == 12
    assert len(set(lessons)) == 12, "a lesson is asked twice before each was asked once"
    assert lessons != [item(one)["lesson"] for one, _ in order(sp.Review(many=12, seed=1))]
    assert _quiz.kept(_quiz.Keeper()) == _quiz.OFF
    with pytest.raises(ValueError, match="at least one question"):
        sp.Review(many=0)


def browser_answers(quiz, response, confidence="Sure") -> None:
    """What the browser sends when the first question is answered."""
    name = quiz.data["steps"][0]["id"]
    given = {name: {"response": response, "confidence": confidence, "slip": ""}}
    quiz.set_state({"value": {"answers": given, "at": 0, "attempt": 0}})


def test_nothing_is_kept_before_the_reader_says_so(home):
    quiz = sp.Quiz(items=["sm-001"])
    browser_answers(quiz, "c")
    assert quiz.result["correct"].tolist() == [True]
    assert not home.exists()


def test_a_record_that_is_on_hears_each_answer_once(home):
    record = Record.open().start()
    quiz = sp.Quiz(items=["sm-001"])
    browser_answers(quiz, "c")
    browser_answers(quiz, "c")  # the browser sends its whole value with every choice
    (said,) = record.statements()
    assert said["object"] == {"id": "sm-001"}
    assert said["result"] == {"success": True, "score": 1.0, "response": "c"}
    assert said["context"]["confidence"] == "sure", "as the schedule names it"
    assert said["context"]["lesson"] == "what-is-spasm"
    assert said["card"]["answers"] == 1


def test_the_sentence_below_follows_the_record(monkeypatch):
    sent: list[dict] = []
    monkeypatch.setattr(_quiz.Quiz, "send", lambda self, content, buffers=None: sent.append(content))
    quiz = sp.Quiz(items=["sm-001"])
    ping = {"content": {"data": {"method": "custom", "content": {"ping": True}}}, "buffers": []}
    quiz._handle_msg(ping)
    record = Record.open().start()
    quiz._handle_msg(ping)
    record.stop()
    browser_answers(quiz, "c")
    assert [message["awake"] for message in sent] == [_quiz.OFF, _quiz.ON, _quiz.OFF]


def test_a_kind_of_slip_is_kept_with_its_answer():
    record = Record.open().start()
    quiz = sp.Quiz(items=["sm-001"])
    wrong = {"response": "a", "confidence": "Sure", "slip": "", "seconds": 12.3}
    quiz.set_state({"value": {"answers": {"sm-001": wrong}, "at": 0, "attempt": 0}})
    quiz.set_state({"value": {"answers": {"sm-001": {**wrong, "slip": "I slipped"}}, "at": 0, "attempt": 0}})
    quiz.set_state({"value": {"answers": {}, "at": 0, "attempt": 1}})
    quiz.set_state({"value": {"answers": {"sm-001": wrong}, "at": 0, "attempt": 1}})
    kept = record.frame()
    assert kept["error_kind"].fillna("").tolist() == ["I slipped", ""], "another attempt is another answer"
    assert kept["duration"].dt.total_seconds().tolist() == [12.3, 12.3]


def test_an_answer_that_cannot_be_kept_is_a_sentence_and_never_an_error(monkeypatch):
    Record.open().start()

    def full(*_):
        raise RecordError("The disk is full, so this answer is not kept.")

    monkeypatch.setattr(Record, "append", full)
    quiz = sp.Quiz(items=["sm-001"])
    browser_answers(quiz, "c")
    assert quiz.problem == "The disk is full, so this answer is not kept."
    assert quiz.result["correct"].tolist() == [True]


def test_a_review_asks_what_is_due(monkeypatch):
    Record.open().start()
    monkeypatch.setattr("spasmed.learning.schedule.due", lambda record: ["sm-027", "sm-001", "sm-028"])
    review = sp.Review(many=2)
    assert [one for one, _ in order(review)] == ["sm-027", "sm-001"]
    assert "2 questions are due" in review.data["lead"]


def test_a_review_with_nothing_due_says_so():
    Record.open().start()
    assert "Nothing is due today" in sp.Review().data["lead"]


def test_a_warm_up_asks_the_questions_that_the_brief_of_the_lesson_names() -> None:
    from spasmed.learning import lesson

    assert list(sp.WarmUp("posture")._steps) == lesson("cause-posture")["recall_item_ids"]
    with pytest.raises(ValueError, match="has no warm-up"):
        sp.WarmUp("start-here")
