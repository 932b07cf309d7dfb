"""One thing to make: what it writes, what it depends on, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .figure import Figure


@dataclass(frozen=True)
class Job:
    """A picture, loop, atlas layer or solved frame that can be made on its own, in any process.

    Attributes:
        id: Unique over all jobs, such as ``exercises/bird-dog--start``; the name of its stamp.
        outputs: The files it writes, relative to ``data/``.
        depends: Everything its outputs follow from besides the code that makes them and ``skin.npz``, as values that
            ``json.dumps`` takes: the rows of the tables it reads.
        make: Writes the outputs. It is pickled, so it is a function of a module, or a ``functools.partial`` of one.
        group: Jobs of one group run in one process, one after the other, and can share what they keep in memory.
    """

    id: str
    outputs: tuple[Path, ...]
    depends: Mapping[str, Any]
    make: Callable[[Figure], None]
    group: str = ""
