"""Charts of chance: what a finding, a number or a difference is worth, in people who can be counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from spasmed.drawing._chart import Axis, Box, area, band, bars, chart, interval, label, line, marker, num, points, rule
from spasmed.drawing._icons import icons
from spasmed.drawing._picture import PAPER, Mark
from spasmed.mechanism import chosen
from spasmed.mechanism import natural_history as course
from spasmed.mechanism import nnt_baseline as nnt
from spasmed.tables import load


def _word(x: float, y: float, text: str, style: str = "s") -> Mark:
    return Mark("text", {"class": style, "x": num(x), "y": num(y)}, text)


def _people(left: float, top: float, groups: Sequence[tuple[float, str, bool]], step: float = 18) -> Iterator[Mark]:
    """100 people: each group is (how many, tone, hollow); hollow ones are rings, so that groups differ in shape too."""
    base, *marks = icons([(round(count), tone) for count, tone, _ in groups], left=left, top=top, step=step)
    yield base
    for mark, (_, _, hollow) in zip(marks, groups, strict=True):
        yield mark
        if hollow:
            look = f"stroke:var(--sp-paper,{PAPER});stroke-width:{num(0.34 * step)};stroke-linecap:round"
            inner = f"fill:none;{look};stroke-dasharray:0 {num(step)}"
            yield Mark("path", {"style": inner, "d": mark.attributes["d"]})


def imaging_age(frame: pd.DataFrame, *, age: float, finding: str, prior: float, **_: Any) -> list[Mark]:
    """100 pain-free people, the curve they come from, and what the finding does to a guess."""
    now = frame.iloc[chosen(frame)]
    cells = load("imaging_by_age")
    cells = cells[cells["finding"] == finding.replace(" ", "-")]
    after = now["after"] if now["known"] else 0
    return [
        _word(16, 66, f"{now['share']:.0f} of 100 have it,", "w"),
        _word(16, 88, f"age {age:g}, no back pain"),
        *_people(14, 106, [(now["share"], "a", False)]),
        _word(16, 312, "large dot: has it", "m s"),
        *chart(
            line(frame["age"], frame["share"], name="curve"),
            points(cells["age_years"], cells["prevalence_pct"], name="published"),
            marker(age, now["share"]),
            x=Axis("Age", 20, 80, "years", ticks=[20, 50, 80]),
            y=Axis("Pain-free people with it", 0, 100, "%", ticks=[0, 50, 100]),
            box=Box(204, 34, 470, 386),
        ),
        *chart(
            bars(
                [prior, after], tones="ba", labels=[f"{prior:g} %", f"{after:.0f} %" if now["known"] else "not studied"]
            ),
            interval(1.42, now["low"], now["high"], tone="d", shown=bool(now["known"])),
            x=Axis("Guess that it matters", -0.5, 1.6, ticks=[0, 1], words=["before", "after"]),
            y=Axis("Probability", 0, 100, "%", ticks=[0, 100]),
            box=Box(470, 34, 720, 386),
        ),
    ]


def bayes_update(frame: pd.DataFrame, *, prior: float, test: str, second: str, **_: Any) -> list[Mark]:
    """Before against after, and 100 people before and after."""
    now = frame.iloc[chosen(frame)]
    marks = chart(
        line(frame["prior"], frame["prior"], tone="b", name="worth nothing"),
        line(frame["prior"], frame["first"], name="first finding"),
        line(frame["prior"], frame["both"], tone="c", name="both"),
        rule(x=prior),
        marker(prior, now["first"], tone="a"),
        marker(prior, now["both"], tone="c"),
        x=Axis("Probability before", 0, 100, "%", ticks=[0, 50, 100]),
        y=Axis("Probability after", 0, 100, "%", ticks=[0, 50, 100]),
        box=Box(0, 34, 400, 386),
    )
    for left, count, title, tone in ((414, prior, "Before", "b"), (570, now["both"], "After", "c")):
        marks += [_word(left + 4, 122, title, "w"), _word(left + 4, 144, f"{count:.{int(count < 10)}f} of 100")]
        marks += _people(left, 158, [(count, tone, False)], step=14)
    marks += [
        _word(418, 66, f"1st: {test}", "s"),
        _word(418, 86, f"2nd: {second}", "s"),
        _word(418, 326, "large dot: has it", "m s"),
    ]
    return marks


def nnt_baseline(frame: pd.DataFrame, *, baseline: float, **_: Any) -> list[Mark]:
    """People spared at every baseline with the interval, and 100 people who took part."""
    now = frame.iloc[chosen(frame)]
    low, high = nnt.P.recurrence_low, nnt.P.recurrence_high
    spared, ill = round(now["spared"]), round(baseline)
    told = f"NNT {100 / now['spared']:.0f}" if now["low"] > 0 else "NNT: no clear effect"
    return [
        *chart(
            band(x=(low, high)),
            area(frame["baseline"], frame["low"], frame["high"], name="95 % interval"),
            line(frame["baseline"], frame["misread"], tone="b", name="ratio misread"),
            line(frame["baseline"], frame["spared"], name="as published"),
            rule(y=0),
            label(2, -6, "no effect", style="m s"),
            label((low + high) / 2, -23, "recurrence in a year", style="m s k"),
            marker(baseline, now["spared"], tone="a"),
            x=Axis("Would have an episode anyway", 0, 80, "of 100", ticks=[0, 30, 50, 70]),
            y=Axis("Spared by the program", -25, 50, "of 100"),
            box=Box(0, 34, 470, 386),
        ),
        _word(496, 66, "Of 100 who take part:", "w"),
        *_people(
            494, 84, [(min(ill, ill - spared), "b", False), (max(spared, 0), "a", True), (max(-spared, 0), "d", True)]
        ),
        _word(496, 296, f"\u25cf {min(ill, ill - spared)} still have an episode"),
        _word(496, 318, f"\u25cb {max(spared, 0)} spared" if spared >= 0 else f"\u25cb {-spared} more have an episode"),
        _word(496, 340, f"\u00b7 {100 - max(ill, ill - spared)} well either way"),
        _word(496, 368, told, "w"),
    ]


def natural_history(frame: pd.DataFrame, *, start: float, cohort: str, **settings: Any) -> list[Mark]:
    """The course of all, of the treated and of their untreated twins, and who gets the credit for the fall."""
    means = course.published(cohort)
    got = course.fall(start, cohort=cohort, **settings)
    causes = [got.time, got.regression, got.effect]
    at = course.P.follow_up + start
    return [
        *chart(
            line(frame["week"], frame["everybody"], name="everybody"),
            points(means["time_weeks"], means["estimate"], tone="d", name="published"),
            line(frame["week"], frame["untreated"], tone="b", name="untreated twin"),
            line(frame["week"], frame["treated"], tone="c", name="treated"),
            rule(x=start),
            marker(start, got.first, f"{got.first:.0f}"),
            marker(at, got.first - sum(causes), f"{got.first - sum(causes):.0f}", tone="c"),
            x=Axis("Week", 0, 52, ticks=[0, 6, 26, 52]),
            y=Axis("Mean pain", 0, 100, "0-100", ticks=[0, 50, 100]),
            box=Box(0, 34, 470, 386),
        ),
        *chart(
            bars(causes, tones="abc", labels=[f"{cause:.0f}" for cause in causes]),
            x=Axis("Fall in six weeks, by cause", -0.5, 2.5, ticks=[0, 1, 2], words=["time", "chance", "effect"]),
            y=Axis("Points", -5, 50, ticks=[0, 50]),
            box=Box(470, 60, 720, 386),
        ),
    ]


def responder_mic(frame: pd.DataFrame, *, mic: float, **_: Any) -> list[Mark]:
    """Two bells and the line, and 100 people of each."""
    arms = ("manipulation", "recommended")
    reached = [np.interp(mic, frame["change"], frame[f"{arm}_reached"]) for arm in arms]
    bells = frame.iloc[::5]  # the curves are smooth
    marks = chart(
        line(bells["change"], bells["manipulation"], name="manipulation"),
        line(bells["change"], bells["recommended"], tone="b", name="recommended care"),
        band(x=(mic, 100)),
        rule(x=mic, name=f"{mic:g} points or more"),
        x=Axis("Fall in pain in a month", -60, 100, "points", ticks=[-50, 0, 50, 100]),
        y=Axis("People", 0, 2.5, "% per point", ticks=[0, 1, 2]),
        box=Box(0, 34, 430, 386),
    )
    for top, count, title, tone in ((58, reached[0], "manipulation", "a"), (224, reached[1], "recommended", "b")):
        marks += _people(444, top, [(count, tone, tone == "b")], step=15)
        marks += [_word(604, top + 70, f"{count:.0f} of 100", "w"), _word(604, top + 92, title)]
    return marks


def mg_ci(frame: pd.DataFrame, *, worthwhile: float, confidence: str, **_: Any) -> list[Mark]:
    """Two intervals with the line of no difference, of one cramp a week, and of what is worth having."""
    layers = [
        band(x=(-2.2, -worthwhile), name="worth having"),
        rule(x=0),
        rule(x=-1),
        rule(x=-worthwhile),
        label(0.03, 3.25, "no difference", style="m s"),
        label(-0.97, 3.25, "one a week fewer", style="m s"),
        label(-worthwhile - 0.04, 0.15, f"your line: {worthwhile:g} fewer", style="w s e"),
    ]
    for row, tone, name in ((0, "a", "published, 95 %"), (1, "b", f"yours, {confidence}")):
        low, mid, high = (float(frame[end].to_numpy()[row]) for end in ("low", "difference", "high"))
        y = 2.3 - 1.2 * row
        layers += [line([low, high], [y, y], tone=tone, name=name), marker(mid, y, tone=tone)]
        layers += [line([end, end], [y - 0.15, y + 0.15], tone=tone) for end in (low, high)]
        layers.append(label(0.05, y + 0.25, f"{mid:.2f} ({low:.2f} to {high:.2f})"))
    people = frame["people"].to_numpy()
    return chart(
        *layers,
        x=Axis("Magnesium minus placebo", -2.2, 1.6, "cramps a week", ticks=[-2, -1, 0, 1]),
        y=Axis("", 0, 3.5, ticks=[2.3, 1.1], words=[f"{people[0]:.0f} people", f"{people[1]:.0f} people"]),
    )
