"""The map in the page form: one file from disk, no kernel, no network."""

from __future__ import annotations

import pytest
from asking import page_of

pytestmark = pytest.mark.browser
PLAYER = "[data-player=map]"
RIVAL = "<style>path{fill:red!important} img{width:10px} svg{display:none} label{display:none} table{color:red}</style>"
ACTIVE = f"document.querySelector('{PLAYER}').shadowRoot.activeElement"


@pytest.fixture
def garden(monkeypatch, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    import garden

    return garden


def built(path, *players, script=None) -> str:
    return page_of(path, *players, title="Garden", rival=RIVAL, script=script)


def region(page, name: str):
    return page.locator(PLAYER).get_by_role("button", name=name, exact=True)


def tick(page, name: str):
    return page.locator(f"{PLAYER} .everything").get_by_label(name, exact=True)


def texts(page, what: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(f"{PLAYER} {what}").all_inner_texts()]


def pressed(page) -> list[str]:
    return [n.get_attribute("aria-label") for n in page.locator(f"{PLAYER} .region[aria-pressed=true]").all()]


def focused(page) -> str | None:
    return page.evaluate(f"{ACTIVE}?.ariaLabel ?? {ACTIVE}?.value ?? {ACTIVE}?.className")


def state(page) -> tuple[list[str], list[str], list[str], str]:
    """What is chosen, four times: in the list, in the picture, as chips, in the status."""
    boxes = page.locator(f"{PLAYER} input[name=thing]:checked").all()
    return [b.get_attribute("value") for b in boxes], pressed(page), texts(page, ".chip"), texts(page, ".status")[0]


def test_a_click_on_a_region_chooses_its_thing_everywhere(page, tmp_path, garden):
    page.goto(built(tmp_path / "page.html", garden.garden()))
    assert page.locator(f"{PLAYER} .plate img").evaluate("n => n.complete && n.naturalWidth > 0")
    region(page, "Leek, east").click()
    assert state(page) == (["leek"], ["Leek, east", "Leek, west"], ["Leek"], "1 of 6 plants chosen")
    assert page.locator(f"{PLAYER} .tick:visible").count() == 2, "not by color alone"
    region(page, "Leek, west").click()
    assert state(page) == ([], [], [], "0 of 6 plants chosen")


def test_the_list_does_the_same_and_offers_what_no_picture_shows(page, tmp_path, garden):
    page.goto(built(tmp_path / "list.html", garden.garden()))
    tick(page, "Leek").check()
    tick(page, "Ivy & moss").check()
    assert state(page) == (
        ["leek", "ivy"],
        ["Leek, east", "Leek, west"],
        ["Leek", "Ivy & moss"],
        "2 of 6 plants chosen",
    )
    assert "no picture; choose it in the list" in texts(page, ".about")[0]
    tick(page, "Leek").uncheck()
    assert state(page)[0] == ["ivy"]


def test_a_whole_is_chosen_and_taken_back_with_its_parts(page, tmp_path, garden):
    page.goto(built(tmp_path / "whole.html", garden.garden()))
    tick(page, "Onions (all)").check()
    assert state(page)[0] == ["onions", "leek", "chive"]
    assert texts(page, ".chip") == ["Onions (all)"], "the parts of a chosen whole are not told again"
    region(page, "Chive").click(force=True)
    assert state(page)[0] == ["leek"], "a whole that lacks a part is none"
    tick(page, "Onions (all)").check()
    tick(page, "Onions (all)").uncheck()
    assert state(page)[0] == []


def test_the_browser_closes_a_choice_as_python_does(page, tmp_path, garden):
    page.goto(built(tmp_path / "closed.html", garden.garden()))
    for name in ("Onions (all)", "Rose", "Chive", "Onions (all)", "Carrot", "Leek"):
        tick(page, name).click()
        boxes = state(page)[0]
        assert garden.garden(chosen=boxes).chosen == boxes, name


def test_pointing_outlines_names_and_dashes_the_twin(page, tmp_path, garden):
    page.goto(built(tmp_path / "hover.html", garden.garden()))
    region(page, "Carrot, east (a guess)").hover()
    assert texts(page, ".name") == ["Carrot, east a guess"]
    line = "n => { const s = getComputedStyle(n.querySelector('.line')); return [s.strokeDasharray, s.stroke] }"
    assert region(page, "Carrot, east (a guess)").evaluate(line)[0] == "none"
    assert region(page, "Carrot, west (a guess)").evaluate(line)[0] != "none"
    assert region(page, "Leek, west").evaluate(line)[1] == "none"
    tick(page, "Rose").hover()
    assert texts(page, ".name") == ["Rose"]
    tick(page, "Ivy & moss").hover()
    assert texts(page, ".name") == ["Ivy & moss is not in this picture"]
    assert state(page)[0] == [], "pointing chooses nothing"


def test_a_region_as_thin_as_a_line_is_hit_from_nearby_but_never_inside_another(page, tmp_path, garden):
    page.goto(built(tmp_path / "thin.html", garden.garden()))
    box = region(page, "Chive").locator(".line").bounding_box()
    middle = box["y"] + box["height"] / 2
    assert box["width"] < 12
    for x in (box["x"] - 9, box["x"] + box["width"] + 9):
        page.mouse.click(x, middle)
        assert pressed(page) == ["Chive"]
        page.mouse.click(x, middle)
        assert pressed(page) == []
    other = region(page, "Leek, east").locator(".line").bounding_box()
    page.mouse.click(other["x"] + other["width"] - 2, other["y"] + other["height"] - 2)
    assert pressed(page) == ["Leek, east", "Leek, west"]


def test_the_map_works_by_keyboard_alone(page, tmp_path, garden):
    page.goto(built(tmp_path / "keyboard.html", garden.garden()))
    page.keyboard.press("Tab")
    if focused(page) != "Bed, summer":
        page.keyboard.press("Tab")
    assert focused(page) == "Bed, summer"
    page.keyboard.press("Tab")
    assert focused(page) == "Leek, east", "one stop for all regions"
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["Rose", "Leek, west", "Carrot, west (a guess)", "Chive", "Carrot, east (a guess)", "Leek, east", "Chive", "Leek, east"]  # fmt: skip
    page.keyboard.press("Enter")
    assert state(page)[0] == ["leek"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert state(page)[0] == ["leek", "rose"]
    assert "Rose" in texts(page, ".about .lead")[0], "the details follow the focus"
    page.keyboard.press("Tab")
    assert focused(page) == "Leek: take back"
    page.keyboard.press("Enter")
    assert (state(page)[0], focused(page)) == (["rose"], "Rose: take back")
    page.keyboard.press("Enter")
    assert (state(page)[0], focused(page)) == ([], "Garden: details")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    while focused(page) != "rose":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert state(page)[0] == ["rose"]


def test_the_same_region_takes_the_focus_when_tab_comes_back(page, tmp_path, garden):
    page.goto(built(tmp_path / "back.html", garden.garden()))
    region(page, "Rose").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Rose"
    assert page.locator(f"{PLAYER} .region[tabindex='0']").count() == 1


def test_another_picture_keeps_the_choice_and_the_details_lead_there(page, tmp_path, garden):
    page.goto(built(tmp_path / "layers.html", garden.garden(chosen="carrot")))
    page.locator(PLAYER).get_by_role("radio", name="Bed, winter").check()
    assert pressed(page) == ["Carrot (a guess)"]
    assert page.locator(f"{PLAYER} .plate img").get_attribute("alt") == "The bed in winter."
    tick(page, "Rose").focus()
    assert texts(page, ".name") == ["Rose is not in this picture"]
    page.locator(f"{PLAYER} .places").get_by_role("button", name="Bed, summer").click()
    assert page.locator(PLAYER).get_by_role("radio", name="Bed, summer").is_checked()
    assert focused(page) == "Garden: details"
    assert "Bed, summer (shown now)" in texts(page, ".places")[0]


def test_a_picture_is_made_when_it_is_first_shown(page, tmp_path, garden):
    page.goto(built(tmp_path / "lazy.html", garden.garden()))
    assert page.locator(f"{PLAYER} img").count() == 1
    page.locator(PLAYER).get_by_role("radio", name="Bed, winter").check()
    assert page.locator(f"{PLAYER} img").count() == 1


def test_the_details_tell_the_story_with_links(page, tmp_path, garden):
    page.goto(built(tmp_path / "story.html", garden.garden()))
    assert texts(page, ".about") == ["Choose a plant to read about it."]
    region(page, "Carrot, east (a guess)").click()
    about = page.locator(f"{PLAYER} .about")
    assert about.locator(".lead").inner_text() == "Carrot a guess"
    assert about.locator("dt").all_inner_texts() == ["Height", "Steps", "Book", "Seen in"]
    assert about.locator("li").all_inner_texts() == ["Dig.", "Sow."]
    assert about.locator("a").get_attribute("href") == "https://example.org/carrot?a=1&b=2"


def test_the_list_is_found_in_by_word_and_by_picture(page, tmp_path, garden):
    page.goto(built(tmp_path / "find.html", garden.garden()))
    shown = f"{PLAYER} .options label:visible"
    page.locator(PLAYER).get_by_role("searchbox", name="Find").fill("porrum")
    assert page.locator(shown).all_inner_texts() == ["Leek"]
    page.locator(PLAYER).get_by_role("searchbox", name="Find").fill("oak")
    assert page.locator(PLAYER).get_by_text("No choice has this name.").is_visible()
    page.locator(PLAYER).get_by_role("searchbox", name="Find").fill("")
    page.locator(PLAYER).get_by_label("Only in this picture").check()
    assert page.locator(shown).all_inner_texts() == ["Leek", "Chive", "Carrot", "Rose"]
    page.locator(PLAYER).get_by_role("radio", name="Bed, winter").check()
    assert page.locator(shown).all_inner_texts() == ["Leek", "Carrot"]


def test_nothing_jumps_when_things_are_pointed_at_and_chosen(page, tmp_path, garden):
    page.goto(built(tmp_path / "still.html", garden.garden()))
    places = (
        "n => [...n.shadowRoot.querySelectorAll('.player, .plate, .layers, .name, .status, .chosen, .about, .everything, .options label')]"
        ".map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] })"
    )
    before = page.locator(PLAYER).evaluate(places)
    for act in (
        region(page, "Carrot, east (a guess)").hover,
        region(page, "Leek, east").click,
        region(page, "Rose").click,
        tick(page, "Ivy & moss").check,
        page.locator(PLAYER).get_by_role("radio", name="Bed, winter").check,
        page.locator(PLAYER).get_by_role("button", name="Clear all").click,
    ):
        act()
        assert page.locator(PLAYER).evaluate(places) == before, act


def test_each_map_of_a_page_is_its_own(page, tmp_path, garden):
    page.goto(built(tmp_path / "two.html", garden.garden(), garden.garden(chosen="rose", layer="winter")))
    first, second = page.locator(PLAYER).all()
    first.get_by_role("radio", name="Bed, winter").check()
    first.locator(".everything").get_by_label("Leek", exact=True).check()
    assert second.locator(".status").inner_text() == "1 of 6 plants chosen"
    assert second.get_by_role("radio", name="Bed, winter").is_checked()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (600, 720), (853, 480), (1280, 720)])
def test_the_map_fits_its_width(new_page, tmp_path, garden, width, height):
    page = new_page(viewport={"width": width, "height": height})
    page.goto(built(tmp_path / "narrow.html", garden.garden(chosen=["onions", "carrot", "rose", "ivy"])))
    small = (
        "n => [...n.shadowRoot.querySelectorAll('button, label, input[type=search], .name')]"
        ".filter(b => b.checkVisibility() && (b.getBoundingClientRect().height < 24 || b.getBoundingClientRect().width < 24)).map(b => b.outerHTML)"
    )
    wide = (
        "n => [...n.shadowRoot.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('svg, .unseen, .chips')"
        " && (e.getBoundingClientRect().right > innerWidth + 0.5 || e.getBoundingClientRect().left < 0)).map(e => e.outerHTML.slice(0, 80))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(PLAYER).evaluate(wide) == []
    assert page.locator(PLAYER).evaluate(small) == []
    picture = page.locator(f"{PLAYER} .plate").bounding_box()
    assert min(picture["width"], picture["height"]) >= 220


def test_picture_details_and_list_are_in_view_together(page, tmp_path, garden):
    page.goto(built(tmp_path / "view.html", garden.garden()))
    page.locator(PLAYER).scroll_into_view_if_needed()
    for what in (".plate", ".about", ".everything"):
        box = page.locator(f"{PLAYER} {what}").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 720, what
    assert page.locator(f"{PLAYER} .plate").bounding_box()["height"] >= 400


def test_print_tells_of_everything_chosen_and_shows_no_control(page, tmp_path, garden):
    page.goto(built(tmp_path / "print.html", garden.garden(chosen=["rose", "ivy"])))
    page.locator(f"{PLAYER} .about .lead").wait_for()
    page.emulate_media(media="print")
    page.locator(f"{PLAYER} .about .lead").nth(1).wait_for()
    assert texts(page, ".about .lead") == ["Rose", "Ivy & moss"]
    assert page.locator(f"{PLAYER} .plate img").is_visible()
    assert page.locator(f"{PLAYER} input:visible, {PLAYER} .everything:visible").count() == 0


def test_with_reduced_motion_nothing_glides(new_page, tmp_path, garden):
    glides = "n => [...n.shadowRoot.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration.split(', ').some(t => t !== '0s')).length"
    page = new_page(reduced_motion="reduce")
    page.goto(built(tmp_path / "motion.html", garden.garden()))
    assert page.locator(PLAYER).evaluate(glides) == 0


def test_forced_colors_keep_the_outlines(new_page, tmp_path, garden):
    page = new_page(forced_colors="active", color_scheme="dark")
    page.goto(built(tmp_path / "forced.html", garden.garden(chosen="rose")))
    page.locator(f"{PLAYER} .options label", has_text="Carrot").hover()
    line = "n => getComputedStyle(n.querySelector('.line')).stroke"
    paper = page.locator(f"{PLAYER} .player").evaluate("n => getComputedStyle(n).backgroundColor")
    chosen, pointed = region(page, "Rose").evaluate(line), region(page, "Carrot, east (a guess)").evaluate(line)
    assert len({chosen, pointed, paper, "none"}) == 4


def test_without_its_script_the_page_shows_the_finished_picture_and_table(page, tmp_path, garden):
    page.goto(built(tmp_path / "bare.html", garden.garden(chosen=["rose", "leek"]), script=""))
    image = page.locator("figure img")
    assert image.evaluate("n => n.complete && n.naturalWidth > 0")
    assert image.get_attribute("alt") == "The bed in summer. Outlined: Leek, Rose."
    assert page.locator("figure tbody th").all_inner_texts() == ["Leek", "Rose"]


def test_a_broken_state_leaves_the_picture_and_says_so(page, tmp_path, garden):
    m = garden.garden(chosen="rose")
    m.data = {**m.data, "things": None}
    page.goto(built(tmp_path / "broken.html", m))
    assert "What stands below is complete." in page.locator("figure [role=alert]").inner_text()
    assert page.locator("figure img").count() == 1


def test_no_word_of_the_data_becomes_markup(page, tmp_path, garden):
    m = garden.garden(chosen="rose")
    bad = "<img src=x onerror=window.hit=1>"
    m.data = {
        **m.data,
        "lead": bad,
        "things": [{**t, "label": bad, "details": [[bad, bad]]} for t in m.data["things"]],
        "layers": [{**layer, "alt": bad, "regions": [{**r, "path": bad} for r in layer["regions"]]} for layer in m.data["layers"]],
    }  # fmt: skip
    m.note = bad
    page.goto(built(tmp_path / "markup.html", m))
    assert bad in texts(page, ".about")[0]
    assert texts(page, ".note") == [bad]
    assert page.evaluate("window.hit") is None
    assert page.locator(f"{PLAYER} img").count() == 1
