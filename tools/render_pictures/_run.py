"""Runs jobs, in this process or in several, and goes on where an interrupted run stopped."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from tqdm import tqdm

from ._job import Job
from ._stamps import is_fresh, stamp
from .figure import Figure, make_figure

_figure: Figure | None = None

Failures = list[str]


def run(title: str, jobs: Sequence[Job], *, processes: int = 1, again: bool = False) -> Failures:
    """Makes what is not up to date, with a progress bar.

    Args:
        title: Stands before the progress bar.
        jobs: What to make.
        processes: How many processes share the groups of jobs; each loads the body model once.
        again: Makes also what is up to date.

    Returns:
        One line for each job that failed; the others are made all the same.
    """
    due = [job for job in jobs if again or not is_fresh(job)]
    failures: Failures = []
    with tqdm(total=len(jobs), initial=len(jobs) - len(due), desc=title, unit="job") as bar:
        for done in _made(_grouped(due), processes):
            failures += [line for line in done if line]
            bar.update(len(done))
    return failures


def _made(groups: list[list[Job]], processes: int) -> Iterator[list[str]]:
    if processes == 1 or len(groups) < 2:
        for group in groups:
            for job in group:
                yield _make([job])
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_make, group) for group in groups]
        try:
            for future in as_completed(waiting):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _grouped(jobs: Sequence[Job]) -> list[list[Job]]:
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.group or job.id, []).append(job)
    return list(groups.values())


def _make(group: Sequence[Job]) -> list[str]:
    """Makes the jobs of a group; returns for each what went wrong, or an empty line."""
    return [_make_one(job) for job in group]


def _make_one(job: Job) -> str:
    global _figure  # noqa: PLW0603 (one body model for each process)
    if _figure is None:
        _figure = make_figure()
    try:
        job.make(_figure)
    except Exception as error:  # noqa: BLE001 (one picture that fails must not stop the others)
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{job.id}: {type(error).__name__}: {error} ({where.name}, line {where.lineno})"
    stamp(job)
    return ""
