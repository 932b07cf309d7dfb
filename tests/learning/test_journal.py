import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spasmed.learning import _journal
from spasmed.learning._journal import Journal, parsed

HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="kill -9, fork and /dev/full are those of Unix")


def line(name, item="sm-001", **more):
    said = {"id": name, "timestamp": "2026-01-01T00:00:00+00:00", "object": {"id": item}, **more}
    return json.dumps(said, ensure_ascii=False).encode()


def ids(journal):
    return [parsed(one)["id"] for one in journal.read().splitlines()]


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "answers.jsonl")
    made.create()
    return made


@POSIX
@pytest.mark.slow
def test_a_thousand_kills_lose_no_acknowledged_answer(tmp_path):
    done = subprocess.run(
        [sys.executable, HERE / "kill_writers.py", _journal.__file__, tmp_path, "1000", "1"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    killed, *acknowledged = done.stdout.split()
    kept = ids(Journal(tmp_path / "answers.jsonl"))
    assert int(killed) == 1000
    assert len(acknowledged) >= 500  # every other child did write
    assert set(acknowledged) - set(kept) == set()
    assert len(kept) == len(set(kept))


def test_the_last_line_torn_at_every_byte_is_kept_aside_and_the_rest_is_whole(tmp_path):
    last = line("c", response="Bücken – é")
    whole = line("a") + b"\n" + line("b") + b"\n"
    for cut in range(len(last) + 1):
        journal = Journal(tmp_path / f"{cut}.jsonl", durable=False)
        journal.path.write_bytes(whole + last[:cut])
        journal.append(line("d"))
        complete = cut == len(last)
        assert ids(journal) == (["a", "b", "c", "d"] if complete else ["a", "b", "d"])
        if 0 < cut < len(last):
            assert journal.torn.read_bytes() == last[:cut] + b"\n"
        else:
            assert not journal.torn.exists()


def test_a_torn_line_longer_than_a_block_is_kept_aside(journal):
    torn = line("b", response="x" * 300_000)[:-1]
    journal.path.write_bytes(line("a") + b"\n" + torn)
    assert ids(journal) == ["a"]
    assert journal.torn.read_bytes() == torn + b"\n"


APPEND = """
import sys; from pathlib import Path; from importlib.util import *
spec = spec_from_file_location("j", sys.argv[1]); j = module_from_spec(spec); spec.loader.exec_module(j)
file = j.Journal(Path(sys.argv[2]), durable=sys.argv[5] == "durable")
for n in range(int(sys.argv[4])):
    file.append(b'{"id":"%s-%d","timestamp":"2026-01-01","object":{"id":"sm-001"},"pad":"%s"}' % (sys.argv[3].encode(), n, b"x" * 400))
"""


@pytest.mark.parametrize(
    ("many", "durable"),
    [
        pytest.param(10_000, "hasty", marks=pytest.mark.slow),  # fsync changes nothing about who writes when
        (500, "durable"),
    ],
)
def test_two_writers_of_so_many_answers_each_lose_none(journal, many, durable):
    writers = [
        subprocess.Popen([sys.executable, "-c", APPEND, _journal.__file__, journal.path, who, str(many), durable])
        for who in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = ids(journal)
    assert len(found) == 2 * many
    assert set(found) == {f"{who}-{n}" for who in "ab" for n in range(many)}


@POSIX
def test_the_lock_of_a_dead_process_blocks_nobody(journal):
    code = f"from filelock import FileLock; FileLock({str(journal.path) + '.lock'!r}).acquire(); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        holder.kill()
    journal.append(line("a"))
    assert ids(journal) == ["a"]


def test_the_file_and_its_folder_are_synced_before_an_answer_is_acknowledged(tmp_path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(os.fstat(file).st_ino), real(file)))
    journal = Journal(tmp_path / "new" / "answers.jsonl")
    journal.create()
    places = [journal.path, journal.path.parent, tmp_path] if os.name != "nt" else [journal.path]
    assert {place.stat().st_ino for place in places} <= set(synced)
    synced.clear()
    journal.append(line("a"))
    assert journal.path.stat().st_ino in synced


def test_an_answer_that_the_disk_took_half_of_leaves_no_trace(journal, monkeypatch):
    journal.append(line("a"))
    real = os.write
    taken = iter([10])

    def full(file, data):
        if (some := next(taken, 0)) == 0:
            raise OSError(28, "No space left on device")
        return real(file, data[:some])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        journal.append(line("b"))
    monkeypatch.undo()
    assert journal.path.read_bytes() == line("a") + b"\n"
    journal.append(line("c"))
    assert ids(journal) == ["a", "c"]


def test_a_broken_line_in_the_middle_is_put_aside(journal):
    journal.path.write_bytes(line("a") + b"\n{oops\n" + line("b") + b"\n")
    assert journal.sift() == 1
    assert ids(journal) == ["a", "b"]
    assert journal.torn.read_bytes() == b"{oops\n"
    assert journal.sift() == 0


def test_a_deleted_file_does_not_come_back_by_itself(journal):
    journal.append(line("a"))
    journal.delete()
    with pytest.raises(FileNotFoundError):
        journal.append(line("b"))
    assert not journal.path.exists()
