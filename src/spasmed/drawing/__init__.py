"""Floor 3: data to picture or table. Pure: the same input gives the same bytes."""

from spasmed.drawing._questions import patient, recall
from spasmed.drawing._table import Shown, show, source_link, source_part

__all__ = ["Shown", "patient", "recall", "show", "source_link", "source_part"]
