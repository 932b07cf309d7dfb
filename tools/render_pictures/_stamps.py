"""Remembers what every output was made from, so that a job whose outputs would come out the same is left out."""

from __future__ import annotations

import ast
import functools
import hashlib
import json
from pathlib import Path
from typing import Any

from ._job import Job
from .table_files import DATA

PACKAGE = Path(__file__).parent
CACHE = PACKAGE / ".cache"
SKIN = PACKAGE / "skin.npz"


def is_fresh(job: Job) -> bool:
    """Whether the outputs of a job are those it would make again."""
    try:
        return bool(json.loads(_stamp_file(job).read_text(encoding="utf-8")) == _stamp(job))
    except (FileNotFoundError, ValueError):
        return False


def stamp(job: Job) -> None:
    """Takes down what the outputs of a job were made from; to be called when they have been written."""
    file = _stamp_file(job)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(_stamp(job), indent=1), encoding="utf-8")


def _stamp_file(job: Job) -> Path:
    return CACHE / "stamps" / f"{job.id.replace('/', '--')}.json"


def _stamp(job: Job) -> dict[str, Any]:
    depends = json.dumps(job.depends, sort_keys=True, ensure_ascii=False)
    made_by = _code_behind(getattr(job.make, "func", job.make).__module__.rpartition(".")[2])
    return {
        "depends": hashlib.sha256(depends.encode()).hexdigest(),
        "code": made_by,
        "skin": _digest(SKIN),
        "outputs": {str(output): _digest(DATA / output) for output in job.outputs},
    }


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@functools.cache
def _code_behind(module: str) -> str:
    """A digest of a module of this package and of all modules of it that it imports, directly or not."""
    found: set[str] = set()
    waiting = {module}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= _imports(name) - found
    sources = [(PACKAGE / f"{name}.py").read_bytes() for name in sorted(found)]
    return hashlib.sha256(b"\0".join(sources)).hexdigest()


def _imports(module: str) -> set[str]:
    """The modules of this package that a module imports by ``from .name import`` or ``from . import name``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names |= {node.module} if node.module else {alias.name for alias in node.names}
    return names
