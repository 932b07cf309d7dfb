"""One check of the body model: what was measured, and between which limits it has to be."""

from __future__ import annotations

from dataclasses import dataclass

from .table_files import Row, fixed

DECIMALS = 2


@dataclass(frozen=True)
class Finding:
    """A measured value with its limits.

    Attributes:
        id: The name of the check, once in the table.
        check: The kind of check, such as ``symmetry``.
        quantity: What was measured.
        value: In the unit of the row.
        unit: ``count``, ``pct``, ``pct-per-deg``, ``points``, ``deg``, ``cm`` or ``Nm``.
        low: Lower limit, or None.
        high: Upper limit, or None; a value at a limit passes.
        found_at: The frame, strand or angle at which the worst value was found.
        source_ids: Where a limit comes from, when it is not our own.
    """

    id: str
    check: str
    quantity: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    found_at: str = ""
    source_ids: str = ""

    @property
    def passes(self) -> bool | None:
        """Whether the value, as it is written, is within its limits; None where it has none."""
        if self.low is None and self.high is None:
            return None
        value = round(self.value, DECIMALS)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def row(self) -> Row:
        """The row of the table."""
        return {
            "id": self.id,
            "check": self.check,
            "quantity": self.quantity,
            "value": fixed(self.value, DECIMALS),
            "unit": self.unit,
            "low": "" if self.low is None else f"{self.low:g}",
            "high": "" if self.high is None else f"{self.high:g}",
            "passes": {True: "true", False: "false", None: ""}[self.passes],
            "found_at": self.found_at,
            "source_ids": self.source_ids,
        }
