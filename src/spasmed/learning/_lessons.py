"""The lesson briefs and the item bank, as records."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from spasmed.tables import story, unknown


@cache
def _by_id(name: str, key: str) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in story(name)[key]}


def lesson(name: str) -> dict[str, Any]:
    """The brief of one lesson: objectives, opening_patient, recall_item_ids, claim_ids, source_ids and so on.

    The record is the caller's own. Raises SpasmedError with the closest match for an unknown lesson.
    """
    briefs = _by_id("lessons", "lessons")
    if name not in briefs:
        raise unknown("lesson", name, briefs)
    return deepcopy(briefs[name])


def item(name: str) -> dict[str, Any]:
    """One question of the item bank: stem, options (each with feedback), source_ids.

    The record is the caller's own. Raises SpasmedError with the closest match for an unknown item.
    """
    items = _by_id("items", "items")
    if name not in items:
        raise unknown("item", name, items)
    return deepcopy(items[name])
