"""Floor 4: what a hand moves. The players, and the Python views that feed them."""

from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._facets import Facet, Facets, Gate, Option
from spasmed.widgets._finder import ExerciseFinder
from spasmed.widgets._linker import CauseLinker
from spasmed.widgets._player import Player, page_script, pages

__all__ = [
    "CauseLinker",
    "Cell",
    "ExerciseFinder",
    "Facet",
    "Facets",
    "Gate",
    "Option",
    "Part",
    "Player",
    "Story",
    "page_script",
    "pages",
]
