"""Setting a control changes nothing, as when its `observe` line is lost. No error."""

from spasmed.widgets import Facets

connected = Facets.__setattr__


def set_nothing(self: Facets, name: str, new: object) -> None:
    if name != "muscle":
        connected(self, name, new)


Facets.__setattr__ = set_nothing
