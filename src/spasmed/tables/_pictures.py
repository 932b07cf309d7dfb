"""The bytes of the pictures that `data/pictures/manifest.csv` describes."""

from __future__ import annotations

from pathlib import Path

from spasmed.tables._errors import SpasmedError, unknown
from spasmed.tables._package import own_resource, root
from spasmed.tables._rows import columns, rows

_LITTER = {".DS_Store", "Thumbs.db"}  # what a file manager leaves where someone looked at pictures
_RESTORE = "Install spasmed again; in a copy of the repository, `git checkout data` restores it."


def picture_file(name: str) -> bytes:
    """The bytes of one picture, by its id in the table `pictures`: `picture_file("lengths-bird-dog-end")`.

    They are a WebP image, or an MP4 film where the kind is loop. Whether it may be shown, and its alternative text,
    stand in the table. Raises SpasmedError for an id that no picture has, with the closest one, and for a file that is
    missing or cut short.
    """
    resource = own_resource("pictures")
    place = {column: number for number, column in enumerate(columns(resource))}
    listed = {row[place["id"]]: row for row in rows("pictures")[1:]}
    if name not in listed:
        raise unknown("picture", name, listed)
    size = listed[name][place["bytes"]]
    file = Path(resource["path"]).parent / listed[name][place["file"]]
    shown = f"The picture data/{file.as_posix()}"
    try:
        held = (root() / file).read_bytes()
    except OSError as problem:
        raise SpasmedError(f"{shown} cannot be read ({problem.strerror}). {_RESTORE}") from problem
    if str(len(held)) != size:
        raise SpasmedError(f"{shown} has {len(held)} bytes and should have {size}. {_RESTORE}")
    return held


def sizes(table: Path) -> dict[str, int]:
    """Every file beside and below the table of pictures, by its path from there -> its size in bytes."""
    folder = table.parent
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path != table and path.name not in _LITTER
    }
