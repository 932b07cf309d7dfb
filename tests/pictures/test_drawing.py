"""Colors, badges and contacts of the pictures: what can be tested without the body model."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from PIL import Image

from render_pictures import badges, palette
from render_pictures.badges import Badge, Keep, arrange, paint
from render_pictures.camera import looking_from
from render_pictures.frames import frames_of
from spasmed.drawing import _legend

GROUNDS = ("#ffffff", "#15181c")


def at(*places: tuple[float, float]) -> Badge:
    return Badge("plus", palette.LONGER, np.array(places, dtype=float))


# -- colors


def test_the_roles_differ_in_gray_print() -> None:
    grays = [palette.lightness(role.color) for role in palette.ROLES.values()]
    assert min(abs(one - other) for one, other in combinations(grays, 2)) >= 12
    assert len({role.symbol for role in palette.ROLES.values()}) == len(palette.ROLES)


def test_lightness_is_that_of_the_cie() -> None:
    assert palette.lightness(palette.rgb("#000000")) == pytest.approx(0)
    assert palette.lightness(palette.rgb("#ffffff")) == pytest.approx(100, abs=0.01)
    assert palette.lightness(palette.rgb("#777777")) == pytest.approx(50, abs=0.2)


def test_the_color_of_a_length_grows_to_25_points_and_no_further() -> None:
    def distance(points: float) -> float:
        return float(np.linalg.norm(np.subtract(palette.length_color(points), palette.NEUTRAL)))

    assert palette.length_color(0) == palette.NEUTRAL
    assert all(distance(one) < distance(other) for one, other in pairwise([0, 3, 10, 25]))
    assert palette.length_color(25) == palette.length_color(60) == pytest.approx(palette.LONGER)
    assert palette.length_color(-25) == palette.length_color(-60) == pytest.approx(palette.SHORTER)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("line", ["OUTLINE", "START_OUTLINE"])
def test_an_outline_is_seen_on_either_ground(ground: str, line: str) -> None:
    contrast = palette.lightness(getattr(palette, line)) - palette.lightness(palette.rgb(ground))
    assert abs(contrast) > 30


def test_the_legend_has_the_colors_of_the_pictures() -> None:
    assert palette.rgb(_legend.SHORTER) == palette.SHORTER
    assert palette.rgb(_legend.NEUTRAL) == palette.NEUTRAL
    assert palette.rgb(_legend.LONGER) == palette.LONGER
    assert palette.ENDS_AT == _legend.FULL
    assert {role: palette.rgb(shown[0]) for role, shown in _legend.ROLES.items()} == {
        role: shown.color for role, shown in palette.ROLES.items()
    }


# -- badges


def test_no_badge_lies_upon_another() -> None:
    placed = arrange([at((100, 100), (300, 100)), at((105, 100), (300, 100))], [], (400, 200))
    assert [tuple(place) for _, place in placed] == [(100, 100), (300, 100)]


def test_a_badge_without_a_place_of_its_own_is_left_out() -> None:
    assert len(arrange([at((100, 100)), at((105, 100))], [], (400, 200))) == 1


def test_a_badge_keeps_off_a_hand_where_it_can() -> None:
    hand = Keep((100, 100), 30)
    ((_, place),) = arrange([at((100, 100), (200, 100))], [hand], (400, 200))
    assert tuple(place) == (200, 100)
    ((_, place),) = arrange([at((100, 100), (110, 100))], [hand], (400, 200))
    assert tuple(place) == (100, 100)


def test_a_badge_lies_inside_the_picture() -> None:
    ((_, place),) = arrange([at((2, 100), (398, 100), (200, 100))], [], (400, 200))
    assert tuple(place) == (200, 100)


def test_there_are_at_most_four_badges() -> None:
    assert len(arrange([at((50 * number, 100)) for number in range(1, 8)], [], (400, 200))) == 4


@pytest.mark.parametrize("symbol", badges.SYMBOLS)
def test_a_badge_is_dark_on_white_in_a_ring_of_its_color(symbol: str) -> None:
    badge = Badge(symbol, palette.LONGER, np.array([[20.0, 20.0]]))
    painted = paint(Image.new("RGBA", (40, 40)), arrange([badge], [], (40, 40)))
    assert painted.getpixel((0, 0)) == (0, 0, 0, 0)
    assert painted.getpixel((20, 12))[0] > 200  # type: ignore[index]
    assert sum(painted.getpixel((20, 20))[:3]) < 150  # type: ignore[index]
    assert painted.getpixel((20, 20 - badges.RADIUS + 1))[:3] == pytest.approx(palette.in_bytes(palette.LONGER), abs=12)  # type: ignore[index]


# -- camera and contacts


def test_from_behind_left_is_left_and_from_the_right_the_front_is_right() -> None:
    left_hand, nose = np.array([[0.5, 0, 1]]), np.array([[0, -0.2, 1.6]])
    ends = np.array([[-1.0, -1, 0], [1, 1, 2]])
    behind = looking_from(90, 0, 100).fitting([ends], 0.1)
    assert behind.pixels(left_hand)[0, 0] < behind.size[0] / 2
    right = looking_from(180, 0, 100).fitting([ends], 0.1)
    assert right.pixels(nose)[0, 0] > right.size[0] / 2


def test_a_camera_that_fills_a_size_shows_everything_in_it() -> None:
    ends = np.array([[-1.0, -1, 0], [1, 1, 0.4]])
    camera = looking_from(180, 8, 430).fitting([ends], 0.05).filling(144, 108)
    assert camera.size == (144, 108)
    pixels = camera.pixels(ends)
    assert (pixels >= 0).all() and (pixels <= camera.size).all()


def test_the_frames_of_an_exercise_come_in_the_order_of_time() -> None:
    assert list(frames_of("cat-cow")) == ["start", "mid", "end"]
