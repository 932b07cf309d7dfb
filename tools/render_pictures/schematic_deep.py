"""The cords along the vertebral column, the diaphragm and the pelvic floor, after ``data/anatomy/muscles.csv``."""

from __future__ import annotations

import numpy as np

from .landmarks import Landmarks
from .schematic_points import COLUMN, THORAX, Array, levels, line, middle, moved
from .schematic_shapes import Cord, Dome, Shape


def deep_neck_flexors(at: Landmarks) -> list[Shape]:
    """Longus colli in the middle and longus capitis beside it, upon the front of the neck bones."""

    def lay(level: str, aside: float) -> Array:
        return moved(at.front(level), -aside, -0.003 + 0.25 * aside, 0)

    colli = line(*(lay(level, 0.007) for level in ("T3", "T1", "C6", "C5", "C4", "C3", "C2", "C1")))
    under_skull = moved(at.front("C1"), -0.009, -0.002, 0.016)
    capitis = [
        line(*(lay(level, aside) for level in levels("C2", lowest)[::-1]), lay("C1", 0.011), under_skull)
        for lowest, aside in (("C6", 0.015), ("C4", 0.019))
    ]
    return [Cord(path, 0.0045) for path in (colli, *capitis)]


def spinalis_thoracis(at: Landmarks) -> list[Shape]:
    """Beside the spinous processes, from L2 to T11 up to T8 to T2."""
    spans = (("T8", "T11", 0.007), ("T6", "T12", 0.009), ("T4", "L1", 0.011), ("T2", "L2", 0.013))
    return [
        Cord(line(*(moved(at.spinous(level), -aside, -0.006, 0) for level in levels(upper, lower)[::-1])), 0.0048)
        for upper, lower, aside in spans
    ]


def semispinalis_thoracis(at: Landmarks) -> list[Shape]:
    """From transverse processes T10 to T6 to spinous processes six levels above."""
    cords: list[Shape] = []
    for start in levels("T6", "T10"):
        end = COLUMN[COLUMN.index(start) - 6]
        halfway = moved(middle(at.transverse(start), at.spinous(end)), 0, 0.004, 0)
        cords.append(
            Cord(
                line(moved(at.transverse(start), 0.002, 0.004, 0), halfway, moved(at.spinous(end), -0.005, -0.005, 0)),
                0.005,
            )
        )
    return cords


def rotatores(at: Landmarks) -> list[Shape]:
    """From each transverse process to the base of the spinous process above, thoracic and lumbar."""
    cords: list[Shape] = []
    for level in levels("T2", "L5"):
        base = moved(at.spinous(COLUMN[COLUMN.index(level) - 1]), -0.004, -0.024, 0.004)
        cords.append(Cord(line(moved(at.transverse(level), 0.004, 0.004, 0), base), 0.0042))
    return cords


def interspinales_lumborum(at: Landmarks) -> list[Shape]:
    """Between neighboring lumbar spinous processes."""
    return [
        Cord(line(moved(at.spinous(lower), -0.005, -0.006, 0), moved(at.spinous(upper), -0.005, -0.006, 0)), 0.0042)
        for upper, lower in zip(levels("L1", "L4"), levels("L2", "L5"), strict=True)
    ]


def intertransversarii_lumborum(at: Landmarks) -> list[Shape]:
    """Between neighboring lumbar transverse processes."""
    return [
        Cord(line(moved(at.transverse(lower), 0.005, 0.002, 0), moved(at.transverse(upper), 0.005, 0.002, 0)), 0.0042)
        for upper, lower in zip(levels("L1", "L4"), levels("L2", "L5"), strict=True)
    ]


# -- domes


def diaphragm(at: Landmarks) -> list[Shape]:
    """From the lower ribs and the lumbar vertebrae to the central tendon, higher on the right."""
    turn = np.linspace(0, 2 * np.pi, 49)  # from behind, over the right side
    azimuth = np.degrees(np.minimum(turn, 2 * np.pi - turn))
    back, costal, front = at.spinous("L2")[2], at.rib(10, 100)[2], at.xiphoid()[2]
    height = np.interp(
        azimuth, (0, 20, 60, 105, 150, 180), (back, back + 0.02, costal + 0.01, costal + 0.012, front - 0.035, front)
    )
    out = np.interp(azimuth, (0, 20, 60, 105, 150, 180), (0.028, 0.062, 0.094, 0.112, 0.098, 0.084))
    rim = np.stack([-out * np.sin(turn), at.rib_axis[1] + out * np.cos(turn), height], axis=1)
    apex = np.array([0.0, at.rib_axis[1] - 0.012, 0.0])
    rings = []
    for share in np.linspace(0, 1, 18):
        ring = apex + share * (rim - apex)
        crown = 1.352 + 0.014 * np.sin(turn) * np.sin(np.pi * min(1.0, share * 1.3))
        ring[:, 2] = rim[:, 2] + (crown - rim[:, 2]) * (1 - share**2.6)
        rings.append(ring)
    grid = np.array(rings)
    depth = 1 - np.linspace(0, 1, 18)[:, None] ** 2
    breath = np.stack(
        [
            0.02 * (grid[..., 0] - apex[0]),
            0.02 * (grid[..., 1] - apex[1]),
            -0.0135 * depth * np.ones_like(grid[..., 2]),
        ],
        axis=-1,
    )
    return [Dome(grid, THORAX, breath)]


def pelvic_floor(at: Landmarks) -> list[Shape]:
    """A bowl between the pubic bones and the coccyx."""
    pubis, coccyx = moved(at.pubic_tubercle(), 0, 0.022, -0.010), moved(at.sacrum(1), 0, -0.012, -0.002)
    turn = np.linspace(0, 2 * np.pi, 41)
    center, reach = middle(pubis, coccyx), (coccyx[1] - pubis[1]) / 2
    rings = []
    for share in np.linspace(0, 1, 14):
        y = center[1] + share * reach * np.cos(turn)
        slope = pubis[2] + (coccyx[2] - pubis[2]) * (y - pubis[1]) / (2 * reach)
        rings.append(np.stack([-0.047 * share * np.sin(turn), y, slope - 0.030 * (1 - share**2)], axis=1))
    grid = np.array(rings)
    return [Dome(grid, "sacrum", np.zeros_like(grid))]
