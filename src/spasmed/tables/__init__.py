"""Floor 1: the only room that reads `data/`. Typed DataFrames out, located errors when a table is spoiled."""

from spasmed.tables._check import check, fix
from spasmed.tables._errors import SpasmedError, nearest, unknown
from spasmed.tables._load import SEPARATOR, load, records, split, story
from spasmed.tables._package import fields, names, package, resource, root, words
from spasmed.tables._problem import Problem

__all__ = [
    "SEPARATOR",
    "Problem",
    "SpasmedError",
    "check",
    "fields",
    "fix",
    "load",
    "names",
    "nearest",
    "package",
    "records",
    "resource",
    "root",
    "split",
    "story",
    "unknown",
    "words",
]
