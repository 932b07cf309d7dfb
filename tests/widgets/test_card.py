"""The card of an exercise: what is open, where to go from it, and its three forms."""

from __future__ import annotations

import json
import re
from html import unescape

import pandas as pd
import pytest

import spasmed as sp
from spasmed.tables import load, records
from spasmed.widgets import Card, Film, Sheet, Way, pages

EXERCISES = list(load("exercises")["id"])
LIMIT = 220_000  # bytes of one card with its pictures and its film
LIMIT_OF_THREE = 280_000  # of one that goes to two places: a picture or two more


def state(html: str) -> dict:
    return json.loads(re.search(r"data-player-state>(.*?)</script>", html)[1])


def recipe(name: str) -> Sheet:
    """A card of another subject: two recipes, each a way to the other."""
    if name == "burnt":
        raise ValueError("The oven is on fire.")
    other = "soup" if name == "bread" else "bread"
    film = Film(src="data:video/mp4;base64,AAAA", alt="Dough rises.", label="Rising", width=10, height=10)
    ways = [Way(label="With it", name=other.title(), value=other)]
    return Sheet(
        title=name.title(), html=f"<p>How to make {name}</p>", ways=ways, film=film if name == "bread" else None
    )


def recipes(name: str) -> Card:
    def known(word: str) -> str:
        if word not in ("bread", "soup", "burnt"):
            raise ValueError(f'There is no recipe "{word}".')
        return word

    return Card(name="recipes", caption="Recipe", choice="dish", known=known, turn=recipe,
                answer=lambda one: pd.DataFrame({"id": [one]}), value=name)  # fmt: skip


def test_the_control_says_which_card_is_open_and_the_result_follows():
    card = recipes("bread")
    card.dish = "soup"
    assert card.dish == card.result["id"].item() == card.page["for"] == "soup"
    assert "How to make soup" in card.sheet
    assert "film" not in card.page
    assert repr(card) == "Recipe: Soup; With it: Bread"


def test_a_card_that_cannot_be_drawn_leaves_the_one_before():
    card = recipes("bread")
    with pytest.raises(ValueError, match="The oven is on fire"):
        card.dish = "burnt"
    assert card.dish == card.page["for"] == "bread"


def test_what_is_no_card_is_refused():
    card = recipes("bread")
    with pytest.raises(ValueError, match='no recipe "sop"'):
        card.dish = "sop"
    with pytest.raises(ValueError, match='no control "dsh"'):
        card.value = {"dsh": "soup"}
    assert card.dish == "bread"


def test_on_a_page_the_pictures_are_carried_once():
    with pages():
        html = recipes("bread").html()
    assert html.count("How to make bread") == 1
    kept = state(html)
    assert kept["page"]["film"]["label"] == "Rising"
    assert kept["value"] == {"dish": "bread"}
    assert "sheet" not in kept


def test_two_cards_of_the_same_choice_have_the_same_forms():
    assert sp.exercise("plank").html() == sp.exercise("plank").html()


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_has_a_card_with_screen_and_precautions_first(name):
    card = sp.exercise(name)
    (row,) = records(card.result)
    assert card.exercise == row["id"] == name
    twin, signs = unescape(card.twin()), list(sp.red_flags(urgency="emergency-same-day")["ask"])
    screen, *asked, precautions, first = map(twin.index, ("screen first", *signs, row["precautions"], 'class="tiles'))
    assert [screen, *asked, precautions, first] == sorted([screen, *asked, precautions, first])
    assert card.data["gate"]["items"] == signs
    assert card.value["gate"] == "", "nobody has asked yet"


def test_the_reply_holds_for_the_cards_that_are_opened_from_it_and_a_stop_leaves_nothing():
    card = sp.exercise("bird-dog")
    card.value = {**card.value, "gate": "clear"}
    card.exercise = "plank"
    assert card.value == {"exercise": "plank", "gate": "clear"}
    card.value = {**card.value, "gate": "stop"}
    assert card.result.empty
    assert card.data["gate"]["stopped"] in unescape(card.twin())
    assert "<img" not in card.twin()
    with pytest.raises(ValueError, match='no gate "maybe"'):
        card.value = {**card.value, "gate": "maybe"}


def test_a_card_without_a_gate_has_no_reply():
    with pytest.raises(ValueError, match='no control "gate"'):
        recipes("bread").value = {"dish": "bread", "gate": "clear"}


@pytest.mark.parametrize("name", EXERCISES)
def test_a_card_is_small_enough_to_stand_in_a_page(name):
    card = sp.exercise(name)
    limit = LIMIT if "Middle (" not in card.sheet else LIMIT_OF_THREE
    sent = {trait: getattr(card, trait) for trait in ("sheet", "page", "data", "value")}
    assert len(json.dumps(sent).encode()) <= limit
    with pages():
        assert len(card.html().encode()) <= limit


def test_the_ways_are_the_regression_and_the_progression():
    ways = {(way["label"], way["value"]) for way in sp.exercise("Bird-dog").page["ways"]}
    assert ways == {("Easier", "quadruped-leg-lift"), ("Harder", "plank")}
    assert [way["label"] for way in sp.exercise("diaphragmatic breathing").page["ways"]] == ["Harder"]
    assert "Easier: Quadruped single-leg lift; Harder: Plank hold." in sp.exercise("Bird-dog").twin()


def test_a_film_that_may_not_be_shown_is_not_there():
    ready = {row["exercise_id"]: row["ready"] for row in records(load("pictures")) if row["kind"] == "loop"}
    for name in EXERCISES:
        assert ("film" in sp.exercise(name).page) == (ready.get(name) == "yes"), name


def test_an_unknown_name_is_answered_with_the_closest():
    with pytest.raises(ValueError, match=r'There is no exercise "birddog"\. Did you mean "Bird-dog"\?'):
        sp.exercise("birddog")
