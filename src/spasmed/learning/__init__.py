"""Floor 2: lessons and questions as records. No display code."""

from spasmed.learning._lessons import item, lesson

__all__ = ["item", "lesson"]
