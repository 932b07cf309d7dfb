"""What the words of a lesson must keep to: real sources, pictures with words, links that lead somewhere.

The markdown is read by the parser that nbconvert uses (mistune), so code, tables and links are told apart as
a reader sees them. Whether a number agrees with its source no program can tell; a person reads that.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import mistune

from _code_laws import Complaint

_parse = mistune.create_markdown(renderer="ast", plugins=["table", "strikethrough", "task_lists"])
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_ADDRESS = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+")
_LOADS = re.compile(r"<\s*(?:script|iframe|img|video|audio|object|embed|link)\b|\b(?:src|href)\s*=", re.IGNORECASE)
_BREAK = " ¦ "  # keeps the text before and after a link or a code word apart


@dataclass
class Prose:
    """One markdown cell taken apart: headings with level, pictures with their words, text without code.

    `paragraphs` are running text and the points of lists; tables and headings are not among them.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    text: str = ""


def read(markdown: str) -> Prose:
    """Take a markdown cell apart."""
    prose = Prose()
    tokens = _parse(markdown)
    if isinstance(tokens, list):
        for token in tokens:
            prose.text += _walk(token, prose) + "\n"
    for inside in _BRACKETS.findall(prose.text):
        prose.citations += [word.strip() for word in re.split(r"[;,]", inside) if word.strip()]
    return prose


def anchor(heading: str) -> str:
    """The part after # by which JupyterLab and nbconvert reach a heading."""
    return heading.strip().replace(" ", "-")


def complaints(prose: Prose, *, anchors: Collection[str], exists: Callable[[str], bool]) -> Iterator[Complaint]:
    """Links, pictures and HTML; `anchors` are the notebook's, `exists` looks for a file beside it."""
    for link in prose.links:
        target, _, place = link.partition("#")
        if _ADDRESS.match(link):
            yield Complaint(f"links to the network ({link})", "Cite the source by its id: [[id]](#Sources).")
        elif not target and place not in anchors:
            yield Complaint(f"links to a heading that is not here (#{place})", _nearest(place, anchors, "#"))
        elif target and not exists(target):
            yield Complaint(f"links to a file that is not here ({target})", "Correct the name of the file.")
    for address in _ADDRESS.findall(prose.text):
        yield Complaint(f"shows a network address ({address})", "Cite the source by its id: [[id]](#Sources).")
    for picture, words in prose.pictures:
        if not words.strip():
            yield Complaint(f"has a picture without words ({picture})", "Say in the [ ] what the picture shows.")
        if _ADDRESS.match(picture) or picture.startswith(("data:", "attachment:")):
            yield Complaint(
                f"has a picture that is no file of the project ({picture[:40]})", "Put it into data/pictures."
            )
        elif not exists(picture):
            yield Complaint(f"shows a picture that is not here ({picture})", "Correct the name of the file.")
    for html in prose.html:
        if _LOADS.search(html):
            yield Complaint(f"has HTML that loads or links ({html.strip()[:40]})", "Write it as markdown.")


def citation_complaints(
    prose: Prose, *, citable: Collection[str], sources: Collection[str], allowed: Collection[str] | None
) -> Iterator[Complaint]:
    """Each cited id is in `citable`; a source also in the lesson's list (`allowed`), if there is one."""
    for cited in dict.fromkeys(prose.citations):
        if cited not in citable:
            yield Complaint(f"cites [{cited}], which no table knows", _nearest(cited, citable))
        elif cited in sources and allowed is not None and cited not in allowed:
            do = "Add it to source_ids of this lesson in data/learning/lessons.yaml, or cite another."
            yield Complaint(f"cites [{cited}], which is not among the sources of this lesson", do)


def _walk(token: dict[str, Any], prose: Prose) -> str:
    kind = token["type"]
    inner = "".join(_walk(child, prose) for child in token.get("children", []))
    if kind == "heading":
        prose.headings.append((int(token["attrs"]["level"]), inner.strip()))
    elif kind == "link":
        prose.links.append(token["attrs"]["url"])
        return f"{_BREAK}{inner}{_BREAK}"
    elif kind == "image":
        prose.pictures.append((token["attrs"]["url"], inner))
        return _BREAK
    elif kind in ("block_html", "inline_html"):
        prose.html.append(token["raw"])
        return _BREAK
    elif kind in ("codespan", "block_code"):
        return _BREAK
    elif kind in ("paragraph", "block_text"):
        prose.paragraphs.append(inner.replace(_BREAK, " "))
    elif kind == "text":
        return str(token["raw"])
    return inner + ("" if kind in ("emphasis", "strong", "strikethrough") else " ")


def _nearest(word: str, known: Collection[str], mark: str = "") -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean {mark}{near[0]}?" if near else "Correct the id, or add its row to data/."
