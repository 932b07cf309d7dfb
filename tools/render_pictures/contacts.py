"""What a posture touches: the grammar of the contacts of a frame, and how far each is from being met.

Contacts stand in a column of ``data/exercise/frames.csv``, separated by ``|``. Parts are the areas of `touch_areas`;
lengths are meters.

=====================  =============================================================================
``floor:a,b``          the lowest point of each part lies on the floor
``z=0.45:a,b``         the same at a height (bench, chair)
``up:a=0.12``          the lowest point of the part is that high (it floats)
``wall:a,b``           the rearmost points of the parts share one upright plane
``front:a,b``          the foremost points of the parts share one upright plane
``touch:a~b``          the nearest points of two parts meet
``under:a=b``          two parts have the same place from front to back
``beside:a=b``         two parts have the same place from right to left
``level:a=b``          two parts have the same height
``dy:a=b=0.9``         two parts are that far apart from front to back
``straight:a-b-c``     the middle part lies on the line between the other two, seen from the side
``ball=0.31:a,b``      each part lies on a ball of that radius on the floor, and nothing sinks far into it
=====================  =============================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .touch_areas import NAMES

if TYPE_CHECKING:
    from .skin_sample import PosedSample

Array = NDArray[np.float64]

SEPARATOR = "|"

# Residuals are centimeters times a weight: what lies on the floor counts more than what is level with another part.
FIRM, LOOSE, HINT = 100.0, 60.0, 12.0
BALL_FIRM = 50.0
BALL_GIVES_M = 0.012
BALL_HALF_WIDTH_M = 0.2  # arms and legs beside the ball are not in it
FAR_M = 9.0


@dataclass(frozen=True)
class Contact:
    """One contact: its kind, the parts it joins, and its height, distance or radius in meters (0 where it has none)."""

    kind: str
    parts: tuple[str, ...]
    number: float = 0.0

    def residuals(self, posed: PosedSample) -> list[float]:
        """How far the contact is from being met: weighted centimeters, all 0 when it is met."""
        return KINDS[self.kind].residuals(self, posed)

    def gaps_cm(self, posed: PosedSample) -> list[float]:
        """The distances in centimeters that are still open, for the kinds that say where a part touches something."""
        gaps = KINDS[self.kind].gaps
        return [100 * gap for gap in gaps(self, posed)] if gaps else []


def parse_contacts(text: str, frame_id: str) -> list[Contact]:
    """The contacts of a frame.

    Raises:
        ValueError: A word is not in the grammar; the message names the frame, the word and what is allowed.
    """
    return [_parse(contact.strip(), frame_id) for contact in text.split(SEPARATOR) if contact.strip()]


def parts_of(contacts: Sequence[Contact]) -> list[str]:
    """The parts that any of the contacts names, each once, in order."""
    return list(dict.fromkeys(part for contact in contacts for part in contact.parts))


def ball_of(contacts: Sequence[Contact]) -> Contact | None:
    """The contact that says on which ball the body lies, or None."""
    return next((contact for contact in contacts if contact.kind == "ball"), None)


def _parse(contact: str, frame_id: str) -> Contact:
    head, colon, tail = contact.partition(":")
    kind, _, head_value = head.partition("=")
    if kind not in KINDS:
        raise ValueError(f"Frame {frame_id}: {contact!r} has the unknown kind {kind!r}. Kinds: {', '.join(KINDS)}.")
    form = KINDS[kind]
    words = tail.split(form.joined_by)
    value = head_value
    if form.value_last:
        *words, value = words
    right_count = len(words) == form.parts if form.parts else all(words)
    if not colon or bool(head_value) != form.value_first or not right_count:
        raise ValueError(f"Frame {frame_id}: {contact!r} is not of the form {form.example!r}.")
    for part in words:
        if part not in NAMES:
            raise ValueError(
                f"Frame {frame_id}: {contact!r} names the unknown part {part!r}. Parts: {', '.join(sorted(NAMES))}."
            )
    return Contact(kind, tuple(words), _meters(value, contact, frame_id) if value else 0.0)


def _meters(word: str, contact: str, frame_id: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise ValueError(f"Frame {frame_id}: {word!r} in {contact!r} is not a number of meters.") from None


# One function for each kind: residuals first, then the open gaps in meters of the kinds that have one.


def _heights(contact: Contact, posed: PosedSample) -> list[float]:
    return [FIRM * gap for gap in _height_gaps(contact, posed)]


def _height_gaps(contact: Contact, posed: PosedSample) -> list[float]:
    return [posed.lowest(part) - contact.number for part in contact.parts]


def _wall(contact: Contact, posed: PosedSample) -> list[float]:
    return _same([posed.rearmost(part) for part in contact.parts])


def _front(contact: Contact, posed: PosedSample) -> list[float]:
    return _same([posed.foremost(part) for part in contact.parts])


def _same(places: list[float]) -> list[float]:
    middle = float(np.mean(places))
    return [FIRM * (place - middle) for place in places]


def _touch(contact: Contact, posed: PosedSample) -> list[float]:
    # The nearest points alone give no direction once parts overlap; their middles give a little.
    first, second = (posed.center(part) for part in contact.parts)
    return [LOOSE * posed.distance(*contact.parts), HINT * float(np.linalg.norm(first - second))]


def _touch_gap(contact: Contact, posed: PosedSample) -> list[float]:
    return [posed.distance(*contact.parts)]


def _offset(axis: int, weight: float) -> Callable[[Contact, PosedSample], list[float]]:
    """Residual of two parts that share a place along an axis."""

    def residual(contact: Contact, posed: PosedSample) -> list[float]:
        first, second = (posed.center(part) for part in contact.parts)
        return [weight * float(first[axis] - second[axis])]

    return residual


def _apart(contact: Contact, posed: PosedSample) -> list[float]:
    first, second = (posed.center(part) for part in contact.parts)
    return [LOOSE * (abs(float(first[1] - second[1])) - contact.number)]


def _straight(contact: Contact, posed: PosedSample) -> list[float]:
    start, middle, end = (posed.center(part) for part in contact.parts)
    along = (end - start) / np.linalg.norm(end - start)
    off_line = (middle - start) - ((middle - start) @ along) * along
    return [LOOSE * float(off_line[2]), LOOSE * float(off_line[1])]


def _ball(contact: Contact, posed: PosedSample) -> list[float]:
    radius, everything = contact.number, posed.everything
    beside = np.abs(everything[:, 0]) > BALL_HALF_WIDTH_M
    nearest = float((_from_ball(everything, posed.ball_y, radius) + FAR_M * beside).min())
    sunk = min(0.0, nearest - radius + BALL_GIVES_M)
    resting = [float(_from_ball(posed.points(part), posed.ball_y, radius).min()) - radius for part in contact.parts]
    return [BALL_FIRM * sunk, *(FIRM * gap for gap in resting)]


def _from_ball(points: Array, ball_y: float, radius: float) -> Array:
    distance: Array = np.hypot(points[:, 1] - ball_y, points[:, 2] - radius)
    return distance


@dataclass(frozen=True)
class _Kind:
    """How a kind is written, and what it asks for. ``parts`` is their number, or 0 for one or more."""

    example: str
    residuals: Callable[[Contact, PosedSample], list[float]]
    gaps: Callable[[Contact, PosedSample], list[float]] | None = None
    parts: int = 0
    joined_by: str = ","
    value_first: bool = False
    value_last: bool = False


KINDS = {
    "floor": _Kind("floor:heel,ball", _heights, _height_gaps),
    "z": _Kind("z=0.45:buttock", _heights, _height_gaps, value_first=True),
    "up": _Kind("up:occiput=0.07", _heights, parts=1, joined_by="=", value_last=True),
    "wall": _Kind("wall:upperback,sacrumback", _wall),
    "front": _Kind("front:chest,pelvisfront", _front),
    "touch": _Kind("touch:palm_r~belly", _touch, _touch_gap, parts=2, joined_by="~"),
    "under": _Kind("under:palm=shoulder", _offset(1, LOOSE), parts=2, joined_by="="),
    "beside": _Kind("beside:palm_r=shoulder_r", _offset(0, LOOSE), parts=2, joined_by="="),
    "level": _Kind("level:shoulder_r=shoulder_l", _offset(2, FIRM), parts=2, joined_by="="),
    "dy": _Kind("dy:heel=upperback=0.9", _apart, parts=2, joined_by="=", value_last=True),
    "straight": _Kind("straight:shoulder-hipside_r-ankle", _straight, parts=3, joined_by="-"),
    "ball": _Kind("ball=0.31:pelvisfront", _ball, value_first=True),
}
