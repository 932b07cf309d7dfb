"""Each model against data/mechanism/reference_values.csv: what was read must come out, what is known to fail must fail."""

from __future__ import annotations

import math
import re

import pytest

from spasmed.mechanism import model, names
from spasmed.tables import load, records

ROWS = [row for row in records(load("reference_values", unverified=True)) if row["model_id"] in names()]
_NUMBER = re.compile(r"(?<![\d.])[-+]?\d+\.?\d*|inf|never")


def wanted(row) -> list[float]:
    """The numbers of the row, in order; "never" is infinity."""
    if row["number"] == row["number"]:
        return [row["number"]]
    return [math.inf if word in ("inf", "never") else float(word) for word in _NUMBER.findall(row["expected"])]


def tolerance(row, number: float) -> float | None:
    """How far a computed number may lie from the row's; None where the row states an order, a sign or a yes."""
    found = re.match(r"[\d.]+", row["tolerance"])
    if not found:
        return None
    return float(found[0]) * (abs(number) / 100 if "%" in row["tolerance"] and row["unit"] != "%" else 1)


def case(row):
    marks = []
    if row["role"] == "do-not-assert":
        marks = [pytest.mark.skip(reason=f"unresolved, shown only: {row['case']}")]
    elif row["seen"] == "no":
        marks = [pytest.mark.skip(reason=f"not read in its source: {row['seen_note'] or row['case']}")]
    elif row["role"] == "expected-failure":
        marks = [
            pytest.mark.xfail(strict=True, raises=AssertionError, reason=f"the model does not reproduce: {row['case']}")
        ]
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_the_model_gives_what_was_published(row) -> None:
    computed = model(row["model_id"]).references[row["id"]]()
    if isinstance(computed, bool):
        assert tolerance(row, 1.0) is None or row["number"] != row["number"], "the row gives a number: compute it"
        assert computed
        return
    got = [float(value) for value in (computed if hasattr(computed, "__len__") else [computed])]
    want = wanted(row)
    assert len(got) == len(want), f"computed {got}, the row has {want}"
    for one, other in zip(got, want, strict=True):
        allowed = tolerance(row, other)
        assert allowed is not None, "the row has no tolerance in numbers: compute a yes or no"
        assert one == other or abs(one - other) <= allowed + 1e-9, (
            f"computed {one:g}, published {other:g} +/- {allowed:g}"
        )


@pytest.mark.parametrize("name", names())
def test_a_model_answers_for_each_of_its_rows_and_no_other(name: str) -> None:
    asked = {r["id"] for r in ROWS if r["model_id"] == name and r["seen"] != "no" and r["role"] != "do-not-assert"}
    assert set(model(name).references) == asked


@pytest.mark.parametrize("name", names())
def test_a_model_that_is_known_to_fail_says_so_on_its_picture(name: str) -> None:
    fails = [r for r in ROWS if r["model_id"] == name and r["role"] == "expected-failure"]
    assert model(name).about["breaks"] or not fails
