"""The legend of an exercise's pictures as words: signs, names and numbers from the tables the pictures are made of.

Inline styles only, and of the few that an untrusted notebook keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from spasmed.drawing._figures import MINUS, sentence
from spasmed.reasoning import acting, movement

# The colors of the pictures (tools/render_pictures/palette.py; a test holds them together).
SHORTER, NEUTRAL, LONGER = "#0b5fa5", "#d6ccc5", "#d1570b"
ROLES = {
    "strengthen": ("#d4560e", "\N{BLACK UP-POINTING TRIANGLE}", "Strengthens"),
    "stretch": ("#1b5291", "\N{LEFT RIGHT ARROW}\N{VARIATION SELECTOR-15}", "Stretches"),  # a sign, not an emoji
    "stabilize": ("#e3b505", "\N{BLACK SQUARE}", "Stabilizes"),
}
FULL = 25  # points at which the color is full

HONEST = (
    "A body model in a chosen posture, not a measurement on people. The length is that of the path of muscle and "
    "tendon; a longer path is not relief, and a color says nothing of force or activity. Striped shapes are schematic."
)
_ITEM = "padding-left:2em;text-indent:-2em"  # what wraps stands under the words, not under the sign
_LIST = "list-style:none;margin:0.25em 0;padding:0"


def badge(sign: str, color: str) -> str:
    """A sign in a ring of its color, as it stands on the muscle: dark on white in either theme."""
    style = (
        "display:inline-block;box-sizing:content-box;text-indent:0;width:1.25em;height:1.25em;line-height:1.25em;border-radius:50%;text-align:center;"
        f"font-weight:700;background-color:#ffffff;color:#191919;border:2px solid {color};margin-right:0.4em"
    )
    return f'<span style="{style}">{sign}</span>'


def items(lines: Iterable[str]) -> str:
    """Lines of HTML as a list without bullets: each begins with its own sign."""
    inside = "".join(f'<li style="{_ITEM}">{line}</li>' for line in lines)
    return f'<ul style="{_LIST}">{inside}</ul>'


def moved_html(exercise: str, frame: str) -> str:
    """What the movement to this frame does to muscles, each with sign, name and number; for the start, a sentence."""
    if frame == "start":
        return '<p style="margin:0.25em 0">The start: the next pictures count from here.</p>'
    if not (facts := movement(exercise, frame)):
        return '<p style="margin:0.25em 0">No named muscle changes its length by 3 points or more.</p>'
    return items(
        badge("+" if fact.points > 0 else MINUS, LONGER if fact.points > 0 else SHORTER)
        + f"{escape(fact.said)} <strong>{fact.signed}</strong>"
        for fact in facts
    )


def roles_at(exercise: str, frame: str) -> dict[str, list[str]]:
    """Role -> names of the muscles that have it in this frame, with the side where only one is meant."""
    shown = acting(exercise, frame)
    said = {role: [one.said for one in shown if one.role == role] for role in ROLES}
    return {role: names for role, names in said.items() if names}


def roles_html(exercise: str, frame: str) -> str:
    """The muscles by role, each role with its sign."""
    return items(
        badge(ROLES[role][1], ROLES[role][0]) + f"<strong>{ROLES[role][2]}:</strong> {escape(_listed(names))}"
        for role, names in roles_at(exercise, frame).items()
    )


def _listed(names: list[str]) -> str:
    """Names in a row; those with a comma of their own ask for semicolons."""
    names = [names[0], *(name[0].lower() + name[1:] for name in names[1:])]
    return ("; " if any("," in name for name in names) else ", ").join(names)


def assumed(row: dict[str, Any]) -> str:
    """The chosen angles of a frame as words: "lumbar flexion 38°, hips flexed 130°"."""
    flexion, bend, turn = (row[f"lumbar_{way}_deg"] for way in ("flexion", "bend_right", "turn_left"))
    words = [_angle("lumbar extension" if flexion < 0 else "lumbar flexion", flexion)]
    if bend:
        words.append(_angle(f"side bend to the {'right' if bend > 0 else 'left'}", bend))
    if turn:
        words.append(_angle(f"turn to the {'left' if turn > 0 else 'right'}", turn))
    right, left = row["hip_flexion_right_deg"], row["hip_flexion_left_deg"]
    hips = {"hips": right} if right == left else {"right hip": right, "left hip": left}
    words += [_angle(f"{hip} {'extended' if angle < 0 else 'flexed'}", angle) for hip, angle in hips.items()]
    return ", ".join(words)


def _angle(what: str, degrees: float) -> str:
    return f"{what} {abs(degrees):.0f}°"


def scale_html() -> str:
    """What the colors of the lengths mean, as three samples with their numbers."""
    samples = ((SHORTER, f"{MINUS}{FULL}% (shorter)"), (NEUTRAL, "0"), (LONGER, f"+{FULL}% (longer)"))
    swatch = "display:inline-block;width:2em;height:1em;border:1px solid #7a7a7a;vertical-align:middle;background-color"
    shown = " ".join(f'<span style="{swatch}:{color}"></span> {size}' for color, size in samples)
    return (
        f'<p style="margin:0.5em 0">Colors and numbers of length: the change that the movement makes since the start, '
        f"in percent of the length in neutral standing. {shown}</p>"
    )


def notes(rows: Iterable[dict[str, Any]]) -> str:
    """What is special about the pictures that are shown, each sentence once."""
    said = (one for row in rows if row["ready"] == "yes" and row["ready_note"] for one in row["ready_note"].split(". "))
    return " ".join(dict.fromkeys(map(sentence, said)))
