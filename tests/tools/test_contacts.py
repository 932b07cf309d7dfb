"""The words that postures are written in: every contact on file is understood, and a slip is named in a sentence."""

import pytest

from render_pictures.contacts import KINDS, Contact, ball_of, parse_contacts, parts_of
from render_pictures.posture import NAMES as JOINTS
from render_pictures.posture import expand, start_angle
from spasmed import tables


def test_every_contact_and_joint_on_file_is_understood():
    for row in tables.records(tables.load("frames")):
        contacts = parse_contacts(" | ".join(row["contacts"]), row["id"])
        assert len(contacts) == len(row["contacts"])
        assert set(row["free_joints"]) <= JOINTS, row["id"]
    assert set(tables.load("poses")["joint"]) <= JOINTS


def test_a_contact_has_a_kind_parts_and_a_number():
    text = "floor:heel,ball | z=0.45:buttock | touch:palm_r~belly | dy:heel=upperback=0.93 | up:occiput=0.07 | straight:shoulder-hipside_r-ankle"
    assert parse_contacts(text, "f") == [
        Contact("floor", ("heel", "ball")),
        Contact("z", ("buttock",), 0.45),
        Contact("touch", ("palm_r", "belly")),
        Contact("dy", ("heel", "upperback"), 0.93),
        Contact("up", ("occiput",), 0.07),
        Contact("straight", ("shoulder", "hipside_r", "ankle")),
    ]
    assert parse_contacts("", "f") == []


def test_each_kind_understands_its_own_example():
    for kind, form in KINDS.items():
        (contact,) = parse_contacts(form.example, "f")
        assert contact.kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("flor:heel", ["'flor'", "floor", "touch"]),
        ("floor:heal", ["'heal'", "heel", "sacrumback"]),
        ("floor:heel,", ["form", "floor:heel,ball"]),
        ("floor", ["form"]),
        ("floor=0.4:heel", ["form"]),
        ("z:buttock", ["form", "z=0.45:buttock"]),
        ("z=high:buttock", ["'high'", "number of meters"]),
        ("touch:palm_r", ["form"]),
        ("touch:palm_r~belly~head", ["form"]),
        ("dy:heel=upperback", ["form"]),
        ("dy:heel=upperback=far", ["'far'"]),
    ],
)
def test_a_slip_names_the_frame_the_word_and_what_is_allowed(text, words):
    with pytest.raises(ValueError, match="bird-dog-start") as slip:
        parse_contacts(f"floor:ball | {text}", "bird-dog-start")
    for word in words:
        assert word in str(slip.value)


def test_parts_come_once_and_in_order():
    contacts = parse_contacts("floor:heel,ball | under:heel=shoulder | ball=0.31:belly", "f")
    assert parts_of(contacts) == ["heel", "ball", "shoulder", "belly"]
    assert ball_of(contacts) == Contact("ball", ("belly",), 0.31)
    assert ball_of(contacts[:1]) is None


def test_a_name_without_a_side_means_both_and_a_side_wins():
    angles = expand({"hip": 30, "hip_l": 80, "lum": 10})
    assert (angles["hip_r"], angles["hip_l"], angles["lum"]) == (30, 80, 10)
    assert (angles["she_r"], angles["knee_l"]) == (8, 0)
    with pytest.raises(ValueError, match="hipp"):
        expand({"hipp": 3})


def test_a_free_joint_starts_where_the_posture_has_it():
    assert start_angle({"hip": 30}, "hip_l") == 30
    assert start_angle({"hip": 30, "hip_l": 80}, "hip_l") == 80
    assert start_angle({}, "she_r") == 8
    assert start_angle({}, "knee") == 0
