"""Writes requirements.lock and requirements-dev.lock from pyproject.toml; needs uv (https://docs.astral.sh/uv/).

    python tools/lock.py             keeps every pin that still fits
    python tools/lock.py --upgrade   moves every pin to the newest version that fits

The locks hold for every system and every Python from 3.11 on, carry a hash for each file, and name no index.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The development lock comes second and takes the first as a constraint, so one environment can hold both.
LOCKS = {
    "requirements.lock": ["--extra", "check"],
    "requirements-dev.lock": ["--all-extras", "--constraint", "requirements.lock"],
}
COMPILE = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"]
COMPILE += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]


def main(options: list[str]) -> int:
    """Writes both locks; returns the exit code of the first one that failed, or 0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # start.py installs the package itself without build isolation, so the build tool is locked too.
    build_tools = "\n".join(project["build-system"]["requires"])
    told = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "python tools/lock.py"}
    for lock, extras in LOCKS.items():
        command = [*COMPILE, *options, *extras, "--output-file", lock, "pyproject.toml", "-"]
        done = subprocess.run(command, cwd=ROOT, env=told, input=build_tools, text=True, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
