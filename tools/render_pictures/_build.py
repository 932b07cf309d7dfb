"""The tasks of ``python -m tools.render_pictures``, from postures to pictures.

Modules are imported where they are used: the tables are read once in a process, so what solves postures and writes
tables comes before anything that draws from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ._run import Failures, run
from ._stamps import CACHE

SHEETS = CACHE / "sheets"


@dataclass(frozen=True)
class Order:
    """What was asked for: exercises (None for all), processes, and whether to make also what is up to date."""

    exercises: set[str] | None = None
    processes: int = 1
    again: bool = False


def solve(order: Order) -> Failures:
    """Solves the frames whose angles, contacts or free joints changed, and writes poses.csv and frames.csv."""
    from . import solve_jobs

    failures = run("solve", solve_jobs.jobs(order.exercises), processes=order.processes, again=order.again)
    for table in solve_jobs.write(order.exercises):
        print(f"wrote {table}")
    return failures


def lengths(_order: Order) -> Failures:
    """Writes muscle_lengthening.csv, always for all frames: it takes two seconds."""
    from . import lengthening
    from .body import Body

    if lengthening.write_lengthening(Body()):
        print(f"wrote {lengthening.TABLE}")
    return []


def check(_order: Order) -> Failures:
    """Writes model_checks.csv; returns the checks that fail."""
    from . import checks
    from .body import Body

    found = checks.findings(Body())
    if checks.write_checks(found):
        print(f"wrote {checks.TABLE}")
    failed = [finding for finding in found if finding.passes is False]
    print(f"{len(found) - len(failed)} of {len(found)} checks pass")
    return [f"check {one.id}: {one.quantity}: {one.value:.2f} {one.unit} {one.found_at}" for one in failed]


def pictures(order: Order) -> Failures:
    """Draws the stills of the exercises, then writes the manifest."""
    from . import stills

    jobs = stills.jobs(order.exercises or ())
    return [*run("pictures", jobs, processes=order.processes, again=order.again), *_manifest(order)]


def loops(order: Order) -> Failures:
    """Draws the loops, then writes the manifest."""
    from . import loops as maker

    jobs = maker.jobs(order.exercises or ())
    return [*run("loops", jobs, processes=order.processes, again=order.again), *_manifest(order)]


def atlas(order: Order) -> Failures:
    """Draws the layers of the atlas, then writes the manifest."""
    from . import atlas as maker

    return [*run("atlas", maker.jobs(), processes=order.processes, again=order.again), *_manifest(order)]


def sheets(order: Order) -> Failures:
    """Writes contact sheets of what was drawn, to look at, into the cache folder."""
    from . import contact_sheet

    for file in contact_sheet.write_sheets(SHEETS, sorted(order.exercises or ())):
        print(f"wrote {file}")
    return []


def everything(order: Order) -> Failures:
    """All tasks but the sheets; with exercises, the atlas is left out."""
    failures = [*solve(order), *lengths(order), *check(order)]

    from . import loops as loop_maker
    from . import stills

    chosen = order.exercises or ()
    jobs = [*stills.jobs(chosen), *loop_maker.jobs(chosen)]
    failures += run("pictures and loops", jobs, processes=order.processes, again=order.again)
    return [*failures, *(_manifest(order) if order.exercises else atlas(order))]


def _manifest(order: Order) -> Failures:
    """Writes the table of pictures; a file that it misses is a failure when everything was asked for."""
    from . import manifest

    missing = manifest.write()
    return [] if order.exercises else [f"{file} is missing." for file in missing]


TASKS: Mapping[str, Callable[[Order], Failures]] = {
    "all": everything,
    "solve": solve,
    "lengths": lengths,
    "check": check,
    "pictures": pictures,
    "loops": loops,
    "atlas": atlas,
    "sheets": sheets,
}
