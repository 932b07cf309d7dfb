"""Everything that is posed, made once in a process: loading the body model takes a few seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .body import Body
    from .skeleton import Skeleton
    from .skin import Skin


@dataclass(frozen=True)
class Figure:
    """A body with its skin and its bones, which all take the posture of the body."""

    body: Body
    skin: Skin
    skeleton: Skeleton

    def pose(self, angles: Mapping[str, float], *, tendons: bool = True) -> None:
        """Takes a posture (see `Body.pose`)."""
        self.body.pose(angles, tendons=tendons)


def make_figure() -> Figure:
    """A figure in neutral standing. Needs the packages of ``requirements.txt``."""
    from .body import Body
    from .skeleton import Skeleton
    from .skin import Skin

    body = Body()
    skin = Skin(body)
    return Figure(body=body, skin=skin, skeleton=Skeleton(body, skin))
