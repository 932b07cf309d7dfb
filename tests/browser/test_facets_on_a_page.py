"""The page form: one file from disk, no kernel, no network."""

from __future__ import annotations

import pytest
from asking import page_of

import spasmed as sp

pytestmark = pytest.mark.browser
PLAYER = "[data-player=facets]"
RIVAL = (
    "<style>table{color:red!important} th,td{text-align:right} button{display:none}</style>"  # what a page may carry
)


@pytest.fixture
def dishes(monkeypatch, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    import dishes

    return dishes


def built(path, *players, script=None) -> str:
    return page_of(path, *players, title="Dishes", rival=RIVAL, script=script)


def test_a_page_from_disk_wakes_and_filters(page, tmp_path, dishes):
    page.goto(built(tmp_path / "page.html", dishes.finder(way="raw"), dishes.finder()))
    first, second = page.locator(PLAYER).all()
    assert first.locator("tbody tr[data-row] th").all_inner_texts() == ["Leek soup", "Fried rice", "Leek pie"]
    first.locator("input[name=ingredient][value=nut]").click()
    assert first.locator("tbody tr[data-row] th").all_inner_texts() == ["Leek pie"]
    assert second.locator(".status").inner_text() == "6 of 6 dishes", "each player is its own"


def test_every_picture_waits_until_it_is_near_and_has_its_room_before(page, tmp_path):
    finder = sp.ExerciseFinder(gate="clear")
    page.goto(built(tmp_path / "pictures.html", finder))
    images = page.locator(f"{PLAYER} tbody th img")
    count = sum(map(bool, finder.pictures["of_rows"]))
    images.nth(count - 1).wait_for(state="attached")
    assert images.count() == count
    said = "(all) => all.map((i) => [i.loading, i.decoding, i.width / i.height, i.getAttribute('alt')].join())"
    assert set(images.evaluate_all(said)) == {f"lazy,async,{4 / 3},"}, "also of those that are not there yet"
    images.last.scroll_into_view_if_needed()
    page.wait_for_function("(i) => i.complete && i.naturalWidth === 144", arg=images.last.element_handle())


def test_without_its_script_the_page_shows_the_finished_table(page, tmp_path, dishes):
    page.goto(built(tmp_path / "still.html", dishes.finder(way="raw"), script=""))
    assert page.locator("figure tbody th").all_inner_texts() == ["Leek soup", "Fried rice", "Leek pie"]


def test_a_broken_state_leaves_the_table_and_says_so(page, tmp_path, dishes):
    finder = dishes.finder()
    finder.data = {**finder.data, "facets": None}
    page.goto(built(tmp_path / "broken.html", finder))
    assert page.locator("figure [role=alert]").inner_text().endswith("What stands below is complete.")
    assert page.locator("figure tbody tr").count() == 6


def test_the_style_of_the_page_stays_outside(page, tmp_path, dishes):
    page.goto(built(tmp_path / "rival.html", dishes.finder()))
    assert page.locator(f"{PLAYER} td").first.evaluate("n => getComputedStyle(n).textAlign") == "left"
    assert page.locator(PLAYER).get_by_role("button", name="Clear all").is_visible()


@pytest.mark.parametrize(
    ("declared", "paper"),
    [("light dark", "rgb(21, 24, 28)"), ("normal", "rgb(255, 255, 255)")],
)
def test_a_player_is_dark_only_on_a_page_that_can_be_dark(new_page, tmp_path, dishes, declared, paper):
    page = new_page(color_scheme="dark")
    page.goto(built(tmp_path / "theme.html", dishes.finder()))
    page.add_style_tag(content=f":root {{ color-scheme: {declared} }}")
    assert page.locator(f"{PLAYER} .player").evaluate("n => getComputedStyle(n).backgroundColor") == paper


def test_print_shows_every_row_unfolded_and_no_control(page, tmp_path, dishes):
    page.goto(built(tmp_path / "print.html", dishes.finder(copies=20)))
    page.locator(f"{PLAYER} tbody tr").first.wait_for()
    page.emulate_media(media="print")
    page.locator(f"{PLAYER} tr.detail").wait_for()
    assert page.locator(f"{PLAYER} tbody tr[data-row]").count() == 120
    assert page.locator(f"{PLAYER} input:visible").count() == 0
    page.emulate_media(media="screen")
    page.locator(PLAYER).get_by_role("button", name="Show 50 more").wait_for()


@pytest.mark.parametrize("width", [360, 600, 880])
def test_the_player_fits_its_width(new_page, tmp_path, dishes, width):
    page = new_page(viewport={"width": width, "height": 720})
    page.goto(built(tmp_path / "narrow.html", dishes.finder()))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cell = page.locator(f"{PLAYER} tbody td").last.bounding_box()
    assert cell["width"] > 150, "a column of sentences keeps room to be read"
    small = "n => [...n.shadowRoot.querySelectorAll('button, summary, label.option, a, input[type=search]')].filter(b => b.checkVisibility() && b.getBoundingClientRect().height < 24 && getComputedStyle(b).display !== 'inline').map(b => b.textContent)"
    assert page.locator(PLAYER).evaluate(small) == [], "targets are 24 px high"
