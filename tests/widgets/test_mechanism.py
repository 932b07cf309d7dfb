"""Mechanism: every model as a player, and how much it asks the browser to carry."""

from __future__ import annotations

import json
from functools import cache
from html import unescape

import pandas as pd
import pytest

import spasmed as sp
from spasmed.mechanism import model, names
from spasmed.tables import SpasmedError, load, records, story

each_model = pytest.mark.parametrize("name", names())


@cache
def made(name: str) -> sp.Mechanism:
    return sp.Mechanism(name)


@each_model
def test_result_is_what_the_model_simulates(name):
    m = made(name)
    chosen = {control: getattr(m, control) for control in model(name).controls}
    assert m.result.equals(model(name).simulate(**chosen))


@each_model
def test_setting_a_control_sets_the_model(name):
    m = sp.Mechanism(name)
    for control in model(name).controls.values():
        for position in (control.positions()[0], control.positions()[-1]):
            setattr(m, control.name, position)
            assert getattr(m, control.name) == position
    assert m.result.equals(model(name).simulate(**{c.name: c.positions()[-1] for c in model(name).controls.values()}))


@each_model
def test_sentence_and_readings_are_what_the_model_tells(name):
    m, found = made(name), model(name)
    chosen = {control: getattr(m, control) for control in found.controls}
    told = found.tell(m.result, **chosen)
    assert m.frame.sentence == told.sentence
    assert [tuple(row) for row in m.readings.to_numpy()] == list(told.readings)


@each_model
def test_its_text_is_one_line(name):
    text = made(name).text()
    assert "\n" not in text
    assert text.startswith(str(model(name).about["title"]))


@each_model
def test_the_browser_carries_60_kilobytes_at_most(name):
    m = made(name)
    size = len(json.dumps([m.data, m.sweep, m.value], ensure_ascii=False).encode())
    assert size <= 60_000, f"{size} bytes for {len(m.sweep['says'])} frames"


@each_model
def test_the_twin_takes_9_kilobytes_at_most(name):
    assert len(made(name).html().encode()) <= 9_000


@each_model
def test_a_reader_without_python_reads_its_limits_and_failures_too(name):
    m = made(name)
    printed = unescape(m.html())
    for heading, text in m.data["notes"]:
        if heading in ("What it does not show", "Measurements it does not reproduce"):
            assert all(one in printed for one in text)
            assert " ," not in " ".join(text)


@each_model
def test_a_constant_nobody_read_stays_off_the_screen(name):
    (told,) = (text for heading, text in made(name).data["notes"] if heading.startswith("Its constants"))
    rows = [row for row in records(load("parameters", unverified=True)) if row["model_id"] == name]
    for row in rows:
        if row["seen"] == "no" and not pd.isna(row["number"]):
            assert not any(line.startswith(f"{row['meaning']}: {row['number']:g} {row['unit']}") for line in told)


def test_every_lesson_moves_its_models_and_says_so_of_every_other():
    for brief in story("lessons")["lessons"]:
        about = brief.get("mechanism") or {}
        own = {about.get("model_id"), *about.get("also_model_ids", ())} & set(names())
        for name in names():
            if name in own:
                asked = about["prediction"]
                assert sp.Mechanism(name, lesson=brief["id"]).data["guess"]["question"] == asked["question"]
            else:
                with pytest.raises(SpasmedError, match=f"The lesson {brief['id']} moves"):
                    sp.Mechanism(name, lesson=brief["id"])


@each_model
def test_what_it_does_not_show_and_its_sources_stand_below_it(name):
    headings = [heading for heading, _ in made(name).data["notes"]]
    assert headings[0] == "Grade"
    assert "What it does not show" in headings
    assert headings[-1] == "Sources of the equations"


def test_the_beginning_of_a_name_is_enough_and_a_wrong_one_is_a_sentence():
    assert sp.Mechanism("stretch", hold=90).text() == sp.Mechanism("stretch-relax", hold=90).text()
    with pytest.raises(ValueError, match='There is no model "strech"'):
        sp.Mechanism("strech")


def test_a_value_outside_its_range_gives_the_reason():
    m = sp.Mechanism("stretch")
    with pytest.raises(ValueError, match=r"hold = 900 s is outside the model\. Choose from 5 to 120 s: shorter holds"):
        m.hold = 900
    with pytest.raises(ValueError, match='There is no control "holds". Did you mean "hold"'):
        m.holds = 30
