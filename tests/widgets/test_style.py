"""The colors of players.css, computed: text 4.5 to 1, edges of controls and focus 3 to 1, in both fallback themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spasmed.widgets
from spasmed.drawing._picture import INK, MUTED, PAPER, TONES
from spasmed.widgets._map import _INK as OUTLINE

CSS = (Path(spasmed.widgets.__file__).parent / "players.css").read_text(encoding="utf-8")
TEXT = [
    ("ink", "paper"), ("ink", "tint"), ("ink", "glow"), ("muted", "paper"), ("muted", "tint"), ("muted", "glow"),
    ("accent", "paper"), ("accent", "tint"), ("accent", "glow"), ("on-accent", "accent"),
    ("good", "paper"), ("warn", "paper"), ("stop", "paper"),
    *((tone, "paper") for tone in TONES),  # what is drawn in pictures
]  # fmt: skip
EDGES = [("edge", "paper"), ("edge", "tint"), ("accent", "paper"), ("accent", "tint"), ("muted", "tint")]
Color = tuple[float, float, float]


def hex_color(text: str) -> Color:
    r, g, b = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    return r, g, b


def mix(first: Color, share: float, second: Color) -> Color:
    r, g, b = (a * share + b * (1 - share) for a, b in zip(first, second, strict=True))
    return r, g, b


def color(name: str, theme: int) -> Color:
    found = re.search(rf"--sp-{name}: (.*);", CSS)
    assert found is not None, f"no token --sp-{name}"
    if pair := re.search(r"light-dark\((#\w{6}), (#\w{6})\)", found[1]):
        return hex_color(pair[theme + 1])
    mixed = re.fullmatch(r"color-mix\(in srgb, var\(--sp-(\w+)\) (\d+)%, var\(--sp-(\w+)\)\)", found[1])
    assert mixed is not None, f"--sp-{name} is neither a pair nor a mix: {found[1]}"
    return mix(color(mixed[1], theme), int(mixed[2]) / 100, color(mixed[3], theme))


def luminance(rgb: Color) -> float:
    r, g, b = (v / 12.92 if (v := c / 255) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: Color, second: Color) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_extremes():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(hex_color("#767676"), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(front, back, theme):
    assert contrast(color(front, theme), color(back, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["good", "accent", "warn", "stop", "muted"])
def test_a_badge_can_be_read_on_its_tint(tone, theme):
    found = re.search(r"\.sp-tone \{.*background: color-mix\(in srgb, var\(--tone\) (\d+)%, var\(--sp-paper\)\)", CSS)
    assert found is not None
    ink = color(tone, theme)
    assert contrast(ink, mix(ink, int(found[1]) / 100, color("paper", theme))) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), EDGES)
def test_edges_of_controls_and_the_focus_ring_can_be_seen(front, back, theme):
    assert contrast(color(front, theme), color(back, theme)) >= 3


def test_no_text_is_smaller_than_14_pixels():
    sizes = re.findall(r"font-size: ([^;]+);", CSS)
    assert sizes, "the sheet sets sizes"
    assert {s for s in sizes if not s.startswith(("var(--sp-small)", "var(--sp-title)", "1."))} == set()
    assert "--sp-small: max(14px" in CSS
    assert "--sp-text: max(15px" in CSS


@pytest.mark.parametrize("tone", TONES)
def test_a_picture_that_stands_alone_has_the_tones_of_a_light_player(tone):
    assert hex_color(TONES[tone][0]) == color(tone, 0)


def test_what_is_outlined_on_a_map_that_stands_alone_has_the_accent_of_a_light_player():
    assert hex_color(OUTLINE) == color("accent", 0)


def test_outlines_on_a_picture_of_any_color_lie_on_a_band_of_paper():
    halo = re.search(r"\.region:is\(([^)]*)\) \.halo \{ stroke: var\(--sp-paper\); stroke-width: (\d+)px", CSS)
    assert halo is not None
    lines = re.findall(r"\.region(\.\w+|\[[^\]]*\]) \.line \{ stroke: var\(--sp-(\w+)\); stroke-width: ([\d.]+)px", CSS)
    assert {who for who, _, _ in lines} == {".here", ".same", '[aria-pressed="true"]'} == set(halo[1].split(", "))
    for _, tone, width in lines:
        assert float(width) + 2 < float(halo[2]) + 1
        assert all(contrast(color(tone, theme), color("paper", theme)) >= 3 for theme in (0, 1))


def test_the_sheet_has_the_tones_of_the_pictures_and_no_other():
    assert set(re.findall(r"--sp-([a-z]): ", CSS)) == set(TONES)


@pytest.mark.parametrize("tone", TONES)
def test_no_two_tones_of_a_picture_differ_in_color_alone(tone):
    assert [dashes for _, dashes in TONES.values()].count(TONES[tone][1]) == 1


@pytest.mark.parametrize(("name", "alone"), [("ink", INK), ("muted", MUTED), ("paper", PAPER)])
def test_the_words_of_a_picture_that_stands_alone_are_inked_as_in_a_light_player(name, alone):
    assert hex_color(alone) == pytest.approx(color(name, 0), abs=6), "near enough to be the same gray"
    assert name == "paper" or contrast(hex_color(alone), hex_color(PAPER)) >= 4.5
