"""Contact sheets for looking at what was drawn: PNG files, large enough to judge, on a light and on a dark ground.

    python -m tools.render_pictures.contact_sheet FOLDER [exercise ...]

Each sheet holds the pictures of a few exercises; a loop is shown by some of its frames. The sheets are not committed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import imageio_ffmpeg
from PIL import Image, ImageDraw, ImageOps

from .frames import exercise_names
from .palette import NEUTRAL, in_bytes
from .picture_list import PICTURES, Picture, pictures_of

GROUNDS = {"light": "#ffffff", "dark": "#15181c"}
WIDTH = 2000  # pixels
TILE = (640, 460)  # the largest a picture is shown
FRAMES_OF_A_LOOP = 8
EXERCISES_A_SHEET = 4
GAP, TITLE = 10, 18


def main() -> None:
    """Writes the sheets of the exercises named on the command line, or of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the sheets go")
    parser.add_argument("exercises", nargs="*", metavar="exercise", help="ids; without any, all")
    told = parser.parse_args()
    for file in write_sheets(told.folder, told.exercises):
        print(file)


def write_sheets(folder: Path, exercises: Sequence[str] = ()) -> Iterator[Path]:
    """Writes the sheets of these exercises, or of all, into a folder; yields each file when it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, group in enumerate(_groups(exercises or list(exercise_names())), start=1):
        tiles = [tile for exercise in group for picture in pictures_of(exercise) for tile in _tiles(picture)]
        for name, ground in GROUNDS.items():
            file = folder / f"{number:02}-{name}.png"
            sheet(tiles, ground).save(file)
            yield file


def sheet(tiles: Sequence[tuple[str, Image.Image]], ground: str) -> Image.Image:
    """Pictures with their names, in rows, on one ground."""
    places, x, y, height = [], 0, 0, 0
    for name, image in tiles:
        if x and x + image.width > WIDTH:
            x, y, height = 0, y + height + GAP, 0
        places.append((x, y, name, image))
        x, height = x + image.width + GAP, max(height, image.height + TITLE)
    drawn = Image.new("RGB", (WIDTH, y + height), ground)
    write = ImageDraw.Draw(drawn)
    for x, y, name, image in places:
        write.text((x + 2, y + 2), name, fill=in_bytes(NEUTRAL) if ground == GROUNDS["dark"] else "#333333")
        drawn.paste(image, (x, y + TITLE), image)
    return drawn


def _groups(exercises: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(exercises), EXERCISES_A_SHEET):
        yield exercises[first : first + EXERCISES_A_SHEET]


def _tiles(picture: Picture) -> Iterator[tuple[str, Image.Image]]:
    """The picture, or some frames of a loop, each with its name; nothing where the file is missing."""
    file = PICTURES / picture.file
    if not file.exists():
        return
    if picture.kind == "loop":
        frames = _frames(file)
        for number in range(0, len(frames), max(1, len(frames) // FRAMES_OF_A_LOOP)):
            yield f"{picture.id} {number}", _fitting(frames[number])
        return
    with Image.open(file) as image:
        yield picture.id, _fitting(image)


def _fitting(image: Image.Image) -> Image.Image:
    small = all(side <= limit for side, limit in zip(image.size, TILE, strict=True))
    return (image if small else ImageOps.contain(image, TILE)).convert("RGBA")


def _frames(file: Path) -> list[Image.Image]:
    reader = imageio_ffmpeg.read_frames(str(file))
    size = next(reader)["size"]
    return [Image.frombytes("RGB", size, pixels) for pixels in reader]


if __name__ == "__main__":
    main()
