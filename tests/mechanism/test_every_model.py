"""What holds for every model: its inputs are held to their ranges, its answers are finite, its frames share one shape."""

from __future__ import annotations

import dataclasses
import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmed.drawing._mechanism import model_picture
from spasmed.drawing._picture import scene
from spasmed.mechanism import GRADES, Quantity, chosen, model, names, quantities
from spasmed.mechanism import settings as full
from spasmed.tables import SpasmedError

each_model = pytest.mark.parametrize("name", names())


@cache
def sweep(name: str):
    m = model(name)
    pictures, told = [], []
    for position in m.primary.positions():
        now = full(name, {m.primary.name: position})
        frame = m.simulate(**now)
        told.append(m.tell(frame, **now))
        pictures.append(model_picture(m, frame, now, told[-1]))
    return pictures, told


@each_model
def test_it_says_what_it_is(name: str) -> None:
    m = model(name)
    assert m.id == name
    assert m.grade in GRADES
    for word in ("title", "question", "point", "breaks", "source_ids"):
        assert m.about[word], f"data/mechanism/models.csv, {name}: {word} is empty"
    assert len(m.about["breaks"]) <= 165, "two lines on the picture hold no more"
    assert len(m.limits) >= 2


@each_model
def test_its_constants_know_their_unit_and_their_source(name: str) -> None:
    constants = [getattr(model(name).parameters, field.name) for field in dataclasses.fields(model(name).parameters)]
    assert dataclasses.fields(model(name).parameters)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(model(name).parameters, dataclasses.fields(model(name).parameters)[0].name, 1)
    for constant in constants:
        for one in (
            constant.values() if isinstance(constant, dict) else constant if isinstance(constant, tuple) else [constant]
        ):
            assert isinstance(one, Quantity)
            assert one.source_ids


@each_model
def test_its_table_has_the_columns_it_describes(name: str) -> None:
    frame = model(name).simulate()
    assert list(frame.columns) == list(model(name).columns)
    assert list(frame.index) == list(range(len(frame)))


@each_model
def test_a_table_that_marks_a_row_marks_the_one_that_is_set(name: str) -> None:
    m = model(name)
    if "chosen" not in m.columns:
        return
    # The first column is the control: the primary one, or the place where canal-posture looks.
    control = next(c for c in m.controls.values() if c.name == m.simulate().columns[0])
    for position in control.positions():
        frame = m.simulate(**{control.name: position})
        assert frame["chosen"].sum() == 1
        assert frame.iloc[chosen(frame)][control.name] == position


@pytest.mark.parametrize("name", ["imaging-age", "bayes-update", "nnt-baseline", "hh-excitability", "rsa-resonance"])
def test_a_finer_slider_needs_no_change_in_the_model(name: str, monkeypatch) -> None:
    m = model(name)
    finer = dataclasses.replace(m.primary, step=m.primary.step / 2)
    monkeypatch.setitem(m.controls, finer.name, finer)
    for position in finer.positions()[1:4]:
        now = full(name, {finer.name: position})
        frame = m.simulate(**now)
        assert frame[finer.name][chosen(frame)] == position
        assert m.tell(frame, **now).sentence
        assert model_picture(m, frame, now, m.tell(frame, **now))


def test_a_family_of_constants_is_found_by_the_names_it_is_asked_for() -> None:
    read = quantities("nnt-baseline-{}-mid", {"exercise": "rr-ex", "education": "rr-ed"})
    assert [one.id for one in read.values()] == ["nnt-baseline-rr-ex-mid", "nnt-baseline-rr-ed-mid"]
    assert list(quantities("healing-curve-day-{}", "12").values()) == [0, 1]
    with pytest.raises(SpasmedError, match="no row"):
        quantities("healing-curve-day-{}", ["5"])


@each_model
def test_the_same_settings_give_the_same_table(name: str) -> None:
    m = model(name)
    assert m.simulate().equals(m.simulate(**full(name, {})))


@each_model
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_it_is_finite_and_silent_wherever_the_controls_reach(name: str, data) -> None:
    m = model(name)
    now = {c.name: data.draw(st.sampled_from(c.positions()), label=c.name) for c in m.controls.values()}
    frame = m.simulate(**now)
    for column in frame.select_dtypes("number"):
        values = frame[column].to_numpy(dtype=float)
        known = values[~np.isnan(values)]
        assert len(known), f"{column} holds no number"
        assert np.isfinite(known).all(), f"{column} is infinite"
    told = m.tell(frame, **now)
    assert told.sentence.endswith((".", "?"))
    assert "nan" not in f"{told.sentence} {told.readings}".lower()
    assert all(what and value for what, value in told.readings)


@each_model
def test_what_lies_outside_a_range_is_refused_with_the_reason(name: str) -> None:
    m = model(name)
    for control in m.controls.values():
        beyond = "no such choice" if control.options else control.high + 1
        with pytest.raises(SpasmedError) as refused:
            m.simulate(**{control.name: beyond})
        assert control.name in str(refused.value)
        assert control.options or control.why in str(refused.value)


@each_model
def test_a_number_between_two_positions_moves_to_the_nearest(name: str) -> None:
    m = model(name)
    for control in m.controls.values():
        if not control.options:
            first, second = control.positions()[:2]
            near = {control.name: first + 0.4 * (second - first)}
            assert full(name, near)[control.name] == first
            assert full(name, {control.name: control.default})[control.name] == control.default
            frame = m.simulate(**near)
            assert frame.equals(m.simulate(**{control.name: first}))
            assert m.tell(frame, **full(name, near)) == m.tell(frame, **full(name, {control.name: first}))


@each_model
def test_all_frames_of_its_sweep_share_one_picture(name: str) -> None:
    pictures, told = sweep(name)
    drawn = scene(pictures)
    assert drawn.slots, "no slider position changes the picture"
    size = len(json.dumps([drawn.base, drawn.slots, drawn.values], ensure_ascii=False))
    assert size <= 52_000, f"{size} bytes for {len(pictures)} frames"
    assert len(pictures) <= 101
    assert len({t.sentence for t in told}) > 1, "the sentence never changes"
    assert len({tuple(what for what, _ in t.readings) for t in told}) == 1, "the readings change their names"


@each_model
def test_each_other_control_changes_something(name: str) -> None:
    m = model(name)
    for control in list(m.controls.values())[1:]:
        seen = set()
        for position in control.positions():
            now = full(name, {control.name: position})
            frame = m.simulate(**now)
            told = m.tell(frame, **now)
            seen.add((told.sentence, told.readings, model_picture(m, frame, now, told).svg()))
        assert len(seen) > 1, f"{control.name} changes nothing that can be seen"


@each_model
def test_its_prediction_has_an_answer_among_its_options(name: str) -> None:
    asked = model(name).prediction
    assert asked.answer in asked.options
    assert 2 <= len(asked.options) <= 5
    assert asked.source_ids
