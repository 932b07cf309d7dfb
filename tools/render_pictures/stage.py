"""Puts meshes before the camera and gives back pixels: transparent stills, and film frames on one ground.

It knows nothing of bodies or exercises. PyVista draws off screen, so no display is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from .camera import Camera, Points
from .palette import BONE, OUTLINE, SKIN, Color
from .sweep import sweep

pv.OFF_SCREEN = True

Mesh = Any  # a pyvista.PolyData; PyVista's own types are not checked
OVERSAMPLING, OVERSAMPLING_OF_FILM = 1.5, 2.0  # drawn this much larger and scaled down, which smooths the edges
LINE = 2.2  # pixels
LAMPS = (((1.6, 1.2, 2.4), 0.78), ((-2.2, 0.4, 1.2), 0.32), ((0.2, -1.5, 1.0), 0.22))  # (right, up, toward), intensity
CLEAR = 0.004  # alpha below which a pixel has no color of its own


@dataclass(frozen=True)
class Layer:
    """One mesh and how it is drawn. Without a color, the mesh brings its own as point data "rgb"."""

    mesh: Mesh
    color: Color | None = None
    opacity: float = 1.0
    ambient: float = 0.34
    diffuse: float = 0.75
    specular: float = 0.15
    smooth: bool = True
    front_only: bool = False  # a see-through shape is clearer without its far wall


def bone_layer(mesh: Mesh) -> Layer:
    """The skeleton."""
    return Layer(mesh, BONE, ambient=0.28, diffuse=0.78, specular=0.1)


def skin_layer(mesh: Mesh, opacity: float) -> Layer:
    """The skin, see-through so that muscles and bones show."""
    return Layer(mesh, SKIN, opacity, ambient=0.4, diffuse=0.65, specular=0.1, front_only=True)


def still(
    camera: Camera,
    layers: Iterable[Layer],
    outlined: Mesh | None = None,
    *,
    line: float = LINE,
    oversampling: float = OVERSAMPLING,
) -> Image.Image:
    """A picture with a transparent ground (RGBA) of `camera.size`.

    The rim of `outlined` is drawn as a line, `line` pixels wide.
    """
    plotter = _stage(camera, layers, outlined, line, oversampling)
    # Two renders, on black and on white, give the exact alpha also of see-through and smoothed pixels.
    on_black, on_white = _shot(plotter, "black"), _shot(plotter, "white")
    plotter.close()
    alpha = np.clip(1 - (on_white - on_black).mean(axis=2, keepdims=True) / 255, 0, 1)
    color = np.where(alpha > CLEAR, on_black / np.maximum(alpha, CLEAR), 0).clip(0, 255)
    pixels = np.concatenate([color, 255 * alpha], axis=2).round().astype(np.uint8)
    return _shrunk(Image.fromarray(pixels), camera.size)


def film_frame(
    camera: Camera, layers: Iterable[Layer], outlined: Mesh | None, ground: Color, *, line: float = LINE
) -> Image.Image:
    """One frame of a film (RGB) of `camera.size` on a ground of one color."""
    plotter = _stage(camera, layers, outlined, line, OVERSAMPLING_OF_FILM)
    pixels = _shot(plotter, ground).round().astype(np.uint8)
    plotter.close()
    return _shrunk(Image.fromarray(pixels), camera.size)


def silhouette(camera: Camera, mesh: Mesh) -> NDArray[np.bool_]:
    """Which pixels of the picture (height, width) the mesh covers."""
    plotter = pv.Plotter(off_screen=True, window_size=list(camera.size), lighting="none")
    plotter.add_mesh(mesh, color="white", lighting=False)
    camera.aim(plotter)
    covered = _shot(plotter, "black")[..., 0] > 127
    plotter.close()
    return np.asarray(covered)


def surface(vertices: ArrayLike, faces: ArrayLike) -> Mesh:
    """A mesh from vertices (n, 3) and faces (m, 3 or 4) of vertex numbers."""
    corners = np.asarray(faces)
    sizes = np.full((len(corners), 1), corners.shape[1])
    return pv.PolyData(np.ascontiguousarray(vertices, dtype=float), np.hstack([sizes, corners]).ravel())


def tube(points: Points, radius: float, sides: int = 12, steps: int = 26, ends: float = 0.3) -> Mesh:
    """A muscle strand along a path (k, 3): thickest in the middle, `ends` of that at both ends, corners rounded."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    places = np.linspace(0, along[-1], steps)
    path = np.stack([np.interp(places, along, points[:, axis]) for axis in range(3)], axis=1)
    for _ in range(3):
        path[1:-1] = 0.25 * path[:-2] + 0.5 * path[1:-1] + 0.25 * path[2:]
    thickness = radius * (ends + (1 - ends) * np.sin(np.pi * places / along[-1]).clip(0) ** 0.8)
    return surface(*sweep(path, thickness, sides))


def colored(meshes: Sequence[Mesh], colors: Sequence[Color]) -> Mesh:
    """One mesh of many, each in its own color, which draws much faster than one by one."""
    merged = pv.merge(list(meshes), merge_points=False)
    parts = [np.tile(color, (mesh.n_points, 1)) for mesh, color in zip(meshes, colors, strict=True)]
    merged["rgb"] = (255 * np.concatenate(parts)).astype(np.uint8)
    return merged


def _stage(camera: Camera, layers: Iterable[Layer], outlined: Mesh | None, line: float, scale: float) -> Any:
    size = [int(side * scale) for side in camera.size]
    plotter = pv.Plotter(off_screen=True, window_size=size, lighting="none")
    for layer in layers:
        _add(plotter, layer)
    if outlined is not None:
        plotter.add_silhouette(outlined, color=OUTLINE, line_width=line * scale, feature_angle=None)
    for (right, up, toward), intensity in LAMPS:
        place = right * camera.right + up * camera.up + toward * camera.toward
        plotter.add_light(pv.Light(position=tuple(place), intensity=intensity, light_type="scene light"))
    camera.aim(plotter)
    plotter.disable_anti_aliasing()
    plotter.enable_depth_peeling(4)
    return plotter


def _add(plotter: Any, layer: Layer) -> None:
    look: dict[str, Any] = {"color": layer.color} if layer.color else {"scalars": "rgb", "rgb": True}
    if layer.front_only:
        look["culling"] = "back"
    plotter.add_mesh(
        layer.mesh,
        opacity=layer.opacity,
        smooth_shading=layer.smooth,
        ambient=layer.ambient,
        diffuse=layer.diffuse,
        specular=layer.specular,
        specular_power=15,
        **look,
    )


def _shot(plotter: Any, ground: Any) -> NDArray[np.float64]:
    plotter.set_background(ground)
    plotter.render()
    return np.asarray(plotter.screenshot(None, return_img=True), dtype=float)


def _shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS)
