"""The learner's record: opening a review and the progress over a long history, merging, and keeping one answer."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from _answering import answering
from _figures import Figure, p95, ratio_within, spread

ITEMS, ANSWERS = 1000, 100_000
OPENINGS, APPENDS = 7, 200
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
# In a fresh process, since a second opening in the same one finds the file scanned already; the import is done before.
OPEN = """
import os, sys
from time import perf_counter, process_time
import spasmed as sp
opened = getattr(sp, sys.argv[1])
begun, worked = perf_counter(), process_time()
found = opened()
seconds, worked = perf_counter() - begun, process_time() - worked
print(seconds, worked, "due" in found.data["lead"] if sys.argv[1] == "Review" else found.mastery["answered"].sum() > 0)
"""


def practice(rounds: int, repeats: int, only: Sequence[str] = ("",)) -> list[Figure]:
    """The record without a kernel, then an answer and its feedback in the browser."""
    return [*_record(), *answering(rounds, repeats, only)]


def _record() -> list[Figure]:
    """1,000 items and 100,000 answers: opened as they are, torn, and merged; then answers kept with fsync."""
    from spasmed.learning.record import Record

    with TemporaryDirectory() as folder:
        home, other = Path(folder) / "one", Path(folder) / "other"
        lines = [json.dumps(said, separators=(",", ":")) for said in _history()]
        file, theirs = _kept(home, lines), _kept(other, lines[-ITEMS:])
        size = f"{ANSWERS:,} answers to {ITEMS:,} items, {file.stat().st_size / 1e6:.0f} MB"
        figures = [_opened("sp.Review()", home, size, 1), _opened("sp.Progress()", home, size, 2)]
        file.write_bytes(file.read_bytes()[:-50])
        figures.append(_opened("sp.Review(), last line torn", home, size, 1))
        _kept(home, lines[:-ITEMS])
        figures.append(_merged(f"merge of {ITEMS:,} later answers", Record.open(home), theirs))
        # Both machines were used in turn, so that every card of both stands on too few answers.
        _kept(home, [line for n, line in enumerate(lines) if n // ITEMS % 2 == 0])
        _kept(other, [line for n, line in enumerate(lines) if n // ITEMS % 2])
        figures.append(_merged("merge of two halves answered in turn", Record.open(home), theirs))
        figures.append(_opened("sp.Review() after that merge", home, size, 1))
        kept = _milliseconds(lambda n: _append(home, n))
        figures.append(_answer_kept("first answer kept in a session, the history is scanned", kept[:1], None))
        figures.append(_answer_kept("answer kept, each to an item of that merge", kept[1:], 20))
        peer = _milliseconds(_inserted(Path(folder) / "peer.sqlite", lines))[1:]
        figures.append(_answer_kept("peer: sqlite3 insert, synchronous=FULL", peer, None))
        within = ratio_within(kept[1:], peer)
        name, behind = "answer kept / sqlite3 insert", "the same line; ours also works out the schedule"
        ratio = median(kept[1:]) / median(peer)
        return [*figures, Figure(name=name, value=ratio, unit="x", behind=behind, within=within)]


def _history() -> Iterator[dict[str, Any]]:
    """Each item answered in turn, every card as the scheduler leaves it; the questions of the bank are among them."""
    from spasmed.learning import bank
    from spasmed.learning.schedule import _reviewed

    names = [*bank()["id"], *(f"item-{n:04}" for n in range(ITEMS))][:ITEMS]
    cards: dict[str, dict[str, Any]] = {}
    for n in range(ANSWERS):
        name = names[n % ITEMS]
        said = {
            "id": f"00000000-0000-4000-8000-{n:012}",
            "timestamp": (BEGUN + timedelta(minutes=5 * n)).isoformat(),
            "verb": "answered",
            "object": {"id": name},
            "result": {"success": n % 7 != 0, "score": float(n % 7 != 0), "response": ["b"], "duration": "PT12.5S"},
            "context": {
                "lesson": f"lesson-{n % 12}",
                "objective": "Judge how well an idea is supported by the studies that were made of it.",
                "confidence": "fairly sure",
                "session": "0123456789abcdef0123456789abcdef",
            },
        }
        cards[name] = _reviewed(cards.get(name), said)
        yield said | {"card": cards[name]}


def _kept(home: Path, lines: Sequence[str]) -> Path:
    home.mkdir(exist_ok=True)
    file = home / "answers.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return file


def _opened(name: str, home: Path, size: str, at_most: float) -> Figure:
    """A public word called once in a fresh process."""
    file, word = home / "answers.jsonl", name.partition("(")[0].removeprefix("sp.")
    as_found, environment = file.read_bytes(), os.environ | {"SPASMED_HOME": str(home)}
    times, worked = [], []
    for _ in range(OPENINGS):
        file.write_bytes(as_found)  # a torn line is mended by the first opening
        command = [sys.executable, "-c", OPEN, word]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        seconds, of_processor, right = done.stdout.split()
        if right != "True":
            raise RuntimeError(f"{name} found nothing: the history is not what this figure is about.")
        times.append(float(seconds))
        worked.append(float(of_processor))
    busy = f"p95 {p95(times):.2f} s; {median(worked):.2f} s of processor time"
    behind = f"{size}; {busy}; {OPENINGS} fresh processes, import done"
    return Figure(name=name, value=median(times), unit="s", at_most=at_most, behind=behind)


def _merged(name: str, record: Any, theirs: Path) -> Figure:
    mine = record.path.stat().st_size / 1e6
    begun = perf_counter()
    new = record.merge(theirs)
    behind = f"{new:,} new answers, {mine:.0f} MB before; once; every card is made to stand on all answers"
    return Figure(name=name, value=perf_counter() - begun, unit="s", behind=behind)


def _milliseconds(act: Callable[[int], object]) -> list[float]:
    """Milliseconds of each of many calls, the first one too."""
    times = []
    for n in range(1 + APPENDS):
        begun = perf_counter()
        act(n)
        times.append(1000 * (perf_counter() - begun))
    return times


def _append(home: Path, n: int) -> None:
    """One answer with its card, acknowledged after fsync, at the end of the long history."""
    from spasmed.learning.record import Record

    context = {"lesson": "lesson-1", "confidence": "sure"}
    said = {"object": {"id": f"item-{n % 700:04}"}, "result": {"success": True}, "context": context}
    Record.open(home).append(said)


def _inserted(file: Path, lines: Sequence[str]) -> Callable[[int], object]:
    """The peer: the same lines in a table, one more insert a call, committed as durably."""
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE answers (id TEXT PRIMARY KEY, said TEXT)")
    base.execute("BEGIN")
    base.executemany("INSERT INTO answers VALUES (?, ?)", ((json.loads(line)["id"], line) for line in lines))
    base.execute("COMMIT")
    return lambda n: base.execute("INSERT INTO answers VALUES (?, ?)", (f"new-{n}", lines[n]))


def _answer_kept(name: str, times: Sequence[float], at_most: float | None) -> Figure:
    behind = f"fsync, n = {len(times)}, {spread(times)} ms, {os.cpu_count()} cores"
    return Figure(name=name, value=median(times), unit="ms", at_most=at_most, behind=behind)
