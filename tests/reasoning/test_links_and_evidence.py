"""From cause to intervention, and the evidence behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spasmed as sp
from spasmed import tables
from spasmed.reasoning import links

CAUSES = list(tables.load("causes")["id"])
INTERVENTIONS = list(tables.load("interventions")["id"])
STAGES = tables.words("links", "stages")


def test_the_matrix_of_nine_causes_and_twenty_interventions_has_no_empty_cell() -> None:
    pairs = set(zip(links()["cause_id"], links()["intervention_id"], strict=True))
    assert len(CAUSES) == 9
    assert pairs == {(c, i) for c in CAUSES for i in INTERVENTIONS}


@given(st.sampled_from(CAUSES), st.sampled_from(STAGES))
def test_interventions_of_a_cause_at_a_stage_are_the_rows_of_the_table(cause: str, stage: str) -> None:
    table = tables.load("links")
    wanted = table[(table["cause_id"] == cause) & table["stages"].map(lambda s: stage in s)]["id"]
    assert set(sp.interventions(cause=cause, stage=stage)["id"]) == set(wanted)


def test_every_recommendation_carries_certainty_directness_and_sources() -> None:
    frame = sp.interventions()
    for column in ("certainty", "directness", "rationale"):
        assert frame[column].str.len().gt(0).all()
    assert frame["source_ids"].map(len).gt(0).all()


def test_what_is_recommended_comes_first() -> None:
    order = list(dict.fromkeys(sp.interventions(cause="poor-posture")["recommendation"]))
    assert order == [w for w in ("recommended", "consider", "caution", "avoid", "not-applicable") if w in order]
    assert order[0] == "recommended"


def test_causes_of_an_intervention_cover_all_nine() -> None:
    assert set(sp.causes(intervention="heat")["cause_id"]) == set(CAUSES)
    assert list(sp.causes()["id"]) == CAUSES


def test_a_cause_is_known_by_label_and_by_the_articles_heading() -> None:
    assert len(sp.interventions(cause="Posture")) == len(sp.interventions(cause="poor-posture")) > 0


def test_claims_of_a_lesson_come_in_the_order_of_its_brief() -> None:
    brief = next(x for x in tables.story("lessons")["lessons"] if x["id"] == "cause-posture")
    assert list(sp.claims(lesson="cause-posture")["id"]) == brief["claim_ids"]


def test_every_claim_that_is_no_omission_names_a_source() -> None:
    frame = sp.claims()
    assert frame[frame["verdict"] != "omission"]["source_ids"].map(len).gt(0).all()


def test_no_red_flag_is_ever_left_out() -> None:
    assert list(sp.red_flags()["id"]) == list(tables.load("red_flags", unverified=True)["id"])
    assert sp.red_flags()["action"].str.len().gt(0).all()


def test_a_red_flag_nobody_verified_keeps_its_action_and_loses_its_numbers() -> None:
    frame = sp.red_flags()
    unread = frame[frame["seen"] == "no"]
    assert unread["evidence"].eq("").all()
    assert unread["action"].str.len().gt(0).all()


def test_contraindications_are_given_even_when_their_wording_is_experts() -> None:
    table = tables.load("dosage_safety", unverified=True)
    safety = set(table[table["item_type"] != "dose"]["id"])
    assert safety <= set(sp.doses()["id"])


def test_effects_that_were_only_remembered_are_not_given() -> None:
    assert set(sp.effects()["seen"]) <= {"yes", "secondary"}


def test_cite_gives_a_reference_for_every_source_of_a_lesson() -> None:
    brief = next(x for x in tables.story("lessons")["lessons"] if x["id"] == "cause-posture")
    found = sp.cite(lesson="cause-posture")
    shown = {
        s
        for frame in (sp.claims(lesson="cause-posture"), sp.red_flags(lesson="cause-posture"))
        for ids in frame["source_ids"]
        for s in ids
    }
    assert set(found["id"]) >= set(brief["source_ids"]) | shown
    assert found["reference"].str.len().gt(10).all()


def test_cite_opens_a_doi_where_there_is_one() -> None:
    source = tables.load("sources").query("doi != ''").iloc[0]
    assert sp.cite(source["id"])["link"].item() == f"https://doi.org/{source['doi']}"


@pytest.mark.parametrize("call", [lambda: sp.cite("swain2002"), lambda: sp.claims(lesson="posture"), lambda: sp.effects(intervention="heatt"),
                                  lambda: sp.glossary(term="spazm"), lambda: sp.causes(intervention="massag"), lambda: sp.muscles(muscle="latt")])  # fmt: skip
def test_an_unknown_word_is_answered_with_the_closest(call: object) -> None:
    with pytest.raises(tables.SpasmedError, match="Did you mean"):
        call()  # type: ignore[operator]


def test_a_source_may_be_written_as_it_is_printed() -> None:
    assert list(sp.cite("Swain2020")["id"]) == ["swain2020"]


def test_an_intervention_without_an_effect_answers_with_no_rows() -> None:
    assert sp.effects(intervention="posture-training").empty
    assert set(sp.effects(intervention="Stretching exercises")["intervention"]) == {"stretching"}
