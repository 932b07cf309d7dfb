"""The jobs of the stills of the exercises, and how their files are written."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PIL import Image

from ._job import Job
from .exercise_pictures import compare, lengths, targets, thumb
from .figure import Figure
from .picture_list import PICTURES, Picture, exercise_pictures
from .table_rows import rows_behind

QUALITIES = ((70, 60), (60, 40), (50, 40), (42, 30))  # of WebP: of the colors, of the transparency
AT_MOST = 31_000  # bytes: a card carries four stills or more
THUMB_AT_MOST = 2_200  # bytes
THUMB_QUALITIES = [(quality, quality) for quality in range(82, 8, -3)]


def jobs(exercises: Iterable[str] = ()) -> list[Job]:
    """One job a still, an exercise after the other, so that a process builds each set once."""
    return [
        Job(
            id=picture.file.removesuffix(".webp"),
            outputs=(Path("pictures") / picture.file,),
            depends=rows_behind(picture),
            make=partial(make_still, picture=picture),
            group=picture.exercise_id,
        )
        for picture in exercise_pictures(exercises)
        if picture.kind != "loop"
    ]


def make_still(figure: Figure, *, picture: Picture) -> None:
    """Draws and writes a still of an exercise.

    Raises:
        ValueError: It does not get small enough.
    """
    file = PICTURES / picture.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encoded(draw(figure, picture), picture.kind))


def draw(figure: Figure, picture: Picture) -> Image.Image:
    """The still, with a transparent ground."""
    match picture.kind:
        case "lengths":
            return lengths(figure, picture.exercise_id, picture.moment)
        case "targets":
            return targets(figure, picture.exercise_id, picture.moment)
        case "thumb":
            return thumb(figure, picture.exercise_id, picture.moment)
        case _:
            return compare(figure, picture.exercise_id)


def encoded(image: Image.Image, kind: str) -> bytes:
    """The bytes of a WebP file, in the best quality that fits its size."""
    qualities, most = (THUMB_QUALITIES, THUMB_AT_MOST) if kind == "thumb" else (QUALITIES, AT_MOST)
    for quality, alpha_quality in qualities:
        if len(held := _webp(image, quality, alpha_quality)) <= most:
            return held
    raise ValueError(f"The still has {len(held)} bytes at the lowest quality, and {most} are allowed.")


def _webp(image: Image.Image, quality: int, alpha_quality: int) -> bytes:
    held = io.BytesIO()
    image.save(held, "WEBP", quality=quality, alpha_quality=alpha_quality, method=6)
    return held.getvalue()
