"""The record of a student's answers: one file on the student's own computer, and only when asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmed.learning._home import refusal, usual
from spasmed.learning._journal import Journal, parsed
from spasmed.learning._latest import Latest
from spasmed.learning._statement import PARTS, RecordError, checked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Record", "RecordError", "record"]

FILE = "answers.jsonl"
COLUMNS = (
    "timestamp", "item_id", "lesson", "objective", "correct", "score", "confidence", "error_kind", "response",
    "duration", "session", "id",
)  # fmt: skip


class Record:
    """Answers kept in a file that the student owns. Made by `Record.open()`, or `sp.record()`.

    `on` tells whether answers are kept, `problem` is a sentence about what went wrong ("" when nothing did), `path`
    the file. Nothing is written before `start()`. Two notebooks may write at once.
    """

    def __init__(self, path: Path, problem: str = "") -> None:
        self.path = path
        self.problem = problem
        self._refused = problem
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
        try:
            self._journal.create()
            self._stopped.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed("Answers cannot be kept", error) from None
        self.problem = ""
        return self

    def stop(self) -> Record:
        """Keeps no further answers. Those that are there stay; `start()` goes on."""
        if self.on:
            try:
                self._stopped.touch()
            except OSError as error:
                raise self._failed("The record cannot be stopped", error) from None
        return self

    def append(self, statement: Mapping[str, Any]) -> None:
        """Keeps one answer; once this returns, the answer survives a crash and a loss of power.

        `statement` needs object.id (the item) and result.success; id, timestamp, verb, and card (the schedule after
        this answer) are filled in. Raises RecordError with a sentence when the answer is not kept.
        """
        if not self.on:
            raise RecordError(
                self._refused or "The record is off, so this answer is not kept. Run sp.record().start()."
            )
        said = checked(statement)
        try:
            if "card" not in said:
                from spasmed.learning.schedule import after

                said["card"] = after(self, said)
            ordered = {part: said[part] for part in PARTS if part in said}
            text = json.dumps(ordered, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            self._journal.append(text.encode())
        except RecordError:
            raise
        except (TypeError, ValueError) as error:
            raise RecordError(f"This answer cannot be written as JSON, so it is not kept: {error}.") from None
        except OSError as error:
            raise self._failed("This answer is not kept", error) from None
        self.problem = ""

    def statements(self) -> Iterator[dict[str, Any]]:
        """Every statement, in the order of the file. A line that cannot be read is put aside; `problem` says so."""
        try:
            lines = [line for line in self._journal.read().split(b"\n") if line.strip()]
        except OSError as error:
            raise self._failed("The record cannot be read", error) from None
        found = [parsed(line) for line in lines]
        if broken := found.count(None):
            self._put_aside(broken)
        return (said for said in found if said is not None)

    def frame(self) -> pd.DataFrame:
        """One row an answer: timestamp (UTC), item_id, lesson, objective, correct, score (0 to 1), confidence, ..."""
        import pandas as pd

        rows = []
        for said in self.statements():
            result, context = said.get("result", {}), said.get("context", {})
            own = {"timestamp": said["timestamp"], "id": said["id"], "item_id": said["object"]["id"]}
            rows.append({**{c: (result | context).get(c) for c in COLUMNS}, **own, "correct": result.get("success")})
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.assign(timestamp=pd.to_datetime(frame["timestamp"], utc=True, format="ISO8601"))

    def last(self) -> dict[str, tuple[int, dict[str, Any]]]:
        """Item id -> how many answers it has, and the last statement. Reads no other statement."""
        try:
            return {item: (last.answers, last.statement) for item, last in self._latest.by_item().items()}
        except OSError as error:
            raise self._failed("The record cannot be read", error) from None

    def last_of(self, item: str) -> tuple[int, dict[str, Any]] | None:
        """How many answers one item has, and its last statement; None when it has none."""
        return self._latest.of(item)

    def history(self, items: set[str]) -> list[dict[str, Any]]:
        """Every statement of these items, in the order of the file."""
        try:
            return self._latest.history(items)
        except OSError as error:
            raise self._failed("The record cannot be read", error) from None

    def export(self, path: str | Path) -> Path:
        """Copies the file to `path`, as JSON Lines; the path. Raises RecordError, also when a file is there already."""
        path = Path(path).expanduser()
        try:
            with path.open("xb") as file:
                file.write(self._journal.read())
        except FileExistsError:
            raise RecordError(f"{path} is there already. Name another file: nothing is overwritten.") from None
        except OSError as error:
            raise self._failed(f"{path} cannot be written", error) from None
        return path

    def merge(self, path: str | Path) -> int:
        """Adds the answers of an exported file, from another machine; how many were new.

        Merging the same file again changes nothing, and both machines get the same record whoever merges first.
        Raises RecordError when the record is off, or the file cannot be read.
        """
        if not self.on:
            raise RecordError(self._refused or "The record is off. Run sp.record().start() first, then merge.")
        try:
            lines = Path(path).expanduser().read_bytes().split(b"\n")
        except OSError as error:
            raise RecordError(f"{path} cannot be read ({error.strerror or error}).") from None
        if any(line.strip() for line in lines) and not any(parsed(line) for line in lines):
            raise RecordError(f"{path} holds no answers. Choose a file made by sp.record().export(...).")
        try:
            return self._journal.merge(lines)
        except OSError as error:
            raise self._failed("The answers could not be merged", error) from None

    def delete(self) -> None:
        """Removes every answer and turns the record off; it cannot be undone. Exported files stay."""
        try:
            self._journal.delete()
            self._stopped.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed("The record cannot be deleted", error) from None
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
            count = self._journal.read().count(b"\n")
        except OSError:
            return "answers that cannot be read,"
        return f"{count:,} answer{'' if count == 1 else 's'}"

    @property
    def _stopped(self) -> Path:
        return self.path.with_name("stopped")

    @staticmethod
    def _is(path: Path) -> bool:
        try:
            return path.exists()
        except OSError:  # a folder that may not be entered
            return False

    def _put_aside(self, broken: int) -> None:
        lines = f"{broken} line{'s' if broken > 1 else ''} of {self.path}"
        try:
            self._journal.sift()
            self.problem = f"{lines} could not be read and stand in {self._journal.torn.name} now; the rest is fine."
        except OSError:
            self.problem = f"{lines} could not be read and were left out; the rest is fine."

    def _failed(self, what: str, error: OSError) -> RecordError:
        why = "another notebook has been writing for too long" if isinstance(error, TimeoutError) else error.strerror
        self.problem = f"{what} ({why or error}: {self.path.parent}). The lesson goes on without it."
        return RecordError(self.problem)


def record(home: str | Path | None = None) -> Record:
    """The record of your answers: printed, it says where it is and how to start, stop, copy and delete it."""
    return Record.open(home)


@cache
def _shared(path: Path) -> tuple[Journal, Latest]:
    """One for all records of a file in this process: what was scanned once need not be scanned for each answer."""
    journal = Journal(path)
    return journal, Latest(journal)
