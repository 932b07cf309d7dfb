"""One kind of error for people who are not programmers: a sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LISTED = 45  # all exercises fit; a longer list hides the sentence before it


class SpasmedError(ValueError):
    """Something the reader can put right; the message says where, what is wrong and what to do.

    IPython asks an exception for `_render_traceback_`, so a notebook shows the sentence alone.
    In a script it is an ordinary `ValueError` with an ordinary traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{self}"]


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that looks most like `word`, or None when nothing comes near."""
    by_fold = {a.casefold(): a for a in allowed}
    hits = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[hits[0]] if hits else None


def hint(word: object, allowed: Iterable[str]) -> str:
    """A sentence that names the closest allowed word, with a space before it; "" when nothing comes near."""
    close = nearest(str(word), allowed)
    return f' Did you mean "{close}"?' if close else ""


def unknown(what: str, word: object, allowed: Iterable[str], names: Iterable[str] = ()) -> SpasmedError:
    """The error for a word that is not in the list: the closest match, then what is allowed (at most 45 words).

    `names` are further names that are understood; the closest match may be one of them, but they are not listed.
    """
    words = list(map(str, allowed))
    more = f", ... ({len(words)} in all)" if len(words) > _LISTED else ""
    choice = ", ".join(words[:_LISTED]) + more
    return SpasmedError(f'There is no {what} "{word}".{hint(word, [*words, *names])} Choose from: {choice}.')
