"""Writes the masks and the regions of the atlas, layer by layer."""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .atlas_layers import LAYERS
from .palette import Color
from .table_files import DATA, Row, read_rows, write_if_changed, write_rows

MASKS = Path("../tests/pictures/masks")  # relative to the data, as all outputs are named
REGIONS = "anatomy/atlas_regions.csv"


def mask_files(view: str, layer: str) -> tuple[Path, Path]:
    """The mask of a layer and the table of its numbers, relative to ``data/``."""
    return MASKS / f"{view}-{layer}.png", MASKS / f"{view}-{layer}.csv"


def write_mask(view: str, layer: str, mask: NDArray[np.int_], numbers: Mapping[tuple[str, str], int]) -> None:
    """Writes the number of each pixel as a picture with a palette, and which muscle and side each number is."""
    picture, table = mask_files(view, layer)
    (DATA / picture).parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(mask.astype(np.uint8), "P")
    image.putpalette([0, 0, 0, *(int(255 * part) for number in range(1, 64) for part in _shade(number))])
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    write_if_changed(DATA / picture, content.getvalue())
    rows = [{"number": str(number), "muscle_id": muscle, "side": side} for (muscle, side), number in numbers.items()]
    write_rows(table.as_posix(), rows)


def write_regions(view: str, layer: str, rows: Sequence[Row]) -> None:
    """Puts the rows of one layer in the place of those that are there; layers may be made at the same time."""
    with _alone(DATA / "anatomy"):
        kept = [row for row in read_rows(REGIONS) if (row["view"], row["layer"]) != (view, layer)]
        order = list(LAYERS)
        write_rows(REGIONS, sorted([*kept, *rows], key=lambda row: order.index((row["view"], row["layer"]))))


def _shade(number: int) -> Color:
    """Some color of its own for each number, so that a mask can be looked at."""
    turn = 2 * np.pi * (0.618 * number + np.array([0, 1 / 3, 2 / 3]))
    red, green, blue = 0.6 + 0.4 * np.cos(turn)
    return float(red), float(green), float(blue)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Waits until no other process is in the same folder in this way."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
