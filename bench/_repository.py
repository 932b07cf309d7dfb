"""What lies in the repository: the weight of all of it, and the weight and the strict run of each lesson."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from _figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PICTURES = "data/pictures/"


def files() -> list[str]:
    """The files git tracks or would track, as paths from the root of the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


def size() -> list[Figure]:
    """The bytes of the repository without its pictures."""
    weights = {name: (ROOT / name).stat().st_size for name in files() if not name.startswith(PICTURES)}
    heaviest = sorted(weights, key=weights.__getitem__, reverse=True)[:3]
    most = ", ".join(f"{name} {weights[name] / 1e3:,.0f} kB" for name in heaviest)
    behind, total = f"{len(weights)} files; most in {most}", sum(weights.values()) / 1e6
    return [Figure(name="repository without pictures", value=total, unit="MB", at_most=5, behind=behind)]


def notebooks() -> list[Figure]:
    """Bytes of every lesson, and its seconds under strict nbval from the start of the process to its end."""
    sys.path.insert(0, str(ROOT / "tools"))
    from _lesson_laws import picture_bytes
    from _strict import strict

    figures = []
    for lesson in sorted((ROOT / "notebooks").glob("*.ipynb")):
        size, pictures = lesson.stat().st_size, picture_bytes(json.loads(lesson.read_text(encoding="utf-8")))
        behind = f"{size / 1e3:.0f} kB with them"
        figures.append(
            Figure(
                name=f"{lesson.stem}: size beside its pictures",
                value=(size - pictures) / 1e3,
                unit="kB",
                at_most=150,
                behind=behind,
            )
        )
        begun = perf_counter()
        run = strict(lesson)
        seconds = perf_counter() - begun
        good = f"{len(run.passed)} cells in {run.seconds:.1f} s; the rest is pytest and the kernel starting"
        figures.append(
            Figure(
                name=f"{lesson.stem}: strict nbval",
                value=float("nan") if run.failed or not run.passed else seconds,
                unit="s",
                at_most=10,
                behind=f"{len(run.failed)} of its cells failed" if run.failed else good,
            )
        )
    return figures
