"""Figures show the numbers of their rows, on axes that those numbers belong on, in the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from itertools import combinations, pairwise
from math import dist
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

import spasmed as sp
from spasmed.drawing import _badges, _course, _emg_chart, _evidence_map, _figures, _forest, _forest_words, _imaging
from spasmed.drawing._renderer import svg
from spasmed.reasoning import links
from spasmed.tables import SpasmedError, load, records, story, words

LIMIT = 14_000  # bytes of one picture
MINUS = _figures.MINUS


def lines(figure: Any) -> dict[str, tuple[Any, Any]]:
    """gid -> (the axes it is on, the line), and no gid of a row twice."""
    found: dict[str, tuple[Any, Any]] = {}
    for axes in figure.axes:
        for line in axes.lines:
            if (gid := line.get_gid()) and re.match(r"(effect|nh|emg|link|img)-", gid):
                assert gid not in found, gid
                found[gid] = (axes, line)
    return found


def sources_of(html: str) -> list[str]:
    return re.findall(r'src="data:image/svg\+xml([^"]*)"', html)


def document(html: str) -> str:
    """The SVG of the one picture, as a browser reads it from the attribute."""
    (data,) = sources_of(html)
    assert data.startswith(",")
    return unquote(unescape(data[1:]))


def alt(html: str) -> str:
    (text,) = re.findall(r'<img alt="([^"]*)"', html)
    return unescape(text)


FIGURES: dict[str, Callable[[], Any]] = {
    "forest": lambda: sp.forest(lesson="technique-strengthening"),
    "forest with ratios": lambda: sp.forest(lesson="prevention"),
    "evidence map": sp.evidence_map,
    "evidence map of a lesson": lambda: sp.evidence_map(lesson="technique-heat-cold"),
    "imaging": sp.imaging_by_age,
    "imaging of one finding": lambda: sp.imaging_by_age(finding="disk bulge"),
    "natural history": sp.natural_history,
    "emg": lambda: sp.emg_chart(muscle="internal oblique"),
    "badge": lambda: sp.certainty_badge("very low"),
    "badges": sp.badges,
}


def every_figure() -> Iterator[tuple[str, Any]]:
    """All figures that the tables can give one by one: lessons, interventions, muscles, findings."""
    lessons = story("lessons")["lessons"]
    for name in sorted(set(load("effects")["intervention"])):
        yield f"forest of {name}", sp.forest(intervention=name)
    for lesson in lessons:
        if lesson["effect_ids"]:
            yield f"forest of lesson {lesson['id']}", sp.forest(lesson=lesson["id"])
        if lesson["link_ids"]:
            yield f"map of lesson {lesson['id']}", sp.evidence_map(lesson=lesson["id"])
    for muscle in sorted(set(load("emg")["muscle_id"]) - {""}):
        yield f"emg of {muscle}", sp.emg_chart(muscle=muscle)
    for finding in words("imaging_by_age", "finding"):
        yield f"imaging of {finding}", sp.imaging_by_age(finding=finding)
    for name, make in FIGURES.items():
        yield name, make()


# The forest plot


@pytest.mark.parametrize("lesson", [x["id"] for x in story("lessons")["lessons"] if x["effect_ids"]])
def test_a_forest_plot_draws_the_numbers_of_its_rows(lesson: str) -> None:
    frame, _ = _forest.forest_rows(lesson=lesson)
    found = lines(_forest.forest_figure(frame))
    assert {gid for gid in found if " " not in gid} == set(frame["id"])
    for row in records(frame):
        assert list(found[row["id"]][1].get_xdata()) == [row["plot_estimate"]]
        assert list(found[f"{row['id']} interval"][1].get_xdata()) == [row["plot_low"], row["plot_high"]]


@pytest.mark.parametrize("lesson", [x["id"] for x in story("lessons")["lessons"] if x["effect_ids"]])
def test_scale_families_never_share_an_axis(lesson: str) -> None:
    frame, _ = _forest.forest_rows(lesson=lesson)
    found = lines(_forest.forest_figure(frame))
    on: dict[Any, set[tuple[str, str, str]]] = {}
    for row in records(frame):
        kind = row["unit"] if row["plot_family"] == "ratio" else ""
        on.setdefault(found[row["id"]][0], set()).add((row["plot_family"], row["plot_unit"], kind))
    assert all(len(scales) == 1 for scales in on.values())
    together = set().union(*on.values())
    assert len(on) == len(together)
    for axes, scales in on.items():
        ((family, _, _),) = scales
        assert axes.get_xscale() == ("log" if family == "ratio" else "linear")
        (null,) = [line for line in axes.lines if line.get_gid() == "null"]
        assert set(null.get_xdata()) == {1 if family == "ratio" else 0}


def test_odds_risk_and_hazard_ratios_have_axes_of_their_own() -> None:
    figure = _forest.forest_figure(_forest.forest_rows(lesson="prevention")[0])
    labels = {axes.get_label() for axes in figure.axes}
    assert {f"panel: ratio: {kind} ratio" for kind in ("risk", "odds", "hazard", "rate")} <= labels


def test_every_interval_lies_inside_its_axes() -> None:
    for name in sorted(set(load("effects")["intervention"])):
        frame, _ = _forest.forest_rows(intervention=name)
        if frame.empty:
            continue
        for gid, (axes, line) in lines(_forest.forest_figure(frame)).items():
            low, high = axes.get_xlim()
            assert low < min(line.get_xdata()) and max(line.get_xdata()) < high, gid


def test_a_square_is_filled_only_where_the_interval_leaves_out_no_difference() -> None:
    frame, _ = _forest.forest_rows(lesson="technique-strengthening")
    found = lines(_forest.forest_figure(frame))
    seen = set()
    for row in records(frame):
        crosses = row["plot_low"] <= (1 if row["plot_family"] == "ratio" else 0) <= row["plot_high"]
        assert (found[row["id"]][1].get_markerfacecolor() == "white") == crosses
        seen.add(crosses)
    assert seen == {True, False}


def test_the_difference_a_review_calls_important_is_drawn_in_the_rows_that_name_one() -> None:
    frame, _ = _forest.forest_rows(lesson="technique-strengthening")
    found = lines(_forest.forest_figure(frame))
    named = {row["id"]: row["note"] for row in records(frame) if f"{row['id']} important" in found}
    assert {"effect-023", "effect-024"} == set(named)
    for row, note in named.items():
        (size,) = {-x for x in found[f"{row} important"][1].get_xdata()}
        assert f"{size:g}-point" in note


def test_rows_without_an_interval_are_listed_and_not_drawn() -> None:
    shown = sp.forest(intervention="heat")
    frame = load("effects")
    bare = frame[(frame["intervention"] == "heat") & frame["ci_low"].isna()]
    assert len(bare) > 2
    assert "Not drawn: no interval printed" in shown.html
    for row in records(bare):
        assert row["comparator"] in shown.html.split("Not drawn")[1]
        assert row["id"] not in lines(_forest.forest_figure(_forest.forest_rows(intervention="heat")[0]))
    assert repr(shown) == f"Forest plot: 4 drawn, {len(bare)} listed and not drawn"


def test_rows_the_table_keeps_out_of_a_plot_stay_out_and_say_why() -> None:
    drawn, listed = _forest.forest_rows(intervention="manual-therapy")
    assert "effect-108" in set(listed["id"]) and "effect-108" not in set(drawn["id"])
    assert "do not read as protective" in sp.forest(intervention="manual-therapy").html


def test_what_may_not_be_drawn_at_all_is_still_said() -> None:
    shown = sp.forest(intervention="heat-vs-cold")
    assert "<img" not in shown.html and "garra2010" in shown.html
    assert repr(shown) == "Forest plot: 0 drawn, 1 listed and not drawn"


def test_an_outcome_word_takes_every_outcome_that_begins_with_it() -> None:
    frame, _ = _forest.forest_rows(intervention="mindfulness-cbt", outcome="pain")
    assert {"pain (operant)", "pain (MBSR)"} <= set(frame["outcome"])
    assert all(outcome.startswith("pain") for outcome in frame["outcome"])
    assert set(_forest.forest_rows(outcome="pain (MBSR)")[0]["outcome"]) == {"pain (MBSR)"}


# The evidence map


def test_the_map_has_one_sign_a_link_with_its_shape_and_letter() -> None:
    frame = links()
    figure = _evidence_map.evidence_map_figure(frame)
    found = lines(figure)
    shaped = frame[frame["recommendation"] != "not-applicable"]
    assert set(found) == set(shaped["id"])
    for row in records(shaped):
        _, shape, _, tone = _evidence_map.SIGNS[row["recommendation"]]
        line = found[row["id"]][1]
        assert (line.get_marker(), line.get_markeredgecolor()) == (shape, tone)
    letters = [text.get_text() for text in figure.axes[0].texts if len(text.get_text()) == 1]
    key = 3  # signs of certainty in the key, each with the letter of "consider"
    for recommendation, (letter, *_) in _evidence_map.SIGNS.items():
        links_so = (frame["recommendation"] == recommendation).sum()
        assert letters.count(letter) == links_so + 1 + (key if recommendation == "consider" else 0)


def test_the_fill_of_a_sign_follows_its_certainty() -> None:
    frame = links(recommendation="recommended")
    found = lines(_evidence_map.evidence_map_figure(frame))
    fills: dict[str, set[str]] = {}
    for row in records(frame):
        fills.setdefault(row["certainty"], set()).add(found[row["id"]][1].get_markerfacecolor())
    assert all(len(some) == 1 for some in fills.values())
    assert len(set().union(*fills.values())) == len(fills) == 3


def test_signs_of_the_map_never_touch_and_stand_in_the_column_of_their_cause() -> None:
    frame = links()
    found = lines(_evidence_map.evidence_map_figure(frame))
    places = {gid: (float(line.get_xdata()[0]), float(line.get_ydata()[0])) for gid, (_, line) in found.items()}
    widest = max(size for _, _, size, _ in _evidence_map.SIGNS.values()) / 72  # inches
    assert min(dist(a, b) for a, b in combinations(places.values(), 2)) > widest
    span = {c: [places[i][0] for i in rows["id"] if i in places] for c, rows in frame.groupby("cause_id")}
    ordered = [span[c] for c in load("causes")["id"]]
    assert all(max(a) < min(b) for a, b in pairwise(ordered))


def test_directness_is_said_below_the_map_from_the_table_itself() -> None:
    html = sp.evidence_map().html
    assert "No trial selected people by back spasm" in html
    counts = links()["directness"].value_counts()
    assert f"{counts['direct']} direct, {counts['indirect']} indirect, {counts['expert']} expert" in html


def test_the_map_of_a_lesson_has_only_its_links_and_all_their_sources() -> None:
    lesson = next(x for x in story("lessons")["lessons"] if x["id"] == "technique-heat-cold")
    shown = sp.evidence_map(lesson="technique-heat-cold")
    rows = links()[links()["id"].isin(lesson["link_ids"])]
    assert repr(shown).startswith(f"Evidence map: {len(rows)} links")
    for source in {s for ids in rows["source_ids"] for s in ids}:
        assert f">{source}</a>" in shown.html


# Imaging, natural history, activity


def test_each_age_has_one_hundred_dots_and_as_many_large_ones_as_the_row_says() -> None:
    frame = load("imaging_by_age")
    figure = _imaging.imaging_figure(frame)
    dots: dict[str, int] = {}
    for line in figure.axes[0].lines:
        if (gid := str(line.get_gid())).startswith("img-"):
            xs = line.get_xdata()
            step = line._unscaled_dash_pattern[1][1] / 72
            dots[gid] = dots.get(gid, 0) + round((xs[1] - xs[0]) / step) + 1
    for row in records(frame):
        assert dots[row["id"]] == row["prevalence_pct"]
        assert dots[row["id"]] + dots[f"{row['id']} clear"] == 100


def test_ages_at_which_few_or_no_people_were_imaged_are_marked() -> None:
    frame = load("imaging_by_age")
    texts = [text.get_text() for text in _imaging.imaging_figure(frame).axes[0].texts]
    few = frame[(frame["n_people"] > 0) & (frame["n_people"] < _imaging.FEW)]
    assert sum(text.endswith("\N{DAGGER}") for text in texts) == len(few) > 0
    assert sum(text.endswith("*") for text in texts) == (frame["n_people"] == 0).sum() > 0


def test_both_poolings_are_drawn_as_printed_on_axes_of_their_own() -> None:
    frame = _course.course_rows()
    found = lines(_course.natural_history_figure(frame))
    assert set(frame["source_id"]) == {"costa2012", "wallwork2024"}
    on = {source: {found[i][0] for i in rows["id"]} for source, rows in frame.groupby("source_id")}
    assert all(len(axes) == 1 for axes in on.values()) and len(set().union(*on.values())) == 2
    for row in records(frame):
        _, point = found[row["id"]]
        assert (point.get_xdata()[0], point.get_ydata()[0]) == (row["time_weeks"], row["estimate"])
        bare = pd.isna(row["ci_low"])
        assert (point.get_markerfacecolor() == "white") == bare == (f"{row['id']} interval" not in found)
        if not bare:
            assert list(found[f"{row['id']} interval"][1].get_ydata()) == [row["ci_low"], row["ci_high"]]


@pytest.mark.parametrize("muscle", ["multifidus", "internal-oblique", "gluteus-maximus", "erector-spinae"])
def test_activity_is_drawn_as_measured_and_never_averaged(muscle: str) -> None:
    frame, _ = _emg_chart.emg_rows(muscle=muscle)
    found = lines(_emg_chart.emg_figure(frame))
    assert {gid for gid in found if " " not in gid} == set(frame["id"])
    for row in records(frame):
        xs = list(found[row["id"]][1].get_xdata())
        mean, low, high = (row[c] for c in ("pct_mvic", "low", "high"))
        assert xs == ([mean] if pd.notna(mean) else [x for x in (low, high) if pd.notna(x)])
        if pd.notna(mean) and pd.notna(row["sd"]):
            assert list(found[f"{row['id']} sd"][1].get_xdata()) == pytest.approx([mean - row["sd"], mean + row["sd"]])


@pytest.mark.parametrize("muscle", ["internal-oblique", "external-oblique", "erector-spinae"])
def test_unlike_activity_never_shares_an_axis(muscle: str) -> None:
    frame, _ = _emg_chart.emg_rows(muscle=muscle)
    found = lines(_emg_chart.emg_figure(frame))
    on: dict[Any, set[tuple[str, ...]]] = {}
    for row in records(frame):
        kind = "level" if row["use"] in {"absolute", "range", "threshold"} else row["use"]
        on.setdefault(found[row["id"]][0], set()).add((row["source_id"], row["normalization"], kind))
    assert all(len(kinds) == 1 for kinds in on.values()) and len(on) > 2


def test_a_change_against_rest_leaves_the_axis_of_the_levels_of_its_own_study() -> None:
    frame, _ = _emg_chart.emg_rows(muscle="internal-oblique")
    frame = frame[frame["source_id"] == "callaghan1998"].reset_index(drop=True)
    assert len({axes for axes, _ in lines(_emg_chart.emg_figure(frame)).values()}) == 1
    frame.loc[0, "use"] = "change-score"
    figure = _emg_chart.emg_figure(frame)
    assert len({axes for axes, _ in lines(figure).values()}) == 2
    assert any("change against rest" in text.get_text() for text in figure.axes[0].texts)


def test_each_number_of_the_activity_chart_stands_with_its_statistic_and_n() -> None:
    texts = [t.get_text() for t in _emg_chart.emg_figure(_emg_chart.emg_rows(muscle="multifidus")[0]).axes[0].texts]
    for told in ("21.28%", "over 20%", "lower bound, n=30", "range, n=26", "n not read"):
        assert any(told in text for text in texts), told


def test_activity_of_chosen_exercises_only() -> None:
    shown = sp.emg_chart(muscle="multifidus", exercises=["bird dog", "bridge"])
    frame = sp.emg(muscle="multifidus", exercise=["bird dog", "bridge"])
    assert repr(shown).startswith(f"Measured activity: {len(frame)} numbers")


def test_a_badge_has_as_many_filled_dots_as_the_certainty_is_high() -> None:
    assert set(_badges.PIPS) == set(words("effects", "certainty"))
    counted = {}
    for word, filled in _badges.PIPS.items():
        dots = [line for line in _badges.badge_figure(word).axes[0].lines if line.get_marker() == "o"]
        counted[word] = sum(len(line.get_xdata()) for line in dots if line.get_markerfacecolor() == _figures.INK)
        assert counted[word] == (filled or 0)
        assert word.replace("-", " ") in repr(sp.certainty_badge(word))
    assert counted["high"] > counted["moderate"] > counted["low"] > counted["very-low"] > counted["not-graded"]


# All figures


def test_a_picture_without_words_for_it_cannot_be_made() -> None:
    figure, _ = _figures.sheet(1)
    with pytest.raises(TypeError, match="alt"):
        _figures.image(figure)
    with pytest.raises(TypeError, match="alt"):
        _figures.shown(figure, caption="c", text="t")
    with pytest.raises(SpasmedError, match="says what it shows"):
        _figures.image(figure, alt="  ")
    with pytest.raises(SpasmedError, match="caption"):
        _figures.shown(figure, alt="a", caption="", text="t")


def test_the_words_for_a_picture_hold_its_numbers() -> None:
    told = alt(sp.forest(lesson="technique-strengthening").html)
    for row in records(_forest.forest_rows(lesson="technique-strengthening")[0]):
        numbers = [f"{row[c]:.10g}".replace("-", MINUS) for c in ("plot_estimate", "plot_low", "plot_high")]
        assert f"{numbers[0]} ({numbers[1]} to {numbers[2]})" in told
    told = alt(sp.imaging_by_age().html)
    assert all(f"{r['prevalence_pct']:g} at {r['age_years']}" in told for r in records(load("imaging_by_age")))
    told = alt(sp.natural_history().html)
    assert all(f"{r['estimate']:g}" in told for r in records(_course.course_rows()))
    told = alt(sp.emg_chart(muscle="multifidus").html)
    assert all(f"{r['pct_mvic']:g}%" in told for r in records(sp.emg(muscle="multifidus")) if pd.notna(r["pct_mvic"]))
    for recommendation, count in links()["recommendation"].value_counts().items():
        assert f"{count} {recommendation.replace('-', ' ')}" in alt(sp.evidence_map().html)


def test_every_figure_is_one_small_picture_that_a_browser_can_read() -> None:
    sizes = {}
    for name, shown in every_figure():
        if not sources_of(shown.html):
            assert "Not drawn" in shown.html, name
            continue
        (data,) = sources_of(shown.html)
        sizes[name] = len(data)
        ET.fromstring(document(shown.html))
        assert not re.search(r"<(script|style|svg|iframe)|\son\w+=", shown.html), name
        assert "\n" not in shown.text, name
    assert len(sizes) > 60
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def test_no_words_of_any_figure_leave_the_paper() -> None:
    """Measured in the wide font matplotlib brings along."""
    frames = [_forest.forest_rows(lesson=x["id"])[0] for x in story("lessons")["lessons"] if x["effect_ids"]]
    figures = [_forest.forest_figure(frame) for frame in frames]
    figures += [
        _emg_chart.emg_figure(_emg_chart.emg_rows(muscle=m)[0]) for m in ("gluteus-maximus", "external-oblique")
    ]
    figures += [_evidence_map.evidence_map_figure(links()), _imaging.imaging_figure(load("imaging_by_age"))]
    figures += [_course.natural_history_figure(_course.course_rows()), _badges.badges_figure()]
    for figure in figures:
        wide, high = 72 * figure.get_size_inches()
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= 0 and box.x1 <= wide and box.y0 >= 0 and box.y1 <= high, text.get_text()


def test_no_words_of_a_panel_run_into_its_plot() -> None:
    figure = _forest.forest_figure(_forest.forest_rows(lesson="technique-education")[0])
    desk, *panels = figure.axes
    plots = [axes.get_window_extent() for axes in panels]
    words_of = [t for t in desk.texts if "favors" not in t.get_text()]
    assert len(plots) == 5
    for text in words_of:
        box = text.get_window_extent()
        assert not any(box.overlaps(plot) for plot in plots), text.get_text()


def test_no_words_are_smaller_than_eleven_points() -> None:
    for make in FIGURES.values():
        assert min(float(size) for size in re.findall(r"font-size:([\d.]+)px", document(make().html))) >= 11


def test_the_same_figure_is_the_same_bytes_in_one_process_and_across_processes() -> None:
    code = (
        "import hashlib, spasmed as sp;"
        "print(hashlib.sha256(''.join([sp.forest(lesson='prevention').html, sp.evidence_map().html,"
        " sp.imaging_by_age().html, sp.natural_history().html, sp.emg_chart(muscle='multifidus').html,"
        " sp.badges().html]).encode()).hexdigest())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    here = [sp.forest(lesson="prevention"), sp.evidence_map(), sp.imaging_by_age(), sp.natural_history()]
    here += [sp.emg_chart(muscle="multifidus"), sp.badges()]
    digest = hashlib.sha256("".join(shown.html for shown in here).encode()).hexdigest()
    assert made == [digest, digest]


def test_a_readers_own_settings_change_nothing_and_are_left_alone() -> None:
    import matplotlib as mpl

    before = sp.natural_history().html
    with mpl.rc_context(
        {"font.size": 30, "lines.linewidth": 9, "axes.linewidth": 5, "xtick.major.size": 20, "path.simplify": True}
    ):
        assert sp.natural_history().html == before
        assert mpl.rcParams["font.size"] == 30


def test_text_with_a_bracket_survives_the_way_into_an_attribute() -> None:
    figure, desk = _figures.sheet(1)
    _figures.write(desk, 0.2, 0.5, 'acute (<6 wk) & "more" 100% #1')
    read = ET.fromstring(document(_figures.image(figure, alt="a")))
    assert 'acute (<6 wk) & "more" 100% #1' in "".join(read.itertext())


def test_a_path_is_written_where_it_lies() -> None:
    figure, desk = _figures.sheet(1)
    desk.plot([1, 2, 2], [0.25, 0.25, 0.5], color="#000000", lw=2)
    desk.plot([3], [0.5], "o", ms=10, mfc="#ffffff", mec="#000000")
    drawn = svg(figure)
    assert "d='M72 18h72v18'" in drawn
    assert "d='M216 31a5 5 0 1 0 .1 0z'" in drawn


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (sp.forest, "Say what to draw"),
        (lambda: sp.forest(intervention="heet"), 'Did you mean "heat"?'),
        (lambda: sp.forest(intervention="heat", outcome="sick leave"), 'No effect was read for intervention "heat" and outcome "sick leave"'),
        (lambda: sp.forest(lesson="screening"), 'No effect was read for lesson "screening"'),
        (lambda: sp.forest(outcome="pain"), "do not fit on one picture"),
        (lambda: sp.evidence_map(lesson="start-here"), "discusses no link"),
        (lambda: sp.evidence_map(lesson="cause-postur"), 'Did you mean "cause-posture"?'),
        (lambda: sp.imaging_by_age(finding="disc bulge"), 'Did you mean "disk-bulge"?'),
        (lambda: sp.emg_chart(muscle="multifidis"), "Did you mean"),
        (lambda: sp.emg_chart(muscle=None), "Say which muscle"),
        (lambda: sp.emg_chart(muscle="hip and buttock"), "do not fit on one picture"),
        (lambda: sp.emg_chart(muscle="multifidus", exercises="plank"), "No measured activity of multifidus in plank"),
        (lambda: sp.certainty_badge("sure"), "Choose from: high, low, moderate"),
    ],
)  # fmt: skip
def test_errors_are_sentences_that_say_what_to_do(make: Callable[[], Any], said: str) -> None:
    with pytest.raises(SpasmedError, match=re.escape(said)):
        make()


def test_importing_spasmed_loads_no_matplotlib() -> None:
    code = "import sys, spasmed; print('matplotlib' in sys.modules); spasmed.badges(); print('matplotlib.pyplot' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "False"]


def test_no_row_that_nobody_has_read_is_drawn_or_listed() -> None:
    unread = load("effects", unverified=True).query("seen == 'no'")
    assert len(unread) > 5
    for name in sorted(set(unread["intervention"]) & set(load("effects")["intervention"])):
        drawn, listed = _forest.forest_rows(intervention=name)
        assert not set(unread["id"]) & {*drawn["id"], *listed["id"]}


def test_the_scale_of_a_row_follows_the_descriptor() -> None:
    for row in records(load("effects")):
        family, unit = _forest_words.scale(row)
        assert family == row["plot_family"]
        assert unit == (row["unit"] if family == "ratio" else row["plot_unit"])
