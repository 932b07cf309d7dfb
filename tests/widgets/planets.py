"""Questions about planets: a step of every kind, so that the player is tested without our subject."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

from spasmed.widgets import Mark, Part, Question, Step

BOOK = Part(text="the book", href="https://example.org/p?a=1&b=2")
READ = Step(id="look", kind="read", stem="You look up at night.", before=[("You see", "A red point & a bright one.")])
SINGLE = Step(
    id="red",
    kind="single",
    stem="Which planet is red?",
    options=[("a", "Venus"), ("b", "Mars"), ("c", "Pluto <dwarf>")],
    marks={
        "a": Mark(tone="wrong", title="Not right.", credit=0, says=["Venus is white.", ["Mars has rust; see ", BOOK]]),
        "b": Mark(tone="right", title="Right.", credit=1, says=[["Mars has rust; see ", BOOK]]),
        "c": Mark(
            tone="wrong", title="Not a planet.", credit=0, says=["Pluto was one."], after=[("End", "Ask a grown-up.")],
            ends=True,
        ),
    },
)  # fmt: skip
RINGED = {"a", "c"}
MULTIPLE = Step(
    id="rings",
    kind="multiple",
    stem="Which planets have rings?",
    options=[("a", "Saturn"), ("b", "Mercury"), ("c", "Uranus")],
    marks={
        ",".join(chosen): Mark(
            tone="right" if set(chosen) == RINGED else "partly" if set(chosen) & RINGED else "wrong",
            title="Right." if set(chosen) == RINGED else "Partly right." if set(chosen) & RINGED else "Not right.",
            credit=max(0.0, (len(set(chosen) & RINGED) - len(set(chosen) - RINGED)) / 2),
            says=["Saturn and Uranus have rings."],
        )
        for n in (1, 2, 3)
        for chosen in combinations("abc", n)
    },
)
NUMERIC = Step(
    id="moons",
    kind="numeric",
    stem="How many moons has Mars?",
    unit="moons",
    bands=[
        (1.5, 2.5, Mark(tone="right", title="Right.", credit=1, says=["Fear and Dread."])),
        (0.5, 1.5, Mark(tone="wrong", title="That is the Earth.", credit=0, says=["Mars has two."])),
    ],
    otherwise=Mark(tone="wrong", title="Not right.", credit=0, says=["Mars has two."]),
)
ORDERING = Step(
    id="order",
    kind="ordering",
    stem="Order them from the Sun outward.",
    options=[("e", "Earth"), ("m", "Mercury"), ("v", "Venus")],
    marks={
        ",".join(order): Mark(
            tone="right" if order == ("m", "v", "e") else "wrong",
            title="Right." if order == ("m", "v", "e") else "Not right.",
            credit=float(order == ("m", "v", "e")),
            says=["Mercury, Venus, Earth."],
            after=[("Seen", ["First Mercury.", "Then Venus."])],
        )
        for order in permutations("emv")
    },
)
STEPS = [READ, SINGLE, MULTIPLE, NUMERIC, ORDERING]


def planets(*steps: Step, **options: Any) -> Question:
    """The player with these steps, or with all of them."""
    made = {"asleep": "No Python listens.", "awake": "Python listens.", **options}
    return Question(name="planets", caption="Planets", lead="Five steps.", steps=steps or STEPS, **made)
