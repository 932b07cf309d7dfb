"""A control presses a button whose handler raises; ipywidgets reports that, but does not raise it."""

from functools import wraps

import ipywidgets

from spasmed.widgets import Facets

made = Facets.__init__
button = ipywidgets.Button()


def handle(pressed: object) -> None:
    raise KeyError("multifidus")


button.on_click(handle)


@wraps(made)
def make(self: Facets, *args: object, **kwargs: object) -> None:
    made(self, *args, **kwargs)
    self.observe(lambda change: button.click(), "value")


Facets.__init__ = make
