"""axe-core on the players in their states, live in both themes and as static twins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import spasmed as sp
from spasmed.widgets import Player, page_script, pages

from .conftest import missing

pytestmark = pytest.mark.browser
AXE = Path(os.environ.get("AXE_JS", Path(__file__).parent / "node_modules/axe-core/axe.min.js"))
RUN = """async (target) => (await axe.run(target, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html.slice(0, 120))])"""
FACETS = {
    "all": {},
    "filtered": {"ingredient": "leek"},
    "pictured": {"pictured": True},
    "empty": {"ingredient": "milk", "way": "fried"},
    "gate": {"gate": ""},
    "stopped": {"gate": "stop"},
}
FRAMES = {
    "locked": {},
    "open": {"guess": "It never boils"},
    "compared": {"guess": "It never boils", "compared": True},
    "agreed": {"guess": "About 8 minutes", "compared": True},
    "pinned": {"guess": "It never boils", "minutes": 20},
}
MAP = {
    "nothing": {},
    "chosen": {"chosen": ["onions", "carrot", "rose"]},
    "pointed": {"chosen": ["leek"]},
    "elsewhere": {"chosen": ["ivy"], "layer": "winter"},
}
CARD = {
    "measured": {"name": "bird-dog"},
    "compared": {"name": "chin-tuck"},
    "three moments": {"name": "cat-cow"},
    "unanswered": {"name": "cat-cow", "gate": ""},
    "stopped": {"name": "cat-cow", "gate": "stop"},
}
QUESTION = {
    "read": [],
    "single": ["read"],
    "wrong": ["read", "a"],
    "partly": ["read", "b", ["a"]],
    "number": ["read", "b", ["a"]],
    "order": ["read", "b", ["a"], 2],
    "finished": ["read", "b", ["a"], 2, ["m", "v", "e"]],
    "ended": ["read", "c"],
}
FORM = {
    "gate": {},
    "guessing": {"gate": "clear"},
    "answered": {"gate": "clear", "guess": ["strength"], "committed": True},
    "refused": {"case": "px-12", "gate": "clear", "guess": ["none"], "committed": True},
}
KINDS = {"facets": FACETS, "frames": FRAMES, "map": MAP, "card": CARD, "question": QUESTION, "form": FORM}
STATES = [(kind, state) for kind, states in KINDS.items() for state in states]


def dishes(state: str) -> Player:
    from dishes import GATE, finder

    value = dict(FACETS[state])
    answer = value.pop("gate", None)
    made = finder(gate=GATE if answer is not None else None, **value)
    if answer:
        made.value = {**made.value, "gate": answer}
    return made


def kettle(state: str) -> Player:
    from kettle import player

    return player(**FRAMES[state])


def garden(state: str) -> Player:
    from garden import garden

    made = garden(**MAP[state])
    made.note = "Nobody asked for ivy." if state == "elsewhere" else ""
    return made


def card(state: str) -> Player:
    value = {"gate": "clear", **CARD[state]}
    made = sp.exercise(value["name"])
    made.value = {**made.value, "gate": value["gate"]}
    return made


def planets(state: str) -> Player:
    from planets import planets

    made = planets()
    for response in QUESTION[state]:
        made.answer(response, confidence="Sure")
    if state in ("wrong", "partly"):
        made.value = {**made.value, "at": made.value["at"] - 1}  # where its feedback stands
    return made


def form(state: str) -> Player:
    value = dict(FORM[state])
    made = sp.ProgramBuilder(case=value.pop("case", "px-10"))
    made.value = {**made.value, **value}
    return made


TOYS = {"facets": dishes, "frames": kettle, "map": garden, "card": card, "question": planets, "form": form}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        missing(f"axe-core is not at {AXE}. Run `npm install --prefix tests/browser --no-package-lock`, or set AXE_JS.")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "state"), STATES, ids=["-".join(pair) for pair in STATES])
@pytest.mark.parametrize(
    ("live", "scheme"),
    [(True, "light"), (True, "dark"), (False, "light")],  # the twin has no colors of its own
    ids=["live-light", "live-dark", "twin"],
)
def test_axe_finds_nothing(axe, new_page, tmp_path, monkeypatch, pytestconfig, kind, state, scheme, live):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "tests/widgets"))
    with pages():
        figure = TOYS[kind](state).html()
    file = tmp_path / "page.html"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Toy</title><style>:root{{color-scheme:{scheme}}}</style>'
    file.write_text(f"{head}<main><h1>Toy</h1>{figure}</main>{page_script() if live else ''}", encoding="utf-8")
    page = new_page(color_scheme=scheme)
    page.goto(file.as_uri())
    page.locator("[data-player]" if live else "figure.sp-twin").wait_for()
    if live and state == "pinned":
        page.get_by_role("button", name="Pin this one").click()
        page.locator(".pinned svg").wait_for()
    if live and state == "pointed":
        page.get_by_role("button", name="Carrot, east").focus()
        page.keyboard.press("ArrowUp")
    if live and kind == "frames":
        page.locator(".notes summary").click()
    if live and kind in ("card", "form"):
        for summary in page.locator("[data-player] summary:visible").all():
            summary.click()
    page.evaluate(axe)
    assert page.evaluate(RUN, "figure") == []


def test_axe_would_find_a_fault(axe, page, tmp_path):
    file = tmp_path / "bad.html"
    file.write_text(
        '<!doctype html><html lang="en"><title>Bad</title><main><figure><input></figure></main>', encoding="utf-8"
    )
    page.goto(file.as_uri())
    page.evaluate(axe)
    assert "label" in [violation[0] for violation in page.evaluate(RUN, "figure")]
