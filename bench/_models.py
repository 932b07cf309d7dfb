"""What one model costs: one state of it, one sweep of pictures, and the bytes that the browser gets."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Literal

from _figures import Figure, columns

from spasmed.mechanism import Model, model, names
from spasmed.widgets import Mechanism

REPEATS = 25  # states
SWEEPS = 9  # each of settings not met before
FRAMES = 41  # a longer sweep is judged by what this many of its frames would cost
SLOW = ("hh-excitability", "motoneuron-bistable", "reflex-delay")  # the state of these is a path through time
BROKEN = (ImportError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one model costs; the numbers are not numbers, which pass no bar, if it could not be measured."""

    name: str
    frames: int = 0
    first: float = math.nan  # ms of the first call of `simulate`, with all that it reads and keeps
    state: float = math.nan  # ms of a call after it: the median
    fresh: float = math.nan  # ms of a call with settings not met before, so that nothing kept answers: the median
    opening: float = math.nan  # ms of the first sweep, with the guess and the notes
    sweeps: tuple[float, ...] = (math.nan,)  # ms of later sweeps, each of settings not met before
    weight: float = math.nan  # kB of `data`, `sweep` and `value`
    trouble: str = ""

    @property
    def sweep(self) -> float:
        """The median of the sweeps, in ms."""
        return median(self.sweeps)

    def scaled(self, value: float, *, up: bool = False) -> float:
        """What `value` would be at 41 frames if the sweep has more of them; with `up` also if it has fewer."""
        return value * FRAMES / self.frames if self.frames and (up or self.frames > FRAMES) else value


def models() -> list[Figure]:
    """The worst model of each kind against its bar; prints all of them."""
    costs = [_cost(name) for name in names()]
    print(_table(costs))
    plain = [cost for cost in costs if cost.name not in SLOW]
    paths = [cost for cost in costs if cost.name in SLOW]
    return [
        *_worst("one simulate()", plain, "ms", 2, lambda cost: cost.state, scales=False),
        *_worst("one simulate() of a path through time", paths, "ms", 20, lambda cost: cost.state, scales=False),
        *_worst("the same, not met before", plain, "ms", None, lambda cost: cost.fresh, scales=False),
        *_worst("the same of a path through time", paths, "ms", None, lambda cost: cost.fresh, scales=False),
        *_worst("one sweep: model, drawing, patches", costs, "ms", 60, lambda cost: cost.sweep),
        *_worst("widget state of a model", costs, "kB", 60, lambda cost: cost.weight),
    ]


def _cost(name: str) -> Cost:
    """Measures one model; one that breaks is a figure that fails, not a reason to lose the others."""
    try:
        found = model(name)
        first = _milliseconds(found.simulate)
        state = median(_milliseconds(found.simulate) for _ in range(REPEATS))
        opening = _milliseconds(partial(Mechanism, name))
        player = Mechanism(name)
        sweeps = tuple(_milliseconds(partial(_ask, player, chosen)) for chosen in _moves(found))
        sweeps = sweeps or tuple(_milliseconds(partial(Mechanism, name)) for _ in range(SWEEPS))
        fresh = median([_milliseconds(partial(found.simulate, **chosen)) for chosen in _unmet(found)] or [math.nan])
        frames, weight = len(found.primary.positions()), _weight(player)
    except BROKEN as error:
        return Cost(name=name, trouble=f"{type(error).__name__}: {error}"[:120])
    return Cost(
        name=name,
        frames=frames,
        first=first,
        state=state,
        fresh=fresh,
        opening=opening,
        sweeps=sweeps,
        weight=weight,
    )


def _milliseconds(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return 1000 * (perf_counter() - begun)


def _ask(player: Mechanism, chosen: dict[str, float | str]) -> None:
    """What a move of the other controls makes Python do: check the value, and draw every frame of a new sweep."""
    before = player.sweep
    player.value = {**player.value, **chosen}
    if player.sweep is before:
        raise ValueError(f"{chosen} made no new sweep")


def _moves(found: Model) -> Iterator[dict[str, float | str]]:
    """Settings of the other controls that were not met before, so that nothing a model kept answers for it.

    Every other control is moved in turn, the rest stay as they are at first. A model with fewer such settings than
    `SWEEPS` is drawn that often and no more; one with no other control is opened again instead.
    """
    draw = random.Random(0)  # noqa: S311 - statistics, not secrets
    start = {control.name: control.default for control in list(found.controls.values())[1:]}
    moves = [
        [{**start, control.name: position} for position in control.positions() if position != control.default]
        for control in list(found.controls.values())[1:]
    ]
    for of_one in moves:
        draw.shuffle(of_one)
    for _ in range(SWEEPS):
        if not any(moves):
            return
        while not moves[0]:
            moves = moves[1:]
        yield moves[0].pop()
        moves = [*moves[1:], moves[0]]


def _unmet(found: Model) -> Iterator[dict[str, float | str]]:
    """Settings of all controls, drawn by lot, that no sweep has drawn yet; none if all there are were met."""
    draw = random.Random(1)  # noqa: S311 - statistics, not secrets
    first, *others = found.controls.values()
    met = [{control.name: control.default for control in others}, *_moves(found)]
    for _ in range(REPEATS):
        chosen = {control.name: draw.choice(control.positions()) for control in others}
        if chosen not in met:
            met.append(chosen)
            yield {first.name: draw.choice(first.positions()), **chosen}


def _weight(player: Mechanism) -> float:
    """What the browser gets, written as it stands in a page, in kB."""
    traits = {name: getattr(player, name) for name in ("data", "sweep", "value")}
    return len(json.dumps(traits, ensure_ascii=False, separators=(",", ":")).encode()) / 1e3


def _worst(
    name: str,
    costs: Sequence[Cost],
    unit: Literal["ms", "kB"],
    bar: float | None,
    of: Callable[[Cost], float],
    *,
    scales: bool = True,
) -> list[Figure]:
    """One figure: the model that costs most, held against the bar, and all that miss it."""
    if not costs:
        return []

    def judged(cost: Cost) -> float:
        return cost.scaled(of(cost)) if scales else of(cost)

    if bar is None:  # shown, not judged: a model whose settings were all met has nothing to show
        costs = [cost for cost in costs if not math.isnan(of(cost))] or costs
    dearest = sorted(costs, key=lambda cost: math.inf if math.isnan(judged(cost)) else judged(cost), reverse=True)
    worst, missed = dearest[0], [cost for cost in dearest if bar is not None and not judged(cost) <= bar]
    about = worst.trouble
    if scales and not about:
        at_41 = worst.scaled(of(worst), up=True)
        about = f"{of(worst):.3g} {unit} for {worst.frames} frames; {at_41:.3g} {unit} at {FRAMES}"
    parts = [f"{worst.name}, the worst of {len(costs)}", about]
    if missed:
        parts.append(f"over the bar: {', '.join(f'{cost.name} {judged(cost):.3g}' for cost in missed)}")
    behind = "; ".join(filter(None, parts))
    return [Figure(name=name, value=judged(worst), unit=unit, at_most=bar, behind=behind)]


def _table(costs: Sequence[Cost]) -> str:
    """All models: what was measured, and the sweep and its bytes at 41 frames."""
    head = ["model", "frames", "simulate, ms", "first call", "not met", "sweep, ms", "slowest", "n", "at 41"]
    rows = [[*head, "opening, ms", "state, kB", "at 41", ""]]
    for cost in costs:
        time = [f"{cost.sweep:.1f}", f"{max(cost.sweeps):.1f}", str(len(cost.sweeps))]
        time += [f"{cost.scaled(cost.sweep, up=True):.1f}", f"{cost.opening:.1f}"]
        size = [f"{cost.weight:.1f}", f"{cost.scaled(cost.weight, up=True):.1f}"]
        rows.append(
            [
                cost.name,
                str(cost.frames),
                f"{cost.state:.2f}",
                f"{cost.first:.1f}",
                "-" if math.isnan(cost.fresh) else f"{cost.fresh:.2f}",
                *time,
                *size,
                cost.trouble,
            ]
        )
    return columns(rows)
