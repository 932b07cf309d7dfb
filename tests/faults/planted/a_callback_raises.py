"""A function called when a control changes raises, and nothing catches the error."""

from functools import wraps

from spasmed.widgets import Facets

made = Facets.__init__


def react(change: object) -> None:
    raise KeyError("multifidus")


@wraps(made)
def make(self: Facets, *args: object, **kwargs: object) -> None:
    made(self, *args, **kwargs)
    self.observe(react, "value")


Facets.__init__ = make
