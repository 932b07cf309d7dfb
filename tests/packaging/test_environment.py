"""environment.yml asks conda for what pyproject.toml asks pip for."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec

# conda's name -> pip's, where they differ; matplotlib-base is matplotlib without a desktop toolkit.
PIP_NAMES = {"matplotlib-base": "matplotlib"}
PIP_ONLY = {"fsrs"}  # not known to be in conda-forge; installing the package in place brings it


@pytest.fixture(scope="module")
def environment(root: Path) -> dict[str, Any]:
    """The tables of environment.yml."""
    loaded: dict[str, Any] = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def specs(environment: dict[str, Any]) -> dict[str, SpecifierSet]:
    """The range of each conda package, by its pip name, as conda itself reads the line."""
    parsed = [MatchSpec(line) for line in environment["dependencies"] if isinstance(line, str)]
    names = [spec.name.normalized for spec in parsed]
    return {
        PIP_NAMES.get(name, name): SpecifierSet("" if spec.version is None else str(spec.version))
        for name, spec in zip(names, parsed, strict=True)
    }


def test_conda_asks_for_the_same_ranges_as_pip(specs: dict[str, SpecifierSet], pyproject: dict[str, Any]) -> None:
    asked = [Requirement(line) for line in pyproject["project"]["dependencies"]]
    python = SpecifierSet(pyproject["project"]["requires-python"])
    named = {r.name: r.specifier for r in asked}
    assert named.keys() >= PIP_ONLY
    shared = {name: asked_for for name, asked_for in named.items() if name not in PIP_ONLY}
    assert specs == shared | {"python": python, "pip": SpecifierSet()}


def test_the_package_itself_is_installed_in_place_and_last(environment: dict[str, Any]) -> None:
    assert environment["dependencies"][-1] == {"pip": ["-e ."]}
    assert environment["dependencies"][-2] == "pip"


def test_nothing_comes_from_a_channel_with_other_terms(environment: dict[str, Any]) -> None:
    assert environment["channels"] == ["conda-forge", "nodefaults"]


def test_a_line_that_conda_cannot_read_is_noticed() -> None:
    with pytest.raises(Exception, match="version"):
        MatchSpec("pandas >>3")
