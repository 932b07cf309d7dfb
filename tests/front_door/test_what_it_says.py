"""Each trouble at the door is one sentence with a cure, an exit code, and no traceback."""

import ast
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Front = Callable[..., "subprocess.CompletedProcess[str]"]
SOURCE = (Path(__file__).resolve().parents[2] / "start.py").read_text(encoding="utf-8")


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """What the program told the person, once it is sure that it failed and showed no traceback."""
    assert done.returncode not in (0, -1)
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_old_python_can_read_the_file_as_far_as_the_check() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    kinds = [type(statement).__name__ for statement in tree.body[:3]]
    assert kinds == ["Expr", "Import", "If"]


def test_the_front_door_stays_small() -> None:
    assert sum(bool(line.strip()) for line in SOURCE.splitlines()) <= 150


def test_the_front_door_needs_only_the_standard_library() -> None:
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name)
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.split(".")[0] for name in names if name} <= sys.stdlib_module_names


def test_too_old_a_python_is_told_which_one_it_needs(course: Path) -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 8, 10); runpy.run_path('start.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=course, capture_output=True, encoding="utf-8", check=False
    )
    assert said(done) == (
        "spasmed needs Python 3.11 or newer: install one from python.org, then start again with it.\n"
    )
    assert not (course / ".venv").exists()


@pytest.mark.slow
def test_no_network_says_to_connect_and_leaves_no_stamp(front: Front, course: Path) -> None:
    done = front("--no-browser")
    assert said(done) == (
        "The packages could not be fetched: connect to the internet, which only the set-up needs, then start again.\n"
    )
    assert "2/3 packages" in done.stdout
    assert not list((course / ".venv").glob("spasmed-*"))


def test_no_room_says_how_much_to_free(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 100_000_000})
    monkeypatch.setattr(start.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(SystemExit, match=r"^There is no room on the disk: free 1.5 GB, then start again.$"):
        start.set_up(start.COURSE)
    assert not start.ENV.exists()


def python_for_everybody() -> str:
    """A Python that a person other than root can run too."""
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") if os.geteuid() == 0 else sys.executable
    if python is None:
        pytest.skip("root may write everywhere, and there is no Python here for anybody else")
    return python


@pytest.mark.skipif(os.name == "nt", reason="on Windows a folder is not closed by its mode")
def test_a_folder_one_may_not_write_in_says_to_move_it(course: Path) -> None:
    somebody = 65534 if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as closed:
        shutil.copytree(course, closed, dirs_exist_ok=True)
        Path(closed).chmod(0o555)
        done = subprocess.run(
            [python_for_everybody(), "start.py"],
            cwd=closed,
            capture_output=True,
            encoding="utf-8",
            user=somebody,
            check=False,
        )
    assert said(done) == (
        "Python may not write in this folder: close what else uses it, or move it to your home folder, "
        "then start again.\n"
    )


def test_a_python_without_venv_says_which_part_is_missing(front: Front, course: Path) -> None:
    (course / "venv.py").write_text("raise ModuleNotFoundError(\"No module named 'venv'\")", encoding="utf-8")
    assert said(front("--no-browser")) == (
        "This Python cannot make environments: install its missing part (on Debian and Ubuntu: "
        "sudo apt install python3-venv), then start again.\n"
    )


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (
            "The virtual environment was not created successfully because ensurepip is not\navailable.",
            "apt install",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "arrived altered"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "free 1.5 GB",
        ),
        ("OSError: [WinError 112] There is not enough space on the disk: 'C:'", "free 1.5 GB"),
        ("PermissionError: [WinError 5] Zugriff verweigert: 'C:'", "may not write"),
        (
            "WARNING: Retrying (Retry(total=1, connect=None)) after connection broken",
            "connect to the internet",
        ),
        ("something nobody has seen\nand its last line", "and its last line"),
    ],
)
def test_what_a_tool_printed_becomes_one_sentence(start: ModuleType, printed: str, sentence: str) -> None:
    told = start.explain(printed)
    assert sentence in told
    assert told.endswith(", then start again.")


def test_a_taken_port_says_so_and_nothing_is_served(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "hand_over", lambda *arguments: pytest.fail("JupyterLab was started"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"^Port {port} is taken: choose another with --port"):
            start.open_lab(port, browser=False)


def test_a_word_it_does_not_know_is_refused(front: Front) -> None:
    done = front("tset")
    assert done.returncode == 2
    assert "invalid choice: 'tset'" in said(done)


def test_an_option_it_does_not_know_is_refused(front: Front) -> None:
    done = front("--prot", "9000")
    assert done.returncode == 2
    assert "unknown: --prot 9000" in said(done) or "invalid choice" in said(done)


def test_ctrl_c_during_the_set_up_ends_quietly(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(lock: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "set_up", interrupted)
    monkeypatch.setattr(sys, "argv", ["start.py"])
    with pytest.raises(SystemExit) as left:
        start.main()
    assert left.value.code == 130
