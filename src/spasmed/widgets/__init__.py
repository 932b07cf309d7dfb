"""Floor 4: what a hand moves. The players, and the Python views that feed them."""

from spasmed.widgets._backmap import BackMap
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._facets import Facet, Facets, Gate, Option
from spasmed.widgets._finder import ExerciseFinder
from spasmed.widgets._frames import Frame, Frames, Guess, Slider
from spasmed.widgets._linker import CauseLinker
from spasmed.widgets._map import Layer, Map, Region, Thing
from spasmed.widgets._mechanism import Mechanism
from spasmed.widgets._player import Player, page_script, pages
from spasmed.widgets._together import together

__all__ = [
    "BackMap",
    "CauseLinker",
    "Cell",
    "ExerciseFinder",
    "Facet",
    "Facets",
    "Frame",
    "Frames",
    "Gate",
    "Guess",
    "Layer",
    "Map",
    "Mechanism",
    "Option",
    "Part",
    "Player",
    "Region",
    "Slider",
    "Story",
    "Thing",
    "page_script",
    "pages",
    "together",
]
