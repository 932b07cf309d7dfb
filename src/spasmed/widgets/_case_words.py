"""How the data of a case are said: reasons with their certainty and sources, doses, scores, what it teaches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spasmed.learning._cases import CaseRecord
from spasmed.reasoning import links
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._cited import cited


def basis(case: CaseRecord, one: dict[str, Any]) -> list[str | Part]:
    """An intervention with its reason, its certainty for this cause where the matrix has one, and its sources."""
    said = f"{one['name']}: {one['basis']}."
    for name in one.get("intervention_ids", ()):
        rows = links(cause=case.cause, intervention=name)
        rows = rows[[case.level("stage") in stages for stages in rows["stages"]]]
        # A row about some people only, or one that says no, grades another decision than this one.
        rows = rows[(rows["subpopulation"] == "") & rows["recommendation"].isin(["recommended", "consider"])]
        if len(rows):
            row = rows.iloc[0]
            said += (
                f" {row['intervention']} for this cause ({row['id']}): certainty {row['certainty'].replace('-', ' ')}."
            )
    return [f"{said} ", *cited(tuple(one["source_ids"]))]


def dose(one: dict[str, Any]) -> str:
    """An exercise of the program with its dose, its reason and when it goes on."""
    return f"{one['exercise']}: {one['dose']}. {capital(one['rationale'])}. Next: {one['progress_when']}."


def so_far(case: CaseRecord) -> Story:
    """What was decided before the treatment: the hypothesis, the stage and the irritability of the case."""
    decided = f"{case.differential[0]['hypothesis']}; {case.level('stage')}; irritability {case.level('irritability')}"
    return [("So far", f"{capital(decided)}.")]


def measured(case: CaseRecord, *weeks: str) -> Story:
    """The scores at these weeks; what was not measured then is left out."""
    lines = [
        f"{name.replace('_', ' ')} {' → '.join(f'{scores[week]:g}' for week in weeks)}"
        for name, scores in case.measures.items()
        if all(week in scores for week in weeks)
    ]
    return [(f"Week {' and '.join(week[1:] for week in weeks)}", "; ".join(lines))]


def debrief(case: CaseRecord) -> Story:
    """What the case teaches, and all its sources."""
    return [("Remember", case.teaching), ("Sources", cited(case.source_ids))]


def joined(cells: Iterable[list[str | Part]]) -> list[str | Part]:
    """Cells one after another."""
    return [part for cell in cells for part in (*cell, " ")]


def parts(cell: Cell) -> list[str | Part]:
    """A cell as the list of its parts."""
    return [cell] if isinstance(cell, str | Part) else list(cell)


def capital(text: str) -> str:
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]
