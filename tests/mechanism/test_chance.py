"""What is special to the models of chance: limits, orders, identities, and paradoxes that must come out."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from spasmed.drawing._mechanism import model_picture
from spasmed.mechanism import bayes_update as bayes
from spasmed.mechanism import imaging_age as imaging
from spasmed.mechanism import mg_ci as magnesium
from spasmed.mechanism import model, settings
from spasmed.mechanism import natural_history as course
from spasmed.mechanism import nnt_baseline as nnt
from spasmed.mechanism import responder_mic as responder
from spasmed.tables import load

EXERCISE, ODDS, EDUCATION = (
    "exercise + education (risk ratio)",
    "exercise + education (odds ratio)",
    "education alone (risk ratio)",
)


def told(name: str, **given):
    m = model(name)
    chosen = settings(name, given)
    frame = m.simulate(**chosen)
    return (
        m.tell(frame, **chosen),
        dict(m.tell(frame, **chosen).readings),
        model_picture(m, frame, chosen, m.tell(frame, **chosen)),
    )


# imaging-age


def test_the_ends_of_each_imaging_curve_are_the_cells_of_the_clinical_table() -> None:
    cells = load("imaging_by_age").set_index(["finding", "age_years"])["prevalence_pct"]
    for finding in imaging.FINDINGS:
        for age, end in ((20, imaging.P.young), (80, imaging.P.old)):
            assert end[finding] == cells[finding.replace(" ", "-"), age]
            assert 100 * imaging.share(finding, age) == pytest.approx(float(end[finding]))


def test_the_imaging_curve_meets_the_published_cells_it_was_not_drawn_through() -> None:
    cells = load("imaging_by_age")
    for finding in imaging.FINDINGS:
        chosen = cells[cells["finding"] == finding.replace(" ", "-")]
        inner = chosen[chosen["age_years"].between(30, 70)]
        off = 100 * imaging.share(finding, inner["age_years"].to_numpy(float)) - inner["prevalence_pct"].to_numpy()
        assert len(off) == 5
        assert np.abs(off).max() < 1.5


def test_every_finding_gets_commoner_with_age_and_most_people_of_30_have_a_degenerated_disk() -> None:
    for finding in imaging.FINDINGS:
        assert (np.diff(imaging.share(finding, np.arange(20, 81))) > 0).all()
    assert imaging.share("disk degeneration", 30) > 0.5


def test_a_finding_with_odds_ratio_one_is_worth_nothing_and_none_can_be_worth_more_than_one_over_its_share() -> None:
    for without in (0.1, 0.5, 0.9):
        assert imaging.likelihood_ratio(1.0, without) == pytest.approx(1)
        assert imaging.likelihood_ratio(1e9, without) == pytest.approx(1 / without)


def test_the_commoner_a_finding_without_pain_the_less_it_is_worth() -> None:
    frame = imaging.simulate(finding="disk degeneration")
    worth = frame.loc[frame["known"], "lr"].to_numpy()
    assert (np.diff(worth) < 0).all()


def test_no_worth_of_a_finding_is_told_past_the_age_that_was_studied_nor_without_an_odds_ratio() -> None:
    assert "%" in told("imaging-age", age=50)[1]["Guess after it (95 % interval)"]
    assert told("imaging-age", age=52)[1]["Guess after it (95 % interval)"] == "not studied past 50"
    assert told("imaging-age", finding="annular fissure")[1]["Guess after it (95 % interval)"] == "no odds ratio read"
    assert "not studied" in told("imaging-age", age=52)[2].svg()


# bayes-update


def test_counting_people_gives_the_same_as_odds_times_likelihood_ratio() -> None:
    for prior in (0.01, 0.45, 0.9):
        for test in ("slr", "xslr", "fritz", "ibp"):
            ill_positive = 1000 * prior * bayes.P.sensitivity[test]
            well_positive = 1000 * (1 - prior) * (1 - bayes.P.specificity[test])
            counted = ill_positive / (ill_positive + well_positive)
            assert bayes.update(prior, bayes.positive(test)) == pytest.approx(counted)
            ill_negative, well_negative = 1000 * prior - ill_positive, 1000 * (1 - prior) - well_positive
            counted = ill_negative / (ill_negative + well_negative)
            assert bayes.update(prior, bayes.negative(test)) == pytest.approx(counted)


def test_the_order_of_two_independent_findings_does_not_matter() -> None:
    one = bayes.simulate(test="leg raise positive", second="crossed leg raise negative", dependence=0)
    other = bayes.update(bayes.update(0.45, bayes.negative("xslr")), bayes.positive("slr"))
    assert one.loc[one["prior"] == 45, "both"].item() == pytest.approx(100 * other)


def test_hearing_the_same_witness_twice_adds_nothing_and_dependence_only_weakens() -> None:
    first = bayes.FINDINGS["crossed leg raise positive"].lr
    worth = [bayes.chained("crossed leg raise positive", "the same again", d) for d in range(0, 101, 10)]
    assert worth[0] == pytest.approx(first**2)
    assert worth[-1] == pytest.approx(first)
    assert (np.diff(worth) < 0).all()


def test_a_second_finding_about_another_condition_is_left_out_and_that_is_said() -> None:
    assert bayes.chained("any red flag", "crossed leg raise positive", 0) == bayes.FINDINGS["any red flag"].lr
    assert "left out" in told("bayes-update", test="any red flag")[0].sentence


def test_a_red_flag_that_four_in_five_carry_cannot_move_the_risk_beyond_its_share_among_them() -> None:
    after = bayes.update(bayes.P.serious, bayes.any_flag())
    assert after == pytest.approx(bayes.P.serious / bayes.P.any_flag)
    assert bayes.P.serious < after < 0.012


def test_the_manipulation_rule_loses_its_worth_from_study_to_study() -> None:
    studies = [name for name in bayes.FINDINGS if name.startswith("manipulation rule")]
    worth = [bayes.FINDINGS[name].lr for name in studies]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] == 1


def test_a_sensitive_test_tells_more_when_it_is_negative() -> None:
    assert 1 / bayes.negative("slr") > bayes.positive("slr")
    assert bayes.positive("xslr") > 1 / bayes.negative("xslr")


# nnt-baseline


def test_one_risk_ratio_gives_a_number_needed_that_halves_when_the_risk_doubles() -> None:
    frame = nnt.simulate(trial=EXERCISE).set_index("baseline")["spared"]
    assert nnt.needed(frame[20]) == pytest.approx(2 * nnt.needed(frame[40]))


def test_an_odds_ratio_spares_most_in_the_middle_and_a_risk_ratio_at_the_top() -> None:
    odds, risk = (nnt.simulate(trial=trial)["spared"].to_numpy() for trial in (ODDS, EXERCISE))
    assert 0 < odds.argmax() < len(odds) - 1
    assert risk.argmax() == len(risk) - 1


def test_an_odds_ratio_comes_back_from_the_two_risks_and_is_a_risk_ratio_only_when_risks_are_small() -> None:
    for risk in (0.05, 0.3, 0.8):
        treated = float(nnt.with_program(risk, 0.59, odds=True))
        assert treated / (1 - treated) / (risk / (1 - risk)) == pytest.approx(0.59)
    assert float(nnt.with_program(1e-6, 0.59, odds=True)) / 1e-6 == pytest.approx(0.59, abs=1e-4)
    assert float(nnt.with_program(0.7, 0.59, odds=True)) / 0.7 > 0.8


def test_no_risk_passes_one_and_no_effect_needs_infinitely_many() -> None:
    assert float(nnt.with_program(0.9, 1.27, odds=False)) == 1
    assert nnt.needed(0) == inf


def test_an_interval_that_holds_no_effect_is_told_through_no_effect_and_never_as_two_plain_numbers() -> None:
    for baseline in (5, 30, 80):
        sentence, readings, drawn = told("nnt-baseline", trial=EDUCATION, baseline=baseline)
        assert "through no effect" in readings["Its 95 % interval"]
        assert "more" in readings["Its 95 % interval"]
        assert "cannot tell" in sentence.sentence
        assert "no clear effect" in drawn.svg()
    assert "through" not in told("nnt-baseline", trial=ODDS)[1]["Its 95 % interval"]


def test_the_interval_lies_on_both_sides_of_the_number_needed() -> None:
    for trial in nnt.TRIALS:
        frame = nnt.simulate(trial=trial)
        assert (frame["low"] < frame["spared"]).all()
        assert (frame["spared"] < frame["high"]).all()


def test_the_ratios_are_those_of_the_table_of_effects() -> None:
    effects = load("effects").set_index("id")
    rows = {
        EXERCISE: "effect-089",
        "exercise alone (risk ratio)": "effect-091",
        EDUCATION: "effect-093",
        ODDS: "effect-097",
        "exercise alone (odds ratio)": "effect-098",
    }
    for trial, row in rows.items():
        published = [float(effects.loc[row, column]) for column in ("estimate", "ci_low", "ci_high")]
        assert [nnt.P.ratio[trial], nnt.P.low[trial], nnt.P.high[trial]] == published


# natural-history


def test_the_curves_of_2012_lie_in_the_published_intervals_and_those_of_2024_on_their_means() -> None:
    for cohort in course.COHORTS:
        means = course.published(cohort)
        assert len(means) == 4
        got = course.mean(cohort, means["time_weeks"].to_numpy())
        assert np.abs(got - means["estimate"].to_numpy()).max() < 0.1
        if cohort.endswith("2012"):
            assert ((got > means["ci_low"].to_numpy()) & (got < means["ci_high"].to_numpy())).all()


def test_most_of_the_fall_of_acute_pain_comes_in_six_weeks_in_both_reviews() -> None:
    for cohort in ("acute, 2012", "acute, 2024", "subacute, 2024"):
        start, six, year = course.mean(cohort, [0, 6, 52])
        assert (start - six) / (start - year) > 0.6


def test_the_curve_of_2012_solves_its_own_equation_stepped_by_hand() -> None:
    parts = course.P.acute
    fast, slow, step = float(parts["fast"]), float(parts["slow"]), 0.001
    for _ in range(6000):
        fast, slow = fast - step * fast / parts["fast-tau"], slow - step * slow / parts["slow-tau"]
    assert fast + slow == pytest.approx(float(course.mean("acute, 2012", 6)), abs=0.01)


def test_people_drawn_at_random_show_the_same_regression_to_the_mean() -> None:
    rng = np.random.default_rng(7)
    center, rho, threshold = 52.0, 0.6, 60.0
    first, noise = rng.standard_normal((2, 400_000)) * float(course.P.spread)
    second = rho * first + np.sqrt(1 - rho**2) * noise
    chosen = center + first >= threshold
    assert first[chosen].mean() == pytest.approx(course.excess(center, threshold), abs=0.15)
    assert (first - second)[chosen].mean() == pytest.approx((1 - rho) * course.excess(center, threshold), abs=0.15)


def test_a_treatment_that_does_nothing_still_looks_good_and_its_untreated_twin_looks_the_same() -> None:
    frame = course.simulate(start=0, effect=0)
    assert frame["treated"].equals(frame["untreated"])
    got = course.fall(0, 0, 40, 0.7, "acute, 2012")
    assert got.effect == 0
    assert got.time + got.regression > 30


def test_with_everybody_let_in_and_no_effect_the_treated_are_the_cohort() -> None:
    frame = course.simulate(start=4, effect=0, threshold=0).dropna()
    assert np.allclose(frame["treated"], frame["everybody"])


def test_the_three_causes_add_up_to_what_the_clinic_sees_in_the_table() -> None:
    for start in (0, 7, 26):
        for cohort in course.COHORTS:
            frame = course.simulate(start=start, effect=15, cohort=cohort).set_index("week")
            got = course.fall(start, 15, 40, 0.7, cohort)
            seen = frame.loc[start, "treated"] - frame.loc[start + 6, "treated"]
            assert seen == pytest.approx(got.time + got.regression + got.effect)
            assert frame.loc[start, "treated"] == pytest.approx(got.first)


def test_perfect_agreement_leaves_no_regression_to_the_mean_and_a_higher_threshold_makes_more() -> None:
    assert course.fall(0, 0, 60, 1.0, "acute, 2012").regression == 0
    falls = [course.fall(0, 0, threshold, 0.7, "acute, 2012").regression for threshold in range(0, 71, 10)]
    assert (np.diff(falls) > 0).all()


# responder-mic


def test_people_drawn_at_random_reach_the_line_as_often_as_computed() -> None:
    rng = np.random.default_rng(11)
    arm, rho = responder.P.manipulation, 0.5
    one, other = rng.standard_normal((2, 400_000))
    before = arm["before"] + arm["before-sd"] * one
    after = arm["after"] + arm["after-sd"] * (rho * one + np.sqrt(1 - rho**2) * other)
    assert (before - after >= 15).mean() == pytest.approx(responder.reached(*responder.change(arm, rho), 15), abs=0.004)


def test_half_of_each_bell_lies_beyond_its_mean_and_the_bells_hold_everybody() -> None:
    center, spread = responder.change(responder.P.recommended, 0.5)
    assert responder.reached(center, spread, center) == 0.5
    frame = responder.simulate()
    for arm in ("manipulation", "recommended"):
        assert frame[arm].sum() == pytest.approx(100, abs=0.2)
        assert (np.diff(frame[f"{arm}_reached"]) < 0).all()


def test_both_arms_reach_the_line_alike_and_dozens_are_treated_for_one_extra() -> None:
    for rho, low, high in ((0.3, 50, 54), (0.5, 43, 46), (0.7, 33, 36)):
        one, other = (
            responder.reached(*responder.change(arm, rho), 15)
            for arm in (responder.P.manipulation, responder.P.recommended)
        )
        assert low <= 1 / (one - other) <= high


def test_a_larger_extra_effect_pulls_the_bells_apart() -> None:
    apart = [
        float(told("responder-mic", effect=effect)[1]["The two bells overlap by"].removesuffix(" %"))
        for effect in (0, 10, 20)
    ]
    assert apart == sorted(apart, reverse=True)
    assert apart[0] > 95
    assert apart[2] < 70


# mg-ci


def test_the_published_interval_comes_back_at_its_own_size_and_confidence() -> None:
    assert magnesium.interval(1, 95) == pytest.approx((magnesium.P.low, magnesium.P.high))


def test_four_times_the_people_halve_the_interval_and_more_confidence_widens_it() -> None:
    def width(size: float, confidence: float) -> float:
        low, high = magnesium.interval(size, confidence)
        return high - low

    assert width(4, 95) == pytest.approx(width(1, 95) / 2)
    assert width(1, 80) < width(1, 90) < width(1, 95) < width(1, 99)
    assert width(1, 99) / width(1, 95) == pytest.approx(2.5758 / 1.95996, rel=1e-4)


def test_not_significant_speaks_against_one_cramp_a_week_but_leaves_a_small_benefit_open() -> None:
    says = {w: told("mg-ci", worthwhile=w)[1]["What it says of your line"] for w in (0, 0.5, 1, 2)}
    assert says == {
        0: "still open",
        0.5: "still open",
        1: "a benefit that large is unlikely",
        2: "a benefit that large is unlikely",
    }


def test_a_quarter_of_the_people_could_not_have_excluded_one_cramp_a_week() -> None:
    assert told("mg-ci", worthwhile=1, size=0.25)[1]["What it says of your line"] == "still open"


@pytest.mark.parametrize(
    ("low", "high", "worthwhile", "says"),
    [
        (-3, -2, 1, "the benefit is at least that large"),
        (-3, -0.5, 1, "some benefit, but perhaps less than that"),
        (-3, 0.5, 1, "still open"),
        (-0.5, 0.5, 1, "a benefit that large is unlikely"),
        (-0.5, -0.1, 1, "a benefit that large is unlikely"),
    ],
)
def test_each_place_of_an_interval_has_its_verdict(low: float, high: float, worthwhile: float, says: str) -> None:
    assert magnesium.verdict(low, high, worthwhile) == says
