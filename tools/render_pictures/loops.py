"""Loops: the movement of an exercise and back, as a silent film of a few seconds that can be played over and over.

A film in H.264 has no transparency. Its ground is one light neutral in either theme: bones, pale muscles and the brown
outline were drawn for it, and on a dark page the player shows it as a dimmed screen instead of losing its shadows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from ._job import Job
from .exercise_pictures import Set, colors_of_change, set_of
from .figure import Figure
from .frames import MIRRORED
from .muscles_drawn import strand_layer
from .palette import FILM
from .picture_list import PICTURES, Picture, exercise_pictures
from .scene import Posture
from .stage import film_frame
from .table_rows import rows_behind
from .way import mirrored

FRAMES_PER_SECOND = 12
FRAMES_OF_A_WAY = 14
FRAMES_OF_HALF_A_STEP = 7  # of walking, which does not stop on the way
HOLD_START, HOLD_FRAME = 8, 10  # frames that stand still
SCALE = 0.6  # of the stills
SKIN = 0.26
LINE = 1.5  # pixels
QUALITIES = range(27, 34)  # constant rate factors of H.264: more is smaller
AT_MOST = 62_000  # bytes: a card carries its film


def jobs(exercises: Iterable[str] = ()) -> list[Job]:
    """One job a loop."""
    return [
        Job(
            id=f"loop/{picture.exercise_id}",
            outputs=(Path("pictures") / picture.file,),
            depends=rows_behind(picture),
            make=partial(make_loop, picture=picture),
            group=picture.exercise_id,
        )
        for picture in exercise_pictures(exercises)
        if picture.kind == "loop"
    ]


def make_loop(figure: Figure, *, picture: Picture) -> None:
    """Draws and writes the loop of an exercise, in the best quality that fits its size.

    Raises:
        ValueError: It does not get small enough.
    """
    file = PICTURES / picture.file
    file.parent.mkdir(parents=True, exist_ok=True)
    frames = film(set_of(figure, picture.exercise_id))
    for quality in QUALITIES:
        encode(frames, file, quality)
        if (size := file.stat().st_size) <= AT_MOST:
            return
    raise ValueError(f"{picture.file} has {size} bytes at the lowest quality, and {AT_MOST} are allowed.")


def film(stage: Set) -> list[Image.Image]:
    """The frames of the loop of an exercise, from the start frame back to it."""
    if stage.scene.exercise_id in MIRRORED:
        return _cycle(stage)
    there = [_drawn(stage, way.along(FRAMES_OF_A_WAY, resting=True)) for way in stage.ways]
    held = [there[0][0]] * HOLD_START
    out = [[*way, *[way[-1]] * HOLD_FRAME] for way in there]
    back = [way[-2::-1] for way in reversed(there)]
    return [*held, *chain(*out), *chain(*back)]


def _cycle(stage: Set) -> list[Image.Image]:
    """A cycle that goes on and on: its second half is the first half of the other side."""
    halves = [way.along(FRAMES_OF_HALF_A_STEP, resting=False) for way in stage.ways]
    one_side = [posture for half in halves for posture in half[:-1]]
    return _drawn(stage, [*one_side, *map(mirrored, one_side)])


def _drawn(stage: Set, postures: Sequence[Posture]) -> list[Image.Image]:
    """Each posture as a frame of the film; the colors count from the start, as in the stills."""
    scene, camera = stage.scene, stage.camera.at_scale(stage.camera.pixels_per_meter * SCALE)
    frames = []
    for posture in postures:
        muscles = strand_layer(scene, colors_of_change(scene, posture))
        frames.append(film_frame(camera, [*muscles, *stage.layers(SKIN)], scene.skin_mesh(), FILM, line=LINE))
    return frames


def encode(frames: Sequence[Image.Image], file: Path, quality: int) -> None:
    """Writes the frames as a silent mp4 that starts to play before it is loaded whole."""
    writer = imageio_ffmpeg.write_frames(
        str(file),
        frames[0].size,
        fps=FRAMES_PER_SECOND,
        codec="libx264",
        pix_fmt_in="rgb24",
        pix_fmt_out="yuv420p",
        quality=None,
        macro_block_size=2,
        output_params=["-crf", str(quality), "-preset", "veryslow", "-movflags", "+faststart", "-map_metadata", "-1"],
    )
    writer.send(None)
    for frame in frames:
        writer.send(np.ascontiguousarray(frame))
    writer.close()
