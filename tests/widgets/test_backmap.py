"""The map of the back answers with what `sp.muscles` answers, and moves the finder beside it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets import dlink

import spasmed as sp
from spasmed.reasoning import muscle_names, units
from spasmed.tables import SpasmedError

MAP = sp.BackMap()
IDS = [thing["id"] for thing in MAP.data["things"]]
NO_EXERCISE = sorted(set(IDS) - set(units()["muscle_id"]))


@given(st.lists(st.sampled_from(sorted(muscle_names())), max_size=3))
@settings(max_examples=80, deadline=None)
def test_the_result_is_the_pure_functions_answer_for_every_name_a_clinician_uses(words: list[str]) -> None:
    MAP.muscle = words
    named = list(sp.muscles(muscle=words)["id"]) if words else []
    wanted = list(sp.muscles(muscle=named)["id"]) if named else []  # a group brings its parts, wherever they lie
    assert list(MAP.result["id"]) == wanted
    assert set(MAP.muscle) == set(wanted)
    assert list(MAP.result["id"]) == (list(sp.muscles(muscle=MAP.muscle)["id"]) if MAP.muscle else [])
    assert f"{len(wanted)} of {len(IDS)} muscles chosen" in MAP.text()


def test_every_muscle_of_the_table_can_be_chosen_and_every_region_is_one() -> None:
    assert sorted(IDS) == sorted(sp.muscles()["id"])
    drawn = {region["thing"] for layer in MAP.data["layers"] for region in layer["regions"]}
    assert drawn <= set(IDS)
    assert {"multifidus", "latissimus-dorsi", "psoas-major", "piriformis"} <= drawn


def test_no_two_muscles_have_the_same_label_and_the_finder_has_the_same_ones() -> None:
    labels = {thing["id"]: thing["label"] for thing in MAP.data["things"]}
    assert len(set(labels.values())) == len(labels)
    (offered,) = (facet["options"] for facet in sp.ExerciseFinder().data["facets"] if facet["id"] == "muscle")
    assert all(labels[option["id"]] == option["label"] for option in offered)
    assert dict(MAP.data["things"][IDS.index("erector-spinae")]["details"])["Full name"] == "Erector spinae (group)"


def test_the_layers_go_inward_and_each_says_what_it_shows() -> None:
    assert [layer["id"] for layer in MAP.data["layers"]][:3] == ["back-superficial", "back-intermediate", "back-deep"]
    assert all(len(layer["alt"]) > 40 for layer in MAP.data["layers"])
    assert all(layer["picture"].startswith("data:image/webp;base64,") for layer in MAP.data["layers"])


def test_a_schematic_shape_says_so_in_the_picture_and_in_the_details() -> None:
    for layer in MAP.data["layers"]:
        for region in layer["regions"]:
            details = next(dict(t["details"]) for t in MAP.data["things"] if t["id"] == region["thing"])
            assert ("schematic" in details.get("The drawing", "")) >= (region.get("badge") == "schematic")
    badges = {r["thing"]: r.get("badge") for layer in MAP.data["layers"] for r in layer["regions"]}
    assert (badges["trapezius-upper"], badges["multifidus"]) == ("schematic", None)


def test_the_details_are_those_of_the_table_with_sources_that_open() -> None:
    details = {thing["id"]: dict(thing["details"]) for thing in MAP.data["things"]}
    for row in sp.muscles().itertuples():
        told = details[row.id]
        assert (told["Origin"], told["Insertion"], told["Action"]) == (row.origin, row.insertion, row.action)
        assert row.innervation in told["Nerve supply"] and row.roots in told["Nerve supply"]
        links = [part["href"] for part in told["Sources"] if isinstance(part, dict) and "href" in part]
        assert links and all(link.startswith("http") for link in links), row.id


@pytest.mark.parametrize("muscle", ["multifidus", "erector-spinae", "hamstrings", *NO_EXERCISE])
def test_the_number_of_exercises_is_that_of_the_catalog(muscle: str) -> None:
    told = next(dict(thing["details"]) for thing in MAP.data["things"] if thing["id"] == muscle)
    for role, said in (("strengthen", "strengthened by"), ("stretch", "stretched by"), ("stabilize", "stabilizes in")):
        count = len(sp.exercises(muscle=muscle, role=role))
        assert (f"{said} {count}" in told["Exercises in the catalog"].lower()) == (count > 0)
    assert (told["Exercises in the catalog"] == "None acts on it.") == (muscle in NO_EXERCISE)


def test_the_map_opens_on_a_picture_that_shows_the_muscle() -> None:
    assert sp.BackMap(muscle="multifidus").layer == "back-deep"
    assert sp.BackMap(muscle="lats").layer == "back-superficial"
    assert sp.BackMap(muscle="lats", layer="side-superficial").layer == "side-superficial"


def test_unknown_words_are_answered_in_one_sentence() -> None:
    with pytest.raises(SpasmedError, match='Did you mean "lats"'):
        sp.BackMap(muscle="latz")
    with pytest.raises(SpasmedError, match='Did you mean "muscle"'):
        sp.BackMap(muscles="lats")
    with pytest.raises(SpasmedError, match='Did you mean "back-deep"'):
        MAP.layer = "back-dep"


def test_the_state_is_small_enough_to_send_and_the_twin_to_keep() -> None:
    assert len(json.dumps(MAP.data)) < 1_000_000
    assert len(sp.BackMap(muscle="erector spinae").html()) < 150_000


def test_the_twin_is_the_same_bytes_each_time() -> None:
    assert sp.BackMap(muscle="lats").html() == sp.BackMap(muscle="lats").html()


# -- beside a finder


def test_choosing_on_the_map_filters_the_finder_and_choosing_in_the_finder_marks_the_map() -> None:
    finder = sp.ExerciseFinder(level=1)
    m = sp.BackMap(finder=finder)
    m.muscle = ["multifidus", "lats"]
    assert set(finder.muscle) == {"multifidus", "latissimus-dorsi"}
    assert set(finder.result["id"]) == set(sp.exercises(muscle=m.muscle, level=1)["id"])
    finder.muscle = ["multifidus"]
    assert m.muscle == ["multifidus"]
    m.muscle = []
    assert finder.muscle == []
    assert (finder.level, m.note) == (["1"], "")


def test_a_muscle_no_exercise_acts_on_is_named_in_a_sentence() -> None:
    finder = sp.ExerciseFinder()
    m = sp.BackMap(finder=finder)
    m.muscle = [NO_EXERCISE[0], "multifidus"]
    assert finder.muscle == ["multifidus"]
    assert m.note == "No exercise of the catalog acts on Interspinales lumborum. The finder looks for the others."
    finder.muscle = ["multifidus", "piriformis"]
    assert set(m.muscle) == {NO_EXERCISE[0], "multifidus", "piriformis"}, "the finder cannot take it back"
    m.muscle = NO_EXERCISE
    assert finder.muscle == []
    assert m.note.endswith("Interspinales lumborum or Intertransversarii lumborum. The finder shows all its exercises.")
    m.muscle = "piriformis"
    assert m.note == ""


def test_at_first_the_map_leads_if_it_has_a_choice_and_follows_if_not() -> None:
    finder = sp.ExerciseFinder(muscle="piriformis")
    assert sp.BackMap(finder=finder).muscle == ["piriformis"]
    assert sp.BackMap(finder=finder, muscle="lats").muscle == ["latissimus-dorsi"]
    assert finder.muscle == ["latissimus-dorsi"]


@given(st.lists(st.lists(st.sampled_from(IDS), max_size=3), min_size=2, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_two_agree_after_any_choices_and_nothing_bounces(choices: list[list[str]]) -> None:
    finder, changes = sp.ExerciseFinder(), []
    m = sp.BackMap(finder=finder)
    m.observe(lambda change: changes.append(change["new"]), "value")
    for choice in choices:
        m.muscle = choice
        assert set(finder.muscle) == set(m.muscle) & set(units()["muscle_id"])
    assert all(before != after for before, after in pairwise(changes))
    assert len(changes) <= len(choices)


def test_what_the_browser_sends_reaches_the_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPASMED_STRICT", "1")
    finder = sp.ExerciseFinder()
    m = sp.BackMap(finder=finder)
    m.set_state({"value": {"layer": "back-deep", "chosen": ["multifidus"]}})
    assert finder.muscle == ["multifidus"]
    assert (m.problem, finder.problem) == ("", "")


def test_values_can_be_linked_by_hand_as_well() -> None:
    m, finder = sp.BackMap(), sp.ExerciseFinder()
    dlink((m, "value"), (finder, "value"), lambda value: {**finder.value, "muscle": value["chosen"]})
    m.muscle = "lats"
    assert finder.muscle == ["latissimus-dorsi"]
