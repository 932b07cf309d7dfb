"""Questions in the page form: one file from disk, no kernel, no network; by mouse and by keyboard alone."""

from __future__ import annotations

import pytest
from asking import page_of, reply

import spasmed as sp
from spasmed.learning import bank, item

pytestmark = pytest.mark.browser
PLAYER = "[data-player=question]"
RIVAL = "<style>button,input{display:none} legend{color:red!important} .ask{height:9px} fieldset{margin:40px}</style>"
HIDDEN = ("Which planets have rings?", "How many moons", "Order them from the Sun", "Mars has rust", "Fear and Dread")
# Answers every question of a player with real events, and gives back what was said to each.
DRIVE = """async ([answers]) => {
  const root = document.querySelector('[data-player=question]').shadowRoot, said = [];
  const one = (selector) => root.querySelector(selector);
  for (const [kind, response] of answers) {
    if (kind === 'numeric') {
      const input = one('.number input');
      input.value = response;
      input.dispatchEvent(new Event('input', {bubbles: true}));
    } else if (kind === 'ordering') {
      response.forEach((id, to) => {
        for (let turn = 0; turn < response.length && [...one('.order').children].findIndex((li) => li.dataset.id === id) > to; turn++)
          one(`.order [data-id="${id}"] button`).click();
      });
    } else for (const id of [response].flat()) one(`.choice input[value="${id}"]`).click();
    one('.row input').click();
    const before = one('.verdict');
    one('button[type=submit]').click();
    const now = one('.verdict');
    said.push(now && now !== before && root.activeElement === now ? one('.feedback').innerText : null);
    [...root.querySelectorAll('.feedback button')].find((b) => b.textContent === 'Next')?.click();
  }
  return [said, one('.problem').textContent, one('.feedback').innerText];
}"""


@pytest.fixture
def planets(monkeypatch, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    import planets

    return planets


@pytest.fixture
def faults(page):
    """What went wrong in the page; nothing may."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


def built(path, *players, script=None) -> str:
    return page_of(path, *players, title="Planets", rival=RIVAL, script=script)


def press(page, name: str) -> None:
    page.locator(PLAYER).get_by_role("button", name=name, exact=True).click()


def label(page, text: str):
    return page.locator(PLAYER).get_by_label(text, exact=True)


def focused(page) -> str:
    return page.evaluate(f"document.querySelector('{PLAYER}').shadowRoot.activeElement?.textContent ?? ''")


def everything(page) -> str:
    """All that stands in the page, seen or not."""
    return page.evaluate(
        f"document.documentElement.outerHTML + document.querySelector('{PLAYER}').shadowRoot.innerHTML"
    )


def verdict(page) -> str:
    return page.locator(f"{PLAYER} .verdict").inner_text()


def place(page) -> str:
    return page.locator(f"{PLAYER} .place").inner_text()


def test_nothing_of_a_later_step_stands_in_the_page_before_the_answer(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "page.html", planets.planets()))
    assert "You look up at night." in everything(page)
    assert not [text for text in (*HIDDEN, "Which planet is red?") if text in everything(page)]
    press(page, "Go on")
    assert focused(page) == "Which planet is red?"
    assert place(page) == "2 of 5"
    assert not [text for text in HIDDEN if text in everything(page)]
    label(page, "Venus").check()
    label(page, "Sure").check()
    assert not [text for text in HIDDEN if text in everything(page)], "choosing is not committing"
    press(page, "Check")
    assert "Mars has rust" in everything(page)
    assert not [text for text in HIDDEN if text in everything(page) and text != "Mars has rust"]


def test_every_kind_by_mouse(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "mouse.html", planets.planets()))
    press(page, "Go on")
    label(page, "Mars").check()
    label(page, "Fairly sure").check()
    press(page, "Check")
    assert verdict(page) == "✓ Right."
    assert page.locator(PLAYER).get_by_text("What happened?").count() == 0, "a right answer has no slip"
    press(page, "Next")
    label(page, "Saturn").check()
    label(page, "Sure").check()
    press(page, "Check")
    assert verdict(page) == "≈ Partly right."
    press(page, "Next")
    page.locator(PLAYER).get_by_label("Your answer moons").fill("1")
    label(page, "Guessing").check()
    press(page, "Check")
    assert verdict(page) == "✗ That is the Earth."
    label(page, "I slipped").check()
    press(page, "Next")
    for _ in range(2):
        press(page, "Move down: Earth")
    label(page, "Sure").check()
    press(page, "Check")
    assert verdict(page) == "✓ Right."
    feedback = page.locator(f"{PLAYER} .feedback").inner_text()
    assert "Of 4: 2 right, 1 partly right, 1 not right." in feedback


def test_every_kind_by_keyboard_alone(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "keys.html", planets.planets()))
    keys = page.keyboard
    keys.press("Tab")  # where one has been
    keys.press("Tab")
    keys.press("Enter")
    assert focused(page) == "Which planet is red?"
    keys.press("Tab")
    keys.press("ArrowDown")  # Mars
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Enter")  # as in any form
    assert verdict(page) == "✓ Right."
    assert focused(page) == "✓ Right."
    keys.press("Tab")  # the link to the source
    keys.press("Tab")
    keys.press("Enter")
    assert focused(page) == "Which planets have rings?"
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    assert verdict(page) == "✓ Right."
    keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("2")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    assert verdict(page) == "✓ Right."
    keys.press("Tab")
    keys.press("Enter")
    assert focused(page) == "Order them from the Sun outward."
    keys.press("Tab")  # Earth up
    keys.press("Tab")  # Earth down
    keys.press("Enter")
    said = page.locator(f"{PLAYER} .lacks")
    assert said.inner_text() == "Earth: now 2 of 3."
    keys.press("Enter")
    assert said.inner_text() == "Earth: now 3 of 3.", "the focus moved with its row"
    keys.press("Enter")
    assert said.inner_text() == "Earth: already last."
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    assert verdict(page) == "✓ Right."


def test_check_says_what_is_missing_and_goes_there(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "missing.html", planets.planets(planets.SINGLE)))
    said = page.locator(f"{PLAYER} .lacks")
    press(page, "Check")
    assert said.inner_text() == "Give an answer first."
    label(page, "Mars").check()
    press(page, "Check")
    assert said.inner_text() == "Say how sure you are, then check."
    assert page.locator(f"{PLAYER} .verdict").count() == 0
    label(page, "Sure").check()
    press(page, "Check")
    assert verdict(page) == "✓ Right."


def test_an_answer_is_final_and_can_be_read_again(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "final.html", planets.planets(planets.SINGLE, planets.MULTIPLE)))
    label(page, "Venus").check()
    label(page, "Sure").check()
    press(page, "Check")
    label(page, "I misread the question").check()
    press(page, "Next")
    page.locator(PLAYER).get_by_role("button", name="1 of 2, not right").click()
    assert focused(page).startswith("Which planet is red?")
    assert label(page, "Venus").is_checked()
    assert label(page, "Venus").is_disabled()
    assert label(page, "I misread the question").is_checked()
    assert "Venus is white." in page.locator(f"{PLAYER} .feedback").inner_text()
    assert page.locator(PLAYER).get_by_role("button", name="Check").is_hidden()


def test_a_mark_that_ends_opens_nothing_more(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "end.html", planets.planets(planets.SINGLE, planets.MULTIPLE)))
    label(page, "Pluto <dwarf>").check()
    label(page, "Sure").check()
    press(page, "Check")
    assert "Ask a grown-up." in page.locator(f"{PLAYER} .feedback").inner_text()
    assert page.locator(PLAYER).get_by_role("button", name="Next").count() == 0
    assert page.locator(PLAYER).get_by_role("button", name="2 of 2").is_disabled()
    press(page, "Try again in another order")
    assert page.locator(f"{PLAYER} .verdict").count() == 0
    assert label(page, "Mars").is_enabled()


def test_another_attempt_shows_other_orders_and_never_the_solved_one(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "again.html", planets.planets(planets.ORDERING)))
    orders = []
    for _ in range(8):
        orders.append(page.locator(f"{PLAYER} .order li > span").all_inner_texts())
        label(page, "Sure").check()
        press(page, "Check")
        assert verdict(page) == "✗ Not right."
        press(page, "Try again in another order")
    assert len({tuple(order) for order in orders}) > 2


BOXES = f"""() => [...document.querySelector('{PLAYER}').shadowRoot.querySelectorAll('.stem, .choice label, .row, .feedback')]
    .slice(0, 6).map((part) => part.getBoundingClientRect()).map((box) => [box.left, box.top + scrollY, box.width])"""


@pytest.mark.parametrize("width", [1280, 853])
@pytest.mark.parametrize("name", ["sc-063", "sm-027"])
def test_the_answer_moves_nothing_that_stood_there(new_page, tmp_path, width, name):
    page = new_page(viewport={"width": width, "height": 720})
    page.goto(built(tmp_path / "still.html", sp.Quiz(items=[name])))
    page.locator(f"{PLAYER} .choice input").first.check()
    label(page, "Sure").check()
    before = page.evaluate(BOXES)
    press(page, "Check")
    assert page.evaluate(BOXES) == before


def test_beside_the_question_stands_what_is_said_to_it(page, tmp_path, faults):
    page.goto(built(tmp_path / "beside.html", sp.Quiz(items=["sm-027"])))
    page.locator(f"{PLAYER} .choice input").first.check()
    label(page, "Sure").check()
    press(page, "Check")
    asked, answered = (page.locator(f"{PLAYER} {part}").bounding_box() for part in (".ask", ".feedback"))
    assert answered["x"] >= asked["x"] + asked["width"]
    for box in (asked, answered):
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720


def test_where_there_is_no_room_beside_it_the_view_goes_to_what_is_said_and_back(new_page, tmp_path):
    page = new_page(viewport={"width": 853, "height": 480})
    page.goto(built(tmp_path / "below.html", sp.Quiz(items=["sm-027", "sm-001"])))
    page.locator(f"{PLAYER} .choice input").first.check()
    label(page, "Sure").check()
    press(page, "Check")
    whole = (
        "(part) => { const box = part.getBoundingClientRect(); return box.top > -1 && box.bottom < innerHeight + 1; }"
    )
    assert page.locator(f"{PLAYER} .feedback").evaluate(whole)
    press(page, "Next")
    assert focused(page) == item("sm-001")["stem"]
    assert page.locator(f"{PLAYER} .stem").evaluate(whole)
    assert page.locator(PLAYER).get_by_role("button", name="Check").evaluate(whole)


def test_every_target_is_large_enough(page, tmp_path, faults, planets):
    page.goto(built(tmp_path / "targets.html", planets.planets(planets.ORDERING)))
    for target in page.locator(f"{PLAYER} button:visible, {PLAYER} label:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24, target.inner_text()


def test_a_narrow_page_holds_it_without_scrolling_sideways(new_page, tmp_path, planets):
    page = new_page(viewport={"width": 360, "height": 720})
    page.goto(built(tmp_path / "narrow.html", planets.planets(planets.ORDERING)))
    inside = "() => { const box = document.querySelector('[data-player=question]').shadowRoot.querySelector('.player'); return [box.scrollWidth <= box.clientWidth, document.documentElement.scrollWidth <= 360]; }"
    assert page.evaluate(inside) == [True, True]


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_every_question_of_the_bank_answers_without_python(page, tmp_path, faults, right):
    ids = bank()["id"].tolist()
    page.goto(built(tmp_path / "bank.html", sp.Quiz(items=ids)))
    replies = [[item(one)["type"], reply(item(one), right)] for one in ids]
    said, problem, last = page.evaluate(DRIVE, [replies])
    assert problem == ""
    first = "✓ Right." if right else "✗ Not right."
    wrong = [one for one, text in zip(ids, said, strict=True) if not text or not text.startswith(first)]
    assert wrong == []
    assert all("Sources" in text for text in said)
    assert f"Of {len(ids)}: {len(ids)} {'right' if right else 'not right'}." in last
