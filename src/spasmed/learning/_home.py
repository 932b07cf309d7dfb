"""Where a student's answers are kept: outside the course, so that they are never published with it."""

from __future__ import annotations

from pathlib import Path


def usual() -> str:
    """Where this system keeps the data of programs."""
    from platformdirs import user_data_dir

    return user_data_dir("spasmed", appauthor=False)


def refusal(folder: Path) -> str:
    """Why no answer is kept in a folder, as a sentence; "" where it may be."""
    for place in (folder, *folder.parents):
        if (place / ".git").exists() and (place / "src" / "spasmed").is_dir():
            return (
                f"Answers are not kept in {folder}: it lies in the folder of the course ({place}), from where they "
                "could be published by mistake. Set SPASMED_HOME to a folder outside it, or leave it unset."
            )
    return ""
