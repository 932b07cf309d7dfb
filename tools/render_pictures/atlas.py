"""The atlas: the trunk in seven layers, each a picture, a mask of its muscles, and outlines to point at.

A layer writes ``data/pictures/atlas/<view>-<layer>.webp``, its rows of ``data/anatomy/atlas_regions.csv``, and for the
tests ``tests/pictures/masks/<view>-<layer>.png`` (a muscle's number in each of its pixels) with a table of the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from ._job import Job
from .atlas_files import mask_files, write_mask, write_regions
from .atlas_layers import DIRECTIONS, LAYERS, is_schematic
from .camera import Camera, looking_from
from .id_mask import seen, without_specks
from .muscle_groups import strands_of
from .palette import Color, blend, rgb
from .regions import Outline, trace
from .schematic import Schematic
from .schematic_muscles import THORACOLUMBAR_FASCIA
from .stage import Layer, Mesh, bone_layer, skin_layer, still, surface, tube
from .table_files import DATA, Row

if TYPE_CHECKING:
    from .figure import Figure


SIZE = (760, 1000)
PIXELS_PER_METER = 900.0
MIDDLE = np.array([0.0, 0.05, 1.235])  # of the trunk of the standing body, in meters
POSTURE = {"she": 14.0}  # the arms a little away from the trunk
WEBP_QUALITY = 78
SPECK = 16  # pixels; a piece of a muscle that is smaller does not count as seen
PALE = 0.38  # how much of white is in every second stripe of a schematic shape
WHITE: Color = (1.0, 1.0, 1.0)

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """One mesh of a muscle, or of part of it."""

    muscle_id: str
    side: str
    mesh: Mesh
    color: Color


def jobs(exercises: object = ()) -> list[Job]:
    """One job a layer; the atlas does not depend on exercises.

    The table of regions is shared by all layers, so it is no output of a job: if rows are lost, make the atlas again.
    """
    del exercises
    return [
        Job(
            id=f"atlas/{view}-{layer}",
            outputs=(Path("pictures") / picture_file(view, layer), *mask_files(view, layer)),
            depends={"muscles": dict(muscles), "quality": WEBP_QUALITY},
            make=partial(make_layer, view=view, layer=layer),
            group=f"atlas-{view}",
        )
        for (view, layer), muscles in LAYERS.items()
    ]


def picture_file(view: str, layer: str) -> str:
    """The picture of a layer, relative to ``data/pictures/``."""
    return f"atlas/{view}-{layer}.webp"


def make_layer(figure: Figure, *, view: str, layer: str) -> None:
    """Writes picture, mask and regions of one layer.

    Raises:
        ValueError: A muscle of the layer is hidden, or an outline misses too much of its mask.
    """
    figure.pose(POSTURE)
    camera = camera_of(view)
    drawn = _drawn(figure, LAYERS[view, layer])
    _write_picture(figure, camera, drawn, DATA / "pictures" / picture_file(view, layer))
    numbers = {key: number for number, key in enumerate(_keys(drawn), start=1)}
    mask = _mask(figure, camera, drawn, numbers)
    outlines: dict[tuple[str, str], Outline] = {}
    for (muscle, side), number in list(numbers.items()):
        try:
            outline = trace(mask == number, (mask != number) & (mask > 0))
        except ValueError as error:
            raise ValueError(f"{view}-{layer}, {muscle}, {side}: {error}") from error
        if outline is not None:
            outlines[muscle, side] = outline
            continue
        del numbers[muscle, side]
        mask[mask == number] = 0
    if hidden := set(LAYERS[view, layer]) - {THORACOLUMBAR_FASCIA} - {muscle for muscle, _ in numbers}:
        raise ValueError(f"The layer {view}-{layer} names {', '.join(sorted(hidden))}, but nothing of it is seen.")
    write_mask(view, layer, mask, numbers)
    # From above down and from left to right: the order in which the keys walk through the picture.
    ordered = sorted(outlines.items(), key=lambda found: (found[1].center[1] // 60, found[1].center[0]))
    write_regions(view, layer, [_row(view, layer, muscle, side, outline) for (muscle, side), outline in ordered])


def _row(view: str, layer: str, muscle: str, side: str, outline: Outline) -> Row:
    """The row of a region in ``data/anatomy/atlas_regions.csv``."""
    return {
        "id": f"{view}-{layer}-{muscle}-{side}",
        "view": view,
        "layer": layer,
        "muscle_id": muscle,
        "side": side,
        "schematic": str(is_schematic(muscle)).lower(),
        "path": outline.path,
        "center_x": str(outline.center[0]),
        "center_y": str(outline.center[1]),
    }


def camera_of(view: str) -> Camera:
    """The camera of a view, which fills `SIZE`."""
    camera = looking_from(*DIRECTIONS[view], PIXELS_PER_METER)
    middle, half = camera.flat(MIDDLE), np.array(SIZE) / PIXELS_PER_METER / 2
    return replace(camera, low=middle - half, high=middle + half).filling(*SIZE)


def _drawn(figure: Figure, muscles: Mapping[str, str]) -> list[Drawn]:
    paths = figure.skeleton.strand_paths()
    drawn = []
    for muscle, code in muscles.items():
        color = rgb(code)
        if is_schematic(muscle):
            stripes = (color, blend(color, WHITE, PALE))
            drawn += [
                Drawn(muscle, side, mesh, stripes[stripe]) for mesh, stripe, side in _schematic(figure).meshes(muscle)
            ]
            continue
        for side in ("right", "left"):
            strands = strands_of(figure.body, muscle, side)
            radii = _radius(figure.body.peak_force[strands])
            tubes = [tube(paths[strand], radius, steps=30) for strand, radius in zip(strands, radii, strict=True)]
            drawn.append(Drawn(muscle, side, pv.merge(tubes), color))
    return drawn


@cache
def _schematic(figure: Figure) -> Schematic:
    return Schematic(figure)


def _radius(peak_force: Array) -> Array:
    """How thick strands are drawn, in meters: their cross section grows with their peak force in newtons."""
    return np.asarray(np.clip(0.0011 * np.sqrt(peak_force / 3) + 0.0021, 0.0031, 0.0161))


def _layers(figure: Figure, drawn: list[Drawn]) -> Iterator[Layer]:
    yield bone_layer(surface(figure.skeleton.now(), figure.skeleton.faces))
    for one in drawn:
        yield Layer(one.mesh, one.color, specular=0.2)


def _write_picture(figure: Figure, camera: Camera, drawn: list[Drawn], file: Path) -> None:
    skin = surface(figure.skin.now(), figure.skin.faces)
    picture = still(camera, [*_layers(figure, drawn), skin_layer(skin, 0.2)], outlined=skin)
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.save(file, "WEBP", quality=WEBP_QUALITY, method=6, alpha_quality=70)


def _keys(drawn: list[Drawn]) -> list[tuple[str, str]]:
    """The muscles with their sides, each once; the fascia is no muscle."""
    return list(dict.fromkeys((one.muscle_id, one.side) for one in drawn if one.muscle_id != THORACOLUMBAR_FASCIA))


def _mask(
    figure: Figure, camera: Camera, drawn: list[Drawn], numbers: Mapping[tuple[str, str], int]
) -> NDArray[np.int_]:
    """The number of the muscle seen in each pixel (height, width), 0 for none; bones hide what is behind them."""
    bones = surface(figure.skeleton.now(), figure.skeleton.faces)
    meshes = [(bones, 0), *((one.mesh, numbers.get((one.muscle_id, one.side), 0)) for one in drawn)]
    return without_specks(seen(camera, meshes), SPECK)
