"""Turns chosen angles into a posture that touches what it should.

Least squares over the free joints of a frame and over its height: contacts in centimeters, joints kept near the chosen
angle, and inside their limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from .contacts import Contact, ball_of, parts_of
from .figure import Figure
from .posture import LIMITS, expand, start_angle, without_side
from .skin_sample import PosedSample, SkinSample

Array = NDArray[np.float64]

STIFFNESS: Mapping[str, float] = MappingProxyType(
    {
        "pitch": 0.02,
        "tilt": 0.05,
        "spin": 0.3,
        "lum": 0.3,
        "lat": 0.3,
        "thor": 0.2,
        "tlat": 0.2,
        "neck": 0.05,
        "nlat": 0.08,
        "nrot": 0.1,
        "hip": 0.06,
        "hadd": 0.12,
        "hrot": 0.12,
        "knee": 0.05,
        "ankle": 0.03,
        "mtp": 0.05,
        "scap": 0.15,
        "elv": 0.035,
        "she": 0.035,
        "shr": 0.035,
        "elb": 0.035,
        "pro": 0.03,
        "wrist": 0.03,
        "dev": 0.1,
    }
)
"""What a change of a free joint costs, in centimeters of contact a degree: what a student would notice is stiff."""
OTHER_STIFFNESS = 0.05

OUTSIDE_LIMITS = 0.5  # centimeters a degree
THROUGH_FLOOR, FLOOR_GIVES_M = 120.0, 0.004
HEIGHT_STIFFNESS = 0.002
MOST_EVALUATIONS = 40
RELATIVE_STEP = 1e-3
# Angles on record are rounded to 0.1 degree, which makes a solution worse by about this much.
COST_RATIO, COST_OF_ROUNDING = 1.02, 0.03
JOINT_SCALE_DEG, HEIGHT_SCALE_CM, BALL_SCALE_DM = 5.0, 5.0, 1.0

# The body model is posed with its root at this height.
ROOT_HEIGHT_M = 1.0


@dataclass(frozen=True)
class Solved:
    """A posture that meets its contacts as well as it can.

    Attributes:
        angles: Degrees by joint: the chosen ones, and each free joint as solved.
        height: How high the root of the body is over the floor, in meters; `Body.pose` has it at 1, so a picture lifts
            everything by ``height - 1``.
        worst_gap_cm: The largest open gap of the contacts that say where something touches; 0 without any.
        ball_y: Where the middle of the ball is from front to back, in meters, or None without a ball.
    """

    angles: dict[str, float]
    height: float
    worst_gap_cm: float
    ball_y: float | None


def solve_contacts(
    figure: Figure,
    angles: Mapping[str, float],
    contacts: Sequence[Contact],
    free_joints: Sequence[str],
    known: Solved | None = None,
) -> Solved:
    """The posture nearest to the chosen angles that meets the contacts.

    Args:
        figure: Is left in some posture near the solution.
        angles: The chosen angles in degrees.
        contacts: What should touch; without any, the lowest point of the skin lies on the floor.
        free_joints: The joints that may change.
        known: An earlier solution, which is returned as it is while it is as good as a new one: the last digits of a
            least squares step differ between machines, and no picture should change for that.
    """
    if not contacts:
        figure.pose(angles, tendons=False)
        return Solved(dict(angles), ROOT_HEIGHT_M - float(figure.skin.now()[:, 2].min()), 0.0, None)
    problem = _Problem(figure, angles, contacts, free_joints)
    fit = least_squares(
        problem.residuals,
        np.zeros(len(problem.scales)),
        diff_step=RELATIVE_STEP,
        x_scale=problem.scales,
        max_nfev=MOST_EVALUATIONS,
    )
    if known is not None and problem.is_as_good(known, fit.cost):
        return known
    return problem.solved(fit.x)


class _Problem:
    """The unknowns are the change of each free joint (degrees), of the height (cm), and of the ball's place (dm)."""

    def __init__(
        self, figure: Figure, angles: Mapping[str, float], contacts: Sequence[Contact], free_joints: Sequence[str]
    ) -> None:
        self.figure = figure
        self.chosen = dict(angles)
        self.contacts = contacts
        self.start = {joint: start_angle(angles, joint) for joint in free_joints}
        self.sample = SkinSample(figure, parts_of(contacts))
        ball = ball_of(contacts)
        joints = len(self.start)
        self.scales = np.array(
            [JOINT_SCALE_DEG] * joints + [HEIGHT_SCALE_CM] + ([BALL_SCALE_DM] if ball is not None else [])
        )

        figure.pose(self.chosen, tendons=False)
        posed = self.sample.now()
        self.start_lift = -self._lowest(posed)
        self.start_ball_y = None if ball is None else float(posed.center(ball.parts[0])[1])

    def residuals(self, unknowns: Array) -> Array:
        """Weighted centimeters, to be made small."""
        changes = unknowns[: len(self.start)]
        posed = self._posed(unknowns)
        residuals = [residual for contact in self.contacts for residual in contact.residuals(posed)]
        residuals.append(THROUGH_FLOOR * min(0.0, float(posed.everything[:, 2].min()) + FLOOR_GIVES_M))
        for joint, change in zip(self.start, changes, strict=True):
            residuals.append(STIFFNESS.get(without_side(joint), OTHER_STIFFNESS) * change)
        residuals.extend(OUTSIDE_LIMITS * outside for outside in _outside_limits(self.figure.body.angles))
        residuals.append(HEIGHT_STIFFNESS * unknowns[len(self.start)])
        return np.array(residuals)

    def is_as_good(self, known: Solved, cost: float) -> bool:
        """Whether an earlier, rounded solution fits this problem about as well as one of this cost."""
        fixed = self.chosen.keys() - self.start.keys()
        if not self.start.keys() <= known.angles.keys() or (known.ball_y is None) != (self.start_ball_y is None):
            return False
        if any(known.angles.get(joint) != self.chosen[joint] for joint in fixed):
            return False
        unknowns = [known.angles[joint] - start for joint, start in self.start.items()]
        unknowns.append(100 * (known.height - ROOT_HEIGHT_M - self.start_lift))
        if known.ball_y is not None and self.start_ball_y is not None:
            unknowns.append(10 * (known.ball_y - self.start_ball_y))
        known_cost = 0.5 * float(np.square(self.residuals(np.array(unknowns))).sum())
        return known_cost <= COST_RATIO * cost + COST_OF_ROUNDING

    def solved(self, unknowns: Array) -> Solved:
        """The solution that these unknowns stand for."""
        posed = self._posed(unknowns)
        gaps = [abs(gap) for contact in self.contacts for gap in contact.gaps_cm(posed)]
        return Solved(
            angles=self._angles(unknowns),
            height=ROOT_HEIGHT_M + self._lift(unknowns),
            worst_gap_cm=max(gaps, default=0.0),
            ball_y=None if self.start_ball_y is None else posed.ball_y,
        )

    def _posed(self, unknowns: Array) -> PosedSample:
        self.figure.pose(self._angles(unknowns), tendons=False)
        ball_y = 0.0 if self.start_ball_y is None else self.start_ball_y + float(unknowns[-1]) / 10
        return self.sample.now(self._lift(unknowns), ball_y)

    def _angles(self, unknowns: Array) -> dict[str, float]:
        changed = zip(self.start.items(), unknowns, strict=False)
        return self.chosen | {joint: start + float(change) for (joint, start), change in changed}

    def _lift(self, unknowns: Array) -> float:
        return self.start_lift + float(unknowns[len(self.start)]) / 100

    def _lowest(self, posed: PosedSample) -> float:
        """The height that the floor is taken to have before the first step."""
        on_floor = [part for contact in self.contacts if contact.kind == "floor" for part in contact.parts]
        if on_floor:
            return float(np.mean([posed.points(part)[:, 2].min() for part in on_floor]))
        return float(posed.everything[:, 2].min())


def _outside_limits(angles: Mapping[str, float]) -> list[float]:
    """By how many degrees each joint with limits is outside of them; negative below."""
    outside = []
    for joint, value in expand(angles).items():
        if limits := LIMITS.get(without_side(joint)):
            low, high = limits
            outside.append(max(0.0, value - high) + min(0.0, value - low))
    return outside
