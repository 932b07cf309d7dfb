"""Codes by cause and list: what is found, in which order, and how it is shown."""

from __future__ import annotations

import pytest

import spasmed as sp
from spasmed import tables


def test_codes_of_a_cause_in_one_list_are_the_rows_of_the_table() -> None:
    table = tables.load("codes")
    for cause in sp.causes()["id"]:
        for system in tables.words("codes", "system"):
            wanted = table[(table["cause_id"] == cause) & (table["system"] == system)]["code"].tolist()
            assert sp.codes(cause=cause, system=system)["code"].tolist() == wanted
            assert wanted, f"{cause} has no code in {system}"


def test_a_code_opens_the_row_and_its_title_follows() -> None:
    assert list(sp.codes().columns)[:4] == ["id", "code", "code_title", "system"]


def test_the_codes_of_the_red_flags_come_first() -> None:
    topics = sp.codes()["topic"].tolist()
    assert topics == sorted(topics, reverse=True)
    assert topics[0] == "red-flags"
    assert set(sp.codes(topic="red-flags")["cause"]) == {"none: a red flag"}
    assert set(sp.codes(cause="Posture")["cause"]) == {"Posture"}


def test_every_code_of_the_icf_and_no_other_belongs_to_a_component() -> None:
    frame = sp.codes()
    assert frame["component"].ne("").eq(frame["system"] == "icf").all()
    activities = sp.codes(component="activities")
    assert set(activities["code"].str[0]) == {"d"}
    assert activities["id"].tolist() == sp.codes(component="activities and participation")["id"].tolist()
    assert set(sp.codes(component=["body functions", "body structures"])["code"].str[0]) == {"b", "s"}


def test_the_list_is_named_where_there_are_two_and_not_repeated_where_there_is_one() -> None:
    assert ">List<" in sp.show(sp.codes(cause="age"), caption="Codes").html
    one = sp.show(sp.codes(system="icf", component="activities"), caption="Codes").html
    assert ">List<" not in one


def test_every_row_says_how_it_was_read_and_where() -> None:
    frame = sp.codes()
    assert len(frame) == 150
    assert "no" not in set(frame["seen"])
    assert set(frame[frame["system"] == "icf"]["seen"]) == {"secondary"}, "the WHO's own list was not opened"
    assert set(frame["source_id"]) <= set(sp.cite()["id"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"cause": "poor-postur"}, 'Did you mean "poor-posture"'),
        ({"system": "icd-10"}, 'Did you mean "icd-10-cm"'),
        ({"topic": "red-flag"}, 'Did you mean "red-flags"'),
        ({"component": "activity"}, 'no component "activity"'),
    ],
)
def test_an_unknown_word_names_the_closest(words: dict[str, str], message: str) -> None:
    with pytest.raises(tables.SpasmedError, match=message):
        sp.codes(**words)  # type: ignore[arg-type]


def test_codes_are_shown_in_plain_words() -> None:
    shown = sp.show(sp.codes(cause="medical-conditions"), caption="Codes").html
    head = [cell.partition("<")[0] for cell in shown.partition("</thead>")[0].split('">')[3:]]
    assert head[:5] == ["Code", "Title of the code", "List", "Part of the ICF", "Can be billed"]
    assert ">ICD-10-CM<" in shown and ">ICF<" in shown and ">no, a heading only<" in shown
    assert not {"True", "False", "&lt;NA&gt;"} & set(shown.replace("<", ">").split(">"))
