"""What is special to the models of nerves, reflexes and loops: limits, directions, and an independent integrator for each."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from spasmed.mechanism import (
    hh_excitability as hh,
)
from spasmed.mechanism import (
    hypertonia_kv as arm,
)
from spasmed.mechanism import (
    motoneuron_bistable as cell,
)
from spasmed.mechanism import (
    pain_spasm_loop as loop,
)
from spasmed.mechanism import (
    reflex_delay as reflex,
)
from spasmed.mechanism import (
    rsa_resonance as breath,
)
from spasmed.mechanism import (
    sweat_balance as sweat,
)
from spasmed.tables import load

# The axon


def _axon_by_scipy_free_rk4(current: float, shift: float, time: float, dt: float = 0.01) -> int:
    """Spikes of the axon by a plain Runge-Kutta method, with the rate functions written out as in 1952."""

    def slope(y):
        v, m, h, n = y
        u = v - shift
        am, bm = 0.1 * (u + 40) / (1 - math.exp(-(u + 40) / 10)), 4 * math.exp(-(u + 65) / 18)
        ah, bh = 0.07 * math.exp(-(u + 65) / 20), 1 / (1 + math.exp(-(u + 35) / 10))
        an, bn = 0.01 * (u + 55) / (1 - math.exp(-(u + 55) / 10)), 0.125 * math.exp(-(u + 65) / 80)
        dv = current - 120 * m**3 * h * (v - 50) - 36 * n**4 * (v + 77) - 0.3 * (v + 54.387)
        return np.array([dv, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n])

    y, spikes = np.array([-65.0, 0.0529, 0.5961, 0.3177]), 0
    for _ in range(round(time / dt)):
        k1 = slope(y)
        k2 = slope(y + dt / 2 * k1)
        k3 = slope(y + dt / 2 * k2)
        k4 = slope(y + dt * k3)
        new = y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        spikes += y[0] < 0 <= new[0]
        y = new
    return spikes


@pytest.mark.parametrize(("current", "shift"), [(0, 0), (10, 0), (0, -8)])
def test_the_axon_spikes_as_often_as_a_plain_runge_kutta_says(current, shift) -> None:
    assert hh.integrate(current, shift, 1, 100)[1][0] == pytest.approx(
        _axon_by_scipy_free_rk4(current, shift, 100), abs=1
    )


def test_an_axon_left_alone_stays_at_rest_and_its_gates_between_0_and_1() -> None:
    state, spikes = hh.integrate([0, 20], 0, 1, 100)
    assert spikes[0] == 0 < spikes[1]
    assert abs(state.v[0] + 65) < 0.1
    assert all(((gate >= 0) & (gate <= 1)).all() for gate in state[1:])


def test_no_shift_of_calcium_is_no_shift_of_gates() -> None:
    assert hh.shift(100, 9) == 0
    assert hh.shift(50, 9) == -hh.shift(200, 9) < 0


def test_the_table_of_membranes_holds_what_the_axon_computes_today() -> None:
    table = load("hh_surface")
    rows = table.iloc[[0, 150, 487, 700, len(table) - 1]]
    shift, potassium = rows["shift_mv"].to_numpy(), rows["potassium"].to_numpy()
    np.testing.assert_allclose(hh.threshold(shift, potassium), rows["threshold"], atol=0.02)
    np.testing.assert_allclose(hh.rate(10, shift, potassium), rows["rate_10_hz"], atol=1)


def test_the_table_of_membranes_reaches_as_far_as_the_controls() -> None:
    table, controls = load("hh_surface"), hh.MODEL.controls
    ends = [hh.shift(c, controls["k"].high) for c in (controls["calcium"].low, controls["calcium"].high)]
    assert table["shift_mv"].min() <= ends[0] + 0.25
    assert table["shift_mv"].max() >= ends[1] - 0.25
    assert sorted(set(table["potassium"])) == controls["potassium"].positions()


def test_less_calcium_always_makes_the_axon_easier_to_fire_and_in_the_end_it_fires_by_itself() -> None:
    needed = hh.simulate(k=8.8)["threshold"].to_numpy()
    assert (np.diff(needed) >= 0).all()
    assert needed[0] == 0 < needed[-1]


def test_more_potassium_first_fires_the_axon_and_then_blocks_it() -> None:
    at_normal = [hh.simulate(potassium=ratio).set_index("calcium")["threshold"][100] for ratio in (1, 2, 2.5)]
    assert at_normal[0] > 0 == at_normal[1]
    assert math.isnan(at_normal[2])


# The motoneuron


def test_the_table_of_trials_holds_what_the_cell_computes_today() -> None:
    settings = [(8, 20, 1, 0.33), (10, 5, 0.5, 0.33), (-4, 20, 0, 0.5)]
    fresh = cell.integrate(*np.array(settings).T)
    table = load("motoneuron_surface").set_index(["drive", "pulse", "serotonin", "gcal"])
    for setting, rates in zip(settings, fresh, strict=True):
        np.testing.assert_allclose(table.loc[setting, list(cell.RATES)].astype(float), rates, atol=2)


def test_the_table_of_trials_covers_every_setting() -> None:
    controls = cell.MODEL.controls
    assert len(load("motoneuron_surface")) == math.prod(len(control.positions()) for control in controls.values())


def test_without_a_pulse_nothing_changes() -> None:
    for drive in cell.MODEL.controls["drive"].positions():
        rates = cell.rates(drive, 0, 1, cell.PUBLISHED)
        assert np.ptp(rates) <= 3


def test_the_switch_is_all_or_none() -> None:
    after = np.array([cell.rates(8, pulse, 1, cell.PUBLISHED)[2] for pulse in range(26)])
    assert np.ptp(after[after < 60]) < 15
    assert np.ptp(after[after > 60]) < 5
    assert len(after[after > 60]) > 3 < len(after[after < 60])


def test_a_medium_pulse_starts_what_an_equal_inhibition_cannot_end() -> None:
    before, _, excited, _, inhibited = cell.rates(12, 16, 1, cell.PUBLISHED)
    assert cell.stays(before, excited) and cell.stays(before, inhibited)
    before, _, _, _, inhibited = cell.rates(12, 25, 1, cell.PUBLISHED)
    assert not cell.stays(before, inhibited)


# The reflex


def test_at_the_edge_the_loop_answers_its_own_swing_exactly() -> None:
    gain, frequency = reflex.edge(0.04, 0.03, 30, 0.03)
    s = 2j * math.pi * frequency
    p = reflex.P
    back = gain * (p.kp + s * p.kv) * np.exp(-0.04 * s) / ((1 + 0.03 * s) ** 2 * (p.j * s**2 + p.b * s + p.k))
    assert back == pytest.approx(-1, abs=0.01)


@pytest.mark.parametrize(
    ("delay", "lag", "stiffness", "inertia"),
    [(10, 15, 15, 0.03), (10, 30, 30, 0.03), (20, 10, 60, 0.06), (40, 30, 30, 0.03), (60, 10, 60, 0.01)],
)
def test_the_swings_die_just_below_the_exact_edge_and_grow_just_above_it(
    monkeypatch, delay, lag, stiffness, inertia
) -> None:
    loop = (delay / 1000, lag / 1000, stiffness, inertia)
    gain = reflex.edge(*loop)[0]
    # Where the loop is straight: with its limit, a large tap falls to the lasting swing even above the edge.
    monkeypatch.setattr(reflex, "P", dataclasses.replace(reflex.P, limit=1e6))
    dying, staying = (np.abs(reflex.tapped(share * gain, *loop, time=3)) for share in (0.95, 1.05))
    half, part = len(dying) // 2, len(dying) // 6
    assert dying[-part:].max() < 0.9 * dying[half : half + part].max()
    assert staying[-part:].max() > 1.1 * staying[half : half + part].max()


def test_the_limit_of_the_torque_keeps_a_beating_loop_on_the_picture() -> None:
    gain = reflex.edge(0.04, 0.03, 30, 0.03)[0]
    angle = np.abs(reflex.tapped(1.3 * gain, 0.04, 0.03, 30, 0.03, time=6))
    assert angle[-400:].max() == pytest.approx(angle[-800:-400].max(), rel=0.01)


def test_without_a_reflex_the_tap_is_a_damped_spring() -> None:
    p = reflex.P
    decay, omega = p.b / (2 * p.j), math.sqrt(p.k / p.j - (p.b / (2 * p.j)) ** 2)
    time = np.arange(round(reflex.TIME / reflex.DT)) * reflex.DT
    exact = np.degrees(p.tap / omega * np.exp(-decay * time) * np.sin(omega * time))
    np.testing.assert_allclose(reflex.tapped(0, 0.04, 0.03, float(p.k), float(p.j)), exact, atol=0.05)


# The arm


def test_each_kind_of_stiffness_grows_in_its_own_way() -> None:
    def grown(condition: str, term: str) -> float:
        rows = arm.parts(arm.simulate(condition=condition, speed=240))
        return float(np.diff(rows, axis=0)[0][arm.TERMS.index(term)])

    assert grown("spasticity", "reflex") > 1
    assert grown("contracture", "spring") == grown("rigidity", "constant") == 0
    assert all(grown(condition, "reflex") == 0 for condition in ("normal", "contracture", "rigidity", "guarding"))


def test_moved_at_the_slow_speed_both_passes_are_one() -> None:
    frame = arm.simulate(speed=float(arm.P.slow))
    assert np.allclose(*frame["torque"].to_numpy().reshape(2, -1))


# The vicious cycle


def test_the_loop_settles_where_its_algebra_says() -> None:
    for gain in (-0.5, 0, 0.4):
        assert loop.course(gain, 0.8, 2, 1)[1][-1] == pytest.approx(loop.settles(gain, 0.8, 2, 1), rel=0.01)


def test_the_course_follows_the_exact_solution() -> None:
    time, pain, _ = loop.course(0.9, 0.4, 2, 0)
    root, end = math.sqrt(0.36), loop.settles(0.9, 0.4, 2, 0)
    m_end = 0.9 * end
    exact = end - np.exp(-time) * (end * np.cosh(root * time) + 0.4 * m_end / root * np.sinh(root * time))
    np.testing.assert_allclose(pain, exact, atol=0.01)


def test_a_loop_gain_of_one_has_no_end_and_just_below_one_it_has() -> None:
    assert math.isinf(loop.settles(1.25, 0.8, 2, 1))
    assert math.isfinite(loop.settles(1.2, 0.8, 2, 1))


# Sweat


def test_no_salt_is_made_or_lost_in_the_books() -> None:
    water, hours = sweat.P.water * sweat.P.mass, 3
    sodium = sweat.plasma(hours, 0.5, 1.3, 40, 20) * (water + (0.5 - 1.3) * hours)
    assert sodium == pytest.approx(water * sweat.P.sodium + (0.5 * 20 - 1.3 * 40) * hours)


def test_drinking_back_exactly_what_was_lost_changes_nothing() -> None:
    assert sweat.plasma(4, 1.3, 1.3, 40, 40) == pytest.approx(sweat.P.sodium)


def test_sweating_raises_sodium_and_replacing_it_with_water_lowers_it() -> None:
    frame = {drink: sweat.simulate(drink=drink)["sodium"] for drink in (0, 1.3)}
    assert frame[0].is_monotonic_increasing
    assert frame[1.3].is_monotonic_decreasing


# Breathing


def test_without_the_loop_every_pace_swings_alike() -> None:
    assert np.allclose(breath.simulate(gain=0)["swing"], breath.P.push)


def test_a_longer_delay_moves_the_peak_to_slower_breathing() -> None:
    peaks = [breath.simulate(delay=delay).set_index("breaths")["swing"].loc[:12].idxmax() for delay in (2, 3.5, 5)]
    assert peaks[0] > peaks[1] > peaks[2]


def test_the_swing_is_that_of_the_loop_stepped_through_time() -> None:
    dt, delay, gain, omega = 0.005, 3.5, 0.8, 2 * math.pi * 8 / 60
    back, heart, lagged = round(delay / dt), [], 0.0
    for step in range(round(120 / dt)):
        heart.append(math.sin(omega * step * dt) - gain * lagged)
        lagged += dt / breath.P.tau * ((heart[step - back] if step >= back else 0) - lagged)
    assert max(heart[-round(20 / dt) :]) == pytest.approx(abs(breath.swing(8, delay, gain)), rel=0.02)
