"""A file of one JSON object a line that only grows, and loses nothing that was acknowledged.

Imports nothing of spasmed, so that a test can kill thousands of writers in a minute.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

PATIENCE = 10  # seconds; the system frees the lock of a dead process, so only a living one can hold it so long
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn each line end into two bytes


def parsed(line: bytes) -> dict[str, Any] | None:
    """The statement a line holds; None when it holds none."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(about := found.get("object"), dict):
        return None
    if not isinstance(found.get("result", {}), dict) or not isinstance(found.get("context", {}), dict):
        return None
    id_, when, of = found.get("id"), found.get("timestamp"), about.get("id")
    if not isinstance(id_, str) or not isinstance(when, str) or not isinstance(of, str):
        return None
    try:
        moment(found)
    except (ValueError, OverflowError):
        return None
    return found


def moment(said: Mapping[str, Any]) -> datetime:
    """When a statement was made, in UTC; raises ValueError or OverflowError when its timestamp names none."""
    when = datetime.fromisoformat(said["timestamp"])
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


Renewed = Callable[[list[bytes], list[bytes]], list[bytes]]


class Journal:
    """The lines of one file. Every method raises OSError when the disk refuses; nothing is half done then.

    Args:
        path: the file. Beside it stand `.torn` (what could not be read) and `.lock` (empty).
        durable: False leaves out fsync. Only for tests that write very much.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path = path
        self.torn = path.with_name(f"{path.name}.torn")
        self._durable = durable

    def create(self) -> None:
        """Makes the empty file, durably; leaves one that is there as it is."""
        missing = [folder for folder in self.path.parents if not folder.exists()]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock(), self._opened(self.path, os.O_CREAT) as file:
            self._sync(file)
        self._sync_folders({self.path.parent, *(folder.parent for folder in missing)})

    def append(self, line: bytes) -> None:
        """Writes one line; once this returns, it survives kill -9 and a loss of power.

        The file must be there: a record that was deleted elsewhere must not come back by itself.
        """
        with self._lock(), self._opened(self.path) as file:
            self._mend(file)
            before = os.fstat(file).st_size
            try:
                _write(file, line + b"\n")
                self._sync(file)
            except OSError:
                with suppress(OSError):  # if this fails too, the next writer mends it
                    os.ftruncate(file, before)
                raise

    def read(self, start: int = 0) -> bytes:
        """The whole lines from a byte on; b"" without a file. A torn last line is put aside first."""
        try:
            data = self._bytes(start)
            if not data or data.endswith(b"\n"):
                return data
            try:
                with self._lock(), self._opened(self.path) as file:
                    self._mend(file)
                data = self._bytes(start)
            except OSError:
                pass  # a disk that cannot be written: what is whole can still be read
        except FileNotFoundError:
            return b""
        return data[: data.rfind(b"\n") + 1]

    def sift(self) -> int:
        """Puts every line that holds no statement aside; how many there were."""
        with self._lock():
            lines = self._bytes().split(b"\n")
            broken = [line for line in lines if line.strip() and parsed(line) is None]
            if broken:
                self._aside(b"\n".join(broken))
                self._replace(line for line in lines if parsed(line) is not None)
        return len(broken)

    def merge(self, others: Iterable[bytes], renewed: Renewed | None = None) -> list[bytes]:
        """Adds the statements of other lines that are not here yet, and returns them. In order of time afterwards.

        `renewed` may write lines anew before they are kept: it is called with all of them and with those that were
        here, both in their order, and must give the same for the same lines.
        """
        with self._lock():
            with self._opened(self.path) as file:
                self._mend(file)
            mine = [line for line in self._bytes().split(b"\n") if line.strip()]
            was = _by_id(mine, {})
            kept = _by_id(set(others).difference(mine), was)  # a copy of this file adds nothing, and is not parsed
            lines = [line for _, _, line in sorted((when, name, line) for name, (when, line) in kept.items())]
            lines = renewed(lines, mine) if renewed else lines
            if lines != mine:
                if len(was) < len(mine) and (broken := [line for line in mine if parsed(line) is None]):
                    self._aside(b"\n".join(broken))
                self._replace(lines)
        return [line for name, (_, line) in kept.items() if name not in was]

    def delete(self) -> None:
        """Removes the file and what was put aside. The empty lock file stays: a waiting writer may hold it."""
        if not self.path.parent.is_dir():
            return
        with self._lock():
            self.path.unlink(missing_ok=True)
            self.torn.unlink(missing_ok=True)
        self._sync_folders({self.path.parent})

    def _lock(self) -> FileLock:
        return FileLock(f"{self.path}.lock", timeout=PATIENCE)  # a new one each time: none outlives a fork

    def _bytes(self, start: int = 0) -> bytes:
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read()

    def _mend(self, file: int) -> None:
        """What follows the last line end was torn by a crash: it goes aside, unless only the line end is missing."""
        size = os.fstat(file).st_size
        tail, reach = b"", 0
        while reach < size and b"\n" not in tail:  # most often one byte is enough
            reach = min(size, 64 * reach or 1)
            os.lseek(file, size - reach, os.SEEK_SET)
            tail = os.read(file, reach)
        tail = tail[tail.rfind(b"\n") + 1 :]
        if not tail:
            return
        if parsed(tail) is not None:
            _write(file, b"\n")
        else:
            self._aside(tail)
            os.ftruncate(file, size - len(tail))
        self._sync(file)

    def _aside(self, lines: bytes) -> None:
        with self._opened(self.torn, os.O_CREAT) as file:
            _write(file, lines + b"\n")
            self._sync(file)
        self._sync_folders({self.torn.parent})

    def _replace(self, lines: Iterable[bytes]) -> None:
        """The whole file anew; a crash leaves either the old one or the new one."""
        new = self.path.with_name(f"{self.path.name}.new")
        with self._opened(new, os.O_CREAT | os.O_TRUNC) as file:
            _write(file, b"".join(line + b"\n" for line in lines))
            self._sync(file)
        new.replace(self.path)
        self._sync_folders({self.path.parent})

    @contextmanager
    def _opened(self, path: Path, flags: int = 0) -> Iterator[int]:
        file = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY | flags, 0o600)
        try:
            yield file
        finally:
            os.close(file)

    def _sync(self, file: int) -> None:
        if self._durable:
            os.fsync(file)

    def _sync_folders(self, folders: Iterable[Path]) -> None:
        """A new name survives a loss of power only when its folder is on the disk too. Windows has no such call."""
        if not self._durable or os.name == "nt":
            return
        for folder in folders:
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)


def _by_id(lines: Iterable[bytes], known: Mapping[str, tuple[datetime, bytes]]) -> dict[str, tuple[datetime, bytes]]:
    """What is known and what these lines add to it: statement id -> its moment and its line."""
    found = dict(known)
    for line in lines:
        if (said := parsed(line)) is not None:
            new = (moment(said), line.strip())
            # The same id with two texts got a new card, or was edited by hand: the same one must win on both machines.
            found[said["id"]] = max(new, found.get(said["id"], new))
    return found


def _write(file: int, data: bytes) -> None:
    """All of it: a disk that fills takes a part first, and refuses the next."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
