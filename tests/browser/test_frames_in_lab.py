"""Frames in a real JupyterLab: the first slider needs no kernel, the others ask it, and the screen says what it says."""

from __future__ import annotations

import json
import shutil

import pytest
from asking import cells, said, start

pytestmark = pytest.mark.browser
PLAYER = "[data-player=frames]"
KETTLE = "from kettle import player\nm = player()\nm"
OPEN = "from kettle import player\nm = player(guess='It never boils')\nm"
ASK = (
    "import json\nprint(json.dumps([m.value, m.frame.sentence, m.readings['value'].tolist(), "
    "float(m.result['warmth'].iloc[-1]), m.frame.picture.svg()]))"
)
# The picture as a list of its elements: a scene with its slots filled must be the picture drawn at once.
SHAPES = """([name, text]) => {
  const root = document.querySelector(name).shadowRoot.querySelector('.stage');
  const alone = document.createElement('div');
  alone.innerHTML = text;
  const shapes = (node) => [...node.querySelectorAll('svg *:not(style)')].map((n) => [n.tagName, n.children.length ? '' : n.textContent,
    ...[...n.attributes].filter((a) => a.name !== 'data-k' && a.value).map((a) => `${a.name}=${a.value}`).sort()].join('|'));
  return [shapes(root), shapes(alone)];
}"""
WATCH = """(name) => {
  const root = document.querySelector(name).shadowRoot, says = root.querySelector('.says');
  window.seen = [];
  new MutationObserver(() => window.seen.push(says.textContent)).observe(says, {childList: true, characterData: true, subtree: true});
}"""
DRAG = """async ([name, which, steps, pause]) => {
  const input = document.querySelector(name).shadowRoot.querySelectorAll('input[type=range]')[which];
  for (const step of steps) {
    input.value = step;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise((r) => setTimeout(r, pause));
  }
  return performance.now();
}"""


@pytest.fixture(autouse=True)
def _kettle(lab, pytestconfig):
    shutil.copy(pytestconfig.rootpath / "tests/widgets/kettle.py", lab.folder)


def opened(lab, page, name: str, *source: str, awake: bool = True) -> None:
    lab.write(name, *(source or (OPEN, ASK)))
    lab.open(page, name)
    lab.run_all(page, PLAYER)
    page.locator(f"{PLAYER} .stage svg").first.wait_for()
    if awake:
        page.locator(f"{PLAYER} select:enabled").first.wait_for(timeout=30_000)


def slider(page, label: str):
    return page.locator(PLAYER).get_by_label(label, exact=True)


def says(page) -> str:
    return page.locator(f"{PLAYER} .says").inner_text()


def picture(page) -> str:
    return page.locator(f"{PLAYER} .stage").first.inner_html()


def readings(page) -> list[str]:
    return page.locator(f"{PLAYER} tbody td:visible").all_inner_texts()


def focused(page) -> str | None:
    return page.evaluate(f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.ariaLabel")


def settled(page, says_what: str) -> None:
    page.wait_for_function(
        f"(what) => {{ const r = document.querySelector('{PLAYER}').shadowRoot; return r.querySelector('.says').textContent.includes(what)"
        " && !r.querySelector('.stage.late') }",
        arg=says_what,
        timeout=20_000,
    )


def agree(page, cell: int = 1) -> dict:
    """Hold the screen to the kernel; return the kernel's value."""
    value, sentence, values, warmth, svg = json.loads(said(page, cell))
    assert says(page) == sentence
    assert readings(page) == values
    assert values[0] == f"{warmth:.1f} °C"
    assert slider(page, "Lid").input_value() == value["lid"]
    outputs = page.locator(f"{PLAYER} output").all_inner_texts()
    assert outputs == [f"{value['minutes']:g} min", f"{value['power']:,} W"]
    on_screen, alone = page.evaluate(SHAPES, [PLAYER, svg])
    assert len(alone) > 20
    assert on_screen == alone
    assert page.locator(f"{PLAYER} .pictures > .stage").get_attribute("aria-label") == f"Water in a kettle. {sentence}"
    return value


def test_nothing_moves_before_the_reader_has_committed_to_a_guess(lab, page):
    opened(lab, page, "locked", KETTLE, ASK, awake=False)
    player = page.locator(PLAYER)
    assert [box.is_disabled() for box in player.locator("input[type=range], select").all()] == [True, True, True]
    assert not player.get_by_role("button", name="Reset").is_enabled()
    commit = player.get_by_role("button", name="Commit to my guess")
    assert commit.is_disabled(), "there is nothing to commit to yet"
    assert not player.get_by_text("Heat in is power times time").is_visible()
    player.get_by_label("About 2 minutes").check()
    commit.click()
    assert focused(page) == "Minutes", "the reader goes on where the guess is tried"
    player.locator("select:enabled").wait_for(timeout=30_000)
    assert [box.is_enabled() for box in player.locator("input[type=range], select").all()] == [True, True, True]
    assert not commit.is_visible()
    assert player.locator(".kept").inner_text().startswith("Your guess: About 2 minutes")
    assert agree(page)["guess"] == "About 2 minutes"


def test_a_guess_is_kept_and_compared_when_the_reader_asks(lab, page):
    opened(lab, page, "compared", KETTLE, ASK, awake=False)
    player = page.locator(PLAYER)
    player.get_by_label("It never boils").check()
    player.get_by_role("button", name="Commit to my guess").click()
    compare = player.get_by_role("button", name="Compare with my guess")
    assert compare.is_disabled(), "first move something"
    slider(page, "Minutes").press("ArrowRight")
    assert not player.locator(".verdict").is_visible()
    compare.focus()
    page.keyboard.press("Enter")
    verdict = player.locator(".verdict")
    assert "The model says: About 8 minutes" in verdict.inner_text()
    assert "Heat in is power times time; see the book" in verdict.inner_text()
    assert verdict.locator("a").get_attribute("href") == "https://example.org/k?a=1&b=2"
    assert focused(page) == "Minutes", "the button is gone; the focus must not fall to the page"
    value = agree(page)
    assert (value["guess"], value["compared"], value["minutes"]) == ("It never boils", True, 5.5)


def test_a_right_guess_is_told_so(lab, page):
    opened(lab, page, "right", OPEN.replace("It never boils", "About 8 minutes"))
    slider(page, "Minutes").press("ArrowRight")
    page.locator(PLAYER).get_by_role("button", name="Compare with my guess").click()
    assert "The model agrees with you." in page.locator(f"{PLAYER} .verdict").inner_text()


def test_the_verdict_is_not_told_again_at_every_step(lab, page):
    opened(lab, page, "once", OPEN.replace(")", ", compared=True)"))
    page.evaluate(
        f"() => {{ window.told = 0; new MutationObserver((m) => window.told += m.length).observe(document.querySelector('{PLAYER}')"
        ".shadowRoot.querySelector('.verdict'), {childList: true, characterData: true, subtree: true}) }"
    )
    assert "The model says" in page.locator(f"{PLAYER} .verdict").inner_text()
    for _ in range(3):
        slider(page, "Minutes").press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.evaluate("window.told") == 0


def test_the_first_slider_moves_picture_and_sentence_while_the_kernel_is_busy(lab, page):
    opened(lab, page, "busy", OPEN, ASK, "import time\ntime.sleep(0 if 'm' not in globals() else 6)")
    before, told = picture(page), says(page)
    was = start(page, 2)
    page.wait_for_function(
        "() => document.querySelectorAll('.jp-Cell')[2].querySelector('.jp-InputPrompt').innerText.includes('*')"
    )
    slider(page, "Minutes").press("ArrowRight")
    assert "After 5.5 min" in says(page) != told
    assert picture(page) != before
    assert readings(page)[1] == "495 kJ"
    slider(page, "Minutes").press("End")
    assert "After 20 min" in says(page)
    prompt = page.locator(".jp-Cell").nth(2).locator(".jp-InputPrompt").inner_text()
    assert "*" in prompt and prompt != was, "the kernel was still asleep"
    page.wait_for_function(
        "() => !document.querySelectorAll('.jp-Cell')[2].querySelector('.jp-InputPrompt').innerText.includes('*')"
    )
    page.wait_for_timeout(1_000)  # the newest value follows once the first one, sent while Python slept, is answered
    assert agree(page)["minutes"] == 20


def test_another_control_asks_python_and_the_screen_is_what_it_answers(lab, page):
    opened(lab, page, "other")
    agree(page)
    slider(page, "Power of the plate").press("ArrowRight")
    settled(page, "1750 W")
    assert agree(page)["power"] == 1750
    slider(page, "Lid").select_option("on")
    slider(page, "Minutes").press("Home")
    settled(page, "After 0 min at 1750 W")
    slider(page, "Minutes").press("End")
    value = agree(page)
    assert (value["lid"], value["minutes"], value["power"]) == ("on", 20, 1750)


def test_the_choice_asks_python_too(lab, page):
    opened(lab, page, "lid")
    before = says(page)
    slider(page, "Lid").select_option("on")
    page.wait_for_function(
        f"(was) => document.querySelector('{PLAYER}').shadowRoot.querySelector('.says').textContent !== was", arg=before
    )
    assert agree(page)["lid"] == "on"


@pytest.mark.parametrize("cost", [0, 0.12], ids=["quick", "slow"])
def test_a_fast_drag_ends_on_the_newest_setting_and_no_older_one_is_drawn_after_it(lab, page, cost):
    source = (
        "import time\nfrom kettle import frames, player\nmade = []\ndef sweep(value):\n    made.append(value['power'])\n"
        f"    time.sleep({cost})\n    return frames(value)\nm = player(sweep, guess='It never boils')\nm"
    )
    opened(lab, page, f"drag-{cost}", source, ASK, "len(made)")
    page.evaluate(WATCH, PLAYER)
    steps = [abs(8 - n) % 9 for n in range(19)] + [7, 1]
    page.evaluate(DRAG, [PLAYER, 1, steps, 10])
    settled(page, "750 W")
    page.wait_for_timeout(1_500)
    assert "at 750 W" in says(page), "nothing older came after it"
    seen = page.evaluate("window.seen")
    assert seen and "at 750 W" in seen[-1]
    value = agree(page)
    assert value["power"] == 750
    if cost:
        assert int(said(page, 2)) <= 8, "what was passed over was not computed"


def test_a_drag_over_the_first_slider_never_goes_back(lab, page):
    opened(lab, page, "forth")
    slider(page, "Minutes").press("Home")
    page.wait_for_timeout(500)
    page.evaluate(WATCH, PLAYER)
    page.evaluate(DRAG, [PLAYER, 0, list(range(1, 41)), 9])
    page.wait_for_timeout(800)
    times = [float(text.split()[1]) for text in page.evaluate("window.seen")]
    assert times == sorted(times), "the kernel's echo of an older value was drawn"
    assert times[-1] == 20
    assert agree(page)["minutes"] == 20


@pytest.mark.parametrize("control", ["Minutes", "Power of the plate", "Lid", "Reset"])
def test_keys_do_not_edit_the_notebook_and_the_focus_stays(lab, page, control):
    opened(lab, page, f"keys-{control.split()[0]}", OPEN, "'another cell'", "'and one more'")
    before = cells(page)
    target = page.locator(PLAYER).get_by_role("button", name="Reset") if control == "Reset" else slider(page, control)
    where = f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.outerHTML.slice(0, 40)"
    target.focus()
    held = page.evaluate(where)
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
        "ArrowLeft",
        "ArrowRight",
        "Enter",
        "Shift+ArrowDown",
    ):
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_timeout(150)
        assert cells(page) == before, keys
        assert page.evaluate(where) == held, keys


def test_without_the_guard_the_same_key_cuts_the_cell(lab, new_page):
    page = new_page()
    page.add_init_script("window.spasmedKeys = true")
    opened(lab, page, "unguarded", OPEN, "'another cell'", "'and one more'")
    before = cells(page)
    slider(page, "Minutes").focus()
    page.keyboard.press("x")
    page.wait_for_timeout(400)
    assert cells(page) == (before[0] - 1, before[1]), "the tests of keys could not fail"


def test_python_can_move_what_is_on_screen(lab, page):
    opened(lab, page, "moved", OPEN, ASK, "m.power = 2490; m.minutes = 3; m.lid = 'on'")
    settled(page, "After 3 min at 2500 W")
    value = agree(page)
    assert (value["power"], value["minutes"], value["lid"]) == (2500, 3, "on")


def test_reset_goes_back_to_the_first_settings_and_keeps_the_guess(lab, page):
    opened(lab, page, "reset")
    first = says(page)
    slider(page, "Power of the plate").press("End")
    slider(page, "Minutes").press("End")
    settled(page, "After 20 min at 2500 W")
    page.locator(PLAYER).get_by_role("button", name="Reset").click()
    settled(page, first)
    value = agree(page)
    assert value == {"guess": "It never boils", "compared": False, "minutes": 5, "power": 1500, "lid": "off"}


def test_a_pinned_picture_stays_beside_the_moving_one_with_its_own_readings(lab, page):
    opened(lab, page, "pinned")
    player = page.locator(PLAYER)
    first, told = readings(page), says(page)
    player.get_by_role("button", name="Pin this one").click()
    slider(page, "Power of the plate").press("End")
    settled(page, "2500 W")
    assert player.locator(".stage svg:visible").count() == 2
    kept = player.locator(".pinned .stage")
    assert kept.get_attribute("aria-label") == f"Pinned. {told}"
    assert player.locator(".pinned figcaption").inner_text() == (
        "Pinned: Minutes 5 min, Power of the plate 1,500 W, Lid off"
    )
    assert player.locator("thead th:visible").all_inner_texts() == ["Now", "Pinned"]
    both = readings(page)
    assert both[1::2] == first
    assert both[0::2] != first
    assert kept.inner_html() != picture(page)
    player.get_by_role("button", name="Remove the pinned one").click()
    assert player.locator(".stage svg:visible").count() == 1
    agree(page)


def test_what_waits_for_python_cannot_be_pinned(lab, page):
    opened(lab, page, "wait", OPEN, ASK, "import time\ntime.sleep(0 if In.count(In[-1]) < 2 else 4)")
    start(page, 2)
    slider(page, "Power of the plate").press("End")
    page.locator(f"{PLAYER} .stage.late").wait_for()
    pin = page.locator(PLAYER).get_by_role("button", name="Pin this one")
    assert pin.is_disabled(), "the picture is still the one of other settings"
    settled(page, "2500 W")
    assert pin.is_enabled()


def test_when_python_restarts_the_other_controls_close_with_a_sentence_and_the_first_one_goes_on(lab, page):
    opened(lab, page, "restart")
    slider(page, "Power of the plate").press("ArrowRight")
    settled(page, "1750 W")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel…").first.click()
    page.locator(".jp-Dialog .jp-mod-warn, .jp-Dialog .jp-mod-accept").last.click()
    page.locator(f"{PLAYER} select:disabled").first.wait_for(timeout=30_000)
    assert page.locator(PLAYER).get_by_text("These controls need Python").is_visible()
    before = picture(page)
    slider(page, "Minutes").press("End")
    assert picture(page) != before
    assert "After 20 min at 1750 W" in says(page)
    assert not page.locator(f"{PLAYER} .stage.late").count()


def test_two_views_of_one_player_show_the_same(lab, page):
    opened(lab, page, "views", OPEN, "m")
    first, second = page.locator(PLAYER).all()
    first.get_by_label("Power of the plate").press("End")
    second.locator(".says", has_text="2500 W").wait_for()
    second.get_by_label("Minutes", exact=True).press("End")
    first.locator(".says", has_text="After 20 min at 2500 W").wait_for()
    assert first.locator(".stage").inner_html() == second.locator(".stage").inner_html()


def test_an_error_in_python_is_said_and_the_next_setting_is_still_asked_for(lab, page):
    source = (
        "from kettle import frames, player\ndef sweep(value):\n    if value['power'] == 2500:\n"
        "        raise ValueError('The kettle is empty.')\n    return frames(value)\nm = player(sweep, guess='It never boils')\nm"
    )
    opened(lab, page, "problem", source, ASK)
    problem = page.locator(PLAYER).get_by_text("The kettle is empty.")
    for _ in range(2):  # the same sentence twice must not leave the player waiting
        slider(page, "Power of the plate").press("End")
        problem.wait_for(timeout=10_000)
        page.wait_for_function(
            f"() => document.querySelector('{PLAYER}').shadowRoot.querySelectorAll('output')[1].textContent === '1,500 W'"
        )
    slider(page, "Power of the plate").press("ArrowLeft")
    settled(page, "1250 W")
    problem.wait_for(state="hidden")
    assert agree(page)["power"] == 1250


CONTRAST = """(name) => {
  const root = document.querySelector(name).shadowRoot, canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const over = (...colors) => { canvas.clearRect(0, 0, 1, 1); for (const c of colors) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const paper = getComputedStyle(root.querySelector('.player')).backgroundColor, sheet = getComputedStyle(root.querySelector('.stage rect.p')).fill;
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const words = [...root.querySelectorAll('.title, .over p, .says, .slide .label, output, tbody th, tbody td, .kept p, .notes summary')]
    .filter((n) => n.checkVisibility()).map((n) => [n.className || n.tagName, ratio(over(paper, getComputedStyle(n).color), over(paper))]);
  const drawn = [...root.querySelectorAll('.stage text')].map((n) => [n.textContent, ratio(over(paper, sheet, getComputedStyle(n).fill), over(paper, sheet))]);
  const lines = [...root.querySelectorAll('.stage path[class^=l]')].map((n) => [n.className.baseVal, ratio(over(paper, sheet, getComputedStyle(n).stroke), over(paper, sheet))]);
  return {words, drawn, lines, dark: light(over(paper)) < 0.2};
}"""


def choose_theme(page, name: str) -> None:
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
    page.locator(".lm-Menu-itemLabel", has_text=name).first.click()


def test_words_and_lines_can_be_read_in_the_dark_theme_too(lab, page):
    opened(lab, page, "dark")
    light = page.evaluate(CONTRAST, PLAYER)
    choose_theme(page, "JupyterLab Dark")
    try:
        page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
        page.wait_for_timeout(500)
        dark = page.evaluate(CONTRAST, PLAYER)
    finally:
        choose_theme(page, "JupyterLab Light")
        page.locator("body[data-jp-theme-light=true]").wait_for(state="attached")
    assert (light["dark"], dark["dark"]) == (False, True)
    for theme in (light, dark):
        assert len(theme["words"]) > 8 and len(theme["drawn"]) > 8 and theme["lines"]
        assert [word for word in theme["words"] + theme["drawn"] + theme["lines"] if word[1] < 4.5] == []


def test_a_refused_guess_leaves_the_lock_closed(lab, page):
    opened(lab, page, "lock", KETTLE, "m.value = {**m.value, 'guess': 'Perhaps'}", awake=False)
    page.locator(".jp-Cell").nth(1).get_by_text("There is no guess").first.wait_for()
    assert slider(page, "Minutes").is_disabled()
