"""The body in the room of one exercise: its postures, placed so that what bears the body stays where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .camera import Points
from .figure import Figure
from .frames import BEARING, Frame, frames_of
from .stage import Mesh, surface

# What keeps its place on the floor while the rest moves, the first that all frames share.
STAYS = ("heel", "knee", "foot", "toes", "ball", "sacrumback", "upperback", "occiput", "pelvisfront", "elbow")
REARMOST = 3  # points of a part that lean on the wall


@dataclass(frozen=True)
class Posture:
    """Joint angles in degrees, and how far the whole body is shifted in the room (3,), in meters."""

    angles: Mapping[str, float]
    shift: Points


class Scene:
    """One exercise acted by a figure. `take` a posture, then ask for the skin, its parts and the strands in the room.

    Attributes:
        frames: The frames of the exercise by moment, the start first.
        postures: Their postures, by moment.
    """

    def __init__(self, figure: Figure, exercise_id: str) -> None:
        self.figure = figure
        self.exercise_id = exercise_id
        self.frames = frames_of(exercise_id)
        self.shift: Points = np.zeros(3)
        self.postures = self._placed()
        self.take("start")

    @property
    def start(self) -> Frame:
        """The first frame, whose camera and things hold for the whole exercise."""
        return self.frames["start"]

    @property
    def last(self) -> Frame:
        """The last frame."""
        return self.frames[list(self.frames)[-1]]

    def take(self, posture: Posture | str, *, strands: bool = True) -> None:
        """Poses the figure; a moment stands for the posture of that frame."""
        held = self.postures[posture] if isinstance(posture, str) else posture
        self.figure.body.pose(held.angles, tendons=strands)
        self.shift = held.shift

    def skin(self) -> Points:
        """The skin now (n, 3)."""
        return self.figure.skin.now() + self.shift

    def skin_mesh(self) -> Mesh:
        """The skin now, as a mesh."""
        return surface(self.skin(), self.figure.skin.faces)

    def bone_mesh(self) -> Mesh:
        """The skeleton now, as a mesh."""
        return surface(self.figure.skeleton.now() + self.shift, self.figure.skeleton.faces)

    def part(self, name: str) -> Points:
        """A named part of the skin now (k, 3)."""
        return self.figure.skin.part(name) + self.shift

    def strands(self) -> dict[int, Points]:
        """The path (k, 3) of every strand now, by its number in the body model."""
        return {strand: path + self.shift for strand, path in self.figure.skeleton.strand_paths().items()}

    def one_sided(self, names: Iterable[str]) -> set[str]:
        """Parts of the skin with each part that has two sides replaced by both."""
        parts = self.figure.skin.parts
        return {one for name in names for one in ((f"{name}_r", f"{name}_l") if f"{name}_r" in parts else (name,))}

    def borne(self, frame: Frame) -> set[str]:
        """The parts that rest on something that does not move, each of one side."""
        return self.one_sided(part for contact in frame.contacts_of(*BEARING) for part in contact.parts)

    @cached_property
    def leans_on_wall(self) -> bool:
        """Whether the wall is behind the body and bears it."""
        return any(frame.contacts_of("wall") for frame in self.frames.values())

    def _placed(self) -> dict[str, Posture]:
        """Every posture, shifted so that what all frames rest on lies at the same place."""
        placed = {}
        for moment, frame in self.frames.items():
            self.take(Posture(frame.angles, np.array([0, 0, frame.root_height - 1])), strands=False)
            placed[moment] = Posture(frame.angles, self.shift - self._place(frame))
        if not any(frame.contacts for frame in self.frames.values()):
            return self._on_the_same_shins(placed)
        return placed

    def _place(self, frame: Frame) -> Points:
        """Where what stays put is, in the present posture (3,); only its place on the floor counts."""
        shared = set.intersection(*(self.borne(each) for each in self.frames.values()))
        order = ("upperback", *STAYS) if frame.close_up else STAYS
        stays = next((found for name in order if (found := self.one_sided([name]) & shared)), set())
        if not stays and not self.leans_on_wall:
            return np.zeros(3)  # nothing stays put, as in walking: the pelvis does
        place = np.mean([self.part(name).mean(axis=0) for name in sorted(stays or shared)], axis=0)
        if self.leans_on_wall:
            leaning = [part for contact in frame.contacts_of("wall") for part in contact.parts]
            place[1] = np.mean([np.sort(self.part(name)[:, 1])[-REARMOST:].mean() for name in leaning])
        return np.array([place[0], place[1], 0])

    def _on_the_same_shins(self, placed: dict[str, Posture]) -> dict[str, Posture]:
        """For an exercise without contacts: the legs are held, so the shins lie where they are at the end."""
        shins = {}
        for moment, posture in placed.items():
            self.take(posture, strands=False)
            shins[moment] = self.part("shin").mean(axis=0)
        home = shins[self.last.moment]
        return {moment: Posture(held.angles, held.shift + home - shins[moment]) for moment, held in placed.items()}
