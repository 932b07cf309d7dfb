"""`Trial`: the article's statements, judged one at a time, each beside the verdict of the course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from random import Random
from typing import Any

from spasmed.learning import lesson as _brief
from spasmed.reasoning import claims, vocabulary
from spasmed.reasoning._choose import Words
from spasmed.tables import SpasmedError, records
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._cited import cited
from spasmed.widgets._question import Question
from spasmed.widgets._quiz import lesson_id
from spasmed.widgets._step import Mark, Step, Tone

MANY = 8  # statements of a mixed trial
NEIGHBOR = 0.5  # what the verdict next to ours earns
# From true to false. What the article leaves out lies on no such line, so an omission has no neighbor.
LINE = ("supported", "qualified", "no-good-evidence", "contradicted")
LEAD = (
    "Give each statement of the article a verdict, and say how sure you are. Supported, qualified, no good evidence "
    "and contradicted stand in a row: our verdict earns one point, the one next to it half a point. Omission stands "
    "alone."
)
AWAKE = "Your verdicts are not written to your record; they last while this notebook runs."
ASLEEP = "Without Python no verdict that is given here is kept."
TITLES: dict[Tone, str] = {"right": "Our verdict too.", "partly": "Next to our verdict.", "wrong": "Not our verdict."}
_HINT = "(omission) "  # how the table opens some statements; here it would give the answer away


class Trial(Question):
    """The article on trial: `sp.Trial(section="Poor Posture")`, `sp.Trial(lesson="posture")`, `sp.Trial()`.

    Args:
        section: headings of the article; every statement under them is judged.
        lesson: id or name of a lesson; the statements it discusses are judged.
        many: without section and lesson, so many statements from all over the article.
        seed: another seed gives another order, and without section and lesson other statements.

    A verdict is one of supported, qualified, no-good-evidence, contradicted, omission. After it stand our verdict,
    what to teach instead, the kind of evidence and the sources. On the line from supported to contradicted the verdict
    next to ours earns half a point. `.result` has a row for each verdict: item_id (the claim), response, correct,
    credit (0, 0.5 or 1), confidence, slip (not asked here). Nothing is written to the learner's record.
    Raises SpasmedError with the closest match for an unknown section or lesson. Source: data/clinical/claims.csv.
    """

    def __init__(self, section: Words = None, *, lesson: str | None = None, many: int = MANY, seed: int = 0) -> None:
        if section is not None and lesson is not None:
            raise SpasmedError('Name a section, as in Trial(section="Poor Posture"), or a lesson, and not both.')
        if many < 1:
            raise SpasmedError(f"A trial judges at least one statement, not {many}.")
        chosen, about, name = _chosen(section, lesson, many, seed)
        super().__init__(
            name=f"trial-{name}",
            caption=f"The article on trial: {about}",
            lead=LEAD,
            steps=[step(claim) for claim in chosen],
            slips=(),  # a verdict is judged, not recalled
            awake=AWAKE,
            asleep=ASLEEP,
        )


def _chosen(section: Words, lesson: str | None, many: int, seed: int) -> tuple[list[dict[str, Any]], str, str]:
    """The claims to judge in their order, what they are about, and the same as part of a name."""
    if lesson is not None:
        found = lesson_id(lesson)
        title = _brief(found)["title"].removesuffix(": the article on trial")  # the caption says it already
        return _shuffled(records(claims(lesson=found)), f"{found} {seed}"), title, found
    if section is not None:
        rows = records(claims(section=section))
        named = list(dict.fromkeys(row["section"] for row in rows))
        return _shuffled(rows, f"{named} {seed}"), "; ".join(named), "section"
    return _mixed(many, seed), "statements of every kind", "mixed"


def _mixed(many: int, seed: int) -> list[dict[str, Any]]:
    """Claims of the sections in turn, so that neighbors come from different sections."""
    under: dict[str, list[dict[str, Any]]] = {}
    for claim in _shuffled(records(claims()), f"claims {seed}"):
        under.setdefault(claim["section"], []).append(claim)
    return [claim for claim in chain.from_iterable(zip_longest(*under.values())) if claim][:many]


def _shuffled(rows: Sequence[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
    mixed = list(rows)
    Random(seed).shuffle(mixed)  # noqa: S311  (an order, not a secret)
    return mixed


def step(claim: Mapping[str, Any]) -> Step:
    """A claim as a step of the player, every verdict marked; the verdicts always stand in the same order."""
    meant = {row["word"]: row for row in records(vocabulary("verdict"))}
    return Step(
        id=claim["id"],
        kind="single",
        stem=claim["claim"].removeprefix(_HINT),
        before=[("Section of the article", claim["section"])],
        options=[(word, f"{row['label']}: {row['meaning']}") for word, row in meant.items()],
        marks={word: _mark(claim, word, meant) for word in meant},
    )


def credit(ours: str, given: str) -> float:
    """1 for our verdict, half for the one next to it on the line from supported to contradicted, else 0."""
    if given == ours:
        return 1.0
    if ours in LINE and given in LINE and abs(LINE.index(ours) - LINE.index(given)) == 1:
        return NEIGHBOR
    return 0.0


def _mark(claim: Mapping[str, Any], given: str, meant: Mapping[str, Mapping[str, Any]]) -> Mark:
    ours = claim["verdict"]
    earned = credit(ours, given)
    tone: Tone = "right" if earned == 1 else "partly" if earned else "wrong"
    says: list[Cell] = []
    if given != ours:
        says = [
            [Part(text="Your verdict", tone="info"), f" {meant[given]['label']}: {meant[given]['meaning']}"],
            [Part(text="Our verdict", tone="good"), f" {meant[ours]['label']}: {meant[ours]['meaning']}"],
        ]
    teach = "Teach" if ours == "supported" else "Teach instead"
    says.append([Part(text=teach, tone="good"), f" {claim['teach_instead']}"])
    after: Story = [("Kind of evidence", claim["evidence_level"])]
    if claim["source_ids"]:
        after = [*after, ("Sources", cited(claim["source_ids"]))]
    return Mark(tone=tone, title=TITLES[tone], credit=earned, says=says, after=after)
