"""One statement of the record: what was asked and answered, in the shape of xAPI, and never by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from spasmed.learning._journal import moment
from spasmed.tables import SpasmedError

ANSWERED, ANNOTATED = "answered", "annotated"
REFERENCE = "StatementRef"  # xAPI's word for an object that is another statement
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
    said.setdefault("verb", ANSWERED)
    try:
        moment(said)
    except (TypeError, ValueError, OverflowError):
        raise RecordError('A statement needs a "timestamp" as in 2026-01-01T12:00:00+00:00, or none.') from None
    return said


def note(answer: str, error_kind: str) -> dict[str, Any]:
    """A statement about another: what kind of slip the answer with this id was, told after it was kept ("": none)."""
    return {
        "id": str(uuid4()),
        "timestamp": datetime.now(UTC).isoformat(),
        "verb": ANNOTATED,
        "object": {"objectType": REFERENCE, "id": answer},  # the type first: a scan for items passes it by
        "context": {"error_kind": error_kind},
    }


def is_note(said: Mapping[str, Any]) -> bool:
    """Whether this is about another statement, and answers nothing itself."""
    return bool(said["object"].get("objectType") == REFERENCE)


def json_line(said: Mapping[str, Any]) -> bytes:
    """A statement as one line, always with the same bytes; raises TypeError or ValueError for what JSON cannot say."""
    ordered = {part: said[part] for part in PARTS if part in said}
    return json.dumps(ordered, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def iso_duration(seconds: float) -> str:
    """A time in the form of ISO 8601, to a tenth of a second: 12.34 -> "PT12.3S"."""
    return f"PT{seconds:.1f}S"
