"""Floor 4: what a hand moves. The players, and the Python views that feed them.

What moves a model is imported when it is first asked for.
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
    from spasmed.widgets._frames import Frame, Frames, Guess, Slider
    from spasmed.widgets._mechanism import Mechanism

__all__ = [
    "CauseLinker",
    "Cell",
    "ExerciseFinder",
    "Facet",
    "Facets",
    "Frame",
    "Frames",
    "Gate",
    "Guess",
    "Mechanism",
    "Option",
    "Part",
    "Player",
    "Slider",
    "Story",
    "page_script",
    "pages",
    "together",
]
__getattr__ = later(
    __name__,
    {
        "Frame": "._frames",
        "Frames": "._frames",
        "Guess": "._frames",
        "Mechanism": "._mechanism",
        "Slider": "._frames",
    },
)
