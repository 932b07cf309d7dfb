"""The page of patients' questions says to a patient what data/learning/faq.yaml says, word for word."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

import notebooks
from spasmed import tables

FAQS = tables.story("faq")["faqs"]


def plain(text: str) -> str:
    """The words alone: what is quoted inside a quotation has other marks there."""
    return " ".join(re.sub(r"[\"'“”‘’]", "", text).split())


def prose() -> str:
    path = notebooks.NOTEBOOKS / "31_questions_patients_ask.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_every_question_has_its_fold() -> None:
    assert len(re.findall(r"<summary><b>\d+\. ", prose())) == len(FAQS)


@pytest.mark.parametrize("faq", FAQS, ids=[faq["id"] for faq in FAQS])
def test_the_short_answer_stands_on_the_page(faq: dict[str, Any]) -> None:
    assert plain(faq["short"]) in plain(prose())
