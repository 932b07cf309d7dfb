"""What is special to the models of change: cold and heat, bed rest, age, healing, training, posture, stretching."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from spasmed.mechanism import (
    _tissue,
    aging_rates,
    bioheat_1d,
    canal_posture,
    disuse_log,
    fitness_fatigue,
    healing_curve,
)
from spasmed.mechanism import stretch_relax as stretch

COLD = "closes in the cold"


def change(minutes, depth, **given) -> float:
    """Change 1, 2 or 3 cm below the fat by the table of the model."""
    frame = bioheat_1d.simulate(minutes=minutes, **given)
    now = frame[frame["view"] == "now"]
    return float(np.interp(depth, now["below_fat"], now["change"]))


# bioheat-1d


def test_the_exact_solution_agrees_with_small_steps_in_time() -> None:
    """An independent implicit Euler on the same equation, written cell by cell."""
    p, skinfold = bioheat_1d.P, 14.0
    thick = [p.skin, skinfold / 2 - p.skin, p.muscle]
    cells = [(i, t / n / 1000) for i, (t, n) in enumerate(zip(thick, (3, 10, 30), strict=True)) for _ in range(n)]
    n, dt = len(cells), 2.0

    def resist(j: int) -> float:
        layer, width = cells[j]
        return width / 2 / p.k[layer]

    system, right = np.zeros((n, n)), np.zeros(n)
    capacity = np.array([p.rho[layer] * p.c[layer] * width for layer, width in cells])
    for j, (layer, width) in enumerate(cells):
        blood = p.flow_cold * p.w[layer] * 1e-6 / 60 * p.rho[layer] * p.blood * width
        left = 1 / (resist(j - 1) + resist(j)) if j else 1 / (1 / p.h_ice + resist(0))
        deeper = 1 / (resist(j) + resist(j + 1)) if j < n - 1 else 1 / resist(j)
        system[j, j] = left + deeper + blood
        if j:
            system[j, j - 1] = -left
        if j < n - 1:
            system[j, j + 1] = -deeper
        right[j] = blood * p.core + p.q[layer] * p.rho[layer] * width
        right[j] += left * p.ice if j == 0 else deeper * p.core if j == n - 1 else 0
    inverse = np.linalg.inv(np.diag(capacity / dt) + system)
    temperature = bioheat_1d.before(skinfold)
    for _ in range(600):
        temperature = inverse @ (capacity / dt * temperature + right)
    exact = bioheat_1d.profile(20, skinfold, 20, "ice bag", COLD)[0]
    assert np.abs(temperature - exact).max() < 0.05


def test_without_a_pack_the_tissue_stays_as_it_was() -> None:
    start = bioheat_1d.before(14)
    rest = bioheat_1d.body(14, bioheat_1d.P.h_air, 1.0)
    assert np.allclose(bioheat_1d.run(rest, start, bioheat_1d.P.air, [0, 600, 3600]), start, atol=1e-6)


def test_a_pack_that_never_ends_reaches_its_steady_state() -> None:
    cold = bioheat_1d.body(14, bioheat_1d.P.h_ice, 1.0)
    assert np.allclose(bioheat_1d.run(cold, bioheat_1d.before(14), 0, 1e7)[0], cold.base, atol=1e-6)
    assert cold.base.min() > bioheat_1d.P.ice


def test_two_halves_of_a_run_are_the_whole() -> None:
    cold, start = bioheat_1d.body(20, 300, 0.05), bioheat_1d.before(20)
    half = bioheat_1d.run(cold, start, 0, 600)[0]
    assert np.allclose(bioheat_1d.run(cold, half, 0, 600), bioheat_1d.run(cold, start, 0, 1200))


def test_fat_decides_more_than_minutes() -> None:
    falls = [change(20, 1, skinfold=fold) for fold in range(4, 60, 4)]
    assert all(thin < thick for thin, thick in pairwise(falls))
    assert change(10, 1, skinfold=6) < change(40, 1, skinfold=40, on=40)


def test_deep_muscle_goes_on_cooling_after_the_ice_is_off_and_shallow_muscle_does_not() -> None:
    assert change(40, 3, skinfold=14) < change(20, 3, skinfold=14) - 0.5
    assert change(50, 1, skinfold=14) > change(20, 1, skinfold=14)


def test_with_blood_flow_as_at_rest_thick_fat_never_lets_the_muscle_cool_by_seven_degrees() -> None:
    assert bioheat_1d.minutes_to_goal(36, "ice bag", "as at rest") == math.inf
    assert bioheat_1d.minutes_to_goal(36, "ice bag", COLD) < 70


@pytest.mark.parametrize("pack", list(bioheat_1d.PACKS))
def test_a_pack_changes_the_skin_most_and_never_past_itself(pack: str) -> None:
    frame = bioheat_1d.simulate(minutes=20, pack=pack)
    now = frame[frame["view"] == "now"]
    assert now["change"].abs().idxmax() == now.index[0]
    outside = bioheat_1d.PACKS[pack][1]
    assert outside <= now["temperature"].iloc[0] if pack != "hot pack" else now["temperature"].iloc[0] <= outside


def test_one_sweep_over_the_minutes_needs_three_decompositions() -> None:
    _tissue._solved.cache_clear()
    bioheat_1d.course.cache_clear()
    for minutes in range(0, 61, 2):
        bioheat_1d.simulate(minutes=minutes, skinfold=26)
    assert _tissue._solved.cache_info().misses == 3  # before, under the pack, after it


def test_what_the_picture_says_of_three_centimeters_is_what_the_model_computes() -> None:
    computed = [f"{-one:.1f}" for one in bioheat_1d._drops(3, 0)]
    assert f"{computed[0]}, {computed[1]}, {computed[2]}" in bioheat_1d.MODEL.about["breaks"]
    assert f"here +{bioheat_1d._below_skin('hot pack', 3):.1f}" in bioheat_1d.MODEL.about["breaks"]


# disuse-log


def test_strength_goes_before_size_and_the_lead_shrinks() -> None:
    frame = disuse_log.simulate(days=120)
    assert (frame["strength"] > frame["size"]).all()
    assert (np.diff(frame["ratio"]) < 0).all()
    assert (np.diff(frame["strength"]) > 0).all()
    assert (np.diff(frame["size"]) > 0).all()


def test_the_constants_of_bed_rest_follow_from_the_three_ratios() -> None:
    """A, B and b are the solution of A ln t + B = ratio (ln t + b), solved here anew."""
    t, ratio = np.log([5, 14, 35]), np.array([4.2, 2.4, 1.9])
    slope, start, size = np.linalg.solve(np.column_stack([t, np.ones(3), -ratio]), ratio * t)
    p = disuse_log.P
    assert np.allclose([slope, start, size], [p.strength_slope, p.strength_start, p.size_start], atol=2e-3)
    assert disuse_log.size_lost(5) == pytest.approx(2.2, abs=0.01)


def test_each_doubling_of_the_days_costs_the_same() -> None:
    steps = [disuse_log.strength_lost(2 * t) - disuse_log.strength_lost(t) for t in (5, 10, 20, 40)]
    assert np.allclose(steps, steps[0])


# aging-rates


@pytest.mark.parametrize("group", list(aging_rates.P.strength))
def test_yearly_steps_give_the_closed_form(group: str) -> None:
    left = 100.0
    for _ in range(12):
        left -= left * aging_rates.P.strength[group]
    last = aging_rates.simulate(years=12, group=group).iloc[-1]
    assert last["strength"] == pytest.approx(left)
    assert last["strength"] < last["quality"] < last["mass"] < 100


def test_losses_compound_and_so_slow_down() -> None:
    strength = aging_rates.simulate(years=30)["strength"]
    assert (np.diff(strength, 2) > 0).all()
    assert strength[0] == 100


def test_the_margin_is_spent_when_the_curve_meets_the_need() -> None:
    until = aging_rates.years_until(1 / 1.4, aging_rates.P.strength["white women"])
    for years, enough in ((math.floor(until), True), (math.ceil(until), False)):
        last = aging_rates.simulate(years=years, group="white women", margin=1.4).iloc[-1]
        assert (last["strength"] >= last["need"]) is np.bool_(enough)


# healing-curve


def test_the_curve_adds_no_high_and_no_low_of_its_own() -> None:
    force = healing_curve.force(np.linspace(0, 7, 701))
    turns = np.flatnonzero(np.diff(np.sign(np.diff(force))))
    assert len(turns) == 1
    assert force.min() == pytest.approx(healing_curve.P.force[1], abs=0.01)
    assert force.max() == pytest.approx(healing_curve.P.force[3])


def test_the_curve_has_no_corner_at_a_measurement() -> None:
    for day in (1.0, 2.0):
        before, at, after = healing_curve.force([day - 1e-4, day, day + 1e-4])
        assert (at - before) / 1e-4 == pytest.approx((after - at) / 1e-4, abs=0.05)


def test_a_straight_line_stays_straight() -> None:
    x = np.array([0.0, 1.0, 2.0, 7.0])
    assert np.allclose(healing_curve.monotone(x, 3 * x + 1, [0.3, 1.7, 5.0]), [1.9, 6.1, 16.0])


def test_what_it_could_do_at_once_it_cannot_do_a_day_later() -> None:
    can = [healing_curve.simulate(days=days, asked=60)["enough"].iloc[-1] for days in (0, 1, 2)]
    assert can == [1, 0, 1]


# fitness-fatigue


def test_the_daily_steps_are_a_sum_over_all_past_loads() -> None:
    frame = fitness_fatigue.simulate(weeks=5, sessions=4, lighter="every fourth week")
    load, p = frame["load"].to_numpy(), fitness_fatigue.P
    for n in (1, 20, 84):
        age = n - np.arange(n + 1)
        fitness = p.gain_fitness * np.sum(load[: n + 1] * np.exp(-age / p.tau_fitness))
        fatigue = p.gain_fatigue * np.sum(load[: n + 1] * np.exp(-age / p.tau_fatigue))
        assert frame["performance"][n] == pytest.approx(fitness - fatigue)


@pytest.mark.parametrize("sessions", range(1, 8))
def test_each_week_has_its_sessions_and_rest_follows(sessions: int) -> None:
    load = fitness_fatigue.loads(50, sessions, 4, "none")[1:]
    assert [np.count_nonzero(week) for week in load.reshape(12, 7)] == [sessions] * 4 + [0] * 8
    assert load[0] == 50


def test_it_is_worse_before_it_is_better_and_best_after_a_rest() -> None:
    performance = fitness_fatigue.simulate(weeks=8)["performance"].to_numpy()
    assert performance[7] < 0 < performance[42]
    assert 56 < np.argmax(performance) < 80


def test_twice_the_load_doubles_everything_and_changes_no_shape() -> None:
    one, two = (fitness_fatigue.simulate(dose=dose)["performance"] for dose in (40, 80))
    assert np.allclose(2 * one, two)


# canal-posture


@pytest.mark.parametrize("place", list(canal_posture.PLACES))
def test_bending_back_only_takes_room_and_half_way_takes_half(place: str) -> None:
    ends = canal_posture.P.flexed[place], canal_posture.P.extended[place]
    assert canal_posture.area(place, 0) == ends[0] > ends[1] == canal_posture.area(place, 1)
    assert canal_posture.area(place, 0.5) == pytest.approx(sum(ends) / 2)


def test_the_circle_has_the_area_of_the_canal() -> None:
    frame = canal_posture.simulate(posture=48)
    assert np.allclose(math.pi * frame["radius"] ** 2, frame["area"])


def test_the_narrowest_place_is_not_the_one_that_loses_most() -> None:
    places = list(canal_posture.PLACES)
    assert min(places, key=lambda place: canal_posture.P.extended[place]) == "dural sac L4-5, stenosis"
    assert max(places, key=canal_posture.lost) == "dural sac L3-4, stenosis"


# stretch-relax


def test_relaxation_agrees_with_small_steps_of_its_equation() -> None:
    gone, dt = 0.1, 0.001
    for _ in range(40_000):
        gone += dt * (stretch.P.share - gone) / stretch.P.tau
    assert stretch.relaxed(40, 0.1) == pytest.approx(gone, abs=1e-4)


def test_no_hold_takes_nothing_and_an_endless_one_takes_its_share_and_no_more() -> None:
    assert stretch.relaxed(0) == 0
    assert stretch.relaxed(1e6) == pytest.approx(stretch.P.share)


def test_working_reflexes_change_nothing() -> None:
    assert stretch.simulate(person="healthy").equals(stretch.simulate(person="complete motor loss"))


def test_doubling_the_hold_does_not_double_the_fall() -> None:
    assert stretch.relaxed(60) < 1.35 * stretch.relaxed(30)


def test_with_no_rest_repeats_are_one_long_hold_and_a_long_rest_starts_anew() -> None:
    frame = stretch.simulate(hold=30, repeats=3, rest=0)
    assert frame["torque"].iloc[-1] == pytest.approx(100 * (1 - stretch.relaxed(90)))
    rested = stretch.simulate(hold=30, repeats=2, rest=120, recovery=30)
    assert rested["torque"].iloc[-1] == pytest.approx(100 * (1 - stretch.relaxed(30)), abs=0.6)


@pytest.mark.parametrize("hold", [5, 15, 30])
def test_a_short_hold_is_not_compared_with_its_first_fifteen_seconds(hold: int) -> None:
    told = stretch.tell(stretch.simulate(hold=hold), hold=hold, repeats=3, person="healthy")
    assert ("first 15 s" in told.sentence) is (hold > 15)
