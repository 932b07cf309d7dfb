"""`BackMap`: the muscles of the back, trunk and hip, chosen in seven pictures or in a list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from spasmed.drawing import picture_uri
from spasmed.reasoning import chosen, fold, muscle_names, muscles, units, vocabulary
from spasmed.tables import load, records
from spasmed.widgets._cells import Part, Story
from spasmed.widgets._cited import cited
from spasmed.widgets._finder import ExerciseFinder
from spasmed.widgets._map import Layer, Map, Region, Thing

SIZE = (760, 1000)  # of every sheet of the atlas
SCHEMATIC = "A schematic shape, laid between bone landmarks: it shows where the muscle lies, not its measured form."
_ROLES = {"strengthen": "strengthened by", "stretch": "stretched by", "stabilize": "stabilizes in"}


class BackMap(Map):
    """Muscles by layer, chosen by hand: `sp.BackMap(muscle="lats")`.

    `m.muscle` holds the ids chosen and takes any name a clinician uses ("lats", "erector spinae", "low back");
    `m.layer` is the picture shown ("back-deep"). `m.result` is what `sp.muscles` answers for the muscles chosen, no
    rows for none. With `sp.BackMap(finder=f)` the map and the muscle filter of an `sp.ExerciseFinder` follow one
    another; the map names muscles that no exercise acts on. Raises SpasmedError with the closest match for an unknown
    word.
    """

    _choice = "muscle"

    def __init__(self, *, finder: ExerciseFinder | None = None, **value: str | list[str]) -> None:
        super().__init__(
            name="back-map",
            caption="Map of the back",
            noun="muscles",
            lead="Choose a muscle in the picture or in the list to read where it attaches, its nerve and its action.",
            layers=_layers(),
            things=_things(),
            size=SIZE,
            answer=_chosen_muscles,
            columns=["Origin", "Insertion", "Nerve supply", "Action"],
            value=value,
        )
        self._finder = finder
        if finder is not None:
            self._join(finder)

    @property
    def muscle(self) -> list[str]:
        """The ids of the muscles chosen."""
        return list(self.value["chosen"])

    @muscle.setter
    def muscle(self, words: str | list[str]) -> None:
        self.value = {**self.value, "chosen": words}

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """As in `Map`, and a muscle may have any name a clinician uses for it."""
        asked = {("chosen" if name == "muscle" else name): word for name, word in value.items()}
        return super().check({**asked, "chosen": sorted(chosen("muscle", asked.get("chosen"), muscle_names()))})

    # -- the finder beside it

    def _join(self, finder: ExerciseFinder) -> None:
        if not self.muscle:
            self._from_finder()
        self._to_finder()
        self.observe(self._to_finder, "value")
        finder.observe(self._from_finder, "value")

    def _to_finder(self, _: object = None) -> None:
        if self._finder is None:
            return
        found = [muscle for muscle in self.muscle if muscle in _acted_on()]
        self.note = _left_out([thing for thing in self._shown() if thing.id not in found], found)
        if set(self._finder.muscle) != set(found):
            self._finder.muscle = found

    def _from_finder(self, _: object = None) -> None:
        if self._finder is None:
            return
        asked = set(self._finder.muscle)
        if asked != set(self.muscle) & _acted_on():
            self.muscle = [muscle for muscle in self.muscle if muscle not in _acted_on()] + sorted(asked)


def _left_out(things: list[Thing], found: list[str]) -> str:
    """What the finder cannot be asked, in a sentence."""
    if not things:
        return ""
    names = " or ".join(thing.label for thing in things)
    rest = "The finder looks for the others." if found else "The finder shows all its exercises."
    return f"No exercise of the catalog acts on {names}. {rest}"


def _chosen_muscles(ids: list[str]) -> pd.DataFrame:
    return muscles(muscle=ids) if ids else muscles().iloc[:0]


@cache
def _acted_on() -> frozenset[str]:
    return frozenset(units()["muscle_id"])


@cache
def _layers() -> tuple[Layer, ...]:
    """The sheets of the atlas, from the back inward, then from the side and from the front."""
    return tuple(
        Layer(
            id=f"{row['view']}-{row['layer']}",
            label=row["layer"],
            group=row["view"].capitalize(),
            picture=picture_uri(row["id"]),
            alt=row["alt"],
            regions=[_region(one) for one in records(_regions(row["view"], row["layer"]))],
        )
        for row in records(load("pictures"))
        if row["kind"] == "atlas" and row["ready"] == "yes"
    )


def _regions(view: str, layer: str) -> pd.DataFrame:
    frame = load("atlas_regions")
    return frame[(frame["view"] == view) & (frame["layer"] == layer)]


def _region(row: dict[str, Any]) -> Region:
    return Region(
        thing=row["muscle_id"],
        path=row["path"],
        x=int(row["center_x"]),
        y=int(row["center_y"]),
        side="" if row["side"] == "both" else row["side"],
        badge="schematic" if row["schematic"] else "",
    )


@cache
def _things() -> tuple[Thing, ...]:
    """All muscles, by body region."""
    regions = vocabulary("region").set_index("word")["label"]
    schematic = set(load("atlas_regions").loc[lambda frame: frame["schematic"], "muscle_id"])
    return tuple(
        Thing(
            id=row["id"],
            label=row["name"].split(" (")[0],
            group=name,
            words=" ".join([row["name"], *row["common_names"], row["group"].replace("-", " ")]),
            whole=row["part_of_id"],
            details=_details(row, schematic=row["id"] in schematic),
        )
        for region, name in regions.items()
        for row in records(muscles())
        if row["region"] == region
    )


def _details(row: dict[str, Any], *, schematic: bool) -> Story:
    story: list[tuple[str, str | list[str | Part]]] = [
        ("Origin", row["origin"]),
        ("Insertion", row["insertion"]),
        ("Nerve supply", f"{row['innervation']}; roots: {row['roots']}"),
        ("Action", row["action"]),
        ("Group and depth", f"{row['group'].replace('-', ' ').capitalize()}; {row['layer']}"),
        ("Exercises in the catalog", _trained(row["id"])),
        ("Sources", _sources(row)),
    ]
    if "(" in row["name"]:
        story.insert(0, ("Full name", row["name"]))
    if row["note"]:
        story.insert(-1, ("Note", row["note"]))
    if schematic:
        story.insert(-1, ("The drawing", SCHEMATIC))
    return story


@cache
def _exercises() -> Mapping[tuple[str, str], frozenset[str]]:
    """(muscle, role) -> the exercises."""
    frame, found = units(), dict[tuple[str, str], set[str]]()
    for muscle, role, exercise in zip(frame["muscle_id"], frame["role"], frame["exercise_id"], strict=True):
        found.setdefault((muscle, role), set()).add(exercise)
    return MappingProxyType({key: frozenset(ids) for key, ids in found.items()})


def _trained(muscle: str) -> str:
    """How many exercises do what to a muscle; a whole counts with its parts, as in `sp.exercises`."""
    family = muscle_names()[fold(muscle)]
    counts = {
        said: len(frozenset[str]().union(*(_exercises().get((one, role), ()) for one in family)))
        for role, said in _ROLES.items()
    }
    told = "; ".join(f"{said} {count}" for said, count in counts.items() if count)
    return f"{told[0].upper()}{told[1:]}." if told else "None acts on it."


def _sources(row: dict[str, Any]) -> list[str | Part]:
    parts = cited(row["source_ids"])
    for address in row["anatomy_urls"]:
        parts += [" ", Part(text=address.split("/")[2].removeprefix("www."), href=address)]
    return parts
