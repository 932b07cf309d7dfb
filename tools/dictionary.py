"""Writes the data dictionary (data/README.md) out of the data package's own description.

    python tools/dictionary.py

The dictionary is generated so that it cannot drift: a test holds the file equal to what `dictionary` returns.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parents[1] / "data"

_HEAD = """\
This folder holds every fact of the course: one row, one statement, one source. This page is generated from
`datapackage.json` (a Frictionless Data Package); change the description there, not here.

**What this is, and is not.** {safety}

**License.** [{title}]({path}).

## How the tables are written

- CSV in UTF-8 without a byte order mark, commas, LF line ends, a header row; an empty cell means "not known"
  or "does not apply".
- The first column is `id`: permanent, unique, lower case with hyphens (`knee-to-chest-single`, `rf-10`). An
  id is never reused.
- A column ending in `_id` names one row of another table; a column ending in `_ids` names several.
- A list cell joins its values with a space, a bar and a space: `acute | subacute`.
- Prose cites one id in one pair of brackets: `[swain2020]` is a source, `[pos-04]` a claim.
- `seen` says whether the row was read where its source says it: `yes`, `secondary` (through a page that
  reports it), `no` (remembered, or not found). Rows with `seen` = `no` are not shown to students; they wait
  for someone who opens the source.
- Intervals are 95% unless the row says otherwise; units stand in the description or in a `unit` column.

## How to change a fact

1. Find the row by its `id` and change the cell in a plain text editor, or in a spreadsheet that saves UTF-8
   CSV with commas.
2. A new statement needs a source: add the row to `sources.csv` first, then its id to the row. Never leave a
   number without one.
3. Set `seen` honestly. If you did not open the source, write `no`.
4. Run `spasmed check`. It names file, row, column, value and what to do.
5. Read `review/review_log.csv` before you touch a safety row.

## What `spasmed check` catches

Each with file, row, column, value and what to do; the exit code is then 1. `spasmed check --fix` mends those marked
with a star, which change no fact.

{spoilings}
"""

# The ways a table is spoiled by a spreadsheet or in haste; tests/tables/test_spoilings.py plants each of them.
SPOILINGS = (
    "a byte-order mark*",
    "Windows line ends*",
    "semicolons between cells*",
    "another encoding*",
    "one letter of another encoding",
    "a space after a word*",
    "curly quotes*",
    "a list that became a date",
    "an id used twice",
    "a missing file",
    "an empty file",
    "a word the column does not know",
    "a source that is not there",
    "a cause that is not there",
    "a decimal comma",
    "an empty cell that must be filled",
    "a renamed column",
    "a number outside its interval",
    "a list with the wrong separator",
    "a row with a cell too many",
    "tabs between cells*",
    "a column that stands twice",
    "a heading without rows",
    "an id with a capital",
    "a quote that is never closed",
    "a NUL byte",
    "UTF-16",
    "nothing but a byte-order mark",
    "a merge that was not finished",
    "an empty lesson file",
    "a picture that is not there",
    "a picture of another size",
    "a picture that no row describes",
    "an exercise without its end picture",
    "a slider without a step",
    "a slider that ends below its start",
    "a step of 0",
    "a step that does not divide its range",
    "a slider that starts outside its range",
    "a choice of one",
    "a choice that names an option twice",
    "a default that is no option",
    "a choice with a range beside it",
    "a model without a primary control",
    "a model with two primary controls",
    "a primary control with too many positions",
    "a control named twice in its model",
    "a model without a prediction",
    "a prediction without controls",
    "an answer that is none of its options",
    "a model without its question",
    "a model with a single limit",
    "a model of grade D with controls",
    "a lesson that moves a model nobody has",
    "a lesson whose second model nobody has",
    "a lesson whose guess has no answer",
    "a rule that offers an exercise nobody has",
    "a rule that leaves out a position nobody has",
    "a rule without the number it needs",
    "a rule with a dose nobody knows",
    "a rule for a cause nobody has",
    "an order that forgets a category",
)


def _listed() -> str:
    return "\n".join(f"- {spoiling}" for spoiling in SPOILINGS)


def dictionary(package: dict[str, Any]) -> str:
    """The data dictionary as Markdown, ending in a newline.

    `package` is the parsed `datapackage.json`. The result lists every file, then every table with its columns
    (type, allowed values, meaning). The same package always gives the same text.
    """
    resources: list[dict[str, Any]] = package["resources"]
    tables = [r for r in resources if "schema" in r]
    others = [r for r in resources if "schema" not in r]
    license_ = package["licenses"][0]
    lines = [f"# {package['title']}", ""]
    lines += [
        _HEAD.format(safety=package["description"], title=license_["title"], path=license_["path"], spoilings=_listed())
    ]
    lines += ["## What is here", "", "| file | what it holds |", "| --- | --- |"]
    lines += [f"| [`{r['path']}`](#{r['name']}) | {r['title']} |" for r in tables]
    lines += [f"| `{r['path']}` | {_cell(r['description'])} |" for r in others]
    for resource in tables:
        lines += ["", *_table(resource)]
    return "\n".join(lines) + "\n"


def _table(resource: dict[str, Any]) -> list[str]:
    schema = resource["schema"]
    keys = schema.get("foreignKeys", [])
    targets = {key["fields"][0]: key["reference"]["resource"] or resource["name"] for key in keys}
    lines = [f"## {resource['name']}", "", f"`{resource['path']}`. {resource['description']}", ""]
    lines += ["| column | type | allowed | meaning |", "| --- | --- | --- | --- |"]
    for field in schema["fields"]:
        kind = f"list of {field['type']}" if field.get("list") else field["type"]
        allowed = _allowed(field, targets.get(field["name"]))
        lines.append(f"| `{field['name']}` | {kind} | {allowed} | {_cell(field['description'])} |")
    return lines


def _allowed(field: dict[str, Any], target: str | None) -> str:
    """Every rule of a column in words: required, unique, which values, which range, which table."""
    rules = field.get("constraints", {})
    words = [word for word in ("required", "unique") if rules.get(word)]
    values = rules.get("enum") or field.get("listEnum")
    if values:
        words.append(", ".join(f"`{value}`" for value in values))
    if target is None and "references" in field:
        target = field["references"]["resource"]
    if target is not None:
        words.append(f"id of [{target}](#{target})")
    if "minimum" in rules and "maximum" in rules:
        words.append(f"{rules['minimum']} to {rules['maximum']}")
    elif "minimum" in rules:
        words.append(f"at least {rules['minimum']}")
    elif "maximum" in rules:
        words.append(f"at most {rules['maximum']}")
    if "pattern" in rules and field["name"] != "id":
        words.append(f"pattern `{_cell(rules['pattern'])}`")
    return "; ".join(words)


def _cell(text: str) -> str:
    """Text that is safe inside a Markdown table cell."""
    return text.replace("|", "\\|")


def main() -> None:
    """Write data/README.md anew."""
    package = json.loads((_DATA / "datapackage.json").read_text(encoding="utf-8"))
    (_DATA / "README.md").write_text(dictionary(package), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
