"""Floor 4: what a hand moves. The players, and the Python views that feed them.

What moves a model and the map are imported when first asked for.
"""

from typing import TYPE_CHECKING

from spasmed._later import later
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._facets import Facet, Facets, Option
from spasmed.widgets._finder import ExerciseFinder
from spasmed.widgets._gate import Gate
from spasmed.widgets._linker import CauseLinker
from spasmed.widgets._player import Player, page_script, pages
from spasmed.widgets._together import together

if TYPE_CHECKING:
    from spasmed.widgets._backmap import BackMap
    from spasmed.widgets._card import Card, Film, Sheet, Way
    from spasmed.widgets._case import Case
    from spasmed.widgets._exercise import ExerciseCard, exercise
    from spasmed.widgets._frames import Frame, Frames, Guess, Slider
    from spasmed.widgets._map import Layer, Map, Region, Thing
    from spasmed.widgets._mechanism import Mechanism
    from spasmed.widgets._program_builder import ProgramBuilder
    from spasmed.widgets._question import Question
    from spasmed.widgets._quiz import Quiz, Review, WarmUp
    from spasmed.widgets._step import Mark, Step
    from spasmed.widgets._trial import Trial

__all__ = [
    "BackMap",
    "Card",
    "Case",
    "CauseLinker",
    "Cell",
    "ExerciseCard",
    "ExerciseFinder",
    "Facet",
    "Facets",
    "Film",
    "Frame",
    "Frames",
    "Gate",
    "Guess",
    "Layer",
    "Map",
    "Mark",
    "Mechanism",
    "Option",
    "Part",
    "Player",
    "ProgramBuilder",
    "Question",
    "Quiz",
    "Region",
    "Review",
    "Sheet",
    "Slider",
    "Step",
    "Story",
    "Thing",
    "Trial",
    "WarmUp",
    "Way",
    "exercise",
    "page_script",
    "pages",
    "together",
]
__getattr__ = later(
    __name__,
    {
        "BackMap": "._backmap",
        "Card": "._card",
        "Case": "._case",
        "ExerciseCard": "._exercise",
        "Film": "._card",
        "Frame": "._frames",
        "Frames": "._frames",
        "Guess": "._frames",
        "Layer": "._map",
        "Map": "._map",
        "Mark": "._step",
        "Mechanism": "._mechanism",
        "ProgramBuilder": "._program_builder",
        "Question": "._question",
        "Quiz": "._quiz",
        "Region": "._map",
        "Review": "._quiz",
        "Sheet": "._card",
        "Slider": "._frames",
        "Step": "._step",
        "Thing": "._map",
        "Trial": "._trial",
        "WarmUp": "._quiz",
        "Way": "._card",
        "exercise": "._exercise",
    },
)
