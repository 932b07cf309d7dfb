"""The outlines of the atlas lie where the muscles are drawn.

The outlines were made from a mask that held the number of a muscle in each pixel. The mask is not stored and the body
model is not shipped, so how much of its mask an outline covers cannot be computed here. What stands in for it is weaker,
and said where it is tested: vivid colors, which only muscles have, lie inside the outlines of their sheet.
"""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from spasmed import tables

Mask = NDArray[np.bool_]
SHEETS = {(row["view"], row["layer"]): row for row in tables.records(tables.load("pictures")) if row["kind"] == "atlas"}
REGIONS = {row["id"]: row for row in tables.records(tables.load("atlas_regions"))}
SIZE = (760, 1000)
PAIRS = [name for name, row in REGIONS.items() if row["side"] == "left" and row["view"] != "side"]


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The closed lines of an outline."""
    return [[(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", part)] for part in path.split("M")[1:]]


def area(ring: list[tuple[int, int]]) -> float:
    x, y = np.array(ring, dtype=float).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def mask(name: str) -> Mask:
    """The pixels inside an outline, by the even-odd rule."""
    inside = Image.new("1", SIZE)
    for ring in rings(REGIONS[name]["path"]):
        one = Image.new("1", SIZE)
        ImageDraw.Draw(one).polygon(ring, fill=1)
        inside = ImageChops.logical_xor(inside, one)
    return np.array(inside)


def overlap(one: Mask, other: Mask) -> float:
    return float((one & other).sum() / (one | other).sum())


def test_every_sheet_has_its_regions_and_every_region_its_sheet() -> None:
    assert {(row["view"], row["layer"]) for row in REGIONS.values()} == set(SHEETS)
    assert {(row["width"], row["height"]) for row in SHEETS.values()} == {SIZE}


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_lies_in_its_sheet_and_belongs_to_a_muscle(name: str) -> None:
    row = REGIONS[name]
    assert name == f"{row['view']}-{row['layer']}-{row['muscle_id']}-{row['side']}"
    assert row["muscle_id"] in set(tables.load("muscles")["id"])
    points = np.array([point for ring in rings(row["path"]) for point in ring])
    assert (points >= 0).all() and (points <= SIZE).all()
    low, high = points.min(axis=0), points.max(axis=0)
    assert (low <= (row["center_x"], row["center_y"])).all() and (high >= (row["center_x"], row["center_y"])).all()
    assert mask(name).sum() > 150  # pixels: what a finger can find once enlarged


@pytest.mark.parametrize("name", REGIONS)
def test_both_rules_of_filling_give_the_same_region(name: str) -> None:
    lines = sorted((area(ring) for ring in rings(REGIONS[name]["path"])), key=abs, reverse=True)
    # Outer lines run one way and holes the other, so what is counted twice by one rule is empty by both.
    assert lines[0] > 0
    assert mask(name).sum() == pytest.approx(sum(lines), rel=0.12, abs=250)


@pytest.mark.parametrize("name", PAIRS)
def test_left_and_right_mirror_each_other_from_the_back_and_from_the_front(name: str) -> None:
    twin = name.removesuffix("left") + "right"
    assert abs(REGIONS[name]["center_x"] + REGIONS[twin]["center_x"] - (SIZE[0] - 1)) <= 2
    assert abs(REGIONS[name]["center_y"] - REGIONS[twin]["center_y"]) <= 2
    left, right = mask(name), mask(twin)
    assert 0.95 <= left.sum() / right.sum() <= 1.06
    assert overlap(left, right[:, ::-1]) >= 0.85
    # Left and right are those of the body: from behind left is at the left, from the front at the right.
    assert (REGIONS[name]["center_x"] < SIZE[0] / 2) == (REGIONS[name]["view"] == "back")


def test_from_the_back_and_from_the_front_every_region_of_one_side_has_its_twin() -> None:
    stems = [name.rpartition("-") for name, row in REGIONS.items() if row["side"] != "both" and row["view"] != "side"]
    left, right = ({stem for stem, _, side in stems if side == one} for one in ("left", "right"))
    assert left == right and len(left) == len(PAIRS)


def test_a_muscle_is_schematic_in_every_view_or_in_none() -> None:
    kinds: dict[str, set[bool]] = {}
    for row in REGIONS.values():
        kinds.setdefault(row["muscle_id"], set()).add(bool(row["schematic"]))
    assert not [muscle for muscle, drawn in kinds.items() if len(drawn) > 1]


@pytest.mark.parametrize("sheet", SHEETS, ids="-".join)
def test_vivid_colors_lie_inside_the_regions_of_their_sheet(sheet: tuple[str, str]) -> None:
    """A stand-in for the mask: only muscles are vivid; it says nothing of one muscle against its neighbor."""
    with Image.open(io.BytesIO(tables.picture_file(SHEETS[sheet]["id"]))) as image:
        pixels = np.array(image.convert("RGBA")).astype(float)
    color, alpha = pixels[..., :3], pixels[..., 3]
    saturation = (color.max(axis=-1) - color.min(axis=-1)) / np.maximum(color.max(axis=-1), 1)
    vivid = (saturation > 0.5) & (alpha > 200)
    inside = np.zeros_like(vivid)
    for name, row in REGIONS.items():
        if (row["view"], row["layer"]) == sheet:
            inside |= mask(name)
    assert vivid.sum() > 2000
    assert (vivid & inside).sum() / vivid.sum() >= 0.95


def test_a_region_that_strays_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks above can fail: a region moved by 12 pixels no longer mirrors its twin."""
    name = "back-deep-multifidus-left"
    row: dict[str, Any] = dict(REGIONS[name])
    row["path"] = re.sub(r"(\d+) (\d+)", lambda pair: f"{int(pair[1]) + 12} {pair[2]}", row["path"])
    monkeypatch.setitem(REGIONS, name, row)
    assert overlap(mask(name), mask("back-deep-multifidus-right")[:, ::-1]) < 0.85
