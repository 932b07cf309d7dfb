"""spasmed: an executable textbook on muscle spasm of the back.

It teaches reasoning. It is not a clinic tool, takes no patient data, and its clinical content still needs the review
of a licensed physical therapist. Screen for red flags before any exercise.

    import spasmed as sp

    sp.red_flags(urgency="emergency-same-day")             what to ask before anything else
    sp.exercises(muscle="multifidus", position="supine")   exercises, with precautions and measured activity
    sp.interventions(cause="poor-posture")                 what may be done, with certainty and directness
    sp.claims(section="Poor Posture")                      what the article says, what the evidence says
    sp.Trial(section="Poor Posture")                       you judge the article, one statement at a time
    sp.show(sp.claims(verdict="contradicted"), caption="Contradicted")
    sp.codes(cause="poor-posture", system="icf")           codes for a record (ICD-10-CM, ICF)
    sp.ExerciseFinder(muscle="multifidus")                 the same search, with the hand
    sp.exercise("childs-pose")                             one exercise whole: pictures, steps, dose, precautions
    sp.picture("childs-pose")                              its moments and its muscles, as pictures
    sp.lengthening(exercise="childs-pose")                 how far it lengthens muscles, on a body model
    sp.BackMap(muscle="lats")                              muscles by layer, in pictures or in a list
    sp.CauseLinker(cause="poor-posture")                   from cause to intervention, with the hand
    sp.Mechanism("stretch-relax")                          a published model: predict, move, explain
    sp.models()                                            all models, with their grades and limits
    sp.Quiz("posture")                                     the questions of a lesson, marked with reasons and sources
    sp.WarmUp("posture")                                   questions of other lessons, before a lesson begins
    sp.Review()                                            questions of several lessons mixed; those due, with a record
    sp.record()                                            your own record of answers: off until you start it
    sp.Progress()                                          what you know by objective, and how well you judge it
    sp.Case("sm-c01")                                      a patient, decision by decision
    sp.ProgramBuilder()                                    from stage and findings to a program, with the hand
    sp.program(stage="acute", irritability="high", ...)    the same by rules: exercises, dose, stop signs, reasons
    sp.score("nprs", answers=6)                            a questionnaire scored, with what the score means
    sp.change("nprs", before=7, after=4)                   two scores of one person: does the change matter?
    sp.forest(intervention="heat")                         what trials found, as a picture
    sp.index(kind="muscle")                                where to read about what: exercises, muscles, claims ...
    sp.evidence_map()                                      every cause and intervention on one sheet

Functions on tables answer with plain DataFrames, take their filters by name, and say which words there are when one
is unknown. `show` and `patient` answer with something to look at.
"""

from typing import TYPE_CHECKING

# First and from here: found deep among our own modules pandas takes a seventh longer to import.
import pandas as pd  # noqa: F401

from spasmed._later import later
from spasmed.drawing import patient, show
from spasmed.reasoning import (
    causes,
    cite,
    claims,
    codes,
    doses,
    effects,
    emg,
    exercises,
    glossary,
    index,
    interventions,
    lengthening,
    muscles,
    program,
    recommendations,
    red_flags,
)
from spasmed.widgets import CauseLinker, ExerciseFinder, together

if TYPE_CHECKING:
    from spasmed.drawing import (
        Progress,
        badges,
        certainty_badge,
        change,
        emg_chart,
        evidence_map,
        forest,
        imaging_by_age,
        natural_history,
        picture,
        score,
    )
    from spasmed.learning.record import record
    from spasmed.mechanism import models
    from spasmed.widgets import BackMap, Case, Mechanism, ProgramBuilder, Quiz, Review, Trial, WarmUp, exercise

__all__ = [
    "BackMap",
    "Case",
    "CauseLinker",
    "ExerciseFinder",
    "Mechanism",
    "ProgramBuilder",
    "Progress",
    "Quiz",
    "Review",
    "Trial",
    "WarmUp",
    "badges",
    "causes",
    "certainty_badge",
    "change",
    "cite",
    "claims",
    "codes",
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
    "index",
    "interventions",
    "lengthening",
    "models",
    "muscles",
    "natural_history",
    "patient",
    "picture",
    "program",
    "recommendations",
    "record",
    "red_flags",
    "score",
    "show",
    "together",
]
_LATER = {
    "BackMap": ".widgets",
    "Case": ".widgets",
    "Mechanism": ".widgets",
    "ProgramBuilder": ".widgets",
    "Progress": ".drawing",
    "Quiz": ".widgets",
    "Review": ".widgets",
    "Trial": ".widgets",
    "WarmUp": ".widgets",
    "badges": ".drawing",
    "certainty_badge": ".drawing",
    "change": ".drawing",
    "emg_chart": ".drawing",
    "evidence_map": ".drawing",
    "exercise": ".widgets",
    "forest": ".drawing",
    "imaging_by_age": ".drawing",
    "models": ".mechanism",
    "natural_history": ".drawing",
    "picture": ".drawing",
    "record": ".learning.record",
    "score": ".drawing",
}
__getattr__ = later(__name__, _LATER)


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
