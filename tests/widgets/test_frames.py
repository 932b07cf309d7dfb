"""Frames: a sweep drawn ahead, choosing, the guess, and the three forms of the answer."""

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

from spasmed.widgets import Frames, Slider, pages

MINUTES, POWERS, LIDS = [i / 2 for i in range(41)], list(range(500, 2501, 250)), ["off", "on"]
others = st.fixed_dictionaries({"power": st.sampled_from(POWERS), "lid": st.sampled_from(LIDS)})
states = st.builds(lambda minutes, rest: {"minutes": minutes, **rest}, st.sampled_from(MINUTES), others)

steady = settings(deadline=None, max_examples=25)  # a player costs milliseconds, and machines are shared


@pytest.fixture
def lenient(monkeypatch):
    monkeypatch.delenv("SPASMED_STRICT", raising=False)


@pytest.fixture
def counted(kettle):
    """A player, and the list of settings for which it made a sweep."""
    asked: list[dict] = []

    def sweep(value):
        asked.append(dict(value))
        return kettle.frames(value)

    return kettle.player(sweep), asked


def shapes(picture: ET.Element) -> list[tuple]:
    """Every element of a picture but its style sheet: tag, attributes without the number of the slot, text."""
    return [
        (one.tag, {k: v for k, v in one.attrib.items() if k != "data-k" and v}, one.text or "")
        for one in picture.iter()
        if not one.tag.endswith("style")
    ]


def rules(picture: ET.Element) -> set[str]:
    return {rule for one in picture.iter() if one.tag.endswith("style") for rule in (one.text or "").split("}") if rule}


def flipped(sweep: dict, number: int) -> ET.Element:
    """What players.js does with a sweep, done again: the base with the value of every slot in one frame."""
    picture = ET.fromstring(sweep["base"])
    marks = {one.attrib["data-k"]: one for one in picture.iter() if "data-k" in one.attrib}
    for (mark, name), values in zip(sweep["slots"], sweep["values"], strict=True):
        if name:
            marks[str(mark)].set(name, values[number])
        else:
            marks[str(mark)].text = values[number]
    return picture


@steady
@given(states)
def test_result_is_the_pure_function_of_what_is_set(kettle, state):
    m = kettle.player(**state)
    assert m.result.equals(kettle.heat(**state))
    assert {name: getattr(m, name) for name in state} == state


@steady
@given(others)
def test_every_frame_is_the_base_with_its_slots_filled(kettle, chosen):
    m = kettle.player(**chosen)
    sweep = json.loads(json.dumps(m.sweep))
    wanted = kettle.frames({**kettle.START, **chosen})
    assert len(sweep["says"]) == len(wanted) == len(MINUTES)
    for number, frame in enumerate(wanted):
        drawn, alone = flipped(sweep, number), ET.fromstring(frame.picture.svg())
        assert shapes(drawn) == shapes(alone), MINUTES[number]
        assert rules(alone) <= rules(drawn)
        assert sweep["says"][number] == frame.sentence
        assert [(r["what"], r["values"][number]) for r in sweep["readings"]] == list(frame.readings)


def test_a_sweep_sends_what_differs_and_nothing_else(kettle):
    m = kettle.player()
    assert all(len(set(values)) > 1 for values in m.sweep["values"]), "a slot that never changes belongs to the base"
    assert all(len(values) == len(MINUTES) for values in m.sweep["values"])
    whole = sum(len(frame.picture.svg()) for frame in kettle.frames(kettle.START))
    assert len(json.dumps(m.sweep)) < whole / 5


@steady
@given(states)
def test_the_twin_shows_sentence_readings_and_picture_of_what_is_set(kettle, state):
    m = kettle.player(**state)
    html, frame = m.html(), kettle.frame(**state)
    assert unescape(html).count(frame.sentence) == 2, "as text and in the alt of its picture"
    read = re.findall(r"<li>([^<]*): <strong>(.*?)</strong></li>", html)
    assert [(unescape(a), unescape(b)) for a, b in read] == list(frame.readings)
    (tag,) = re.findall(r"<img [^>]*>", html)
    alt, source = re.search(r'alt="([^"]*)"', tag), re.search(r'src="data:image/svg\+xml,([^"]*)"', tag)
    assert alt is not None
    assert unescape(alt[1]) == frame.picture.alt
    assert source is not None
    assert unquote(source[1]) == frame.picture.svg()
    assert "<svg" not in html, "an untrusted notebook drops inline SVG"
    assert "<hot>" not in html
    assert f"Minutes {state['minutes']:g} min, Power of the plate {state['power']:,} W, Lid {state['lid']}" in html


@steady
@given(states)
def test_the_text_is_one_line_with_the_settings_and_the_sentence(kettle, state):
    text = kettle.player(**state).text()
    assert "\n" not in text
    assert text.startswith(
        f"Water in a kettle (Minutes {state['minutes']:g} min, Power of the plate {state['power']:,} W"
    )
    assert text.endswith(kettle.frame(**state).sentence)


def test_the_twin_asks_first_and_keeps_the_answer(kettle):
    html = kettle.player().html()
    assert kettle.GUESS.question in html
    assert html.index("It never boils") < html.index("<img")
    assert "Heat in is power times time" not in html


def test_the_readings_are_a_table_of_the_frame_shown(kettle):
    m = kettle.player(minutes=5)
    assert list(m.readings.columns) == ["reading", "value"]
    assert list(m.readings["reading"]) == ["Water", "Heat given", "State"]
    before = m.readings
    m.minutes = 20
    assert not m.readings.equals(before)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("powr", 1000, 'There is no control "powr". Did you mean "power"? Choose from: minutes, power, lid.'),
        ("lid", "onn", 'There is no lid "onn". Did you mean "on"?'),
        ("power", 3000, "power = 3000 is more than this kettle can. Choose from 500 to 2500."),
        ("minutes", -1, "minutes = -1 is more than this kettle can. Choose from 0 to 20."),
    ],
)
def test_what_a_control_cannot_be_is_a_sentence_everywhere_and_changes_nothing(kettle, name, value, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        kettle.player(**{name: value})
    m = kettle.player(power=2000)
    before, sweep = m.value, m.sweep
    with pytest.raises(ValueError, match=re.escape(said)):
        setattr(m, name, value)
    with pytest.raises(ValueError, match=re.escape(said)):
        m.value = {**m.value, name: value}
    assert (m.value, m.sweep) == (before, sweep)


def test_an_attribute_that_is_no_control_is_no_attribute(kettle):
    m = kettle.player()
    with pytest.raises(AttributeError, match="powr"):
        _ = m.powr
    assert {"minutes", "power", "lid", "guess", "result"} <= set(dir(m))


@pytest.mark.parametrize(
    ("asked", "kept"), [(1001, 1000), (1124, 1000), (1126, 1250), (1250.0, 1250), (2499, 2500), (510, 500)]
)
def test_a_number_between_two_positions_goes_to_the_nearer(kettle, asked, kept):
    m = kettle.player(power=asked)
    assert m.power == kept
    m.power = 500
    m.power = asked
    assert (m.power, m.value["power"], m.sweep["for"]["power"]) == (kept, kept, kept)
    assert m.result.equals(kettle.heat(**{**kettle.START, "power": kept}))


def test_the_settings_that_reset_goes_back_to_lie_on_positions(kettle):
    m = kettle.player(power=2500)
    for slider in m.data["sliders"]:
        assert m.data["start"][slider["name"]] in slider["positions"]
    assert set(m.data["start"]) == {"minutes", "power", "lid"}, "the guess is not taken back"


def test_moving_the_first_slider_makes_no_sweep(counted):
    m, asked = counted
    del asked[:]
    sweep = m.sweep
    for minutes in (0, 7.5, 20):
        m.minutes = minutes
        assert m.frame.sentence == m.sweep["says"][MINUTES.index(minutes)]
    m.value = {**m.value, "guess": "It never boils", "compared": True}
    assert asked == []
    assert m.sweep is sweep


def test_another_control_makes_one_sweep_for_exactly_these_settings(counted, kettle):
    m, asked = counted
    del asked[:]
    m.minutes = 7.5
    m.power = 2000
    assert asked == [{"minutes": 7.5, "power": 2000, "lid": "off"}]
    m.lid = "on"
    assert asked[1:] == [{"minutes": 7.5, "power": 2000, "lid": "on"}]
    m.lid = "on"
    assert len(asked) == 2, "nothing changed"
    assert m.sweep["for"] == {"power": 2000, "lid": "on"}
    assert m.sweep["says"] == [f.sentence for f in kettle.frames({"power": 2000, "lid": "on"})]
    assert m.frame.sentence == kettle.frame(minutes=7.5, power=2000, lid="on").sentence


def test_a_new_player_makes_one_sweep(counted):
    assert len(counted[1]) == 1


def test_an_observer_of_value_sees_the_new_sweep(kettle):
    m, seen = kettle.player(), []
    m.observe(lambda change: seen.append((change["new"]["power"], m.sweep["for"]["power"], m.text())), "value")
    m.power = 2500
    assert [(power, made) for power, made, _ in seen] == [(2500, 2500)]
    assert "2,500 W" in seen[0][2]


def test_two_players_can_be_linked(kettle):
    first, second = kettle.player(), kettle.player()
    link((first, "value"), (second, "value"))
    first.power = 750
    assert (second.power, second.sweep["for"]) == (750, {"power": 750, "lid": "off"})


def test_a_guess_must_be_one_of_the_options(kettle):
    m = kettle.player()
    assert m.guess == ""
    with pytest.raises(ValueError, match=r'There is no guess "About 3 minutes"\. Did you mean "About [28] minutes"'):
        m.value = {**m.value, "guess": "About 3 minutes"}
    assert m.guess == ""
    m.value = {**m.value, "guess": "It never boils"}
    assert m.guess == "It never boils"


def test_a_guess_can_be_set_like_a_control(kettle):
    player = kettle.player()
    option = player.data["guess"]["options"][0]
    player.guess = option
    assert player.guess == player.value["guess"] == option


def test_a_sentence_about_an_older_choice_goes_with_the_next_one(kettle, lenient):
    player = kettle.player()
    player.set_state({"value": {**player.value, "minutes": 999}})
    assert player.problem
    player.minutes = 3
    assert player.problem == ""


def test_nothing_is_compared_before_a_guess(kettle):
    m = kettle.player()
    m.value = {**m.value, "compared": True}
    assert m.value["compared"] is False
    m.value = {**m.value, "guess": "It never boils", "compared": True}
    assert m.value["compared"] is True
    m.value = {**m.value, "guess": ""}
    assert m.value["compared"] is False


def test_on_a_page_the_twin_carries_the_sweep_too(kettle):
    with pages():
        bundle, _ = kettle.player(power=2000, minutes=3)._repr_mimebundle_()
    found = re.search(r"<script type=\"application/json\" data-player-state>(.*?)</script>", bundle["text/html"])
    assert found is not None
    state = json.loads(found[1])
    assert (state["kind"], state["value"]["minutes"]) == ("frames", 3)
    assert state["sweep"]["for"] == {"power": 2000, "lid": "off"}
    assert state["sweep"] == json.loads(json.dumps(kettle.player(power=2000).sweep))
    assert set(bundle) == {"text/html", "text/plain"}


def test_what_the_browser_cannot_mean_becomes_a_sentence_and_changes_nothing(kettle, lenient):
    m = kettle.player(power=2000)
    m.set_state({"value": {**m.value, "lid": "onn"}})
    assert 'Did you mean "on"?' in m.problem
    assert (m.lid, m.power) == ("off", 2000)
    m.set_state({"value": {**m.value, "power": 750}})
    assert (m.power, m.sweep["for"]["power"], m.problem) == (750, 750, "")


def failing(kettle, power: int):
    """A player whose sweep fails at one power."""

    def sweep(value):
        if value["power"] == power:
            raise RuntimeError("The kettle is empty.")
        return kettle.frames(value)

    return kettle.player(sweep)


def test_a_sweep_that_fails_is_said_and_the_settings_go_back_to_what_is_drawn(kettle, lenient):
    m = failing(kettle, 750)
    m.set_state({"value": {**m.value, "power": 750}})
    assert "The kettle is empty." in m.problem
    assert m.sweep["for"] == {"power": m.power, "lid": m.lid} == {"power": 1500, "lid": "off"}
    m.set_state({"value": {**m.value, "power": 1000}})
    assert (m.power, m.sweep["for"]["power"], m.problem) == (1000, 1000, "")
    with pytest.raises(RuntimeError, match="The kettle is empty"):
        m.power = 750
    assert m.power == 1000


def test_strict_runs_raise_the_same_error(kettle, monkeypatch):
    monkeypatch.setenv("SPASMED_STRICT", "1")
    m = failing(kettle, 750)
    with pytest.raises(RuntimeError, match="The kettle is empty"):
        m.set_state({"value": {**m.value, "power": 750}})
    assert "The kettle is empty." in m.problem
    with pytest.raises(ValueError, match="more than this kettle can"):
        m.set_state({"value": {**m.value, "power": 9000}})


def test_a_ping_of_the_browser_is_answered(kettle, monkeypatch):
    m, sent = kettle.player(), []
    monkeypatch.setattr(type(m), "send", lambda self, content, buffers=None: sent.append(content))

    def hear(content):
        m._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})

    hear({"ping": True})
    assert sent == [{"pong": True}]
    hear({"other": 1})
    assert sent == [{"pong": True}], "only a ping is answered"


def test_a_player_with_one_slider_needs_no_other(kettle):
    m = kettle.player(lambda value: kettle.frames({**kettle.START, **value}), answer=lambda minutes: minutes, sliders=1)
    m.minutes = 4
    assert m.sweep["for"] == {}
    assert m.result == 4


@pytest.mark.parametrize("name", ["kind", "value", "guess", "compared", "layout"])
def test_a_control_cannot_take_a_name_of_the_widget(kettle, name):
    with pytest.raises(ValueError, match=f"A control cannot be called '{name}'"):
        Frames(name="n", caption="C", lead="L", sliders=[Slider(name=name, label="L", positions=[0, 1], said=["0", "1"])],
               sweep=kettle.frames, answer=kettle.heat, check=lambda value: {name: 0, **value}, guess=kettle.GUESS)  # fmt: skip


def test_frames_of_different_shapes_are_refused_with_a_sentence(kettle):
    def sweep(value):
        full, *rest = kettle.frames(value)
        cut = type(full.picture)(full.picture.marks[:-1], full.picture.alt)
        return [type(full)(picture=cut, sentence=full.sentence, readings=full.readings), *rest]

    with pytest.raises(ValueError, match="draw the same marks in every frame"):
        kettle.player(sweep)
