"""Facets in a real JupyterLab: what is on screen is what the kernel answers, and no key of the reader edits the notebook."""

from __future__ import annotations

import nbformat
import pytest
from asking import cells, said

pytestmark = pytest.mark.browser
PLAYER = "[data-player=facets]"
FINDER = "from dishes import GATE, finder\nf = finder()\nf"


def box(page, facet: str, option: str):
    return page.locator(f"{PLAYER} input[name={facet}][value='{option}']")


def screen_rows(page) -> list[str]:
    return page.locator(f"{PLAYER} tbody tr[data-row] th").all_inner_texts()


def kernel_rows(page, cell: int) -> list[str]:
    """What the cell says that asks the kernel for its rows."""
    return [name for name in said(page, cell).strip("'\n").split(" | ") if name]


def opened(lab, page, name: str, *source: str) -> None:
    lab.write(name, *(source or (FINDER, "'another cell'", "'and one more'")))
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    page.locator(f"{PLAYER} tbody tr").first.wait_for()


def test_rows_on_screen_are_the_rows_of_the_kernel_after_every_click(lab, page):
    ask = "' | '.join(f._rows.loc[f.result['id'], 'Dish'])"
    opened(lab, page, "rows", FINDER, ask)
    assert kernel_rows(page, 1) == screen_rows(page)
    steps = [("ingredient", "leek"), ("way", "raw"), ("ingredient", "nut"), ("free_of", "milk"), ("way", "raw"), ("ingredient", "leek"),
             ("free_of", "nuts"), ("ingredient", "nut"), ("course", "soup")]  # fmt: skip
    for summary in ("Course", "Free of"):
        page.locator(f"{PLAYER} summary", has_text=summary).click()
    seen = set()
    for facet, option in steps:
        box(page, facet, option).click()
        page.wait_for_timeout(300)
        rows = screen_rows(page) if page.locator(f"{PLAYER} table").is_visible() else []
        assert kernel_rows(page, 1) == rows, (facet, option)
        assert page.locator(f"{PLAYER} .status").inner_text() == f"{len(rows)} of 6 dishes"
        seen.add(tuple(rows))
    assert len(seen) >= 5, "the clicks must have led to different answers"


def test_a_count_says_how_many_rows_its_option_would_leave(lab, page):
    opened(lab, page, "counts")
    box(page, "way", "raw").click()
    leek = page.locator(f"{PLAYER} label.option", has=page.locator("input[value=leek]"))
    page.wait_for_function(
        f"() => document.querySelector('{PLAYER}').shadowRoot.querySelector('.option.none') !== null"
    )
    said = int(leek.locator(".tally").inner_text())
    box(page, "ingredient", "leek").click()
    assert page.locator(f"{PLAYER} .status").inner_text() == f"{said} of 6 dishes"


def test_python_can_move_what_is_on_screen(lab, page):
    opened(lab, page, "moved", FINDER, "f.way = 'fried'")
    page.locator(f"{PLAYER} .chip", has_text="fried").wait_for()
    assert screen_rows(page) == ["Fried rice"]
    assert box(page, "way", "fried").is_checked()


def test_an_empty_answer_says_what_to_remove_and_how_much_that_brings_back(lab, page):
    opened(lab, page, "empty")
    box(page, "ingredient", "milk").click()
    box(page, "way", "fried").click()
    empty = page.locator(f"{PLAYER} .empty")
    assert "No dishes fit all of these filters together." in empty.inner_text()
    assert "Remove Way: fried leaves 1 of 6 dishes" in " ".join(empty.inner_text().split())
    empty.get_by_role("button", name="Remove Way: fried").click()
    assert screen_rows(page) == ["Leek soup"]
    page.locator(PLAYER).get_by_role("button", name="Clear all").click()
    assert page.locator(f"{PLAYER} .status").inner_text() == "6 of 6 dishes"


def test_focus_stays_in_the_player_when_a_chip_is_removed(lab, page):
    opened(lab, page, "chips")
    for option in ("leek", "rice"):
        box(page, "ingredient", option).click()
    focused = f"document.querySelector('{PLAYER}').shadowRoot.activeElement"
    page.locator(f"{PLAYER} .chip", has_text="Leek").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}?.textContent") == "Rice"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}?.className") == "scroll"


def test_the_box_finds_options_by_label_and_by_hidden_words(lab, page):
    opened(lab, page, "find")
    page.locator(PLAYER).get_by_role("searchbox", name="Find").fill("hot")
    visible = page.locator(f"{PLAYER} details").first.locator("label.option:visible").all_inner_texts()
    assert [text.split("\n")[0] for text in visible] == ["Spice 3"]
    page.locator(PLAYER).get_by_role("searchbox", name="Find").fill("nothing like it")
    assert page.locator(PLAYER).get_by_text("No choice has this name.").is_visible()


def test_details_open_below_their_row_and_keep_the_focus(lab, page):
    opened(lab, page, "details")
    opener = page.locator(PLAYER).get_by_role("button", name="Leek soup")
    opener.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{PLAYER} tr.detail li").all_inner_texts() == ["Wash.", "Boil."]
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.evaluate(f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.className") == "opener"


def test_long_answers_come_in_pages_of_fifty(lab, page):
    opened(lab, page, "long", "from dishes import finder\nfinder(copies=20)")
    more = page.locator(PLAYER).get_by_role("button", name="Show 50 more")
    more.click()
    assert len(screen_rows(page)) == 100
    page.locator(PLAYER).get_by_role("button", name="Show 20 more").click()
    assert len(screen_rows(page)) == 120


def test_a_picture_stands_in_its_row_and_a_row_may_have_none(lab, page):
    opened(lab, page, "pictures", "from dishes import finder\nf = finder(pictured=True)\nf", "f.course = 'drink'")
    assert screen_rows(page) == ["Plain water"]
    assert page.locator(f"{PLAYER} th img").count() == 0
    page.locator(PLAYER).get_by_role("button", name="Clear all").click()
    page.locator(f"{PLAYER} tbody tr").nth(5).wait_for()
    assert page.locator(f"{PLAYER} th img[alt='']").count() == 5
    assert page.locator(f"{PLAYER} th img").first.evaluate("(i) => i.decode().then(() => i.naturalWidth > 0)")
    assert page.locator(f"{PLAYER} tr", has_text="Plain water").locator("img").count() == 0


LATE = """() => {
  const soon = window.requestAnimationFrame.bind(window), chips = document.querySelector("[data-player=facets]").shadowRoot.querySelector(".chips");
  window.requestAnimationFrame = (f) => setTimeout(() => soon(f), 1500);
  window.seen = [];
  new MutationObserver(() => window.seen.push(chips.textContent)).observe(chips, {childList: true});
}"""


def test_a_second_choice_is_never_taken_back_by_what_python_says_of_the_first(lab, page):
    """A busy page draws its frames late: Python's word on the first choice comes between the second and its frame."""
    busy = "import time\nfrom pathlib import Path\nwhile not Path('go').exists():\n    time.sleep(0.02)"
    opened(lab, page, "echo", FINDER, "'+'.join(f.way)", busy)
    page.locator(".jp-InputPrompt", has_text="[*]").wait_for()
    box(page, "way", "raw").click()
    page.wait_for_timeout(300)
    page.evaluate(LATE)
    box(page, "way", "fried").evaluate("(tick) => tick.click()")
    (lab.folder / "go").touch()
    page.wait_for_timeout(4000)
    assert page.evaluate("window.seen") == ["friedraw"], "drawn once and never taken back"
    assert box(page, "way", "raw").is_checked()
    assert box(page, "way", "fried").is_checked()
    assert kernel_rows(page, 1) == ["fried+raw"]


def test_nothing_moves_when_the_answer_changes(lab, page):
    opened(lab, page, "still")
    places = "(sel) => [...document.querySelector('[data-player]').shadowRoot.querySelectorAll('.player, .scroll, .panel, .status, summary')].map(n => { const r = n.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] })"
    widths = "() => [...document.querySelector('[data-player]').shadowRoot.querySelectorAll('thead th')].map(n => n.getBoundingClientRect().x)"
    before, columns = page.evaluate(places), page.evaluate(widths)
    box(page, "way", "fried").click()
    page.wait_for_timeout(200)
    after = page.evaluate(places)
    assert [p for i, p in enumerate(after)] == before
    assert page.evaluate(widths) == columns


def test_the_gate_stands_before_the_rows(lab, page):
    lab.write("gate", "from dishes import GATE, finder\nf = finder(gate=GATE)\nf", "f.value['gate'], len(f.result)")
    lab.open(page, "gate")
    lab.run_all(page, PLAYER)
    player = page.locator(PLAYER)
    assert player.get_by_text("The stove is on fire").is_visible()
    assert not player.locator("table").is_visible()
    player.get_by_role("button", name="One or more").click()
    assert player.get_by_text("Stop here and call for help.").is_visible()
    assert kernel_rows(page, 1) == ["('stop', 0)"]
    player.get_by_role("button", name="Screen again").click()
    player.get_by_role("button", name="None of these").click()
    assert player.locator("table").is_visible()
    assert kernel_rows(page, 1) == ["('clear', 6)"]


def test_a_key_on_a_checkbox_does_not_edit_the_notebook_and_the_focus_stays(lab, page):
    opened(lab, page, "keys")
    before = cells(page)
    for keys in (
        "x",
        "d d",
        "m",
        "y",
        "a",
        "b",
        "c",
        "v",
        "ArrowDown",
        "ArrowUp",
        "Enter",
        "Control+x",
        "Shift+ArrowDown",
    ):
        box(page, "way", "raw").focus()
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_timeout(250)
        assert cells(page) == before, keys
        assert page.evaluate(f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.value") == "raw", keys


def test_space_ticks_a_box_and_typing_fills_the_search_box(lab, page):
    opened(lab, page, "typing")
    before = cells(page)
    box(page, "way", "raw").focus()
    page.keyboard.press("Space")
    assert box(page, "way", "raw").is_checked()
    search = page.locator(PLAYER).get_by_role("searchbox", name="Find")
    search.focus()
    page.keyboard.type("xddm")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    page.keyboard.press("Control+v")
    page.wait_for_timeout(250)
    assert search.input_value() == "xddm"
    assert cells(page) == before


def test_without_the_guard_the_same_key_cuts_the_cell(lab, new_page):
    page = new_page()
    page.add_init_script("window.spasmedKeys = true")
    opened(lab, page, "unguarded")
    before = cells(page)
    box(page, "way", "raw").focus()
    page.keyboard.press("x")
    page.wait_for_timeout(400)
    assert cells(page) == (before[0] - 1, before[1]), "the tests of keys could not fail"


def test_an_error_in_python_is_said_in_the_player(lab, page):
    broken = "from dishes import finder\nf = finder()\ndef fail(change):\n    raise ValueError('The oven is cold.')\nf.observe(fail, 'value')\nf"
    opened(lab, page, "problem", broken)
    box(page, "way", "raw").click()
    page.locator(PLAYER).get_by_text("The oven is cold.").wait_for(timeout=10_000)


def test_an_error_in_the_browser_is_a_sentence_not_a_blank(lab, page):
    lab.write("blank", "from dishes import finder\nf = finder()\nf.data = {**f.data, 'rows': None}\nf")
    lab.open(page, "blank")
    lab.run_all(page, f"{PLAYER} [role=alert]")
    assert "This view could not be drawn" in page.locator(f"{PLAYER} [role=alert]").inner_text()


def test_an_untrusted_notebook_that_was_not_run_shows_the_finished_table(lab, page, dishes_finder):
    html, text = dishes_finder.html(), dishes_finder.text()
    output = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/html": html, "text/plain": text},
    }
    lab.write("untrusted", FINDER, outputs={0: [nbformat.from_dict(output)]})
    lab.open(page, "untrusted")
    twin = page.locator(".jp-OutputArea-output table")
    assert twin.locator("tbody th").all_inner_texts() == ["Leek soup", "Fried rice", "Leek pie"]
    assert twin.locator("tbody td a").first.get_attribute("href") == "https://example.org/a?b=1&c=2"
    assert twin.locator("tbody th").first.evaluate("n => getComputedStyle(n).textAlign") == "left"
    assert twin.locator("tbody td").first.evaluate("n => getComputedStyle(n).textAlign") == "left"
    assert page.locator(".jp-OutputArea-output").get_by_text("Somebody at the table chokes").is_visible()


@pytest.fixture
def dishes_finder(lab, monkeypatch):
    monkeypatch.syspath_prepend(str(lab.folder))
    import dishes

    return dishes.finder(gate=dishes.GATE, ingredient="leek")
