"""The card in a real JupyterLab: its buttons open other cards, screen and kernel agree, keys stay out of the notebook."""

from __future__ import annotations

import ast

import nbformat
import pytest
from asking import said

import spasmed as sp
from spasmed.drawing import Shown

pytestmark = pytest.mark.browser
PLAYER = "[data-player=card]"
CARD = 'import spasmed as sp\nc = sp.exercise("bird-dog")\nc'
ASK = "print([c.exercise, list(c.result['id']), c.problem])"
CLEAR = "I asked; none is present"
ACTIVE = f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.textContent"


def opened(lab, page, name: str, *source: str) -> None:
    lab.write(name, *(source or (CARD, ASK)))
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    page.locator(PLAYER).first.get_by_role("button", name=CLEAR).click()
    page.wait_for_function(
        f"() => [...document.querySelector('{PLAYER}').shadowRoot.querySelectorAll('.ways button')].every(b => !b.disabled)"
    )


def way(page, name: str):
    return page.locator(PLAYER).first.get_by_role("button", name=name, exact=True)


def title(page, name: str) -> None:
    page.locator(f"{PLAYER} .title", has_text=name).first.wait_for()


def agree(page, name: str) -> None:
    exercise, result, problem = ast.literal_eval(said(page))
    assert (exercise, result, problem) == (name, [name], "")


def test_a_button_opens_the_other_exercise_in_the_same_card(lab, page):
    opened(lab, page, "card-mouse")
    agree(page, "bird-dog")
    way(page, "Harder: Plank hold").click()
    title(page, "Plank hold")
    agree(page, "plank")
    player = page.locator(PLAYER)
    assert player.get_by_text("Plank hold is open.").is_visible()
    assert player.locator(".tiles img").first.evaluate("n => n.alt").startswith("Plank")
    assert player.get_by_text("Before you treat: screen first").is_hidden(), "asked once for a card"
    assert player.get_by_role("button", name="Screen again").is_visible()
    (precautions,) = sp.exercises().set_index("id").loc[["plank"], "precautions"]
    assert player.locator(".warn").inner_text() == f"Precautions. {precautions}"
    way(page, "Harder: Side plank").click()
    title(page, "Side plank")
    agree(page, "side-plank")
    assert player.count() == 1


def test_the_keyboard_alone_opens_another_exercise_and_no_key_edits_the_notebook(lab, page):
    opened(lab, page, "card-keys", CARD, ASK, "'one more cell'")
    count = page.locator(".jp-Notebook .jp-CodeCell").count()
    way(page, "Easier: Quadruped single-leg lift").focus()
    page.keyboard.press("Enter")
    title(page, "Quadruped single-leg lift")
    assert page.evaluate(ACTIVE) == "Quadruped single-leg lift", "the focus goes to the title of what was opened"
    page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) == "Screen again"
    page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) == "Easier: Cat-cow"
    for keys in ("x", "d d", "m", "y", "a", "b", "c", "v", "z", "ArrowDown"):
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert page.locator(".jp-Notebook .jp-CodeCell").count() == count, keys
    page.keyboard.press("Space")
    title(page, "Cat-cow")
    agree(page, "cat-cow")


def test_the_film_runs_by_keyboard_and_ends_with_its_card(lab, page):
    opened(lab, page, "card-film")
    play = page.locator(PLAYER).get_by_role("button", name="Play: The movement")
    page.evaluate(f"window.film = document.querySelector('{PLAYER}').shadowRoot.querySelector('video')")
    assert page.evaluate("[film.paused, film.muted, film.autoplay]") == [True, True, False]
    play.focus()
    page.keyboard.press("Space")
    page.wait_for_function("!film.paused && film.currentTime > 0")
    way(page, "Harder: Plank hold").click()
    title(page, "Plank hold")
    assert page.evaluate("film.paused"), "no film runs unseen"


def test_python_can_open_another_card_and_a_wrong_name_changes_nothing(lab, page):
    opened(lab, page, "card-python", CARD, ASK, "c.exercise = 'childs-pose'", "c.exercise = 'childs-posse'")
    title(page, "Child's pose")
    agree(page, "childs-pose")
    assert 'Did you mean "childs-pose"?' in page.locator(".jp-Cell").nth(3).inner_text()


def test_two_views_of_one_card_show_the_same(lab, page):
    opened(lab, page, "card-views", CARD, "c")
    first, second = page.locator(PLAYER).all()
    first.get_by_role("button", name="Harder: Plank hold").click()
    second.locator(".title", has_text="Plank hold").wait_for()
    second.get_by_role("button", name="Screen again").click()
    first.get_by_role("button", name="One or more is present").click()
    second.get_by_role("alert").filter(has_text="Stop here: no exercise.").wait_for()


def test_when_python_restarts_the_buttons_close_with_a_sentence_and_the_card_stays(lab, page):
    opened(lab, page, "card-restart")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel…").first.click()
    page.locator(".jp-Dialog .jp-mod-warn, .jp-Dialog .jp-mod-accept").last.click()
    page.locator(PLAYER).get_by_text("The buttons to other cards need Python").wait_for(timeout=30_000)
    assert way(page, "Harder: Plank hold").is_disabled()
    page.locator(PLAYER).get_by_role("button", name="Play: The movement").click()
    page.locator(PLAYER).get_by_role("button", name="Pause: The movement").wait_for()


def test_an_untrusted_notebook_that_was_never_run_shows_pictures_legends_and_precautions(lab, page):
    card, pictures = sp.exercise("childs-pose"), sp.picture("childs-pose")
    stored = {
        i: [nbformat.v4.new_output("display_data", {"text/html": shown.html, "text/plain": repr(shown)})]
        for i, shown in enumerate([Shown(card.html(), repr(card)), pictures])
    }
    lab.write("card-stored", "card", "pictures", outputs=stored)
    lab.open(page, "card-stored")
    for output in page.locator(".jp-OutputArea-output").all()[:2]:
        output.locator("img").first.wait_for()
        assert output.locator("img").count() == 3
        widths = [image.bounding_box()["width"] for image in output.locator("img").all()]
        tops = [image.bounding_box()["y"] for image in output.locator("img").all()]
        assert min(widths) >= 200
        assert len({round(top) for top in tops}) < 3, "side by side"
        assert output.get_by_text("Latissimus dorsi").first.is_visible()
    signs = page.locator(".jp-OutputArea-output").first.get_by_text("trouble starting or stopping the flow of urine")
    assert signs.bounding_box()["y"] < page.locator(".jp-OutputArea-output img").first.bounding_box()["y"]
    first = page.locator(".jp-OutputArea-output").first
    assert first.get_by_text("Osteoporosis with vertebral fracture: avoid.").is_visible()
    badge = first.locator(".tile li span, figure figure li span").first.evaluate(
        "n => [getComputedStyle(n).backgroundColor, n.textContent]"
    )
    assert badge[0] == "rgb(255, 255, 255)"
