"""The small picture of each exercise that stands beside its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from spasmed.drawing import picture_uri
from spasmed.tables import load, records


@cache
def thumbnails() -> Mapping[str, str]:
    """Exercise id -> its thumbnail as a data URI, where there is one that may be shown to students.

    Raises SpasmedError for a file that is missing or cut short.
    """
    rows = (row for row in records(load("pictures")) if row["kind"] == "thumb" and row["ready"] == "yes")
    return MappingProxyType({row["exercise_id"]: picture_uri(row["id"]) for row in rows})
