"""The Player base: errors in plain words, the page form, one self-contained module."""

from __future__ import annotations

import json
import re

import pytest

from spasmed.widgets import page_script, pages


@pytest.fixture
def lenient(monkeypatch):
    monkeypatch.delenv("SPASMED_STRICT", raising=False)


def state(html: str) -> dict:
    found = re.search(r'<script type="application/json" data-player-state>(.*?)</script>', html)
    assert found is not None
    return json.loads(found[1])


def test_a_value_the_browser_cannot_mean_becomes_a_sentence_and_changes_nothing(dishes, lenient):
    finder = dishes.finder(way="raw")
    finder.set_state({"value": {**finder.value, "way": ["boild"]}})
    assert finder.way == ["raw"]
    assert 'Did you mean "boiled"?' in finder.problem
    finder.set_state({"value": {**finder.value, "way": ["boiled"]}})
    assert (finder.way, finder.problem) == (["boiled"], "")


def test_an_error_in_an_observer_becomes_a_sentence(dishes, lenient):
    finder = dishes.finder()

    def fail(change):
        raise RuntimeError("The oven is cold.")

    finder.observe(fail, "value")
    finder.set_state({"value": {**finder.value, "way": ["raw"]}})
    assert "The oven is cold." in finder.problem


def test_strict_runs_raise_the_same_error(dishes, monkeypatch):
    monkeypatch.setenv("SPASMED_STRICT", "1")
    finder = dishes.finder()
    with pytest.raises(ValueError, match="boild"):
        finder.set_state({"value": {"way": ["boild"]}})
    assert "boild" in finder.problem


def test_two_players_of_the_same_choice_have_the_same_forms(dishes):
    first, second = (dishes.finder(way="raw", gate=dishes.GATE)._repr_mimebundle_()[0] for _ in range(2))
    assert first["text/html"] == second["text/html"]
    assert first["text/plain"] == second["text/plain"] == "Dish finder: way=raw; 3 of 6 dishes"
    assert "application/vnd.jupyter.widget-view+json" in first


def test_on_a_page_the_twin_carries_its_state_and_no_kernel_is_asked_for(dishes):
    with pages():
        bundle, _ = dishes.finder(way="raw")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert state(bundle["text/html"])["value"]["way"] == ["raw"]
    assert "data-player-state" not in dishes.finder().html(), "only inside the block"


def test_the_environment_turns_the_page_form_on(dishes, monkeypatch):
    monkeypatch.setenv("SPASMED_PAGE", "1")
    assert state(dishes.finder().html())["data"]["noun"] == "dishes"


def test_no_text_can_end_the_state_early(dishes):
    finder = dishes.finder()
    finder.data = {**finder.data, "caption": "</script><script>alert(1)</script>"}
    with pages():
        assert state(finder.html())["data"]["caption"] == "</script><script>alert(1)</script>"


def test_the_module_carries_its_style_and_closes_its_tag_once():
    script = page_script()
    assert "--sp-ink" in script
    assert '"players.css"' not in script
    assert script.count("</script") == 1


@pytest.mark.parametrize(
    "word", ["setTimeout", "setInterval", "fetch(", "XMLHttpRequest", "WebSocket", "import(", "http:", "https:"]
)
def test_the_module_has_no_timer_and_asks_no_network(word):
    assert word not in page_script()


@pytest.mark.parametrize("word", ["muscle", "exercise", "pain", "patient", "cause", "stretch"])
def test_the_module_knows_no_word_of_the_subject(word):
    assert re.search(rf"\b{word}s?\b", page_script().lower()) is None
