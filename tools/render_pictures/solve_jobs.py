"""Solving as jobs: each keeps its solution in the cache, and `write` brings the solutions into the tables."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path

from ._job import Job
from ._stamps import CACHE
from .figure import Figure
from .solve import Solved
from .solve_frames import frames_to_solve, solve_frame, write_solutions


def jobs(exercises: set[str] | None = None) -> list[Job]:
    """One job for each frame of these exercises, or of all."""
    return [
        Job(
            id=f"solve/{frame_id}",
            outputs=(_solution_file(frame_id),),
            depends={
                "chosen": rows.chosen,
                "contacts": rows.frame["contacts"],
                "free_joints": rows.frame["free_joints"],
            },
            make=partial(make_solution, frame_id=frame_id),
        )
        for frame_id, rows in frames_to_solve(exercises).items()
    ]


def make_solution(figure: Figure, *, frame_id: str) -> None:
    """Solves a frame and keeps the solution."""
    solved = solve_frame(figure, frames_to_solve()[frame_id])
    file = _solution_file(frame_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(solved)), encoding="utf-8")


def write(exercises: set[str] | None = None) -> list[str]:
    """Writes the solutions kept for these exercises, or for all, into the tables; returns the tables that changed."""
    kept = {frame_id: _solution_file(frame_id) for frame_id in frames_to_solve(exercises)}
    solutions = {
        frame_id: Solved(**json.loads(file.read_text(encoding="utf-8")))
        for frame_id, file in kept.items()
        if file.exists()
    }
    return write_solutions(solutions)


def _solution_file(frame_id: str) -> Path:
    return CACHE / "solutions" / f"{frame_id}.json"
