"""Filter rows by facets: Python's pure functions make every row set, the browser unites and intersects them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal, NoReturn

import pandas as pd
import traitlets

from spasmed.reasoning import fold, listed
from spasmed.tables import unknown
from spasmed.widgets._cells import Story, html_cell, plain_cell, story_data
from spasmed.widgets._gate import Gate
from spasmed.widgets._player import Player

PAGE_ROWS = 50  # rows drawn before "Show 50 more"
TWIN_ROWS = 15  # rows of the static table: enough to see what it is, little enough to read past
PICTURE_SIZE = (144, 108)  # of the picture beside a row, in pixels: its room is kept before it is there


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a facet. `words` are other names it is found by; `group` is the small heading it stands under."""

    id: str
    label: str
    group: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One filter. `any`: a unit may have one of the chosen options; `all`: it must have each of them."""

    id: str
    label: str
    options: Sequence[Option]
    mode: Literal["any", "all"] = "any"
    open: bool = False


class Facets(Player):
    """Rows of a table, narrowed by facets.

    Args:
        name: kebab-case name of the player, used by pages and tests to find it.
        caption: the heading a reader sees.
        noun: what the rows are, in the plural ("exercises").
        rows: one row per thing shown, in the order shown; the index holds unique row ids, the columns are the headings,
            the values are `Cell`s. Anything safety depends on belongs here, not in `details`.
        facets: the filters, in the order shown.
        select: the pure function asked once per option: `select(muscle=["multifidus"])` -> ids of the units it keeps.
        answer: the pure function behind `.result`, called with the chosen options of every facet in use.
        units: what options select when that is finer than a row (an exercise's muscle in one role): unit id -> row id.
            A row is shown when one of its units passes every facet. Left out: each row is one unit.
        key: the column of `answer`'s frame that holds row ids.
        wide: headings of the columns that hold sentences.
        details: row id -> its `Story`, folded below the row until opened.
        pictures: row id -> the data URI of a small picture. It stands beside the name and repeats what the row says,
            so it has no words of its own. A row may have none.
        gate: asked before anything is shown.
        value: what is chosen at first, as {facet: option or options}.

    `select` must unite the options of an "any" facet and intersect everything else; a property test should hold it to
    that. Every facet is also an attribute: `finder.muscle = "multifidus"` chooses, `finder.muscle` reads.
    """

    # Apart from `data`, so that nothing that is sent later carries them again.
    pictures = traitlets.Dict(help="a small picture for each row, or none; written by Python only").tag(sync=True)
    _page_traits = ("kind", "data", "value", "pictures")

    def __init__(
        self,
        *,
        name: str,
        caption: str,
        noun: str,
        rows: pd.DataFrame,
        facets: Sequence[Facet],
        select: Callable[..., Iterable[str]],
        answer: Callable[..., pd.DataFrame],
        units: pd.Series | None = None,
        key: str = "id",
        wide: Sequence[str] = (),
        details: Mapping[str, Story] | None = None,
        pictures: Mapping[str, str] | None = None,
        gate: Gate | None = None,
        value: Mapping[str, str | Sequence[str]] | None = None,
    ) -> None:
        self._answer, self._rows, self._key, self._pictures = answer, rows, key, pictures or {}
        self._facets = {facet.id: facet for facet in facets}
        self._gate = gate
        if taken := sorted(set(self._facets) & ({"gate"} | set(dir(type(self))))):
            raise ValueError(f"A facet cannot be called {taken[0]!r}: the widget already uses this name. Rename it.")
        unit_row = pd.Series(rows.index, index=rows.index) if units is None else units
        unit_at = {unit: i for i, unit in enumerate(unit_row.index)}
        row_at = {row: i for i, row in enumerate(rows.index)}
        if len(lost := rows.index.difference(pd.Index(unit_row))):
            raise ValueError(f"Row {lost[0]!r} has no unit, so nothing could ever show it. Give it one in `units`.")
        data: dict[str, Any] = {
            "name": name,
            "caption": caption,
            "noun": noun,
            "page": PAGE_ROWS,
            "columns": [{"label": column, "wide": column in wide} for column in rows.columns],
            "rows": [[plain_cell(cell) for cell in row] for row in rows.itertuples(index=False)],
            "facets": [_facet_data(facet, select, unit_at) for facet in facets],
        }
        if units is not None:
            data["unit_row"] = [row_at[row] for row in units]
        if details is not None:
            data["details"] = [story_data(details.get(row, ())) for row in rows.index]
        if gate is not None:
            data["gate"] = asdict(gate)
        super().__init__(kind="facets", data=data, pictures=_beside(rows.index, pictures), value=dict(value or {}))

    # -- choosing

    def check(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` with every facet present and options in the facet's order; unknown names raise ValueError."""
        for name in value:
            if name not in self._facets and not (name == "gate" and self._gate):
                raise unknown("filter", name, self._facets)
        full: dict[str, Any] = {}
        if self._gate:
            full["gate"] = self._gate.reply(value)
        for facet in self._facets.values():
            wanted = value.get(facet.id) or ()
            names = {fold(name): option.id for option in facet.options for name in (option.id, option.label)}
            known = [option.id for option in facet.options]
            chosen = {names[fold(word)] if fold(word) in names else _refused(facet, word) for word in listed(wanted)}
            full[facet.id] = [option for option in known if option in chosen]
        return full

    _kind_of_control = "filter"

    def _controls(self) -> Collection[str]:
        return self._facets

    # -- the answer and its forms

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The options of every facet in use."""
        return {name: list(self.value[name]) for name in self._facets if self.value[name]}

    @property
    def result(self) -> pd.DataFrame:
        """The rows that fit what is chosen, as the pure function returns them; none after the gate said stop."""
        found = self._answer(**self.chosen)
        return found.iloc[:0] if self.value.get("gate") == "stop" else found

    def text(self) -> str:
        """The choice and the number of rows it leaves, in one line."""
        choice = ", ".join(f"{name}={'+'.join(options)}" for name, options in self.chosen.items()) or "no filter"
        return f"{self.data['caption']}: {choice}; {self._status()}"

    def twin(self) -> str:
        """Heading, the gate's questions, the choice in words, and the rows as a table."""
        left = ' style="text-align:left"'
        top = ' style="text-align:left; vertical-align:top"'
        parts = [f"<figcaption{left}><strong>{escape(self.data['caption'])}</strong></figcaption>"]
        if self._gate:
            parts.append(self._gate.html(self.value["gate"]))
            if self.value["gate"] == "stop":
                return "".join(parts)
        shown = self._shown()
        head = "".join(f'<th scope="col"{top}>{escape(str(column))}</th>' for column in shown.columns)
        body = "".join(
            f'<tr><th scope="row"{top}>{html_cell(first)}{self._img(row)}</th>'
            + "".join(f"<td{top}>{html_cell(cell)}</td>" for cell in cells)
            + "</tr>"
            for row, first, *cells in shown.head(TWIN_ROWS).itertuples()
        )
        parts.append(
            f"<table><caption{left}>{escape(self._words())}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        cut = f"The first {TWIN_ROWS} rows are printed here. " if len(shown) > TWIN_ROWS else ""
        parts.append(f"<p>{cut}To choose for yourself, run this page.</p>")
        return "".join(parts)

    def _img(self, row: str) -> str:
        """The picture beside a row of the twin, or nothing."""
        if not (picture := self._pictures.get(row)):
            return ""
        width, height = PICTURE_SIZE
        style = 'loading="lazy" decoding="async" style="display:block"'
        return f'<img src="{escape(picture)}" width="{width}" height="{height}" alt="" {style}/>'

    def _shown(self) -> pd.DataFrame:
        return self._rows[self._rows.index.isin(self.result[self._key])]

    def _status(self) -> str:
        return f"{len(self._shown()):,} of {len(self._rows):,} {self.data['noun']}"

    def _words(self) -> str:
        """The choice as a reader would say it."""
        said = []
        for facet in self._facets.values():
            labels = [option.label for option in facet.options if option.id in self.value[facet.id]]
            if labels:
                said.append(f"{facet.label}: {(' or ' if facet.mode == 'any' else ' and ').join(labels)}")
        return f"{self._status()}. {'; '.join(said) or 'No filter chosen'}."


def _refused(facet: Facet, word: str) -> NoReturn:
    raise unknown(facet.id, word, [o.id for o in facet.options], [o.label for o in facet.options])


def _beside(rows: pd.Index, pictures: Mapping[str, str] | None) -> dict[str, Any]:
    """The pictures for the browser: their size, and one for each row in order, "" where there is none."""
    if not pictures:
        return {}
    if lost := [row for row in pictures if row not in rows]:
        raise ValueError(f"A picture stands for row {lost[0]!r}, which is no row. Use an id of `rows`.")
    if far := [row for row, picture in pictures.items() if not picture.startswith("data:image/")]:
        raise ValueError(f"The picture of row {far[0]!r} is no data URI of an image, so a page could not carry it.")
    return {"size": PICTURE_SIZE, "of_rows": [pictures.get(row, "") for row in rows]}


def _facet_data(facet: Facet, select: Callable[..., Iterable[str]], unit_at: Mapping[Any, int]) -> dict[str, Any]:
    """One facet for the browser: every option with the positions of the units that Python selects for it."""
    options = []
    for option in facet.options:
        units = sorted({unit_at[unit] for unit in select(**{facet.id: [option.id]})})
        words = {name: text for name, text in (("group", option.group), ("words", option.words)) if text}
        options.append({"id": option.id, "label": option.label, **words, "units": units})
    return {"id": facet.id, "label": facet.label, "mode": facet.mode, "open": facet.open, "options": options}
