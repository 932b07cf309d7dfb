"""Map: choosing, wholes and parts, and the three forms of the answer."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets import link

from spasmed.widgets import Layer, Map, Region, Thing, pages

PLANTS = ["onions", "leek", "chive", "carrot", "rose", "ivy"]
PARTS = {"onions": ["leek", "chive"]}
choices = st.lists(st.sampled_from(PLANTS), unique=True)
steady = settings(deadline=None, max_examples=40)


def closed(chosen: list[str]) -> list[str]:
    """What is chosen when a whole brings its parts, in the order of the list."""
    wanted = {*chosen, *(part for whole in chosen for part in PARTS.get(whole, []))}
    return [plant for plant in PLANTS if plant in wanted]


def printed(html: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html)]


def picture(html: str) -> ET.Element:
    (address,) = re.findall(r'<img [^>]*src="data:image/svg\+xml,([^"]*)"', html)
    return ET.fromstring(unquote(address))


@steady
@given(choices)
def test_result_is_the_pure_function_of_what_is_chosen(garden, chosen):
    m = garden.garden(chosen=chosen)
    assert m.value["chosen"] == m.chosen == closed(chosen)
    assert list(m.result["id"]) == list(garden.grown(closed(chosen))["id"])


@steady
@given(choices, st.sampled_from(["summer", "winter"]))
def test_the_twin_prints_and_outlines_what_is_chosen(garden, chosen, layer):
    m = garden.garden(chosen=chosen, layer=layer)
    assert printed(m.html()) == list(garden.PLANTS.set_index("id").loc[closed(chosen), "name"])
    outlined = [n.get("d") for n in picture(m.html()).iter("{http://www.w3.org/2000/svg}path")]
    assert outlined == [
        r.path for one in garden.layers() if one.id == layer for r in one.regions if r.thing in closed(chosen)
    ]
    assert f"{len(closed(chosen))} of 6 plants chosen" in m.html()
    assert m.text().endswith(f"{len(closed(chosen))} of 6 plants chosen")


@steady
@given(choices)
def test_what_is_chosen_stays_so_when_it_is_chosen_again(garden, chosen):
    m = garden.garden(chosen=chosen)
    assert garden.garden(**m.value).value == m.value, "or the kernel would answer the browser with another choice"


def test_the_twin_carries_its_picture_and_says_what_is_outlined(garden):
    html = garden.garden(chosen="rose").html()
    image = next(picture(html).iter("{http://www.w3.org/2000/svg}image"))
    assert image.get("href") == garden.layers()[0].picture
    assert 'alt="The bed in summer. Outlined: Rose."' in html
    assert "<svg" not in html.replace("%3Csvg", ""), "an untrusted notebook drops inline SVG"


def test_the_twin_repeats_the_badge_of_what_it_outlines(garden):
    assert "<p><strong>A guess:</strong> Carrot</p>" in garden.garden(chosen=["carrot", "rose"]).html()
    assert "A guess" not in garden.garden(chosen=["rose"]).html()


def test_the_text_is_one_line(garden):
    assert garden.garden().text() == "Garden (Bed, summer): chosen=none; 0 of 6 plants chosen"
    assert repr(garden.garden(chosen=["rose", "leek"], layer="winter")) == (
        "Garden (Bed, winter): chosen=leek+rose; 2 of 6 plants chosen"
    )


def test_a_thing_and_a_layer_may_be_named_by_id_or_label_and_set_as_attributes(garden):
    m = garden.garden()
    m.chosen = "Ivy & Moss"
    m.layer = "bed, winter"
    assert (m.chosen, m.layer) == (["ivy"], "winter")
    m.chosen = []
    assert m.result.empty


def test_without_a_layer_named_one_that_shows_something_chosen_is_shown(garden):
    assert garden.garden().layer == "summer"
    assert garden.garden(chosen="rose").layer == "summer"
    assert garden.garden(chosen="ivy").layer == "summer", "drawn nowhere"
    late = Map(name="n", caption="C", noun="n", lead="L", layers=garden.layers()[::-1], things=garden.things(),
               size=(300, 300), answer=garden.grown, value={"chosen": "rose"})  # fmt: skip
    assert late.layer == "summer"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"chosen": "leak"}, r'There is no thing "leak"\. Did you mean "Leek"\?'),
        ({"layer": "sumer"}, r'There is no layer "sumer"\. Did you mean "summer"\? Choose from: summer, winter\.'),
        ({"chosn": "leek"}, r'There is no control "chosn"\. Did you mean "chosen"\? Choose from: layer, chosen\.'),
    ],
)
def test_an_unknown_name_is_answered_with_the_closest(garden, value, said):
    with pytest.raises(ValueError, match=said):
        garden.garden(**value)
    m = garden.garden(chosen="rose")
    with pytest.raises(ValueError, match=said):
        m.value = {**m.value, **value}
    assert m.chosen == ["rose"]


def test_value_can_be_observed_and_linked(garden):
    first, second, seen = garden.garden(), garden.garden(), []
    first.observe(lambda change: seen.append(change["new"]["chosen"]), "value")
    link((first, "value"), (second, "value"))
    first.chosen = "rose"
    assert (seen, second.chosen) == ([["rose"]], ["rose"])


def test_on_a_page_the_twin_carries_its_state(garden):
    m = garden.garden(chosen="leek")
    m.note = "Leeks are <late>."
    with pages():
        html = m.html()
    state = json.loads(re.search(r"data-player-state>(.*?)</script>", html)[1])
    assert state["value"] == m.value
    assert state["note"] == "Leeks are <late>."
    assert "Leeks are &lt;late&gt;." in html
    assert [len(layer["regions"]) for layer in state["data"]["layers"]] == [6, 2]


def test_the_twin_keeps_links_and_escapes_everything_else(garden):
    html = garden.garden(chosen=["ivy"]).html()
    assert "Ivy &amp; moss" in html
    assert '<a href="https://example.org/ivy?a=1&amp;b=2" target="_blank">page</a>' in html


def test_two_maps_of_the_same_choice_have_the_same_forms(garden):
    assert garden.garden(chosen="leek").html() == garden.garden(chosen="leek").html()


def test_a_region_of_nothing_and_a_part_of_nothing_are_refused(garden):
    def make(things, layers):
        return Map(
            name="n", caption="C", noun="n", lead="L", layers=layers, things=things, size=(1, 1), answer=garden.grown
        )

    stray = Layer(
        id="l", label="l", picture="data:,", alt="A.", regions=[Region(thing="oak", path="M0 0 1 1Z", x=0, y=0)]
    )
    with pytest.raises(ValueError, match="'oak', which is no thing"):
        make([Thing(id="elm", label="Elm")], [stray])
    with pytest.raises(ValueError, match="'elm' is part of 'tree'"):
        make([Thing(id="elm", label="Elm", whole="tree")], [])
