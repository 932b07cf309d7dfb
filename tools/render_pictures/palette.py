"""Every color of the pictures, and the symbol that repeats what a color says.

Lengths run from blue (shorter) through a warm gray to orange (longer) and end at 25 points. Roles differ in hue, in
lightness (so they stay apart in gray print) and in symbol.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Color = tuple[float, float, float]  # red, green, blue from 0 to 1

ENDS_AT = 25.0  # points of length change at which the color is full


def rgb(code: str) -> Color:
    """The color of "#rrggbb"."""
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


NEUTRAL = rgb("#d6ccc5")  # darker than bone, so that muscles show at the start
SHORTER = rgb("#0b5fa5")
LONGER = rgb("#d1570b")
BONE = rgb("#f3ead3")
SKIN = rgb("#cf9673")
THUMB_SKIN = rgb("#e6cdbd")  # opaque, so that the muscles laid over it stand out
OUTLINE = rgb("#8a6a55")
START_OUTLINE = rgb("#9a5fe0")  # the dashed line of the start over the end: seen on white and on near-black
FILM = rgb("#eceae5")  # behind the loops, which cannot be transparent


@dataclass(frozen=True)
class Role:
    """How a role of a muscle in an exercise is shown."""

    color: Color
    symbol: str  # a key of badges.SYMBOLS
    verb: str


ROLES = {
    "strengthen": Role(rgb("#d4560e"), "triangle", "To strengthen"),
    "stretch": Role(rgb("#1b5291"), "double-arrow", "To stretch"),
    "stabilize": Role(rgb("#e3b505"), "square", "Stabilizers"),
}


def length_color(points: float) -> Color:
    """The color of a change of muscle-tendon path length, in points of percent; + is longer."""
    share = float(np.clip(abs(points) / ENDS_AT, 0, 1))
    return blend(NEUTRAL, LONGER if points > 0 else SHORTER, share)


def blend(one: Color, other: Color, share: float) -> Color:
    """The color that lies `share` of the way (0 to 1) from one to the other."""
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(one, other, strict=True))
    return red, green, blue


def in_bytes(color: Color) -> tuple[int, int, int]:
    """The color with each part from 0 to 255, as image files have it."""
    red, green, blue = (round(255 * part) for part in color)
    return red, green, blue


def lightness(color: Color) -> float:
    """CIELAB L* of an sRGB color (D65), 0 black to 100 white: what is left of it in gray print."""
    parts: NDArray[np.float64] = np.asarray(color)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ (0.2126, 0.7152, 0.0722))
    return 116 * luminance ** (1 / 3) - 16 if luminance > (6 / 29) ** 3 else luminance * (29 / 3) ** 3
