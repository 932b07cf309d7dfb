"""The red-flag screen that stands before every path to an exercise or an intervention."""

from __future__ import annotations

from spasmed.reasoning import red_flags
from spasmed.tables import SpasmedError
from spasmed.widgets._gate import Gate


def screen() -> Gate:
    """The signs that need care the same day, asked before anything is offered; one yes ends the search."""
    signs = red_flags(urgency="emergency-same-day")["ask"]
    if signs.empty:
        raise SpasmedError("There are no red flags to ask for, so nothing can be offered. Run `python start.py check`.")
    return Gate(
        title="Before you treat: screen first",
        lead="Any one of these needs medical care the same day, whatever caused the spasm. Then ask the less urgent "
        "ones too: past cancer, weight loss, pain that never lets up, long steroid use, age over 70 or weak bone, "
        "weakened immunity, tuberculosis, a stiff walk or clumsy hands. sp.red_flags() lists them all.",
        items=list(signs),
        clear="I asked; none is present",
        stop="One or more is present",
        stopped="Stop here: no exercise. This person needs medical care today. Bladder, bowel or saddle change, "
        "growing weakness or a serious injury: emergency department now. Collapse, or life in danger: call the "
        "emergency services. Stay with them, write down what was found and when it began, and hand over in person.",
    )
