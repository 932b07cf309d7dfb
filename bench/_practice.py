"""The learner's record: opening a review over a long history, and keeping one answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from _figures import Figure, p95, spread

ITEMS, ANSWERS = 1000, 100_000
OPENINGS, APPENDS = 7, 200
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
# In a fresh process, since a second opening in the same one finds the file scanned already.
OPEN = """
import sys
from time import perf_counter
from spasmed.learning.record import Record
from spasmed.learning.schedule import Schedule
begun = perf_counter()
due = Schedule(Record.open(sys.argv[1])).due()
print(perf_counter() - begun, len(due))
"""


def practice() -> list[Figure]:
    """Opens a review over 1,000 items and 100,000 answers: as it is, torn, and merged; then appends with fsync."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        file = home / "answers.jsonl"
        lines = [json.dumps(said, separators=(",", ":")) for said in _history()]
        whole = "\n".join(lines) + "\n"
        file.write_text(whole, encoding="utf-8")
        size = f"{ANSWERS:,} answers to {ITEMS:,} items, {len(whole) / 1e6:.0f} MB"
        figures = [_opened("review opened", home, size)]
        file.write_text(whole[:-50], encoding="utf-8")
        figures.append(_opened("review opened, last line torn", home, size))
        file.write_text("\n".join([*lines[:50_000], *lines[50_100:]]) + "\n", encoding="utf-8")
        figures.append(_opened("review opened after a merge, 100 items replayed", home, size))
        figures.append(_appended("an answer kept, to an item that a merge left to replay", home, 100))
        file.write_text(whole, encoding="utf-8")
        return [*figures, _appended("an answer kept", home, APPENDS)]


def _history() -> Iterator[dict[str, Any]]:
    """Each item answered in turn, every card as the scheduler leaves it."""
    from spasmed.learning.schedule import _reviewed

    cards: dict[str, dict[str, Any]] = {}
    for n in range(ANSWERS):
        name = f"item-{n % ITEMS:04}"
        said = {
            "id": f"00000000-0000-4000-8000-{n:012}",
            "timestamp": (BEGUN + timedelta(minutes=5 * n)).isoformat(),
            "verb": "answered",
            "object": {"id": name},
            "result": {"success": n % 7 != 0, "score": float(n % 7 != 0), "response": ["b"], "duration": 12.5},
            "context": {
                "lesson": f"lesson-{n % 12}",
                "objective": "Judge how well an idea is supported by the studies that were made of it.",
                "confidence": "Fairly sure",
                "error_kind": None,
                "session": "0123456789abcdef0123456789abcdef",
            },
        }
        cards[name] = _reviewed(cards.get(name), said)
        yield said | {"card": cards[name]}


def _opened(name: str, home: Path, size: str) -> Figure:
    file = home / "answers.jsonl"
    as_found = file.read_bytes()
    times = []
    for _ in range(OPENINGS):
        file.write_bytes(as_found)  # a torn line is mended by the first opening
        done = subprocess.run([sys.executable, "-c", OPEN, home], capture_output=True, encoding="utf-8", check=True)
        seconds, due = done.stdout.split()
        if due == "0":
            raise RuntimeError("Nothing was due: the history is not what this figure is about.")
        times.append(float(seconds))
    behind = f"{size}; p95 {p95(times):.2f} s of {OPENINGS} fresh processes"
    return Figure(name=name, value=median(times), unit="s", at_most=1, behind=behind)


def _appended(name: str, home: Path, many: int) -> Figure:
    """One answer with its card, acknowledged after fsync, at the end of the long history."""
    from spasmed.learning.record import Record

    times = []
    for n in range(-1, many):
        begun = perf_counter()
        said = {
            "object": {"id": f"item-{n % ITEMS:04}"},
            "result": {"success": True},
            "context": {"lesson": "lesson-1"},
        }
        Record.open(home).append(said)
        times.append(1000 * (perf_counter() - begun))
    times = times[1:]  # the first scans the history
    synced = f"fsync, {spread(times)} ms, {os.cpu_count()} cores"
    return Figure(name=name, value=median(times), unit="ms", at_most=20, behind=synced)
