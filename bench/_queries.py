"""How long the pure functions take on the real tables, once these are read."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from _figures import Figure, p95

REPEATS = 50


def queries() -> list[Figure]:
    """The median of 50 calls of each query, after a first call that reads the tables."""
    return [_timed(ask, words) for ask, words in _asked()]


def _asked() -> list[tuple[Callable[..., object], dict[str, str | list[str]]]]:
    """The questions that lessons and players ask."""
    import spasmed as sp

    return [
        (sp.exercises, {}),
        (sp.exercises, {"muscle": "multifidus", "role": "strengthen"}),
        (sp.exercises, {"muscle": "erector spinae", "position": "supine"}),
        (sp.exercises, {"cause": "poor-posture"}),
        (sp.exercises, {"exclude_direction": ["flexion", "rotation"]}),
        (sp.interventions, {"cause": "poor-posture", "stage": "chronic"}),
        (sp.causes, {"intervention": "stretching"}),
        (sp.claims, {"verdict": "contradicted"}),
        (sp.claims, {"lesson": "cause-posture"}),
        (sp.effects, {"intervention": "stretching"}),
        (sp.recommendations, {"lesson": "cause-posture"}),
        (sp.red_flags, {"urgency": "emergency-same-day"}),
        (sp.muscles, {"muscle": "low back"}),
        (sp.emg, {"muscle": "multifidus"}),
        (sp.glossary, {}),
        (sp.cite, {"lesson": "cause-posture"}),
    ]


def _timed(ask: Callable[..., object], words: dict[str, str | list[str]]) -> Figure:
    ask(**words)
    times = []
    for _ in range(REPEATS):
        begun = perf_counter()
        ask(**words)
        times.append(1000 * (perf_counter() - begun))
    said = ", ".join(f"{name}={value!r}" for name, value in words.items())
    behind = f"fastest {min(times):.2f}, p95 {p95(times):.2f} ms"
    return Figure(
        name=f"sp.{getattr(ask, '__name__', ask)}({said})", value=median(times), unit="ms", at_most=5, behind=behind
    )
