"""What `import spasmed` costs beyond the two packages it cannot do without."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from _figures import Figure, spread

PEER = "pandas, anywidget"
LATER = ("matplotlib", "scipy", "plotly", "jinja2", "yaml")  # imported where they are used, never at the start
CLOCK = "from time import perf_counter as now; t = now(); {}; print(1000 * (now() - t))"
OURS_ALONE = CLOCK.format("import spasmed")
PEER_THEN_OURS = f"{CLOCK.format(f'import {PEER}')}; {CLOCK.format('import spasmed')}"
LOADED = f"import sys, spasmed; print(sum(name in sys.modules for name in {LATER}))"


def imports(pairs: int) -> list[Figure]:
    """Times both imports in fresh processes, pair by pair; the start of Python itself is left out."""
    for code in (OURS_ALONE, PEER_THEN_OURS):  # compiles what was never imported, and fills the disk cache
        _fresh(code)
    ours: list[float] = []
    peer: list[float] = []
    own: list[float] = []
    for i in range(pairs):
        if i % 2:
            ours += _fresh(OURS_ALONE)
        before, beyond = _fresh(PEER_THEN_OURS)
        if not i % 2:
            ours += _fresh(OURS_ALONE)
        peer.append(before)
        own.append(beyond)
    ratio = Figure(
        name=f"import spasmed / import {PEER}",
        value=median(ours) / median(peer),
        unit="x",
        at_most=1.15,
        behind=f"{spread(ours)} against {spread(peer)} ms, {pairs} pairs",
    )
    paired = median(a / b for a, b in zip(ours, peer, strict=True))
    none = f"none of {', '.join(LATER)}"
    return [
        ratio,
        Figure(name="the same, median of the pairs", value=paired, unit="x", at_most=1.15),
        Figure(name="own code", value=median(own), unit="ms", at_most=50, behind=f"import spasmed after {PEER}"),
        Figure(name="heavy modules loaded", value=_fresh(LOADED)[0], unit="modules", at_most=0, behind=none),
    ]


def _fresh(code: str) -> list[float]:
    """The numbers that `code` prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return [float(line) for line in done.stdout.splitlines()]
