"""The superficial muscles of the back and the two sheets under them, after ``data/anatomy/muscles.csv``."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .landmarks import Landmarks
from .schematic_points import HUMERUS, SCAPULA, THORAX, Array, levels, line, middle, moved
from .schematic_shapes import SPINE, Cord, Shape, Sheet


def trapezius_upper(at: Landmarks) -> list[Shape]:
    """From the nuchal line and ligament to the outer third of the clavicle and the acromion."""
    skull, vertebra = at.nuchal_line(0), at.spinous("C7")
    ligament = [skull + share * (vertebra - skull) for share in (0.25, 0.5, 0.75, 1.0)]
    origin = line(at.nuchal_line(0.022), at.nuchal_line(0.008), *ligament)
    insertion = line(at.clavicle(0.7), at.clavicle(0.85), at.clavicle(1), at.scapular_spine(1))
    return [Sheet([origin, insertion], SPINE, SCAPULA, depth=0.006, over=0.004, fibers=29, steps=26)]


def trapezius_middle(at: Landmarks) -> list[Shape]:
    """From the spinous processes C7 to T3 to the acromion and the outer spine of the scapula."""
    first = moved(at.spinous("C7"), 0, 0, 0.004)  # a little over the edge of the upper part, so that no seam is left
    origin = line(
        first, *(at.spinous(level) for level in levels("T1", "T3")), middle(at.spinous("T3"), at.spinous("T4"))
    )
    acromion = moved(at.scapular_spine(1), 0, 0, 0.003)
    insertion = line(acromion, *(at.scapular_spine(share) for share in (0.8, 0.6, 0.42)))
    return [Sheet([origin, insertion], SPINE, SCAPULA, depth=0.006, over=0.004)]


def trapezius_lower(at: Landmarks) -> list[Shape]:
    """From the spinous processes T4 to T12 up to the inner spine of the scapula."""
    origin = line(middle(at.spinous("T3"), at.spinous("T4")), *(at.spinous(level) for level in levels("T4", "T12")))
    insertion = line(at.scapular_spine(0.42), at.scapular_spine(0.25), at.scapular_spine(0.08))
    return [Sheet([origin, insertion], SPINE, SCAPULA, depth=0.003, over=0.008)]


def latissimus_dorsi(at: Landmarks) -> list[Shape]:
    """From T7 to T12, the thoracolumbar fascia and the iliac crest, under the armpit, to the front of the humerus.

    Its tendon twists: the fibers from the crest end highest.
    """
    fascia = fascia_edge(at)
    origin = line(*(at.spinous(level) for level in levels("T7", "T12")), *fascia[1:], at.iliac_crest(0.45))
    corner = at.inferior_angle()
    flank = line(
        moved(corner, 0.002, 0.006, 0.010), (-0.112, 0.180, 1.345), (-0.132, 0.145, 1.300), (-0.140, 0.105, 1.255)
    )
    armpit = line((-0.142, 0.160, 1.424), (-0.148, 0.146, 1.415), (-0.150, 0.128, 1.408), (-0.147, 0.110, 1.405))
    inside = line((-0.160, 0.122, 1.427), (-0.157, 0.104, 1.440))  # between the humerus and the ribs
    low, high = at.bicipital_groove(0.075), at.bicipital_groove(0.050)
    tendon = line(moved(low, 0.006, -0.004, 0), moved(high, 0.006, -0.004, 0))
    return [
        Sheet(
            [origin, flank, armpit, inside, tendon],
            SPINE,
            HUMERUS,
            depth=0.007,
            pull=0.35,
            over=0.004,
            fibers=31,
            steps=32,
        )
    ]


def fascia_edge(at: Landmarks) -> list[Array]:
    """Where the flesh of the latissimus begins beside the thoracolumbar fascia, from T12 to the crest."""
    back = at.spinous("L1")[1]
    heights = [at.spinous(level)[2] for level in ("L1", "L3", "L5")]
    beside = [
        np.array([x, back + y, z])
        for x, y, z in zip((-0.03, -0.058, -0.076), (0.008, 0.0, -0.012), heights, strict=True)
    ]
    return [at.spinous("T12"), *beside, at.iliac_crest(0.22)]


def thoracolumbar_fascia(at: Landmarks) -> list[Shape]:
    """No muscle: the sheet of fibers between the spinous processes and the latissimus."""
    origin = line(*(at.spinous(level) for level in levels("T11", "L5")), at.sacrum(0.35), at.sacrum(0.8))
    edge = line(
        *fascia_edge(at)[:-1],
        at.iliac_crest(0.16),
        at.iliac_crest(0.02),
        moved(at.sacrum(0.7), -0.030, 0, 0),
        at.sacrum(0.8),
    )
    return [Sheet([origin, edge], SPINE, SPINE, over=0.003)]


def rhomboid_minor(at: Landmarks) -> list[Shape]:
    """From C7 and T1 to the medial border at the spine of the scapula."""
    root = at.scapular_spine(0)[2]
    origin = line(at.spinous("C7"), at.spinous("T1"))
    return [
        Sheet(
            [origin, line(at.scapula_edge(root + 0.016), at.scapula_edge(root))], SPINE, SCAPULA, over=0.004, fibers=9
        )
    ]


def rhomboid_major(at: Landmarks) -> list[Shape]:
    """From T2 to T5 to the medial border below the spine of the scapula."""
    root, low = at.scapular_spine(0)[2], at.inferior_angle()[2]
    origin = line(*(at.spinous(level) for level in levels("T2", "T5")))
    insertion = line(*(at.scapula_edge(height) for height in np.linspace(root - 0.008, low + 0.012, 4)))
    return [Sheet([origin, insertion], SPINE, SCAPULA, over=0.004, fibers=21)]


def levator_scapulae(at: Landmarks) -> list[Shape]:
    """Four slips from the transverse processes C1 to C4 to the superior angle and the border below it."""
    top, slips = at.superior_angle(), levels("C1", "C4")
    slips_end = [moved(top, 0.004 * step, 0.004 + 0.006 * step, -0.009 * step) for step in range(len(slips))]
    cords: list[Shape] = []
    for level, end in zip(slips, slips_end, strict=True):
        start = moved(at.transverse(level), -0.002, 0.003, 0)
        behind = moved(start + 0.55 * (end - start), -0.002, 0.006, 0)
        cords.append(Cord(line(start, behind, end), 0.0062, SPINE, SCAPULA))
    return cords


def serratus_posterior_inferior(at: Landmarks) -> list[Shape]:
    """Four slips from the spinous processes T11 to L2, outward and up to ribs 9 to 12."""
    spines = [at.spinous(level) for level in levels("T11", "L2")]
    spines.append(middle(at.spinous("L2"), at.spinous("L3")))
    slips: list[Shape] = []
    for number, (upper, lower) in zip(range(9, 13), pairwise(spines), strict=True):
        inner, outer = (at.rib(number, azimuth) for azimuth in ((34, 46) if number < 12 else (24, 40)))
        slips.append(Sheet([line(upper, lower), line(inner, outer)], SPINE, THORAX, depth=0.005, over=0.005, fibers=9))
    return slips
