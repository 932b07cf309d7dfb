"""The one form in which a notebook is committed: the same content gives the same bytes.

Whatever differs from person to person or from run to run is dropped (kernel names, timings, widget state,
random ids), so a change in the file is a change in what a reader sees. The order of keys and the indent are
those of JupyterLab, so saving a notebook there without an edit changes next to nothing.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

TAGS = ("setup", "recall", "predict", "explore", "check", "task", "quiz", "export", "instructor", "safety")
SLIDES = ("slide", "subslide", "fragment", "skip", "notes")
VIEW = "application/vnd.jupyter.widget-view+json"
METADATA: Json = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def normalise(nb: Json) -> Json:
    """A new notebook in normal form; normalising it again changes nothing. `nb` itself is left as it was."""
    cells = [_cell(cell) for cell in nb.get("cells", [])]
    cells = [cell for cell in cells if cell["source"]]  # the empty cell Lab leaves at the end
    for cell, slug in zip(cells, _ids(cells), strict=True):
        cell["id"] = slug
    _number(cells)
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def dumps(nb: Json) -> str:
    """The text of the file, as JupyterLab would write it."""
    return json.dumps(nb, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def text_of(value: Any) -> str:
    """Notebook files hold text as one string or as a list of lines; this is the string."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def headings(markdown: str) -> list[str]:
    """The `#` headings of a markdown cell, as written, without their marks."""
    return _HEADING.findall(markdown)


def is_slug(name: object) -> bool:
    """Whether a cell id is made of words (`red-flags`), not of the random characters editors write."""
    return isinstance(name, str) and len(name) <= 64 and bool(_SLUG.fullmatch(name)) and not _RANDOM.fullmatch(name)


def _cell(cell: Json) -> Json:
    kind = cell.get("cell_type", "markdown")
    new: Json = {
        "cell_type": kind,
        "id": cell.get("id"),
        "metadata": _metadata(cell.get("metadata") or {}),
        "source": _lines(_source(text_of(cell.get("source")), code=kind == "code")),
    }
    if kind == "code":
        new["outputs"] = _outputs(cell.get("outputs") or [])
        new["execution_count"] = cell.get("execution_count")
    elif cell.get("attachments"):
        new["attachments"] = cell["attachments"]  # a pasted picture: not ours to lose, `check` names it
    return new


def _metadata(metadata: Json) -> Json:
    tags = [tag for tag in TAGS if tag in (metadata.get("tags") or [])]
    slide = (metadata.get("slideshow") or {}).get("slide_type")
    kept: Json = {}
    if tags:
        kept["tags"] = tags
    if slide in SLIDES:
        kept["slideshow"] = {"slide_type": slide}
    return kept


def _source(source: str, *, code: bool) -> str:
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join(line.rstrip() for line in lines).strip("\n")
    while code and clean.endswith(";"):
        clean = clean[:-1].rstrip()
    return clean


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _outputs(outputs: Iterable[Json]) -> list[Json]:
    kept: list[Json] = []
    streams: dict[str, str] = {}
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            # One entry for each stream: how a kernel cuts its text into messages is chance.
            name = str(output.get("name", "stdout"))
            if name not in streams:
                kept.append({"output_type": kind, "name": name})
            streams[name] = streams.get(name, "") + text_of(output.get("text"))
        elif kind == "error":
            kept.append({key: output.get(key) for key in ("output_type", "ename", "evalue", "traceback")})
        elif data := {m: _data(m, value) for m, value in (output.get("data") or {}).items() if m != VIEW}:
            kept.append({"output_type": kind, "data": data, "metadata": {}})
    for output in kept:
        if output["output_type"] == "stream":
            output["text"] = _lines(streams[output["name"]])
    return kept


def _data(mime: str, value: Any) -> Any:
    return _lines(text_of(value)) if mime.startswith("text/") else value


def _number(cells: list[Json]) -> None:
    """Count the code cells 1, 2, 3. One that was not run gets no count: nbval and `check` must see that."""
    for number, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), start=1):
        was_run = cell["execution_count"] is not None or cell["outputs"]
        cell["execution_count"] = number if was_run else None
        for output in cell["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = cell["execution_count"]


def _ids(cells: list[Json]) -> list[str]:
    """Keep each id that is a slug, once; name the others after their tag or the heading above."""
    kept: list[str] = []
    for cell in cells:
        kept.append(cell["id"] if is_slug(cell["id"]) and cell["id"] not in kept else "")
    used = {slug for slug in kept if slug}
    named: list[str] = []
    heading = "part"
    for cell, slug in zip(cells, kept, strict=True):
        words = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "markdown":
            words = headings(text_of(cell["source"]))
            heading = words[0] if words else heading
        named.append(slug or _free(_slug(words[0] if words else heading), used))
        used.add(named[-1])
    return named


def _slug(words: str) -> str:
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_words))[:40].strip("-")
    return slug if is_slug(slug) else f"part-{slug}".strip("-")


def _free(slug: str, used: set[str]) -> str:
    if slug not in used:
        return slug
    ordinal = 2
    while f"{slug}-{ordinal}" in used:
        ordinal += 1
    return f"{slug}-{ordinal}"
