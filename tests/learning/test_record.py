import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmed.learning.record import Record, RecordError, record

START = datetime(2026, 1, 1, tzinfo=UTC)


def said(name, item="sm-001", day=0.0, success=True, **context):
    return {
        "id": name,
        "timestamp": (START + timedelta(days=day)).isoformat(),
        "object": {"id": item},
        "result": {"success": success, "score": float(success), "response": ["a"], "duration": "PT3.5S"},
        "context": {"lesson": "what-is-spasm", "objective": "o", "confidence": "Sure", **context},
    }


def ids(kept):
    return [one["id"] for one in kept.statements()]


@pytest.fixture
def kept(tmp_path):
    return Record.open(tmp_path / "home").start()


def test_nothing_is_written_before_the_student_says_yes(tmp_path):
    made = Record.open(tmp_path / "home")
    assert not made.on
    assert list(made.statements()) == [] and made.frame().empty and made.last() == {}
    with pytest.raises(RecordError, match="start"):
        made.append(said("a"))
    repr(made)
    assert list(tmp_path.iterdir()) == []


def test_answers_are_there_when_the_record_is_opened_again(kept):
    kept.append(said("a"))
    again = Record.open(kept.path.parent)
    assert again.on and ids(again) == ["a"]
    row = again.frame().iloc[0]
    assert (row["item_id"], row["correct"], row["duration"], row["timestamp"]) == (
        "sm-001",
        True,
        timedelta(seconds=3.5),
        START,
    )


def test_spasmed_home_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "here"))
    assert record().path == tmp_path / "here" / "answers.jsonl"


def test_a_statement_has_the_shape_of_xapi_and_names_nobody(kept):
    kept.append({"object": {"id": "sm-001"}, "result": {"success": True}})
    (one,) = kept.statements()
    assert set(one) == {"id", "timestamp", "verb", "object", "result", "card"}
    assert datetime.fromisoformat(one["timestamp"]).tzinfo is not None
    with pytest.raises(RecordError, match="actor"):
        kept.append({**said("b"), "actor": {"name": "Ann"}})
    assert len(ids(kept)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"object": {"id": 3}},
        {"object": {"id": "x"}, "result": {"success": "yes"}},
        {"object": {"id": "x"}, "result": {"success": True}, "timestamp": "soon"},
    ],
)
def test_a_statement_without_item_or_result_or_of_no_moment_is_refused_with_a_sentence(kept, wrong):
    with pytest.raises(RecordError, match="needs"):
        kept.append(wrong)
    assert ids(kept) == []


def test_an_answer_without_a_duration_has_none_in_the_table(kept):
    kept.append({"object": {"id": "sm-001"}, "result": {"success": True}})
    kept.append({"object": {"id": "sm-001"}, "result": {"success": True, "duration": "PT0.4S"}})
    assert kept.frame()["duration"].isna().tolist() == [True, False]
    assert kept.frame()["duration"].sum() == timedelta(seconds=0.4)


def test_append_says_the_id_of_what_it_kept(kept):
    assert kept.append(said("a")) == "a"
    name = kept.append({"object": {"id": "sm-001"}, "result": {"success": True}})
    assert ids(kept) == ["a", name]


def test_a_note_on_an_answer_is_no_answer_and_the_last_one_holds(kept):
    for name in "ab":
        kept.append(said(name, success=False))
    before, answers = kept.last(), repr(kept)
    kept.annotate("a", "I slipped")
    kept.annotate("a", "I misread the question")
    kept.annotate("an answer that is not here", "I slipped")
    frame = kept.frame()
    assert frame["id"].tolist() == ["a", "b"]
    assert frame["error_kind"].fillna("").tolist() == ["I misread the question", ""]
    assert kept.last() == before and repr(kept) == answers and "2 answers" in answers
    assert [one["id"] for one in kept.history({"sm-001"})] == ["a", "b"]
    note = [one for one in kept.statements() if one["verb"] == "annotated"][1]
    assert note["object"] == {"objectType": "StatementRef", "id": "a"} and "card" not in note
    kept.annotate("a", "")
    assert kept.frame()["error_kind"].isna().all()


def test_a_note_whose_keys_another_program_sorted_is_no_answer_either(kept):
    kept.append(said("a", success=False))
    kept.annotate("a", "I slipped")
    rows = [json.dumps(one, sort_keys=True) for one in kept.statements()]
    kept.path.write_text("".join(f"{row}\n" for row in rows))
    again = Record.open(kept.path.parent)
    assert set(again.last()) == {"sm-001"} and "1 answer in" in repr(again)
    assert again.frame()["error_kind"].tolist() == ["I slipped"]


def test_a_note_is_refused_while_the_record_is_off(kept):
    kept.append(said("a"))
    kept.stop()
    with pytest.raises(RecordError, match="off"):
        kept.annotate("a", "I slipped")


def test_notes_survive_a_merge_and_are_not_counted_by_it(kept, tmp_path):
    other = Record.open(tmp_path / "other").start()
    for one, name, kind in ((kept, "a", "I slipped"), (other, "b", "I misread the question")):
        one.append(said(name, success=False))
        one.annotate(name, kind)
    copy = kept.export(tmp_path / "copy.jsonl")
    assert kept.merge(other.path) == other.merge(copy) == 1
    assert kept.path.read_bytes() == other.path.read_bytes()
    kinds = kept.frame().set_index("id")["error_kind"].to_dict()
    assert kinds == {"a": "I slipped", "b": "I misread the question"}


def test_stop_keeps_what_is_there_and_start_goes_on(kept):
    kept.append(said("a"))
    kept.stop()
    with pytest.raises(RecordError, match="off"):
        kept.append(said("b"))
    kept.start().append(said("c"))
    assert ids(kept) == ["a", "c"]


def test_delete_leaves_no_answer_behind(kept):
    kept.path.write_bytes(b"torn")
    list(kept.statements())
    kept.append(said("secret-answer"))
    kept.delete()
    assert not kept.on
    assert [path.name for path in kept.path.parent.iterdir() if path.stat().st_size] == []
    kept.start()
    assert ids(kept) == [] and kept.last() == {}


def test_export_copies_and_never_overwrites(kept, tmp_path):
    kept.append(said("a"))
    copy = kept.export(tmp_path / "copy.jsonl")
    assert copy.read_bytes() == kept.path.read_bytes()
    with pytest.raises(RecordError, match="there already"):
        kept.export(copy)


def test_a_broken_line_in_the_middle_is_told_and_the_rest_is_read(kept):
    for name in "ab":
        kept.append(said(name))
    first, second = kept.path.read_bytes().splitlines()
    kept.path.write_bytes(first + b"\n" + second[:-9] + b"\n" + second.replace(b'"b"', b'"c"') + b"\n")
    again = Record.open(kept.path.parent)
    assert ids(again) == ["a", "c"]
    assert "1 line" in again.problem and ".torn" in again.problem
    assert second[:-9] in kept.path.with_name("answers.jsonl.torn").read_bytes()


NO_MOMENT = "0001-01-01T00:00:00+14:00"  # in UTC before the first year


@pytest.mark.parametrize(
    "part", [{"timestamp": "soon"}, {"timestamp": NO_MOMENT}, {"result": []}, {"context": "x"}, {"object": {}}]
)
def test_a_statement_edited_out_of_shape_is_put_aside(kept, part):
    kept.append(said("a"))
    with kept.path.open("a") as file:
        file.write(json.dumps(said("b") | part) + "\n")
    assert kept.frame()["id"].tolist() == ["a"] and "1 line" in kept.problem


def test_a_folder_of_the_course_is_refused_and_says_why(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "src" / "spasmed").mkdir(parents=True)
    made = Record.open(tmp_path / "notes")
    assert "folder of the course" in made.problem and not made.on
    with pytest.raises(RecordError, match="SPASMED_HOME"):
        made.start()
    assert not (tmp_path / "notes").exists()


@pytest.mark.parametrize("errno", [28, 30], ids=["full disk", "read-only disk"])
def test_a_disk_that_refuses_gives_one_sentence_and_the_lesson_goes_on(kept, monkeypatch, errno):
    kept.append(said("a"))

    def refuse(*_):
        raise OSError(errno, os.strerror(errno))

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(RecordError, match=os.strerror(errno)):
        kept.append(said("b"))
    assert "goes on" in kept.problem and "\n" not in kept.problem
    monkeypatch.undo()
    kept.append(said("c"))
    assert ids(kept) == ["a", "c"] and kept.problem == ""


FULL = """
import resource, signal, sys
from spasmed.learning.record import Record, RecordError
kept = Record.open(sys.argv[1]).start()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
done = 0
try:
    while True:
        kept.append({"id": str(done), "object": {"id": "sm-001"}, "result": {"success": True}})
        done += 1
except RecordError as error:
    print(done, len(list(kept.statements())), error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of file size")
def test_a_file_that_may_grow_no_more_keeps_what_was_acknowledged(tmp_path):
    ran = subprocess.run([sys.executable, "-c", FULL, tmp_path], capture_output=True, encoding="utf-8", check=True)
    acknowledged, there, sentence = ran.stdout.split(maxsplit=2)
    assert acknowledged == there != "0"
    assert "not kept" in sentence and sentence.count("\n") == 1


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="root may write everywhere")
def test_a_read_only_folder_can_be_read(kept):
    kept.append(said("a"))
    kept.path.chmod(0o400)
    kept.path.parent.chmod(0o500)
    try:
        with pytest.raises(RecordError, match="goes on"):
            kept.append(said("b"))
        assert ids(kept) == ["a"]
    finally:
        kept.path.parent.chmod(0o700)


# Which of both machines gave each answer, to which item, and on which day.
ANSWERS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["sm-001", "sm-002"]), st.integers(0, 40)), max_size=12
)


@settings(max_examples=40)
@given(shared=st.integers(0, 3), answers=ANSWERS)
def test_merge_is_idempotent_and_the_same_from_both_sides(shared, answers):
    with TemporaryDirectory() as folder:
        a, b = (Record.open(f"{folder}/{name}").start() for name in "ab")
        for n in range(shared):
            a.append(said(f"s{n}", day=n))
        b.merge(a.path)
        for n, (who, item, day) in enumerate(answers):
            {"a": a, "b": b}[who].append(said(f"{who}{n}", item, day=day, success=bool(n % 3)))
        copies = [one.export(f"{folder}/{name}.jsonl") for name, one in (("a", a), ("b", b))]
        new = a.merge(copies[1])
        assert new == sum(who == "b" for who, *_ in answers)
        assert a.merge(copies[1]) == a.merge(copies[0]) == 0
        assert b.merge(copies[0]) == sum(who == "a" for who, *_ in answers)
        assert a.path.read_bytes() == b.path.read_bytes()
        assert len(ids(a)) == shared + len(answers)


ANSWER = st.tuples(st.just("answer"), st.sampled_from("abc"), st.integers(0, 40))
MERGE = st.tuples(st.just("merge"), st.sampled_from("abc"), st.sampled_from("abc"))


@settings(max_examples=40)
@given(happened=st.lists(ANSWER | MERGE, max_size=14))
def test_three_machines_get_the_same_record_by_whatever_way_the_answers_travel(happened):
    with TemporaryDirectory() as folder:
        machines = {name: Record.open(f"{folder}/{name}").start() for name in "abc"}
        ring = 3 * [("merge", *way) for way in ("ab", "bc", "ca")]  # one alone carries nothing past an empty record
        for n, (what, who, of) in enumerate([*happened, *ring]):
            if what == "answer":
                machines[who].append(said(f"{who}{n}", day=of, success=bool(n % 3)))
            elif machines[of].path.stat().st_size:
                machines[who].merge(machines[of].path)
        assert len({machine.path.read_bytes() for machine in machines.values()}) == 1
        answers = list(machines["a"].statements())
        assert len(answers) == sum(what == "answer" for what, *_ in happened)
        assert [one["card"]["answers"] for one in answers] == list(range(1, len(answers) + 1))


def test_a_file_without_answers_is_not_merged(kept, tmp_path):
    (tmp_path / "other.txt").write_text("hello\n")
    with pytest.raises(RecordError, match="holds no answers"):
        kept.merge(tmp_path / "other.txt")
    with pytest.raises(RecordError, match="cannot be read"):
        kept.merge(tmp_path / "missing.jsonl")


def test_last_follows_what_another_notebook_appends_merges_and_deletes(kept, tmp_path):
    home = kept.path.parent
    kept.append(said("a"))
    assert kept.last()["sm-001"][0] == 1
    other = next(kept.statements()) | {"id": "z", "object": {"id": "sm-002", "note": '"object":{"id":"sm-009"}'}}
    with kept.path.open("a") as file:
        file.write(json.dumps(other) + "\n")
    assert {item: count for item, (count, _) in kept.last().items()} == {"sm-001": 1, "sm-002": 1}
    kept.path.write_text(json.dumps(other) + "\n")
    assert set(Record.open(home).last()) == {"sm-002"}


def test_the_repr_says_where_how_many_and_what_to_do(kept):
    kept.append(said("a"))
    told = repr(kept)
    assert str(kept.path) in told and "1 answer in" in told
    for word in ("stop()", "export(", "merge(", "delete()"):
        assert word in told
    assert "start()" in repr(Record.open(kept.path.parent / "none"))
