"""`Quiz` and `Review`: questions of the bank, marked ahead, and kept in the learner's record when that is on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from random import Random
from typing import Any

from spasmed.learning import Marked, bank, every_response, item, shuffled
from spasmed.learning import lesson as _brief
from spasmed.tables import SpasmedError, unknown
from spasmed.widgets._cells import Cell, Part, Story
from spasmed.widgets._cited import cited
from spasmed.widgets._kept import Keeper
from spasmed.widgets._question import Question
from spasmed.widgets._step import Mark, Step, Tone

ASLEEP = "Without Python nothing that is answered here is kept."
OFF = (
    "Your answers are not kept. To keep them on this computer, and to be asked again in time, run sp.record().start()."
)
ON = "Your answers are kept in your record on this computer."
TITLES: dict[Tone, str] = {"right": "Right.", "partly": "Partly right.", "wrong": "Not right."}
MANY = 8  # questions of a review at a time


class Quiz(Question):
    """The questions of a lesson, or these questions: `sp.Quiz("posture")`, `sp.Quiz(items=["sm-027", "sc-041"])`.

    Args:
        lesson: id or name of a lesson ("cause-posture", "Posture", "posture").
        items: ids of questions of the bank; asked in this order.
        seed: another seed gives another order of the questions of a lesson and of their options.

    Every answer is marked at once with the reason and its sources; `.result` has a row for each answer: item_id,
    response, correct, credit (0 to 1), confidence, slip. When the learner's record is on, each answer is kept there.
    Raises SpasmedError with the closest match for an unknown lesson or question.
    """

    def __init__(self, lesson: str | None = None, *, items: Iterable[str] | None = None, seed: int = 0) -> None:
        if lesson is not None and items is None:
            about = _brief(lesson_id(lesson))
            chosen, caption, name = questions_of(about["id"], seed), f"Questions: {about['title']}", about["id"]
        elif items is not None and lesson is None:
            chosen = [items] if isinstance(items, str) else list(items)
            caption, name = "Questions", "-".join(["items", *chosen[:1]])
        else:
            raise SpasmedError('Name a lesson, as in Quiz("posture"), or questions, as in Quiz(items=["sm-027"]).')
        self._ask(chosen, name=f"quiz-{name}", caption=caption, lead="", seed=seed)

    def _ask(self, chosen: Sequence[str], *, name: str, caption: str, lead: str, seed: int) -> None:
        keeper = Keeper()
        super().__init__(
            name=name,
            caption=caption,
            lead=lead,
            steps=[step(item(one), seed) for one in chosen],
            heard=keeper.keep,
            explained=keeper.explain,
            awake=lambda: kept(keeper),
            asleep=ASLEEP,
        )


class WarmUp(Quiz):
    """The warm-up of a lesson: questions of other lessons that it builds on, `sp.WarmUp("posture")`.

    `.result` is that of `Quiz`. Raises SpasmedError for an unknown lesson, and for one that has no warm-up.
    """

    def __init__(self, lesson: str, *, seed: int = 0) -> None:
        about = _brief(lesson_id(lesson))
        if not (chosen := about["recall_item_ids"]):
            raise SpasmedError(f"{about['title']} has no warm-up: nothing comes before it.")
        self._ask(chosen, name=f"warm-up-{about['id']}", caption="Warm-up", lead="From other lessons.", seed=seed)


class Review(Quiz):
    """Questions of several lessons mixed: those that are due in your record, or, without one, some of each lesson.

    Args:
        many: at most so many questions.
        seed: without a record, another seed asks others.

    Mixing is harder than one topic at a time and is kept longer. `.result` is that of `Quiz`.
    """

    def __init__(self, *, many: int = MANY, seed: int = 0) -> None:
        if many < 1:
            raise SpasmedError(f"A review asks at least one question, not {many}.")
        keeper = Keeper()
        due = keeper.due(many)
        if due:
            lead = f"{len(due)} questions are due, the one most likely forgotten first."
        elif keeper.on:
            lead = "Nothing is due today. These are mixed from the lessons."
        else:
            lead = "Mixed from the lessons. With a record the questions that are due would stand here."
        self._ask(due or mixed(many, seed), name="review", caption="Mixed review", lead=lead, seed=seed)


def kept(keeper: Keeper) -> str:
    """The sentence below the questions, as the record stands now."""
    return ON if keeper.on else OFF


def lesson_id(name: str) -> str:
    """The id of a lesson named by its id, its title, or its id without the kind before it ("posture")."""
    known: dict[str, str] = {one: _brief(one)["title"] for one in bank()["lesson"].unique()}
    wanted = name.casefold().strip()
    for one, title in known.items():
        if wanted in (one, title.casefold(), one.partition("-")[2]):
            return one
    raise unknown("lesson", name, known, known.values())


def questions_of(lesson: str, seed: int) -> list[str]:
    """The ids of a lesson's questions in an order of their own for each seed."""
    ids = bank(lesson=lesson)["id"].tolist()
    Random(f"{lesson} {seed}").shuffle(ids)  # noqa: S311  (an order, not a secret)
    return ids


def mixed(many: int, seed: int) -> list[str]:
    """Questions of the lessons in turn, in an order of their own for each seed: neighbors come from different ones."""
    lessons = bank()["lesson"].unique().tolist()
    Random(f"review {seed}").shuffle(lessons)  # noqa: S311  (an order, not a secret)
    rounds = zip_longest(*(questions_of(lesson, seed) for lesson in lessons))
    return [one for one in chain.from_iterable(rounds) if one][:many]


def step(record: Mapping[str, Any], seed: int = 0) -> Step:
    """A question of the bank as a step of the player, every answer marked."""
    asked = dict(record)
    ahead, sources = every_response(asked), cited(tuple(record["source_ids"]))
    return Step(
        id=record["id"],
        kind=record["type"],
        stem=record["stem"],
        options=shuffled(asked, seed=str(seed)),
        unit=record["answer"]["unit"] if record["type"] == "numeric" else "",
        marks={key: _mark(record, marked, sources) for key, marked in ahead.marks.items()},
        bands=[(low, high, _mark(record, marked, sources)) for low, high, marked in ahead.bands],
        otherwise=_mark(record, ahead.otherwise, sources) if ahead.otherwise else None,
    )


def _mark(record: Mapping[str, Any], marked: Marked, sources: Sequence[str | Part]) -> Mark:
    tone: Tone = "right" if marked.correct else "partly" if marked.credit else "wrong"
    says = list(_badged("Your answer", "info", marked.says)) if marked.right else list(marked.says)
    says += _badged("Missing" if record["type"] == "multiple" else "Right answer", "good", marked.right)
    after: Story = [("Sources", list(sources))] if sources else []
    if not marked.correct:
        title_of_lesson = _brief(record["lesson"])["title"]
        after = [*after, ("What next", f'Read again in "{title_of_lesson}": {record["objective"]}')]
    return Mark(tone=tone, title=TITLES[tone], credit=marked.credit, says=says, after=after)


def _badged(word: str, tone: Any, sentences: Sequence[str]) -> list[Cell]:
    """The sentences, the first with a word before it that says whose reason this is."""
    return [[Part(text=word, tone=tone), f" {one}"] if n == 0 else one for n, one in enumerate(sentences)]
