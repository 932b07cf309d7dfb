"""`Case`: an invented patient from the first sentence to week 6, decision by decision."""

from __future__ import annotations

from spasmed.learning._cases import Version, asked, case
from spasmed.widgets._case_steps import CLOSED, steps
from spasmed.widgets._question import Question

INVENTED = "An invented patient, to study reasoning; not advice for a person."
ASLEEP = "Without Python nothing that is decided here is kept."


class Case(Question):
    """An invented patient: `sp.Case("sm-c01")`, `sp.Case("Numb when wiping", version="solo")`.

    Args:
        name: id or title of a case.
        version: "worked" shows the reasoning and asks once at the end of each part, "faded" leaves the middle to fill
            in, "solo" asks everything.
        seed: another seed gives another order of the options.

    Red flags are asked first in every version. A case that must be referred ends there. `.result` has a row for each
    decision: item_id, response, correct, credit (0 to 1), confidence, slip.
    Raises SpasmedError with the closest match for an unknown case or version. Source: data/learning/cases.yaml.
    """

    def __init__(self, name: str, *, version: Version = "worked", seed: int = 0) -> None:
        record = case(name)
        asked(version)  # an unknown version is said before anything is built
        super().__init__(
            name=f"case-{record.id}-{version}",
            caption=f"Case: {record.title}",
            lead=INVENTED,
            steps=steps(record, version, seed=seed),
            asleep=ASLEEP,
        )

    def twin(self) -> str:
        """The case as print; of one that is referred only what is reached."""
        printed = super().twin()
        return printed.partition("<div><p><strong>2.</strong>")[0] if CLOSED in printed else printed
