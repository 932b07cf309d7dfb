"""The door instructors use: `spasmed check` says whether the tables are sound; with `--fix` it mends what is safe."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from spasmed.learning import faults_of_the_bank
from spasmed.tables import SpasmedError, names
from spasmed.tables.checking import check, fix


def _check(mend: bool) -> int:
    mended = fix() if mend else []
    for path in mended:
        print(f"data/{path}: mended; no fact was changed.")
    problems = check()
    for problem in problems:
        print(problem)
    if problems:
        count = f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}"
        left = "" if mended else " Nothing was changed."
        print(f"{count} in data/.{left} Correct the table and run this again.")
        return 1
    if faults := faults_of_the_bank():  # a question is judged as a question once it can be read
        for fault in faults:
            print(f"data/learning/items.yaml, {fault}")
        count = f"{len(faults)} {'question' if len(faults) == 1 else 'questions or lessons'}"
        print(f"{count} to be improved. Correct learning/items.yaml and run this again.")
        return 1
    print(f"data/ is sound: {len(names())} tables and stories, every id resolved.")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well, 1 when something is to be corrected."""
    parser = argparse.ArgumentParser(prog="spasmed", description="Tools for those who teach with, or edit, the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="is data/ sound? Names file, row, column and what to do")
    checking.add_argument("--fix", action="store_true", help="first mend what a spreadsheet did that changes no fact")
    chosen = parser.parse_args(arguments)
    try:
        return _check(chosen.fix)
    except SpasmedError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
