"""The options of a question in an order that says nothing, the same for one seed and new at every attempt.

An order is a number: there are n! of them, and the k-th is built digit by digit (the Lehmer code). Attempts step
through these numbers, so that no order comes back before all were seen; drawing at random could not promise that.
"""

from __future__ import annotations

from hashlib import sha256
from math import factorial
from string import ascii_lowercase
from typing import Any

_STRIDE = 7919  # a prime that divides none of the counts below, so that the steps visit every order

Options = tuple[tuple[str, str], ...]  # (id, text)


def options(record: dict[str, Any]) -> Options:
    """What can be chosen, as (id, text) in the order of the bank; () where a number is asked.

    The steps of an order have no ids in the bank. They get letters by their alphabet, which says nothing of the answer.
    """
    if record["type"] == "ordering":
        return tuple(zip(ascii_lowercase, sorted(record["sequence"]), strict=False))
    return tuple((option["id"], option["text"]) for option in record.get("options", []))


def right(record: dict[str, Any]) -> tuple[str, ...]:
    """The ids of the right options; for an order the ids of its steps, from first to last. () for a number."""
    if record["type"] == "ordering":
        letters = {text: name for name, text in options(record)}
        return tuple(letters[step] for step in record["sequence"])
    return tuple(option["id"] for option in record.get("options", []) if option["correct"])


def shuffled(record: dict[str, Any], *, seed: str = "", attempt: int = 0) -> Options:
    """The options as they are shown at this attempt: the same for one item, seed and attempt on every machine.

    Further attempts give further orders until all have been seen. The steps of an ordering question never stand in the
    right order at the start.
    """
    chosen = options(record)
    solved = record["type"] == "ordering"
    if solved:  # from here number 0 is the right order, and is left out
        texts = dict(chosen)
        chosen = tuple((name, texts[name]) for name in right(record))
    orders = factorial(len(chosen)) - solved
    if orders < 2:
        return chosen
    start = int.from_bytes(sha256(f"{record['id']}/{seed}".encode()).digest())
    return _arranged(chosen, (start + attempt * _STRIDE) % orders + solved)


def _arranged(things: Options, number: int) -> Options:
    """The permutation with this number; 0 leaves the things as they are."""
    left, order = list(things), []
    while left:
        place, number = divmod(number, factorial(len(left) - 1))
        order.append(left.pop(place))
    return tuple(order)
