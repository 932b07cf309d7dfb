"""Whether the body model and the postures may be trusted, as numbers with limits: ``data/exercise/model_checks.csv``.

What needs only tables is found here; what needs the body is found in `behavior`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .behavior import behavior
from .body import Body
from .finding import Finding
from .lengthening import TABLE as LENGTHENING
from .lengthening import lengthening_rows, solved_postures
from .muscle_groups import STRANDS
from .solve_frames import FRAMES
from .table_files import read_rows, write_rows

TABLE = "exercise/model_checks.csv"

# A tolerance set after the gaps were known; nobody else's standard.
MOST_GAP_CM, WIDE_GAP_CM = 4.0, 2.0


def findings(body: Body) -> list[Finding]:
    """Every check with what it found, in the order of the table."""
    return [*_completeness(), *behavior(body, solved_postures()), *_ranges(), *_contacts(), _reproduction(body)]


def write_checks(found: Iterable[Finding]) -> bool:
    """Writes the table; True when it changed."""
    return write_rows(TABLE, [finding.row() for finding in found])


def _completeness() -> Iterable[Finding]:
    exercises = {row["id"] for row in read_rows("exercise/exercises.csv")}
    frames = {row["id"]: row["exercise_id"] for row in read_rows(FRAMES)}
    muscles = {row["id"] for row in read_rows("anatomy/muscles.csv")}
    missing = {
        "exercises-without-frames": ("exercises that have no frame", exercises - set(frames.values())),
        "frames-without-angles": ("frames that have no joint angle", set(frames) - set(solved_postures())),
        "muscles-unknown": ("muscles of the body model that muscles.csv does not have", set(STRANDS) - muscles),
    }
    for name, (quantity, ids) in missing.items():
        yield Finding(name, "completeness", quantity, len(ids), "count", 0, 0, found_at=" | ".join(sorted(ids)))


def _ranges() -> Iterable[Finding]:
    flexion = {frame: angles.get("lum", 0.0) for frame, angles in solved_postures().items()}
    most, least = max(flexion, key=flexion.__getitem__), min(flexion, key=flexion.__getitem__)
    yield Finding(
        "lumbar-flexion-largest",
        "range",
        "largest lumbar flexion of a frame",
        flexion[most],
        "deg",
        high=50,
        found_at=most,
        source_ids="physiopedia-rom",
    )
    yield Finding(
        "lumbar-extension-largest",
        "range",
        "largest lumbar extension of a frame, as negative flexion",
        flexion[least],
        "deg",
        low=-35,
        found_at=least,
        source_ids="lowauth-rom",
    )


def _contacts() -> Iterable[Finding]:
    gaps = {row["id"]: float(row["worst_gap_cm"]) for row in read_rows(FRAMES)}
    worst = max(gaps, key=gaps.__getitem__)
    yield Finding(
        "contact-gap-worst", "contact", "largest gap left at a contact", gaps[worst], "cm", 0, MOST_GAP_CM, worst
    )
    median = float(np.median(list(gaps.values())))
    yield Finding("contact-gap-median", "contact", "median over frames of the largest gap", median, "cm")
    wide = sum(gap > WIDE_GAP_CM for gap in gaps.values())
    yield Finding("contact-gap-wide", "contact", "frames whose largest gap is above 2 cm", wide, "count")


def _reproduction(body: Body) -> Finding:
    """How far the table on file is from the one that the body makes of the postures on file."""
    on_file, made = read_rows(LENGTHENING), list(lengthening_rows(body))
    identity = ("id", "frame_id", "muscle_id", "part", "side")
    quantity = "largest difference between muscle_lengthening.csv and the same table made again"
    first, second = ([tuple(row[name] for name in identity) for row in rows] for rows in (on_file, made))
    if first != second:
        return Finding("lengthening-reproduced", "reproduction", quantity, 100, "points", 0, 0.2, "other rows")
    off = {
        f"{row['frame_id']} {row['muscle_id']}": abs(float(row["mean_pct"]) - float(again["mean_pct"]))
        for row, again in zip(on_file, made, strict=True)
    }
    worst = max(off, key=off.__getitem__)
    at = worst if off[worst] else ""
    return Finding("lengthening-reproduced", "reproduction", quantity, off[worst], "points", 0, 0.2, at)
