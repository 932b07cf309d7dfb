"""A constant of a model is twice what its source says. No error."""

from dataclasses import replace

from spasmed.mechanism import Quantity, stretch_relax

tau = stretch_relax.P.tau
doubled = Quantity(
    {
        "number": 2 * tau,
        **{name: getattr(tau, name) for name in ("id", "meaning", "unit", "basis", "source_ids", "seen")},
    }
)
stretch_relax.P = replace(stretch_relax.P, tau=doubled)
