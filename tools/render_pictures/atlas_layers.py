"""What each layer of the atlas shows, from where, in which colors and in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spasmed import tables

from .schematic import DRAWN
from .schematic_muscles import THORACOLUMBAR_FASCIA

DIRECTIONS = {"back": (90.0, 3.0), "side": (150.0, 3.0), "front": (270.0, 3.0)}  # azimuth and elevation, degrees
SEEN_FROM = {
    "back": "seen from behind",
    "side": "seen from the right side, turned toward the back",
    "front": "seen from the front",
}

RED, BRICK, SALMON, AMBER, GOLD = "#b5483c", "#d0694f", "#e08d6a", "#c9772f", "#c9a227"
VIOLET, MAUVE, WINE, OLIVE, TEAL = "#8b6bb0", "#7d6a9a", "#9c3f56", "#6f8f4e", "#2f8f7f"
MINT, BLUE, SKY, ROSE, CLAY = "#58ad9d", "#3f6fa8", "#7fa6cf", "#c98a9a", "#a9746e"
STONE = "#b9b3a6"

TRAPEZIUS = {"trapezius-upper": RED, "trapezius-middle": BRICK, "trapezius-lower": SALMON}
LAYERS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("back", "superficial"): {
        **TRAPEZIUS,
        "latissimus-dorsi": AMBER,
        "external-oblique": VIOLET,
        "gluteus-maximus": WINE,
        "gluteus-medius": MAUVE,
        THORACOLUMBAR_FASCIA: STONE,
    },
    ("back", "intermediate"): {
        "levator-scapulae": BLUE,
        "rhomboid-minor": TEAL,
        "rhomboid-major": MINT,
        "serratus-posterior-inferior": GOLD,
        "spinalis-thoracis": VIOLET,
        "longissimus-thoracis-thoracic": RED,
        "iliocostalis-lumborum-thoracic": "#e0954f",
        "longissimus-thoracis-lumbar": "#8c3a52",
        "iliocostalis-lumborum-lumbar": "#c46d2b",
        "gluteus-medius": MAUVE,
    },
    ("back", "deep"): {
        "multifidus": TEAL,
        "quadratus-lumborum": GOLD,
        "rotatores": BLUE,
        "semispinalis-thoracis": CLAY,
        "interspinales-lumborum": VIOLET,
        "intertransversarii-lumborum": SKY,
        "transversus-abdominis": ROSE,
        "piriformis": RED,
        "gluteus-minimus": MAUVE,
    },
    ("side", "superficial"): {
        **TRAPEZIUS,
        "latissimus-dorsi": AMBER,
        "serratus-anterior": BLUE,
        "external-oblique": VIOLET,
        "gluteus-maximus": WINE,
        "gluteus-medius": OLIVE,
        "tensor-fasciae-latae": GOLD,
        THORACOLUMBAR_FASCIA: STONE,
    },
    ("side", "deep"): {
        "internal-oblique": OLIVE,
        "quadratus-lumborum": GOLD,
        "multifidus": TEAL,
        "iliocostalis-lumborum-thoracic": "#e0954f",
        "longissimus-thoracis-thoracic": RED,
        "psoas-major": BLUE,
        "diaphragm": CLAY,
        "gluteus-minimus": MAUVE,
    },
    ("front", "superficial"): {
        "external-oblique": VIOLET,
        "rectus-abdominis": RED,
        "serratus-anterior": BLUE,
        "pectoralis-major": AMBER,
    },
    ("front", "deep"): {
        "psoas-major": BLUE,
        "iliacus": SKY,
        "quadratus-lumborum": GOLD,
        "diaphragm": CLAY,
        "pelvic-floor": VIOLET,
        "deep-neck-flexors": TEAL,
        "pectoralis-minor": "#c46d2b",
    },
}
"""What each layer shows, in its color: muscles of ``data/anatomy/muscles.csv``, and the thoracolumbar fascia."""


def is_schematic(name: str) -> bool:
    """Whether the atlas draws it as a schematic shape, as it does also where the model has few strands."""
    return name in DRAWN or name == THORACOLUMBAR_FASCIA


def atlas_alt(view: str, layer: str) -> str:
    """What the picture of a layer shows, in words: every muscle by name, and which of them are schematic."""
    names = [_spoken(name) + (" (schematic)" if is_schematic(name) else "") for name in LAYERS[view, layer]]
    return f"Trunk in standing, {SEEN_FROM[view]}, {layer} layer: {'; '.join(names)}."


def _spoken(name: str) -> str:
    """A name as a sentence has it."""
    if name == THORACOLUMBAR_FASCIA:
        return "thoracolumbar fascia"
    muscles = tables.load("muscles").set_index("id")["name"]
    spoken = re.sub(r" (\(group\)|fibers)$", "", muscles[name]).replace("Lumbar multifidus", "Multifidus")
    return spoken[0].lower() + spoken[1:]
