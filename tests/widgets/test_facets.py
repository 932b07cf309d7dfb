"""Facets: row sets, choosing, and the three forms of the answer."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets import link

from spasmed.widgets import Facet, Facets, Option

OPTIONS = {
    "ingredient": ["leek", "milk", "nut", "rice", "saffron"],
    "way": ["baked", "boiled", "fried", "raw"],
    "course": ["drink", "main", "side", "soup"],
    "free_of": ["milk", "nuts"],
}
choices = st.fixed_dictionaries({name: st.lists(st.sampled_from(o), unique=True) for name, o in OPTIONS.items()})

steady = settings(deadline=None, max_examples=40)  # a player costs milliseconds, and machines are shared


def screen_rows(data: dict, value: dict) -> list[int]:
    """What players.js does with `data`, done again: unite or intersect, intersect, and only then units become rows."""
    left = set(range(len(data["unit_row"])))
    for facet in data["facets"]:
        sets = [set(o["units"]) for o in facet["options"] if o["id"] in value.get(facet["id"], [])]
        if sets:
            left &= set.union(*sets) if facet["mode"] == "any" else set.intersection(*sets)
    return sorted({data["unit_row"][unit] for unit in left})


def names(rows: list[int], finder: Facets) -> list[str]:
    return [finder.data["rows"][i][0] for i in rows]


def printed(html: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html)]


@steady
@given(choices)
def test_the_row_sets_sent_to_the_browser_reproduce_the_pure_function(dishes, value):
    finder = dishes.finder(**value)
    wanted = dishes.dishes(**{name: options for name, options in value.items() if options})
    assert names(screen_rows(finder.data, finder.value), finder) == list(wanted["name"])


@steady
@given(choices)
def test_result_is_the_pure_function_of_what_is_chosen(dishes, value):
    finder = dishes.finder(**value)
    wanted = dishes.dishes(**{name: options for name, options in value.items() if options})
    assert list(finder.result["id"]) == list(wanted["id"])


@steady
@given(choices)
def test_the_twin_prints_the_rows_of_the_result(dishes, value):
    finder = dishes.finder(**value)
    shown = dishes.DISHES.set_index("id").loc[finder.result["id"], "name"]
    assert printed(finder.html()) == list(shown)
    assert f"{len(shown)} of 6 dishes" in finder.html()
    assert finder.text().endswith(f"{len(shown)} of 6 dishes")


@steady
@given(choices, st.sampled_from(sorted(OPTIONS)))
def test_one_more_facet_never_adds_rows(dishes, value, name):
    without = dishes.finder(**{**value, name: []})
    assert set(dishes.finder(**value).result["id"]) <= set(without.result["id"])


@steady
@given(choices, st.permutations(sorted(OPTIONS)))
def test_the_order_of_choosing_does_not_matter(dishes, value, order):
    finder = dishes.finder()
    for name in order:
        setattr(finder, name, value[name])
    assert finder.value == dishes.finder(**value).value


def test_two_facets_must_hold_for_the_same_unit(dishes):
    finder = dishes.finder(ingredient="leek", way="raw")
    assert list(finder.result["id"]) == ["fried-rice"], "leek soup has leek and something raw, but no raw leek"


def test_all_mode_asks_for_every_option(dishes):
    assert "leek-soup" not in list(dishes.finder(free_of=["milk"]).result["id"])
    assert "nut-bread" in list(dishes.finder(free_of=["milk"]).result["id"])
    assert "nut-bread" not in list(dishes.finder(free_of=["milk", "nuts"]).result["id"])


def test_a_facet_is_set_by_a_word_or_a_list_and_read_as_a_list(dishes):
    finder = dishes.finder()
    finder.ingredient = "leek"
    assert finder.ingredient == ["leek"]
    finder.ingredient = ["rice", "leek"]
    assert finder.ingredient == ["leek", "rice"], "options stand in the order of the facet"
    finder.ingredient = []
    assert finder.chosen == {}


def test_an_unknown_option_names_the_closest_and_all_allowed_ones(dishes):
    finder = dishes.finder(way="raw")
    with pytest.raises(
        ValueError, match=r'There is no way "boild"\. Did you mean "boiled"\? Choose from: baked, boiled, fried, raw\.'
    ):
        finder.way = "boild"
    assert finder.way == ["raw"], "a refused choice changes nothing"


def test_an_unknown_facet_is_refused_everywhere(dishes):
    finder = dishes.finder()
    with pytest.raises(ValueError, match='Did you mean "ingredient"'):
        finder.ingredients = "leek"
    with pytest.raises(AttributeError, match="ingredients"):
        _ = finder.ingredients
    with pytest.raises(ValueError, match='Did you mean "ingredient"'):
        finder.value = {"ingredients": ["leek"]}
    with pytest.raises(ValueError, match='Did you mean "ingredient"'):
        dishes.finder(ingredients="leek")


def test_value_can_be_observed_and_linked(dishes):
    first, second, seen = dishes.finder(), dishes.finder(), []
    first.observe(lambda change: seen.append(change["new"]["way"]), "value")
    link((first, "value"), (second, "value"))
    first.way = "raw"
    assert (seen, second.way) == ([["raw"]], ["raw"])


def test_after_stop_there_are_no_rows_in_any_form(dishes):
    finder = dishes.finder(gate=dishes.GATE)
    assert len(finder.result) == 6, "not answered yet: Python still works"
    finder.value = {**finder.value, "gate": "stop"}
    assert len(finder.result) == 0
    assert printed(finder.html()) == []
    assert "Stop here and call for help." in finder.html()
    with pytest.raises(ValueError, match='Did you mean "stop"'):
        finder.value = {"gate": "stopp"}


def test_the_twin_asks_the_questions_of_the_gate_before_the_first_row(dishes):
    html = dishes.finder(gate=dishes.GATE).html()
    assert 0 < html.index("The stove is on fire") < html.index("<table>")


def test_the_text_is_one_line_with_the_choice_and_the_count(dishes):
    assert dishes.finder().text() == "Dish finder: no filter; 6 of 6 dishes"
    assert repr(dishes.finder(way=["raw"], ingredient=["leek", "nut"])) == (
        "Dish finder: ingredient=leek+nut, way=raw; 2 of 6 dishes"
    )


def test_the_twin_keeps_links_and_escapes_everything_else(dishes):
    rows = pd.DataFrame({"<b>Name</b>": ["<script>alert(1)</script>"]}, index=["a"])
    facet = Facet(id="x", label="X & Y", options=[Option(id="a", label="<i>")])
    finder = Facets(name="n", caption="A < B", noun="rows", rows=rows, facets=[facet],
                    select=lambda **_: ["a"], answer=lambda **_: pd.DataFrame({"id": ["a"]}), value={"x": "a"})  # fmt: skip
    html = finder.html()
    assert "<script>alert" not in html
    assert "<i>" not in html
    assert "X &amp; Y: &lt;i&gt;" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" target="_blank">the book</a>' in dishes.finder().html()


def test_long_answers_are_cut_in_the_twin_and_say_so(dishes):
    html = dishes.finder(copies=11).html()
    assert len(printed(html)) == 15
    assert "66 of 66 dishes" in html
    assert "The first 15 rows are printed here." in html


def test_a_row_that_nothing_could_show_is_refused(dishes):
    rows = pd.DataFrame({"Name": ["A", "B"]}, index=["a", "b"])
    units = pd.Series(["a"], index=["u"])
    with pytest.raises(ValueError, match="Row 'b' has no unit"):
        Facets(name="n", caption="C", noun="rows", rows=rows, units=units, facets=[], select=list, answer=lambda: rows)


def test_a_facet_cannot_take_a_name_of_the_widget(dishes):
    rows = pd.DataFrame({"Name": ["A"]}, index=["a"])
    facet = Facet(id="layout", label="Layout", options=[])
    with pytest.raises(ValueError, match="'layout'"):
        Facets(
            name="n", caption="C", noun="rows", rows=rows, facets=[facet], select=lambda **_: [], answer=lambda: rows
        )


# -- pictures beside the rows


def made(**pictures: str) -> Facets:
    rows = pd.DataFrame({"Name": ["A", "B"]}, index=["a", "b"])
    answer = pd.DataFrame({"id": ["a", "b"]})
    return Facets(name="n", caption="C", noun="rows", rows=rows, facets=[], select=list, answer=lambda: answer,
                  pictures=pictures)  # fmt: skip


def test_a_picture_goes_to_its_row_and_a_row_may_have_none(dishes):
    finder = dishes.finder(pictured=True)
    beside = dict(zip(finder._rows.index, finder.pictures["of_rows"], strict=True))
    assert {row for row, picture in beside.items() if not picture} == {"plain-water"}
    assert set(beside.values()) == {dishes.PLATE, ""}
    assert dishes.finder().pictures == {}, "without pictures nothing is sent"


def test_the_pictures_are_a_piece_of_state_of_their_own_and_no_choice_sends_them_again(dishes):
    finder, sent = dishes.finder(pictured=True), []
    assert "data:image" not in str(finder.data)
    finder.observe(lambda change: sent.append(change["name"]))
    finder.way = "raw"
    assert set(sent) == {"value"}


def test_the_twin_shows_the_picture_of_every_row_it_prints_and_keeps_its_room(dishes):
    html = dishes.finder(pictured=True).html()
    images = re.findall(r"<img [^>]*>", html)
    assert len(images) == 5
    for image in images:
        assert 'width="144" height="108" alt=""' in image, "the name stands beside it"
        assert 'loading="lazy"' in image
        assert 'decoding="async"' in image
    assert dishes.finder(pictured=True, way="fried").html().count("<img ") == 1
    assert "<img" not in dishes.finder(pictured=True, course="drink").html()


@pytest.mark.parametrize(
    ("pictures", "words"),
    [
        ({"c": "data:image/webp;base64,AA"}, "'c', which is no row"),
        ({"a": "plate.webp"}, "row 'a' is no data URI of an image"),
        ({"a": "https://example.org/plate.webp"}, "row 'a' is no data URI of an image"),
    ],
)
def test_a_picture_of_no_row_or_from_elsewhere_is_refused_in_a_sentence(pictures, words):
    with pytest.raises(ValueError, match=words):
        made(**pictures)


def test_no_address_can_break_out_of_its_image(dishes):
    html = made(a='data:image/webp;base64,"><script>alert(1)</script>').html()
    assert "<script>" not in html
