"""The red-flag screen that stands before every path to an exercise or an intervention."""

from __future__ import annotations

from spasmed.reasoning import red_flags
from spasmed.widgets._facets import Gate


def screen() -> Gate:
    """The signs that need care the same day, asked before anything is offered; one yes ends the search."""
    signs = red_flags(urgency="emergency-same-day")["ask"]
    return Gate(
        title="Before you treat: screen first",
        lead="Any of these needs medical care the same day, whatever caused the spasm. Less urgent signs, "
        "and what to do about each, are in the lesson's table of red flags.",
        items=list(signs),
        clear="I asked; none is present",
        stop="One or more is present",
        stopped="Stop here. This person needs medical care today, not an exercise: stay with them, write "
        "down what was found and when it began, and refer the same day.",
    )
