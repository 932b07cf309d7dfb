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
    sp.CauseLinker(cause="poor-posture")                   from cause to intervention, with the hand

Functions on tables answer with plain DataFrames, take their filters by name, and say which words there are when one
is unknown. `show`, `recall` and `patient` answer with something to look at.
"""

import pandas  # noqa: F401 - first and from here: found deep among our own modules it takes a seventh longer to import

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
    muscles,
    recommendations,
    red_flags,
)
from spasmed.widgets import CauseLinker, ExerciseFinder

__all__ = [
    "CauseLinker",
    "ExerciseFinder",
    "causes",
    "cite",
    "claims",
    "doses",
    "effects",
    "emg",
    "exercises",
    "glossary",
    "interventions",
    "muscles",
    "patient",
    "recall",
    "recommendations",
    "red_flags",
    "show",
]
