"""The first step of every case: the red flags. A case that must be referred ends here, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterable

from spasmed.drawing._figures import sentence
from spasmed.learning._cases import CaseRecord, Version
from spasmed.widgets._case_words import basis, debrief, joined
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._step import Mark, Step, Tone

URGENCY = (
    ("treat", "Treat: nothing asks for a referral"),
    ("refer-this-week", "Refer within this week"),
    ("refer-same-day", "Refer today"),
    ("refer-emergency", "Emergency now"),
)


def screen_step(case: CaseRecord, version: Version) -> Step:
    """Treat, or refer and how soon; the findings are given unless the learner works alone."""
    story: Story = [("Patient", case.vignette)]
    found: Story = [("Screen", sentence(case.red_flag_screen["findings"]))]
    if version == "worked":
        story = [*story, *found, ("Think of", "; ".join(h["hypothesis"] for h in _by_name(case.differential)))]
    elif version == "faded":
        story = [*story, *found]
    ends = case.referred
    after: Story = [*(found if version == "solo" else []), *(_referral(case) if ends else [])]
    marks = {}
    for name, _ in URGENCY:
        right = name == case.disposition
        tone: Tone = "right" if right else "partly" if _near(case.disposition, name) else "wrong"
        marks[name] = Mark(
            tone=tone,
            title=_screen_title(case, name, right),
            credit=1.0 if right else 0.5 if tone == "partly" else 0.0,
            says=_screen_reasons(case, name),
            after=after,
            ends=ends,
        )
    stem = "Red flags first: treat, or refer, and how soon?"
    return Step(id=f"{case.id}-screen", kind="single", stem=stem, before=story, options=URGENCY, marks=marks)


def _near(disposition: str, chosen: str) -> bool:
    """Sooner than needed is safe; a case that needs no referral gains nothing from one."""
    order = [name for name, _ in URGENCY]
    return disposition != "treat" and order.index(chosen) > order.index(disposition)


def _screen_title(case: CaseRecord, chosen: str, right: bool) -> str:
    if not case.referred:
        return "Yes: treat." if right else "No referral is needed."
    if right:
        return "Yes: the visit ends here."
    return "Stop. This case is referred." if chosen == "treat" else "Refer, but not then."


def _screen_reasons(case: CaseRecord, chosen: str) -> list[Cell]:
    found, decision = (sentence(case.red_flag_screen[key]) for key in ("findings", "decision"))
    said: list[Cell] = [[Part(text="Found", tone="stop" if case.referred else "info"), f" {found}"]]
    said.append([Part(text="Decision", tone="good"), f" {decision}"])
    if case.referred and chosen == "treat":
        said.insert(0, f"What was found is not a matter of muscle: {case.sinss['nature']}.")
    elif case.referred and chosen != case.disposition and not _near(case.disposition, chosen):
        said.insert(0, f"To {dict(URGENCY)[chosen].lower()} is too late here.")
    elif case.referred and chosen != case.disposition:
        said.insert(0, "Sooner than it needs to be: safe, but someone else waits longer.")
    elif not case.referred and chosen != "treat":
        said.insert(0, "Nothing in this screen asks for a referral; it would delay care and suggest danger.")
    return said


def _referral(case: CaseRecord) -> Story:
    """What happens instead of treatment, and what the case teaches."""
    first = case.differential[0]
    return [
        ("Most likely", f"{first['hypothesis']}. For: {first['for']}."),
        ("Do now", joined(basis(case, one) for one in case.interventions)),
        ("Tell the patient", case.advice),
        ("Avoid", sentence("; ".join(what for what, _, _ in case.avoid))),
        ("Week 2", " ".join(sentence(case.week2[key]) for key in ("expected", "decision", "if_not"))),
        ("Week 6", " ".join(sentence(case.week6[key]) for key in ("expected", "decision"))),
        *debrief(case),
    ]


def _by_name(differential: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(differential, key=lambda one: one["hypothesis"])
