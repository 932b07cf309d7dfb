"""`sp.exercises`: what it finds is what a clinician would mean by the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spasmed as sp
from spasmed import tables
from spasmed.reasoning import matching_units, units

WORDS = {
    "role": tables.words("exercise_muscles", "role"),
    "category": tables.words("exercises", "category"),
    "position": tables.words("exercises", "positions"),
    "equipment": tables.words("exercises", "equipment_kinds"),
    "direction": tables.words("exercises", "directions"),
    "exclude_direction": tables.words("exercises", "directions"),
    "cause": list(tables.load("causes")["id"]),
    "muscle": sorted(set(tables.load("exercise_muscles")["muscle_id"])),
    "level": ["1", "2", "3", "4", "5"],
}
filters = st.fixed_dictionaries(
    {}, optional={k: st.lists(st.sampled_from(v), min_size=1, max_size=3) for k, v in WORDS.items()}
)


@given(filters, filters)
def test_adding_a_filter_never_adds_rows(one: dict[str, list[str]], more: dict[str, list[str]]) -> None:
    added = {**more, **one}  # `one` stays as it is; `more` brings only new keys
    assert set(sp.exercises(**added)["id"]) <= set(sp.exercises(**one)["id"])


@given(filters)
def test_filters_commute_and_narrow_one_another(chosen: dict[str, list[str]]) -> None:
    together = set(matching_units(**chosen))
    one_by_one = set(units().index)
    for name, words in reversed(chosen.items()):
        one_by_one &= set(matching_units(**{name: words}))
    assert together == one_by_one


@given(filters)
def test_precautions_are_always_there(chosen: dict[str, list[str]]) -> None:
    assert sp.exercises(**chosen)["precautions"].str.len().gt(0).all()


def test_role_is_asked_of_the_same_muscle() -> None:
    acts = tables.load("exercise_muscles")
    wanted = acts[(acts["muscle_id"] == "multifidus") & (acts["role"] == "strengthen")]["exercise_id"]
    found = sp.exercises(muscle="multifidus", role="strengthen")["id"]
    assert set(found) == set(wanted)
    assert set(found) < set(sp.exercises(muscle="multifidus")["id"])


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("erector spinae", "erector-spinae"),
        ("Erector Spinae (group)", "erector-spinae"),
        ("lats", "latissimus-dorsi"),
        ("QL", "quadratus-lumborum"),
    ],
)
def test_a_muscle_is_found_by_any_name_a_clinician_uses(word: str, same: str) -> None:
    assert set(sp.exercises(muscle=same)["id"]) <= set(sp.exercises(muscle=word)["id"])
    assert len(sp.exercises(muscle=word)) > 0


def test_a_body_region_stands_for_its_muscles() -> None:
    low_back = set(sp.exercises(muscle="low back")["id"])
    assert set(sp.exercises(muscle="multifidus")["id"]) <= low_back
    assert set(sp.exercises(muscle="quadratus lumborum")["id"]) <= low_back


def test_a_whole_includes_its_parts_and_a_part_does_not_include_the_whole() -> None:
    whole = set(sp.muscles(muscle="hamstrings")["id"])
    assert {"hamstrings", "biceps-femoris"} <= whole
    assert set(sp.muscles(muscle="biceps femoris")["id"]) == {"biceps-femoris"}


def test_excluded_directions_are_gone() -> None:
    left = sp.exercises(exclude_direction=["flexion", "rotation"])["directions"]
    assert all({"flexion", "rotation"}.isdisjoint(d) for d in left)
    assert len(left) > 0


def test_lying_on_the_back_includes_crook_lying() -> None:
    assert {"pelvic-tilt", "bridge", "knee-to-chest-double"} <= set(sp.exercises(position="supine")["id"])


def test_measured_activity_names_study_and_statistic_for_the_muscle_asked_for() -> None:
    said = sp.exercises(muscle="multifidus").set_index("id")["emg"]
    assert any(said)
    for row in said:
        for sentence in row:
            assert sentence.startswith("Lumbar multifidus"), sentence
            assert "%" in sentence and (
                "mean" in sentence or "median" in sentence or "range" in sentence or "bound" in sentence
            ), sentence


def test_numbers_nobody_read_are_not_among_the_measured() -> None:
    hidden = tables.load("emg", unverified=True).query("seen == 'no'")
    assert len(hidden) > 0
    assert set(hidden["id"]).isdisjoint(sp.emg()["id"])


def test_for_a_cause_the_advice_stands_beside_the_exercise_with_certainty_and_directness() -> None:
    found = sp.exercises(cause="injury")
    assert len(found) > 0
    for advice in found["cause_advice"]:
        assert advice
        assert all("certainty" in sentence and "Injury" in sentence for sentence in advice)


def test_a_category_is_left_out_for_a_cause_when_nothing_advises_it() -> None:
    links = tables.load("links")
    mapping = tables.load("category_interventions").set_index("id")["intervention_id"]
    for cause in WORDS["cause"]:
        found = set(sp.exercises(cause=cause)["category"])
        for category, intervention in mapping.items():
            rows = links[(links["cause_id"] == cause) & (links["intervention_id"] == intervention)]
            said = set(rows["recommendation"])
            assert (category in found) == bool(said & {"recommended", "consider", "caution"}), (cause, category)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"muscle": "multifidos"}, "multifidus"),
        ({"position": "supin"}, "supine"),
        ({"cause": "bad posture"}, "posture"),
        ({"role": "strech"}, "stretch"),
    ],
)
def test_an_unknown_word_is_answered_with_the_closest_and_all_allowed(wrong: dict[str, str], hint: str) -> None:
    with pytest.raises(ValueError, match=r"Did you mean .*Choose from") as error:
        sp.exercises(**wrong)
    assert hint in str(error.value).lower()


def test_several_levels_may_be_numbers() -> None:
    assert set(sp.exercises(level=[1, 2])["level"]) == {1, 2}
    assert len(sp.exercises(level=1)) + len(sp.exercises(level=2)) == len(sp.exercises(level=["1", "2"]))


@pytest.mark.parametrize("level", [2, 2.0, "2", sp.exercises()["level"].iloc[3], [2]])
def test_a_level_may_come_as_any_kind_of_number(level: object) -> None:
    assert set(sp.exercises(level=level)["level"]) == {int(str(level).strip("[]").split(".")[0])}  # type: ignore[arg-type]


def test_what_a_caller_changes_changes_no_later_answer() -> None:
    for mine, column in ((units(), "exercise_id"), (sp.exercises(), "name"), (sp.cite(), "reference")):
        mine[column] = "spoiled"
    assert len(sp.exercises()) == 45
    assert "spoiled" not in set(sp.exercises()["name"]) | set(sp.cite()["reference"])
