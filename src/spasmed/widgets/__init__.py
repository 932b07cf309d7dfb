"""Floor 4: what a hand moves. The players, and the Python views that feed them.

What moves a model and the map are imported when first asked for.
"""

from typing import TYPE_CHECKING

from spasmed._later import later
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._facets import Facet, Facets, Gate, Option
from spasmed.widgets._finder import ExerciseFinder
from spasmed.widgets._linker import CauseLinker
from spasmed.widgets._player import Player, page_script, pages
from spasmed.widgets._together import together

if TYPE_CHECKING:
    from spasmed.widgets._backmap import BackMap
    from spasmed.widgets._frames import Frame, Frames, Guess, Slider
    from spasmed.widgets._map import Layer, Map, Region, Thing
    from spasmed.widgets._mechanism import Mechanism

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
__getattr__ = later(
    __name__,
    {
        "BackMap": "._backmap",
        "Frame": "._frames",
        "Frames": "._frames",
        "Guess": "._frames",
        "Layer": "._map",
        "Map": "._map",
        "Mechanism": "._mechanism",
        "Region": "._map",
        "Slider": "._frames",
        "Thing": "._map",
    },
)
