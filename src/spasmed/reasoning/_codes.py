"""Classification codes by cause: what is written in a record, never what proves a cause."""

from __future__ import annotations

import pandas as pd

from spasmed.reasoning._choose import Words, chosen
from spasmed.reasoning._links import cause_names
from spasmed.tables import load, words

# The first letter of an ICF code names its component; that of an ICD-10-CM code names a chapter, and is not used here.
_COMPONENTS = {"b": "body functions", "s": "body structures", "d": "activities and participation"}
_ALSO = {"activities": ("activities and participation",), "participation": ("activities and participation",)}
_RED_FLAG = "none: a red flag"
_COLUMNS = [
    "id",
    "code",
    "code_title",
    "system",
    "component",
    "billable",
    "excludes1",
    "cause_id",
    "cause",
    "topic",
    "source_id",
    "seen",
    "seen_note",
]


def codes(*, cause: Words = None, system: Words = None, topic: Words = None, component: Words = None) -> pd.DataFrame:
    """Codes for a record: `sp.codes(cause="poor-posture", system="icd-10-cm")`.

    One row a code of a cause or of the red flags, the red flags first; a code stands once for each cause it is used
    with. Filters: `cause`, `system` ("icd-10-cm", "icf"), `topic` ("cause", "red-flags"), and for the ICF `component`
    ("body functions", "body structures", "activities and participation").

    Columns: id, code, code_title, system, component ("" for ICD-10-CM), billable (True, False for a header, empty for
    the ICF), excludes1 (tuple: what must not be coded beside it), cause_id, cause ("none: a red flag" for those),
    topic, source_id, seen ("yes", or "secondary": read in a page that reports the list), seen_note. Rows nobody read
    are left out. A code describes; it proves no cause. Raises SpasmedError with the closest match for an unknown word.
    Sources: the ICD-10-CM tabular list of April 2026; ICF titles from second sources, to be checked against the WHO's.
    """
    frame = load("codes").rename(columns={"title": "code_title"})
    labels = load("causes").set_index("id")["label"]
    frame["cause"] = frame["cause_id"].map(labels).fillna(_RED_FLAG)
    frame["component"] = frame["code"].str[0].map(_COMPONENTS).where(frame["system"] == "icf").fillna("")
    if asked := chosen("cause", cause, cause_names()):
        frame = frame[frame["cause_id"].isin(asked)]
    if asked := chosen("system", system, words("codes", "system")):
        frame = frame[frame["system"].isin(asked)]
    if asked := chosen("topic", topic, words("codes", "topic")):
        frame = frame[frame["topic"].isin(asked)]
    names = {name: (name,) for name in _COMPONENTS.values()} | _ALSO
    if asked := chosen("component", component, names):
        frame = frame[frame["component"].isin(asked)]
    first = frame.sort_values("topic", key=lambda topics: topics != "red-flags", kind="stable")
    return first[_COLUMNS].reset_index(drop=True)
