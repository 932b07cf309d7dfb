"""spasmed: an executable textbook on muscle spasm of the back.

It teaches reasoning. It is not a clinic tool, takes no patient data, and its clinical content still needs the review
of a licensed physical therapist. Screen for red flags before any exercise.

    import spasmed as sp

    sp.red_flags(urgency="emergency-same-day")             what to ask before anything else
    sp.exercises(muscle="multifidus", position="supine")   exercises, with precautions and measured activity
    sp.interventions(cause="poor-posture")                 what may be done, with certainty and directness
    sp.claims(section="Poor Posture")                      what the article says, what the evidence says
    sp.show(sp.claims(verdict="contradicted"), caption="Contradicted")
    sp.ExerciseFinder(muscle="multifidus")                 the same search, with the hand
    sp.exercise("childs-pose")                             one exercise whole: pictures, steps, dose, precautions
    sp.picture("childs-pose")                              its moments and its muscles, as pictures
    sp.lengthening(exercise="childs-pose")                 how far it lengthens muscles, on a body model
    sp.BackMap(muscle="lats")                              muscles by layer, in pictures or in a list
    sp.CauseLinker(cause="poor-posture")                   from cause to intervention, with the hand
    sp.Mechanism("stretch-relax")                          a published model: predict, move, explain
    sp.models()                                            all models, with their grades and limits
    sp.forest(intervention="heat")                         what trials found, as a picture
    sp.evidence_map()                                      every cause and intervention on one sheet

Functions on tables answer with plain DataFrames, take their filters by name, and say which words there are when one
is unknown. `show`, `recall` and `patient` answer with something to look at.
"""

from typing import TYPE_CHECKING

# First and from here: found deep among our own modules pandas takes a seventh longer to import.
import pandas as pd  # noqa: F401

from spasmed._later import later
from spasmed.drawing import patient, recall, show
from spasmed.reasoning import (
    causes,
    cite,
    claims,
    doses,
    effects,
    emg,
    exercises,
    glossary,
    interventions,
    lengthening,
    muscles,
    recommendations,
    red_flags,
)
from spasmed.widgets import CauseLinker, ExerciseFinder, together

if TYPE_CHECKING:
    from spasmed.drawing import (
        badges,
        certainty_badge,
        emg_chart,
        evidence_map,
        forest,
        imaging_by_age,
        natural_history,
        picture,
    )
    from spasmed.mechanism import models
    from spasmed.widgets import BackMap, Mechanism, exercise

__all__ = [
    "BackMap",
    "CauseLinker",
    "ExerciseFinder",
    "Mechanism",
    "badges",
    "causes",
    "certainty_badge",
    "cite",
    "claims",
    "doses",
    "effects",
    "emg",
    "emg_chart",
    "evidence_map",
    "exercise",
    "exercises",
    "forest",
    "glossary",
    "imaging_by_age",
    "interventions",
    "lengthening",
    "models",
    "muscles",
    "natural_history",
    "patient",
    "picture",
    "recall",
    "recommendations",
    "red_flags",
    "show",
    "together",
]
_LATER = {
    "BackMap": ".widgets",
    "Mechanism": ".widgets",
    "badges": ".drawing",
    "certainty_badge": ".drawing",
    "emg_chart": ".drawing",
    "evidence_map": ".drawing",
    "exercise": ".widgets",
    "forest": ".drawing",
    "imaging_by_age": ".drawing",
    "models": ".mechanism",
    "natural_history": ".drawing",
    "picture": ".drawing",
}
__getattr__ = later(__name__, _LATER)


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
