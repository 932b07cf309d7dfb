"""Case: every patient in every version, stopped where red flags end the visit, and nothing shown before its turn."""

from __future__ import annotations

import json

import pytest

from spasmed.learning import bank
from spasmed.learning._cases import VERSIONS, asked, cases
from spasmed.learning.record import Record
from spasmed.learning.schedule import due
from spasmed.tables import SpasmedError, load
from spasmed.widgets._case import Case

ALL = [(one.id, version) for one in cases() for version in VERSIONS]
REFERRED = [one.id for one in cases() if one.referred]
TREATED = [one.id for one in cases() if not one.referred]
record = {one.id: one for one in cases()}


def best(step):
    """The response with the most credit."""
    if step.kind == "read":
        return "read"
    key = max(step.marks, key=lambda key: step.marks[key].credit)
    return key.split(",") if step.kind == "multiple" else key


def seen(step) -> str:
    """What stands on the screen before the answer."""
    return json.dumps([step.stem, step.before, step.options], default=lambda part: part.text)


def walk(player, first: str | None = None):
    """Answer to the end, everything right but, if named, the first."""
    for n, step in enumerate(player._steps.values()):
        response = first if first and n == 0 else best(step)
        player.answer(response)
        mark = step.mark(response)
        if mark and mark.ends:
            return mark
    return None


@pytest.mark.parametrize(("name", "version"), ALL)
def test_the_right_path_reaches_the_debrief(name, version):
    player = Case(name, version=version)
    end = walk(player)
    assert player.result["correct"].all()
    questions = [one.removeprefix(f"{name}-") for one in player.result["item_id"]]
    if name in REFERRED:
        assert questions == ["screen"]
        assert "Remember" in dict(end.after)
    else:
        assert end is None
        assert questions == list(asked(version))
        assert "Remember" in dict(list(player._steps.values())[-1].before)
    assert player.data["lead"].startswith("An invented patient")


@pytest.mark.parametrize("name", REFERRED)
@pytest.mark.parametrize("version", VERSIONS)
def test_who_treats_a_case_that_must_be_referred_is_stopped_with_the_reason(name, version):
    player = Case(name, version=version)
    end = walk(player, "treat")
    assert end.title == "Stop. This case is referred."
    assert (end.tone, end.credit) == ("wrong", 0)
    said = json.dumps(end.says, default=lambda part: part.text)
    assert record[name].red_flag_screen["findings"].casefold() in said.casefold()
    assert record[name].sinss["nature"] in said
    with pytest.raises(SpasmedError):
        player.answer("read")


@pytest.mark.parametrize("name", REFERRED)
def test_later_than_needed_is_wrong_and_sooner_is_partly_right(name):
    marks = Case(name)._steps[f"{name}-screen"].marks
    urgent = ["treat", "refer-this-week", "refer-same-day", "refer-emergency"]
    right = urgent.index(record[name].disposition)
    tones = ["wrong" if n < right else "right" if n == right else "partly" for n in range(4)]
    assert [marks[one].tone for one in urgent] == tones
    assert all(mark.ends for mark in marks.values())


@pytest.mark.parametrize("name", TREATED)
def test_who_refers_a_harmless_case_learns_why_not_and_goes_on(name):
    for version in VERSIONS:
        player = Case(name, version=version)
        mark = player._steps[f"{name}-screen"].marks["refer-same-day"]
        assert (mark.tone, mark.ends) == ("wrong", False)
        assert "Nothing in this screen asks for a referral" in str(mark.says)
        walk(player, "refer-same-day")
        assert len(player.result) == len(asked(version))


@pytest.mark.parametrize(("name", "version"), ALL)
def test_nothing_is_shown_before_its_turn(name, version):
    one, given = record[name], asked(version)
    steps = list(Case(name, version=version)._steps.values())
    hidden = {
        "screen": [one.red_flag_screen["decision"]] if len(one.red_flag_screen["decision"]) > 5 else [],
        "hypothesis": [one.differential[0]["for"]],
        "interventions": [row["basis"] for row in one.interventions],
        "program": [row["rationale"] for row in one.program if len(row["rationale"]) > 12],
        "week2": [one.week2["decision"]],
        "week6": [one.week6["expected"]],
        "debrief": list(one.teaching),
    }
    if version == "solo":
        hidden["screen"].append(one.red_flag_screen["findings"]) if one.referred else None
    at = {step.id.removeprefix(f"{name}-"): n for n, step in enumerate(steps)}
    for stage, texts in hidden.items():
        until = at.get(stage, len(steps) - 1)
        earlier = " ".join(seen(step) for step in steps[: until + (stage in given)]).casefold()
        assert [text for text in texts if json.dumps(text)[1:-1].casefold() in earlier] == [], stage


@pytest.mark.parametrize("name", TREATED)
def test_every_option_has_a_reason_of_its_own_or_of_the_case(name):
    for step in Case(name, version="solo")._steps.values():
        for key, mark in step.marks.items():
            assert mark.says, (step.id, key)
        if step.kind == "multiple":
            texts = dict(step.options)
            for option, text in texts.items():
                said = "".join(part for cell in step.marks[option].says for part in cell if isinstance(part, str))
                assert f"{text}: " in said


@pytest.mark.parametrize("name", [one.id for one in cases()])
def test_every_source_that_is_shown_resolves(name):
    sources, player = set(load("sources")["id"]), Case(name, version="solo")
    links: set[str] = set()

    def collect(thing):
        if isinstance(thing, dict):
            if "href" in thing:
                links.add(thing["text"])
            thing = list(thing.values())
        if isinstance(thing, list):
            for one in thing:
                collect(one)

    collect(player.data["steps"])
    assert links
    assert links <= sources


def test_the_order_of_options_says_nothing_and_is_the_same_for_one_seed():
    first = [Case(name, version="solo")._steps[f"{name}-hypothesis"].options for name in TREATED]
    again = [Case(name, version="solo")._steps[f"{name}-hypothesis"].options for name in TREATED]
    assert first == again
    assert len({options[0][0] for options in first}) > 1, "the right one does not always stand first"


def test_by_title_and_with_the_nearest_name():
    assert Case("Numb when wiping").data["name"] == "case-sm-c10-worked"
    with pytest.raises(SpasmedError, match="sm-c01"):
        Case("sm-c0l")
    with pytest.raises(SpasmedError, match="solo"):
        Case("sm-c01", version="sole")  # type: ignore[arg-type]


def test_a_half_right_plan_earns_a_part():
    step = Case("sm-c01", version="solo")._steps["sm-c01-program"]
    assert step.marks["p0,p1,p2"].credit == 1
    assert step.marks["p0,p1"].credit == pytest.approx(2 / 3)
    assert step.marks["n0,p0,p1"].credit == pytest.approx(1 / 3)
    assert step.marks["n0,n1,p0"].credit == 0


def test_the_number_of_steps_does_not_tell_who_is_referred():
    for version in VERSIONS:
        assert len({len(Case(one.id, version=version).data["steps"]) for one in cases()}) == 1
        assert len({Case(one.id, version=version).text().partition(": ")[2].partition(": ")[2] for one in cases()}) == 1


@pytest.mark.parametrize("name", REFERRED)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_case_that_is_referred_is_printed_up_to_its_referral(name, version):
    printed = Case(name, version=version).twin()
    assert printed.count("<details>") == 1
    assert "<strong>2.</strong>" not in printed
    assert "ended this case" not in printed
    assert printed.endswith("</details></div>"), "whole, not cut"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_case_that_is_treated_is_printed_to_its_end(version):
    player = Case("sm-c01", version=version)
    assert "<strong>9.</strong> What the case teaches" in player.twin()
    assert player.twin().count("<details>") == len(asked(version))


@pytest.mark.parametrize("name", TREATED)
def test_who_decides_finds_all_that_is_weighed_beside_the_question(name):
    for version in VERSIONS:
        steps = Case(name, version=version)._steps
        weighed = seen(steps[f"{name}-hypothesis"])
        assert json.dumps(record[name].vignette)[1:-1] in weighed
        assert all(json.dumps(finding)[1:-1] in weighed for finding in record[name].examination)
        for stage in ("interventions", "program"):
            assert record[name].differential[0]["hypothesis"][1:] in seen(steps[f"{name}-{stage}"])


def test_the_result_compares_in_words_what_was_chosen_with_what_the_case_chose():
    player = Case("sm-c01", version="solo")
    assert list(player.result.columns[-2:]) == ["chosen", "in_the_case"]
    player.answer("refer-emergency", "Guessing")
    walk_on(player)
    found = player.result.set_index("item_id")
    first = found.loc["sm-c01-screen"]
    assert (first["chosen"], first["in_the_case"]) == ("Emergency now", "Treat: nothing asks for a referral")
    assert found.loc["sm-c01-hypothesis", "in_the_case"] == record["sm-c01"].differential[0]["hypothesis"]
    fits = set(found.loc["sm-c01-program", "in_the_case"].split("; "))
    assert fits == {row["exercise"] for row in record["sm-c01"].program}
    assert (found["chosen"] == found["in_the_case"]).tolist() == found["correct"].tolist()


def walk_on(player) -> None:
    """Answer what is open, all of it right."""
    for name, step in player._steps.items():
        if name not in player.value["answers"]:
            player.answer(best(step))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A place of its own for the record, which is off at first."""
    monkeypatch.setenv("SPASMED_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_no_decision_is_kept_before_the_reader_says_so(home):
    player = Case("sm-c01")
    player.answer("treat", "Sure")
    assert not home.exists()
    assert "run sp.record().start()" in player._awake()


def test_a_decision_is_kept_with_its_case_its_version_and_its_slip(home):
    kept = Record.open().start()
    player = Case("sm-c01", version="faded")
    assert "are kept in your record" in player._awake()
    player.answer("refer-same-day", "Sure", slip="I slipped")
    walk_on(player)
    said = list(kept.statements())
    assert [one["object"]["id"] for one in said] == [f"sm-c01-{stage}" for stage in asked("faded")]
    assert [one["result"]["success"] for one in said] == [False, True, True, True]
    context = {"lesson": "practice-cases", "case": "sm-c01", "version": "faded"}
    assert all(context.items() <= one["context"].items() for one in said)
    assert kept.frame()["error_kind"].tolist()[0] == "I slipped"
    assert player.problem == ""


def test_decisions_of_a_case_are_never_due_as_questions(home):
    kept = Record.open().start()
    walk(Case("sm-c01", version="solo"))
    bank_ids = set(bank()["id"])
    assert set(due(kept)) <= bank_ids
