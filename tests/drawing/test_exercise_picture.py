"""An exercise as pictures and as a card: complete, in real text, from the tables, and safe in an untrusted notebook."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

import spasmed as sp
from spasmed.drawing import _legend, exercise_card
from spasmed.drawing._exercise_picture import stills
from spasmed.reasoning import movement
from spasmed.tables import SpasmedError, load, records

EXERCISES = list(load("exercises")["id"])
DROPPED = re.compile(r"<(script|style|svg|iframe)|\son\w+=", re.IGNORECASE)  # by Lab, where a notebook is not trusted


class Images(HTMLParser):
    """Every <img> with its attributes, all text, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.images: list[dict[str, str | None]] = []
        self.text, self.open = "", list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.images.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_exercise_is_told_by_its_moments_and_its_muscles(exercise: str) -> None:
    shown = sp.picture(exercise)
    read = Images(shown.html)
    rows = stills(exercise)
    assert read.open == []
    assert not DROPPED.search(shown.html)
    assert [image["alt"] for image in read.images] == [row["alt"] for row in rows if row["ready"] == "yes"]
    assert all(str(image["src"]).startswith("data:image/webp;base64,") for image in read.images)
    assert read.text.count("Assumed: lumbar ") == len([row for row in rows if row["kind"] != "targets"])
    assert "not a measurement on people" in read.text
    assert "\n" not in repr(shown)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_legend_says_the_facts_of_the_movement_with_their_signs(exercise: str) -> None:
    text = Images(sp.picture(exercise).html).text
    for row in stills(exercise):
        for fact in movement(exercise, row["frame"]) if row["kind"] != "targets" else ():
            sign = "+" if fact.points > 0 else "\N{MINUS SIGN}"
            assert f"{sign}{fact.said} {fact.signed}" in text


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_muscle_stands_under_its_role(exercise: str) -> None:
    text = Images(sp.picture(exercise).html).text.casefold()
    names = load("muscles", unverified=True).set_index("id")["name"]
    acts = load("exercise_muscles")
    for row in records(acts[acts["exercise_id"] == exercise]):
        assert names[row["muscle_id"]].split(" (")[0].casefold() in text
        assert _legend.ROLES[row["role"]][2].casefold() in text


def test_a_muscle_stretched_by_one_of_two_ends_is_named_there() -> None:
    assert "Rectus abdominis" not in _legend.roles_at("cat-cow", "mid")["stretch"]
    assert _legend.roles_at("cat-cow", "end")["stretch"] == ["Rectus abdominis"]


def test_a_picture_that_is_not_ready_leaves_its_reason_and_its_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    from spasmed.drawing import _exercise_picture

    def spoiled(name: str) -> Any:
        frame = load(name)
        return frame.assign(ready="no", ready_note="The feet float.") if name == "pictures" else frame

    monkeypatch.setattr(_exercise_picture, "load", spoiled)
    read = Images(sp.picture("plank").html)
    assert read.images == []
    assert "not ready to be shown" in read.text
    assert "The feet float." in read.text
    assert "Strengthens:" in read.text


def test_small_movements_are_shown_against_the_start() -> None:
    assert [row["kind"] for row in stills("chin-tuck")] == ["lengths", "compare", "targets"]
    assert "Dashed outline: the start." in sp.picture("chin tuck").html
    assert "Dashed outline" not in sp.picture("plank").html


def test_an_unknown_exercise_is_answered_with_the_closest() -> None:
    with pytest.raises(SpasmedError, match='Did you mean "childs-pose"'):
        sp.picture("childs-posse")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((38, 0, 0, 130, 130), "lumbar flexion 38°, hips flexed 130°"),
        ((-15, 0, 0, 2, 84), "lumbar extension 15°, right hip flexed 2°, left hip flexed 84°"),
        (
            (0, -20, 0, -13, 0),
            "lumbar flexion 0°, side bend to the left 20°, right hip extended 13°, left hip flexed 0°",
        ),
        ((0, 0, 9, 90, 90), "lumbar flexion 0°, turn to the left 9°, hips flexed 90°"),
    ],
)
def test_the_assumed_angles_are_said_in_words(row: tuple[float, ...], words: str) -> None:
    columns = ("lumbar_flexion", "lumbar_bend_right", "lumbar_turn_left", "hip_flexion_right", "hip_flexion_left")
    assert _legend.assumed({f"{name}_deg": angle for name, angle in zip(columns, row, strict=True)}) == words


def test_the_legend_has_the_colors_of_the_pictures(pytestconfig: pytest.Config) -> None:
    palette = pytestconfig.rootpath / "tools/render_pictures/palette.py"
    if not palette.exists():
        pytest.skip("The tool that draws the pictures is not part of this copy.")
    source = palette.read_text(encoding="utf-8")
    for name, color in (("SHORTER", _legend.SHORTER), ("NEUTRAL", _legend.NEUTRAL), ("LONGER", _legend.LONGER)):
        assert f'{name} = rgb("{color}")' in source
    for role, (color, _, _) in _legend.ROLES.items():
        assert f'"{role}": Role(rgb("{color}")' in source
    assert f"ENDS_AT = {_legend.FULL:.1f}" in source


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_card_has_everything_the_catalog_says(exercise: str) -> None:
    html = exercise_card(exercise)
    read = Images(html)
    assert read.open == []
    assert not DROPPED.search(html)
    (row,) = records(load("exercises").query("id == @exercise"))
    assert read.text.startswith(f"Precautions. {row['precautions']}"), "first, and whole"
    for words in (row["dose_basis"][1:], row["spine_load_note"], row["start_position"][1:], *row["cues"]):
        assert words.rstrip(".") in read.text
    for line in (*row["common_errors"], *row["steps"]):
        assert line.split(". ", 1)[-1] in read.text
    for source in row["source_ids"]:
        assert f">{source}</" in html


def test_measured_activity_has_its_people_its_normalization_and_its_source() -> None:
    html = exercise_card("side-plank")
    for row in records(sp.emg(exercise="side-plank")):
        assert str(row["population"]) in unescape(html)
        assert f"of {row['normalization']}" in html
        assert f">{row['source_id']}</a>" in html
    assert "more numbers</summary>" in exercise_card("bird-dog")
    assert "No number of this exercise was read" in exercise_card("childs-pose")


def test_the_table_of_lengths_says_both_kinds_of_change_and_both_sides() -> None:
    text = Images(exercise_card("bird-dog")).text
    assert "End, against standing" in text
    assert "End, made by the movement" in text
    assert re.search(r"left\s[+\u2212]?\d+%, right\s[+\u2212]?\d+%", text)
    assert "+0%" not in text
    assert "\N{MINUS SIGN}0%" not in text


def test_several_exercises_stand_side_by_side_and_keep_only_the_moments_asked_for() -> None:
    shown = sp.picture("childs-pose", "cat-cow", frame=["mid", "end"])
    read = Images(shown.html)
    assert read.text.count("Assumed: ") == 3
    assert "Cat-cow: Middle" in read.text and "Child's pose: End" in read.text and "Start" not in read.text
    with pytest.raises(SpasmedError, match="no picture of this moment"):
        sp.picture("childs-pose", frame="mid")


def test_a_note_stands_only_under_the_picture_it_is_about() -> None:
    about_targets = "Muscles to stretch whose two sides differ"
    assert about_targets in sp.picture("ql-side-stretch").html
    assert about_targets not in sp.picture("ql-side-stretch", frame="end").html
