"""Every picture of the exercises: what kind it is, what it shows, and the file it is kept in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spasmed.reasoning import target_frames

from .frames import exercise_names, frames_of

PICTURES = Path(__file__).parents[2] / "data" / "pictures"

# Movements so small that the end alone does not show them.
SMALL_MOVEMENTS = frozenset(
    {
        "pelvic-tilt",
        "chin-tuck",
        "diaphragmatic-breathing",
        "abdominal-hollowing",
        "abdominal-bracing",
        "curl-up-mcgill",
        "scapular-retraction",
    }
)


@dataclass(frozen=True)
class Picture:
    """One file: its kind (see the table `pictures`), its exercise, and the moment it shows, empty for a loop."""

    kind: str
    exercise_id: str
    moment: str

    @property
    def id(self) -> str:
        """The id of its row in the table `pictures`."""
        moment = f"-{self.moment}" if self.kind == "lengths" or self._is_second else ""
        return f"{self.kind}-{self.exercise_id}{moment}"

    @property
    def file(self) -> str:
        """Its path under data/pictures."""
        exercise = self.exercise_id
        match self.kind:
            case "lengths":
                return f"exercises/{exercise}--{self.moment}.webp"
            case "loop":
                return f"loops/{exercise}.mp4"
            case "targets" if self._is_second:
                return f"targets/{exercise}--{self.moment}.webp"
            case "thumb":
                return f"thumbs/{exercise}.webp"
            case kind:
                return f"{kind}/{exercise}.webp"

    @property
    def _is_second(self) -> bool:
        return self.kind == "targets" and self.moment != target_frames(self.exercise_id)[0]


def pictures_of(exercise_id: str) -> list[Picture]:
    """The pictures of one exercise."""
    frames, targets = frames_of(exercise_id), target_frames(exercise_id)
    end = list(frames)[-1]
    return [
        *(Picture("lengths", exercise_id, moment) for moment in frames),
        *(Picture("targets", exercise_id, moment) for moment in targets),
        *(Picture("compare", exercise_id, end) for _ in [0] if exercise_id in SMALL_MOVEMENTS),
        Picture("loop", exercise_id, ""),
        Picture("thumb", exercise_id, targets[0]),
    ]


def exercise_pictures(exercises: Iterable[str] = ()) -> list[Picture]:
    """The pictures of these exercises, or of all; an exercise after the other."""
    return [picture for exercise in (exercises or exercise_names()) for picture in pictures_of(exercise)]
