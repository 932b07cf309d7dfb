"""Floor 2: lessons and questions as records. No display code."""

from spasmed.learning._lessons import item, lesson
from spasmed.learning._lint import faults_of_the_bank
from spasmed.learning._shuffle import options, shuffled
from spasmed.learning.bank import bank
from spasmed.learning.marking import Ahead, Marked, every_response, mark

__all__ = [
    "Ahead",
    "Marked",
    "bank",
    "every_response",
    "faults_of_the_bank",
    "item",
    "lesson",
    "mark",
    "options",
    "shuffled",
]
