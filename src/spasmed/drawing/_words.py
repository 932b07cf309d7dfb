"""How columns and words of the tables are said on a page."""

from __future__ import annotations

# The columns a reader sees, in the order of reading, and how each is headed; every other column stays in the frame.
LABELS = {
    "reading": "What",
    "value": "How much",
    "code": "Code",
    "code_title": "Title of the code",
    "ask": "Ask, in plain words",
    "flag": "The sign",
    "suspected_condition": "It may mean",
    "action": "What to do",
    "urgency": "How fast",
    "claim": "What the article says",
    "verdict": "Verdict",
    "teach_instead": "What the evidence supports",
    "evidence_level": "Kind of evidence",
    "name": "Name",
    "term": "Term",
    "definition": "Meaning",
    "not_to_be_confused_with": "Not the same as",
    "label": "Name",
    "guideline": "Guideline",
    "wording": "What it says",
    "grade": "Grade",
    "system": "List",
    "component": "Part of the ICF",
    "billable": "Can be billed",
    "excludes1": "Never coded beside it",
    "cause": "Cause",
    "intervention": "Intervention",
    "subpopulation": "For whom",
    "stages": "Stage",
    "recommendation": "Recommendation",
    "detail": "Detail",
    "item_type": "Kind",
    "population_stage": "Who",
    "outcome": "Outcome",
    "comparator": "Against",
    "estimate": "Effect",
    "ci_low": "95% CI from",
    "ci_high": "to",
    "unit": "Unit",
    "follow_up": "When",
    "category": "Kind",
    "level": "Level",
    "positions": "Position",
    "strengthens": "Strengthens",
    "stretches": "Stretches",
    "stabilizes": "Stabilizes",
    "emg": "Measured activity (EMG)",
    "dose": "Starting dose (editorial)",
    "cause_advice": "For this cause",
    "precautions": "Precautions",
    "stop_sign": "Stop sign",
    "reasons": "Why",
    "rule_ids": "Rules",
    "next_step": "Next step",
    "step_back": "One step back",
    "group": "Group",
    "origin": "Origin",
    "insertion": "Insertion",
    "innervation": "Nerve supply",
    "muscle": "Muscle",
    "side": "Side",
    "change_pct": "Length against standing (%)",
    "moved_pct": "Made by the movement (%)",
    "summary": "Measured",
    "certainty": "Certainty",
    "directness": "Directness",
    "rationale": "Why",
    "reference": "Reference",
    "study_type": "Kind of source",
    "seen": "Results read",
    "source_id": "Source",
    "source_ids": "Sources",
}

# Columns that hold sentences: they get room, and are not set in bold when they come first.
SENTENCES = {
    "ask",
    "claim",
    "teach_instead",
    "rationale",
    "action",
    "flag",
    "reference",
    "precautions",
    "reasons",
    "detail",
    "definition",
    "steps",
    "wording",
}

# What a reader looks for first in a row.
STRONG = {"verdict", "recommendation", "urgency"}

_PLAIN = {
    "icd-10-cm": "ICD-10-CM",
    "icf": "ICF",
    "True": "yes",
    "False": "no, a heading only",
    "emergency-same-day": "emergency: same day",
    "urgent-days": "urgent: within days",
    "soon-weeks": "soon: within weeks",
    "context": "read with the others",
    "no": "record only",
    "secondary": "in a second source",
}
_CODED = {
    "system",
    "billable",
    "urgency",
    "verdict",
    "recommendation",
    "certainty",
    "directness",
    "stages",
    "category",
    "positions",
    "seen",
    "item_type",
    "group",
}


def said(column: str, word: str) -> str:
    """A controlled word as a person says it: `no-good-evidence` -> "no good evidence"; other text unchanged."""
    if column not in _CODED:
        return word
    return _PLAIN.get(word, word.replace("-", " "))
