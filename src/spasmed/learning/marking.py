"""What an answer earns and what is said to it. Every possible answer can be marked ahead, for pages without Python.

Rules. One option, and a number: right or not. Several options: (right ones chosen - wrong ones chosen) / right ones,
never below 0, so that choosing everything earns little. An order: the share of neighboring steps of the right order of
which the earlier one was put earlier. Credit is 1 exactly when the answer is correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise, permutations
from math import isfinite
from typing import Any

from spasmed.learning._shuffle import options, right
from spasmed.tables import SpasmedError, unknown

Response = str | float | Sequence[str]

_LONGEST = 6  # steps: 720 orders are marked ahead one by one; 5040 would be too many for a page
_NUMBER = re.compile(r"([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*(.*)", re.DOTALL)
_PRAISE = re.compile(r"^(Right|Yes|Correct)[.,:] ")
_ENDED = re.compile(r"""[.!?]['"\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK})]*$""")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True)
class Marked:
    """One answer, marked. `credit` runs from 0 to 1.

    `says` holds the reasons for what was chosen; `right`, for an answer that is not right, what would have been, and
    why. Each is a tuple of sentences to be shown one under another.
    """

    correct: bool
    credit: float
    says: tuple[str, ...]
    right: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Ahead:
    """The marks of every answer there is.

    `marks` by `key` of the answer; a number is looked up in `bands` (low, high, mark; both ends belong to it), the
    first that holds it. What is found in neither earns `otherwise`, which is None where every answer is in `marks`.
    """

    marks: Mapping[str, Marked] = field(default_factory=dict)
    bands: tuple[tuple[float, float, Marked], ...] = ()
    otherwise: Marked | None = None


def key(record: dict[str, Any], response: Sequence[str]) -> str:
    """One text for one answer made of options: "b", "a,c" (whatever the order of choosing), "d,a,c,b" for an order."""
    return ",".join(response if record["type"] == "ordering" else sorted(response))


def mark(record: dict[str, Any], response: Response) -> Marked:
    """Mark one answer to a question of the bank, `record` as `item(id)` gives it.

    `response` is the id of an option; a list of ids (or "a,c") where several are asked or an order; a number, or a text
    with one ("35.6", "35,6", "35.6 %"). Raises SpasmedError for what is no answer to this question: an unknown option,
    an empty choice, a text without a number, another unit, a comma that may stand for thousands.
    """
    match record["type"]:
        case "numeric":
            number = _number(record, response)
            return next((m for low, high, m in _bands(record) if low <= number <= high), _wrong_number(record, ()))
        case "ordering":
            return _ordered(record, _chosen(record, response))
        case "multiple":
            return _several(record, _chosen(record, response))
        case _:
            return _one(record, *_chosen(record, response))


def every_response(record: dict[str, Any]) -> Ahead:
    """Mark every answer to a question of the bank; what `mark` says of an answer and what is found here are the same.

    An order of more than six steps has its right answer in `marks` alone, and `otherwise` gives no credit.
    """
    ids = [name for name, _ in options(record)]
    match record["type"]:
        case "numeric":
            return Ahead(bands=tuple(_bands(record)), otherwise=_wrong_number(record, ()))
        case "ordering" if len(ids) <= _LONGEST:
            return Ahead({key(record, order): _ordered(record, order) for order in permutations(ids)})
        case "ordering":
            best = right(record)
            worst = _ordered(record, best[::-1])
            return Ahead({key(record, best): _ordered(record, best)}, otherwise=worst)
        case "multiple":
            subsets = (s for size in range(1, len(ids) + 1) for s in combinations(ids, size))
            return Ahead({key(record, subset): _several(record, subset) for subset in subsets})
        case _:
            return Ahead({name: _one(record, name) for name in ids})


# -- options


def _one(record: dict[str, Any], chosen: str) -> Marked:
    reason = next(o["feedback"] for o in record["options"] if o["id"] == chosen)
    hit = chosen in right(record)
    return _marked(record, float(hit), (reason,), () if hit else _reasons(record, right(record)))


def _several(record: dict[str, Any], chosen: Iterable[str]) -> Marked:
    keys, picked = set(right(record)), set(chosen)
    hits = len(picked & keys)
    credit = max(0.0, (hits - len(picked - keys)) / len(keys))
    return _marked(record, credit, _reasons(record, picked), _reasons(record, keys - picked))


def _reasons(record: dict[str, Any], ids: Iterable[str]) -> tuple[str, ...]:
    """What is said of these options, each with its own words before it, in the order of the bank."""
    wanted = set(ids)
    return tuple(f"{_ended(o['text'])} {_bare(o['feedback'])}" for o in record["options"] if o["id"] in wanted)


def _ended(text: str) -> str:
    """An option as a sentence: one full stop, none where it ends its own sentence, even within quotation marks."""
    return text if _ENDED.search(text) else f"{text}."


def _bare(feedback: str) -> str:
    """A reason without the "Right." it begins with, which would praise a reader who chose otherwise."""
    text = _PRAISE.sub("", feedback)
    return text[:1].upper() + text[1:]


def _ordered(record: dict[str, Any], order: Sequence[str]) -> Marked:
    place = {name: n for n, name in enumerate(order)}
    kept = [place[one] < place[other] for one, other in pairwise(right(record))]
    credit = sum(kept) / len(kept)
    says = (f"{sum(kept)} of {len(kept)} neighboring steps stand in the right order.",)
    if credit == 1:
        return _marked(record, credit, (record["feedback"],), ())
    steps = tuple(f"{n}. {step}" for n, step in enumerate(record["sequence"], 1))
    return _marked(record, credit, says, (*steps, record["feedback"]))


# -- numbers


def _bands(record: dict[str, Any]) -> Iterator[tuple[float, float, Marked]]:
    """First the right answer, then each common error with its own words.

    An error is recognized with the relative precision that the answer asks for: where 45 may be 2 off, 2.2 may be 0.1
    off. The ends are worked out in decimals, as they are written: in binary 35.6 + 0.1 would shut out 35.7.
    """
    answer = record["answer"]
    value, tolerance = Decimal(str(answer["value"])), Decimal(str(answer["tolerance"]))
    yield *_around(value, tolerance), _marked(record, 1.0, (record["feedback"],), ())
    for error in record["common_errors"]:
        made = Decimal(str(error["value"]))
        reach = tolerance * abs(made / value) if value and made else tolerance
        yield *_around(made, reach), _wrong_number(record, (error["feedback"],))


def _around(value: Decimal, reach: Decimal) -> tuple[float, float]:
    return float(value - reach), float(value + reach)


def _wrong_number(record: dict[str, Any], says: tuple[str, ...]) -> Marked:
    answer = record["answer"]
    return _marked(record, 0.0, says, (f"{answer['value']:g} {answer['unit']}.", record["feedback"]))


def _number(record: dict[str, Any], response: Response) -> float:
    """The number an answer holds, in the unit of the question."""
    unit = record["answer"]["unit"]
    text = str(response).strip().replace("\N{MINUS SIGN}", "-")
    if isinstance(response, int | float) and not isinstance(response, bool) and isfinite(response):
        return float(response)
    found = _NUMBER.fullmatch(text) if isinstance(response, str) else None
    if not found or re.match(r"[\d.,]", found[2]):
        raise SpasmedError(f'"{response}" is not a number. Write one such as 12.5; it is understood in {unit}.')
    if _THOUSANDS.fullmatch(found[1]):
        plain, decimal = found[1].replace(",", ""), found[1].replace(",", ".")
        raise SpasmedError(f'"{found[1]}" can be read in two ways. Write {plain} or {decimal}.')
    if found[2].strip() and _plain(found[2]) != _plain(unit):
        raise SpasmedError(
            f'The answer is asked in {unit}, not in "{found[2].strip()}". Convert it, or write it alone.'
        )
    return float(found[1].replace(",", "."))


def _plain(unit: str) -> str:
    """A unit without what hands write differently: capitals, blanks, the full stop, percent in letters."""
    bare = "".join(unit.casefold().rstrip(".").split())
    return {"percent": "%", "percentage": "%"}.get(bare, bare)


# -- answers


def _chosen(record: dict[str, Any], response: Response) -> tuple[str, ...]:
    """The ids an answer holds, each one an option of the question and as many as it can hold."""
    known = [name for name, _ in options(record)]
    if isinstance(response, int | float):  # so that a number where an option is asked is named, not unpacked
        response = str(response)
    ids = [one.strip() for one in (response.split(",") if isinstance(response, str) else response)]
    if lost := [one for one in ids if one not in known]:
        raise unknown("option", lost[0], known)
    if len(set(ids)) < len(ids):
        raise SpasmedError(f"The answer to {record['id']} names an option twice. Name each once.")
    if record["type"] == "ordering" and len(ids) != len(known):
        raise SpasmedError(f"The answer to {record['id']} needs all of its {len(known)} steps, in order.")
    if record["type"] == "single" and len(ids) != 1:
        raise SpasmedError(f"The answer to {record['id']} is one option: {', '.join(known)}.")
    if not ids:
        raise SpasmedError(f"Choose at least one option of {record['id']}: {', '.join(known)}.")
    return tuple(ids)


def _marked(record: dict[str, Any], credit: float, says: tuple[str, ...], right: tuple[str, ...]) -> Marked:
    return Marked(credit == 1.0, credit, says, right, tuple(record["source_ids"]))
