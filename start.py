"""The front door of the course; it needs nothing but Python 3.11 or newer.

python start.py              sets the course up in .venv beside this file and opens it in JupyterLab
python start.py test [...]   runs every test; what follows goes to pytest
python start.py check        checks the tables in data/ and the notebooks; --fix first mends what a spreadsheet did
python start.py fix          runs the notebooks and stores what they show, after a change of a fact or a lesson
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets as far as this line, and must be told
    sys.exit("spasmed needs Python 3.11 or newer: install one from python.org, then start again with it.")

import argparse
import hashlib
import os
import re
import shutil
import socket
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen, run
from threading import Thread

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
ROOM = 1_500_000_000  # bytes: the packages (0.6 GB, with the test tools 0.9 GB) and what pip keeps of them
# The development lock holds all of the other one, so the tests and the course share one .venv.
COURSE, DEVELOP = "requirements.lock", "requirements-dev.lock"
LAB = "try:\n from jupyterlab.labapp import main; main()\nexcept KeyboardInterrupt: raise SystemExit(130)"
SEEN = (
    "Collecting",
    "Ignoring",
    "Processing",
    "Requirement",
)  # how pip begins the line it has for each package
# What a failed step prints, and what to tell the person at the keyboard.
TROUBLES = {
    "DO NOT MATCH THE HASHES": "A package arrived altered and was left out: use another network",
    r"Errno 28\b|WinError 112\b|No space left|quota exceeded": "There is no room on the disk: free 1.5 GB",
    r"Errno (13|30)\b|WinError (5|32)\b|Permission denied": "Python may not write in this folder: "
    "close what else uses it, or move it to your home folder",
    r"ensurepip|No module named '?(venv|pip)": "This Python cannot make environments: "
    "install its missing part (on Debian and Ubuntu: sudo apt install python3-venv)",
    "Retrying|getaddrinfo|ConnectionError|ProxyError|timed out": "The packages could not be fetched: "
    "connect to the internet, which only the set-up needs",
}


def explain(output: str) -> str:
    """Returns the sentence for what a failed step printed."""
    end = "\n".join([*output.splitlines()[-15:], "The set-up failed for the reason above: mend that"])
    known = (cure for sign, cure in TROUBLES.items() if re.search(sign, output, re.IGNORECASE))
    return next(known, end) + ", then start again."


def step(name: str, *command: str, packages: int = 0) -> None:
    """Runs one command of the set-up and shows that it moves; if it fails, leaves with a sentence."""
    lines: list[str] = []
    screen, begun = sys.stdout.isatty(), time.monotonic()
    print(name, end="\r" if screen else "\n", flush=True)
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace") as job:
        listener = Thread(target=lambda: lines.extend(job.stdout or ()))
        listener.start()
        try:
            while listener.is_alive():
                listener.join(0.25)
                count = f", {sum(line.startswith(SEEN) for line in lines)} of {packages}" if packages else ""
                if screen:
                    print(f"{name}{count}, {time.monotonic() - begun:.0f} s", end="\r", flush=True)
        except KeyboardInterrupt:
            job.kill()
            raise
    print("\n" * screen, end="")
    if job.returncode:
        sys.exit(explain("".join(lines)))


def stamp(lock: str) -> Path:
    """Returns the file that stands in .venv once all that `lock` and the package ask for is installed."""
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml", "start.py")]
    return ENV / f"spasmed-{hashlib.sha256(b''.join(parts)).hexdigest()[:16]}"


def whole(stamps: list[Path]) -> bool:
    """Says whether .venv has one of `stamps`, lies where it was made, and runs; else it is half-finished."""
    if not any(file.exists() and file.read_text(encoding="utf-8") == str(ROOT) for file in stamps):
        return False
    probe = "from importlib.metadata import version; version('spasmed'), version('jupyterlab')"
    return PYTHON.exists() and run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def set_up(lock: str) -> None:
    """Leaves a .venv with the package and everything in `lock`; quick if that is there already."""
    if whole([stamp(lock)]):
        return
    if shutil.disk_usage(ROOT).free < ROOM:
        sys.exit(explain("No space left"))
    print("Setting up the course, once; this takes a few minutes.", flush=True)
    stamps = list(ENV.glob("spasmed-*"))
    keep = whole(stamps)
    for old in stamps:  # from here until the end an interrupted set-up has no stamp
        old.unlink()
    if not keep:
        step("1/3 making .venv", sys.executable, "-m", "venv", "--clear", str(ENV))
    pins = len(re.findall(r"^\S+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    pip = [str(PYTHON), "-m", "pip", "install"]
    step("2/3 packages", *pip, "--require-hashes", "--only-binary=:all:", "-r", lock, packages=pins)
    step("3/3 spasmed", *pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    for done in {lock, COURSE}:
        stamp(done).write_text(str(ROOT), encoding="utf-8")


def hand_over(*arguments: str) -> int:
    """Runs .venv's Python in place of this one; on Windows, which cannot replace a process, beside it."""
    if os.name != "nt":
        os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606
    job = Popen([PYTHON, *arguments])
    while True:
        try:
            return job.wait()
        except KeyboardInterrupt:  # the job got it too and ends by itself
            continue


def open_lab(port: int | None, browser: bool) -> int:
    """Serves JupyterLab on the start page until Ctrl-C; its settings are those in deploy/lab."""
    options = ["--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb", "--log-level=ERROR"]
    if not browser:
        options += ["--no-browser"]
    if port:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                sys.exit(f"Port {port} is taken: choose another with --port, or leave --port out.")
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if os.name != "nt" and os.geteuid() == 0:
        options += ["--allow-root"]  # in a container; the server keeps its token and hears only 127.0.0.1
    os.environ["JUPYTER_CONFIG_PATH"] = str(ROOT / "deploy" / "lab")
    os.environ["JUPYTER_CONFIG_DIR"] = str(ENV / "jupyter")  # a person's other JupyterLab keeps its layout
    print("Opening JupyterLab; Ctrl-C in this window ends it.", flush=True)
    return hand_over("-c", LAB, *options)


def main() -> int:
    """Does what the command line asks; returns the exit code."""
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style, allow_abbrev=False)
    parser.add_argument("word", nargs="?", default="open", choices=["open", "test", "check", "fix"])
    parser.add_argument("--no-browser", action="store_true", help="serve JupyterLab and open no window")
    parser.add_argument("--port", type=int, help="serve on this port; default: the first free one from 8888")
    chosen, rest = parser.parse_known_args()
    if rest and chosen.word == "open":
        parser.error(f"unknown: {' '.join(rest)}")
    os.chdir(ROOT)
    os.environ.update(PYTHONUTF8="1", PIP_NO_INPUT="1", PIP_PROGRESS_BAR="off", PIP_RETRIES="2", PIP_USER="0")
    try:
        set_up(COURSE if chosen.word in ("open", "check") else DEVELOP)
        if chosen.word == "open":
            return open_lab(chosen.port, not chosen.no_browser)
        if chosen.word != "check":
            return hand_over(*{"test": ["-m", "pytest"], "fix": ["tools/notebooks.py", "fix"]}[chosen.word], *rest)
        tables = run([PYTHON, "-m", "spasmed.cli", "check", *rest], check=False).returncode
        return run([PYTHON, "tools/notebooks.py", "check"], check=False).returncode or tables
    except OSError as error:
        sys.exit(explain(str(error)))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    sys.exit(main())
