"""The locks hold what pyproject.toml asks for, with a hash for every file and no word on where to get it."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

COURSE, DEVELOP = "requirements.lock", "requirements-dev.lock"
Pins = dict[str, set[Version]]


@pytest.fixture(scope="module")
def locks(root: Path) -> dict[str, str]:
    """The text of each lock, by name."""
    return {name: (root / name).read_text(encoding="utf-8") for name in (COURSE, DEVELOP)}


def entries(lock: str) -> list[str]:
    """Each pin of a lock on one line: requirement, marker, hashes."""
    joined = lock.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pins(lock: str) -> Pins:
    """The versions each package is pinned to; more than one where systems or Pythons differ."""
    found: Pins = defaultdict(set)
    for entry in entries(lock):
        requirement = Requirement(entry.split(" --hash")[0])
        (exactly,) = requirement.specifier
        assert exactly.operator == "==", entry
        found[canonicalize_name(requirement.name)].add(Version(exactly.version))
    return found


@pytest.mark.parametrize("name", [COURSE, DEVELOP])
def test_every_pin_has_a_hash_and_no_line_names_an_index(locks: dict[str, str], name: str) -> None:
    assert "://" not in locks[name]
    for entry in entries(locks[name]):
        requirement, *hashes = entry.split("--hash=")
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value.strip()) for value in hashes), requirement
        assert not requirement.lstrip().startswith("-"), requirement


def test_the_course_lock_holds_what_the_course_needs(locks: dict[str, str], pyproject: dict[str, Any]) -> None:
    project = pyproject["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["check"]
    assert_held(wanted + pyproject["build-system"]["requires"], pins(locks[COURSE]))


def test_the_development_lock_holds_every_extra(locks: dict[str, str], pyproject: dict[str, Any]) -> None:
    extras = pyproject["project"]["optional-dependencies"]
    assert_held([wanted for extra in extras.values() for wanted in extra], pins(locks[DEVELOP]))


def test_the_development_lock_holds_the_course_lock_pin_for_pin(locks: dict[str, str]) -> None:
    develop = pins(locks[DEVELOP])
    assert {name: develop.get(name) for name in pins(locks[COURSE])} == pins(locks[COURSE])


def test_the_locks_serve_windows_too(locks: dict[str, str]) -> None:
    assert {"colorama", "pywinpty"} <= pins(locks[COURSE]).keys()


def assert_held(wanted: list[str], held: Pins) -> None:
    """Fails with the requirements that no pin, or not every pin, fulfills."""
    assert len(wanted) > 1
    requirements = [Requirement(line) for line in wanted]
    missing = [
        str(requirement)
        for requirement in requirements
        if not (versions := held.get(canonicalize_name(requirement.name)))
        or not all(version in requirement.specifier for version in versions)
    ]
    assert not missing, f"run: python tools/lock.py ({missing})"
