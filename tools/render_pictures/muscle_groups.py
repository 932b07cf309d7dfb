"""Which strands of the body model make up each muscle of ``data/anatomy/muscles.csv``.

A muscle that is missing here has no strands in the model: it is drawn as a schematic shape and has no numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .body import Body

RIGHT, LEFT = "right", "left"

STRANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "iliocostalis-lumborum-lumbar": ("IL_L",),
        "iliocostalis-lumborum-thoracic": ("IL_R",),
        "longissimus-thoracis-lumbar": ("LTpL",),
        "longissimus-thoracis-thoracic": ("LTpT",),
        "erector-spinae": ("IL_", "LTp"),
        "multifidus": ("MF_",),
        "quadratus-lumborum": ("QL_",),
        "psoas-major": ("Ps_", "psoas_"),
        "iliacus": ("iliacus",),
        "latissimus-dorsi": ("LAT",),
        "pectoralis-major": ("PECM",),
        "internal-oblique": ("IO",),
        "external-oblique": ("EO",),
        "rectus-abdominis": ("rect_abd",),
        "gluteus-maximus": ("glmax",),
        "gluteus-medius": ("glmed",),
        "gluteus-minimus": ("glmin",),
        "tensor-fasciae-latae": ("tfl",),
        "piriformis": ("piri",),
        "hamstrings": ("bflh", "semimem", "semiten"),
        "biceps-femoris": ("bflh", "bfsh"),
        "semitendinosus": ("semiten",),
        "semimembranosus": ("semimem",),
        "rectus-femoris": ("recfem",),
        "quadriceps-femoris": ("recfem", "vas"),
    }
)
"""Muscle id to the starts of its strands' names."""

WHOLE = "whole"
PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"psoas-major": MappingProxyType({"lumbar-strands": ("Ps_",), "hip-part": ("psoas_",)})}
)
"""Muscles whose parts cross different joints, so that one number for the whole would mislead."""

SHOWN: tuple[str, ...] = (
    *("IL_", "LTp", "MF_", "QL_", "Ps_", "psoas_", "iliacus", "rect_abd", "EO", "IO", "LAT", "PECM"),
    *("glmax", "glmed", "glmin", "tfl", "piri", "bflh", "semimem", "semiten", "recfem"),
)
"""The strands that pictures show, by the starts of their names."""

# rect_abd_r of the body model lies left of the midline (x > 0) and rect_abd_l right of it, so their sides are
# exchanged. The check `sides` fails when a newer model has put this right.
WRONG_SIDE = "rect_abd"


def side_of(strand: str) -> str:
    """The side of the body on which a strand lies: right or left."""
    named_left = strand.endswith("_l")
    return LEFT if named_left != strand.startswith(WRONG_SIDE) else RIGHT


def strands_of(body: Body, muscle_id: str, side: str | None = None, part: str = WHOLE) -> list[int]:
    """The strands of a muscle, of one side or of both, as rows of the body's arrays.

    Raises:
        ValueError: The model has no strands for this muscle, or the muscle no such part.
    """
    if muscle_id not in STRANDS:
        raise ValueError(f"The body model has no strands for {muscle_id!r}. It has: {', '.join(STRANDS)}.")
    parts = {WHOLE: STRANDS[muscle_id], **PARTS.get(muscle_id, {})}
    if part not in parts:
        raise ValueError(f"{muscle_id} has no part {part!r}. It has: {', '.join(parts)}.")
    return [
        strand
        for strand, name in enumerate(body.names)
        if name.startswith(parts[part]) and side in (None, side_of(name))
    ]


def shown_strands(body: Body) -> list[int]:
    """The strands that pictures show, as rows of the body's arrays."""
    return [strand for strand, name in enumerate(body.names) if name.startswith(SHOWN)]
