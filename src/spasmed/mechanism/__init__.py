"""Floor 2: small published models, one a module: equations, units, sources, limits. They know nothing of screens.

A module is named as its model (`fatigue-3cc` -> fatigue_3cc.py) and ends in `MODEL`; it is imported when asked for.
"""

from spasmed.mechanism._control import Control, Setting, settings, within
from spasmed.mechanism._model import GRADES, Computed, Model, Prediction, Told, chosen, model, models, names
from spasmed.mechanism._quantity import Quantity, quantities, quantity, reference

__all__ = [
    "GRADES",
    "Computed",
    "Control",
    "Model",
    "Prediction",
    "Quantity",
    "Setting",
    "Told",
    "chosen",
    "model",
    "models",
    "names",
    "quantities",
    "quantity",
    "reference",
    "settings",
    "within",
]
