"""The map in a real JupyterLab: screen and kernel agree, keys stay out of the notebook, and a finder follows."""

from __future__ import annotations

import ast
import shutil

import nbformat
import pytest
from asking import cells, said

pytestmark = pytest.mark.browser
PLAYER = "[data-player=map]"
GARDEN = "from garden import garden\nm = garden()\nm"
ASK = "print([m.layer, m.chosen, list(m.result['id'])])"
ACTIVE = f"document.querySelector('{PLAYER}').shadowRoot.activeElement"


@pytest.fixture(autouse=True)
def _garden(lab, pytestconfig):
    shutil.copy(pytestconfig.rootpath / "tests/widgets/garden.py", lab.folder)


def opened(lab, page, name: str, *source: str) -> None:
    lab.write(name, *source)
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    page.locator(f"{PLAYER} .region").first.wait_for()


def region(page, name: str):
    return page.locator(PLAYER).get_by_role("button", name=name, exact=True)


def tick(page, name: str):
    return page.locator(f"{PLAYER} .everything").get_by_label(name, exact=True)


def ticked(page) -> list[str]:
    return [b.get_attribute("value") for b in page.locator(f"{PLAYER} input[name=thing]:checked").all()]


def kernel(page, cell: int = 1) -> tuple[str, list[str], list[str]]:
    layer, chosen, result = ast.literal_eval(said(page, cell))
    return layer, chosen, result


def test_screen_and_kernel_agree_after_every_choice_by_mouse(lab, page):
    opened(lab, page, "map-mouse", GARDEN, ASK)
    steps = [
        region(page, "Leek, east"), tick(page, "Rose"), tick(page, "Onions (all)"), region(page, "Rose"),
        page.locator(PLAYER).get_by_role("radio", name="Bed, winter"), region(page, "Leek"), tick(page, "Ivy & moss"),
    ]  # fmt: skip
    for step in steps:
        step.click()
        page.wait_for_timeout(200)
        layer, chosen, result = kernel(page)
        assert ticked(page) == chosen == result
        assert page.locator(f"{PLAYER} input[name=layer]:checked").get_attribute("value") == layer
    assert (layer, chosen) == ("winter", ["chive", "ivy"])


def test_keyboard_alone_chooses_and_no_key_edits_the_notebook(lab, page):
    opened(lab, page, "map-keys", GARDEN, ASK, "'one more cell'")
    before = cells(page)
    region(page, "Leek, east").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "ArrowLeft", "ArrowUp", "Space"):
        page.keyboard.press(key)
    assert ticked(page) == ["leek", "chive"]
    for keys in ("x", "d d", "m", "y", "a", "b", "c", "v", "z", "ArrowUp", "Enter", "Enter", "Home", "Shift+ArrowDown"):
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_timeout(150)
        assert cells(page) == before, keys
        assert page.evaluate(f"{ACTIVE}?.classList.contains('region')"), keys
    assert kernel(page)[1] == ["leek", "chive"]


def test_python_moves_what_is_on_screen(lab, page):
    opened(lab, page, "map-python", GARDEN, "m.chosen = 'carrot'; m.layer = 'winter'; m.note = 'Carrots are late.'")
    page.locator(f"{PLAYER} .chip", has_text="Carrot").wait_for()
    page.locator(PLAYER).get_by_text("Carrots are late.").wait_for()
    assert region(page, "Carrot (a guess)").get_attribute("aria-pressed") == "true"
    assert ticked(page) == ["carrot"]


def test_choosing_in_the_picture_filters_the_finder_beside_it(lab, page):
    opened(
        lab, page, "map-finder",
        "import spasmed as sp\nfinder = sp.ExerciseFinder()\nm = sp.BackMap(finder=finder)\nsp.together(m, finder)",
        "print([m.layer, finder.muscle, list(finder.result['id'])])",
    )  # fmt: skip
    finder = page.locator("[data-player=facets]")
    finder.get_by_role("button", name="I asked; none is present").click()
    page.locator(PLAYER).get_by_role("radio", name="Back, deep").check()
    region(page, "Piriformis, left").click()
    finder.locator(".chip", has_text="Piriformis").wait_for()
    _, muscle, result = kernel(page)
    assert muscle == ["piriformis"]
    assert finder.locator(".status").inner_text() == f"{len(result)} of 45 exercises"
    tick(page, "Interspinales lumborum").check()
    page.locator(PLAYER).get_by_text("No exercise of the catalog acts on Interspinales lumborum.").wait_for()
    assert kernel(page)[1] == ["piriformis"]
    finder.locator(".chip", has_text="Piriformis").click()
    page.locator(f"{PLAYER} .region[aria-pressed=false][aria-label='Piriformis, left']").wait_for()
    assert ticked(page) == ["interspinales-lumborum"]


def test_a_key_held_on_a_region_and_fast_clicks_leave_one_truth(lab, page):
    opened(lab, page, "map-fast", GARDEN, ASK)
    for name in ("Leek, east", "Rose", "Carrot, west (a guess)", "Leek, west", "Rose", "Leek, east"):
        region(page, name).click(delay=0)
    page.wait_for_timeout(400)
    assert ticked(page) == kernel(page)[1] == ["leek", "carrot"]


def test_an_untrusted_notebook_that_was_not_run_shows_the_finished_picture(lab, page, toy):
    m = toy.garden(chosen=["leek", "rose"])
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/html": m.html(), "text/plain": m.text()}}  # fmt: skip
    lab.write("map-untrusted", GARDEN, outputs={0: [nbformat.from_dict(output)]})
    lab.open(page, "map-untrusted")
    image = page.locator(".jp-OutputArea-output img")
    image.wait_for()
    page.wait_for_function("n => n.complete && n.naturalWidth > 0", arg=image.element_handle())
    assert image.get_attribute("alt") == "The bed in summer. Outlined: Leek, Rose."
    assert page.locator(".jp-OutputArea-output tbody th").all_inner_texts() == ["Leek", "Rose"]


@pytest.fixture
def toy(lab, monkeypatch):
    monkeypatch.syspath_prepend(str(lab.folder))
    import garden

    return garden
