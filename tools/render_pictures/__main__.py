"""Draws the pictures of this project again, as far as they are not up to date.

    python -m tools.render_pictures                        everything that changed
    python -m tools.render_pictures pictures bird-dog      the stills of one exercise
    python -m tools.render_pictures all --jobs 2           in two processes

It is run in the root of the repository, in an environment of its own (see README.md beside this file). An interrupted
run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(words: list[str]) -> int:
    """Does the task; returns 1 when something failed, and says what."""
    # The arrays here are small: threads inside a process only disturb each other. Set before numpy is imported.
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")

    from ._build import TASKS, Order
    from .table_files import read_rows

    parser = argparse.ArgumentParser(
        prog="python -m tools.render_pictures",
        description=(__doc__ or "").partition("\n")[0],
        epilog=" · ".join(f"{name}: {(task.__doc__ or '').partition(chr(10))[0]}" for name, task in TASKS.items()),
    )
    parser.add_argument("task", nargs="?", default="all", choices=list(TASKS))
    parser.add_argument("exercises", nargs="*", metavar="exercise", help="ids of exercises; all where none is named")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that share the work (1)")
    parser.add_argument("--again", action="store_true", help="make also what is up to date")
    told = parser.parse_args(words)

    known = [row["id"] for row in read_rows("exercise/exercises.csv")]
    for name in told.exercises:
        if name not in known:
            near = get_close_matches(name, known, n=3)
            parser.error(f"no exercise is called {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    order = Order(set(told.exercises) or None, max(1, told.jobs), told.again)
    failures = TASKS[told.task](order)
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
