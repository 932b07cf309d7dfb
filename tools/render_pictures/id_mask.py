"""Which of several meshes is seen in each pixel."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy.ndimage import label

from .camera import Camera
from .stage import Mesh

STEPS, STEP = 6, 40  # a number is written in base 6 into red and green, in steps that no rounding can bridge
MARK = 200  # blue of every mesh, which the ground lacks
MOST = STEPS * STEPS - 1


def seen(camera: Camera, meshes: Iterable[tuple[Mesh, int]]) -> NDArray[np.int_]:
    """The number of the mesh seen in each pixel (height, width); 0 where there is none, or one of that number.

    Nearer meshes hide those behind them, and nothing is smoothed: a pixel has one number.

    Raises:
        ValueError: A number is not from 0 to `MOST`.
    """
    plotter = pv.Plotter(off_screen=True, window_size=list(camera.size), lighting="none")
    plotter.set_background("black")
    for mesh, number in meshes:
        if not 0 <= number <= MOST:
            raise ValueError(f"The number of a mesh is {number}; it must be from 0 to {MOST}.")
        color = [(number % STEPS) * STEP / 255, (number // STEPS) * STEP / 255, MARK / 255]
        plotter.add_mesh(mesh, color=color, lighting=False)
    camera.aim(plotter)
    plotter.disable_anti_aliasing()
    pixels = np.asarray(plotter.screenshot(None, return_img=True), dtype=float)
    plotter.close()
    red, green = (np.round(pixels[..., part] / STEP).astype(int) for part in (0, 1))
    return np.where(pixels[..., 2] > MARK / 2, red + STEPS * green, 0)


def without_specks(numbers: NDArray[np.int_], fewest: int) -> NDArray[np.int_]:
    """The same without connected pieces of fewer pixels, which nobody sees and no outline follows."""
    cleaned = numbers.copy()
    for number in np.unique(numbers[numbers > 0]):
        piece, _ = label(numbers == number)
        size = np.bincount(piece.ravel())
        cleaned[(piece > 0) & (size[piece] < fewest)] = 0
    return cleaned
