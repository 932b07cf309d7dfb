"""The scale of a questionnaire as a strip: where a score stands, or from where to where it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spasmed.drawing._axes import num
from spasmed.drawing._figures import number
from spasmed.drawing._picture import WIDTH, Mark, Picture
from spasmed.reasoning import Change, Score

WORSE_OR_BETTER = {"higher-is-worse": "higher is worse", "higher-is-better": "higher is better"}
_LEFT, _RIGHT, _BAR = 44.0, WIDTH - 44.0, 16.0
_LANE = 22.0  # from one line of words to the next
_LETTER = 8.6  # how wide a bold letter is, about


@dataclass(frozen=True)
class _Strip:
    """A bar from the lowest to the highest score; `y` is its middle, `limits` are where published bands end."""

    low: float
    high: float
    y: float
    limits: Sequence[float] = ()

    def x(self, value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - self.low) / (self.high - self.low)

    def bar(self, direction: str, lane: int) -> Iterator[Mark]:
        """The bar, its ends and limits with their numbers, and in a line of its own which way is worse."""
        top = self.y - _BAR / 2
        size = {"x": num(_LEFT), "y": num(top), "width": num(_RIGHT - _LEFT), "height": num(_BAR), "rx": "3"}
        yield Mark("rect", {"class": "fa", **size})
        for limit in self.limits:
            yield Mark("path", {"class": "x", "d": f"M{num(self.x(limit))} {num(top)}v{num(_BAR)}"})
        for value in (self.low, *self.limits, self.high):
            yield _words(self.x(value), self.below(1), number(value), "m s k")
        if said := WORSE_OR_BETTER.get(direction):
            middle = (_LEFT + _RIGHT) / 2
            yield _words(middle, self.below(lane), f"{said} →", "m s k")

    def pin(self, value: float, said: str, *, lane: int = 1, hollow: bool = False) -> Iterator[Mark]:
        """A round pin on the bar with words above it, held inside the sheet."""
        place = {"cx": num(self.x(value)), "cy": num(self.y), "r": "9"}
        ring = {"class": "p", "style": "stroke:#0a58a6;stroke-width:3", **place}
        yield Mark("circle", ring if hollow else {"class": "ob", **place})
        room = _LETTER * len(said) / 2 + 6
        x = min(max(self.x(value), room), WIDTH - room)
        yield _words(x, self.y + 6 - _LANE * lane - (_BAR - 6), said, "w k")

    def line(self, value: float, said: str) -> Iterator[Mark]:
        """A dashed line across the bar with words below it."""
        x = num(self.x(value))
        d = f"M{x} {num(self.y - 14)}V{num(self.below(2) - 15)}"
        yield Mark("path", {"class": "x", "stroke-dasharray": "5 4", "d": d})
        room = _LETTER * len(said) / 2 + 6
        yield _words(min(max(self.x(value), room), WIDTH - room), self.below(2), said, "s k")

    def below(self, lane: int) -> float:
        return self.y + 6 + _LANE * lane


def score_scale(score: Score, limits: Sequence[float] = ()) -> Picture:
    """Where a score stands between the ends of its scale; `limits` are the ends of the published bands."""
    strip = _Strip(score.low, score.high, 50, [limit for limit in limits if score.low < limit < score.high])
    said = f"{number(score.value)}{f', {score.band}' if score.band else ''}"
    alt = f"{score.instrument} {said}, on a scale from {number(score.low)} to {number(score.high)}"
    way = WORSE_OR_BETTER.get(score.direction)
    lane = 2 if strip.limits else 1  # beside the numbers of the ends, where nothing stands between them
    marks = [*strip.bar(score.direction, lane), *strip.pin(score.value, said)]
    return Picture(tuple(marks), f"{alt}{f'; {way}' if way else ''}.", round(strip.below(lane)) + 10)


def change_scale(change: Change, row: dict[str, Any], important: float | None) -> Picture:
    """From where to where a score moved; a dashed line where the improvement becomes an `important` one."""
    strip = _Strip(row["score_low"], row["score_high"], 70)
    lane = 1 if important is None else 3
    marks = list(strip.bar(row["direction"], lane))
    alt = f"{change.instrument} from {number(change.before)} before to {number(change.after)} after."
    if important is not None:
        marks += strip.line(important, f"important from {number(important)} on")
        alt += f" The improvement is an important one from {number(important)} on."
    marks += strip.pin(change.before, f"before {number(change.before)}", lane=2, hollow=True)
    marks += strip.pin(change.after, f"after {number(change.after)}")
    return Picture(tuple(marks), alt, round(strip.below(lane)) + 10)


def _words(x: float, y: float, text: str, style: str) -> Mark:
    return Mark("text", {"class": style, "x": num(x), "y": num(y)}, text)
