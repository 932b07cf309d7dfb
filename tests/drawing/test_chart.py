"""The chart vocabulary: values stand where their axis says, thinning keeps the curve, frames keep their shape."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmed.drawing._axes import TOLERANCE, Space, thin
from spasmed.drawing._chart import (
    Axis,
    Box,
    area,
    band,
    bars,
    chart,
    interval,
    label,
    line,
    marker,
    points,
    rule,
)  # fmt: skip
from spasmed.drawing._icons import icons

X, Y = Axis("Time", 0, 10, "s"), Axis("Force", 0, 100, "%")
SPACE = Space(100, 50, 500, 250, X, Y)


def only(layer):
    return list(layer.draw(SPACE))


def test_values_stand_where_their_axis_says() -> None:
    assert SPACE.xs([0, 5, 10]) == [100, 300, 500]
    assert SPACE.ys([0, 50, 100]) == [250, 150, 50]


def test_a_logarithmic_axis_gives_each_tenfold_the_same_room() -> None:
    space = Space(0, 0, 300, 100, Axis("Time", 1, 1000, "s", log=True), Y)
    assert space.xs([1, 10, 100, 1000]) == pytest.approx([0, 100, 200, 300])


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 60), (-20, 20), (0, 3), (5, 90), (0, 0.08), (20, 80), (0, 2500)])
def test_ticks_are_round_lie_on_the_axis_and_are_few(low, high) -> None:
    places = [place for place, _ in Axis("a", low, high).marks()]
    assert 3 <= len(places) <= 8
    assert all(low - 1e-9 <= place <= high + 1e-9 for place in places)
    assert np.allclose(np.diff(places), places[1] - places[0])


def test_the_unit_stands_behind_the_label() -> None:
    assert X.title == "Time (s)"
    assert "Time (s)" in [mark.text for mark in chart(line([0, 1], [2, 3]), x=X, y=Y)]


curves = st.lists(st.floats(-500, 500, allow_nan=False), min_size=2, max_size=60)


@given(curves)
def test_thinning_keeps_every_point_within_its_tolerance(ys) -> None:
    xs = [3.0 * i for i in range(len(ys))]
    kept = list(thin(xs, ys))
    assert kept[0] == (xs[0], ys[0])
    assert kept[-1] == (xs[-1], ys[-1])
    there = np.interp(xs, [a for a, _ in kept], [b for _, b in kept])
    assert np.abs(there - ys).max() <= TOLERANCE * 1.01


def test_thinning_leaves_a_straight_line_two_points() -> None:
    xs = np.linspace(0, 400, 50)
    assert len(list(thin(xs.tolist(), (2 * xs + 1).tolist()))) == 2


def test_a_gap_lifts_the_pen() -> None:
    (mark,) = only(line([0, 1, 2, 3, 4], [10, 20, math.nan, 30, 40]))
    assert mark.attributes["d"].count("M") == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda shown: line([0, 1], [0, 1], shown=shown),
        lambda shown: area([0, 1], [0, 1], [2, 3], shown=shown),
        lambda shown: band(x=(1, 2), shown=shown),
        lambda shown: rule(y=50, name="half", shown=shown),
        lambda shown: marker(5, 50, "here", shown=shown),
        lambda shown: interval(5, 20, 80, shown=shown),
        lambda shown: label(5, 50, "word", shown=shown),
    ],
    ids=["line", "area", "band", "rule", "marker", "interval", "label"],
)
def test_a_hidden_layer_keeps_its_marks(make) -> None:
    there, gone = (only(make(shown=shown)) for shown in (True, False))
    assert [m.tag for m in there] == [m.tag for m in gone]
    assert {m.attributes["display"] for m in there} == {""}
    assert {m.attributes["display"] for m in gone} == {"none"}


def test_a_marker_without_a_value_hides_itself() -> None:
    assert {m.attributes["display"] for m in only(marker(math.nan, 5, "here"))} == {"none"}
    assert {m.attributes["display"] for m in only(marker(5, 5, "here"))} == {""}


def test_bars_stand_on_zero_and_say_their_value() -> None:
    space = Space(100, 50, 500, 250, Axis("", -0.5, 2.5), Axis("", -50, 50))
    drawn = list(bars([25, -50, 0], labels=["25", "-50", "0"]).draw(space))
    rects = [m.attributes for m in drawn if m.tag == "rect"]
    assert [(r["y"], r["height"]) for r in rects] == [("100", "50"), ("150", "100"), ("150", "0")]
    assert [m.text for m in drawn if m.tag == "text"] == ["25", "-50", "0"]


def test_measured_points_differ_from_a_line_in_shape() -> None:
    assert {m.tag for m in only(points([1, 2], [3, 4]))} == {"circle"}
    assert {m.tag for m in only(line([1, 2], [3, 4]))} == {"path"}


def test_named_layers_stand_in_the_legend_above_the_curves() -> None:
    drawn = chart(
        line([0, 10], [0, 100], name="model"), points([5], [50], name="measured"), x=X, y=Y, box=Box(0, 0, 400, 300)
    )
    words = {m.text: float(m.attributes["y"]) for m in drawn if m.text in ("model", "measured")}
    assert set(words) == {"model", "measured"}
    tops = [float(n) for m in drawn if m.tag == "path" for n in re.findall(r"M[\d.]+ ([\d.]+)", m.attributes["d"])]
    assert max(words.values()) < max(tops)


@given(st.integers(0, 100), st.integers(0, 100))
def test_icons_draw_exactly_as_many_people_as_asked(one, two) -> None:
    two = min(two, 100 - one)
    everyone, first, second = icons([(one, "a"), (two, "b")], left=0, top=0)
    counted = [
        sum(round(float(n) / 22) + 1 for n in re.findall(r"h([\d.]+)", m.attributes["d"]))
        for m in (everyone, first, second)
    ]
    assert counted == [100, one, two]


def test_groups_of_icons_differ_in_size_from_the_rest() -> None:
    everyone, group = icons([(5, "a")], left=0, top=0)
    size = [float(re.search(r"stroke-width:([\d.]+)", m.attributes["style"])[1]) for m in (everyone, group)]
    assert size[1] > 2 * size[0]
