"""The card in the page form: one file from disk, no kernel, no network."""

from __future__ import annotations

import pytest
from asking import page_of

import spasmed as sp

pytestmark = pytest.mark.browser
PLAYER = "[data-player=card]"
RIVAL = (
    "<style>table{color:red!important} img,video{width:10px!important} button{display:none} .gate{display:none}</style>"
)
ASLEEP = "The buttons to other cards need Python: open this page in JupyterLab and run the cell."
ACTIVE = f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.textContent"
FITS = "() => document.documentElement.scrollWidth <= innerWidth"


def built(path, name: str = "childs-pose", script: str | None = None) -> str:
    return page_of(path, sp.exercise(name), title="Card", rival=RIVAL, script=script)


def opened(page, address: str) -> None:
    """Go to a card and say that the signs were asked for."""
    page.goto(address)
    page.locator(PLAYER).get_by_role("button", name="I asked; none is present").click()


def paused(page) -> bool:
    return page.locator(f"{PLAYER} video").evaluate("video => video.paused")


def film_button(page, name: str):
    return page.locator(PLAYER).get_by_role("button", name=f"{name}: The movement")


def test_the_signs_come_first_and_nothing_of_the_exercise_before_a_reply(page, tmp_path):
    page.goto(built(tmp_path / "gate.html"))
    player = page.locator(PLAYER)
    assert player.get_by_text("tingling or odd feeling between the legs").is_visible()
    for hidden in (".sheet", ".acts", "video", ".stopped"):
        assert player.locator(hidden).is_hidden(), hidden
    player.get_by_role("button", name="One or more is present").click()
    assert player.get_by_role("alert").filter(has_text="Stop here: no exercise.").is_visible()
    assert player.locator(".sheet").is_hidden()
    player.get_by_role("button", name="Screen again").click()
    player.get_by_role("button", name="I asked; none is present").click()
    assert player.locator(".sheet").is_visible()
    film_button(page, "Play").click()
    page.wait_for_function(f"!document.querySelector('{PLAYER}').shadowRoot.querySelector('video').paused")
    player.get_by_role("button", name="Screen again").click()
    assert paused(page), "no film runs behind the signs"


def test_precautions_and_pictures_are_there_and_the_pictures_came_along(page, tmp_path):
    opened(page, built(tmp_path / "page.html"))
    player = page.locator(PLAYER)
    assert player.get_by_text("Osteoporosis with vertebral fracture: avoid.").is_visible()
    images = player.locator(".tiles img")
    assert images.count() == 3
    for image in images.all():
        assert image.evaluate("n => n.complete && n.naturalWidth > 0 && n.getBoundingClientRect().width > 200")
        assert image.get_attribute("alt")
    top = player.get_by_text("Precautions.").bounding_box()
    assert top["y"] < images.first.bounding_box()["y"]


def test_the_film_waits_runs_when_asked_and_stops_when_asked(page, tmp_path):
    opened(page, built(tmp_path / "film.html"))
    video = page.locator(f"{PLAYER} video")
    page.wait_for_timeout(300)
    assert paused(page), "it never starts by itself"
    assert video.evaluate("v => [v.muted, v.loop, v.autoplay]") == [True, True, False]
    room = "el => [el.shadowRoot.querySelector('.tiles').offsetHeight, el.offsetHeight]"
    before = page.locator(PLAYER).evaluate(room)
    film_button(page, "Play").click()
    film_button(page, "Pause").wait_for()
    page.wait_for_function(f"document.querySelector('{PLAYER}').shadowRoot.querySelector('video').currentTime > 0")
    assert page.locator(PLAYER).evaluate(room) == before, "nothing moves but the film"
    film_button(page, "Pause").click()
    film_button(page, "Play").wait_for()
    assert paused(page)


def test_the_keyboard_alone_answers_the_screen_and_runs_the_film(page, tmp_path):
    page.goto(built(tmp_path / "keys.html"))
    page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) == "I asked; none is present"
    page.keyboard.press("Enter")
    assert page.evaluate(ACTIVE) == "Child's pose", "the focus goes to the title"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE) == "Play":
            break
    page.keyboard.press("Space")
    film_button(page, "Pause").wait_for()
    assert page.evaluate(ACTIVE) == "Pause", "the focus stays on the button"
    page.keyboard.press("Enter")
    film_button(page, "Play").wait_for()


def test_who_asks_for_less_motion_gets_the_pictures_alone(new_page, tmp_path):
    page = new_page(reduced_motion="reduce")
    opened(page, built(tmp_path / "calm.html"))
    assert page.locator(f"{PLAYER} .tiles img:visible").count() == 3
    assert page.locator(f"{PLAYER} video").is_hidden()
    assert film_button(page, "Play").is_hidden()
    page.emulate_media(reduced_motion="no-preference")
    film_button(page, "Play").click()
    film_button(page, "Pause").wait_for()
    page.emulate_media(reduced_motion="reduce")
    page.locator(f"{PLAYER} video").wait_for(state="hidden")
    assert paused(page)


def test_the_ways_to_other_cards_say_that_they_need_python(page, tmp_path):
    opened(page, built(tmp_path / "asleep.html"))
    for name in ("Easier: Single knee to chest", "Harder: Prayer lat stretch"):
        assert page.locator(PLAYER).get_by_role("button", name=name).is_disabled()
    assert page.locator(PLAYER).get_by_text(ASLEEP).is_visible()


def test_every_target_has_24_pixels(page, tmp_path):
    opened(page, built(tmp_path / "targets.html", "bird-dog"))
    for target in page.locator(f"{PLAYER} :is(button, summary):visible").all():
        box = target.bounding_box()
        assert box["height"] >= 24 and box["width"] >= 24


@pytest.mark.parametrize("width", [360, 640, 1280, 1920])
def test_no_width_needs_to_be_scrolled_sideways(new_page, tmp_path, width):
    page = new_page(viewport={"width": width, "height": 720})
    opened(page, built(tmp_path / f"wide-{width}.html", "bird-dog"))
    assert page.evaluate(FITS)
    over = page.locator(PLAYER).evaluate(
        "el => [...el.shadowRoot.querySelectorAll('.sheet *')].filter(n => n.checkVisibility() && !n.closest('thead') "
        "&& n.getBoundingClientRect().right > el.getBoundingClientRect().right + 1).map(n => n.outerHTML.slice(0, 60))"
    )
    assert over == [], "and nothing is cut off"
    images = page.locator(f"{PLAYER} .tiles img").all()
    assert all(image.bounding_box()["width"] >= 280 for image in images)


def test_where_there_is_no_room_for_columns_each_cell_says_its_heading(new_page, tmp_path):
    page = new_page(viewport={"width": 360, "height": 720})
    opened(page, built(tmp_path / "narrow.html", "bird-dog"))
    cell = page.locator(f"{PLAYER} td").first
    assert cell.evaluate("td => getComputedStyle(td, '::before').content").startswith('"How much')


def test_without_the_script_the_card_reads_as_it_stands(page, tmp_path):
    page.goto(built(tmp_path / "twin.html", script=""))
    figure = page.locator("figure.sp-twin")
    assert figure.get_by_text("Easier: Single knee to chest; Harder: Prayer lat stretch.").is_visible()
    assert figure.get_by_text("Osteoporosis with vertebral fracture: avoid.").is_visible()
    assert figure.locator("img").count() == 3
    assert figure.locator("button, video").count() == 0


def test_printed_the_buttons_and_the_film_are_left_out(page, tmp_path):
    page.goto(built(tmp_path / "print.html"))
    page.emulate_media(media="print")
    assert page.locator(f"{PLAYER} video").is_hidden()
    assert page.locator(f"{PLAYER} .ways").is_hidden()
    assert page.locator(PLAYER).get_by_text("tingling or odd feeling between the legs").is_visible()
    assert page.locator(f"{PLAYER} .tiles img:visible").count() == 3
    assert page.locator(PLAYER).get_by_text("Osteoporosis with vertebral fracture: avoid.").is_visible()
