"""The record of a student's answers: one file on the student's own computer, and only when asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmed.learning._home import refusal, usual
from spasmed.learning._journal import Journal, parsed
from spasmed.learning._latest import Latest, item_of
from spasmed.learning._statement import RecordError, checked, json_line, note

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Record", "RecordError", "record"]

FILE = "answers.jsonl"


class Record:
    """Answers kept in a file that the student owns. Made by `Record.open()`, or `sp.record()`.

    `on` tells whether answers are kept, `problem` is a sentence about what went wrong ("" when nothing did), `path`
    the file. Nothing is written before `start()`. Two notebooks may write at once.
    """

    def __init__(self, path: Path, problem: str = "") -> None:
        self.path = path
        self.problem = problem
        self._refused, self._stopped = problem, path.with_name("stopped")
        self._journal, self._latest = _shared(path)

    @classmethod
    def open(cls, home: str | Path | None = None) -> Record:
        """The record in the folder `home`; else in $SPASMED_HOME; else where this system keeps the data of programs.

        Never raises: what keeps answers from being kept is told by `problem`, and the lesson goes on.
        """
        folder = Path(home or os.environ.get("SPASMED_HOME") or usual()).expanduser().absolute()
        return cls(folder / FILE, refusal(folder))

    @property
    def on(self) -> bool:
        """Whether answers are kept: `start()` was called, on this computer, and `stop()` was not since."""
        return not self._refused and self._is(self.path) and not self._is(self._stopped)

    def start(self) -> Record:
        """Keeps answers from now on, until `stop()`. Raises RecordError when the place cannot be written."""
        if self._refused:
            raise RecordError(self._refused)
        with self._or_said("Answers cannot be kept"):
            self._journal.create()
            self._stopped.unlink(missing_ok=True)
        self.problem = ""
        return self

    def stop(self) -> Record:
        """Keeps no further answers. Those that are there stay; `start()` goes on."""
        if self.on:
            with self._or_said("The record cannot be stopped"):
                self._stopped.touch()
        return self

    def append(self, statement: Mapping[str, Any]) -> str:
        """Keeps one answer and returns its id; once this returns, it survives a crash and a loss of power.

        `statement` needs object.id (the item) and result.success; id, timestamp, verb, and card (the schedule after
        this answer) are filled in. Raises RecordError with a sentence when the answer is not kept.
        """
        self._refuse_when_off("this answer is not kept")
        said = checked(statement)
        if "card" not in said:
            from spasmed.learning.schedule import after

            said["card"] = after(self, said)
        self._write(said)
        return str(said["id"])

    def annotate(self, answer: str, error_kind: str) -> None:
        """Keeps what kind of slip an answer was ("": none after all); `answer` is its id. The last one said holds.

        The answer itself stays as it is: the file only grows. Raises RecordError when it is not kept.
        """
        self._refuse_when_off("this is not kept")
        self._write(note(answer, error_kind))

    def statements(self) -> Iterator[dict[str, Any]]:
        """Every statement in the order of the file, notes on answers too.

        A line that cannot be read is put aside once all were read; `problem` says so.
        """
        return self._parsed(self._read().split(b"\n"))

    def frame(self) -> pd.DataFrame:
        """One row an answer, in the order of the file.

        Columns: timestamp (UTC), item_id, lesson, objective, case and version (of a decision in a case), correct,
        score (0 to 1), confidence, error_kind (the slip last said), response, duration (timedelta from the
        question to the answer), session, id; what was not said is missing (NaN, NaT). Raises RecordError when the file
        cannot be read.
        """
        from spasmed.learning._frame import frame_of

        return frame_of(self.statements())

    def last(self) -> dict[str, tuple[int, dict[str, Any]]]:
        """Item id -> how many answers it has, and the last statement. Reads no other statement."""
        with self._or_said("The record cannot be read"):
            return {item: (last.answers, last.statement) for item, last in self._latest.by_item().items()}

    def last_of(self, item: str) -> tuple[int, dict[str, Any]] | None:
        """How many answers one item has, and its last statement; None when it has none."""
        with self._or_said("The record cannot be read"):
            return self._latest.of(item)

    def history(self, items: set[str]) -> list[dict[str, Any]]:
        """Every statement of these items, in the order of the file."""
        with self._or_said("The record cannot be read"):
            return self._latest.history(items)

    def export(self, path: str | Path) -> Path:
        """Copies the file to `path`, as JSON Lines; the path. Raises RecordError, also when a file is there already."""
        path = Path(path).expanduser()
        data = self._read()
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            raise RecordError(f"{path} is there already. Name another file: nothing is overwritten.") from None
        except OSError as error:
            raise RecordError(f"{path} cannot be written ({error.strerror or error}). Name another file.") from None
        return path

    def merge(self, path: str | Path) -> int:
        """Adds the answers of an exported file, from another machine; how many were new.

        Merging the same file again changes nothing, and both machines get the same record whoever merges first. The
        schedule is worked out again, in order of time, for every item that got answers. Raises RecordError when the
        record is off, or the file cannot be read.
        """
        from spasmed.learning.schedule import renewed

        self._refuse_when_off("nothing was merged")
        try:
            lines = Path(path).expanduser().read_bytes().split(b"\n")
        except OSError as error:
            raise RecordError(f"{path} cannot be read ({error.strerror or error}).") from None
        if any(line.strip() for line in lines) and not any(parsed(line) for line in lines):
            raise RecordError(f"{path} holds no answers. Choose a file made by sp.record().export(...).")
        with self._or_said("The answers could not be merged"):
            new = self._journal.merge(lines, renewed)
        return sum(item_of(line) is not None for line in new)

    def delete(self) -> None:
        """Removes every answer and turns the record off; it cannot be undone. Exported files stay."""
        with self._or_said("The record cannot be deleted"):
            self._journal.delete()
            self._stopped.unlink(missing_ok=True)
        self.problem = ""

    def __repr__(self) -> str:
        if not self._is(self.path):
            said = [f"Your answers are not kept. If you start a record, it is the file {self.path}, on this computer."]
            said += ["It holds answers and no names. To start: sp.record().start()"]
        else:
            said = [f"Your record: {self._count()} in {self.path}, on this computer only."]
            said += ["To stop: sp.record().stop()" if self.on else "It is stopped. To go on: sp.record().start()"]
            said += ['To take a copy: sp.record().export("answers.jsonl")']
            said += ['To add a copy from another computer: sp.record().merge("answers.jsonl")']
            said += ["To delete every answer for good: sp.record().delete()"]
        return "\n".join([*([self.problem] if self.problem else []), *said])

    def _count(self) -> str:
        try:
            count = self._latest.answers()
        except OSError:
            return "answers that cannot be read,"
        return f"{count:,} answer{'' if count == 1 else 's'}"

    @staticmethod
    def _is(path: Path) -> bool:
        try:
            return path.exists()
        except OSError:  # a folder that may not be entered
            return False

    def _refuse_when_off(self, so: str) -> None:
        if not self.on:
            raise RecordError(self._refused or f"The record is off, so {so}. Run sp.record().start().")

    def _write(self, said: Mapping[str, Any]) -> None:
        try:
            line = json_line(said)
        except (TypeError, ValueError) as error:
            raise RecordError(f"This answer cannot be written as JSON, so it is not kept: {error}.") from None
        with self._or_said("This answer is not kept"):
            self._journal.append(line)
        self.problem = ""

    def _read(self) -> bytes:
        with self._or_said("The record cannot be read"):
            return self._journal.read()

    def _parsed(self, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
        broken = 0
        for line in lines:
            if (said := parsed(line)) is not None:
                yield said
            elif line.strip():
                broken += 1
        if broken:
            self._put_aside(broken)

    def _put_aside(self, broken: int) -> None:
        lines = f"{broken} line{'s' if broken > 1 else ''} of {self.path}"
        try:
            self._journal.sift()
            self.problem = f"{lines} could not be read and stand in {self._journal.torn.name} now; the rest is fine."
        except OSError:
            self.problem = f"{lines} could not be read and were left out; the rest is fine."

    @contextmanager
    def _or_said(self, what: str) -> Iterator[None]:
        """What the disk refuses becomes a RecordError of one sentence, which stands in `problem` too."""
        try:
            yield
        except OSError as error:
            long = "another notebook has been writing for too long"
            why = long if isinstance(error, TimeoutError) else error.strerror or error
            self.problem = f"{what} ({why}: {self.path.parent}). The lesson goes on without it."
            raise RecordError(self.problem) from None


def record(home: str | Path | None = None) -> Record:
    """The record of your answers: printed, it says where it is and how to start, stop, copy and delete it."""
    return Record.open(home)


@cache
def _shared(path: Path) -> tuple[Journal, Latest]:
    """One for all records of a file in this process: what was scanned once need not be scanned for each answer."""
    journal = Journal(path)
    return journal, Latest(journal)
