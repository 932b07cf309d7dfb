"""Dishes and their ingredients: a small table from another subject, so that the players are tested without ours."""

from __future__ import annotations

import pandas as pd

from spasmed.widgets import Facet, Facets, Gate, Option, Part

PLATE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E%3Ccircle r='3'/%3E%3C/svg%3E"

DISHES = pd.DataFrame(
    [
        ("leek-soup", "Leek soup", "soup", ("milk",)),
        ("fried-rice", "Fried rice", "main", ()),
        ("nut-bread", "Nut bread", "side", ("nuts",)),
        ("leek-pie", "Leek pie", "main", ("milk", "nuts")),
        ("rice-soup", "Rice soup", "soup", ()),
        ("plain-water", "Plain water", "drink", ()),
    ],
    columns=["id", "name", "course", "contains"],
)
PARTS = pd.DataFrame(
    [
        ("p1", "leek-soup", "leek", "boiled"),
        ("p2", "leek-soup", "milk", "raw"),
        ("p3", "fried-rice", "rice", "fried"),
        ("p4", "fried-rice", "leek", "raw"),
        ("p5", "nut-bread", "nut", "baked"),
        ("p6", "leek-pie", "leek", "baked"),
        ("p7", "leek-pie", "nut", "raw"),
        ("p8", "rice-soup", "rice", "boiled"),
        ("p9", "plain-water", "", ""),
    ],
    columns=["id", "dish", "ingredient", "way"],
)
OPTIONS = {
    "ingredient": ["leek", "milk", "nut", "rice", "saffron"],
    "way": ["baked", "boiled", "fried", "raw"],
    "course": ["drink", "main", "side", "soup"],
    "free_of": ["milk", "nuts"],
}
GATE = Gate(
    title="Ask first.",
    lead="Is any of these true?",
    items=["Somebody at the table chokes", "The stove is on fire"],
    clear="None of these",
    stop="One or more",
    stopped="Stop here and call for help.",
)


def matching(
    ingredient: tuple[str, ...] = (),
    way: tuple[str, ...] = (),
    course: tuple[str, ...] = (),
    free_of: tuple[str, ...] = (),
) -> pd.DataFrame:
    """The parts that fit: the ingredient prepared this way, in a dish of this course, free of all of these."""
    found = PARTS.merge(DISHES, left_on="dish", right_on="id", suffixes=("", "_dish"))
    for column, wanted in (("ingredient", ingredient), ("way", way), ("course", course)):
        if wanted:
            found = found[found[column].isin(wanted)]
    return found[found["contains"].map(lambda contains: not set(free_of) & set(contains)).astype(bool)]


def dishes(**wanted: list[str]) -> pd.DataFrame:
    """The dishes that have a matching part."""
    return DISHES[DISHES["id"].isin(matching(**wanted)["dish"])].reset_index(drop=True)


def finder(copies: int = 1, gate: Gate | None = None, *, pictured: bool = False, **value: str | list[str]) -> Facets:
    """The player; `copies` repeats the table for long lists, `pictured` puts a plate beside every dish but water."""
    ids = [f"{i}-{row}" if copies > 1 else row for i in range(copies) for row in DISHES["id"]]
    rows = pd.DataFrame(
        {
            "Dish": list(DISHES["name"]) * copies,
            "Course": [[Part(text=course, tone="info")] for course in DISHES["course"]] * copies,
            "Take care": [
                [
                    f"Contains {' and '.join(c) or 'nothing'}; see ",
                    Part(text="the book", href="https://example.org/a?b=1&c=2"),
                ]
                for c in DISHES["contains"]
            ]
            * copies,
        },
        index=ids,
    )
    units = pd.Series(
        [f"{i}-{dish}" if copies > 1 else dish for i in range(copies) for dish in PARTS["dish"]],
        index=[f"{i}-{part}" if copies > 1 else part for i in range(copies) for part in PARTS["id"]],
    )

    def many(found: pd.Series) -> list[str]:
        return [f"{i}-{x}" if copies > 1 else x for i in range(copies) for x in found]

    groups = {"leek": "Plants", "nut": "Plants", "rice": "Plants", "saffron": "Plants", "milk": "Animal"}
    return Facets(
        name="dish-finder",
        caption="Dish finder",
        noun="dishes",
        rows=rows,
        units=units,
        facets=[
            Facet(
                id="ingredient",
                label="Ingredient",
                open=True,
                options=[
                    *(Option(id=o, label=o.capitalize(), group=groups[o]) for o in OPTIONS["ingredient"]),
                    *(
                        Option(id=f"spice-{i}", label=f"Spice {i}", group="Spices", words="hot" if i == 3 else "")
                        for i in range(9)
                    ),
                ],
            ),
            Facet(id="way", label="Way", open=True, options=[Option(id=o, label=o) for o in OPTIONS["way"]]),
            Facet(id="course", label="Course", options=[Option(id=o, label=o) for o in OPTIONS["course"]]),
            Facet(
                id="free_of", label="Free of", mode="all", options=[Option(id=o, label=o) for o in OPTIONS["free_of"]]
            ),
        ],
        select=lambda **wanted: many(matching(**wanted)["id"]),
        answer=lambda **wanted: pd.DataFrame({"id": many(dishes(**wanted)["id"])}),
        wide=["Take care"],
        details={ids[0]: [("Steps", ["Wash.", "Boil."]), ("Tip", "Serve warm.")]},
        pictures={row: PLATE for row in ids if not row.endswith("plain-water")} if pictured else None,
        gate=gate,
        value=value,
    )
