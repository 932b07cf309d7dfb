"""Floor 2: pure functions on tables. They answer with plain DataFrames and know nothing of screens."""

from spasmed.reasoning._acting import Acting, acting, target_frames
from spasmed.reasoning._anatomy import muscle_names, muscles
from spasmed.reasoning._choose import chosen, fold, listed
from spasmed.reasoning._codes import codes
from spasmed.reasoning._emg import emg, exercise_id
from spasmed.reasoning._evidence import (
    claims,
    doses,
    effects,
    lesson_ids,
    recommendations,
    red_flags,
)
from spasmed.reasoning._exercises import exercises, matching_units, units
from spasmed.reasoning._index import glossary, index
from spasmed.reasoning._instruments import Change, Score, change, instruments, score
from spasmed.reasoning._lengthening import Moved, lengthening, movement, short_names
from spasmed.reasoning._links import cause_names, causes, intervention_names, interventions, links
from spasmed.reasoning._program import Prescribed, Program, program, program_words
from spasmed.reasoning._program_rules import Rule
from spasmed.reasoning._sources import cite, link
from spasmed.reasoning._vocabulary import label, vocabulary

__all__ = [
    "Acting",
    "Change",
    "Moved",
    "Prescribed",
    "Program",
    "Rule",
    "Score",
    "acting",
    "cause_names",
    "causes",
    "change",
    "chosen",
    "cite",
    "claims",
    "codes",
    "doses",
    "effects",
    "emg",
    "exercise_id",
    "exercises",
    "fold",
    "glossary",
    "index",
    "instruments",
    "intervention_names",
    "interventions",
    "label",
    "lengthening",
    "lesson_ids",
    "link",
    "links",
    "listed",
    "matching_units",
    "movement",
    "muscle_names",
    "muscles",
    "program",
    "program_words",
    "recommendations",
    "red_flags",
    "score",
    "short_names",
    "target_frames",
    "units",
    "vocabulary",
]
