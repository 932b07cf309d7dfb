"""`Case`: an invented patient from the first sentence to week 6, decision by decision."""

from __future__ import annotations

import pandas as pd

from spasmed.learning._cases import Version, asked, case
from spasmed.widgets._case_steps import steps
from spasmed.widgets._kept import Keeper
from spasmed.widgets._question import Question
from spasmed.widgets._step import Response, Step

LESSON = "practice-cases"
SAID: dict[Version, str] = {"worked": "worked through", "faded": "with steps missing", "solo": "on your own"}
INVENTED = "An invented patient, to study reasoning; not advice for a person."
ON = "Your decisions are kept in your record on this computer."
OFF = "Your decisions are not kept. To keep them on this computer, run sp.record().start()."
ASLEEP = "Without Python nothing that is decided here is kept."


class Case(Question):
    """An invented patient: `sp.Case("sm-c01")`, `sp.Case("Numb when wiping", version="solo")`.

    Args:
        name: id or title of a case.
        version: "worked" shows the reasoning and asks once at the end of each part, "faded" leaves the middle to fill
            in, "solo" asks everything.
        seed: another seed gives another order of the options.

    Red flags are asked first in every version. A case that must be referred ends there. `.result` has a row for each
    decision: item_id, response, correct, credit (0 to 1), confidence, slip, and in words chosen and in_the_case. When
    the learner's record is on, each decision is kept there.
    Raises SpasmedError with the closest match for an unknown case or version. Source: data/learning/cases.yaml.
    """

    def __init__(self, name: str, *, version: Version = "worked", seed: int = 0) -> None:
        record = case(name)
        asked(version)  # an unknown version is said before anything is built
        about = {"lesson": LESSON, "case": record.id, "version": version}
        keeper = Keeper(lambda _: about)
        super().__init__(
            name=f"case-{record.id}-{version}",
            caption=f"Case, {SAID[version]}: {record.title}",
            lead=INVENTED,
            steps=steps(record, version, seed=seed),
            heard=keeper.keep,
            explained=keeper.explain,
            awake=lambda: ON if keeper.on else OFF,
            asleep=ASLEEP,
        )

    @property
    def result(self) -> pd.DataFrame:
        """One row for each decision: what was chosen and what the case chose, in words, beside how it was marked."""
        found = super().result
        decided = [self._steps[name] for name in found["item_id"]]
        chosen = [_words(step, response) for step, response in zip(decided, found["response"], strict=True)]
        return found.assign(chosen=chosen, in_the_case=[_words(step, step.best()) for step in decided])

    def text(self) -> str:
        """How many decisions were made and how many of them are those of the case, in one line.

        How many there are is not said: a case that is referred has one.
        """
        found = self.result
        decisions = f"{len(found)} {'decision' if len(found) == 1 else 'decisions'}"
        return f"{self.data['caption']}: {decisions}, {int(found['correct'].sum())} as in the case"


def _words(step: Step, response: Response) -> str:
    """The options that were chosen, as they are read."""
    chosen = response if isinstance(response, list) else [response]
    return "; ".join(text for name, text in step.options if name in chosen)
