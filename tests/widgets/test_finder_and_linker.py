"""The finder and the linker answer with exactly what the pure functions answer."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import spasmed as sp
from spasmed.reasoning import links, matching_units
from spasmed.tables import SpasmedError, load, picture_file, records
from spasmed.widgets import _thumbnails

FINDER = sp.ExerciseFinder()
LINKER = sp.CauseLinker()


def choices(widget: object) -> st.SearchStrategy[dict[str, list[str]]]:
    facets = {f["id"]: [o["id"] for o in f["options"]] for f in widget.data["facets"]}  # type: ignore[attr-defined]
    lists = {name: st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True) for name, ids in facets.items()}
    return st.fixed_dictionaries({}, optional=lists)


def played(widget: object, chosen: dict[str, list[str]]) -> set[str]:
    """What the browser would show: units united inside a facet, intersected between facets, projected to rows."""
    data = widget.data  # type: ignore[attr-defined]
    unit_row = data.get("unit_row") or list(range(len(data["rows"])))
    left = set(range(len(unit_row)))
    for facet in data["facets"]:
        sets = [set(o["units"]) for o in facet["options"] if o["id"] in chosen.get(facet["id"], [])]
        if sets:
            left &= set.union(*sets) if facet["mode"] == "any" else set.intersection(*sets)
    names = widget._rows.index  # type: ignore[attr-defined]
    return {names[unit_row[unit]] for unit in left}


@given(choices(FINDER))
@settings(max_examples=300, deadline=None)
def test_the_browser_shows_what_sp_exercises_answers_for_every_choice(chosen: dict[str, list[str]]) -> None:
    assert played(FINDER, chosen) == set(sp.exercises(**chosen)["id"])


@given(choices(FINDER))
@settings(max_examples=60, deadline=None)
def test_the_result_of_the_finder_is_the_pure_functions_answer(chosen: dict[str, list[str]]) -> None:
    FINDER.value = chosen
    assert list(FINDER.result["id"]) == list(sp.exercises(**chosen)["id"])
    assert f"{len(FINDER.result)} of 45" in FINDER.text()


@given(choices(LINKER))
@settings(max_examples=300, deadline=None)
def test_the_browser_shows_what_sp_interventions_answers_for_every_choice(chosen: dict[str, list[str]]) -> None:
    assert played(LINKER, chosen) == set(sp.interventions(**chosen)["id"])
    LINKER.value = chosen
    assert set(LINKER.result["id"]) == set(links(**chosen)["id"])


def test_a_filter_set_from_python_changes_result_twin_and_text() -> None:
    finder = sp.ExerciseFinder()
    before = finder.html()
    finder.muscle = "multifidus"
    assert set(finder.result["id"]) == set(sp.exercises(muscle="multifidus")["id"])
    assert finder.html() != before
    assert "muscle=multifidus" in finder.text()


def test_precautions_stand_in_every_row_and_cannot_be_dropped() -> None:
    assert [c["label"] for c in FINDER.data["columns"]][-1] == "Precautions"
    for row, exercise in zip(FINDER.data["rows"], FINDER._rows.index, strict=True):
        said = row[-1] if isinstance(row[-1], str) else row[-1][0]
        assert said == sp.exercises().set_index("id").loc[exercise, "precautions"]


def test_the_red_flag_screen_comes_first_in_the_view_and_in_the_twin() -> None:
    emergencies = list(sp.red_flags(urgency="emergency-same-day")["ask"])
    for widget in (sp.ExerciseFinder(), sp.CauseLinker()):
        assert widget.data["gate"]["items"] == emergencies
        assert widget.value["gate"] == ""
        html = widget.html()
        assert html.index("screen first") < html.index("<table")


def test_one_red_flag_present_leaves_no_exercise() -> None:
    finder = sp.ExerciseFinder(muscle="multifidus")
    finder.value = {**finder.value, "gate": "stop"}
    assert finder.result.empty
    assert "<table" not in finder.html()


def test_certainty_and_directness_stand_beside_every_recommendation() -> None:
    for row in LINKER.data["rows"]:
        said = row[1][-1]
        assert "Certainty" in said and any(word in said for word in ("direct", "indirect", "expert")), said


def test_a_caution_for_a_cause_stands_among_the_precautions() -> None:
    finder = sp.ExerciseFinder()
    strength = next(i for i, name in enumerate(finder._rows.index) if name == "bridge")
    assert "injury (acute)" in "".join(
        p if isinstance(p, str) else p["text"] for p in finder.data["rows"][strength][-1]
    )


def test_every_muscle_an_exercise_acts_on_can_be_chosen() -> None:
    from spasmed.reasoning import units

    offered = {o["id"] for f in FINDER.data["facets"] if f["id"] == "muscle" for o in f["options"]}
    assert offered == set(units()["muscle_id"])
    for muscle in offered:
        assert len(matching_units(muscle=muscle)) > 0


@pytest.mark.parametrize(
    "make", [lambda: sp.ExerciseFinder(muscle="multifidos"), lambda: sp.CauseLinker(cause="poor-postur")]
)
def test_an_unknown_word_is_answered_with_the_closest_in_one_sentence(make: object) -> None:
    with pytest.raises(SpasmedError, match="Did you mean"):
        make()  # type: ignore[operator]


def test_the_twin_is_the_same_bytes_each_time() -> None:
    assert sp.ExerciseFinder(muscle="multifidus").html() == sp.ExerciseFinder(muscle="multifidus").html()
    assert sp.CauseLinker(cause="age").html() == sp.CauseLinker(cause="age").html()


@pytest.mark.parametrize(("word", "ids"), [("lats", ["latissimus-dorsi"]), ("Lumbar multifidus", ["multifidus"])])
def test_a_muscle_may_have_any_name_a_clinician_uses(word: str, ids: list[str]) -> None:
    assert sp.ExerciseFinder(muscle=word).muscle == ids


def test_a_body_region_chooses_its_muscles_and_finds_what_the_function_finds() -> None:
    finder = sp.ExerciseFinder(muscle="low back", level=1)
    assert "multifidus" in finder.muscle
    assert set(finder.result["id"]) == set(sp.exercises(muscle="low back", level=1)["id"])


def test_a_filter_that_does_not_exist_is_answered_with_the_closest() -> None:
    with pytest.raises(SpasmedError, match='Did you mean "muscle"'):
        sp.ExerciseFinder().muscles = "multifidus"


def test_a_muscle_no_exercise_acts_on_is_refused_and_does_not_show_everything() -> None:
    assert sp.exercises(muscle="interspinales-lumborum").empty
    with pytest.raises(SpasmedError, match="No exercise of the catalog acts on"):
        sp.ExerciseFinder(muscle="interspinales-lumborum")


def test_a_choice_may_be_named_by_its_label() -> None:
    assert sp.ExerciseFinder(position="Supine").position == ["supine"]
    assert sp.CauseLinker(cause="Posture").cause == ["poor-posture"]


# -- the small pictures


def test_every_row_has_the_thumbnail_of_its_exercise_unless_it_may_not_be_shown() -> None:
    thumbs = {row["exercise_id"]: row for row in records(load("pictures")) if row["kind"] == "thumb"}
    assert set(thumbs) == set(FINDER._rows.index)
    for exercise, picture in zip(FINDER._rows.index, FINDER.pictures["of_rows"], strict=True):
        row = thumbs[exercise]
        if row["ready"] == "yes":
            assert b64decode(picture.removeprefix("data:image/webp;base64,")) == picture_file(row["id"])
        else:
            assert picture == ""


def test_the_thumbnails_are_light_and_of_the_size_of_their_room() -> None:
    thumbs = [row for row in records(load("pictures")) if row["kind"] == "thumb"]
    assert {(row["width"], row["height"]) for row in thumbs} == {FINDER.pictures["size"]}
    assert max(row["bytes"] for row in thumbs) <= 2200
    assert sum(row["bytes"] for row in thumbs) <= 100_000


@pytest.fixture
def unread() -> Iterator[None]:
    _thumbnails.thumbnails.cache_clear()
    yield
    _thumbnails.thumbnails.cache_clear()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(Path.unlink, "cannot be read .*Install spasmed again"), (lambda p: p.write_bytes(b"RIFF"), "has 4 bytes and")],
)
def test_a_lost_or_broken_thumbnail_is_a_sentence(
    unread: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Any, words: str
) -> None:
    from spasmed.tables import _pictures

    folder = shutil.copytree(_pictures.root() / "pictures" / "thumbs", tmp_path / "pictures" / "thumbs")
    monkeypatch.setattr(_pictures, "root", lambda: tmp_path)
    assert len(_thumbnails.thumbnails()) > 40
    _thumbnails.thumbnails.cache_clear()
    spoil(folder / "bird-dog.webp")
    with pytest.raises(SpasmedError, match=f"The picture data/pictures/thumbs/bird-dog.webp {words}"):
        sp.ExerciseFinder()
