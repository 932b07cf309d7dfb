"""Kills writers at random moments: python kill_writers.py JOURNAL_MODULE FOLDER KILLS SEED.

Each child is a fork of this small process, appends with fsync, and says the id of each answer once `append` returned.
Prints how many it killed, then the id of every answer that was acknowledged.
"""

import importlib.util
import json
import os
import random
import signal
import sys
import time
from pathlib import Path


def main(module, folder, kills, seed):
    spec = importlib.util.spec_from_file_location("journal", module)
    journal = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(journal)
    file = journal.Journal(Path(folder) / "answers.jsonl")
    file.create()
    chance, killed, acknowledged = random.Random(int(seed)), 0, []  # noqa: S311 (moments, not secrets)
    for child in range(int(kills)):
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            write(file, child, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            # Every other child has kept an answer, however busy the machine is; the others die whatever they do.
            heard = pipe.readline() if child % 2 else b""
            time.sleep(chance.uniform(0.001, 0.02))
            os.kill(pid, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
            acknowledged += (heard + pipe.read()).decode().split()
    print(killed, *acknowledged)


def write(file, child, pipe):
    for n in range(1_000_000):
        name = f"{child}-{n}"
        said = {"id": name, "timestamp": "2026-01-01T00:00:00+00:00", "object": {"id": "sm-001"}, "pad": "x" * 300}
        file.append(json.dumps(said).encode())
        os.write(pipe, f"{name}\n".encode())
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
