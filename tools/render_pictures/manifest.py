"""Writes data/pictures/manifest.csv: one row for every picture that is there, made from the files and the tables.

    python -m tools.render_pictures.manifest

What people have to say about a picture stands in data/review/picture_notes.csv and in the columns status and
status_note of data/exercise/frames.csv. Nothing is rendered, so it takes seconds.
"""

from __future__ import annotations

import csv
import struct
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from spasmed import tables

from .alt_text import alt_text
from .atlas_layers import DIRECTIONS, LAYERS, atlas_alt
from .frames import frames_of
from .picture_list import PICTURES, Picture, exercise_pictures
from .picture_notes import verdict, written_notes
from .viewpoint import view

KINDS = ("lengths", "targets", "compare", "loop", "thumb")
MADE_OF = {
    "model": "myo-sim 0.2.4 + Anny",
    "license": "CC-BY-4.0",
    "source_ids": "bregier2025 | caggiano2022 | myo-sim | walia2025",
}


def write(folder: Path = PICTURES) -> list[str]:
    """Writes the table from the pictures in the folder; returns the files it misses."""
    wanted = [*_exercise_rows(), *_atlas_rows()]
    there = [row | _measured(folder / row["file"]) for row in wanted if (folder / row["file"]).exists()]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tables.fields("pictures")), lineterminator="\n")
        writer.writeheader()
        writer.writerows(there)
    return [row["file"] for row in wanted if not (folder / row["file"]).exists()]


def _exercise_rows() -> list[dict[str, Any]]:
    """A row without measures for every picture of an exercise, kind after kind."""
    return [_exercise_row(picture) for kind in KINDS for picture in exercise_pictures() if picture.kind == kind]


def _exercise_row(picture: Picture) -> dict[str, Any]:
    start = frames_of(picture.exercise_id)["start"]
    fit = verdict(picture)
    return {
        "id": picture.id,
        "file": picture.file,
        "kind": picture.kind,
        "exercise_id": picture.exercise_id,
        "frame": picture.moment,
        "view": view(start),
        "layer": "",
        "view_az_deg": f"{start.azimuth:g}",
        "view_el_deg": f"{start.elevation:g}",
        "alt": alt_text(picture),
        "ready": "yes" if fit.ready else "no",
        "ready_note": fit.note,
        **MADE_OF,
    }


def _atlas_rows() -> list[dict[str, Any]]:
    rows = []
    for side, layer in LAYERS:
        name = f"atlas-{side}-{layer}"
        notes, barred = written_notes(name)
        azimuth, elevation = DIRECTIONS[side]
        rows.append(
            {
                "id": name,
                "file": f"atlas/{side}-{layer}.webp",
                "kind": "atlas",
                "exercise_id": "",
                "frame": "",
                "view": side,
                "layer": layer,
                "view_az_deg": f"{azimuth:g}",
                "view_el_deg": f"{elevation:g}",
                "alt": atlas_alt(side, layer),
                "ready": "no" if barred else "yes",
                "ready_note": " ".join(notes),
                **MADE_OF,
            }
        )
    return rows


def _measured(file: Path) -> dict[str, int]:
    """Width and height in pixels, and the size in bytes."""
    if file.suffix == ".mp4":
        width, height = film_size(file.read_bytes())
    else:
        with Image.open(file) as image:
            width, height = image.size
    return {"width": width, "height": height, "bytes": file.stat().st_size}


def film_size(film: bytes) -> tuple[int, int]:
    """Width and height in pixels of a film with one track, from its header (ISO/IEC 14496-12, `tkhd`)."""
    mark = film.index(b"tkhd")
    (length,) = struct.unpack(">I", film[mark - 4 : mark])
    end = mark - 4 + length
    width, height = struct.unpack(">II", film[end - 8 : end])  # 16.16 fixed point
    return width >> 16, height >> 16


if __name__ == "__main__":
    if missing := write():
        sys.exit(f"These pictures are missing and have no row: {', '.join(missing)}")
