"""Which shape each schematic muscle has.

Bones give the ends, as in ``data/anatomy/muscles.csv``; the course between them is drawn from anatomy, with few points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import schematic_back as back
from . import schematic_deep as deep
from . import schematic_front as front
from .landmarks import Landmarks
from .schematic_shapes import Shape

Draw = Callable[[Landmarks], list[Shape]]

THORACOLUMBAR_FASCIA = "thoracolumbar-fascia"  # in pictures only: it is no muscle

MUSCLES: Mapping[str, Draw] = {
    "trapezius-upper": back.trapezius_upper,
    "trapezius-middle": back.trapezius_middle,
    "trapezius-lower": back.trapezius_lower,
    "latissimus-dorsi": back.latissimus_dorsi,
    "rhomboid-minor": back.rhomboid_minor,
    "rhomboid-major": back.rhomboid_major,
    "levator-scapulae": back.levator_scapulae,
    "serratus-posterior-inferior": back.serratus_posterior_inferior,
    "serratus-anterior": front.serratus_anterior,
    "pectoralis-minor": front.pectoralis_minor,
    "pectoralis-major": front.pectoralis_major,
    "rectus-abdominis": front.rectus_abdominis,
    "external-oblique": front.external_oblique,
    "internal-oblique": front.internal_oblique,
    "transversus-abdominis": front.transversus_abdominis,
    "gluteus-maximus": front.gluteus_maximus,
    "deep-neck-flexors": deep.deep_neck_flexors,
    "spinalis-thoracis": deep.spinalis_thoracis,
    "semispinalis-thoracis": deep.semispinalis_thoracis,
    "rotatores": deep.rotatores,
    "interspinales-lumborum": deep.interspinales_lumborum,
    "intertransversarii-lumborum": deep.intertransversarii_lumborum,
    "diaphragm": deep.diaphragm,
    "pelvic-floor": deep.pelvic_floor,
    THORACOLUMBAR_FASCIA: back.thoracolumbar_fascia,
}
