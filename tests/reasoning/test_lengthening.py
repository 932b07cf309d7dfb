"""`sp.lengthening` and the few facts of it that pictures say."""

from __future__ import annotations

import pytest

from spasmed import tables
from spasmed.reasoning import Moved, lengthening, movement

FRAMES = [(row["exercise_id"], row["frame"]) for row in tables.records(tables.load("frames"))]


def test_a_row_says_what_the_movement_made_and_what_it_assumes() -> None:
    rows = tables.records(lengthening(exercise="childs-pose", muscle="latissimus dorsi"))
    start, end = ({row["side"]: row for row in rows if row["frame"] == frame} for frame in ("start", "end"))
    posture = next(row for row in tables.records(tables.load("frames")) if row["id"] == "childs-pose-end")
    for side, row in end.items():
        assert row["muscle"] == "Latissimus dorsi"
        assert row["moved_pct"] == pytest.approx(row["change_pct"] - start[side]["change_pct"], abs=0.051)
        assert row["lumbar_flexion_deg"] == posture["lumbar_flexion_deg"]


def test_nothing_has_moved_at_the_start() -> None:
    assert (lengthening(frame="start")["moved_pct"] == 0).all()
    assert len(lengthening()) == len(tables.load("muscle_lengthening"))


@pytest.mark.parametrize(
    ("words", "close"),
    [
        ({"exercise": "child-pose"}, "childs-pose"),
        ({"muscle": "multifidos"}, "multifidus"),
        ({"frame": "ends"}, "end"),
    ],
)
def test_an_unknown_word_says_the_closest_one(words: dict[str, str], close: str) -> None:
    with pytest.raises(tables.SpasmedError, match=f'Did you mean "{close}"'):
        lengthening(**words)


@pytest.mark.parametrize(("exercise", "frame"), FRAMES)
def test_a_picture_says_at_most_four_facts_worth_saying(exercise: str, frame: str) -> None:
    facts = movement(exercise, frame)
    assert len(facts) <= (0 if frame == "start" else 4)
    assert all(abs(fact.points) >= 3 for fact in facts)
    for fact in facts:
        rows = lengthening(exercise=exercise, frame=frame, muscle=fact.muscle_id)
        rows = rows[(rows["muscle_id"] == fact.muscle_id) & rows["part"].isin(["whole", "hip-part"])]
        sides = rows.set_index("side")["moved_pct"]
        if fact.side:
            assert abs(sides["left"] - sides["right"]) >= 4
            assert fact.points == sides[fact.side]
        else:
            assert abs(sides["left"] - sides["right"]) < 4
            assert fact.points == pytest.approx(sides.mean(), abs=0.051)


def test_the_muscles_an_exercise_is_for_come_first() -> None:
    """The widest change of the child's pose is that of pectoralis major, which nobody does it for."""
    assert movement("childs-pose", "end")[0].muscle_id == "latissimus-dorsi"
    assert movement("hamstring-stretch", "end")[0].muscle_id == "hamstrings"


def test_a_fact_is_said_with_its_sign_and_side() -> None:
    fact = Moved("gluteus-maximus", "Gluteus maximus", "right", -31.2)
    assert (fact.said, fact.signed) == ("Gluteus maximus, right", "\N{MINUS SIGN}31%")
    assert fact._replace(side="", points=7.9).signed == "+8%"


def test_psoas_speaks_by_the_part_that_follows_the_hip() -> None:
    assert "Psoas major, hip part" in {fact.name for fact in movement("dead-bug", "end")}


def test_an_unknown_exercise_or_frame_is_an_error() -> None:
    with pytest.raises(tables.SpasmedError, match='Did you mean "Bird-dog"'):
        movement("bird-dogs", "end")
    with pytest.raises(tables.SpasmedError, match="Choose from: end, mid, start"):
        movement("bird-dog", "finish")
