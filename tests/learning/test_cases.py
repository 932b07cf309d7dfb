"""The invented patients as records: what each needs so that every decision can be asked with its reason."""

from __future__ import annotations

import pytest

from spasmed.learning import _cases
from spasmed.learning._cases import asked, case, cases
from spasmed.tables import SpasmedError, load, story

REFERRED = {
    "sm-c10": "refer-emergency",
    "sm-c11": "refer-emergency",
    "sm-c12": "refer-same-day",
    "sc-c03": "refer-same-day",
    "sc-c05": "refer-this-week",
}
TREATED = [one for one in cases() if not one.referred]
LEVELS = {"irritability": {"low", "moderate", "high"}, "stage": {"acute", "subacute", "chronic"}}


def test_seventeen_patients_and_every_one_is_invented():
    assert len(cases()) == 17
    assert all(row["fictional"] is True for row in story("cases")["cases"])


def test_who_is_referred_and_how_urgently():
    assert {one.id: one.disposition for one in cases() if one.referred} == REFERRED


def test_a_case_is_found_by_id_and_by_title():
    assert case("sm-c10") is case("numb when WIPING ")


@pytest.mark.parametrize(("name", "near"), [("sm-c1", "sm-c01"), ("Numb when wipping", "Numb when wiping")])
def test_an_unknown_case_is_told_its_nearest_name(name, near):
    with pytest.raises(SpasmedError, match=near):
        case(name)


def test_every_version_asks_the_red_flags_first_and_solo_asks_all():
    assert all(asked(version)[0] == "screen" for version in _cases.VERSIONS)
    assert asked("solo") == _cases.STAGES
    assert set(asked("worked")) < set(asked("solo")) > set(asked("faded"))
    with pytest.raises(SpasmedError, match="faded"):
        asked("fadded")


@pytest.mark.parametrize("one", TREATED, ids=lambda one: one.id)
def test_a_treated_case_has_a_level_and_a_clue_and_a_reason_for_every_option(one):
    for part, words in LEVELS.items():
        assert one.level(part) in words
        assert one.clue(part)
        assert one.level(part) not in one.clue(part).split(), "the clue would say the answer"
    assert all(why and ids for _, why, ids in one.avoid)
    assert one.not_yet and all(wrong["because"] and wrong["source_ids"] for wrong in one.not_yet)
    assert one.week2["choice"] in {"progress", "hold", "step-back", "refer"}
    assert one.week2.get("also") in {None, "progress", "hold"} - {one.week2["choice"]}
    assert one.differential[0]["for"]


def test_every_id_of_a_case_resolves():
    sources = set(load("sources")["id"])
    exercises, interventions = set(load("exercises")["id"]), set(load("interventions")["id"])
    for one in cases():
        used = {*one.source_ids, *(name for *_, ids in one.avoid for name in ids)}
        used |= {name for row in (*one.interventions, *one.not_yet) for name in row["source_ids"]}
        assert used <= sources, one.id
        assert {row["exercise_id"] for row in (*one.program, *one.not_yet)} - {None} <= exercises, one.id
        assert {name for row in one.interventions for name in row.get("intervention_ids", ())} <= interventions, one.id


@pytest.mark.parametrize("one", TREATED, ids=lambda one: one.id)
def test_what_does_not_fit_is_not_in_the_program(one):
    given = {row["exercise_id"] for row in one.program} - {None}
    assert given.isdisjoint(row["exercise_id"] for row in one.not_yet)
