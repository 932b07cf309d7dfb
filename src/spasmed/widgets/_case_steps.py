"""The steps of a case: each stage shown or asked, with a reason for every option that its data give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random
from typing import Any

from spasmed.learning._cases import STAGES, CaseRecord, Stage, Version, asked, cases
from spasmed.widgets._case_screen import screen_step
from spasmed.widgets._case_words import basis, capital, debrief, dose, measured, parts, so_far
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._cited import cited
from spasmed.widgets._step import Mark, Step, Tone, response_key

TITLES: dict[Tone, str] = {"right": "As in the case.", "partly": "Partly as in the case.", "wrong": "Not in this case."}
IRRITABILITY = (("low", "Low"), ("moderate", "Moderate"), ("high", "High"))
STAGE = (
    ("acute", "Acute (less than 6 weeks)"),
    ("subacute", "Subacute (6 to 12 weeks)"),
    ("chronic", "Chronic (more than 12 weeks)"),
)
WEEK2 = (
    ("progress", "Progress the plan"),
    ("hold", "Hold the plan as it is"),
    ("step-back", "Step back"),
    ("refer", "Refer"),
)
CLOSED = "The referral ended this case"
Option = tuple[str, str, float, Sequence[Cell]]  # id, text, credit if chosen alone (1 right, 0 wrong), reasons


def steps(case: CaseRecord, version: Version, *, seed: int = 0) -> list[Step]:
    """What a learner sees of this case in this version, one after another; a referral ends it at the first."""
    chosen = asked(version)
    built = [screen_step(case, version)]
    if case.referred:
        # As many steps as a case that is treated: their number must not tell who is referred. None is ever reached.
        return [*built, *(Step(id=f"{case.id}-{name}", kind="read", stem=CLOSED) for name in (*STAGES[1:], "debrief"))]
    for stage in STAGES[1:]:
        step = _ask(case, stage, seed)
        built.append(step if stage in chosen else _told(case, stage, step))
    return [*built, Step(id=f"{case.id}-debrief", kind="read", stem="What the case teaches", before=debrief(case))]


# -- the stages of a case that is treated


def _ask(case: CaseRecord, stage: Stage, seed: int) -> Step:
    """The stage as a question."""
    if stage == "irritability":
        before: Story = [
            ("Severity", case.sinss["severity"]),
            ("Asked how it settles", capital(case.clue("irritability"))),
        ]
        return _single(case, stage, "How irritable is it?", before, _levels(case, "irritability", IRRITABILITY))
    if stage == "stage":
        before = [("Asked since when", capital(case.clue("stage"))), ("Course", capital(case.sinss["stability"]))]
        return _single(case, stage, "Which stage is it?", before, _levels(case, "stage", STAGE))
    if stage == "hypothesis":
        options: list[Option] = [
            (f"h{n}", h["hypothesis"], float(n == 0), [f"For: {h['for']}. Against: {h['against']}."])
            for n, h in enumerate(case.differential)
        ]
        # All that is weighed stands beside the question: nobody should have to turn back for it.
        before = [("Patient", case.vignette), ("Examination", case.examination)]
        return _single(case, stage, "Which hypothesis fits best?", before, _mixed(case, stage, options, seed))
    if stage == "interventions":
        options = [(f"i{n}", one["name"], 1.0, [basis(case, one)]) for n, one in enumerate(case.interventions)]
        options += [
            (f"a{n}", capital(what), 0.0, [[f"{capital(what)}: {why} ", *cited(ids)]])
            for n, (what, why, ids) in enumerate(case.avoid)
        ]
        function = "; ".join(f"{key}: {text}" for key, text in case.icf.items())
        before = [*so_far(case), ("Function", f"{capital(function)}.")]
        return _multiple(case, stage, "Which of these belong in the plan?", before, _mixed(case, stage, options, seed))
    if stage == "program":
        options = [(f"p{n}", one["exercise"], 1.0, [dose(one)]) for n, one in enumerate(case.program)]
        options += [
            (f"n{n}", one["exercise"], 0.0, [[f"{one['exercise']}: {one['because']} ", *cited(one["source_ids"])]])
            for n, one in enumerate(case.not_yet)
        ]
        return _multiple(case, stage, "Which exercises fit now?", so_far(case), _mixed(case, stage, options, seed))
    if stage == "week2":
        return _single(case, stage, "Week 2: what now?", measured(case, "w0", "w2"), _week2(case))
    options = [(case.id, capital(case.week6["decision"]), 1.0, [f"Expected: {case.week6['expected']}."])]
    for other in _others(case):
        why = f"This is the decision for “{other.title}”: {other.sinss['nature']}."
        options.append((other.id, capital(other.week6["decision"]), 0.0, [why]))
    before = measured(case, "w0", "w6")
    return _single(case, stage, "Week 6: which decision is this patient's?", before, _mixed(case, stage, options, seed))


def _levels(case: CaseRecord, part: Any, levels: Iterable[tuple[str, str]]) -> list[Option]:
    level = case.level(part)
    return [(name, text, float(name == level), [f"{capital(case.clue(part))}: {level}."]) for name, text in levels]


def _week2(case: CaseRecord) -> list[Option]:
    week = case.week2
    credit = {week["choice"]: 1.0, week.get("also", ""): 0.5}
    numbers, decision = f"Expected: {week['expected']}.", f"Decision: {week['decision']}."
    return [
        (name, text, credit.get(name, 0.0), [numbers, decision, f"Otherwise: {week['if_not']}."])
        for name, text in WEEK2
    ]


def _others(case: CaseRecord, many: int = 3) -> list[CaseRecord]:
    """The treated cases that follow this one in the file, from the start again after the last."""
    treated = [one for one in cases() if not one.referred]
    at = [one.id for one in treated].index(case.id)
    return [treated[(at + n) % len(treated)] for n in range(1, many + 1)]


def _told(case: CaseRecord, stage: Stage, step: Step) -> Step:
    """The same stage with its answer, only read."""
    told: list[tuple[str, str | Sequence[str | Part]]] = list(step.before)
    if stage in ("irritability", "stage"):
        told.append((capital(stage), capital(case.sinss[stage])))
    elif stage == "interventions":
        told += [(one["name"], parts(basis(case, one))) for one in case.interventions]
        told += [("Avoid", "; ".join(f"{what} ({why.rstrip('.')})" for what, why, _ in case.avoid))]
    elif stage == "week2":
        week = case.week2
        told += [("Decision", capital(week["decision"])), ("Otherwise", capital(week["if_not"]))]
    else:
        told.append(("Decision", capital(case.week6["decision"])))
    heads = {"interventions": "The plan", "week2": "Week 2", "week6": "Week 6"}
    return Step(id=step.id, kind="read", stem=heads.get(stage, capital(stage)), before=told)


# -- pieces


def _single(case: CaseRecord, stage: str, stem: str, before: Story, options: Sequence[Option]) -> Step:
    best = max(options, key=lambda option: option[2])
    marks = {}
    for name, _, credit, reasons in options:
        tone = _tone(credit)
        says: list[Cell] = list(reasons)
        if credit < 1 and reasons != best[3]:
            says += [[Part(text="In the case", tone="good"), f" {best[1]}"], *best[3]]
        elif credit < 1:
            says.insert(0, [Part(text="In the case", tone="good"), f" {best[1]}"])
        marks[name] = Mark(tone=tone, title=TITLES[tone], credit=credit, says=says)
    shown = [(name, text) for name, text, _, _ in options]
    return Step(id=f"{case.id}-{stage}", kind="single", stem=stem, before=before, options=shown, marks=marks)


def _multiple(case: CaseRecord, stage: str, stem: str, before: Story, options: Sequence[Option]) -> Step:
    """Every set of options is marked: hits less false ones over all that belong, and each option with its reason."""
    ids = [name for name, *_ in options]
    right = {name for name, _, credit, _ in options if credit}
    reasons = {name: list(why) for name, _, _, why in options}
    marks = {}
    for chosen in (set(some) for n in range(1, len(ids) + 1) for some in combinations(ids, n)):
        credit = max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))
        says: list[Cell] = []
        for word, tone, names in (
            ("Belongs", "good", chosen & right),
            ("Does not belong", "stop", chosen - right),
            ("Missing", "info", right - chosen),
        ):
            for name in (one for one in ids if one in names):
                says += [[Part(text=word, tone=tone), " ", *parts(reasons[name][0])]]  # type: ignore[arg-type]
        verdict = _tone(credit)
        marks[response_key("multiple", sorted(chosen))] = Mark(
            tone=verdict, title=TITLES[verdict], credit=credit, says=says
        )
    shown = [(name, text) for name, text, _, _ in options]
    return Step(id=f"{case.id}-{stage}", kind="multiple", stem=stem, before=before, options=shown, marks=marks)


def _mixed(case: CaseRecord, stage: str, options: Sequence[Option], seed: int) -> list[Option]:
    """In an order that says nothing, the same each time for one seed."""
    mixed = list(options)
    Random(f"{case.id} {stage} {seed}").shuffle(mixed)  # noqa: S311  (an order, not a secret)
    return mixed


def _tone(credit: float) -> Tone:
    return "right" if credit == 1 else "partly" if credit else "wrong"
