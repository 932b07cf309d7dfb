"""The body model is held to its checks: by the table everywhere, by the model itself where MuJoCo is installed."""

import importlib.util

import pandas as pd
import pytest

from spasmed import tables

HAS_BODY_MODEL = all(importlib.util.find_spec(name) for name in ("mujoco", "myo_sim", "scipy"))

# The limits are written down twice, so that none is loosened by changing a constant.
LIMITS = {
    "exercises-without-frames": (0, 0),
    "frames-without-angles": (0, 0),
    "muscles-unknown": (0, 0),
    "sides": (0, 0),
    "symmetry-neutral": (0, 1),
    "symmetry-frames": (0, 3),
    "continuity-lum": (0, 3),
    "continuity-lat": (0, 3),
    "continuity-rot": (0, 3),
    "continuity-hip": (0, 4),
    "continuity-knee": (0, 4),
    "extensor-moment-0": (None, None),
    "extensor-moment-45": (None, None),
    "extensor-moment-fall": (0, 18),
    "direction-lum-iliocostalis-lumborum-lumbar": (8, None),
    "direction-lum-longissimus-thoracis-lumbar": (8, None),
    "direction-lum-multifidus": (8, None),
    "direction-lum-rectus-abdominis": (None, -8),
    "direction-lat-quadratus-lumborum-right": (None, -5),
    "direction-lat-quadratus-lumborum-left": (5, None),
    "direction-hip-gluteus-maximus": (1, None),
    "direction-hip-hamstrings": (1, None),
    "direction-knee-rectus-femoris": (1, None),
    "direction-hip-psoas-major": (1, None),
    "direction-hip-iliacus": (1, None),
    "lumbar-flexion-largest": (None, 50),
    "lumbar-extension-largest": (-35, None),
    "contact-gap-worst": (0, 4),
    "contact-gap-median": (None, None),
    "contact-gap-wide": (None, None),
    "lengthening-reproduced": (0, 0.2),
}


@pytest.fixture(scope="module")
def checks():
    return tables.load("model_checks").set_index("id")


def test_every_check_is_there_once_with_its_limits(checks):
    on_file = {
        name: tuple(None if pd.isna(limit) else limit for limit in (row["low"], row["high"]))
        for name, row in checks.iterrows()
    }
    assert on_file == LIMITS
    assert list(checks.index) == list(LIMITS), "the same checks, each once and in order"


@pytest.mark.parametrize("name", LIMITS)
def test_a_value_is_within_its_limits_and_the_table_says_so(checks, name):
    low, high = LIMITS[name]
    value, passes = checks.loc[name, ["value", "passes"]]
    assert low is None or value >= low
    assert high is None or value <= high
    if (low, high) == (None, None):
        assert pd.isna(passes)
    else:
        assert passes


def test_the_fall_of_the_extensor_moment_follows_from_the_two_moments(checks):
    standing, flexed = checks.loc[["extensor-moment-0", "extensor-moment-45"], "value"]
    assert 0 < flexed < standing
    assert checks.loc["extensor-moment-fall", "value"] == pytest.approx(100 * (1 - flexed / standing), abs=0.02)
    assert checks.loc["extensor-moment-fall", "source_ids"] == ("macintosh1993",)


def test_what_is_said_of_contacts_and_angles_is_in_frames_and_poses(checks):
    frames, poses = tables.load("frames"), tables.load("poses")
    gap = frames["worst_gap_cm"]
    assert checks.loc["contact-gap-worst", "value"] == gap.max()
    assert checks.loc["contact-gap-median", "value"] == pytest.approx(gap.median(), abs=0.005)
    assert checks.loc["contact-gap-wide", "value"] == (gap > 2).sum()
    lumbar = poses[poses["joint"] == "lum"]["solved_deg"]
    assert checks.loc["lumbar-flexion-largest", "value"] == max(lumbar.max(), 0)
    assert checks.loc["lumbar-extension-largest", "value"] == min(lumbar.min(), 0)


def test_what_is_said_to_be_complete_is_complete():
    frames, poses = tables.load("frames"), tables.load("poses")
    assert set(frames["exercise_id"]) == set(tables.load("exercises")["id"])
    assert set(frames["id"]) == set(poses["frame_id"])
    assert set(tables.load("muscle_lengthening")["muscle_id"]) <= set(tables.load("muscles")["id"])


def test_the_angles_of_a_frame_are_its_solved_angles_in_whole_degrees():
    solved = {
        frame: dict(zip(rows["joint"], rows["solved_deg"], strict=True))
        for frame, rows in tables.load("poses").groupby("frame_id")
    }
    for row in tables.records(tables.load("frames")):
        angles = solved[row["id"]]
        for column, joint in (
            ("lumbar_flexion_deg", "lum"),
            ("lumbar_bend_right_deg", "lat"),
            ("lumbar_turn_left_deg", "rot"),
        ):
            assert row[column] == round(angles.get(joint, 0)), (row["id"], column)
        for column, side in (("hip_flexion_right_deg", "hip_r"), ("hip_flexion_left_deg", "hip_l")):
            assert row[column] == round(angles.get(side, angles.get("hip", 0))), (row["id"], column)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_BODY_MODEL, reason="The body model needs tools/render_pictures/requirements.txt.")
def test_the_body_model_gives_the_same_values_again(checks):
    from render_pictures.body import Body
    from render_pictures.checks import findings

    found = {finding.id: finding.row() for finding in findings(Body())}
    assert list(found) == list(LIMITS)
    for name, row in found.items():
        assert float(row["value"]) == pytest.approx(checks.loc[name, "value"], abs=0.05), name
