"""The matrix of causes and interventions on one sheet: what is advised (letter and shape), how sure (fill)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from spasmed.drawing._figures import EDGE, LINE, WIDTH, plain, sentence, sheet, shown, sources, wide, wrapped, write
from spasmed.drawing._picture import INK, MUTED, PAPER, TONES
from spasmed.drawing._picture import LINE as RULE
from spasmed.drawing._table import Shown
from spasmed.drawing._words import said
from spasmed.reasoning import lesson_ids, links
from spasmed.tables import SpasmedError, records, resource, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Recommendation -> letter, matplotlib's shape, its size in points, tone.
SIGNS = {
    "recommended": ("R", "s", 14.5, TONES["c"][0]),
    "consider": ("C", "o", 16, TONES["a"][0]),
    "caution": ("!", "^", 16.5, TONES["b"][0]),
    "avoid": ("X", "D", 12.5, TONES["d"][0]),
    "not-applicable": ("\N{EN DASH}", "", 0, MUTED),
}
# Certainty -> how much of the tone fills the shape; moderate and above carry a white letter.
FILLS = {"high": 1.0, "moderate": 1.0, "low": 0.3, "very-low": 0.0}
_MANY_SOURCES = 30  # more links than this are no longer read below a picture
_LEFT = 2.06
_CELL = 0.265  # inches from one sign to the next


def _mixed(tone: str, share: float) -> str:
    """A tone thinned with white paper."""
    parts = (int(tone[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def _sign(desk: Axes, x: float, y: float, recommendation: str, certainty: str, name: str = "") -> None:
    """One sign; its shape is below all letters, so that letters of one look are written together."""
    letter, shape, size, tone = SIGNS[recommendation]
    look = list(SIGNS).index(recommendation) + list(FILLS).index(certainty) / 10  # one look, drawn in one go
    if shape:
        raised = 0.02 if shape == "^" else 0  # the middle of a triangle is not where its letter sits
        face = _mixed(tone, FILLS[certainty])
        desk.plot([x], [y - raised], shape, ms=size, mfc=face, mec=tone, mew=1.4, gid=name, zorder=2 + look / 10)
    solid = FILLS[certainty] == 1 and shape
    color = PAPER if solid else INK
    over = 5 if solid else 4
    desk.text(x, y + 0.056, letter, ha="center", va="baseline", fontweight="bold", color=color, zorder=over)


@plain
def evidence_map_figure(frame: pd.DataFrame) -> Figure:
    """Rows of `links()` as a grid: a column a cause, a row an intervention; each sign carries its link's id as gid."""
    causes = list(dict.fromkeys(frame.sort_values("cause_id", key=_cause_order)["cause"]))
    places: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(frame):
        places.setdefault((row["intervention"], row["cause"]), []).append(row)
    interventions = list(dict.fromkeys(frame["intervention"]))
    step = min((WIDTH - EDGE - _LEFT - 0.02) / len(causes), 1.25)
    upright = step <= 0.9
    heads = [wrapped(cause, 1.3 if upright else step - 0.06) for cause in causes]
    top = EDGE + (max(wide(line) for head in heads for line in head) if upright else max(map(len, heads)) * LINE) + 0.12
    tall = {i: max(1, *(-(-len(places.get((i, c), [])) // 2) for c in causes)) * _CELL + 0.06 for i in interventions}
    names = {i: wrapped(i, _LEFT - EDGE - 0.1) for i in interventions}
    tall = {i: max(tall[i], len(names[i]) * LINE + 0.08) for i in interventions}
    key = _key_height()
    figure, desk = sheet(top + sum(tall.values()) + key + EDGE)
    for i, head in enumerate(heads):
        middle = _LEFT + step * (i + 0.5)
        if upright:
            for n, line in enumerate(head):
                across = middle + 0.06 + LINE * (n - (len(head) - 1) / 2)
                desk.text(across, top - 0.08, line, rotation=90, rotation_mode="anchor", va="baseline")
        else:
            write(desk, middle, top - 0.12 - LINE * (len(head) - 1), head, side="center")
    y = top
    for intervention in interventions:
        high = tall[intervention]
        desk.plot([EDGE, _LEFT + step * len(causes)], [y, y], color=RULE, lw=0.8, zorder=1)
        write(desk, EDGE, y + high / 2 + 0.055 - LINE * (len(names[intervention]) - 1) / 2, names[intervention])
        for i, cause in enumerate(causes):
            _cell(desk, _LEFT + step * (i + 0.5), y + high / 2, places.get((intervention, cause), []))
        y += high
    for i in range(len(causes) + 1):
        desk.plot([_LEFT + step * i] * 2, [top, y], color=RULE, lw=0.8, zorder=1)
    _key(desk, y)
    return figure


def _cause_order(ids: pd.Series[str]) -> pd.Series[int]:
    order = {cause: i for i, cause in enumerate(dict.fromkeys(links()["cause_id"]))}
    return ids.map(order)


def _cell(desk: Axes, x: float, y: float, rows: list[dict[str, Any]]) -> None:
    lines = [rows[i : i + 2] for i in range(0, len(rows), 2)]
    for n, line in enumerate(lines):
        for m, row in enumerate(line):
            across = x + (m - (len(line) - 1) / 2) * _CELL
            down = y + (n - (len(lines) - 1) / 2) * _CELL
            _sign(desk, across, down, row["recommendation"], row["certainty"], row["id"])


def _key_height() -> float:
    return 2 * (_CELL + 0.06) + 0.2


def _key(desk: Axes, top: float) -> None:
    """What the signs mean: shapes and letters in the first line, fills in the second."""
    desk.plot([EDGE, WIDTH - EDGE], [top, top], color=RULE, lw=0.8, zorder=1)
    y, x = top + 0.3, EDGE + 0.14
    for recommendation in words("links", "recommendation"):
        _sign(desk, x, y, recommendation, "very-low")
        name = said("recommendation", recommendation)
        write(desk, x + 0.18, y + 0.055, name)
        x += wide(name) + 0.48
    y, x = y + _CELL + 0.08, EDGE + 0.14
    for certainty in ("moderate", "low", "very-low"):
        _sign(desk, x, y, "consider", certainty)
        name = f"{said('certainty', certainty)} certainty"
        write(desk, x + 0.18, y + 0.055, name)
        x += wide(name) + 0.52


def evidence_map(*, lesson: str | None = None) -> Shown:
    """Which intervention for which cause: a grid of the links, with what is advised and how certain that is.

    Letter and shape say the recommendation, the fill says the certainty; two or more signs in a cell are stages or
    subgroups with answers of their own. `lesson` keeps the links of one lesson. From `data/clinical/links.csv`,
    whose recommendations are this project's reasoned judgment. Raises SpasmedError for an unknown lesson, or one that
    discusses no link.
    """
    frame = links()
    if lesson is not None:
        frame = frame[frame["id"].isin(lesson_ids(lesson, "link_ids"))].reset_index(drop=True)
        if frame.empty:
            raise SpasmedError(f'The lesson "{lesson}" discusses no link. sp.evidence_map() shows all of them.')
    text = f"Evidence map: {len(frame)} links, {frame['cause_id'].nunique()} causes, "
    text += f"{frame['intervention_id'].nunique()} interventions"
    return shown(evidence_map_figure(frame), alt=_alt(frame), caption=_caption(frame), text=text)


def _counted(frame: pd.DataFrame) -> str:
    counts = frame["recommendation"].value_counts()
    return ", ".join(f"{counts[w]} {said('recommendation', w)}" for w in SIGNS if w in counts)


def _alt(frame: pd.DataFrame) -> str:
    told = [f"Grid of {len(frame)} links between causes and interventions: {_counted(frame)}."]
    if len(frame) > 24:
        told += [f"{cause}: {_counted(rows)}." for cause, rows in frame.groupby("cause", sort=False)]
        return " ".join(told)
    for row in records(frame):
        who = f" ({row['subpopulation']})" if row["subpopulation"] else ""
        certainty = said("certainty", row["certainty"])
        what = f"{row['cause']}{who}, {row['intervention']}, {', '.join(row['stages'])}"
        told.append(
            f"{what}: {said('recommendation', row['recommendation'])}, certainty {certainty}, {row['directness']}."
        )
    return " ".join(told)


def _caption(frame: pd.DataFrame) -> str:
    how = frame["directness"].value_counts()
    spread = ", ".join(f"{how.get(word, 0)} {word}" for word in words("links", "directness"))
    # What the table says of itself, after the sentence that says what it holds.
    judged, untried = resource("links")["description"].split(". ")[-2:]
    graded = {field["name"]: field["description"] for field in resource("links")["schema"]["fields"]}
    told = [
        f"<strong>{escape(sentence(untried))}</strong> {escape(sentence(judged))}",
        f"Of these links {spread} ({escape(graded['directness'].rstrip('.'))}).",
        escape(graded["certainty"]),
        "Two or more signs in a cell: stages or subgroups. An empty cell: no link here, which is not a no.",
    ]
    cited = [source for ids in frame["source_ids"] for source in ids]
    if len(set(cited)) <= _MANY_SOURCES:
        told.append(f"Sources: {sources(cited)}.")
    else:
        told.append(escape(f"{len(set(cited))} sources: sp.interventions() names them, link by link."))
    return " ".join(told)
