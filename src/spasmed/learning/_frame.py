"""The record as a table: one row an answer, with what was said of it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from spasmed.learning._statement import is_note

if TYPE_CHECKING:
    import pandas as pd

OF_CONTEXT = ("lesson", "objective", "case", "version", "confidence", "error_kind", "session")
OF_RESULT = ("success", "score", "response", "duration")
COLUMNS = (
    "timestamp", "item_id", "lesson", "objective", "case", "version", "correct", "score", "confidence", "error_kind",
    "response", "duration", "session", "id",
)  # fmt: skip


def frame_of(statements: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """One row an answer, in their order. A note is no row: the last one on an answer gives its error_kind.

    The statements are looked at one by one and let go, and the table is gathered by columns: a hundred thousand dicts,
    or rows, would keep Python busy with its memory alone.
    """
    import pandas as pd

    columns: dict[str, list[Any]] = {name: [] for name in ("timestamp", "item_id", "id", *OF_CONTEXT, *OF_RESULT)}
    add, notes = [column.append for column in columns.values()], dict[str, Any]()
    for said in statements:
        context, result, about = said.get("context", {}), said.get("result", {}), said["object"]
        if is_note(said):
            notes[about["id"]] = context.get("error_kind")
        else:
            own = (said["timestamp"], about["id"], said["id"])
            cells = (*own, *map(context.get, OF_CONTEXT), *map(result.get, OF_RESULT))
            for put, cell in zip(add, cells, strict=True):
                put(cell)
    pairs = zip(columns["id"], columns["error_kind"], strict=True)
    columns["error_kind"] = [notes.get(name, kind) or None for name, kind in pairs]
    frame = pd.DataFrame(columns).rename(columns={"success": "correct"})
    seconds = frame["duration"].astype("string").str.extract(r"^PT(\d+(?:\.\d+)?)S$")[0]  # as `iso_duration` writes it
    return frame.assign(
        timestamp=pd.to_datetime(frame["timestamp"], utc=True, format="ISO8601"),
        duration=pd.to_timedelta(pd.to_numeric(seconds), unit="s"),
    )[list(COLUMNS)]
