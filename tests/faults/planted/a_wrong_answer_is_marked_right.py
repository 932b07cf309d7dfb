"""Every answer to a question is marked as right."""

from dataclasses import replace

from spasmed.widgets import Mark, Step

found = Step.mark


def mark(self: Step, response: object) -> Mark | None:
    earned = found(self, response)
    return earned and replace(earned, tone="right", credit=1.0)


Step.mark = mark
