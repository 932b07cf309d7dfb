"""The muscles of the chest, the belly and the buttock, after ``data/anatomy/muscles.csv``."""

from __future__ import annotations

import numpy as np

from .landmarks import Landmarks
from .schematic_points import FEMUR, HUMERUS, PELVIS, SCAPULA, THORAX, Array, across, around, even, line, middle, moved
from .schematic_shapes import SPINE, Shape, Sheet

FRONT_WALL_Y = -0.022  # where the flat muscles of the belly end beside the rectus abdominis, in meters


def serratus_anterior(at: Landmarks) -> list[Shape]:
    """Nine fingers from ribs 1 to 9, under the shoulder blade to its medial border; the lower ones meet at its tip."""
    low, root, high = at.inferior_angle()[2], at.scapular_spine(0)[2], at.superior_angle()[2]
    ends = (
        high - 0.012,
        high - 0.022,
        root + 0.006,
        root - 0.020,
        low + 0.040,
        low + 0.028,
        low + 0.020,
        low + 0.012,
        low + 0.006,
    )
    azimuths = (106, 112, 116, 119, 120, 118, 113, 107, 99)
    fingers: list[Shape] = []
    for number, (azimuth, height) in enumerate(zip(azimuths, ends, strict=True), start=1):
        tip, border = at.rib(number, azimuth), moved(at.scapula_edge(height), 0, -0.010, 0)
        rows = [across(tip, 0.0015)]
        for point, half in zip(around(at, tip, border, (0.12, 0.45, 0.75)), (0.0085, 0.0095, 0.0075), strict=True):
            rows.append(across(point, half))
        rows.append(across(border, 0.005))
        fingers.append(Sheet(rows, THORAX, SCAPULA, over=0.005, ribs_only=True, fibers=9, steps=26))
    return fingers


def pectoralis_minor(at: Landmarks) -> list[Shape]:
    """Three slips from ribs 3 to 5 near their cartilage up to the coracoid process."""
    tip = at.coracoid()
    slips: list[Shape] = []
    for number in (3, 4, 5):
        start, end = at.rib(number, 152), moved(tip, 0.002, -0.002, 0.004 * (4 - number))
        halfway = moved(middle(start, end), 0, -0.008, 0)
        rows = [across(start, 0.013), across(halfway, 0.011), across(end, 0.004)]
        slips.append(Sheet(rows, THORAX, SCAPULA, over=0.004, ribs_only=True, fibers=9))
    return slips


def pectoralis_major(at: Landmarks) -> list[Shape]:
    """A fan from clavicle, sternum and upper six cartilages to the outer lip of the groove of the humerus."""
    top, bottom = at.clavicle(0), at.xiphoid()
    sternum = [
        (-0.012, y, z)
        for y, z in zip((0.020, 0.006, -0.004), np.linspace(top[2] - 0.03, bottom[2] + 0.05, 3), strict=True)
    ]
    origin = line(
        *(moved(at.clavicle(share), 0, -0.006, -0.004) for share in (0.5, 0.25, 0.05)),
        *sternum,
        (-0.062, 0.006, bottom[2] + 0.025),
    )
    # In the body the tendon is folded, so that the lower fibers end higher; the fold is not drawn.
    insertion = line(*(moved(at.bicipital_groove(below), -0.003, -0.006, 0) for below in (0.045, 0.065, 0.085)))
    halfway = moved(np.array([middle(*ends) for ends in zip(even(origin), even(insertion), strict=True)]), 0, -0.012, 0)
    return [Sheet([origin, halfway, insertion], THORAX, HUMERUS, over=0.006, fibers=29, steps=24)]


# -- the wall of the belly


def rectus_abdominis(at: Landmarks) -> list[Shape]:
    """From the pubic crest up to the xiphoid process and the cartilages of ribs 5 to 7, beside the middle line."""
    pubis, xiphoid = at.pubic_tubercle(), at.xiphoid()
    rows = [line((-0.004, pubis[1] - 0.004, pubis[2]), (-0.026, pubis[1] - 0.002, pubis[2] + 0.004))]
    for height, wide in ((1.02, 0.044), (1.12, 0.058), (1.22, 0.064)):
        rows.append(line((-0.005, FRONT_WALL_Y - 0.006, height), (-wide, FRONT_WALL_Y, height)))
    rows.append(line((-0.006, xiphoid[1] - 0.006, xiphoid[2] + 0.012), (-0.068, 0.000, xiphoid[2] + 0.030)))
    return [Sheet(rows, PELVIS, THORAX, over=0.004, fibers=17, steps=30)]


def external_oblique(at: Landmarks) -> list[Shape]:
    """From ribs 5 to 12 forward and down to the rectus sheath and the iliac crest."""
    azimuths = {5: 131, 6: 128, 7: 123, 8: 116, 9: 107, 10: 98, 11: 90, 12: 55}
    origin = line(*(at.rib(number, azimuth) for number, azimuth in azimuths.items()))
    sheath = line(
        (-0.068, FRONT_WALL_Y + 0.006, 1.235), (-0.067, FRONT_WALL_Y, 1.150), (-0.070, FRONT_WALL_Y + 0.006, 1.065)
    )
    insertion = line(*sheath, *(at.iliac_crest(share) for share in (1, 0.85, 0.7, 0.55, 0.42)))
    return [Sheet([origin, _outward(origin, insertion, 0.010), insertion], THORAX, PELVIS, over=0.004, fibers=33)]


def internal_oblique(at: Landmarks) -> list[Shape]:
    """From the iliac crest and the inguinal ligament up and forward to ribs 9 to 12 and the rectus sheath."""
    crest = [at.iliac_crest(share) for share in (0.32, 0.5, 0.7, 0.85, 1)]
    groin = crest[-1] + 0.45 * (at.pubic_tubercle() - crest[-1])
    ribs = [at.rib(12, 60), at.rib(11, 95), at.rib(10, 112), at.rib(9, 128)]
    sheath = line(
        (-0.076, FRONT_WALL_Y + 0.004, 1.150), (-0.070, FRONT_WALL_Y, 1.070), (-0.058, FRONT_WALL_Y + 0.006, 0.985)
    )
    origin, insertion = line(*crest, groin), line(*ribs, *sheath)
    return [Sheet([origin, _outward(origin, insertion, 0.004), insertion], PELVIS, THORAX, over=0.002, fibers=33)]


def transversus_abdominis(at: Landmarks) -> list[Shape]:
    """Around the waist, from the thoracolumbar fascia between rib 12 and the crest to the rectus sheath."""
    top, bottom = at.rib(12, 40)[2] - 0.012, at.iliac_crest(0.4)[2] + 0.004
    back = line(moved(at.transverse("L1"), -0.028, 0, 0.0), moved(at.transverse("L4"), -0.030, 0, -0.01))
    back[:, 2] = top, bottom
    flank = line((-0.118, 0.070, 1.205), (-0.119, 0.050, 1.062))
    corner = line((-0.108, 0.008, 1.210), (-0.110, 0.004, 1.015))
    front = line((-0.050, FRONT_WALL_Y, 1.240), (-0.032, FRONT_WALL_Y + 0.012, 0.960))
    return [Sheet([back, flank, corner, front], SPINE, PELVIS, fibers=27, steps=30)]


def _outward(origin: Array, insertion: Array, by: float) -> Array:
    """The row halfway between two others, moved away from the middle of the trunk."""
    share = np.linspace(0, 1, 12)
    ends = [
        np.stack([np.interp(share, np.linspace(0, 1, len(row)), axis) for axis in row.T], axis=1)
        for row in (origin, insertion)
    ]
    halfway = (ends[0] + ends[1]) / 2
    away = moved(halfway, 0, -0.06, 0)
    away[:, 2] = 0
    return np.asarray(halfway + by * away / np.linalg.norm(away, axis=1, keepdims=True))


# -- the hip


def gluteus_maximus(at: Landmarks) -> list[Shape]:
    """From the back of the ilium, the sacrum and the coccyx to the outer back of the thigh."""
    origin = line(
        at.iliac_crest(0.16),
        at.iliac_crest(0.03),
        moved(at.sacrum(0.55), -0.032, 0, 0),
        moved(at.sacrum(0.8), -0.024, 0, 0),
        moved(at.sacrum(1), -0.006, 0, 0),
    )
    insertion = line(*(moved(at.femur(below), -0.004, 0.004, 0) for below in (0.01, 0.05, 0.09, 0.13)))
    halfway = moved(
        np.array([middle(*ends) for ends in zip(even(origin), even(insertion), strict=True)]), -0.004, 0.032, 0.004
    )
    return [Sheet([origin, halfway, insertion], PELVIS, FEMUR, over=0.005, fibers=29)]
