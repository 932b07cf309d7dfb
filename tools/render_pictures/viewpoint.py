"""What of the body faces the reader, as a word for the table and as words for a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frames import Frame

# Directions in the frame of the standing body, which faces -y and has its right side at -x.
SIDES = {
    "left": (1.0, 0.0, 0.0),
    "right": (-1.0, 0.0, 0.0),
    "back": (0.0, 1.0, 0.0),
    "front": (0.0, -1.0, 0.0),
    "head": (0.0, 0.0, 1.0),
    "feet": (0.0, 0.0, -1.0),
}
SAID = {"left": "the left side", "right": "the right side", "back": "behind", "front": "the front", "feet": "the feet"}
TURNED, FROM_ABOVE = 14.0, 22.0  # degrees off a side from which it is said


def view(frame: Frame) -> str:
    """Which side of the pelvis the camera looks at: left, right, back, front, head or feet."""
    return _view_and_turn(frame)[0]


def seen_from(frame: Frame) -> str:
    """The view in words: "the right side, turned, from above"."""
    side, turn = _view_and_turn(frame)
    above = ", from above" if frame.elevation > FROM_ABOVE else ""
    return SAID.get(side, f"the {side}") + (", turned" if turn > TURNED else "") + above


def _view_and_turn(frame: Frame) -> tuple[str, float]:
    """The side the camera faces, and how far it is turned off the nearest quarter of the room, in degrees."""
    pitch, tilt, spin = (frame.angles.get(name, 0.0) for name in ("pitch", "tilt", "spin"))
    pelvis = _turn(0, pitch) @ _turn(1, -tilt) @ _turn(2, spin)
    azimuth = np.radians(frame.azimuth)
    to_camera = np.array([np.cos(azimuth), np.sin(azimuth), 0.0]) @ pelvis
    side = max(SIDES, key=lambda name: float(to_camera @ SIDES[name]))
    quarter = frame.azimuth % 90
    return side, min(quarter, 90 - quarter)


def _turn(axis: int, degrees: float) -> NDArray[np.float64]:
    """The rotation (3, 3) about one axis of the room."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    one, other = (axis + 1) % 3, (axis + 2) % 3
    turn = np.eye(3)
    turn[one, one] = turn[other, other] = cosine
    turn[one, other], turn[other, one] = -sine, sine
    return turn
