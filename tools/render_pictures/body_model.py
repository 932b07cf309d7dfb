"""Loads MyoFullBody of the package myo-sim, and puts right what is in the wrong place in it."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np

os.environ.setdefault("MUJOCO_GL", "disabled")  # the engine draws nothing here, so it needs no display

import mujoco
import myo_sim


def load_model() -> tuple[Any, Any]:
    """The model and its state, as the physics engine has them."""
    # The model is joined from three with an empty prefix; the engine warns that such a model may not be saved again,
    # also in a log file where the command was started.
    mujoco.set_mju_user_warning(lambda _message: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model, data = myo_sim.load("myofullbody")
    mujoco.set_mju_user_warning(None)
    return model, data


def mirror_strand(model: Any, data: Any, strand: int, twin: int) -> None:
    """Lays a strand where the mirror image of its twin runs. The body must be standing.

    Raises:
        ValueError: The two do not pass the same bones, so that one cannot be the mirror image of the other.
    """
    sites, twin_sites = strand_sites(model, strand), strand_sites(model, twin)
    if not np.array_equal(model.site_bodyid[sites], model.site_bodyid[twin_sites]):
        raise ValueError(f"Strands {strand} and {twin} do not pass the same bones.")
    for site, twin_site in zip(sites, twin_sites, strict=True):
        bone = model.site_bodyid[site]
        rotation, origin = data.xmat[bone].reshape(3, 3), data.xpos[bone]
        mirrored = (rotation @ model.site_pos[twin_site] + origin) * (-1, 1, 1)
        model.site_pos[site] = rotation.T @ (mirrored - origin)


def strand_sites(model: Any, strand: int) -> list[int]:
    """The sites that a strand passes, from origin to insertion."""
    tendon = model.actuator_trnid[strand, 0]
    row = range(model.tendon_adr[tendon], model.tendon_adr[tendon] + model.tendon_num[tendon])
    return [int(model.wrap_objid[wrap]) for wrap in row if model.wrap_type[wrap] == mujoco.mjtWrap.mjWRAP_SITE]
