"""Beds of a garden and the plants in them: a map from another subject, so that the player is tested without ours."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd

from spasmed.widgets import Layer, Map, Part, Region, Thing

PLANTS = pd.DataFrame(
    [
        ("onions", "Onions (all)", "Kitchen", "", "alliums"),
        ("leek", "Leek", "Kitchen", "onions", "porrum"),
        ("chive", "Chive", "Kitchen", "onions", ""),
        ("carrot", "Carrot", "Kitchen", "", "orange root"),
        ("rose", "Rose", "Flowers", "", ""),
        ("ivy", "Ivy & moss", "Flowers", "", "climber"),
    ],
    columns=["id", "name", "kind", "whole", "words"],
)
# Layer -> (thing, side, x, y, width, height): a grid, and one plant as thin as a line.
BEDS = {
    "summer": [
        ("leek", "east", 20, 20, 60, 60),
        ("leek", "west", 220, 20, 60, 60),
        ("rose", "", 120, 20, 60, 60),
        ("carrot", "east", 20, 120, 60, 60),
        ("carrot", "west", 220, 120, 60, 60),
        ("chive", "", 148, 110, 4, 90),
    ],
    "winter": [("leek", "", 20, 20, 60, 60), ("carrot", "", 120, 220, 60, 60)],
}
SIZE = (300, 300)


def grown(ids: list[str]) -> pd.DataFrame:
    """The plants of these ids, in the order of the table."""
    return PLANTS[PLANTS["id"].isin(ids)].reset_index(drop=True)


def layers() -> list[Layer]:
    sheet = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 300'><rect width='300' height='300' fill='{}'/></svg>"
    )
    return [
        Layer(
            id=name,
            label=name,
            group="Bed",
            picture="data:image/svg+xml," + quote(sheet.format(color), safe=" '=/:"),
            alt=f"The bed in {name}.",
            regions=[
                Region(
                    thing=thing,
                    side=side,
                    x=x + w / 2,
                    y=y + h / 2,
                    path=f"M{x} {y} {x + w} {y} {x + w} {y + h} {x} {y + h}Z",
                    badge="a guess" if thing == "carrot" else "",
                )
                for thing, side, x, y, w, h in BEDS[name]
            ],
        )
        for name, color in (("summer", "#cde8c9"), ("winter", "#e6e9ef"))
    ]


def things() -> list[Thing]:
    return [
        Thing(
            id=row.id,
            label=row.name_,
            group=row.kind,
            whole=row.whole,
            words=row.words,
            details=[
                ("Height", f"{len(row.id)}0 cm"),
                ("Steps", ["Dig.", "Sow."]),
                ("Book", ["See its ", Part(text="page", href=f"https://example.org/{row.id}?a=1&b=2"), "."]),
            ],
        )
        for row in PLANTS.rename(columns={"name": "name_"}).itertuples()
    ]


def garden(**value: str | list[str]) -> Map:
    """The player."""
    return Map(
        name="garden",
        caption="Garden",
        noun="plants",
        lead="Choose a plant to read about it.",
        layers=layers(),
        things=things(),
        size=SIZE,
        answer=grown,
        columns=["Height", "Book"],
        value=value,
    )
