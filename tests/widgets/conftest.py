"""The toys of other subjects as fixtures."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def toy(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def dishes() -> ModuleType:
    return toy("dishes")


@pytest.fixture(scope="session")
def kettle() -> ModuleType:
    return toy("kettle")


@pytest.fixture(scope="session")
def garden() -> ModuleType:
    return toy("garden")


@pytest.fixture(scope="session")
def planets() -> ModuleType:
    return toy("planets")
