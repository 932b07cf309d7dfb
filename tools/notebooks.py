"""Run and normalise the lessons (`fix`), or check that they keep the laws (`check`).

    python tools/notebooks.py fix   [notebooks...]   run from a clean kernel, write in normal form
    python tools/notebooks.py check [notebooks...]   do not run; name each broken law and what to do

Without names all of notebooks/ is meant; a name may be a path or just `14_posture.ipynb`. The exit code is 1
when something is left to do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from _lesson_laws import FIX, Course, Problem, problems
from _normal_form import Json, dumps, headings, normalise, text_of

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
CELL_TIMEOUT = 30
CITED_TABLES = (
    "sources",
    "claims",
    "red_flags",
    "recommendations",
    "effects",
    "links",
    "dosage_safety",
    "program_rules",
)
EXPLAINING = ("cause", "foundation", "long-term", "technique")  # kinds of lesson that state clinical facts


class RunError(Exception):
    """A notebook did not run to its end; the message says where and why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 0 when nothing is left to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["fix", "check"])
    parser.add_argument("notebooks", nargs="*", help="paths or names; all of notebooks/ when left out")
    options = parser.parse_args(arguments)
    paths = [_find(name) for name in options.notebooks] or sorted(NOTEBOOKS.glob("*.ipynb"))
    missing = [path for path in paths if not path.is_file()]
    for path in missing:
        print(f"{path} does not exist. The lessons are in {NOTEBOOKS}.")
    if missing:
        return 1
    return fix_all(paths) if options.command == "fix" else check_all(paths)


def fix_all(paths: Sequence[Path]) -> int:
    """Run and normalise each notebook; one line for each. A notebook that fails is left as it was."""
    failed = False
    for path in paths:
        start = time.perf_counter()
        try:
            nb = normalise(run(normalise(_read(path)), path.parent))
        except (RunError, ValueError) as error:
            print(f"{path.name}: {error}", flush=True)
            failed = True
            continue
        state = "written" if _write(path, dumps(nb)) else "unchanged"
        size, seconds = path.stat().st_size / 1000, time.perf_counter() - start
        print(f"{path.name}: {len(nb['cells'])} cells, {size:.0f} kB, {seconds:.1f} s, {state}", flush=True)
    return int(failed)


def check_all(paths: Sequence[Path]) -> int:
    """Print every broken law of the notebooks, one line each."""
    try:
        known = course()
    except ValueError as error:  # a table is spoiled; the sentence says which and what to do
        print(error)
        return 1
    found = [problem for path in paths for problem in check(path, known)]
    for problem in found:
        print(problem)
    print(f"{len(paths)} notebooks checked, {len(found)} problems.")
    return int(bool(found))


def check(path: Path, known: Course) -> list[Problem]:
    """Every broken law of the notebook at `path`, the form of its file included."""
    raw = path.read_bytes()
    try:
        nb = _read(path)
    except ValueError as error:
        return [Problem(path.name, "", None, str(error), "Take the last good version from git.")]
    found = problems(nb, known, name=path.name, size=len(raw), exists=lambda name: (path.parent / name).is_file())
    if dumps(normalise(nb)).encode() != raw:
        found.append(Problem(path.name, "", None, "the file is not in normal form", FIX.format(name=path.name)))
    return found


def course() -> Course:
    """What lessons may cite, from data/: rows that were not read in their source do not count."""
    from spasmed import tables

    ids = {table: frozenset(tables.load(table)["id"]) for table in CITED_TABLES}
    briefs = {str(lesson["number"]): lesson for lesson in tables.story("lessons")["lessons"]}
    field = " ".join([*tables.load("glossary")["term"], *tables.load("muscles")["name"]]).casefold()
    return Course(
        citable=frozenset().union(*ids.values()),
        sources=ids["sources"],
        lesson_sources={number: frozenset(lesson["source_ids"]) for number, lesson in briefs.items()},
        explaining=frozenset(number for number, lesson in briefs.items() if lesson["kind"] in EXPLAINING),
        order=tuple(path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))),
        terms=frozenset(re.findall(r"[a-z]+", field)),
    )


def run(nb: Json, folder: Path) -> Json:
    """The notebook with the outputs of a clean kernel; a second try if the kernel dies or hangs."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    with suppress(CellTimeoutError, DeadKernelError):
        return _run_once(nb, folder)
    try:
        return _run_once(nb, folder)
    except (CellTimeoutError, DeadKernelError) as error:
        raise RunError(f"twice the kernel died or a cell took over {CELL_TIMEOUT} s: {error}") from error


def _run_once(nb: Json, folder: Path) -> Json:
    import nbformat
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbval.kernel import CURRENT_ENV_KERNEL_NAME, NbvalKernelspecManager

    node = nbformat.reads(dumps(nb), as_version=4)  # type: ignore[no-untyped-call]
    # The kernel that strict nbval uses: this Python, whatever the user has registered under the name python3.
    kernel = AsyncKernelManager(kernel_name=CURRENT_ENV_KERNEL_NAME, kernel_spec_manager=NbvalKernelspecManager())
    client = NotebookClient(
        node,
        km=kernel,
        timeout=CELL_TIMEOUT,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    # Nothing of the user reaches a lesson: no start-up files, and no record, which would change what a review asks.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
        settings = os.environ | {"SPASMED_STRICT": "1", "IPYTHONDIR": empty, "SPASMED_HOME": empty}
        try:
            client.execute(cleanup_kc=True, env=settings, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise RunError(f'under "{_heading_of_error(node)}": {error.ename}: {error.evalue}') from error
    return dict(node)


def _heading_of_error(nb: Json) -> str:
    heading = "the top"
    for cell in nb["cells"]:
        if cell["cell_type"] == "markdown":
            heading = next(reversed(headings(text_of(cell["source"]))), heading)
        elif any(output["output_type"] == "error" for output in cell["outputs"]):
            break
    return heading


def _find(name: str) -> Path:
    path = Path(name)
    return NOTEBOOKS / name if not path.exists() and path.name == name else path


def _read(path: Path) -> Json:
    try:
        nb = json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"is not a notebook file ({error}), often a merge left in the middle") from error
    if not isinstance(nb, dict) or nb.get("nbformat") != 4 or not isinstance(nb.get("cells"), list):
        raise ValueError("is not a notebook of format 4")
    return nb


def _write(path: Path, text: str) -> bool:
    """Put `text` in the place of the file in one step, if it differs; whether it did."""
    if path.read_bytes() == text.encode():
        return False
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)
    return True


if __name__ == "__main__":
    sys.exit(main())
