"""When to ask again: spaced by FSRS, lessons mixed, each question with the reason why it is due."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmed.learning._journal import moment
from spasmed.learning._latest import item_of
from spasmed.learning._statement import json_line
from spasmed.learning.record import Record

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Said = Mapping[str, Any]
SURE = {"guessing": 2, "fairly sure": 3, "sure": 4}  # Hard, Good, Easy, as FSRS numbers them
AGAIN, GOOD = 1, 3
DAY = 86_400


class Due(NamedTuple):
    """One question whose time has come, and why."""

    item_id: str
    lesson: str
    days_overdue: float
    why: str


def rating(correct: bool, confidence: object = None) -> int:
    """1 to 4 as FSRS numbers them: wrong Again; right but guessing Hard, fairly sure (or unsaid) Good, sure Easy."""
    return SURE.get(str(confidence).casefold(), GOOD) if correct else AGAIN


def due(record: Record, now: datetime | None = None) -> list[str]:
    """The ids of the questions that are due, most overdue first, two of one lesson never in a row where avoidable.

    A question that has left the bank since it was answered is not among them.
    """
    from spasmed.learning.bank import bank

    known = set(bank()["id"])
    return [one.item_id for one in mixed(one for one in Schedule(record).due(now) if one.item_id in known)]


def after(record: Record, said: Said) -> dict[str, Any]:
    """The state of an item's card after this answer, to be stored with it."""
    item = said["object"]["id"]
    last = record.last_of(item)
    if last is None:
        return _reviewed(None, said)
    answers, before = last
    card = before.get("card")
    if not _whole(card, answers):
        card = _replayed(record.history({item}))
    return _reviewed(card, said)


class Schedule:
    """The card of every item that was answered, as it stands after the last answer; decisions of cases have one too.

    Opening reads one statement an item. Only an item that lost a line, or was answered in two notebooks in the same
    moment, is replayed: its last card stands on fewer answers than the record has.
    """

    def __init__(self, record: Record) -> None:
        last = record.last()
        self.cards: dict[str, dict[str, Any]] = {}
        self._said = {item: said for item, (_, said) in last.items()}
        stale = {item for item, (answers, said) in last.items() if not _whole(said.get("card"), answers)}
        for item, said in self._said.items():
            if item not in stale:
                self.cards[item] = said["card"]
        if stale:
            self._replay(record, stale)

    def due(self, now: datetime | None = None) -> list[Due]:
        """What is due at `now` (UTC; default: this moment), most overdue first, lessons mixed."""
        now = now or datetime.now(UTC)
        late = (
            (item, (now - datetime.fromisoformat(card["due"])).total_seconds()) for item, card in self.cards.items()
        )
        ordered = sorted(((item, over / DAY) for item, over in late if over >= 0), key=lambda pair: (-pair[1], pair[0]))
        return mixed(self._due(item, days) for item, days in ordered)

    def _due(self, item: str, days: float) -> Due:
        said = self._said[item]
        right = said.get("result", {}).get("success")
        confidence = said.get("context", {}).get("confidence")
        why = f"{days:.0f} day{'' if round(days) == 1 else 's'} overdue" if days >= 1 else "due today"
        if not right:
            why += ", last time wrong"
        elif str(confidence).casefold() == "guessing":
            why += ", last time a guess"
        return Due(item, str(said.get("context", {}).get("lesson", "")), days, why)

    def _replay(self, record: Record, stale: set[str]) -> None:
        histories = defaultdict(list)
        for said in record.history(stale):
            histories[said["object"]["id"]].append(said)
        for item, history in histories.items():
            self.cards[item] = _replayed(history)
            self._said[item] = max(history, key=_when)


def renewed(lines: Sequence[bytes], before: Sequence[bytes]) -> list[bytes]:
    """The lines of a merge, in order of time, with the cards that their answers lead to in this order.

    Each item is replayed from the first answer that is not the one of `before`; so no last card stands on fewer
    answers than there are, and nothing is left to replay when a review is opened.
    """
    fresh, mine = list(lines), _places(before)
    for item, places in _places(lines).items():
        pairs = zip(places, mine.get(item, ()), strict=False)
        same = sum(1 for _ in takewhile(lambda pair: lines[pair[0]] == before[pair[1]], pairs))
        card = json.loads(lines[places[same - 1]]).get("card") if same else None
        if same and not _whole(card, same):
            card, same = None, 0
        for n in places[same:]:
            said = json.loads(lines[n])
            card = _reviewed(card, said)
            fresh[n] = json_line({**said, "card": card})
    return fresh


def mixed(found: Iterable[Due]) -> list[Due]:
    """The same questions: each next is the most urgent one of another lesson than the one before.

    A lesson with more than half of what is left goes first, or its questions would stand in a row at the end.
    """
    queues: dict[str, list[Due]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-one.days_overdue, one.item_id)):
        queues[one.lesson].append(one)
    for queue in queues.values():
        queue.reverse()  # the most urgent is popped from the end
    left, answer, before = sum(map(len, queues.values())), [], None
    while left:
        others = [lesson for lesson, queue in queues.items() if queue and lesson != before] or [str(before)]
        largest = max(others, key=lambda lesson: len(queues[lesson]))
        urgent = max(others, key=lambda lesson: queues[lesson][-1].days_overdue)
        before = largest if 2 * len(queues[largest]) > left else urgent
        answer.append(queues[before].pop())
        left -= 1
    return answer


def _whole(card: object, answers: int) -> bool:
    """Whether a stored card stands on every answer there is."""
    return isinstance(card, dict) and card.get("answers") == answers and isinstance(card.get("due"), str)


def _places(lines: Sequence[bytes]) -> dict[str, list[int]]:
    """Item id -> which of the lines are its answers."""
    found = defaultdict(list)
    for n, line in enumerate(lines):
        if (item := item_of(line)) is not None:
            found[item].append(n)
    return found


def _when(said: Said) -> tuple[datetime, str]:
    return moment(said), said["id"]


def _replayed(history: Iterable[Said]) -> dict[str, Any]:
    """The card after all these answers in order of time; the same on both machines after a merge."""
    card: dict[str, Any] | None = None
    for said in sorted(history, key=_when):
        card = _reviewed(card, said)
    return card or {}


def _reviewed(card: Mapping[str, Any] | None, said: Said) -> dict[str, Any]:
    from fsrs import Rating

    when = moment(said)
    result, context = said.get("result", {}), said.get("context", {})
    grade = Rating(rating(bool(result.get("success")), context.get("confidence")))
    card_now, _ = _scheduler().review_card(_card(card, when), grade, when)
    state = {name: value for name, value in card_now.to_dict().items() if name != "card_id"}
    return {"answers": (card["answers"] if card else 0) + 1, **state}


def _card(state: Mapping[str, Any] | None, when: datetime) -> Card:
    from fsrs import Card

    if not state:
        return Card(card_id=0, due=when)
    return Card.from_dict({"card_id": 0, **state})  # type: ignore[typeddict-item]


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # No steps of minutes: a lesson is read once, and what was wrong is asked again tomorrow. No fuzz: the same answers
    # give the same days on every machine.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
