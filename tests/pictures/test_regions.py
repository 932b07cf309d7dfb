"""The outlines of the atlas lie where the muscles are drawn.

`masks/<view>-<layer>.png` holds the number of the muscle that is seen in each pixel of a picture, drawn from the same
meshes with the same bones in front; `masks/<view>-<layer>.csv` says which muscle and side a number is.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from spasmed import tables

Mask = NDArray[np.bool_]
MASKS = Path(__file__).parent / "masks"
SHEETS = {(row["view"], row["layer"]): row for row in tables.records(tables.load("pictures")) if row["kind"] == "atlas"}
REGIONS = {row["id"]: row for row in tables.records(tables.load("atlas_regions"))}
SIZE = (760, 1000)
PAIRS = [name for name, row in REGIONS.items() if row["side"] == "left" and row["view"] != "side"]
FINE = 4  # subpixels each way: a browser counts parts of a pixel too

# The picture is shown 34rem wide at the most, and a finger needs 24 CSS pixels (WCAG 2.2, 2.5.8).
TARGET = 24 * SIZE[0] / 544
# Regions narrower than that; a map lets them be hit from nearby, and the list beside it has them all.
NARROW = {
    "back-deep-interspinales-lumborum-left",
    "back-deep-interspinales-lumborum-right",
    "back-deep-intertransversarii-lumborum-left",
    "back-deep-intertransversarii-lumborum-right",
    "back-deep-rotatores-left",
    "back-deep-rotatores-right",
    "back-deep-semispinalis-thoracis-left",
    "back-deep-semispinalis-thoracis-right",
    "back-intermediate-iliocostalis-lumborum-lumbar-left",
    "back-intermediate-iliocostalis-lumborum-lumbar-right",
    "back-intermediate-iliocostalis-lumborum-thoracic-left",
    "back-intermediate-iliocostalis-lumborum-thoracic-right",
    "back-intermediate-longissimus-thoracis-lumbar-left",
    "back-intermediate-longissimus-thoracis-lumbar-right",
    "back-intermediate-spinalis-thoracis-left",
    "back-intermediate-spinalis-thoracis-right",
    "front-deep-deep-neck-flexors-left",
    "front-deep-deep-neck-flexors-right",
    "side-deep-gluteus-minimus-left",
    "side-deep-multifidus-left",
    "side-superficial-gluteus-medius-left",
    "side-superficial-tensor-fasciae-latae-left",
    "side-superficial-tensor-fasciae-latae-right",
}


@cache
def filled(path: str) -> Mask:
    """The pixels of which an outline covers at least half, by the even-odd rule, as the map fills it."""
    inside = Image.new("1", (SIZE[0] * FINE, SIZE[1] * FINE))
    for ring in rings(path):
        one = Image.new("1", inside.size)
        ImageDraw.Draw(one).polygon([(x * FINE, y * FINE) for x, y in ring], fill=1)
        inside = ImageChops.logical_xor(inside, one)
    return np.array(inside).reshape(SIZE[1], FINE, SIZE[0], FINE).mean(axis=(1, 3)) >= 0.5


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The closed lines of an outline."""
    return [[(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", part)] for part in path.split("M")[1:]]


def area(ring: list[tuple[int, int]]) -> float:
    x, y = np.array(ring, dtype=float).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


@cache
def numbers(sheet: tuple[str, str]) -> NDArray[np.uint8]:
    """The number of the muscle seen in each pixel of a picture."""
    with Image.open(MASKS / f"{'-'.join(sheet)}.png") as image:
        assert (image.mode, image.size) == ("P", SIZE)
        return np.array(image)


@cache
def seen() -> dict[str, Mask]:
    """The pixels of each muscle that is seen, by the id its region must have."""
    found = {}
    for sheet in SHEETS:
        with (MASKS / f"{'-'.join(sheet)}.csv").open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found["-".join([*sheet, row["muscle_id"], row["side"]])] = numbers(sheet) == int(row["number"])
    return found


def problems(row: dict[str, Any]) -> list[str]:
    """What is wrong with the outline of a region, measured against the mask."""
    sheet, inside, muscle = (row["view"], row["layer"]), filled(row["path"]), seen()[row["id"]]
    coverage = (inside & muscle).sum() / muscle.sum()
    strange = (inside & ~muscle & (numbers(sheet) > 0)).sum() / max(1, inside.sum())
    overlap = (inside & muscle).sum() / (inside | muscle).sum()
    told = []
    if coverage < 0.95:
        told.append(f"the outline covers {coverage:.1%} of the muscle")
    if strange > 0.06:
        told.append(f"{strange:.1%} of the outline lies on other muscles")
    if overlap < 0.75:
        told.append(f"muscle and outline share {overlap:.1%} of what both cover")
    if not muscle[row["center_y"], row["center_x"]] or not inside[row["center_y"], row["center_x"]]:
        told.append("the mark lies outside")
    return told


def test_every_picture_has_its_mask_and_every_mask_its_picture() -> None:
    assert {(row["view"], row["layer"]) for row in REGIONS.values()} == set(SHEETS)
    assert {(row["width"], row["height"]) for row in SHEETS.values()} == {SIZE}
    assert {file.stem for file in MASKS.iterdir()} == {"-".join(sheet) for sheet in SHEETS}


def test_every_muscle_that_is_seen_has_its_region_and_every_region_its_muscle() -> None:
    assert set(seen()) == set(REGIONS)
    for sheet in SHEETS:
        listed = sum(name.startswith("-".join(sheet)) for name in REGIONS)
        assert set(np.unique(numbers(sheet))) - {0} <= set(range(1, 100))
        assert len(np.unique(numbers(sheet))) - 1 == listed, sheet


@pytest.mark.parametrize("name", REGIONS)
def test_an_outline_covers_its_muscle_and_little_else(name: str) -> None:
    assert problems(REGIONS[name]) == []


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_lies_in_its_picture_and_belongs_to_a_muscle(name: str) -> None:
    row = REGIONS[name]
    assert name == f"{row['view']}-{row['layer']}-{row['muscle_id']}-{row['side']}"
    assert row["muscle_id"] in set(tables.load("muscles")["id"])
    points = np.array([point for ring in rings(row["path"]) for point in ring])
    assert (points >= 0).all() and (points <= SIZE).all()


def test_a_region_is_large_enough_to_be_hit_or_is_listed() -> None:
    def small(row: dict[str, Any]) -> bool:
        rows, columns = np.nonzero(filled(row["path"]))
        return bool(min(np.ptp(rows), np.ptp(columns)) + 1 < TARGET)

    assert {name for name, row in REGIONS.items() if small(row)} == NARROW
    assert all(filled(row["path"]).sum() > 150 for row in REGIONS.values())


@pytest.mark.parametrize("name", REGIONS)
def test_both_rules_of_filling_give_the_same_region(name: str) -> None:
    lines = sorted((area(ring) for ring in rings(REGIONS[name]["path"])), key=abs, reverse=True)
    # Outer lines run one way and holes the other, so what is counted twice by one rule is empty by both.
    assert lines[0] > 0
    assert filled(REGIONS[name]["path"]).sum() == pytest.approx(sum(lines), rel=0.06, abs=120)


@pytest.mark.parametrize("name", PAIRS)
def test_left_and_right_mirror_each_other_from_the_back_and_from_the_front(name: str) -> None:
    one, twin = REGIONS[name], REGIONS[name.removesuffix("left") + "right"]
    assert abs(one["center_x"] + twin["center_x"] - (SIZE[0] - 1)) <= 12
    assert abs(one["center_y"] - twin["center_y"]) <= 12
    left, right = filled(one["path"]), filled(twin["path"])
    assert 0.85 <= left.sum() / right.sum() <= 1.18
    assert (left & right[:, ::-1]).sum() / (left | right[:, ::-1]).sum() >= 0.75


@pytest.mark.parametrize(
    "name", [name for name, row in REGIONS.items() if row["view"] != "side" and row["side"] != "both"]
)
def test_a_side_is_that_of_the_body(name: str) -> None:
    """From behind, the left side of the body is at the left of the picture; from the front, at its right."""
    row = REGIONS[name]
    at_left = (row["side"] == "left") == (row["view"] == "back")
    columns = np.nonzero(filled(row["path"]))[1]
    assert (row["center_x"] < SIZE[0] / 2) == at_left
    assert (columns < SIZE[0] / 2).mean() > 0.95 if at_left else (columns >= SIZE[0] / 2).mean() > 0.95


def test_from_the_back_and_from_the_front_every_region_of_one_side_has_its_twin() -> None:
    stems = [name.rpartition("-") for name, row in REGIONS.items() if row["side"] != "both" and row["view"] != "side"]
    left, right = ({stem for stem, _, side in stems if side == one} for one in ("left", "right"))
    assert left == right and len(left) == len(PAIRS)


def test_a_muscle_is_schematic_in_every_view_or_in_none() -> None:
    kinds: dict[str, set[bool]] = {}
    for row in REGIONS.values():
        kinds.setdefault(row["muscle_id"], set()).add(bool(row["schematic"]))
    assert not [muscle for muscle, drawn in kinds.items() if len(drawn) > 1]


def test_only_thigh_muscles_and_groups_have_no_region() -> None:
    """What a reader finds in the list of the map only."""
    drawn = {row["muscle_id"] for row in REGIONS.values()}
    thigh = {
        "hamstrings",
        "biceps-femoris",
        "semitendinosus",
        "semimembranosus",
        "rectus-femoris",
        "quadriceps-femoris",
    }
    assert set(tables.load("muscles")["id"]) - drawn == thigh | {"erector-spinae"}  # whose parts have regions


def test_the_table_is_light_enough_to_send_with_the_map() -> None:
    assert (tables.root() / "anatomy" / "atlas_regions.csv").stat().st_size <= 60_000


# -- the checks above can fail


def moved(row: dict[str, Any], by: int) -> dict[str, Any]:
    return {**row, "path": re.sub(r"(\d+) (\d+)", lambda pair: f"{int(pair[1]) + by} {pair[2]}", row["path"])}


def test_an_outline_that_strays_is_noticed() -> None:
    row = REGIONS["back-deep-multifidus-left"]
    assert any("covers" in one for one in problems(moved(row, 5)))


def test_an_outline_that_swells_over_its_neighbors_is_noticed() -> None:
    row = REGIONS["back-deep-multifidus-left"]
    swollen = {**row, "path": "M200 400 560 400 560 700 200 700Z"}
    assert problems(swollen) and not any("covers" in one for one in problems(swollen))


def test_sides_that_are_exchanged_are_noticed() -> None:
    row = REGIONS["front-superficial-rectus-abdominis-left"]
    exchanged = {**row, "path": REGIONS["front-superficial-rectus-abdominis-right"]["path"]}
    assert any("covers 0.0%" in one for one in problems(exchanged))
