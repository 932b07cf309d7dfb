"""Tables and questions on the page: complete, plain, safe in a notebook that is not trusted, the same each time."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import spasmed as sp
from spasmed import tables

# What JupyterLab removes from the output of a notebook it does not trust.
DROPPED = re.compile(r"<(script|style|svg|iframe)|\son\w+=", re.IGNORECASE)


class Cells(HTMLParser):
    """Counts rows and collects text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows, self.text, self.open = 0, "", []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.rows += tag == "tr"
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_table_has_a_row_for_each_row_and_a_caption() -> None:
    frame = sp.claims(section="Poor Posture")
    shown = sp.show(frame, caption="Claims about posture")
    cells = Cells(shown.html)
    assert cells.rows == len(frame) + 1
    assert cells.open == []
    assert cells.text.startswith("Claims about posture")
    assert repr(shown) == f"Claims about posture: {len(frame)} rows"


def test_every_source_is_a_link_with_its_reference_as_title() -> None:
    frame = sp.claims(section="Poor Posture")
    html = sp.show(frame, caption="Claims").html
    for source in {s for ids in frame["source_ids"] for s in ids}:
        address = sp.cite(source)["link"].item()
        assert f'href="{address}"'.replace("&", "&amp;") in html
        assert f">{source}</a>" in html


def test_verdicts_are_said_in_plain_words() -> None:
    html = sp.show(sp.claims(verdict="no-good-evidence"), caption="Claims").html
    assert "no good evidence" in html
    assert "no-good-evidence" not in html


def test_certainty_and_directness_are_shown_with_a_recommendation() -> None:
    html = sp.show(sp.interventions(cause="poor-posture"), caption="Links").html
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)', html) == [
        "Intervention", "Stage", "Recommendation", "Certainty", "Directness", "Why", "Sources"]  # fmt: skip


def test_nothing_a_sanitizer_drops_is_needed() -> None:
    for shown in (
        sp.show(sp.red_flags(), caption="Red flags"),
        sp.show(sp.exercises(muscle="multifidus"), caption="Exercises"),
        sp.show(sp.cite(lesson="cause-posture"), caption="Sources"),
        sp.patient(lesson="cause-posture"),
    ):
        assert not DROPPED.search(shown.html)
        assert Cells(shown.html).open == []


def test_text_from_the_tables_cannot_become_markup() -> None:
    frame = sp.claims(section="Poor Posture").head(1)
    frame["claim"] = "<b>bold</b> & <script>"
    html = sp.show(frame, caption="<i>x</i>").html
    assert "<b>bold" not in html and "<script" not in html and "<i>" not in html
    assert "&lt;b&gt;bold" in html


def test_an_empty_frame_is_said_in_words() -> None:
    shown = sp.show(sp.claims().iloc[:0], caption="Claims")
    assert "There is nothing to show here" in shown.html
    assert repr(shown) == "Claims: 0 rows"


def test_an_unknown_column_is_named_with_those_there_are() -> None:
    with pytest.raises(tables.SpasmedError, match="no column wording.*verdict"):
        sp.show(sp.claims(), caption="Claims", columns=["claim", "wording"])


@pytest.mark.parametrize("lesson", [x["id"] for x in tables.story("lessons")["lessons"] if x.get("opening_patient")])
def test_the_guess_of_every_lesson_keeps_its_answer_folded(lesson: str) -> None:
    opening = next(x for x in tables.story("lessons")["lessons"] if x["id"] == lesson)["opening_patient"]
    html = sp.patient(lesson=lesson).html
    before, after = html.split("<details", 1)
    answer = next(o["text"] for o in opening["options"] if o["id"] == opening["answer"])
    assert opening["question"] in Cells(before + "</div>").text
    assert answer in Cells(f"<details{after}".removesuffix("</div>")).text


def test_the_same_table_gives_the_same_bytes() -> None:
    assert sp.show(sp.effects(), caption="Effects") == sp.show(sp.effects(), caption="Effects")


def test_certainty_is_shown_with_a_recommendation_even_when_nobody_named_it() -> None:
    html = sp.show(sp.interventions(cause="age"), caption="Links", columns=["intervention", "recommendation"]).html
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)', html) == [
        "Intervention",
        "Recommendation",
        "Certainty",
        "Directness",
    ]


def test_the_full_reference_stands_with_the_first_link_to_a_source() -> None:
    html = sp.show(sp.interventions(cause="poor-posture"), caption="Links").html
    links = re.findall(r'<a href="[^"]*"( title="[^"]*")?[^>]*>([^<]*)</a>', html)
    seen: set[str] = set()
    for title, source in links:
        assert bool(title) == (source not in seen), source
        seen.add(source)
    assert len(links) > len(seen)


def test_a_single_column_may_be_named_without_a_list() -> None:
    assert re.findall(
        r'<th scope="col"[^>]*>([^<]*)', sp.show(sp.claims(), caption="Claims", columns="claim").html
    ) == ["What the article says"]


def test_a_frame_of_unknown_columns_is_shown_as_it_is() -> None:
    assert ">Note</th>" in sp.show(sp.claims()[["note"]], caption="Notes").html


def test_what_is_no_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(tables.SpasmedError, match="whole frame"):
        sp.show(sp.claims()["claim"], caption="Claims")


def test_a_lesson_without_patient_says_so() -> None:
    with pytest.raises(tables.SpasmedError, match="without a patient"):
        sp.patient(lesson="practice-cases")


def test_a_program_is_shown_as_its_table() -> None:
    program = sp.program(stage="chronic", irritability="low", cause="inactivity-weakness", red_flag_urgency="none")
    columns = ["name", "dose", "stop_sign", "reasons", "certainty"]
    shown = sp.show(program, caption="Program", columns=columns)
    assert shown.html == sp.show(program.frame(), caption="Program", columns=columns).html
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', shown.html)
    assert heads == ["Name", "Starting dose (editorial)", "Stop sign", "Why", "Certainty"]


def test_several_reasons_stand_as_sentences() -> None:
    program = sp.program(stage="chronic", irritability="low", cause="inactivity-weakness", red_flag_urgency="none")
    several = next(one for one in program.exercises if len(one.reasons) > 1)
    shown = sp.show(program, caption="Program", columns=["reasons"])
    assert " ".join(several.reasons) in Cells(shown.html).text
