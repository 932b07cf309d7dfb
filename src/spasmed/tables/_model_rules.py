"""What a model needs in the tables before a reader can move it: ranges, one primary control, a guess, its words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from spasmed.tables._enforce import split
from spasmed.tables._errors import hint
from spasmed.tables._problem import Problem

# Table name -> its rows, cells as text.
Records = dict[str, list[dict[str, str]]]
_RANGE = ("low", "high", "step")
_MOST = 101  # positions of a primary control: each is drawn ahead, and the page carries every picture
_WORDS = ("title", "question", "breaks", "source_ids")
_GRADES = ("A", "B", "C")


def problems(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """Every broken rule of controls, predictions and models; `paths` is table -> file."""
    for number, row in enumerate(records.get("controls", []), 2):
        place = {"file": paths["controls"], "row": number}
        yield from _choice(place, row) if split(row["options"]) else _slider(place, row)
    yield from _primary_controls(paths, records)
    yield from _answers(paths, records)
    if all(records.get(table) for table in ("models", "controls", "predictions")):
        yield from _pairs(paths, records)
    yield from _words(paths, records)


def lessons(file: str, told: dict[str, dict[str, Any]], models: set[str]) -> Iterator[Problem]:
    """Every model that a lesson names and `models` does not have; a lesson may move none."""
    for own, record in told.items():
        moved = record.get("mechanism")
        if not isinstance(moved, dict):
            continue
        first, also = moved.get("model_id"), moved.get("also_model_ids", [])
        if not isinstance(also, list):
            cure = "Write a list of ids of models, or [] for none."
            yield Problem(file, "is not a list", cure, column=f"{own} > mechanism > also_model_ids", value=str(also))
            also = []
        named = [("model_id", first)] if first is not None else []
        for key, one in [*named, *(("also_model_ids", one) for one in also)]:
            if str(one) not in models:
                empty = ", or null where the lesson moves no model" if key == "model_id" else ""
                cure = f"Use an id of data/mechanism/models.csv{empty}.{hint(one, models)}"
                column = f"{own} > mechanism > {key}"
                yield Problem(file, "is not an id of the table models", cure, column=column, value=str(one))


def _choice(place: dict[str, Any], row: dict[str, str]) -> Iterator[Problem]:
    """A control with options: a real choice, no range beside it, and a default among them."""
    options, default = split(row["options"]), row["default"]
    for column in filter(row.get, _RANGE):
        wrong = "stands beside options, and a control has a range or options"
        yield Problem(**place, column=column, value=row[column], wrong=wrong, cure="Empty the one that is not meant.")
    if len(options) < 2:  # one that stands twice is named with every other list
        cure = "List at least two options, as a | b, or write low, high and step instead."
        yield Problem(**place, column="options", value=row["options"], wrong="leaves nothing to choose", cure=cure)
    elif default and default not in options:
        cure = f"Write one of them, word for word.{hint(default, options)}"
        yield Problem(**place, column="default", value=default, wrong="is not one of the options", cure=cure)
    yield from _drawn_ahead({**place, "column": "options"}, row, len(options))


def _slider(place: dict[str, Any], row: dict[str, str]) -> Iterator[Problem]:
    """A control with a range: low below high, whole steps from one to the other, the default between them."""
    if empty := [column for column in _RANGE if not row[column]]:
        wrong, cure = "the cell is empty and the row has no options", "Write low, high and step, or options."
        yield Problem(**place, column=empty[0], wrong=wrong, cure=cure)
        return
    try:
        low, high, step = (float(row[column]) for column in _RANGE)
    except ValueError:  # the schema names a cell that is no number
        return
    if not -math.inf < low < high < math.inf:
        wrong = f"is not above low, which is {row['low']}"
        yield Problem(**place, column="high", value=row["high"], wrong=wrong, cure="Put the smaller number into low.")
        return
    yield from _start({**place, "column": "default"}, row["default"], row["low"], row["high"])
    at: dict[str, Any] = {**place, "column": "step", "value": row["step"]}
    if not 0 < step <= high - low:
        wrong, cure = "is not a step from low to high", "Type how far one position lies from the next, above 0."
        yield Problem(**at, wrong=wrong, cure=cure)
        return
    steps = (high - low) / step
    if not min(steps % 1, 1 - steps % 1) <= 1e-6:  # a step too small for a number leaves no remainder either
        wrong = f"does not lead from {row['low']} to {row['high']} in whole steps"
        cure = f"Take a step that divides {high - low:g}, or end the range at {low + steps // 1 * step:g}."
        yield Problem(**at, wrong=wrong, cure=cure)
        return
    yield from _drawn_ahead({**place, "column": "step"}, row, round(steps) + 1)


def _start(place: dict[str, Any], default: str, low: str, high: str) -> Iterator[Problem]:
    """Where a slider stands at first: a number of its range."""
    if not default:  # the schema names it
        return
    try:
        inside = float(low) <= float(default) <= float(high)
        wrong = f"lies outside the range {low} to {high}"
    except ValueError:
        inside, wrong = False, "is not a number, and the control has no options"
    if not inside:
        yield Problem(**place, value=default, wrong=wrong, cure=f"Type a number from {low} to {high}.")


def _drawn_ahead(place: dict[str, Any], row: dict[str, str], positions: int) -> Iterator[Problem]:
    if _primary(row) and positions > _MOST:
        wrong = f"gives the primary control {positions} positions, and at most {_MOST} are drawn ahead"
        cure = "Take wider steps or a shorter range, or make another control primary."
        yield Problem(**place, value=row[place["column"]], wrong=wrong, cure=cure)


def _primary(row: dict[str, str]) -> bool:
    return row["primary"].casefold() == "true"  # a spreadsheet writes TRUE


def _by_model(records: Records) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Model -> its controls, each with its row; a model that no table has is named as a lost reference, not here."""
    models = {row["id"] for row in records.get("models", [])}
    found: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, row in enumerate(records.get("controls", []), 2):
        if not models or row["model_id"] in models:
            found.setdefault(row["model_id"], []).append((number, row))
    return found


def _primary_controls(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """Exactly one primary control a model, and no name twice in it."""
    for model, rows in _by_model(records).items():
        place: dict[str, Any] = {"file": paths["controls"], "column": "primary"}
        primary = [(number, row["primary"]) for number, row in rows if _primary(row)]
        if not primary:
            number, row = rows[0]
            wrong = f"leaves the model {model} without a primary control"
            cure = "Write true in the row of the control whose every position is to be drawn ahead."
            yield Problem(**place, row=number, value=row["primary"], wrong=wrong, cure=cure)
        for number, value in primary[1:]:
            wrong = f"gives the model {model} a second primary control: row {primary[0][0]} is one too"
            yield Problem(**place, row=number, value=value, wrong=wrong, cure="Write false in one of the two.")
        seen: dict[str, int] = {}
        for number, row in rows:
            if seen.setdefault(row["name"], number) != number:
                wrong = f"is the name of two controls of the model {model}: row {seen[row['name']]} has it too"
                cure = "Give every control of a model a name of its own."
                yield Problem(paths["controls"], wrong, cure, row=number, column="name", value=row["name"])


def _answers(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    for number, row in enumerate(records.get("predictions", []), 2):
        options, answer = split(row["options"]), row["answer"]
        if options and answer and answer not in options:
            cure = f"Copy the right option into it, word for word.{hint(answer, options)}"
            wrong = "is not one of the options"
            yield Problem(paths["predictions"], wrong, cure, row=number, column="answer", value=answer)


def _pairs(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """A model that can be moved asks for a guess first, and a guess belongs to a model that can be moved."""
    models, moved = {row["id"] for row in records["models"]}, _by_model(records)
    guessed = {row["id"] for row in records["predictions"]}
    for model, rows in moved.items():
        if model not in guessed:
            wrong, cure = "is a model without a prediction", f"Add its row to data/{paths['predictions']}."
            yield Problem(paths["controls"], wrong, cure, row=rows[0][0], column="model_id", value=model)
    for number, row in enumerate(records["predictions"], 2):
        if row["id"] in models and row["id"] not in moved:
            cure = f"Add its rows to data/{paths['controls']}, or delete this one.{hint(row['id'], moved)}"
            wrong = "is a model without controls"
            yield Problem(paths["predictions"], wrong, cure, row=number, column="id", value=row["id"])


def _words(paths: dict[str, str], records: Records) -> Iterator[Problem]:
    """What stands on screen beside a model that can be moved."""
    moved = {row["model_id"] for row in records.get("controls", [])}
    for number, row in enumerate(records.get("models", []), 2):
        if row["id"] not in moved:
            continue
        place: dict[str, Any] = {"file": paths["models"], "row": number}
        for column in _WORDS:
            if not row[column]:
                wrong = "the cell is empty and the model has controls"
                yield Problem(**place, column=column, wrong=wrong, cure="Fill it in: it stands beside the picture.")
        if len(split(row["limits"])) < 2:
            wrong, cure = "names fewer than two limits", "Write at least two sentences with a bar between: a | b."
            yield Problem(**place, column="limits", value=row["limits"], wrong=wrong, cure=cure)
        if row["grade"] in {"", "D"}:  # the schema names every other word
            wrong = "is not the grade of a model with controls"
            cure = f"Use one of: {', '.join(_GRADES)}."
            yield Problem(**place, column="grade", value=row["grade"], wrong=wrong, cure=cure)
