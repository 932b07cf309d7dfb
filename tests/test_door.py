"""The public door: what `import spasmed as sp` gives, and what it must not load."""

from __future__ import annotations

import subprocess
import sys

import spasmed as sp

HEAVY = ["matplotlib", "scipy", "plotly", "jinja2", "yaml", "frictionless", "fsrs", "filelock", "platformdirs"]
PRACTICE = {
    "Case",
    "ProgramBuilder",
    "Progress",
    "Quiz",
    "Review",
    "Trial",
    "WarmUp",
    "change",
    "codes",
    "program",
    "record",
    "score",
}


def test_all_is_sorted_and_every_name_is_there() -> None:
    assert sp.__all__ == sorted(sp.__all__)
    assert all(callable(getattr(sp, name)) for name in sp.__all__)


def test_the_words_of_practice_are_public_and_told_by_the_tour() -> None:
    assert set(sp.__all__) >= PRACTICE
    assert [name for name in PRACTICE if f"sp.{name}(" not in (sp.__doc__ or "")] == []


def test_every_public_name_says_what_comes_back() -> None:
    for name in sp.__all__:
        assert len((getattr(sp, name).__doc__ or "").strip()) > 40, name


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, spasmed; print(*[m for m in {HEAVY} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == []


def test_importing_reads_no_table() -> None:
    code = "import spasmed; from spasmed.tables import _load; print(_load._read.cache_info().currsize)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["0"]
