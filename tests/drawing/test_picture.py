"""Pictures: plain SVG that says what it shows, and scenes that hold many pictures as one and what differs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest

from spasmed.drawing import Picture, scene
from spasmed.drawing._picture import Mark
from spasmed.tables import SpasmedError

SVG = "{http://www.w3.org/2000/svg}"


def picture(width: int = 10, words: str = "a & b", alt: str = "A bar.") -> Picture:
    bar = Mark("rect", {"class": "oa", "x": "0", "y": "0", "width": str(width), "height": "5"})
    return Picture((bar, Mark("text", {"class": "s", "x": "1", "y": "2"}, words)), alt)


def test_a_picture_without_a_sentence_is_refused() -> None:
    with pytest.raises(SpasmedError, match="alt"):
        picture(alt=" ")


def test_words_with_signs_stay_words() -> None:
    (text,) = ET.fromstring(picture(words="<script> & 'x'").svg()).iter(f"{SVG}text")
    assert text.text == "<script> & 'x'"


def test_the_image_carries_the_same_picture_and_its_sentence() -> None:
    drawn = ET.fromstring(picture(alt='A "bar" < 5.').img())
    assert drawn.tag == "img"
    assert drawn.get("alt") == 'A "bar" < 5.'
    kind, data = drawn.get("src", "").split(",", 1)
    assert kind == "data:image/svg+xml"
    assert unquote(data) == picture().svg()


def test_a_picture_asks_nothing_of_the_network_and_runs_nothing() -> None:
    svg = picture().svg()
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in svg


def test_only_the_style_that_is_used_travels() -> None:
    assert ".oa{" in picture().svg()
    assert ".ob{" not in picture().svg()


def applied(drawn, frame: int) -> list[tuple[str, dict[str, str], str]]:
    """What the browser has after it put every slot at one frame."""
    tree = ET.fromstring(drawn.base)
    for (number, name), values in zip(drawn.slots, drawn.values, strict=True):
        node = next(n for n in tree.iter() if n.get("data-k") == str(number))
        if name:
            node.set(name, values[frame])
        else:
            node.text = values[frame]
    return [(n.tag, {k: v for k, v in n.attrib.items() if k != "data-k"}, n.text or "") for n in tree]


def test_a_scene_gives_back_every_picture() -> None:
    pictures = [picture(10), picture(20), picture(20, words="c"), picture(10)]
    drawn = scene(pictures)
    for i, one in enumerate(pictures):
        assert applied(drawn, i)[2:] == [(n.tag, n.attrib, n.text or "") for n in ET.fromstring(one.svg())][2:]


def test_a_scene_holds_what_does_not_change_once() -> None:
    drawn = scene([picture(10), picture(20)])
    assert drawn.slots == [(0, "width")]
    assert drawn.values == [["10", "20"]]
    assert drawn.base.count("data-k") == 1


def test_frames_of_another_shape_are_refused_with_what_to_do() -> None:
    other = Picture((*picture().marks, Mark("circle", {"r": "1"})), "More.")
    with pytest.raises(SpasmedError, match="same marks in every frame"):
        scene([picture(), other])
    changed = Picture((Mark("circle", {"r": "1"}), picture().marks[1]), "Another mark.")
    with pytest.raises(SpasmedError, match="hide it instead"):
        scene([picture(), changed])
