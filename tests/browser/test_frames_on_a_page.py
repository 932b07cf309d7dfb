"""Frames in the page form: one file from disk, no kernel, no network."""

from __future__ import annotations

import json

import pytest
from asking import page_of

pytestmark = pytest.mark.browser
PLAYER = "[data-player=frames]"
RIVAL = "<style>table{color:red!important} td{text-align:right} button,input{display:none} svg{width:40px} .stage{height:9px}</style>"
ASLEEP = "These controls need Python: open this page in JupyterLab and run the cell. The first slider works without it."


@pytest.fixture
def kettle(monkeypatch, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    import kettle

    return kettle


def built(path, *players, script=None) -> str:
    return page_of(path, *players, title="Kettle", rival=RIVAL, script=script)


def commit(page, guess: str = "It never boils") -> None:
    page.locator(PLAYER).get_by_label(guess).check()
    page.locator(PLAYER).get_by_role("button", name="Commit to my guess").click()


def control(page, label: str):
    return page.locator(PLAYER).get_by_label(label, exact=True)


def picture(page) -> str:
    return page.locator(f"{PLAYER} .pictures > .stage").inner_html()


def says(page) -> str:
    return page.locator(f"{PLAYER} .says").inner_text()


def test_the_lock_opens_the_first_slider_and_says_what_needs_python(page, tmp_path, kettle):
    page.goto(built(tmp_path / "page.html", kettle.player()))
    assert control(page, "Minutes").is_disabled()
    assert page.locator(PLAYER).get_by_role("button", name="Commit to my guess").is_disabled()
    assert not page.locator(PLAYER).get_by_text(ASLEEP).is_visible(), "not before it matters"
    commit(page)
    assert control(page, "Minutes").is_enabled()
    assert control(page, "Power of the plate").is_disabled()
    assert control(page, "Lid").is_disabled()
    assert page.locator(PLAYER).get_by_text(ASLEEP).is_visible()


def test_the_lock_works_by_keyboard_alone(page, tmp_path, kettle):
    page.goto(built(tmp_path / "keyboard.html", kettle.player()))
    page.locator(PLAYER).get_by_label("About 2 minutes").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert "After 5.5 min" in says(page)
    assert "Your guess: About 8 minutes" in page.locator(f"{PLAYER} .kept").inner_text()


def test_the_first_slider_shows_every_frame_that_python_drew(page, tmp_path, kettle):
    m = kettle.player(power=2000)
    page.goto(built(tmp_path / "sweep.html", m))
    commit(page)
    wanted = kettle.frames({**kettle.START, "power": 2000})
    control(page, "Minutes").press("Home")
    drawn = []
    for frame in wanted:
        assert says(page) == frame.sentence
        assert page.locator(f"{PLAYER} tbody td:visible").all_inner_texts() == [value for _, value in frame.readings]
        assert (
            page.locator(f"{PLAYER} .pictures > .stage").get_attribute("aria-label")
            == f"Water in a kettle. {frame.sentence}"
        )
        drawn.append(picture(page))
        control(page, "Minutes").press("ArrowRight")
    assert len(set(drawn)) == len(wanted)
    control(page, "Minutes").press("Home")
    assert picture(page) == drawn[0], "back and forth is the same picture"


def test_a_slider_says_its_position_and_not_its_number(page, tmp_path, kettle):
    page.goto(built(tmp_path / "said.html", kettle.player()))
    commit(page)
    control(page, "Minutes").press("ArrowRight")
    assert control(page, "Minutes").get_attribute("aria-valuetext") == "5.5 min"
    assert control(page, "Power of the plate").get_attribute("aria-valuetext") == "1,500 W"


def test_a_page_compares_pins_and_resets_without_python(page, tmp_path, kettle):
    page.goto(built(tmp_path / "all.html", kettle.player(minutes=2)))
    commit(page)
    player, before = page.locator(PLAYER), says(page)
    player.get_by_role("button", name="Pin this one").click()
    control(page, "Minutes").press("End")
    assert player.locator(".stage svg:visible").count() == 2
    player.get_by_role("button", name="Compare with my guess").click()
    assert "The model says: About 8 minutes" in player.locator(".verdict").inner_text()
    assert says(page) != before
    player.get_by_role("button", name="Reset").click()
    assert "After 5 min at 1500 W" in says(page)
    assert player.locator(".kept").is_visible(), "the guess stays"


def test_reset_on_a_page_of_other_settings_moves_only_what_can_move(page, tmp_path, kettle):
    page.goto(built(tmp_path / "reset.html", kettle.player(power=2000, minutes=2)))
    commit(page)
    page.locator(PLAYER).get_by_role("button", name="Reset").click()
    assert "After 5 min at 2000 W" in says(page)
    assert page.locator(f"{PLAYER} output").all_inner_texts() == ["5 min", "2,000 W"]


def test_each_player_of_a_page_is_its_own(page, tmp_path, kettle):
    page.goto(built(tmp_path / "two.html", kettle.player(), kettle.player(power=500)))
    first, second = page.locator(PLAYER).all()
    first.get_by_label("It never boils").check()
    assert not second.get_by_label("It never boils").is_checked()
    first.get_by_role("button", name="Commit to my guess").click()
    first.get_by_label("Minutes", exact=True).press("End")
    assert "After 20 min at 1500 W" in first.locator(".says").inner_text()
    assert "After 5 min at 500 W" in second.locator(".says").inner_text()
    assert second.get_by_label("Minutes", exact=True).is_disabled()


def test_a_player_with_one_slider_asks_for_no_python(page, tmp_path, kettle):
    m = kettle.player(lambda value: kettle.frames({**kettle.START, **value}), answer=lambda minutes: minutes, sliders=1)
    page.goto(built(tmp_path / "one.html", m))
    commit(page)
    control(page, "Minutes").press("ArrowRight")
    assert "After 5.5 min" in says(page)
    assert not page.locator(PLAYER).get_by_text("need Python").is_visible()


def test_without_its_script_the_page_shows_the_finished_figure(page, tmp_path, kettle):
    m = kettle.player(minutes=8)
    page.goto(built(tmp_path / "still.html", m, script=""))
    image = page.locator("figure img")
    assert image.evaluate("n => n.complete && n.naturalWidth > 0"), "the picture is drawn"
    assert image.get_attribute("alt") == f"Kettle. {m.frame.sentence}"
    assert page.locator("figure").get_by_text(m.frame.sentence).is_visible()
    assert page.locator("figure li strong").all_inner_texts() == [value for _, value in m.frame.readings]
    assert page.locator("figure ul").first.locator("li").all_inner_texts() == kettle.GUESS.options


def test_a_broken_state_leaves_the_figure_and_says_so(page, tmp_path, kettle):
    m = kettle.player()
    m.data = {**m.data, "guess": None}
    page.goto(built(tmp_path / "broken.html", m))
    assert "What stands below is complete." in page.locator("figure [role=alert]").inner_text()
    assert page.locator("figure img").is_visible()


def test_no_word_of_the_data_becomes_markup(page, tmp_path, kettle):
    m = kettle.player()
    bad = "<img src=x onerror=window.hit=1>"
    state = json.loads(json.dumps(m.data).replace("Water in a kettle", bad).replace("A toy.", bad))
    m.data = state
    m.sweep = {**m.sweep, "says": [bad for _ in m.sweep["says"]]}
    page.goto(built(tmp_path / "markup.html", m))
    commit(page)
    control(page, "Minutes").press("End")
    assert says(page) == bad
    assert page.evaluate("window.hit") is None
    assert page.locator(f"{PLAYER} img").count() == 0


def test_with_reduced_motion_nothing_glides(new_page, tmp_path, kettle):
    glides = (
        "n => [...n.shadowRoot.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return s.transitionDuration.split(', ').some(t => t !== '0s') || s.animationName !== 'none' }).length"
    )
    address = built(tmp_path / "motion.html", kettle.player())
    for motion, some in (("no-preference", True), ("reduce", False)):
        page = new_page(reduced_motion=motion)
        page.goto(address)
        assert (page.locator(PLAYER).evaluate(glides) > 0) is some, motion


@pytest.mark.parametrize("width", [360, 600, 880, 1280])
def test_the_player_fits_its_width(new_page, tmp_path, kettle, width):
    page = new_page(viewport={"width": width, "height": 720})
    page.goto(built(tmp_path / "narrow.html", kettle.player()))
    small = (
        "n => [...n.shadowRoot.querySelectorAll('button, summary, label.option, input[type=range], select')]"
        ".filter(b => b.checkVisibility() && (b.getBoundingClientRect().height < 24 || b.getBoundingClientRect().width < 24)).map(b => b.outerHTML)"
    )
    wide = (
        "n => [...n.shadowRoot.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('svg, .unseen, thead')"
        " && (e.getBoundingClientRect().right > innerWidth + 0.5 || e.getBoundingClientRect().left < 0)).map(e => e.outerHTML.slice(0, 80))"
    )

    def check(state):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        assert page.locator(PLAYER).evaluate(wide) == [], state
        assert page.locator(PLAYER).evaluate(small) == [], f"{state}: targets are 24 px high"
        for shown in page.locator(f"{PLAYER} .stage svg:visible").all():
            assert shown.bounding_box()["width"] >= min(500, width - 60), f"{state}: the picture keeps room to be read"

    check("locked")
    commit(page)
    check("open")
    control(page, "Minutes").press("End")
    page.locator(PLAYER).get_by_role("button", name="Compare with my guess").click()
    page.locator(PLAYER).get_by_role("button", name="Pin this one").click()
    control(page, "Minutes").press("Home")
    page.locator(f"{PLAYER} .notes summary").click()
    check("compared, pinned and unfolded")
    heads = [box["x"] for box in (n.bounding_box() for n in page.locator(f"{PLAYER} thead th").all())]
    cells = [
        box["x"] for box in (n.bounding_box() for n in page.locator(f"{PLAYER} tbody tr").first.locator("td").all())
    ]
    assert cells == pytest.approx(heads[-2:], abs=1), "each reading stands under its heading"
    assert cells[0] < cells[1], "and beside the other one"
    before = "n => getComputedStyle(n, '::before').content"
    assert page.locator(f"{PLAYER} tbody td").first.evaluate(before) == "none", "nothing is printed before it"


def test_on_a_telephone_the_picture_stays_in_sight_of_the_slider(new_page, tmp_path, kettle):
    page = new_page(viewport={"width": 360, "height": 640})
    page.goto(built(tmp_path / "phone.html", kettle.player()))
    question, drawn = (page.locator(f"{PLAYER} {name}") for name in (".guess", ".pictures > .stage svg"))
    assert question.bounding_box()["y"] < drawn.bounding_box()["y"], "the question is asked first"
    commit(page)
    control(page, "Minutes").evaluate("n => n.scrollIntoView({block: 'end'})")
    box = drawn.bounding_box()
    assert box["y"] + box["height"] / 2 >= 0


def test_nothing_jumps_when_the_first_slider_moves(page, tmp_path, kettle):
    page.goto(built(tmp_path / "still.html", kettle.player()))
    commit(page)
    places = (
        "n => [...n.shadowRoot.querySelectorAll('.player, .stage, .hand, .slide, input, .says, table')]"
        ".map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.height] })"
    )
    before = page.locator(PLAYER).evaluate(places)
    for key in ("Home", "End", "PageDown"):
        control(page, "Minutes").press(key)
        assert page.locator(PLAYER).evaluate(places) == before


def test_print_shows_the_figure_and_no_control(page, tmp_path, kettle):
    page.goto(built(tmp_path / "print.html", kettle.player()))
    commit(page)
    page.emulate_media(media="print")
    assert page.locator(f"{PLAYER} .stage svg").is_visible()
    assert page.locator(f"{PLAYER} .says").is_visible()
    assert page.locator(f"{PLAYER} input:visible, {PLAYER} select:visible, {PLAYER} button:visible").count() == 0
