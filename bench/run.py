"""Every figure of speed and size against its bar, in one run.

python bench/run.py                          all parts but `start`
python bench/run.py import queries size      some of them
python bench/run.py start                    a fresh set-up in a copy of the project: it needs the network
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from math import isfinite
from pathlib import Path

from _figures import Figure, MissingToolError, machine, table

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the course's own JupyterLab has it (deploy/lab)

PARTS = ("import", "queries", "models", "practice", "clicks", "sliders", "seeing", "page", "notebooks", "size", "start")
USUAL = PARTS[:-1]
NEEDS = {
    "import": ["spasmed"],
    "queries": ["spasmed"],
    "clicks": ["spasmed", "jupyterlab", "playwright", "itables", "ipydatagrid"],
    "models": ["spasmed"],
    "practice": ["spasmed", "jupyterlab", "playwright"],
    "sliders": ["spasmed", "jupyterlab", "playwright", "plotly", "matplotlib"],
    "seeing": ["spasmed", "jupyterlab", "playwright", "itables", "plotly"],
    "page": ["spasmed", "playwright"],
    "notebooks": ["spasmed", "pytest", "nbval"],
}
INSTALL = """The part {!r} needs {}, which is not installed. Run
    python -m pip install -e ".[bench,test]"
in the folder of the project, then try again."""


def main() -> int:
    """Runs what the command line asks for and prints it; returns 1 if a bar is missed, 2 if a tool is missing."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; default: all but the last")
    parser.add_argument("--pairs", type=int, default=21, help="pairs of imports (default 21)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds of `clicks`, `sliders`, `seeing`, `practice` (default 3)"
    )
    parser.add_argument("--repeats", type=int, default=15, help="moves each way per round (default 15)")
    parser.add_argument("--only", nargs="+", default=[""], help="only candidates of these with this in the name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {min(unknown)!r}; choose from {', '.join(PARTS)}")

    about = machine()
    print(about, flush=True)
    figures: list[Figure] = []
    try:
        for part in asked.parts or USUAL:
            print(f"-- {part}", flush=True)
            figures += _part(part, asked)()
    except MissingToolError as missing:
        print(missing, file=sys.stderr)
        return 2
    print("", table(figures), sep="\n")
    missed = [figure.name for figure in figures if figure.passed is False]
    print(f"\n{len(missed)} of {sum(bool(figure.bar) for figure in figures)} bars missed", *missed, sep="\n    ")
    if asked.json:
        rows = [asdict(f) | {"passed": f.passed, "value": f.value if isfinite(f.value) else None} for f in figures]
        kept = {"machine": about, "figures": rows}
        asked.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 1 if missed else 0


def _part(name: str, asked: argparse.Namespace) -> Callable[[], list[Figure]]:
    """The part called `name`; only what it needs is imported, so that the others run without it."""
    for package in NEEDS.get(name, ()):
        if find_spec(package) is None:
            raise MissingToolError(INSTALL.format(name, package))
    if name == "import":
        from _imports import imports

        return lambda: imports(asked.pairs)
    if name == "clicks":
        from _clicks import clicks

        return lambda: clicks(asked.rounds, asked.repeats, asked.only)
    if name == "sliders":
        from _sliders import sliders

        return lambda: sliders(asked.rounds, asked.repeats, asked.only)
    if name == "seeing":
        from _seeing import seeing

        return lambda: seeing(asked.rounds, asked.repeats, asked.only)
    if name == "practice":
        from _practice import practice

        return lambda: practice(asked.rounds, asked.repeats, asked.only)
    homes = {"queries": "_queries", "models": "_models", "page": "_pages", "start": "_start"}
    module, function = homes.get(name, "_repository"), name
    part: Callable[[], list[Figure]] = getattr(import_module(module), function)
    return part


if __name__ == "__main__":
    sys.exit(main())
