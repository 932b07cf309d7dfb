"""Floor 1: the only room that reads `data/`. Typed DataFrames out, located errors when a table is spoiled.

Whoever edits tables also needs `spasmed.tables.checking`, which a student's session never loads.
"""

from spasmed.tables._enforce import split
from spasmed.tables._errors import SpasmedError, hint, nearest, unknown
from spasmed.tables._load import SEPARATOR, load, records, story
from spasmed.tables._package import fields, names, package, resource, root, words
from spasmed.tables._pictures import picture_file
from spasmed.tables._problem import Problem

__all__ = [
    "SEPARATOR",
    "Problem",
    "SpasmedError",
    "fields",
    "hint",
    "load",
    "names",
    "nearest",
    "package",
    "picture_file",
    "records",
    "resource",
    "root",
    "split",
    "story",
    "unknown",
    "words",
]
