"""How hard prose is to read, and which of its statements nobody answers for."""

from __future__ import annotations

import pytest

from _reading_laws import grade, sentences, syllables, unsourced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It fell by 6.8 percent. Then it rose.", ["It fell by 6.8 percent.", "Then it rose."]),
        ("Ask about load, e.g. A heavy bag. Wait.", ["Ask about load, e.g. A heavy bag.", "Wait."]),
        ('He said "stop." She did.', ['He said "stop.', "She did."]),
    ],
)
def test_text_is_cut_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("word", "count"), [("back", 1), ("muscle", 2), ("posture", 2), ("exercise", 3), ("xylomotor", 4)]
)
def test_syllables_are_those_that_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    # 10 words, 2 sentences, 12 syllables
    expected = 0.39 * 10 / 2 + 11.8 * 12 / 10 - 15.59
    assert grade(["The cat sat on the mat.", "Muscle pain goes slowly [swain2020]."]) == pytest.approx(expected)


def test_words_of_the_field_do_not_make_a_text_hard() -> None:
    text = ["Look at the erector spinae."]
    assert grade(text, {"erector", "spinae"}) < grade(text)


@pytest.mark.parametrize(
    ("paragraph", "owed"),
    [
        ("Pain eases. It mostly does [wallwork2024].", []),
        ("Pain eases [wallwork2024]. So wait.", []),
        ("Pain eases [wallwork2024]. So wait a while. It always does.", ["It always does."]),
        ("Pain eases in weeks.", ["Pain eases in weeks."]),
        ("Does pain ease in weeks?", []),
        ("Two things count here:", []),
    ],
)
def test_a_statement_is_owed_unless_an_id_stands_behind_it(paragraph: str, owed: list[str]) -> None:
    assert unsourced(paragraph) == owed
