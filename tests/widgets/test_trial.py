"""Trial: every statement of the article is marked by its own verdict, and no verdict goes without its reason."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

import spasmed as sp
from spasmed import tables
from spasmed.learning.record import Record
from spasmed.reasoning import vocabulary
from spasmed.tables import _load
from spasmed.widgets import _trial
from spasmed.widgets._cells import Cell, Story

CLAIMS = tables.records(sp.claims())
VERDICTS = tables.words("claims", "verdict")


def plain(cells: Sequence[Cell] | Story) -> str:
    """Cells as the text a reader sees."""
    parts = [part for cell in cells for part in ([cell] if isinstance(cell, str) else cell)]
    return " ".join(getattr(part, "text", str(part)) for part in parts)


def order(trial: sp.Trial) -> list[str]:
    return [step["id"] for step in trial.data["steps"]]


def test_all_claims_can_be_judged_and_their_own_verdict_alone_is_right() -> None:
    assert len(CLAIMS) == 128
    for claim in CLAIMS:
        step = _trial.step(claim)
        assert [name for name, _ in step.options] == list(vocabulary("verdict")["word"])
        right = [word for word in VERDICTS if (mark := step.mark(word)) and mark.tone == "right" and mark.credit == 1]
        assert right == [claim["verdict"]], claim["id"]


def test_every_verdict_is_answered_with_what_to_teach_the_evidence_and_the_sources() -> None:
    ours = dict(vocabulary("verdict")[["word", "label"]].itertuples(index=False))
    for claim in CLAIMS:
        step = _trial.step(claim)
        for word in VERDICTS:
            mark = step.mark(word)
            assert mark is not None
            said = plain(mark.says)
            assert claim["teach_instead"] in said, claim["id"]
            assert ("Our verdict" in said and ours[claim["verdict"]] in said) is (word != claim["verdict"])
            after = dict(mark.after)
            assert after["Kind of evidence"] == claim["evidence_level"]
            linked = [part.text for part in after.get("Sources", ()) if not isinstance(part, str)]
            assert linked == list(claim["source_ids"])


@pytest.mark.parametrize(
    ("ours", "given", "credit"),
    [
        ("supported", "supported", 1),
        ("supported", "qualified", 0.5),
        ("qualified", "supported", 0.5),
        ("qualified", "no-good-evidence", 0.5),
        ("no-good-evidence", "contradicted", 0.5),
        ("contradicted", "no-good-evidence", 0.5),
        ("supported", "no-good-evidence", 0),
        ("contradicted", "qualified", 0),
        ("contradicted", "supported", 0),
        ("omission", "omission", 1),
        ("omission", "contradicted", 0),
        ("contradicted", "omission", 0),
    ],
)
def test_the_neighbor_on_the_line_earns_half_and_an_omission_has_none(ours: str, given: str, credit: float) -> None:
    assert _trial.credit(ours, given) == credit


def test_every_verdict_word_is_on_the_line_or_the_omission() -> None:
    assert {*_trial.LINE, "omission"} == set(VERDICTS) == set(vocabulary("verdict")["word"])


def test_a_statement_does_not_tell_its_verdict_before_it_is_judged() -> None:
    for claim in CLAIMS:
        step = _trial.step(claim)
        assert "omission" not in f"{step.stem} {plain([text for _, text in step.before])}".casefold(), claim["id"]


def test_a_section_is_judged_whole_and_in_an_order_of_its_own_for_each_seed() -> None:
    wanted = list(sp.claims(section="Stretching Exercises")["id"])
    first, again, other = (order(sp.Trial(section="Stretching Exercises", seed=seed)) for seed in (0, 0, 1))
    assert sorted(first) == sorted(other) == sorted(wanted)
    assert first == again != other
    assert first != wanted, "the order of the article would tell nothing, but it is not the one promised"


def test_a_lesson_is_judged_by_the_claims_of_its_brief() -> None:
    wanted = sorted(sp.claims(lesson="cause-posture")["id"])
    for name in ("cause-posture", "posture"):
        trial = sp.Trial(lesson=name)
        assert sorted(order(trial)) == wanted
        assert trial.data["caption"] == "The article on trial: Posture"
    own = sp.Trial(lesson="practice-article-on-trial")
    assert own.data["caption"] == "The article on trial: Critical reading"


def test_without_words_it_takes_statements_from_all_over_the_article() -> None:
    section = {claim["id"]: claim["section"] for claim in CLAIMS}
    ids = order(sp.Trial())
    assert len(ids) == _trial.MANY
    assert len({section[one] for one in ids}) == _trial.MANY
    assert order(sp.Trial()) == ids != order(sp.Trial(seed=1))
    assert sorted(order(sp.Trial(many=1000))) == sorted(section)


def test_a_claim_nobody_read_in_its_source_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def marked(name: str) -> pd.DataFrame:
        frame = read(name)
        return frame.assign(seen=frame["id"].map({"pos-04": "no"}).fillna("yes")) if name == "claims" else frame

    read = _load._read
    monkeypatch.setattr(_load, "_read", marked)
    monkeypatch.setattr(_load, "_read_in_source", _load._read_in_source.__wrapped__)  # past what was kept of it
    assert sorted(order(sp.Trial(section="Poor Posture"))) == ["pos-01", "pos-02", "pos-03", "pos-05"]


def test_the_result_has_a_row_for_each_verdict() -> None:
    trial = sp.Trial(section="Poor Posture")
    ours = dict(sp.claims(section="Poor Posture")[["id", "verdict"]].itertuples(index=False))
    for name in order(trial):
        trial.answer(ours[name], "Sure")
    assert trial.result["credit"].tolist() == [1.0] * 5
    assert list(trial.result.columns) == ["item_id", "response", "correct", "credit", "confidence", "slip"]
    assert trial.text() == "The article on trial: Poor Posture: 5 of 5 answered, 5 right"


def test_before_it_is_run_every_verdict_is_folded() -> None:
    (claim,) = [one for one in CLAIMS if one["id"] == "pos-05"]
    opened, *folded = sp.Trial(section="Poor Posture").twin().split("<details>")
    shown = "".join(part.partition("</details>")[2] for part in folded) + opened
    hidden = "".join(part.partition("</details>")[0] for part in folded)
    assert claim["claim"] in shown.replace("&#x27;", "'")
    assert "Teach instead" in hidden
    assert "Teach instead" not in shown


def test_the_rule_of_half_a_point_is_said() -> None:
    assert "the one next to it half a point" in sp.Trial().data["lead"]


def test_nothing_goes_to_the_record(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "home"))
    record = Record.open().start()
    trial = sp.Trial(section="Poor Posture")
    trial.answer("qualified", "Sure")
    assert list(record.statements()) == []
    assert "not written to your record" in str(trial.data.get("awake") or _trial.AWAKE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"section": "Por Posture"}, r'no section "Por Posture"\. Did you mean "Poor Posture"'),
        ({"lesson": "postur"}, 'no lesson "postur"'),
        ({"section": "Age", "lesson": "posture"}, "not both"),
        ({"many": 0}, "at least one statement"),
    ],
)
def test_what_cannot_be_judged_is_a_sentence(words: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sp.Trial(**words)
