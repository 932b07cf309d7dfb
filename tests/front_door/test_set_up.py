"""An install that is not finished is noticed and made whole; one that is finished costs nothing."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def steps(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that the set-up takes; each does nothing but give .venv a Python that says it is fine."""
    taken: list[str] = []

    def step(name: str, *command: str, packages: int = 0) -> None:
        taken.append(name[:3])
        start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        start.PYTHON.touch()

    monkeypatch.setattr(start, "step", step)
    monkeypatch.setattr(start, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    return taken


ALL = ["1/3", "2/3", "3/3"]


def test_the_first_start_takes_every_step_and_the_second_none(start: ModuleType, steps: list[str]) -> None:
    start.set_up(start.COURSE)
    assert steps == ALL
    start.set_up(start.COURSE)
    assert steps == ALL


def test_an_install_that_was_cut_off_is_made_anew(start: ModuleType, steps: list[str]) -> None:
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    start.set_up(start.COURSE)
    assert steps == ALL


def test_a_step_that_fails_leaves_no_stamp(
    start: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start.set_up(start.COURSE)
    (start.ROOT / "pyproject.toml").write_text("# edited", encoding="utf-8")
    taken = start.step

    def fails_at_the_last(name: str, *command: str, packages: int = 0) -> None:
        taken(name)
        if name.startswith("3/3"):
            sys.exit("cut off")

    monkeypatch.setattr(start, "step", fails_at_the_last)
    with pytest.raises(SystemExit):
        start.set_up(start.COURSE)
    assert not list(start.ENV.glob("spasmed-*"))
    monkeypatch.setattr(start, "step", taken)
    steps.clear()
    start.set_up(start.COURSE)
    assert steps == ALL


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "start.py"])
def test_a_change_in_what_is_installed_is_added_to_a_finished_install(
    start: ModuleType, steps: list[str], name: str
) -> None:
    start.set_up(start.COURSE)
    steps.clear()
    with (start.ROOT / name).open("a", encoding="utf-8", newline="\n") as file:
        file.write("# edited\n")
    start.set_up(start.COURSE)
    assert steps == ["2/3", "3/3"]
    assert len(list(start.ENV.glob("spasmed-*"))) == 1


def test_a_folder_that_was_moved_gets_a_new_install(start: ModuleType, steps: list[str]) -> None:
    start.set_up(start.COURSE)
    steps.clear()
    next(start.ENV.glob("spasmed-*")).write_text(str(Path("elsewhere")), encoding="utf-8")
    start.set_up(start.COURSE)
    assert steps == ALL


def test_an_install_whose_python_is_gone_is_made_anew(start: ModuleType, steps: list[str]) -> None:
    start.set_up(start.COURSE)
    steps.clear()
    start.PYTHON.unlink()
    start.set_up(start.COURSE)
    assert steps == ALL


def test_an_install_that_lost_its_packages_is_made_anew(
    start: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start.set_up(start.COURSE)
    steps.clear()
    monkeypatch.setattr(start, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    start.set_up(start.COURSE)
    assert steps == ALL


def test_the_test_tools_are_added_once_and_serve_the_course_too(start: ModuleType, steps: list[str]) -> None:
    start.set_up(start.COURSE)
    steps.clear()
    start.set_up(start.DEVELOP)
    assert steps == ["2/3", "3/3"]
    start.set_up(start.COURSE)
    start.set_up(start.DEVELOP)
    assert steps == ["2/3", "3/3"]


def test_a_step_shows_its_name_and_leaves_with_a_sentence_when_it_fails(
    start: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    start.step("1/3 working", sys.executable, "-c", "print('well')")
    with pytest.raises(SystemExit, match=r"^There is no room on the disk"):
        start.step("2/3 failing", sys.executable, "-c", "raise OSError(28, 'No space left on device')")
    assert capfd.readouterr().out.splitlines() == ["1/3 working", "2/3 failing"]


def test_a_person_s_other_jupyter_is_left_alone(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", "")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    monkeypatch.setattr(start, "hand_over", lambda *arguments: given.extend(arguments) or 0)
    assert start.open_lab(None, browser=False) == 0
    assert Path(os.environ["JUPYTER_CONFIG_DIR"]).is_relative_to(start.ENV)
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in given
    assert "--no-browser" in given
