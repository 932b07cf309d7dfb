"""The stills of an exercise: what its movement does, which muscles it is for, where it goes, and a thumbnail.

Each function gives back a picture with a transparent ground. Nothing is written into a picture but badges; its words
stand in the legend and in the alternative text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np
from contourpy import contour_generator
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from spasmed import reasoning
from spasmed.reasoning import Acting, acting

from . import motion
from .badges import Badge, Keep, arrange, paint, sign
from .camera import Camera, Points, looking_from
from .equipment import Room, carried, standing, survey
from .figure import Figure
from .muscle_groups import shown_strands
from .muscles_drawn import (
    badge_places,
    behind_its_twin,
    is_schematic,
    schematic_layers,
    strand_layer,
    strands,
)
from .palette import LONGER, NEUTRAL, ROLES, SHORTER, START_OUTLINE, THUMB_SKIN, Color, in_bytes, length_color
from .scene import Posture, Scene
from .stage import Layer, bone_layer, silhouette, skin_layer, still
from .way import Way

PIXELS_PER_METER, CLOSE_UP = 430.0, 946.0
MARGIN = 0.06  # meters around everything that is shown
SKIN, SKIN_OVER_ROLES = 0.26, 0.22  # opacity
HOLDING = 0.45  # opacity of the sheet of a muscle that stabilizes
CAMERA_STOPS = 7  # postures of a way that the camera has to see
THUMB_SIZE = (144, 108)
THUMB_MARGIN = 0.03
THUMB_LINE, THUMB_OVERSAMPLING = 1.0, 4.0
FACE, HAND = 0.10, 0.07  # meters around face and hand that badges leave free
DASH, DASH_GAP, DASH_WIDTH = 9, 5, 3  # pixels


class Set:
    """A scene with what holds for all its pictures: the things in the room, the ways between frames, the camera."""

    def __init__(self, figure: Figure, exercise_id: str) -> None:
        self.scene = Scene(figure, exercise_id)
        self.room: Room = survey(self.scene)
        self.things: list[Layer] = standing(self.scene, self.room)
        self.ways: list[Way] = motion.ways(self.scene)
        self.camera: Camera = self._camera()

    def layers(self, opacity: float) -> list[Layer]:
        """Everything but muscles, in the posture the scene has now."""
        scene = self.scene
        held = [*self.things, *carried(scene, self.room)]
        return [bone_layer(scene.bone_mesh()), *held, skin_layer(scene.skin_mesh(), opacity)]

    def _camera(self) -> Camera:
        """Sees every posture of the exercise whole, also those on the way, and the things in the room."""
        start = self.scene.start
        camera = looking_from(start.azimuth, start.elevation, CLOSE_UP if start.close_up else PIXELS_PER_METER)
        clouds = [] if start.close_up else [np.asarray(thing.mesh.points) for thing in self.things]
        on_the_way = [posture for way in self.ways for posture in way.along(CAMERA_STOPS, resting=False)]
        for posture in [*self.scene.postures.values(), *on_the_way]:
            self.scene.take(posture, strands=False)
            if start.close_up:
                clouds += [self.scene.part("head"), self.scene.part("shoulder")]
            else:
                clouds += [self.scene.skin(), *(thing.mesh.points for thing in carried(self.scene, self.room))]
        self.scene.take("start")
        return camera.fitting(clouds, MARGIN)


@cache
def set_of(figure: Figure, exercise_id: str) -> Set:
    """The set of an exercise, built once in a process."""
    return Set(figure, exercise_id)


def lengths(figure: Figure, exercise_id: str, moment: str) -> Image.Image:
    """Muscles colored by what the movement from the start to this moment does to their path length."""
    stage, facts = set_of(figure, exercise_id), reasoning.movement(exercise_id, moment)
    scene, camera = stage.scene, stage.camera
    colors = colors_of_change(scene, moment)
    picture = still(camera, [*strand_layer(scene, colors), *stage.layers(SKIN)], scene.skin_mesh())
    badges = [
        Badge(
            sign(fact.points),
            LONGER if fact.points > 0 else SHORTER,
            badge_places(scene, fact.muscle_id, fact.side, camera),
        )
        for fact in facts
        if not (fact.side and behind_its_twin(scene, fact.muscle_id, fact.side, camera))
    ]
    return _badged(scene, picture, badges, camera)


def targets(figure: Figure, exercise_id: str, moment: str) -> Image.Image:
    """The muscles the exercise is for, colored by role."""
    stage = set_of(figure, exercise_id)
    scene, camera = stage.scene, stage.camera
    scene.take(moment)
    shown = acting(exercise_id, moment)
    picture = still(camera, [*role_layers(scene, shown), *stage.layers(SKIN_OVER_ROLES)], scene.skin_mesh())
    badges = [
        Badge(
            ROLES[one.role].symbol,
            ROLES[one.role].color,
            badge_places(scene, one.muscle_id, one.side, camera),
        )
        for one in shown
        if strands(scene, one.muscle_id) or is_schematic(one.muscle_id)
    ]
    return _badged(scene, picture, badges, camera)


def compare(figure: Figure, exercise_id: str) -> Image.Image:
    """The end of a small movement with the outline of its start as a dashed line; no color has a meaning."""
    stage = set_of(figure, exercise_id)
    scene, camera = stage.scene, stage.camera
    scene.take("start")
    before = silhouette(camera, scene.skin_mesh())
    scene.take(scene.last.moment)
    neutral = dict.fromkeys(shown_strands(figure.body), NEUTRAL)
    picture = still(camera, [*strand_layer(scene, neutral), *stage.layers(SKIN)], scene.skin_mesh())
    draw = ImageDraw.Draw(picture)
    contours = contour_generator(z=gaussian_filter(before.astype(float), 1.2)).lines(0.5)
    for line in cast("list[Points]", contours):
        for first in range(0, len(line) - DASH, DASH + DASH_GAP):
            dash = [(float(x), float(y)) for x, y in line[first : first + DASH]]
            draw.line(dash, fill=(*in_bytes(START_OUTLINE), 255), width=DASH_WIDTH)
    return picture


def thumb(figure: Figure, exercise_id: str, moment: str) -> Image.Image:
    """Targets again, 144 by 108 pixels: the body as large as it goes, without bones and badges.

    Muscles are laid over an opaque skin, so that their colors keep their strength at this size.
    """
    stage = set_of(figure, exercise_id)
    scene, start = stage.scene, stage.scene.start
    scene.take(moment)
    seen = [scene.part("head"), scene.part("shoulder")] if start.close_up else [scene.skin()]
    camera = looking_from(start.azimuth, start.elevation, PIXELS_PER_METER).fitting(seen, THUMB_MARGIN)
    camera = camera.filling(*THUMB_SIZE)
    skin = Layer(scene.skin_mesh(), THUMB_SKIN, ambient=0.45, diffuse=0.6)
    things = [*stage.things, *carried(scene, stage.room)]
    body = still(camera, [*things, skin], skin.mesh, line=THUMB_LINE, oversampling=THUMB_OVERSAMPLING)
    muscles = still(camera, role_layers(scene, acting(exercise_id, moment)), oversampling=THUMB_OVERSAMPLING)
    body.alpha_composite(muscles)
    return body


def colors_of_change(scene: Scene, posture: Posture | str) -> dict[int, Color]:
    """The color of every shown strand: its change from the start frame. Leaves the scene in that posture."""
    body = scene.figure.body
    scene.take("start")
    before = body.change_pct()
    scene.take(posture)
    moved = body.change_pct() - before
    return {strand: length_color(float(moved[strand])) for strand in shown_strands(body)}


def role_layers(scene: Scene, shown: Sequence[Acting]) -> list[Layer]:
    """The muscles of an exercise in the colors of their roles."""
    colors: dict[int, Color] = {}
    shapes: list[Layer] = []
    # A part may have another role than the group it belongs to: the smaller group is colored last and wins.
    for one in sorted(shown, key=lambda one: -len(strands(scene, one.muscle_id))):
        color = ROLES[one.role].color
        colors |= dict.fromkeys(strands(scene, one.muscle_id, one.side), color)
        if is_schematic(one.muscle_id):
            laid = schematic_layers(scene, one.muscle_id, color, one.side)
            # The sheet of a muscle that only holds must not hide the ones the exercise is for.
            shapes += [replace(each, opacity=HOLDING) for each in laid] if one.role == "stabilize" else laid
    return [*strand_layer(scene, colors), *shapes]


def _badged(scene: Scene, picture: Image.Image, badges: Sequence[Badge], camera: Camera) -> Image.Image:
    disks: Mapping[str, float] = {"forehead": FACE, "hand_r": HAND, "hand_l": HAND}
    free = []
    for part, radius in disks.items():
        x, y = camera.pixels(scene.part(part).mean(axis=0)[None])[0]
        free.append(Keep((float(x), float(y)), radius * camera.pixels_per_meter))
    return paint(picture, arrange(badges, free, camera.size))
