"""Floor 3: data to picture or table. Pure: the same input gives the same bytes.

Tables and questions are in every lesson. Pictures and figures are imported when one is first asked for.
"""

from typing import TYPE_CHECKING

from spasmed._later import later
from spasmed.drawing._patient import patient
from spasmed.drawing._table import Shown, show, source_link, source_part

if TYPE_CHECKING:
    from spasmed.drawing._badges import badges, certainty_badge
    from spasmed.drawing._course import natural_history
    from spasmed.drawing._emg_chart import emg_chart
    from spasmed.drawing._evidence_map import evidence_map
    from spasmed.drawing._exercise_card import exercise_card
    from spasmed.drawing._exercise_picture import picture
    from spasmed.drawing._forest import forest
    from spasmed.drawing._imaging import imaging_by_age
    from spasmed.drawing._mechanism import model_picture
    from spasmed.drawing._picture import Picture, Scene, scene
    from spasmed.drawing._program import program_sheet
    from spasmed.drawing._progress import Progress
    from spasmed.drawing._score_card import ChangeCard, ScoreCard, change, score
    from spasmed.drawing._stored import film_uri, picture_uri

__all__ = [
    "ChangeCard",
    "Picture",
    "Progress",
    "Scene",
    "ScoreCard",
    "Shown",
    "badges",
    "certainty_badge",
    "change",
    "emg_chart",
    "evidence_map",
    "exercise_card",
    "film_uri",
    "forest",
    "imaging_by_age",
    "model_picture",
    "natural_history",
    "patient",
    "picture",
    "picture_uri",
    "program_sheet",
    "scene",
    "score",
    "show",
    "source_link",
    "source_part",
]
__getattr__ = later(
    __name__,
    {
        "ChangeCard": "._score_card",
        "Picture": "._picture",
        "Progress": "._progress",
        "Scene": "._picture",
        "ScoreCard": "._score_card",
        "badges": "._badges",
        "certainty_badge": "._badges",
        "change": "._score_card",
        "emg_chart": "._emg_chart",
        "evidence_map": "._evidence_map",
        "exercise_card": "._exercise_card",
        "film_uri": "._stored",
        "forest": "._forest",
        "imaging_by_age": "._imaging",
        "natural_history": "._course",
        "model_picture": "._mechanism",
        "picture": "._exercise_picture",
        "picture_uri": "._stored",
        "program_sheet": "._program",
        "scene": "._picture",
        "score": "._score_card",
    },
)
