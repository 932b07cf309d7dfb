"""One statement of the record: what was asked and answered, in the shape of xAPI, and never by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from spasmed.tables import SpasmedError

VERB = "answered"
# What a statement may say. There is no actor: the file belongs to one student and names nobody.
PARTS = ("id", "timestamp", "verb", "object", "result", "context", "card")


class RecordError(SpasmedError):
    """An answer could not be kept, or a file could not be read; one sentence that says what to do."""


def checked(statement: Mapping[str, Any]) -> dict[str, Any]:
    """A statement with its id, time and verb; raises RecordError where it says too little or too much."""
    said = dict(statement)
    if extra := set(said) - set(PARTS):
        raise RecordError(f'A statement has no "{min(extra)}". It may hold: {", ".join(PARTS)}; never a name.')
    about, result = said.get("object"), said.get("result")
    if not isinstance(about, Mapping) or not isinstance(about.get("id"), str):
        raise RecordError('A statement needs "object": {"id": the id of the item}.')
    if not isinstance(result, Mapping) or not isinstance(result.get("success"), bool):
        raise RecordError('A statement needs "result": {"success": true or false}.')
    said["object"] = {"id": about["id"], **about}  # the id first: it is what a scan looks for
    said.setdefault("id", str(uuid4()))
    said.setdefault("timestamp", datetime.now(UTC).isoformat())
    said.setdefault("verb", VERB)
    return said
