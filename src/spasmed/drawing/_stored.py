"""Stored pictures and films as data URIs: what a live view, a static twin and a page with no network can all show."""

from __future__ import annotations

from base64 import b64encode

from spasmed.tables import picture_file


def picture_uri(name: str) -> str:
    """The picture with this id. Raises SpasmedError for an unknown id and for a file that is missing or cut short."""
    return "data:image/webp;base64," + b64encode(picture_file(name)).decode()


def film_uri(name: str) -> str:
    """The film with this id. Raises as `picture_uri`."""
    return "data:video/mp4;base64," + b64encode(picture_file(name)).decode()
