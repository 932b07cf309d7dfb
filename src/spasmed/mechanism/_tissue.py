"""Heat in skin, fat and muscle: the equation of `bioheat_1d`, solved exactly in time.

Finite volumes; one symmetric eigen-decomposition for the pack and one for the time after it, each kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spasmed.mechanism import Quantity, quantities, quantity

Array = npt.NDArray[np.float64]
CELLS = (3, 10, 30)  # in skin, fat and muscle: four times as many change the answer by a hundredth of a degree


def _layers(symbol: str) -> tuple[Quantity, ...]:
    return tuple(quantities(f"bioheat-1d-{symbol}-{{}}", ("skin", "fat", "muscle")).values())


@dataclass(frozen=True)
class Parameters:
    """Constants of the layers (skin, fat, muscle), of the blood, and of what lies on the skin."""

    k: tuple[Quantity, ...] = _layers("k")
    rho: tuple[Quantity, ...] = _layers("rho")
    c: tuple[Quantity, ...] = _layers("c")
    w: tuple[Quantity, ...] = _layers("w")
    q: tuple[Quantity, ...] = _layers("qm")
    blood: Quantity = quantity("bioheat-1d-rho-b-c-b")
    core: Quantity = quantity("bioheat-1d-t-core")
    skin: Quantity = quantity("bioheat-1d-l-skin")
    muscle: Quantity = quantity("bioheat-1d-l-muscle")
    radius: Quantity = quantity("bioheat-1d-r-calf")
    flow_cold: Quantity = quantity("bioheat-1d-phi-cold")
    flow_after: Quantity = quantity("bioheat-1d-phi-rewarm")
    flow_high: Quantity = quantity("bioheat-1d-phi-high")
    h_ice: Quantity = quantity("bioheat-1d-h-pack")
    h_damp: Quantity = quantity("bioheat-1d-h-damp")
    h_dry: Quantity = quantity("bioheat-1d-h-dry")
    h_air: Quantity = quantity("bioheat-1d-h-air")
    ice: Quantity = quantity("bioheat-1d-t-pack")
    hot: Quantity = quantity("bioheat-1d-t-hot")
    air: Quantity = quantity("bioheat-1d-t-air")
    goal: Quantity = quantity("bioheat-1d-goal")


P = Parameters()
# Pack -> conductance (W/m2/K) and temperature (degrees C).
PACKS = {
    "ice bag": (P.h_ice, P.ice),
    "ice, damp towel": (P.h_damp, P.ice),
    "ice, dry towel": (P.h_dry, P.ice),
    "hot pack": (P.h_damp, P.hot),
}


class Body(NamedTuple):
    """Tissue under one boundary: steady at `base` + outside temperature x `share`, its modes decay at `rate`."""

    depth: Array  # m, of each cell's middle
    base: Array
    share: Array
    rate: Array  # 1/s
    modes: Array
    scale: Array


def body(skinfold: float, conductance: float, flow: float, *, radius: float = inf, finer: int = 1) -> Body:
    """The tissue under a skinfold (mm) with a boundary conductance (W/m2/K) and blood flow (share of resting).

    With a `radius` (mm) it is a calf, whose cross-section narrows with depth; `finer` multiplies the number of cells.
    """
    return _solved(skinfold, conductance, flow, radius, finer)  # one key, however it was asked for


@lru_cache(maxsize=128)
def _solved(skinfold: float, conductance: float, flow: float, radius: float, finer: int) -> Body:
    thick = (P.skin, skinfold / 2 - P.skin, P.muscle if radius == inf else radius - skinfold / 2)
    count = [n * finer for n in CELLS]
    layer = np.repeat([0, 1, 2], count)
    dx = np.repeat([t / n / 1000 for t, n in zip(thick, count, strict=True)], count)
    edge = np.concatenate([[0.0], np.cumsum(dx)])
    face = np.maximum(1 - edge * 1000 / radius, 0)
    room = dx * (face[:-1] + face[1:]) / 2
    k, rho, c, w, q = (np.array(values, dtype=float)[layer] for values in (P.k, P.rho, P.c, P.w, P.q))
    half = dx / (2 * k)
    link = face / np.concatenate([[1 / conductance + half[0]], half[:-1] + half[1:], [half[-1]]])
    carried = flow * w * rho * 1e-6 / 60 * P.blood * room  # mL/min/kg -> W/K
    matrix = np.diag(link[:-1] + link[1:] + carried) - np.diag(link[1:-1], 1) - np.diag(link[1:-1], -1)
    source = carried * P.core + q * rho * room
    source[-1] += link[-1] * P.core
    skin = np.zeros(len(dx))
    skin[0] = link[0]
    base, share = np.linalg.solve(matrix, np.column_stack([source, skin])).T
    scale = np.sqrt(rho * c * room)
    rate, modes = np.linalg.eigh(matrix / np.outer(scale, scale))
    return Body(edge[:-1] + dx / 2, base, share, rate, modes, scale)


def run(tissue: Body, start: Array, outside: float, seconds: npt.ArrayLike) -> Array:
    """Temperature (degrees C) of each cell (columns) after each of `seconds` (rows) at an outside temperature."""
    steady = tissue.base + outside * tissue.share
    weights = np.einsum("cm,c->m", tissue.modes, tissue.scale * (start - steady))
    decay = np.exp(-np.outer(np.atleast_1d(seconds), tissue.rate))
    # Not "@": at this size the threads of a BLAS cost more than they save.
    left: Array = np.einsum("tm,cm->tc", decay * weights, tissue.modes)
    return steady + left / tissue.scale


def at(tissue: Body, temperature: Array, depth: float) -> Array:
    """Temperature at a depth (m below the skin) in each row."""
    i = int(np.clip(np.searchsorted(tissue.depth, depth), 1, len(tissue.depth) - 1))
    share = (depth - tissue.depth[i - 1]) / (tissue.depth[i] - tissue.depth[i - 1])
    between: Array = temperature[..., i - 1] + share * (temperature[..., i] - temperature[..., i - 1])
    return between


def flows(pack: str, blood: str) -> tuple[float, float]:
    """Blood flow as a share of resting flow, under the pack and after it."""
    if blood == "closes in the cold" and pack != "hot pack":
        return P.flow_cold, P.flow_after
    return (P.flow_high, P.flow_high) if blood == "three times resting" else (1.0, 1.0)


def before(skinfold: float, *, radius: float = inf, finer: int = 1) -> Array:
    """Temperature of each cell after a long rest in the room."""
    rest = body(skinfold, P.h_air, 1.0, radius=radius, finer=finer)
    return rest.base + P.air * rest.share


def profile(minutes: npt.ArrayLike, skinfold: float, on: float, pack: str, blood: str, *, radius: float = inf) -> Array:
    """Temperature of each cell (columns) at each of `minutes` (rows): `on` minutes of the pack, then room air."""
    h, outside = PACKS[pack]
    during, after = flows(pack, blood)
    packed, bare = (body(skinfold, *edge, radius=radius) for edge in ((h, during), (P.h_air, after)))
    t = 60 * np.atleast_1d(np.asarray(minutes, dtype=float))
    cold = run(packed, before(skinfold, radius=radius), outside, np.minimum(t, 60 * on))
    off = t > 60 * on
    if off.any():
        removed = run(packed, before(skinfold, radius=radius), outside, 60 * on)[0]
        cold[off] = run(bare, removed, P.air, t[off] - 60 * on)
    return cold
