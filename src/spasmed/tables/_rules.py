"""Rules that hold between cells and between tables, which no single column's schema can state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spasmed.tables import _builder_rules, _index_rules, _model_rules, _stories
from spasmed.tables._enforce import split
from spasmed.tables._errors import hint
from spasmed.tables._problem import Problem

# Table name -> its rows, cells as text.
Records = dict[str, list[dict[str, str]]]
_INTERVALS = (
    ("effects", "ci_low", "estimate", "ci_high"),
    ("effects", "plot_low", "plot_estimate", "plot_high"),
    ("natural_history", "ci_low", "estimate", "ci_high"),
)
_CITED = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\](?!\()")


def problems(
    resources: list[dict[str, Any]], records: Records, stories: dict[str, bytes], files: dict[str, int]
) -> Iterator[Problem]:
    """Every broken rule in the tables that could be read, in the stories (name -> the bytes of its file) and pictures.

    `files` are the pictures that lie there: path below the folder of their table -> size in bytes.
    """
    for resource in resources:
        if rows := records.get(resource["name"]):
            for field in resource["schema"]["fields"]:
                if field.get("list"):
                    yield from _list_column(resource["path"], field["name"], rows)
    paths = {resource["name"]: resource["path"] for resource in resources}
    yield from _intervals(paths, records)
    yield from _claims_have_sources(paths, records)
    yield from _exercises_act_on_muscles(paths, records)
    yield from _pictures_are_there(paths, records, files)
    yield from _exercises_start_and_end(paths, records)
    yield from _model_rules.problems(paths, records)
    yield from _builder_rules.problems(paths, records, resources)
    yield from _told(paths, stories, records)


def _list_column(file: str, column: str, rows: list[dict[str, str]]) -> Iterator[Problem]:
    for number, row in enumerate(rows, 2):
        cell, entries = row[column], split(row[column])
        place: dict[str, Any] = {"file": file, "row": number, "column": column, "value": cell}
        if cell != " | ".join(entries):
            cure = "Separate entries with a bar and one space on each side: a | b."
            yield Problem(**place, wrong="is not written as a list", cure=cure)
        if twice := {e for e in entries if entries.count(e) > 1}:
            yield Problem(**place, wrong=f"names {', '.join(sorted(twice))} twice", cure="Keep one of them.")


def _intervals(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """An estimate lies inside its interval, and the lower end below the upper one."""
    for table, low, middle, high in _INTERVALS:
        for number, row in enumerate(records.get(table, []), 2):
            try:
                ends = float(row[low]), float(row[middle]), float(row[high])
            except ValueError:  # an empty cell has no interval to break, and the schema names a cell that is no number
                continue
            if not ends[0] <= ends[1] <= ends[2]:
                wrong = f"lies outside its interval {row[low]} to {row[high]}"
                cure = "Compare the three numbers with the source."
                yield Problem(paths[table], wrong, cure, row=number, column=middle, value=row[middle])


def _claims_have_sources(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    for number, row in enumerate(records.get("claims", []), 2):
        if not row["source_ids"] and row["verdict"] != "omission":
            wrong = f"the claim {row['id']} has no source"
            cure = "Name at least one id of data/sources.csv."
            yield Problem(paths["claims"], wrong, cure, row=number, column="source_ids")


def _exercises_act_on_muscles(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    acting = {row["exercise_id"] for row in records.get("exercise_muscles", [])}
    for number, row in enumerate(records.get("exercises", []), 2):
        if acting and row["id"] not in acting:
            cure = "Add its rows to data/exercise/exercise_muscles.csv."
            yield Problem(paths["exercises"], "acts on no muscle", cure, row=number, column="name", value=row["name"])


def _pictures_are_there(paths: dict[str, str], records: Records, files: dict[str, int]) -> Iterator[Problem]:
    """Every picture is a file of the size that is written, and every file is a picture that is described."""
    if "pictures" not in records:  # already named; without it every file would look like a stray
        return
    listed = {row["file"] for row in records["pictures"]}
    for number, row in enumerate(records["pictures"], 2):
        place: dict[str, Any] = {"file": paths["pictures"], "row": number}
        size = files.get(row["file"])
        if size is None:
            near = hint(row["file"], set(files) - listed)
            cure = f"Put the file back (`git checkout data` restores it), or correct its name.{near}"
            yield Problem(**place, column="file", value=row["file"], wrong="is a picture that is not there", cure=cure)
        elif str(size) != row["bytes"]:
            wrong = f"is not the size of {row['file']}, which has {size} bytes"
            cure = f"Write {size} if you meant to change the picture; if not, `git checkout data` restores it."
            yield Problem(**place, column="bytes", value=row["bytes"], wrong=wrong, cure=cure)
    folder = paths["pictures"].rpartition("/")[0]
    for file in sorted(set(files) - listed):
        cure = f"Describe it in data/{paths['pictures']}, or delete it."
        yield Problem(f"{folder}/{file}", "is a picture that no row describes", cure)


def _exercises_start_and_end(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """An exercise with pictures for students has one of its start and one of its end among them."""
    ready = [(n, row) for n, row in enumerate(records.get("pictures", []), 2) if row["ready"] == "yes"]
    shown = {(row["exercise_id"], row["frame"]) for _, row in ready if row["kind"] == "lengths"}
    first = {row["exercise_id"]: number for number, row in reversed(ready) if row["exercise_id"]}
    for exercise, number in first.items():
        if missing := [frame for frame in ("start", "end") if (exercise, frame) not in shown]:
            wrong = f"has pictures for students but none of its {' and '.join(missing)}"
            cure = (
                "Add the row whose kind is lengths and ready is yes, or set ready to no in every row of the exercise."
            )
            place: dict[str, Any] = {"row": number, "column": "exercise_id", "value": exercise}
            yield Problem(paths["pictures"], wrong, cure, **place)


def _told(paths: dict[str, str], stories: dict[str, bytes], records: Records) -> Iterator[Problem]:
    """Stories: readable YAML, complete records, every id and every citation in the prose known."""
    import yaml

    known = {row["id"] for rows in records.values() for row in rows}
    sound: dict[str, dict[str, dict[str, Any]]] = {}
    for name, raw in stories.items():
        file = paths[name]
        try:
            tree = _stories.parse(raw.decode("utf-8"))
        except (yaml.YAMLError, ValueError) as problem:
            mark = getattr(problem, "problem_mark", None)
            cure = "Check the indentation and the quotes there, and that it is saved as UTF-8."
            yield Problem(file, "cannot be read as YAML", cure, row=mark.line + 1 if mark else None)
            continue
        if faults := _stories.unusable(name, tree):
            yield from (Problem(file, wrong, cure, column=where) for where, wrong, cure in faults)
            continue
        yield from (Problem(file, wrong, cure, column=where) for where, wrong, cure in _stories.incomplete(name, tree))
        sound[file] = _stories.records(name, tree)
        known |= set(sound[file])
    if told_lessons := sound.get(paths.get("lessons", "")):
        yield from _index_rules.problems(paths, records, told_lessons)
        if "models" in records:
            yield from _model_rules.lessons(paths["lessons"], told_lessons, {row["id"] for row in records["models"]})
    if "sources" not in records:  # already named; without it every citation would look lost
        return
    for file, told in sound.items():
        for own, record in told.items():
            for key, text in _texts(record):
                cited = text if isinstance(text, list) else _CITED.findall(text)
                for name in map(str, cited):
                    if name not in known:
                        cure = f"Correct it, or add the row.{hint(name, known)}"
                        wrong = "is an id that no table has"
                        yield Problem(file, wrong, cure, column=f"{own} > {key}", value=name)


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str | list[Any]]]:
    """Every text, and every list of ids, inside a record, each with its own key."""
    if isinstance(value, dict):
        for inner, v in value.items():
            yield from _texts(v, str(inner))
    elif isinstance(value, list) and key.endswith("_ids"):
        if key != "also_model_ids":  # held against the models alone
            yield key, value
    elif isinstance(value, list):
        for v in value:
            yield from _texts(v, key)
    elif isinstance(value, str):
        yield key, value
